"""The chair's word on rough consensus, and the appeal from it (RFC 7282; specification D.7)."""

from __future__ import annotations

from meshcouncil.council.commands import AppealDeclaration, DeclareConsensus
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import ConsensusDeclared, DeclarationAppealed, Event, MotionDecided
from meshcouncil.council.evolve import replayed
from meshcouncil.council.rules import ballots
from meshcouncil.council.rules.standing import REASON_LIMIT, check_chairs, check_length, check_text
from meshcouncil.council.state import Council, Motion


def declare(council: Council, motion: Motion, command: DeclareConsensus) -> tuple[Event, ...]:
    """Declare rough consensus once every open point has an answer, or declare that there is none."""
    check_chairs(council, command.seat)
    if motion.stage != "declaring" or motion.rules is None:
        raise Rejected("motion_not_open")
    open_points = sum(issue.answered_by is None for issue in motion.issues)
    if command.reached and open_points:
        raise Rejected("points_open", count=open_points)
    reason = check_length(command.reason, REASON_LIMIT)
    deadline = ballots.deadline_of(council, motion.rules, command.at)
    return (ConsensusDeclared(motion.id, command.seat, command.reached, reason, deadline),)


def appeal(council: Council, motion: Motion, command: AppealDeclaration) -> tuple[Event, ...]:
    """Let the council vote where a seat does not accept the chair's word."""
    if motion.stage != "declared":
        raise Rejected("motion_not_open")
    appealed = DeclarationAppealed(motion.id, command.seat, check_text(command.reason, REASON_LIMIT))
    after = replayed(council, (appealed,))
    now = after.motions[motion.id]
    return (appealed, *ballots.ballot_opened(after, now, ballots.rules_of_round(after, now), 0))


def upheld(council: Council, motion: Motion, at: int) -> tuple[Event, ...]:
    """Let the declaration hold: nobody appealed in time."""
    reached = motion.declared is not None and motion.declared[0]
    if not reached:
        return (MotionDecided(motion.id, "lost", "no_consensus"),)
    decided = MotionDecided(motion.id, "carried", "declared")
    after = replayed(council, (decided,))
    return (decided, *ballots.carried(after, after.motions[motion.id], at))
