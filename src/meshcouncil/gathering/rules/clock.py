"""The facilitator's hand on the clock."""

from __future__ import annotations

from meshcouncil.gathering.clock import extended, minutes, paused, resumed
from meshcouncil.gathering.commands import ExtendStep, Pause, Resume
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import ClockPaused, ClockResumed, Event, StepExtended
from meshcouncil.gathering.rules.standing import require_running
from meshcouncil.gathering.state import Gathering

EXTENSION_LIMIT = 30


def pause(hall: Gathering, command: Pause) -> tuple[Event, ...]:
    """Stop the clock; everything else goes on."""
    require_running(hall)
    if not hall.clock.running:
        raise Rejected("already_paused")
    return (ClockPaused(paused(hall.clock, command.at), command.at),)


def resume(hall: Gathering, command: Resume) -> tuple[Event, ...]:
    """Let the clock run on."""
    require_running(hall)
    if hall.clock.running:
        raise Rejected("not_paused")
    return (ClockResumed(resumed(hall.clock, command.at), command.at),)


def extend(hall: Gathering, command: ExtendStep) -> tuple[Event, ...]:
    """Give the current step more or less time."""
    require_running(hall)
    if not 1 <= abs(command.minutes) <= EXTENSION_LIMIT:
        raise Rejected("bad_minutes", low=-EXTENSION_LIMIT, high=EXTENSION_LIMIT)
    by = minutes(abs(command.minutes), hall.pace) * (1 if command.minutes > 0 else -1)
    return (StepExtended(command.minutes, extended(hall.clock, by, command.at), command.at),)
