"""Where a viewer belongs now: which page the step of the agenda opens for them, and which they may open besides."""

from __future__ import annotations

from meshcouncil.gathering.state import Gathering
from meshcouncil.gathering.viewers import Participant, Projector
from meshcouncil.web.scene import Scene

LIVE_PAGES = frozenset({"lobby", "table", "sidebar", "presentations", "debrief"})
"""A participant's pages that change by themselves."""
MINUTES = frozenset({"minutes", "minutes.md", "minutes.json"})
"""A participant's addresses of the minutes: the page, and the files to keep."""
READING = frozenset({"brief", "handbook", "print"}) | MINUTES
"""A participant's pages to read."""


def home_page(scene: Scene) -> str:
    """Name the page that this viewer's step opens; empty for the facilitator, who goes where they want."""
    match scene.viewer:
        case Projector():
            return "screen"
        case Participant():
            return "lobby" if scene.place is None else step_page(scene.hall)
        case _:
            return ""


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


def may_open(scene: Scene, page: str) -> bool:
    """Tell whether the viewer may open one of their pages now, even if their step opens another."""
    if not isinstance(scene.viewer, Participant) or page in (home_page(scene), "handbook"):
        return True
    if scene.place is None:
        return page == "lobby"
    return page in READING or (page == "table" and scene.hall.step is not None)
