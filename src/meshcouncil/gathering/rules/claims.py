"""Claims: a seat says that a goal of its own or of its team is met; where nobody facilitates, the table votes on it."""

from __future__ import annotations

from meshcouncil.gathering.commands import ClaimGoal, VoteOnClaim, WithdrawClaim
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import ClaimVoteCast, ClaimWithdrawn, Event, GoalClaimed, GoalJudged
from meshcouncil.gathering.rules import texts
from meshcouncil.gathering.rules.standing import require_running, require_seated
from meshcouncil.gathering.state import Claim, Gathering, GoalAt


def claim(hall: Gathering, command: ClaimGoal) -> tuple[Event, ...]:
    """Claim a goal, or word the claim anew as long as nobody has voted on it or judged it."""
    key = _require_own(hall, command.table, command.seat, command.goal)
    _require_unrevealed(hall)
    _require_unjudged(hall, key)
    _require_unvoted(hall.claims.get(key))
    clause = texts.words(command.clause, "clause", texts.CLAUSE_LIMIT)
    return (GoalClaimed(command.table, command.seat, command.goal, clause),)


def withdraw(hall: Gathering, command: WithdrawClaim) -> tuple[Event, ...]:
    """Take a claim back, whoever of the team made it."""
    key = _require_own(hall, command.table, command.seat, command.goal)
    standing = _require_claim(hall, key)
    _require_unrevealed(hall)
    _require_unjudged(hall, key)
    _require_unvoted(standing)
    return (ClaimWithdrawn(command.table, command.goal),)


def vote(hall: Gathering, command: VoteOnClaim) -> tuple[Event, ...]:
    """Vote once on another seat's claim; more than half of the other seats that are held decide."""
    require_running(hall)
    require_seated(hall, command.table, command.seat)
    if hall.facilitated:
        raise Rejected("facilitator_judges")
    if not hall.table_votes:
        raise Rejected("too_early")
    key = GoalAt(command.table, command.goal)
    standing = _require_claim(hall, key)
    if standing.seat == command.seat:
        raise Rejected("own_claim")
    _require_unjudged(hall, key)
    if command.seat in standing.votes:
        raise Rejected("already_voted")
    cast = ClaimVoteCast(command.table, command.seat, command.goal, command.met)
    met = _outcome(hall, key, {**standing.votes, command.seat: command.met})
    return (cast,) if met is None else (cast, GoalJudged(command.table, command.goal, met, "", "table"))


def voters(hall: Gathering, key: GoalAt) -> tuple[int, ...]:
    """Give the seats that may vote on a claim: all that are held at its table but the claimant's."""
    return tuple(seat for seat in hall.occupants(key.table) if seat != hall.claims[key].seat)


def _outcome(hall: Gathering, key: GoalAt, votes: dict[int, bool]) -> bool | None:
    """Tell whether the goal is met once that is settled: a claim without its majority when all have voted is not."""
    others = voters(hall, key)
    in_favour = sum(votes.values())
    against = len(votes) - in_favour
    if 2 * in_favour > len(others):
        return True
    if 2 * against > len(others) or all(seat in votes for seat in others):
        return False
    return None


def _require_own(hall: Gathering, table: int, seat: int, goal: str) -> GoalAt:
    require_running(hall)
    require_seated(hall, table, seat)
    if goal not in hall.plans_by_number[seat].goals:
        raise Rejected("no_such_goal")
    return GoalAt(table, goal)


def _require_claim(hall: Gathering, key: GoalAt) -> Claim:
    standing = hall.claims.get(key)
    if standing is None:
        raise Rejected("no_such_claim")
    return standing


def _require_unvoted(standing: Claim | None) -> None:
    if standing is not None and standing.votes:
        raise Rejected("already_voted_on")


def _require_unrevealed(hall: Gathering) -> None:
    if hall.is_revealed:
        raise Rejected("already_revealed")


def _require_unjudged(hall: Gathering, key: GoalAt) -> None:
    if key in hall.verdicts:
        raise Rejected("already_judged")
