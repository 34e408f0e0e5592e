"""The decision points by topic, where their answers clash, and what they cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from meshcouncil.council.definition import COST_QUANTITIES, Option
from meshcouncil.council.matters import SettleDecision
from meshcouncil.council.predicates import Facts, amount
from meshcouncil.council.state import Council


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision point: open, proposed by a live motion, or settled."""

    id: str
    topic: str
    question: str
    options: tuple[Option, ...]
    status: Literal["open", "proposed", "settled"]
    settled_option: str
    settled_text: str
    motion: str
    status_quo: str

    @property
    def is_settled(self) -> bool:
        """Tell whether an answer is in force, even while a motion would change it."""
        return bool(self.settled_text)


@dataclass(frozen=True, slots=True)
class TopicView:
    """The decision points under one heading."""

    id: str
    title: str
    points: tuple[DecisionView, ...]

    @property
    def settled(self) -> int:
        """Count the settled points."""
        return sum(point.is_settled for point in self.points)


@dataclass(frozen=True, slots=True)
class CostView:
    """An amount of the pack under the charter as it stands."""

    id: str
    title: str
    value: int


def topics_view(council: Council) -> tuple[TopicView, ...]:
    """Show every decision point under its heading."""
    proposed = {
        motion.matter.decision: motion.id
        for motion in council.live_motions
        if isinstance(motion.matter, SettleDecision)
    }
    points = tuple(_decision(council, point.id, proposed) for point in council.definition.decisions)
    return tuple(
        TopicView(topic.id, topic.title, tuple(point for point in points if point.topic == topic.id))
        for topic in council.definition.topics
    )


def _decision(council: Council, decision: str, proposed: Mapping[str, str]) -> DecisionView:
    point = council.definition.decisions_by_id[decision]
    settled = council.settled.get(decision)
    return DecisionView(
        id=point.id,
        topic=point.topic,
        question=point.question,
        options=point.options,
        status="proposed" if decision in proposed else "settled" if settled else "open",
        settled_option=settled.option if settled else "",
        settled_text=settled.text if settled else "",
        motion=proposed.get(decision, settled.motion if settled else ""),
        status_quo=point.status_quo.label,
    )


def incoherences(council: Council) -> tuple[str, ...]:
    """Say why answers in force do not fit together."""
    return tuple(coupling.why for coupling in council.definition.incoherences(council.choices))


def costs_view(council: Council) -> tuple[CostView, ...]:
    """Give the amounts as a bill is read, the sums of the cost tables first; a stored pack keeps no order."""
    definition = council.definition
    facts: Facts = definition.facts(council.choices)
    sums = [name for name in COST_QUANTITIES if name in definition.quantities]
    return tuple(
        CostView(name, definition.quantity_titles.get(name, name), amount(definition.quantities[name], facts))
        for name in (*sums, *(name for name in definition.quantities if name not in COST_QUANTITIES))
    )
