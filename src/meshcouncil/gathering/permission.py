"""Who may ask for what: the only place that ties a viewer to the commands that are theirs to send.

The rules judge a command; this judges its sender. An invitation to a seat (`TakeSeat` with `invited`) is a credential
of its own that the application has checked, so no viewer may send it by themselves.
"""

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
from meshcouncil.gathering.state import Bot, Gathering, Place
from meshcouncil.gathering.viewers import BotSeat, Facilitator, Participant, Projector, Stranger, Viewer

STEERING = (
    DrawSeats,
    SeatBot,
    FillWithBots,
    RemoveBot,
    StartAgenda,
    NextStep,
    PreviousStep,
    Pause,
    Resume,
    ExtendStep,
    SkipStep,
    RestoreStep,
    ChangeStepMinutes,
    DealInject,
    PresentTable,
    ShowSlide,
    Reveal,
)
HOSTING = (
    *STEERING,
    RenamePerson,
    LeaveHall,
    MovePerson,
    HandSeatToBot,
    Broadcast,
    AnswerHelp,
    JudgeGoal,
    CloseGathering,
)
SELF = (RenamePerson, LeaveHall, TakeSeat, LeaveSeat)
SEATED = (CallHelp, AnswerHelp, HandSeatToBot, SayInRoom, ClaimGoal, WithdrawClaim, VoteOnClaim)
BOTS = (SayInRoom, ClaimGoal, WithdrawClaim, VoteOnClaim)


def place_of(hall: Gathering, viewer: Viewer) -> Place | None:
    """Give the seat a viewer holds."""
    match viewer:
        case Participant(person=person):
            return hall.place_of(person)
        case BotSeat(table=table, seat=seat):
            place = Place(table, seat)
            return place if isinstance(hall.seats.get(place), Bot) else None
        case Facilitator() | Projector() | Stranger():
            return None
        case _:
            assert_never(viewer)


def may_steer(hall: Gathering, viewer: Viewer) -> bool:
    """Tell whether a viewer keeps the agenda: the facilitator, else anybody here until it starts, then those seated."""
    match viewer:
        case Facilitator():
            return True
        case Participant(person=person):
            here = person in hall.people and (hall.stage != "running" or hall.place_of(person) is not None)
            return here and not hall.facilitated
        case _:
            return False


def may_send(hall: Gathering, viewer: Viewer, command: Command) -> bool:
    """Tell whether a command is this viewer's to send; whether it would be accepted is for the rules to say."""
    match viewer:
        case Facilitator():
            return isinstance(command, HOSTING)
        case Participant():
            return _is_own(hall, viewer, command) or (isinstance(command, STEERING) and may_steer(hall, viewer))
        case BotSeat():
            return isinstance(command, BOTS) and Place(command.table, command.seat) == place_of(hall, viewer)
        case Stranger():
            return isinstance(command, EnterHall)
        case Projector():
            return False
        case _:
            assert_never(viewer)


def _is_own(hall: Gathering, viewer: Participant, command: Command) -> bool:
    if isinstance(command, SELF):
        return command.person == viewer.person and not (isinstance(command, TakeSeat) and command.invited)
    if isinstance(command, SEATED):
        return Place(command.table, command.seat) == place_of(hall, viewer)
    return False


def require_permission(hall: Gathering, viewer: Viewer, command: Command) -> None:
    """Refuse a command that is not this viewer's to send."""
    if not may_send(hall, viewer, command):
        raise Rejected("not_allowed")
