"""The decision points by topic, where their answers clash, and what they cost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from meshcouncil.council.definition import COST_QUANTITIES, Coupling, DecisionPoint, Definition, Option
from meshcouncil.council.matters import SettleDecision
from meshcouncil.council.predicates import Facts, amount, decisions_in, holds
from meshcouncil.council.state import Council, Settled
from meshcouncil.council.views.same import Same


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
    return _topics(Same(council.definition), Same(council.settled), tuple(proposed.items()))


@lru_cache(maxsize=64)
def _topics(
    definition: Same[Definition], settled: Same[Mapping[str, Settled]], proposed: tuple[tuple[str, str], ...]
) -> tuple[TopicView, ...]:
    """Build once what stays the same while a council talks and votes."""
    points = [_decision(point, settled.value.get(point.id), dict(proposed)) for point in definition.value.decisions]
    return tuple(
        TopicView(topic.id, topic.title, tuple(point for point in points if point.topic == topic.id))
        for topic in definition.value.topics
    )


def _decision(point: DecisionPoint, settled: Settled | None, proposed: Mapping[str, str]) -> DecisionView:
    return DecisionView(
        id=point.id,
        topic=point.topic,
        question=point.question,
        options=point.options,
        status="proposed" if point.id in proposed else "settled" if settled else "open",
        settled_option=settled.option if settled else "",
        settled_text=settled.text if settled else "",
        motion=proposed.get(point.id, settled.motion if settled else ""),
        status_quo=point.status_quo.label,
    )


def incoherences(council: Council) -> tuple[str, ...]:
    """Say why answers in force do not fit together."""
    return _judged(Same(council.definition), tuple(council.choices.items()))[0]


def costs_view(council: Council) -> tuple[CostView, ...]:
    """Give the amounts as a bill is read, the sums of the cost tables first; a stored pack keeps no order."""
    return _judged(Same(council.definition), tuple(council.choices.items()))[1]


@lru_cache(maxsize=64)
def _judged(
    definition: Same[Definition], choices: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, ...], tuple[CostView, ...]]:
    """Judge answers once: most of what happens at a table settles nothing."""
    broken = definition.value.incoherences(dict(choices))
    return tuple(coupling.why for coupling in broken), _costs(definition.value, dict(choices))


def _costs(definition: Definition, choices: Mapping[str, str]) -> tuple[CostView, ...]:
    facts: Facts = definition.facts(choices)
    sums = [name for name in COST_QUANTITIES if name in definition.quantities]
    return tuple(
        CostView(name, definition.quantity_titles.get(name, name), amount(definition.quantities[name], facts))
        for name in (*sums, *(name for name in definition.quantities if name not in COST_QUANTITIES))
    )


# --- the board --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CostChange:
    """What an amount is now, and what it would be."""

    id: str
    title: str
    now: int
    then: int

    @property
    def difference(self) -> int:
        """Say by how much it would change."""
        return self.then - self.now


@dataclass(frozen=True, slots=True)
class OptionView:
    """One answer with what choosing it would mean now, all else staying as it is.

    `contradicts`: why it would not go with other answers in force; `mends`: what stands now and would no longer.
    """

    id: str
    label: str
    clause: str
    is_in_force: bool
    motion: str
    contradicts: tuple[str, ...]
    mends: tuple[str, ...]
    costs: tuple[CostChange, ...]


@dataclass(frozen=True, slots=True)
class PointView:
    """A decision point on the board, its answers weighed. `clashes`: why the answer in force does not fit."""

    point: DecisionView
    options: tuple[OptionView, ...]
    clashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardTopic:
    """One heading of the board, its points by how they stand."""

    id: str
    title: str
    proposed: tuple[PointView, ...]
    open: tuple[PointView, ...]
    settled: tuple[PointView, ...]

    @property
    def total(self) -> int:
        """Count the points under this heading."""
        return len(self.proposed) + len(self.open) + len(self.settled)


@dataclass(frozen=True, slots=True)
class BoardView:
    """Every decision point by topic and standing, with the bill. `moved`: counts live motions in as if carried."""

    topics: tuple[BoardTopic, ...]
    bill: tuple[CostChange, ...]
    moved: tuple[str, ...]
    clashes: tuple[str, ...]
    clashes_if_carried: tuple[str, ...]

    @property
    def proposed(self) -> int:
        """Count the points that are before the council."""
        return sum(len(topic.proposed) for topic in self.topics)

    @property
    def open(self) -> int:
        """Count the points that nobody has settled or moved."""
        return sum(len(topic.open) for topic in self.topics)

    @property
    def settled(self) -> int:
        """Count the points that are settled, and nothing else is moved about them."""
        return sum(len(topic.settled) for topic in self.topics)


def board_view(council: Council) -> BoardView:
    """Weigh every answer that could be given now. Built once per state, and only when a page asks for it."""
    return _board(Same(council))


@lru_cache(maxsize=16)
def _board(same: Same[Council]) -> BoardView:
    council = same.value
    moved = {
        motion.matter.decision: (motion.id, motion.matter.option)
        for motion in council.live_motions
        if isinstance(motion.matter, SettleDecision)
    }
    weighed = _weighed(Same(council.definition), tuple(council.choices.items()))
    points = [
        _point(point, moved.get(point.id, ("", "")), weighed[point.id])
        for topic in topics_view(council)
        for point in topic.points
    ]
    carried = _with(council.choices, {decision: option for decision, (_, option) in moved.items()})
    before = costs_view(council)
    after = {each.id: each.value for each in _costs(council.definition, carried)}
    return BoardView(
        topics=tuple(
            BoardTopic(topic.id, topic.title, *(_standing(points, topic.id, each) for each in _STANDINGS))
            for topic in council.definition.topics
        ),
        bill=tuple(CostChange(each.id, each.title, each.value, after[each.id]) for each in before),
        moved=tuple(motion for motion, _ in moved.values()),
        clashes=incoherences(council),
        clashes_if_carried=tuple(each.why for each in council.definition.incoherences(carried)),
    )


_STANDINGS: tuple[Literal["open", "proposed", "settled"], ...] = ("proposed", "open", "settled")


def _standing(points: Sequence[PointView], topic: str, status: str) -> tuple[PointView, ...]:
    return tuple(each for each in points if each.point.topic == topic and each.point.status == status)


def _point(point: DecisionView, moved: tuple[str, str], weighed: _WeighedPoint) -> PointView:
    motion, wanted = moved
    in_force = point.settled_option if point.is_settled else point.options[0].id
    return PointView(
        point=point,
        options=tuple(
            OptionView(
                id=option.id,
                label=option.label,
                clause=option.clause,
                is_in_force=option.id == in_force,
                motion=motion if option.id == wanted else "",
                contradicts=contradicts,
                mends=tuple(why for why in weighed.clashes if why not in contradicts),
                costs=costs,
            )
            for option, (contradicts, costs) in zip(point.options, weighed.options, strict=True)
        ),
        clashes=weighed.clashes,
    )


def _with(choices: Mapping[str, str], more: Mapping[str, str]) -> Mapping[str, str]:
    """Add answers to those that stand; an answer in the council's own words leaves the status quo to be judged."""
    return {decision: option for decision, option in {**choices, **more}.items() if option}


