"""The contents page of the rules: which rule answers which command."""

from __future__ import annotations

from typing import assert_never

from meshcouncil.gathering.commands import (
    AnswerHelp,
    Broadcast,
    CallHelp,
    ChangeStepMinutes,
    ClaimGoal,
    CloseGathering,
    Command,
    DealInject,
    DrawSeats,
    EnterHall,
    ExtendStep,
    FillWithBots,
    HandSeatToBot,
    JudgeGoal,
    LeaveHall,
    LeaveSeat,
    MovePerson,
    NextStep,
    OpenGathering,
    Pause,
    PresentTable,
    PreviousStep,
    RemoveBot,
    RenamePerson,
    RestoreStep,
    Resume,
    Reveal,
    SayInRoom,
    SeatBot,
    ShowSlide,
    SkipStep,
    StartAgenda,
    TakeSeat,
    VoteOnClaim,
    WithdrawClaim,
)
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import Event
from meshcouncil.gathering.rules import (
    agenda,
    bots,
    claims,
    clock,
    doors,
    help_calls,
    injects,
    presentations,
    seating,
    talk,
    verdicts,
)
from meshcouncil.gathering.state import Gathering


def decide(hall: Gathering, command: Command) -> tuple[Event, ...]:  # noqa: C901 - the list of all commands
    """Give the events that a command causes. Raises Rejected when a rule says no."""
    match command:
        case OpenGathering():
            return doors.open_gathering(hall, command)
        case EnterHall():
            return doors.enter(hall, command)
        case RenamePerson():
            return doors.rename(hall, command)
        case LeaveHall():
            return doors.leave(hall, command)
        case TakeSeat():
            return seating.take(hall, command)
        case LeaveSeat():
            return seating.leave(hall, command)
        case MovePerson():
            return seating.move(hall, command)
        case DrawSeats():
            return seating.draw(hall, command)
        case SeatBot():
            return bots.seat(hall, command)
        case FillWithBots():
            return bots.fill(hall, command)
        case RemoveBot():
            return bots.remove(hall, command)
        case HandSeatToBot():
            return bots.hand_over(hall, command)
        case StartAgenda():
            return agenda.start(hall, command)
        case NextStep():
            return agenda.go_on(hall, command)
        case PreviousStep():
            return agenda.go_back(hall, command)
        case Pause():
            return clock.pause(hall, command)
        case Resume():
            return clock.resume(hall, command)
        case ExtendStep():
            return clock.extend(hall, command)
        case SkipStep():
            return agenda.skip(hall, command)
        case RestoreStep():
            return agenda.restore(hall, command)
        case ChangeStepMinutes():
            return agenda.change_minutes(hall, command)
        case DealInject():
            return injects.deal(hall, command)
        case Broadcast():
            return talk.broadcast(hall, command)
        case CallHelp():
            return help_calls.call(hall, command)
        case AnswerHelp():
            return help_calls.answer(hall, command)
        case SayInRoom():
            return talk.say_in_room(hall, command)
        case PresentTable():
            return presentations.present(hall, command)
        case ShowSlide():
            return presentations.show_slide(hall, command)
        case ClaimGoal():
            return claims.claim(hall, command)
        case WithdrawClaim():
            return claims.withdraw(hall, command)
        case VoteOnClaim():
            return claims.vote(hall, command)
        case JudgeGoal():
            return verdicts.judge(hall, command)
        case Reveal():
            return verdicts.reveal(hall, command)
        case CloseGathering():
            return doors.close(hall, command)
        case _:
            assert_never(command)


def accepted(hall: Gathering, command: Command) -> bool:
    """Tell whether the rules would accept a command now."""
    return why_not(hall, command) is None


def why_not(hall: Gathering, command: Command) -> Rejected | None:
    """Give the refusal that a command would meet now; None when it would be accepted."""
    try:
        decide(hall, command)
    except Rejected as refusal:
        return refusal
    return None
