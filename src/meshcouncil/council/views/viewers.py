"""Whose eyes look at the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seated:
    """The person or bot in this seat looks."""

    seat: int


@dataclass(frozen=True, slots=True)
class Facilitator:
    """The facilitator looks: everything but what teammates say to each other."""


@dataclass(frozen=True, slots=True)
class Observer:
    """The room looks: what is said and done in public."""


Viewer = Seated | Facilitator | Observer
