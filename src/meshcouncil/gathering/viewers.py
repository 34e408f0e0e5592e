"""Whose eyes look at the hall."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facilitator:
    """Whoever holds the facilitator's link."""


@dataclass(frozen=True, slots=True)
class Projector:
    """The wall that the whole room sees."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in the hall, seated or not."""

    person: str


@dataclass(frozen=True, slots=True)
class BotSeat:
    """A bot on its seat."""

    table: int
    seat: int


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody with no more than the join code."""


Viewer = Facilitator | Projector | Participant | BotSeat | Stranger
