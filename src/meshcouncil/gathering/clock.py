"""The clock of a step: plain arithmetic in milliseconds. Zero only signals; it never locks anything."""

from __future__ import annotations

from dataclasses import dataclass, replace

MINUTE = 60_000
REAL_TIME = 100


@dataclass(frozen=True, slots=True)
class Clock:
    """Milliseconds allotted to a step and run off before `since`, an instant in ms; then it runs or stands still."""

    allotted: int = 0
    ran: int = 0
    since: int = 0
    running: bool = False


def minutes(count: int, pace: int = REAL_TIME) -> int:
    """Give the real milliseconds of some minutes of the agenda; a pace of 6000 % makes a minute pass in a second."""
    return count * MINUTE * REAL_TIME // pace


def spent(clock: Clock, at: int) -> int:
    """Count the milliseconds the clock has run so far; an instant before its last start counts as that start."""
    return clock.ran + (max(0, at - clock.since) if clock.running else 0)


def left(clock: Clock, at: int) -> int:
    """Count the milliseconds left; never less than none."""
    return max(0, clock.allotted - spent(clock, at))


def ends_at(clock: Clock) -> int | None:
    """Give the instant when a running clock reaches zero (it may lie in the past); None while it stands still."""
    return clock.since + clock.allotted - clock.ran if clock.running else None


def paused(clock: Clock, at: int) -> Clock:
    """Stop the clock: what has run stays run, what is left stays left."""
    return replace(clock, ran=spent(clock, at), since=max(at, clock.since), running=False)


def resumed(clock: Clock, at: int) -> Clock:
    """Let a stopped clock run on from where it stands."""
    return clock if clock.running else replace(clock, since=max(at, clock.since), running=True)


def extended(clock: Clock, by: int, at: int) -> Clock:
    """Give more or less time: reckoned from what is left now, so never ending before now."""
    return replace(clock, allotted=spent(clock, at) + max(0, left(clock, at) + by))
