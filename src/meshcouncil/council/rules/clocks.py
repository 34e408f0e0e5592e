"""Deadlines: they stand still while the hall pauses, and what is due takes effect when the house rings."""

from __future__ import annotations

from meshcouncil.council.commands import RingClocks, StartClocks, StopClocks
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import ClocksStarted, ClocksStopped, Event
from meshcouncil.council.evolve import replayed
from meshcouncil.council.rules import ballots, declarations, floor
from meshcouncil.council.state import Council, Motion


def stop(council: Council, command: StopClocks) -> tuple[Event, ...]:
    """Let no deadline run on."""
    if council.stopped_at is not None:
        raise Rejected("already_so")
    return (ClocksStopped(command.at),)


def start(council: Council, command: StartClocks) -> tuple[Event, ...]:
    """Let deadlines run on, later by the time for which they stood still."""
    if council.stopped_at is None or not council.sitting or council.is_frozen:
        raise Rejected("already_so")
    return (ClocksStarted(command.at),)


def ring(council: Council, command: RingClocks) -> tuple[Event, ...]:
    """Let everything that is due by now take effect, what was due first first."""
    events: list[Event] = []
    while (due := council.next_deadline) is not None and due <= command.at:
        happened = _due(council, due)
        if not happened:
            break
        events.extend(happened)
        council = replayed(council, happened)
    if not events:
        raise Rejected("already_so")
    return tuple(events)


def _due(council: Council, at: int) -> tuple[Event, ...]:
    motion = next((each for each in council.live_motions if each.deadline is not None and each.deadline <= at), None)
    return _motion_due(council, motion, at) if motion is not None else floor.rung(council, at)


def _motion_due(council: Council, motion: Motion, at: int) -> tuple[Event, ...]:
    if motion.status == "voting":
        return ballots.closed_by_count(council, motion.id, at)
    if motion.stage == "declared":
        return declarations.upheld(council, motion, at)
    return ballots.after_stage(council, motion, at)
