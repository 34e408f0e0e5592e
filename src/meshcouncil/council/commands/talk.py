"""What seats say: introductions, imagined facts, hands and talk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Audience = Literal["council", "team", "facilitator"]


@dataclass(frozen=True, slots=True)
class Introduce:
    """A seat introduces itself in its role."""

    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class DeclareFact:
    """A seat imagines a fact about its own area. There is no way to declare one about another's."""

    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class RaiseHand:
    """A seat asks to speak."""

    seat: int


@dataclass(frozen=True, slots=True)
class LowerHand:
    """A seat no longer asks to speak."""

    seat: int


@dataclass(frozen=True, slots=True)
class Say:
    """A seat says something to the council, to its teammate or to the facilitator."""

    seat: int
    audience: Audience
    text: str


@dataclass(frozen=True, slots=True)
class AnswerAsFacilitator:
    """The facilitator speaks to the whole table (`seat` None) or to one seat alone."""

    seat: int | None
    text: str
