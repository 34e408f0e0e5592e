"""The presentations: which table's turn it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from meshcouncil.gathering.clock import Clock, minutes
from meshcouncil.gathering.state import Gathering
from meshcouncil.gathering.views.bar import ClockView, clock_view

TurnState = Literal["done", "now", "waiting"]


@dataclass(frozen=True, slots=True)
class TurnView:
    """A table in the order of presentations."""

    table: int
    state: TurnState


@dataclass(frozen=True, slots=True)
class PresentView:
    """Whose turn it is to present; `clock` counts the turn where the step gives each table its minutes."""

    table: int | None
    clock: ClockView | None
    turns: tuple[TurnView, ...]


def present_view(hall: Gathering) -> PresentView | None:
    """Show the presentations while they last."""
    now, turn = hall.now, hall.turn
    if now is None or "presentations" not in now.surfaces:
        return None
    clock = None
    if turn is not None and now.minutes_each is not None:
        clock = Clock(
            minutes(now.minutes_each, hall.pace), hall.clock.ran - turn.began, hall.clock.since, hall.clock.running
        )
    return PresentView(
        table=None if turn is None else turn.table,
        clock=None if clock is None else clock_view(clock, begun=hall.stage == "running"),
        turns=tuple(TurnView(table, _turn_state(hall, table)) for table in hall.playing),
    )


def _turn_state(hall: Gathering, table: int) -> TurnState:
    if hall.turn is not None and hall.turn.table == table:
        return "now"
    return "done" if table in hall.presented else "waiting"
