"""Where a viewer belongs now: which page the step of the agenda opens for them."""

from __future__ import annotations

from meshcouncil.gathering.state import Gathering
from meshcouncil.gathering.viewers import Facilitator, Participant, Projector
from meshcouncil.web.scene import Scene

READABLE = frozenset({"brief", "handbook", "print", "table"})
"""Pages that a seated participant may open at any time."""


def home_page(scene: Scene) -> str:
    """Name the page that this viewer's step opens."""
    match scene.viewer:
        case Facilitator():
            return ""
        case Projector():
            return "screen"
        case Participant():
            return _participant_page(scene)
        case _:
            return ""


def _participant_page(scene: Scene) -> str:
    if scene.place is None:
        return "lobby"
    return step_page(scene.hall)


def step_page(hall: Gathering) -> str:
    """Name the page that the current step opens for a seated participant."""
    if hall.is_revealed or hall.stage == "closed":
        return "debrief"
    if hall.stage != "running" or hall.now is None:
        return "lobby"
    surfaces = hall.now.surfaces
    if "sidebar" in surfaces:
        return "sidebar"
    if "presentations" in surfaces:
        return "presentations"
    if "reveal" in surfaces:
        return "debrief"
    return "table"
