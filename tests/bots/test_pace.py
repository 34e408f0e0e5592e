"""Bots take the time people take, and leave them the floor."""

from __future__ import annotations

from random import Random

import pytest

from meshcouncil.bots.pace import Delay, Talk, delay_before, leaves_room, may_act, seconds_for, who_spoke
from meshcouncil.council.commands import CastBallot, Command, OpenVote, Say, SecondMotion, TableMotion
from meshcouncil.council.matters import SettleDecision
from meshcouncil.council.state import Message

WORDS = Say(3, "council", "x" * 120)
MOTION = TableMotion(3, SettleDecision("tools", "any"), "x" * 60)
VOTE = CastBallot(3, "M1", 1, "yes")


@pytest.mark.parametrize(("command", "seconds"), [(WORDS, 13), (MOTION, 11), (VOTE, 1.5), (SecondMotion(3, "M1"), 4)])
def test_a_table_spends_the_time_that_people_need(command: Command, seconds: float) -> None:
    assert seconds_for(command) == seconds


def test_a_bot_thinks_for_some_seconds_and_types_as_long_as_the_sentence() -> None:
    delays = [delay_before(WORDS, Random(seed)) for seed in range(200)]
    assert {delay.typing for delay in delays} == {10.0}
    thinking = sorted(delay.thinking for delay in delays)
    assert 0.5 < thinking[0] < 2 < thinking[100] < 4.5 < thinking[-1] <= 9


def test_a_long_speech_keeps_nobody_waiting_for_ever() -> None:
    assert delay_before(Say(3, "council", "x" * 2_000), Random(1)).typing == 15


def test_pace_makes_bots_slower_faster_or_immediate() -> None:
    usual, slow, quick = (delay_before(WORDS, Random(1), pace).whole for pace in (100, 50, 200))
    assert [slow, quick] == pytest.approx([2 * usual, usual / 2])
    assert delay_before(WORDS, Random(1), 0) == Delay(0, 0)


def test_two_bots_never_act_within_two_seconds_but_may_vote_side_by_side() -> None:
    just_now = Talk(since_bot=1.0)
    assert [may_act(command, just_now) for command in (WORDS, MOTION, OpenVote(9, "M1"), VOTE)] == [False] * 3 + [True]
    assert may_act(WORDS, Talk(since_bot=2.5))
    assert may_act(WORDS, just_now, pace=0)


def test_a_bot_waits_while_somebody_types_and_after_somebody_spoke() -> None:
    assert not may_act(WORDS, Talk(somebody_types=True))
    assert not may_act(WORDS, Talk(since_person=1.0))
    assert may_act(SecondMotion(3, "M1"), Talk(somebody_types=True))
    assert may_act(WORDS, Talk(somebody_types=True, people_at_table=False))


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
