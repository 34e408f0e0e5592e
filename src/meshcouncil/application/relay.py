"""What the hall means for its tables: the commands that an event of the hall sends to each of them."""

from __future__ import annotations

from collections.abc import Iterator

from meshcouncil.council import commands as at_table
from meshcouncil.gathering import events as in_hall
from meshcouncil.gathering.plan import AgendaStep
from meshcouncil.gathering.state import Gathering

Sent = tuple[int, at_table.Command]

ALREADY_SO = frozenset({"seat_taken", "seat_empty", "inject_already_dealt", "council_closed", "already_so"})
"""Refusals that only say that a table is already as the hall wants it."""


def sent_to_tables(hall: Gathering, event: in_hall.Event) -> Iterator[Sent]:
    """Yield (table, command) for every table that the event concerns; `hall` is the hall after the event."""
    match event:
        case in_hall.StepOpened(step=step_id):
            step = hall.step_called(step_id)
            if step is not None:
                yield from ((table, begun(step, event.at, hall.pace)) for table in hall.playing)
        case in_hall.ClockPaused(at=at):
            yield from ((table, at_table.StopClocks(at)) for table in hall.playing)
        case in_hall.ClockResumed(at=at):
            yield from ((table, at_table.StartClocks(at)) for table in hall.playing)
        case in_hall.InjectDealt(inject=inject, tables=tables):
            yield from ((table, at_table.DealInject(inject)) for table in tables)
        case in_hall.MissionsRevealed() | in_hall.GatheringClosed():
            yield from ((table, at_table.CloseCouncil()) for table in hall.playing)
        case _:
            yield from _seated(hall, event)


def _seated(hall: Gathering, event: in_hall.Event) -> Iterator[Sent]:
    match event:
        case in_hall.SeatTaken(person=person, table=table, seat=seat):
            yield table, at_table.FillSeat(seat, "person", hall.people[person].name)
        case in_hall.SeatLeft(table=table, seat=seat) | in_hall.BotRemoved(table=table, seat=seat):
            yield table, at_table.VacateSeat(seat)
        case in_hall.BotSeated(table=table, seat=seat, name=name):
            yield table, at_table.FillSeat(seat, "bot", name)
        case in_hall.PersonRenamed(person=person, name=name):
            place = hall.place_of(person)
            if place is not None:
                yield place.table, at_table.FillSeat(place.seat, "person", name)
        case _:
            return


def begun(step: AgendaStep, at: int, pace: int) -> at_table.BeginStep:
    """Give the command that begins a step at a table; a council deliberates where the step uses the table."""
    return at_table.BeginStep(
        step=step.id,
        sitting="table" in step.surfaces,
        procedure=step.procedure,
        final_vote=step.final_vote,
        at=at,
        pace=pace,
    )
