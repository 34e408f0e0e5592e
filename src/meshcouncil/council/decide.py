"""Ask the rules what a command does to a council."""

from __future__ import annotations

from typing import assert_never

from meshcouncil.council.commands import (
    AcceptAmendment,
    AnswerAsFacilitator,
    BeginStep,
    CallFinalVote,
    CastBallot,
    CastCharterBallot,
    CharterCommand,
    ClearGraphDraft,
    CloseCouncil,
    CloseFinalVote,
    CloseVote,
    Command,
    DealInject,
    DeclareFact,
    DraftGraph,
    FillSeat,
    FloorCommand,
    GraphCommand,
    Introduce,
    LowerHand,
    MotionCommand,
    OpenVote,
    ProposalCommand,
    RaiseHand,
    ReviseMotion,
    RingClocks,
    Say,
    SeatCommand,
    SecondMotion,
    StageCommand,
    StartClocks,
    StopClocks,
    TableMotion,
    TalkCommand,
    UndoGraphDraft,
    VacateSeat,
    WithdrawMotion,
)
from meshcouncil.council.events import Event
from meshcouncil.council.evolve import replayed
from meshcouncil.council.rules import (
    amendments,
    ballots,
    charter,
    clocks,
    floor,
    graph_drafts,
    matters,
    motions,
    parliamentary,
    proposals,
    rebasing,
    seating,
    stages,
    talk,
)
from meshcouncil.council.state import Council


def decide(council: Council, command: Command) -> tuple[Event, ...]:
    """Give the events that a command causes, and what they do to motions on motions. Raises Rejected."""
    events = caused(council, command)
    events = (*events, *rebasing.following(council, events))
    return (*events, *parliamentary.left_behind(council, events))


def caused(council: Council, command: Command) -> tuple[Event, ...]:
    """Give the events that a command causes by itself; what follows from them is never refused. Raises Rejected."""
    if isinstance(command, MotionCommand):
        return _on_motion(council, command)
    if isinstance(command, StageCommand):
        return stages.decide(council, command)
    if isinstance(command, FloorCommand):
        return floor.decide(council, command)
    if isinstance(command, ProposalCommand):
        return _on_proposal(council, command)
    if isinstance(command, TalkCommand):
        return _on_talk(council, command)
    if isinstance(command, CharterCommand):
        return _on_charter(council, command)
    if isinstance(command, GraphCommand):
        return _on_graph(council, command)
    return _from_the_hall(council, command)


def _on_motion(council: Council, command: MotionCommand) -> tuple[Event, ...]:
    match command:
        case TableMotion():
            return motions.table(council, command)
        case SecondMotion():
            return ballots.second(council, command)
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
        case AcceptAmendment():
            return amendments.accept(council, command)
        case _:
            assert_never(command)


def _on_proposal(council: Council, command: ProposalCommand) -> tuple[Event, ...]:
    """Move a proposal; motions that it makes pointless lapse."""
    events = proposals.decide(council, command)
    return (*events, *matters.overtaken(replayed(council, events)))


def _on_talk(council: Council, command: TalkCommand) -> tuple[Event, ...]:
    match command:
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
        case _:
            assert_never(command)


def _on_charter(council: Council, command: CharterCommand) -> tuple[Event, ...]:
    match command:
        case CallFinalVote():
            return charter.call(council, command)
        case CastCharterBallot():
            return charter.cast(council, command)
        case CloseFinalVote():
            return charter.close(council, command)
        case _:
            assert_never(command)


def _on_graph(council: Council, command: GraphCommand) -> tuple[Event, ...]:
    match command:
        case DraftGraph():
            return graph_drafts.add(council, command)
        case UndoGraphDraft():
            return graph_drafts.undo(council, command)
        case ClearGraphDraft():
            return graph_drafts.clear(council, command)
        case _:
            assert_never(command)


def _from_the_hall(council: Council, command: SeatCommand) -> tuple[Event, ...]:
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
        case StopClocks():
            return clocks.stop(council, command)
        case StartClocks():
            return clocks.start(council, command)
        case RingClocks():
            return clocks.ring(council, command)
        case _:
            assert_never(command)
