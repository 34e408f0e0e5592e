"""Who spoke, and what the chair ruled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from meshcouncil.council.matters import CaucusStyle


@dataclass(frozen=True, slots=True)
class ParliamentarySwitched:
    """The motion stack of Robert's Rules was switched on or off."""

    on: bool


@dataclass(frozen=True, slots=True)
class SpeakersListSet:
    """The list of speakers was set."""

    seconds_each: int
    newcomers_first: bool
    open: bool


@dataclass(frozen=True, slots=True)
class SpeakerCalled:
    """A seat has the floor, from and until these instants (ms; None: no timer), by yield in another's time."""

    seat: int
    began: int
    until: int | None
    yielded_by: int | None = None


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    """A speech ended after so many ms: done, yielded, cut at zero, or left."""

    seat: int
    used: int
    how: Literal["done", "yielded", "cut", "left"]


@dataclass(frozen=True, slots=True)
class CaucusBegun:
    """A caucus or a recess began, or was extended; it ends by itself at this instant (ms)."""

    style: CaucusStyle
    topic: str
    until: int
    seconds_each: int
    motion: str
    extended: bool = False


@dataclass(frozen=True, slots=True)
class CaucusEnded:
    """The caucus or recess is over."""


@dataclass(frozen=True, slots=True)
class RoundOpened:
    """A round began: everyone speaks in turn."""

    topic: str
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SpokeInRound:
    """A seat spoke in the open round, or passed."""

    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class RoundClosed:
    """The round is over."""


@dataclass(frozen=True, slots=True)
class PointRaised:
    """A seat raised a point."""

    point: str
    seat: int
    kind: Literal["order", "information"]
    text: str
    motion: str


@dataclass(frozen=True, slots=True)
class PointRuled:
    """The chair ruled on a point, or somebody answered it."""

    point: str
    seat: int
    well_taken: bool
    text: str


@dataclass(frozen=True, slots=True)
class RulingOverturned:
    """The council overturned the ruling on a point."""

    point: str
    motion: str
