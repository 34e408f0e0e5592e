"""What the whole hall looks at: tables that present in turn, and slides."""

from __future__ import annotations

from meshcouncil.gathering.clock import spent
from meshcouncil.gathering.commands import PresentTable, ShowSlide
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import Event, SlideShown, TablePresented
from meshcouncil.gathering.rules.standing import require_running, require_table
from meshcouncil.gathering.state import Gathering


def present(hall: Gathering, command: PresentTable) -> tuple[Event, ...]:
    """Give a table its turn, or a new one, in a step of presentations."""
    require_running(hall)
    if hall.now is None or "presentations" not in hall.now.surfaces:
        raise Rejected("not_now")
    require_table(hall, command.table)
    return (TablePresented(command.table, spent(hall.clock, command.at), command.at),)


def show_slide(hall: Gathering, command: ShowSlide) -> tuple[Event, ...]:
    """Put one of the step's slides on the projector."""
    require_running(hall)
    slides = 0 if hall.now is None else hall.now.slides
    if not 0 <= command.index < slides:
        raise Rejected("no_such_slide", slides=slides)
    return (SlideShown(command.index),)
