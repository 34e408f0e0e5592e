"""The hall opens and closes; people come and go."""

from dataclasses import replace
from typing import Any

import pytest

from meshcouncil.gathering.commands import (
    Broadcast,
    CloseGathering,
    EnterHall,
    HandSeatToBot,
    LeaveHall,
    RenamePerson,
    TakeSeat,
)
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import GatheringClosed, HallEntered, HallLeft, PersonRenamed, SeatLeft
from meshcouncil.gathering.rules import doors
from meshcouncil.gathering.state import Gathering, Person
from tests.gathering.builders import (
    MINUTE,
    NOON,
    OPENING,
    SEATS,
    STEPS,
    after,
    entered,
    happened,
    opened,
    refusal,
    running,
    seated,
)


def test_an_open_hall_is_a_lobby_with_its_plan() -> None:
    hall = opened()
    assert (hall.stage, hall.steps, hall.seat_plans, hall.injects) == ("lobby", STEPS, SEATS, ("twist", "outage"))


def test_a_hall_opens_once() -> None:
    assert refusal(opened(), OPENING) == Rejected("already_open")


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"steps": ()}, Rejected("bad_plan", what="steps")),
        ({"steps": (STEPS[0], STEPS[0])}, Rejected("bad_plan", what="steps")),
        ({"steps": (replace(STEPS[0], skipped=True),)}, Rejected("bad_plan", what="steps")),
        ({"steps": (replace(STEPS[0], minutes=0),)}, Rejected("bad_minutes", low=1, high=240)),
        ({"seats": ()}, Rejected("bad_plan", what="seats")),
        ({"seats": (SEATS[0], SEATS[0])}, Rejected("bad_plan", what="seats")),
        ({"min_teams": 4}, Rejected("bad_plan", what="min_teams")),
        ({"tables": 0}, Rejected("bad_tables", limit=50)),
        ({"tables": 51}, Rejected("bad_tables", limit=50)),
        ({"pace": 0}, Rejected("bad_pace", low=10, high=100_000)),
        ({"title": " "}, Rejected("text_empty", field="title")),
    ],
)
def test_an_unsound_plan_is_refused(changes: dict[str, Any], refused: Rejected) -> None:
    assert refusal(Gathering(), replace(OPENING, **changes)) == refused


def test_nothing_happens_before_the_hall_is_open() -> None:
    assert refusal(Gathering(), EnterHall("ana", "Ana", NOON)) == Rejected("not_open")


def test_people_enter_under_a_clean_name() -> None:
    assert happened(opened(), EnterHall("ana", " Ana ", NOON)) == (HallEntered("ana", "Ana", NOON),)


def test_a_second_ana_is_told_apart() -> None:
    hall = after(entered("ana"), EnterHall("an2", "ana", NOON))
    assert tuple(hall.people.values()) == (Person("ana", "Ana"), Person("an2", "ana 2"))


def test_a_person_named_like_a_bot_is_told_apart() -> None:
    assert happened(seated(), EnterHall("fay", "Robin", NOON)) == (HallEntered("fay", "Robin 2", NOON),)


def test_nobody_enters_twice() -> None:
    assert refusal(entered("ana"), EnterHall("ana", "Ana", NOON)) == Rejected("already_here")


def test_people_may_come_late() -> None:
    assert refusal(running(), EnterHall("fay", "Fay", NOON)) is None


def test_the_hall_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "PEOPLE_LIMIT", 5)
    assert refusal(seated(), EnterHall("fay", "Fay", NOON)) == Rejected("hall_full", limit=5)


def test_people_may_change_their_names() -> None:
    assert happened(entered("ana", "ben"), RenamePerson("ana", "Ben")) == (PersonRenamed("ana", "Ben 2"),)


def test_a_person_may_keep_their_own_name() -> None:
    assert happened(entered("ana"), RenamePerson("ana", "Ana")) == (PersonRenamed("ana", "Ana"),)


def test_nobody_renames_a_ghost() -> None:
    assert refusal(opened(), RenamePerson("ghost", "Boo")) == Rejected("no_such_person")


def test_leaving_the_hall_frees_the_seat() -> None:
    assert happened(seated(), LeaveHall("ana")) == (SeatLeft("ana", 1, 1), HallLeft("ana"))


def test_whoever_left_may_come_back_and_take_the_seat_a_bot_kept() -> None:
    hall = after(running(), HandSeatToBot(1, 1, "Bo"), LeaveHall("ana"), EnterHall("ana", "Ana", NOON))
    assert refusal(hall, TakeSeat("ana", 1, 1)) is None


def test_closing_stops_the_clock_and_ends_everything() -> None:
    hall = running()
    at = NOON + MINUTE
    assert happened(hall, CloseGathering(at)) == (
        GatheringClosed(replace(hall.clock, ran=MINUTE, since=at, running=False), at),
    )
    closed = after(hall, CloseGathering(at))
    for command in (EnterHall("fay", "Fay", at), Broadcast("Hello", at), LeaveHall("ana"), CloseGathering(at)):
        assert refusal(closed, command) == Rejected("gathering_closed")
