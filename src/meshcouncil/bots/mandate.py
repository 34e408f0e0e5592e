"""What one seat plays for: its own goals as predicates, and what the pack tells everybody.

A mandate is copied out of the pack's definition line by line. Another seat's mission is never copied, so no strategy
can use it; and of the seat's own secrets only the predicates are, so there are no secret words that a bot could let
slip.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from meshcouncil.council.definition import Coupling, DecisionPoint, Definition, Goal, Reading
from meshcouncil.council.judging import GoalKind
from meshcouncil.council.predicates import Amount, Facts, Predicate, decisions_in, holds

AimKind = GoalKind | Literal["role_priorities"]


@dataclass(frozen=True, slots=True)
class Aim:
    """One of the seat's own goals; `decisions` are the points it depends on; `claimable`: a person judges it."""

    goal: str
    kind: AimKind
    predicate: Predicate
    decisions: frozenset[str]
    claimable: bool


@dataclass(frozen=True, slots=True)
class PublicAim:
    """What a team or a role openly wants, in the pack's words and as a predicate."""

    goal: str
    team: str
    seat: int | None
    texts: tuple[str, ...]
    predicate: Predicate
    decisions: frozenset[str]


@dataclass(frozen=True)
class Mandate:
    """A seat's private brief for a strategy, with the public rules of the pack that it needs to weigh a charter."""

    seat: int
    team: str
    aims: tuple[Aim, ...]
    public_aims: tuple[PublicAim, ...]
    team_names: Mapping[str, str]
    decisions: tuple[DecisionPoint, ...]
    couplings: tuple[Coupling, ...]
    quantities: Mapping[str, Amount]
    individual_win: Predicate
    served: frozenset[tuple[str, str]]

    @cached_property
    def decisions_by_id(self) -> Mapping[str, DecisionPoint]:
        """Index the decision points by id."""
        return {point.id: point for point in self.decisions}

    @cached_property
    def status_quo(self) -> Mapping[str, str]:
        """Give every decision point's option while the charter is silent."""
        return {point.id: point.status_quo.id for point in self.decisions}

    @cached_property
    def couplings_by_decision(self) -> Mapping[str, tuple[Coupling, ...]]:
        """Index the couplings by every decision point they depend on, through quantities too."""
        found: dict[str, list[Coupling]] = {}
        for coupling in self.couplings:
            for decision in sorted(decisions_in(coupling.predicate, self.quantities)):
                found.setdefault(decision, []).append(coupling)
        return {decision: tuple(couplings) for decision, couplings in found.items()}

    @cached_property
    def public_aims_by_decision(self) -> Mapping[str, tuple[PublicAim, ...]]:
        """Index the public aims by every decision point they depend on."""
        return {
            point.id: tuple(aim for aim in self.public_aims if point.id in aim.decisions) for point in self.decisions
        }

    def aim(self, kind: AimKind) -> Aim:
        """Give the seat's aim of one kind."""
        return next(aim for aim in self.aims if aim.kind == kind)

    def facts(self, settled: Mapping[str, str], *, passed: bool = True, documented: bool = True) -> Facts:
        """Join settled decision points with the status quo; a charter is weighed as if it will be passed."""
        return Facts(
            choices={**self.status_quo, **settled},
            outcomes={"passed": passed, "documented": documented},
            quantities=self.quantities,
        )

    def wins(self, settled: Mapping[str, str], *, passed: bool = True) -> bool:
        """Tell whether the seat would win by itself under this charter, as far as predicates tell."""
        facts = self.facts(settled, passed=passed)
        reached = {aim.kind: holds(aim.predicate, facts) for aim in self.aims}
        outcomes = {
            "role_mission": reached["role_mission"],
            "team_mission": reached["team_mission"],
            "team_priorities": reached["team_priorities"],
            **facts.outcomes,
        }
        return holds(self.individual_win, Facts(choices={}, outcomes=outcomes))


def mandate_of(definition: Definition, seat: int, reading: Reading) -> Mandate:
    """Copy out of the pack what this seat may know, and nothing else."""
    role, team = definition.roles_by_number[seat], definition.team_of(seat)
    own: tuple[tuple[Goal, AimKind], ...] = (
        (role.mission, "role_mission"),
        (team.mission, "team_mission"),
        (team.priorities, "team_priorities"),
        (role.priorities, "role_priorities"),
    )
    return Mandate(
        seat=seat,
        team=team.id,
        aims=tuple(_aim(definition, goal, kind, reading) for goal, kind in own),
        public_aims=_public_aims(definition, reading),
        team_names={each.id: each.name for each in definition.teams},
        decisions=definition.decisions,
        couplings=definition.couplings,
        quantities=definition.quantities,
        individual_win=definition.individual_win,
        served=frozenset(pair for card in definition.library for pair in card.serves),
    )


def _aim(definition: Definition, goal: Goal, kind: AimKind, reading: Reading) -> Aim:
    predicate = goal.predicate(reading)
    return Aim(
        goal=goal.id,
        kind=kind,
        predicate=predicate,
        decisions=decisions_in(predicate, definition.quantities),
        claimable=kind != "role_priorities" and goal.judgement != "none",
    )


def _public_aims(definition: Definition, reading: Reading) -> tuple[PublicAim, ...]:
    of_teams = (
        _public_aim(definition, team.priorities, team.id, None, team.priority_texts, reading)
        for team in definition.teams
    )
    of_roles = (
        _public_aim(definition, role.priorities, role.team, role.number, role.priority_texts, reading)
        for role in definition.roles
    )
    return (*of_teams, *of_roles)


def _public_aim(
    definition: Definition, goal: Goal, team: str, seat: int | None, texts: tuple[str, ...], reading: Reading
) -> PublicAim:
    predicate = goal.predicate(reading)
    decisions = decisions_in(predicate, definition.quantities)
    return PublicAim(goal.id, team, seat, texts, predicate, decisions)
