"""Seats, steps, injects and clocks."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.commands import Occupancy


@dataclass(frozen=True, slots=True)
class SeatFilled:
    """A person or a bot sits here now."""

    seat: int
    occupant: Occupancy
    name: str


@dataclass(frozen=True, slots=True)
class SeatVacated:
    """Nobody sits here now."""

    seat: int


@dataclass(frozen=True, slots=True)
class StepBegun:
    """A step of the agenda began for this table."""

    step: str
    sitting: bool
    procedure: bool
    final_vote: bool
    at: int = 0
    pace: int = 100


@dataclass(frozen=True, slots=True)
class InjectDealt:
    """The facilitator dealt an inject."""

    inject: str


@dataclass(frozen=True, slots=True)
class CouncilClosed:
    """Deliberation ended for good."""


@dataclass(frozen=True, slots=True)
class ClocksStopped:
    """The hall paused: deadlines stood still from this instant (ms)."""

    at: int


@dataclass(frozen=True, slots=True)
class ClocksStarted:
    """The hall went on at this instant (ms)."""

    at: int
