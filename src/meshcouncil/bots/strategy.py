"""What a strategy is given and what it gives back.

A strategy keeps nothing between two calls: all it knows is in its view, its mandate and the time that is left. So a
table of bots resumes after a crash, and a seat can be handed from a person to a bot in the middle of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Protocol

from meshcouncil.bots.mandate import Mandate
from meshcouncil.council.commands import Command
from meshcouncil.council.definition import Goal, Plan, Reading
from meshcouncil.council.offers import Offer
from meshcouncil.council.views import TableView


@dataclass(frozen=True, slots=True)
class Progress:
    """How far time has run, from 0 to 1: in this step, and in all the minutes in which the council sits."""

    step: float = 0.0
    council: float = 0.0


@dataclass(frozen=True, slots=True)
class GoalClaim:
    """A claim that one of the seat's goals is met, with the words of the charter that show it."""

    seat: int
    goal: str
    clause: str


class Strategy(Protocol):
    """How a bot plays. The dice come from outside, so that the same dice play the same council."""

    def next_command(
        self, view: TableView, offers: Iterable[Offer], mandate: Mandate, progress: Progress, dice: Random
    ) -> Command | None:
        """Choose what to do now among the offers, with their holes filled; None: nothing for the moment."""
        ...

    def claims(self, view: TableView, mandate: Mandate) -> tuple[GoalClaim, ...]:
        """Claim the goals that the charter fulfils, once deliberation has ended."""
        ...

    def believes(self, view: TableView, goal: Goal, clause: str, mandate: Mandate, reading: Reading) -> bool:
        """Judge another's claim. Its goal is open to the table from the moment it is claimed."""
        ...


def progress_at(plan: Plan, step: str, share: float) -> Progress:
    """Give the progress when this share (0 to 1) of a step has passed; a step that the plan lacks counts as the end."""
    share = min(1.0, max(0.0, share))
    sitting = sum(each.minutes for each in plan.steps if "table" in each.surfaces)
    passed = 0.0
    for each in plan.steps:
        minutes = each.minutes if "table" in each.surfaces else 0
        if each.id == step:
            return Progress(share, min(1.0, (passed + share * minutes) / max(1, sitting)))
        passed += minutes
    return Progress(share, 1.0)
