"""The facilitator's console: the next action, every control, and the hall at a glance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from meshcouncil.gathering.commands import (
    ChangeStepMinutes,
    CloseGathering,
    Command,
    DrawSeats,
    ExtendStep,
    FillWithBots,
    NextStep,
    Pause,
    PreviousStep,
    RestoreStep,
    Resume,
    Reveal,
    SkipStep,
    StartAgenda,
)
from meshcouncil.gathering.decide import accepted, why_not
from meshcouncil.gathering.offers import SAMPLE
from meshcouncil.gathering.state import Bot, Gathering, Sitter
from meshcouncil.gathering.views.bar import StepState, step_state
from meshcouncil.gathering.views.notices import CallView, call_view
from meshcouncil.gathering.views.rooms import RoomView, room_seen_by
from meshcouncil.gathering.views.seats import PersonView


@dataclass(frozen=True, slots=True)
class ActionView:
    """A button of the console: the name of its command, and the refusal it would meet now, if any, with its context."""

    command: str
    refused: str | None
    context: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaItemView:
    """A step in the facilitator's agenda and what may be done to it."""

    id: str
    title: str
    minutes: int
    state: StepState
    may_skip: bool
    may_restore: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class InjectView:
    """An inject of the pack: the tables that have met it and those that have not."""

    inject: str
    met: tuple[int, ...]
    open: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TableGlanceView:
    """A table at a glance, as far as the hall knows it."""

    table: int
    open: bool
    people: int
    bots: int
    free: int
    waiting: tuple[str, ...]
    calls: int
    injects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsoleView:
    """The facilitator's one screen: the next action, every other control, agenda, tables, calls, injects and rooms."""

    next: ActionView | None
    controls: tuple[ActionView, ...]
    agenda: tuple[AgendaItemView, ...]
    tables: tuple[TableGlanceView, ...]
    calls: tuple[CallView, ...]
    injects: tuple[InjectView, ...]
    rooms: tuple[RoomView, ...]
    unseated: tuple[PersonView, ...]
    slide: int
    slides: int

    def control(self, command: str) -> ActionView:
        """Give a control by the name of its command."""
        return next(each for each in self.controls if each.command == command)


def console_view(hall: Gathering) -> ConsoleView:
    """Show the facilitator the whole hall."""
    following = _next_command(hall)
    return ConsoleView(
        next=None if following is None else _action(hall, following),
        controls=tuple(_action(hall, command) for command in _controls(hall)),
        agenda=tuple(_agenda_item(hall, index) for index in range(len(hall.steps))),
        tables=tuple(_glance(hall, table) for table in range(1, hall.tables + 1)),
        calls=tuple(call_view(hall, place) for place in hall.calls),
        injects=tuple(_inject_view(hall, inject) for inject in hall.injects),
        rooms=tuple(room_seen_by(hall, room, None) for room in sorted({saying.room for saying in hall.talk})),
        unseated=tuple(PersonView(person.name, you=False, person=person.id) for person in hall.unseated),
        slide=hall.slide,
        slides=0 if hall.now is None else hall.now.slides,
    )


def _next_command(hall: Gathering) -> Command | None:
    """Choose the one obvious thing to do next."""
    if hall.stage in ("new", "closed"):
        return None
    if hall.stage == "lobby":
        return StartAgenda(0)
    if hall.is_paused:
        return Resume(0)
    if accepted(hall, Reveal(0)):
        return Reveal(0)
    return CloseGathering(0) if hall.following is None else NextStep(0)


def _controls(hall: Gathering) -> tuple[Command, ...]:
    return (
        StartAgenda(0),
        NextStep(0),
        PreviousStep(0),
        Pause(0),
        Resume(0),
        ExtendStep(1, 0),
        DrawSeats((0, 0) * len(hall.unseated)),
        FillWithBots(None, (SAMPLE,)),
        Reveal(0),
        CloseGathering(0),
    )


def _action(hall: Gathering, command: Command) -> ActionView:
    refusal = why_not(hall, command)
    name = type(command).__name__
    return ActionView(name, None) if refusal is None else ActionView(name, refusal.code, tuple(refusal.context.items()))


def _agenda_item(hall: Gathering, index: int) -> AgendaItemView:
    step = hall.steps[index]
    return AgendaItemView(
        id=step.id,
        title=step.title,
        minutes=step.minutes,
        state=step_state(hall, index),
        may_skip=accepted(hall, SkipStep(step.id)),
        may_restore=accepted(hall, RestoreStep(step.id)),
        may_change=accepted(hall, ChangeStepMinutes(step.id, step.minutes)),
    )


def _glance(hall: Gathering, table: int) -> TableGlanceView:
    held = Counter(type(occupant) for occupant in hall.occupants(table).values())
    return TableGlanceView(
        table=table,
        open=table in hall.open_tables,
        people=held[Sitter],
        bots=held[Bot],
        free=len(hall.seat_plans) - held.total(),
        waiting=hall.waiting_teams(table),
        calls=sum(place.table == table for place in hall.calls),
        injects=tuple(inject for inject in hall.injects if hall.is_dealt(inject, table)),
    )


def _inject_view(hall: Gathering, inject: str) -> InjectView:
    met = tuple(table for table in hall.playing if hall.is_dealt(inject, table))
    return InjectView(inject, met, tuple(table for table in hall.playing if table not in met))
