"""Goals with their claims and the verdicts on them."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.gathering.commands import ClaimGoal, Command, VoteOnClaim, WithdrawClaim
from meshcouncil.gathering.decide import accepted
from meshcouncil.gathering.offers import SAMPLE
from meshcouncil.gathering.permission import place_of
from meshcouncil.gathering.rules.claims import voters
from meshcouncil.gathering.state import Gathering, GoalAt, Judge, Place
from meshcouncil.gathering.viewers import Facilitator, Stranger, Viewer


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What people found about a goal."""

    met: bool
    reason: str
    by: Judge
    overrides: bool


@dataclass(frozen=True, slots=True)
class ClaimView:
    """Who claims a goal, with which clause; `voted` of `voters` other seats have voted, and how you did."""

    seat: int
    name: str | None
    clause: str
    voted: int
    voters: int
    my_vote: bool | None


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal this viewer may know of at a table, the seats that hold it, its claim and its verdict."""

    table: int
    goal: str
    holders: tuple[int, ...]
    own: bool
    claim: ClaimView | None
    verdict: VerdictView | None
    may_claim: bool
    may_withdraw: bool
    may_vote: bool


@dataclass(frozen=True, slots=True)
class ClaimsView:
    """Goals with their claims. `judges`: who gives the verdicts here. `voting`: the table votes on claims now."""

    judges: Judge
    voting: bool
    revealed: bool
    goals: tuple[GoalView, ...]


def claims_view(hall: Gathering, viewer: Viewer) -> ClaimsView:
    """Show one's own goals; where the table votes, its claims; to the facilitator all; after the reveal all to all."""
    place = place_of(hall, viewer)
    shown = (GoalAt(table, goal) for table in hall.playing for goal in hall.goals)
    return ClaimsView(
        judges="facilitator" if hall.facilitated else "table",
        voting=hall.table_votes,
        revealed=hall.is_revealed,
        goals=tuple(_goal_view(hall, key, viewer, place) for key in shown if _may_know(hall, key, viewer, place)),
    )


def _may_know(hall: Gathering, key: GoalAt, viewer: Viewer, place: Place | None) -> bool:
    if isinstance(viewer, Facilitator):
        return True
    if hall.is_revealed:
        return not isinstance(viewer, Stranger)
    return _is_own(hall, key, place) or _is_on_the_table(hall, key, place)


def _is_own(hall: Gathering, key: GoalAt, place: Place | None) -> bool:
    return place is not None and place.table == key.table and key.goal in hall.plans_by_number[place.seat].goals


def _is_on_the_table(hall: Gathering, key: GoalAt, place: Place | None) -> bool:
    """Tell whether a goal is claimed and voted on at the viewer's own table."""
    return place is not None and place.table == key.table and hall.table_votes and key in hall.claims


def _goal_view(hall: Gathering, key: GoalAt, viewer: Viewer, place: Place | None) -> GoalView:
    verdict = hall.verdicts.get(key)
    shows_verdict = hall.is_revealed or isinstance(viewer, Facilitator) or _is_on_the_table(hall, key, place)
    at = (key.table, 0 if place is None else place.seat, key.goal)
    return GoalView(
        table=key.table,
        goal=key.goal,
        holders=tuple(plan.number for plan in hall.seat_plans if key.goal in plan.goals),
        own=_is_own(hall, key, place),
        claim=_claim_view(hall, key, place),
        verdict=VerdictView(verdict.met, verdict.reason, verdict.by, verdict.overrides)
        if verdict is not None and shows_verdict
        else None,
        may_claim=_may(hall, key, place, ClaimGoal(*at, SAMPLE)),
        may_withdraw=_may(hall, key, place, WithdrawClaim(*at)),
        may_vote=_may(hall, key, place, VoteOnClaim(*at, met=True)),
    )


def _may(hall: Gathering, key: GoalAt, place: Place | None, command: Command) -> bool:
    return place is not None and place.table == key.table and accepted(hall, command)


def _claim_view(hall: Gathering, key: GoalAt, place: Place | None) -> ClaimView | None:
    claim = hall.claims.get(key)
    if claim is None:
        return None
    return ClaimView(
        seat=claim.seat,
        name=hall.name_at(Place(key.table, claim.seat)),
        clause=claim.clause,
        voted=len(claim.votes),
        voters=len(voters(hall, key)),
        my_vote=claim.votes.get(place.seat) if place is not None and place.table == key.table else None,
    )
