"""A motion on a page of its own, with all its amendments and the forms to change them."""

from __future__ import annotations

from meshcouncil.web import pages
from meshcouncil.web.asking import Answer
from meshcouncil.web.house import House
from meshcouncil.web.scene import Scene
from meshcouncil.web.visitors import Stranger

PREFIX = "motion-"
"""How the address of a motion's page begins: ``motion-M3``."""


def answer(house: House, scene: Scene, name: str) -> Answer:
    """Answer with a motion's page. Raises Stranger when the viewer's table has no such motion."""
    wanted = name.removeprefix(PREFIX)
    motion = next((each for each in scene.view.motions if each.id == wanted), None)
    if motion is None:
        raise Stranger
    context = {
        "title": scene.hall.title,
        "view": scene.view,
        "words": scene.instant.motion_words,
        "motion": motion,
        "whole": True,
    }
    return pages.page(house, "motion", context)
