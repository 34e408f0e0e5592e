"""The final vote on the charter as a whole, on a frozen text: more than half of the seats (specification 0.2, D.18)."""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.council.commands import CallFinalVote, CastCharterBallot, CloseFinalVote
from meshcouncil.council.definition import Fraction, ProcedureRules
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import CharterBallotCast, Event, FinalVoteCalled, FinalVoteClosed, MotionLapsed
from meshcouncil.council.evolve import replayed
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.procedure import ABSTAIN, BallotBox
from meshcouncil.council.rules.procedures.procedure import counted as count_box
from meshcouncil.council.rules.rulebook import line_for
from meshcouncil.council.rules.standing import (
    PAD_LIMIT,
    check_chairs,
    check_charter_can_change,
    check_length,
    check_seat,
    check_sitting,
)
from meshcouncil.council.state import Ballot, Council, FinalVote

UP_OR_DOWN = ("simple_majority", "supermajority", "unanimity")
CHARTER_CHOICES = ("yes", "no", ABSTAIN)
CHARTER_RULES = ProcedureRules(
    kind="simple_majority", base="seats", threshold=Fraction(1, 2), quorum=Fraction(1, 2), second_needed=False
)


def call(council: Council, command: CallFinalVote) -> tuple[Event, ...]:
    """Freeze the charter and put it to the vote."""
    check_seat(council, command.seat)
    check_sitting(council)
    check_chairs(council, command.seat)
    check_charter_can_change(council)
    if not council.final_vote_step:
        raise Rejected("final_vote_not_yet")
    if not council.is_documented:
        raise Rejected("charter_empty")
    pad_text = check_length(command.pad_text, PAD_LIMIT)
    return (FinalVoteCalled(len(council.final_votes) + 1, pad_text, command.at),)


def cast(council: Council, command: CastCharterBallot) -> tuple[Event, ...]:
    """Vote on the charter, or change one's vote; the last seat's ballot closes the vote."""
    check_seat(council, command.seat)
    vote = _open_vote(council)
    if command.vote != vote.number:
        raise Rejected("text_changed")
    if command.choice not in CHARTER_CHOICES:
        raise Rejected("no_such_choice", choice=command.choice[:40])
    if vote.ballots.get(command.seat) == command.choice:
        raise Rejected("already_so")
    cast_event = CharterBallotCast(seat=command.seat, choice=command.choice)
    after = replayed(council, (cast_event,))
    if set(after.final_votes[-1].ballots) >= set(after.seats):
        return (cast_event, *counted(after, command.at))
    return (cast_event,)


def close(council: Council, command: CloseFinalVote) -> tuple[Event, ...]:
    """Close the vote on the charter."""
    check_seat(council, command.seat)
    _open_vote(council)
    check_chairs(council, command.seat)
    return counted(council, command.at)


def counted(council: Council, at: int = 0) -> tuple[Event, ...]:
    """Count the open vote on the charter; when it carries, motions still open lapse."""
    vote = council.final_votes[-1]
    box = box_of(council, vote)
    tally = replace(count_box(box, PROCEDURES[box.rules.kind].count), kind=None)
    closed = FinalVoteClosed(vote.number, tally, at)
    if tally.result != "carried":
        return (closed,)
    return (closed, *(MotionLapsed(motion=motion.id, because="adopted") for motion in council.live_motions))


def box_of(council: Council, vote: FinalVote) -> BallotBox:
    """Gather the ballots on the charter for the count."""
    definition = council.definition
    return BallotBox(
        rules=charter_rules(council),
        electorate=tuple(sorted(council.seats)),
        team_of={seat: definition.roles_by_number[seat].team for seat in council.seats},
        chair_team=definition.chair_team,
        ballots={seat: Ballot(choice) for seat, choice in vote.ballots.items()},
        choices=CHARTER_CHOICES,
    )


def charter_rules(council: Council) -> ProcedureRules:
    """Give the rules of the vote on the charter: the rulebook's, if it has an up-or-down vote there."""
    rules = line_for(council, "final")
    return rules if rules is not None and rules.kind in UP_OR_DOWN else CHARTER_RULES


def _open_vote(council: Council) -> FinalVote:
    vote = council.final_vote
    if council.closed:
        raise Rejected("council_closed")
    if vote is None or not vote.open:
        raise Rejected("vote_not_open")
    return vote
