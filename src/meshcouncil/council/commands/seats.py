"""What the hall asks of a table: seats, steps, injects, and the time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Occupancy = Literal["person", "bot"]


@dataclass(frozen=True, slots=True)
class FillSeat:
    """The hall seats a person or a bot (again, or in another's place)."""

    seat: int
    occupant: Occupancy
    name: str


@dataclass(frozen=True, slots=True)
class VacateSeat:
    """The hall frees a seat."""

    seat: int
    at: int = 0


@dataclass(frozen=True, slots=True)
class BeginStep:
    """The hall begins a step; `sitting` says whether the council deliberates in it.

    `at`: the instant in ms; `pace`: percent of real time at which clocks run, for rehearsals.
    """

    step: str
    sitting: bool
    procedure: bool
    final_vote: bool
    at: int = 0
    pace: int = 100


@dataclass(frozen=True, slots=True)
class DealInject:
    """The facilitator deals an inject to this table."""

    inject: str


@dataclass(frozen=True, slots=True)
class CloseCouncil:
    """The hall ends deliberation for good, before the reveal."""


@dataclass(frozen=True, slots=True)
class StopClocks:
    """The hall pauses: no deadline at this table runs on. `at`: ms."""

    at: int


@dataclass(frozen=True, slots=True)
class StartClocks:
    """The hall goes on: every deadline moves by the time that stood still. `at`: ms."""

    at: int


@dataclass(frozen=True, slots=True)
class RingClocks:
    """The house says what time it is (ms), so that what was due by then takes effect."""

    at: int = 0
