"""Who may ask for what."""

import pytest

from meshcouncil.gathering.commands import (
    AnswerHelp,
    Broadcast,
    ClaimGoal,
    CloseGathering,
    Command,
    EnterHall,
    LeaveHall,
    LeaveSeat,
    MovePerson,
    NextStep,
    Pause,
    RenamePerson,
    SayInRoom,
    StartAgenda,
    TakeSeat,
)
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.permission import may_send, may_steer, place_of, require_permission
from meshcouncil.gathering.state import Place
from meshcouncil.gathering.viewers import BotSeat, Facilitator, Participant, Projector, Stranger, Viewer
from tests.gathering.builders import NOON, entered, running

ANA, BEN, ROBIN = Participant("ana"), Participant("ben"), BotSeat(1, 2)


@pytest.mark.parametrize(
    ("viewer", "command"),
    [
        (Facilitator(), NextStep(NOON)),
        (Facilitator(), MovePerson("ana", 1, 4)),
        (Facilitator(), LeaveHall("ana")),
        (Facilitator(), AnswerHelp(1, 1)),
        (Stranger(), EnterHall("fay", "Fay", NOON)),
        (ANA, RenamePerson("ana", "Anna")),
        (ANA, TakeSeat("ana", 1, 4)),
        (ANA, ClaimGoal(1, 1, "r1", "Article 2")),
        (ANA, AnswerHelp(1, 1)),
        (ROBIN, ClaimGoal(1, 2, "r2", "Article 2")),
        (ROBIN, SayInRoom(1, 2, 2, "Hello", NOON)),
    ],
    ids=repr,
)
def test_what_is_yours_you_may_send(viewer: Viewer, command: Command) -> None:
    assert may_send(running(), viewer, command)


@pytest.mark.parametrize(
    ("viewer", "command"),
    [
        (Facilitator(), TakeSeat("ana", 1, 4)),
        (Facilitator(), ClaimGoal(1, 1, "r1", "Article 2")),
        (Projector(), NextStep(NOON)),
        (Stranger(), TakeSeat("ana", 1, 4)),
        (ANA, RenamePerson("ben", "Benny")),
        (ANA, TakeSeat("ben", 1, 4)),
        (ANA, TakeSeat("ana", 1, 4, invited=True)),
        (ANA, ClaimGoal(1, 3, "r3", "Article 2")),
        (ANA, NextStep(NOON)),
        (ANA, AnswerHelp(1, 3)),
        (BEN, ClaimGoal(1, 1, "r1", "Article 2")),
        (ROBIN, ClaimGoal(1, 1, "r1", "Article 2")),
        (ROBIN, LeaveSeat("ana")),
        (BotSeat(1, 1), ClaimGoal(1, 1, "r1", "Article 2")),
    ],
    ids=repr,
)
def test_what_is_not_yours_you_may_not(viewer: Viewer, command: Command) -> None:
    hall = running()
    assert not may_send(hall, viewer, command)
    with pytest.raises(Rejected) as refused:
        require_permission(hall, viewer, command)
    assert refused.value == Rejected("not_allowed")


def test_where_nobody_facilitates_those_at_the_tables_keep_the_agenda() -> None:
    lobby, hall = entered("ben", facilitated=False), running(facilitated=False)
    assert may_send(lobby, BEN, StartAgenda(NOON))
    assert may_send(hall, ANA, Pause(NOON))
    assert [may_steer(hall, viewer) for viewer in (ANA, BEN, ROBIN, Projector(), Participant("ghost"))] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert not may_send(hall, ANA, CloseGathering(NOON))
    assert not may_send(hall, ANA, Broadcast("Hello", NOON))


def test_the_seat_of_a_viewer_is_found() -> None:
    hall = running()
    seats = [place_of(hall, viewer) for viewer in (ANA, BEN, ROBIN, BotSeat(1, 1), Facilitator(), Stranger())]
    assert seats == [Place(1, 1), None, Place(1, 2), None, None, None]
