"""Ask the rules what a command does to a council."""

from __future__ import annotations

from typing import assert_never

from meshcouncil.council.commands import (
    AnswerAsFacilitator,
    BeginStep,
    CallFinalVote,
    CastBallot,
    CastCharterBallot,
    CloseCouncil,
    CloseFinalVote,
    CloseVote,
    Command,
    DealInject,
    DeclareFact,
    FillSeat,
    Introduce,
    LowerHand,
    OpenVote,
    RaiseHand,
    ReviseMotion,
    Say,
    SecondMotion,
    TableMotion,
    VacateSeat,
    WithdrawMotion,
)
from meshcouncil.council.events import Event
from meshcouncil.council.rules import ballots, charter, motions, seating, talk
from meshcouncil.council.state import Council


def decide(council: Council, command: Command) -> tuple[Event, ...]:  # noqa: C901 - one branch for each command
    """Give the events that a command causes. Raises Rejected when a rule says no."""
    match command:
        case FillSeat():
            return seating.fill(council, command)
        case VacateSeat():
            return seating.vacate(council, command)
        case BeginStep():
            return seating.begin_step(council, command)
        case DealInject():
            return seating.deal_inject(council, command)
        case CloseCouncil():
            return seating.close(council, command)
        case Introduce():
            return talk.introduce(council, command)
        case DeclareFact():
            return talk.declare_fact(council, command)
        case RaiseHand():
            return talk.raise_hand(council, command)
        case LowerHand():
            return talk.lower_hand(council, command)
        case Say():
            return talk.say(council, command)
        case AnswerAsFacilitator():
            return talk.answer_as_facilitator(council, command)
        case TableMotion():
            return motions.table(council, command)
        case SecondMotion():
            return motions.second(council, command)
        case WithdrawMotion():
            return motions.withdraw(council, command)
        case ReviseMotion():
            return motions.revise(council, command)
        case OpenVote():
            return ballots.open_vote(council, command)
        case CastBallot():
            return ballots.cast(council, command)
        case CloseVote():
            return ballots.close(council, command)
        case CallFinalVote():
            return charter.call(council, command)
        case CastCharterBallot():
            return charter.cast(council, command)
        case CloseFinalVote():
            return charter.close(council, command)
        case _:
            assert_never(command)
