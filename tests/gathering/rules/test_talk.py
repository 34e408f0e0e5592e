"""Words across the hall."""

from meshcouncil.gathering.commands import Broadcast, SayInRoom
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import BroadcastSent, SaidInRoom
from tests.gathering.builders import NOON, at_step, happened, opened, refusal, running


def test_a_broadcast_reaches_the_hall_at_any_time() -> None:
    assert happened(opened(), Broadcast(" Welcome! ", NOON)) == (BroadcastSent("Welcome!", NOON),)


def test_a_broadcast_is_neither_empty_nor_endless() -> None:
    assert refusal(opened(), Broadcast(" ", NOON)) == Rejected("text_empty", field="text")
    assert refusal(opened(), Broadcast("x" * 1_001, NOON)) == Rejected("text_too_long", field="text", limit=1_000)


def test_people_and_bots_speak_in_their_own_room() -> None:
    hall = at_step("sidebar")
    assert happened(hall, SayInRoom(1, 1, 1, "Hello", NOON)) == (SaidInRoom(1, 1, 1, "Ana", "Hello", NOON),)
    assert happened(hall, SayInRoom(1, 2, 2, "Hello", NOON)) == (SaidInRoom(2, 1, 2, "Robin", "Hello", NOON),)


def test_another_room_is_as_closed_as_one_that_does_not_exist() -> None:
    hall = at_step("sidebar")
    assert refusal(hall, SayInRoom(1, 1, 2, "Hello", NOON)) == Rejected("no_such_room")
    assert refusal(hall, SayInRoom(1, 1, 99, "Hello", NOON)) == Rejected("no_such_room")


def test_rooms_are_open_only_during_the_sidebar() -> None:
    assert refusal(running(), SayInRoom(1, 1, 1, "Hello", NOON)) == Rejected("not_now")


def test_an_empty_seat_says_nothing() -> None:
    assert refusal(at_step("sidebar"), SayInRoom(1, 4, 4, "Hello", NOON)) == Rejected("not_seated")


def test_talk_has_a_limit() -> None:
    words = SayInRoom(1, 1, 1, "x" * 2_001, NOON)
    assert refusal(at_step("sidebar"), words) == Rejected("text_too_long", field="text", limit=2_000)
