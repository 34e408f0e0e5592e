"""Deadlines: they stand still while the hall pauses, and what is due takes effect when the house rings."""

from __future__ import annotations

from meshcouncil.council.commands import RingClocks, StartClocks, StopClocks
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import ClocksStarted, ClocksStopped, Event
from meshcouncil.council.state import Council


def stop(council: Council, command: StopClocks) -> tuple[Event, ...]:
    """Let no deadline run on."""
    if council.stopped_at is not None:
        raise Rejected("already_so")
    return (ClocksStopped(command.at),)


def start(council: Council, command: StartClocks) -> tuple[Event, ...]:
    """Let deadlines run on, later by the time that stood still."""
    if council.stopped_at is None or not council.sitting:
        raise Rejected("already_so")
    return (ClocksStarted(command.at),)


def ring(council: Council, command: RingClocks) -> tuple[Event, ...]:
    """Let what is due by now take effect."""
    raise Rejected("already_so")
