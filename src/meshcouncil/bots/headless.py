"""A whole council of bots, played through the steps of a plan by the pure rules, as fast as it goes.

Time is counted in the seconds that people would need: a turn takes the time to think and to say it, a ballot a moment.
So a plan's minutes bound what a council gets done, as they do at a real table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from meshcouncil.bots.mandate import Mandate, mandate_of
from meshcouncil.bots.pace import seconds_for
from meshcouncil.bots.principled import Principled
from meshcouncil.bots.strategy import Strategy, progress_at
from meshcouncil.council.commands import BeginStep, CloseCouncil, Command, DealInject, FillSeat, RingClocks
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import Definition, Plan, ProcedureRules, Reading, Step
from meshcouncil.council.events import Event
from meshcouncil.council.evolve import replayed
from meshcouncil.council.judging import Claim, Ruling, Verdicts, goals_of, judge
from meshcouncil.council.offers import offers
from meshcouncil.council.state import Ballot, Council, seated
from meshcouncil.council.views import Seated, view

SILENCE = 6.0


@dataclass(frozen=True, slots=True)
class PlayedCouncil:
    """A council from its first event to its verdicts. `claims` and `rulings` are by goal."""

    definition: Definition
    plan: str
    seed: int
    reading: Reading
    events: tuple[Event, ...]
    council: Council
    claims: Mapping[str, Claim]
    rulings: Mapping[str, Ruling]
    verdicts: Verdicts


def play_council(
    definition: Definition,
    plan_id: str,
    seed: int,
    reading: Reading = "open",
    strategies: Mapping[int, Strategy] | None = None,
    seats: Sequence[int] | None = None,
    procedure: ProcedureRules | None = None,
) -> PlayedCouncil:
    """Play one council. `procedure`: the one that the council decides by, from its first motion on.

    Raises ValueError, with a sentence, for an unknown plan or seats the pack cannot do with.
    """
    plan = _plan(definition, plan_id)
    chosen = _seats(definition, seats)
    if procedure is not None:
        definition = replace(definition, default_procedure=procedure)
    played = {seat: (strategies or {}).get(seat, Principled(preferred=procedure)) for seat in chosen}
    table = _Table(definition, reading, plan, played, Random(f"{definition.slug} {plan_id} {seed}"))
    table.sit_down()
    for step in plan.steps:
        table.play(step)
    table.do(CloseCouncil())
    claims = table.claims()
    rulings = table.rulings(claims)
    verdicts = judge(table.council, reading, claims, rulings)
    return PlayedCouncil(
        definition, plan_id, seed, reading, tuple(table.events), table.council, claims, rulings, verdicts
    )


@dataclass(slots=True)
class _Table:
    """The one place that changes while a council is played: the state and its events so far."""

    definition: Definition
    reading: Reading
    plan: Plan
    strategies: Mapping[int, Strategy]
    dice: Random
    council: Council = field(init=False)
    events: list[Event] = field(init=False, default_factory=list)
    seconds: float = field(init=False, default=0.0)
    mandates: Mapping[int, Mandate] = field(init=False)

    def __post_init__(self) -> None:
        self.council = seated(self.definition)
        self.mandates = {seat: mandate_of(self.definition, seat, self.reading) for seat in self.strategies}

    def do(self, command: Command) -> None:
        """Let the rules decide, and remember."""
        timed: Any = command
        if hasattr(command, "at"):
            timed = replace(timed, at=round(1_000 * self.seconds))
        events = decide(self.council, timed)
        self.council = replayed(self.council, events)
        self.events.extend(events)

    def sit_down(self) -> None:
        """Fill the seats with bots that are called by their roles."""
        for seat in self.strategies:
            self.do(FillSeat(seat, "bot", self.definition.roles_by_number[seat].title))

    def play(self, step: Step) -> None:
        """Play one step until its minutes are used up, or until nobody has anything to add for a while."""
        sitting = "table" in step.surfaces
        self.do(BeginStep(step.id, sitting, step.procedure, step.final_vote))
        if step.inject is not None and step.inject not in self.council.injects:
            self.do(DealInject(step.inject))
        if not sitting:
            return
        began, length = self.seconds, step.minutes * 60.0
        while (gone := self.seconds - began) < length:
            command = self._next(step, gone / length)
            if command is not None:
                self.do(command)
            self._pass(SILENCE if command is None else seconds_for(command))

    def _pass(self, seconds: float) -> None:
        """Let time pass, and whatever is due by then take effect."""
        self.seconds += seconds
        due = self.council.next_deadline
        if due is not None and due <= 1_000 * self.seconds:
            self.do(RingClocks())

    def claims(self) -> dict[str, Claim]:
        """Collect what the seats claim; of two partners the first speaks."""
        claims: dict[str, Claim] = {}
        for seat, strategy in self.strategies.items():
            for claim in strategy.claims(view(self.council, Seated(seat)), self.mandates[seat]):
                claims.setdefault(claim.goal, Claim(claim.seat, claim.clause))
        return claims

    def rulings(self, claims: Mapping[str, Claim]) -> dict[str, Ruling]:
        """Let all seats but the claimant's vote on each claim; more than half of them confirm it."""
        views = {seat: view(self.council, Seated(seat)) for seat in self.strategies}
        rulings: dict[str, Ruling] = {}
        for goal, _, _ in goals_of(self.definition):
            claim = claims.get(goal.id)
            if claim is None:
                continue
            votes = [
                strategy.believes(views[seat], goal, claim.clause, self.mandates[seat], self.reading)
                for seat, strategy in self.strategies.items()
                if seat != claim.seat
            ]
            confirmed = f"{sum(votes)} of {len(votes)} seats confirmed the claim."
            rulings[goal.id] = Ruling(2 * sum(votes) > len(votes), confirmed)
        return rulings

    def _next(self, step: Step, share: float) -> Command | None:
        """Ask the seats in a random order, those whose ballots are awaited first, until one has something to do."""
        progress = progress_at(self.plan, step.id, share)
        order = list(self.strategies)
        self.dice.shuffle(order)
        awaited = self._awaited()
        order.sort(key=lambda seat: seat not in awaited)
        for seat in order:
            command = self.strategies[seat].next_command(
                view(self.council, Seated(seat)), offers(self.council, seat), self.mandates[seat], progress, self.dice
            )
            if command is not None:
                return command
        return None

    def _awaited(self) -> frozenset[int]:
        """Name the seats that have not voted in a ballot that is open."""
        boxes = [motion.ballots for motion in self.council.live_motions if motion.status == "voting"]
        if self.council.final_vote is not None and self.council.final_vote.open:
            boxes.append(dict.fromkeys(self.council.final_vote.ballots, Ballot()))
        return frozenset(seat for seat in self.council.seats for ballots in boxes if seat not in ballots)


def _plan(definition: Definition, plan_id: str) -> Plan:
    plan = definition.plan(plan_id)
    if plan is None:
        known = ", ".join(each.id for each in definition.plans)
        raise ValueError(f"The pack '{definition.slug}' has no plan '{plan_id}'; its plans are {known}.")
    return plan


def _seats(definition: Definition, seats: Sequence[int] | None) -> tuple[int, ...]:
    """Require seats that the pack has, enough of them, and one from every team."""
    chosen = tuple(sorted(set(seats))) if seats is not None else tuple(role.number for role in definition.roles)
    unknown = [seat for seat in chosen if seat not in definition.roles_by_number]
    if unknown:
        raise ValueError(f"There is no seat {unknown[0]}; seats are numbered 1 to {len(definition.roles)}.")
    missing = [team.name for team in definition.teams if not set(definition.seats_of(team.id)) & set(chosen)]
    if missing:
        raise ValueError(f"Every team needs a seat: nobody sits for {missing[0]}.")
    if len(chosen) < definition.min_seats:
        raise ValueError(f"A council needs at least {definition.min_seats} seats; {len(chosen)} were named.")
    return chosen
