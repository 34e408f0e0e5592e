"""What seats said."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.commands import Audience


@dataclass(frozen=True, slots=True)
class Introduced:
    """A seat introduced itself."""

    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class FactDeclared:
    """A seat imagined a fact about its own area."""

    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class HandRaised:
    """A seat asked to speak."""

    seat: int


@dataclass(frozen=True, slots=True)
class HandLowered:
    """A seat no longer asks to speak."""

    seat: int


@dataclass(frozen=True, slots=True)
class Said:
    """A seat (or the facilitator: None) spoke; `to` is the seat of a talk with the facilitator."""

    seat: int | None
    audience: Audience
    text: str
    to: int | None = None
