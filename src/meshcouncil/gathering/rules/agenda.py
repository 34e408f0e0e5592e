"""The agenda: it starts, goes on and goes back; steps ahead are lengthened, shortened, skipped and restored."""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.gathering.clock import Clock, minutes, paused
from meshcouncil.gathering.commands import ChangeStepMinutes, NextStep, PreviousStep, RestoreStep, SkipStep, StartAgenda
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import (
    AgendaStarted,
    Event,
    InjectDealt,
    StepMinutesChanged,
    StepOpened,
    StepRestored,
    StepSkipped,
)
from meshcouncil.gathering.plan import AgendaStep
from meshcouncil.gathering.rules.standing import require_open, require_running
from meshcouncil.gathering.state import Gathering

SHORTEST, LONGEST = 1, 240


def start(hall: Gathering, command: StartAgenda) -> tuple[Event, ...]:
    """Begin the first step at every table where somebody sits; each of them needs its teams."""
    require_open(hall)
    if hall.stage == "running":
        raise Rejected("already_started")
    tables = tuple(table for table in hall.open_tables if hall.occupants(table))
    if not tables:
        raise Rejected("nobody_seated")
    for table in tables:
        missing = hall.waiting_teams(table)
        if len(hall.teams) - len(missing) < hall.min_teams:
            raise Rejected("team_missing", table=table, teams=missing)
    first = hall.following
    if first is None:
        raise Rejected("no_step_ahead")
    clock = Clock(minutes(first.minutes, hall.pace), 0, command.at, running=True)
    opened = StepOpened(first.id, clock, None, None, command.at)
    return (AgendaStarted(tables, command.at), opened, *_dealt(hall, first, tables, command.at))


def go_on(hall: Gathering, command: NextStep) -> tuple[Event, ...]:
    """Open the next step; what it brings into play is dealt with it."""
    require_running(hall)
    step = hall.following
    if step is None:
        raise Rejected("no_step_ahead")
    return (_opened(hall, step, command.at), *_dealt(hall, step, hall.playing, command.at))


def go_back(hall: Gathering, command: PreviousStep) -> tuple[Event, ...]:
    """Open the step before again, with the time it had left."""
    require_running(hall)
    step = hall.preceding
    if step is None:
        raise Rejected("no_step_before")
    return (_opened(hall, step, command.at),)


def _opened(hall: Gathering, step: AgendaStep, at: int) -> StepOpened:
    kept = paused(hall.clock, at)
    fresh = Clock(minutes(step.minutes, hall.pace))
    clock = replace(hall.times.get(step.id, fresh), since=kept.since, running=hall.clock.running)
    return StepOpened(step.id, clock, hall.step, kept, at)


def _dealt(hall: Gathering, step: AgendaStep, tables: tuple[int, ...], at: int) -> tuple[Event, ...]:
    if step.inject is None:
        return ()
    fresh = tuple(table for table in tables if not hall.is_dealt(step.inject, table))
    return (InjectDealt(step.inject, fresh, at),) if fresh else ()


def skip(hall: Gathering, command: SkipStep) -> tuple[Event, ...]:
    """Leave out a step ahead; something must be left to play."""
    step = _require_ahead(hall, command.step)
    if step.skipped:
        raise Rejected("already_skipped", step=step.id)
    if hall.step is None and all(other.skipped for other in hall.steps if other.id != step.id):
        raise Rejected("last_step", step=step.id)
    return (StepSkipped(step.id),)


def restore(hall: Gathering, command: RestoreStep) -> tuple[Event, ...]:
    """Take a skipped step ahead back into the agenda."""
    step = _require_ahead(hall, command.step)
    if not step.skipped:
        raise Rejected("not_skipped", step=step.id)
    return (StepRestored(step.id),)


def change_minutes(hall: Gathering, command: ChangeStepMinutes) -> tuple[Event, ...]:
    """Lengthen or shorten a step ahead; where it had begun before, what it had run still counts."""
    step = _require_ahead(hall, command.step)
    require_minutes(command.minutes)
    kept = hall.times.get(step.id)
    changed = None if kept is None else replace(kept, allotted=minutes(command.minutes, hall.pace))
    return (StepMinutesChanged(step.id, command.minutes, changed),)


def _require_ahead(hall: Gathering, step_id: str) -> AgendaStep:
    require_open(hall)
    step = hall.step_called(step_id)
    if step is None:
        raise Rejected("no_such_step", step=step_id)
    if step not in hall.ahead:
        raise Rejected("step_not_ahead", step=step_id)
    return step


def require_minutes(count: int) -> None:
    """Refuse a step that is too short or too long."""
    if not SHORTEST <= count <= LONGEST:
        raise Rejected("bad_minutes", low=SHORTEST, high=LONGEST)
