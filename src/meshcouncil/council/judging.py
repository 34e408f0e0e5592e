"""Who reached what: missions and priorities judged over a charter, by machine or by people.

A goal whose judgement is ``none`` is settled by its predicate. One that needs ``wording`` or ``evidence`` is claimed by
its holder with the clause that shows it, and a person (the facilitator, or the table) confirms or refuses; the
predicate's opinion is shown beside it and never counts by itself. Any verdict can be overridden by a person, with a
reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from meshcouncil.council.definition import Definition, Goal, Reading
from meshcouncil.council.predicates import Facts, holds
from meshcouncil.council.state import Council

Standing = Literal["met", "not_met", "waiting", "unclaimed"]
GoalKind = Literal["role_mission", "team_mission", "team_priorities"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided about a goal, and why."""

    met: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A holder's claim that a goal is met, with the clause that shows it."""

    seat: int
    clause: str


@dataclass(frozen=True, slots=True)
class GoalVerdict:
    """How one goal stands: the machine's opinion, a claim, a person's ruling, and what counts."""

    goal: Goal
    kind: GoalKind
    seats: tuple[int, ...]
    machine: bool
    claim: Claim | None
    ruling: Ruling | None
    standing: Standing

    @property
    def met(self) -> bool:
        """Tell whether the goal counts as reached."""
        return self.standing == "met"

    @property
    def was_overridden(self) -> bool:
        """Tell whether a person decided otherwise than the machine where the machine's word would have counted."""
        return self.ruling is not None and self.goal.judgement == "none" and self.ruling.met != self.machine


@dataclass(frozen=True, slots=True)
class SeatVerdict:
    """What one seat reached, and by which route."""

    seat: int
    role_mission: bool
    team_mission: bool
    team_priorities: bool
    won: bool
    by_missions: bool


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The judgement of a whole table."""

    documented: bool
    passed: bool
    collective: bool
    goals: tuple[GoalVerdict, ...]
    seats: tuple[SeatVerdict, ...]

    def goal(self, goal_id: str) -> GoalVerdict:
        """Find the verdict on a goal."""
        return next(verdict for verdict in self.goals if verdict.goal.id == goal_id)


def facts_of(council: Council) -> Facts:
    """Give what the charter says, with the status quo where it is silent."""
    return council.definition.facts(council.choices, passed=council.has_passed, documented=council.is_documented)


def machine_judges(council: Council, goal: Goal, reading: Reading) -> bool:
    """Judge a goal's predicate over the charter."""
    return holds(goal.predicate(reading), facts_of(council))


def goals_of(definition: Definition) -> tuple[tuple[Goal, GoalKind, tuple[int, ...]], ...]:
    """List every goal that counts for a win, with its kind and its holders."""
    listed: list[tuple[Goal, GoalKind, tuple[int, ...]]] = []
    for team in definition.teams:
        seats = definition.seats_of(team.id)
        listed.append((team.mission, "team_mission", seats))
        listed.append((team.priorities, "team_priorities", seats))
    listed.extend((role.mission, "role_mission", (role.number,)) for role in definition.roles)
    return tuple(listed)


def judge(
    council: Council,
    reading: Reading,
    claims: Mapping[str, Claim] | None = None,
    rulings: Mapping[str, Ruling] | None = None,
) -> Verdicts:
    """Judge a table: every goal, every seat, and the council as a whole (specification 0.2)."""
    claims, rulings = claims or {}, rulings or {}
    verdicts = tuple(
        _verdict(council, reading, goal, kind, seats, claims.get(goal.id), rulings.get(goal.id))
        for goal, kind, seats in goals_of(council.definition)
    )
    reached = {verdict.goal.id: verdict.met for verdict in verdicts}
    collective = holds(council.definition.collective_win, facts_of(council))
    return Verdicts(
        documented=council.is_documented,
        passed=council.has_passed,
        collective=collective,
        goals=verdicts,
        seats=tuple(_seat(council, seat, reached) for seat in sorted(council.seats)),
    )


def _verdict(
    council: Council,
    reading: Reading,
    goal: Goal,
    kind: GoalKind,
    seats: tuple[int, ...],
    claim: Claim | None,
    ruling: Ruling | None,
) -> GoalVerdict:
    machine = machine_judges(council, goal, reading)
    return GoalVerdict(goal, kind, seats, machine, claim, ruling, _standing(goal, machine, claim, ruling))


def _standing(goal: Goal, machine: bool, claim: Claim | None, ruling: Ruling | None) -> Standing:
    if ruling is not None:
        return "met" if ruling.met else "not_met"
    if goal.judgement == "none":
        return "met" if machine else "not_met"
    return "waiting" if claim is not None else "unclaimed"


def _seat(council: Council, seat: int, reached: Mapping[str, bool]) -> SeatVerdict:
    definition = council.definition
    team = definition.team_of(seat)
    role_mission = reached[definition.roles_by_number[seat].mission.id]
    team_mission = reached[team.mission.id]
    team_priorities = reached[team.priorities.id]
    outcomes = {
        "role_mission": role_mission,
        "team_mission": team_mission,
        "team_priorities": team_priorities,
        "passed": council.has_passed,
        "documented": council.is_documented,
    }
    won = holds(definition.individual_win, Facts(choices={}, outcomes=outcomes))
    return SeatVerdict(seat, role_mission, team_mission, team_priorities, won, role_mission and team_mission)