@dataclass(frozen=True, slots=True)
class _Index:
    """Which couplings and which amounts mention a decision point."""

    couplings: Mapping[str, tuple[Coupling, ...]]
    quantities: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=16)
def _index(same: Same[Definition]) -> _Index:
    definition = same.value
    couplings: dict[str, tuple[Coupling, ...]] = {}
    for coupling in definition.couplings:
        for decision in decisions_in(coupling.predicate, definition.quantities):
            couplings[decision] = (*couplings.get(decision, ()), coupling)
    quantities: dict[str, tuple[str, ...]] = {}
    for name in definition.quantities:
        for decision in decisions_in(definition.quantities[name], definition.quantities):
            quantities[decision] = (*quantities.get(decision, ()), name)
    return _Index(couplings, quantities)


@dataclass(frozen=True, slots=True)
class _WeighedPoint:
    """Why the answer in force, or silence, does not fit; for each option what it would contradict, and its cost."""

    clashes: tuple[str, ...]
    options: tuple[tuple[tuple[str, ...], tuple[CostChange, ...]], ...]


@lru_cache(maxsize=64)
def _weighed(same: Same[Definition], choices: tuple[tuple[str, str], ...]) -> Mapping[str, _WeighedPoint]:
    """Change one answer at a time, leaving all others, and judge only what mentions it."""
    definition, index = same.value, _index(same)
    facts, now = definition.facts(dict(choices)), _costs(definition, dict(choices))
    weighed = {}
    for point in definition.decisions:
        couplings, names = index.couplings.get(point.id, ()), index.quantities.get(point.id, ())
        options = []
        for option in point.options:
            then = replace(facts, choices={**facts.choices, point.id: option.id})
            options.append((_broken(couplings, then), _changes(definition, now, names, then)))
        weighed[point.id] = _WeighedPoint(_broken(couplings, facts), tuple(options))
    return weighed


def _broken(couplings: Iterable[Coupling], facts: Facts) -> tuple[str, ...]:
    return tuple(each.why for each in couplings if not holds(each.predicate, facts))


def _changes(
    definition: Definition, now: Iterable[CostView], names: Collection[str], facts: Facts
) -> tuple[CostChange, ...]:
    """Give the amounts that hang on a decision point, now and under these facts."""
    return tuple(
        CostChange(each.id, each.title, each.value, amount(definition.quantities[each.id], facts))
        for each in now
        if each.id in names
    )
