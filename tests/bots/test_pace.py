"""Bots take the time people take, and leave them the floor."""

from __future__ import annotations

import pytest

from meshcouncil.bots.pace import Talk, leaves_room, seconds_for, who_spoke
from meshcouncil.council.commands import CastBallot, Command, Say, SecondMotion, TableMotion
from meshcouncil.council.matters import SettleDecision
from meshcouncil.council.state import Message

WORDS = Say(3, "council", "x" * 120)
MOTION = TableMotion(3, SettleDecision("tools", "any"), "x" * 60)
VOTE = CastBallot(3, "M1", 1, "yes")


@pytest.mark.parametrize(("command", "seconds"), [(WORDS, 13), (MOTION, 11), (VOTE, 1.5), (SecondMotion(3, "M1"), 4)])
def test_a_table_spends_the_time_that_people_need(command: Command, seconds: float) -> None:
    assert seconds_for(command) == seconds


def test_bots_leave_people_half_of_the_talk() -> None:
    even = (True, False) * 10
    bots_lead = (*even[:18], False, False)
    assert leaves_room(Talk((*even[:19], True), since_person=2.5))
    assert not leaves_room(Talk(bots_lead, since_person=0.5))
    assert not leaves_room(Talk((False,) * 20, since_person=10))


def test_where_people_stay_silent_bots_go_on_after_a_while() -> None:
    assert leaves_room(Talk((False,) * 20, since_person=25))


def test_introductions_are_not_counted_out() -> None:
    assert leaves_room(Talk((False,) * 9, since_person=0))


def test_people_the_facilitator_and_bots_are_told_apart() -> None:
    messages = [
        Message(1, "council", "a"),
        Message(2, "council", "b"),
        Message(None, "council", "c"),
        Message(1, "team", "d"),
    ]
    assert who_spoke(messages, [1]) == (True, False, True)
