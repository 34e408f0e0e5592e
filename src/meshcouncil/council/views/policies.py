"""Policies in force: what each says, who is exempt, how it was decided and who dissented, what it said before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from meshcouncil.council.definition import Definition, PolicyRecord, ProcedureRules
from meshcouncil.council.state import Council, Motion, PastRound, Policy, PolicyException, PolicyVersion
from meshcouncil.council.tallies import Tally
from meshcouncil.council.views.same import Same

DISSENTING = frozenset({"no", "object", "block", "stand_aside", "-1", "-0.5", "refuse"})
"""Answers on a ballot by which a seat does not go along."""


@dataclass(frozen=True, slots=True)
class ExceptionView:
    """A team that may depart from a policy, why, until when, and by which motion."""

    team: str
    team_name: str
    reason: str
    until: str
    motion: str


@dataclass(frozen=True, slots=True)
class DissentView:
    """A seat that did not go along when a policy was adopted, and why."""

    seat: int
    title: str
    choice: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecidedView:
    """How the present text of a policy came to be: by which motion, rules and count, and who did not go along.

    `secret`: the ballot was, so dissent has numbers only: `against` and `stood_aside`.
    """

    motion: str
    mover_title: str
    emergency: bool
    rules: ProcedureRules | None
    tally: Tally | None
    secret: bool
    dissent: tuple[DissentView, ...]
    against: int
    stood_aside: int


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A policy in force."""

    id: str
    title: str
    text: str
    motion: str
    version: int
    record: PolicyRecord
    scope_name: str
    exceptions: tuple[ExceptionView, ...]
    decided: DecidedView | None
    earlier: tuple[PolicyVersion, ...]


def policies_view(council: Council) -> tuple[PolicyView, ...]:
    """Show every policy in force, oldest first."""
    return tuple(policy_view(council, policy) for policy in council.policies_in_force)


def policy_view(council: Council, policy: Policy) -> PolicyView:
    """Show a policy; what stays the same from event to event is built once."""
    motion = council.motions.get(policy.motion)
    return _built(Same(council.definition), Same(policy), None if motion is None else Same(motion))


@lru_cache(maxsize=2_048)
def _built(definition: Same[Definition], policy: Same[Policy], motion: Same[Motion] | None) -> PolicyView:
    pack, article = definition.value, policy.value
    return PolicyView(
        id=article.id,
        title=article.title,
        text=article.text,
        motion=article.motion,
        version=article.version,
        record=article.record,
        scope_name=team_name(pack, article.record.scope),
        exceptions=tuple(_exception(pack, each) for each in article.exceptions),
        decided=None if motion is None else decided_view(pack, motion.value),
        earlier=article.earlier,
    )


def team_name(definition: Definition, team: str) -> str:
    """Name a team; empty where the id is no team's, as that of a policy for all."""
    found = definition.teams_by_id.get(team)
    return found.name if found else ""


def decided_view(definition: Definition, motion: Motion) -> DecidedView:
    """Show how a motion was decided, with the dissent of the round that decided it: named where ballots were open."""
    last = motion.rounds[-1] if motion.rounds and not motion.emergency else None
    secret = last is not None and last.rules.ballots == "secret"
    return DecidedView(
        motion=motion.id,
        mover_title=definition.roles_by_number[motion.mover].title,
        emergency=motion.emergency,
        rules=last.rules if last else None,
        tally=last.tally if last else None,
        secret=secret,
        dissent=() if last is None or secret else _dissent(definition, last),
        against=last.tally.no + last.tally.objections if last else 0,
        stood_aside=last.tally.asides if last else 0,
    )


def _dissent(definition: Definition, last: PastRound) -> tuple[DissentView, ...]:
    return tuple(
        DissentView(seat, definition.roles_by_number[seat].title, ballot.choice, ballot.reason)
        for seat, ballot in sorted(last.ballots.items())
        if ballot.choice in DISSENTING
    )


def _exception(definition: Definition, exception: PolicyException) -> ExceptionView:
    name = team_name(definition, exception.team) or exception.team
    return ExceptionView(exception.team, name, exception.reason, exception.until, exception.motion)
