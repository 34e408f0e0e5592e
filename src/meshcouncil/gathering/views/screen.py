"""The projector: what the whole room sees."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.gathering.state import Gathering, Stage
from meshcouncil.gathering.views.bar import BarView, bar_view
from meshcouncil.gathering.views.notices import AnnouncementView, announcements_view
from meshcouncil.gathering.views.presentations import PresentView, present_view


@dataclass(frozen=True, slots=True)
class ScreenView:
    """What the room sees: how many are here and how many seats are held, the slide, the table that presents."""

    title: str
    stage: Stage
    people: int
    seats_held: int
    seats: int
    bar: BarView
    slide: int
    slides: int
    present: PresentView | None
    announcement: AnnouncementView | None
    revealed: bool


def screen_view(hall: Gathering) -> ScreenView:
    """Show the room what everybody may see."""
    standing = announcements_view(hall)
    return ScreenView(
        title=hall.title,
        stage=hall.stage,
        people=len(hall.people),
        seats_held=len(hall.seats),
        seats=len(hall.open_tables) * len(hall.seat_plans),
        bar=bar_view(hall),
        slide=hall.slide,
        slides=0 if hall.now is None else hall.now.slides,
        present=present_view(hall),
        announcement=standing[-1] if standing else None,
        revealed=hall.is_revealed,
    )
