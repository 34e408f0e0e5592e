"""Consensus with blocks and stand-asides (Seeds for Change; Occupy; specification D.6)."""

import pytest

from meshcouncil.council.definition import Fraction, ProcedureRules
from meshcouncil.council.rules.procedures.consensus import CONSENSUS, FAILED_TESTS, asides_allowed, fallback
from meshcouncil.council.tallies import Tally, TallyResult
from tests.council.builders import FOUR_FIFTHS
from tests.council.procedures.boxes import said

RULES = ProcedureRules(kind="consensus")


def test_a_whole_tally() -> None:
    """Seeds for Change: agreement with reservations and standing aside let a proposal pass and are written down."""
    assert said(RULES, {"agree": 5, "reservations": 2, "stand_aside": 1}) == Tally(
        result="carried",
        yes=7,
        no=0,
        abstained=1,
        silent=2,
        base="seats",
        base_size=10,
        needed=0,
        quorum=6,
        took_part=8,
        kind="consensus",
        asides=1,
        reservations=2,
        asides_allowed=3,
    )


def test_a_single_block_stops_what_nine_agree_on() -> None:
    """Seeds for Change: a block is a fundamental objection, and one is enough (D.6)."""
    tally = said(RULES, {"agree": 9, "block": 1})
    assert (tally.result, tally.objections, tally.no) == ("objected", 1, 1)


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({"agree": 7, "stand_aside": 3}, "carried"),  # 30 % of ten seats may stand aside (D.6)
        ({"agree": 6, "stand_aside": 4}, "rework"),  # too many stand-asides: the motion is open again (D.6)
        ({"agree": 5, "stand_aside": 4, "block": 1}, "objected"),
        ({"reservations": 10}, "carried"),
        ({"agree": 6}, "carried"),
        ({"agree": 5}, "no_quorum"),
        ({"agree": 4, "block": 1}, "no_quorum"),
    ],
)
def test_of_ten_seats_three_may_stand_aside(answers: dict[str, int], result: TallyResult) -> None:
    assert said(RULES, answers).result == result


def test_when_everybody_stands_aside_nobody_is_left_to_do_it() -> None:
    """Seeds for Change: many stand-asides show that support is missing, whatever the limit says."""
    anybody = ProcedureRules(kind="consensus", stand_asides=Fraction(1, 1))
    assert said(anybody, {"stand_aside": 10}).result == "rework"
    assert said(anybody, {"stand_aside": 9, "agree": 1}).result == "carried"


@pytest.mark.parametrize(("seats", "allowed"), [(10, 3), (9, 2), (7, 2), (4, 1), (3, 0)])
def test_the_share_of_stand_asides_is_of_all_seats_and_rounded_down(seats: int, allowed: int) -> None:
    assert asides_allowed(seats, RULES) == allowed


def test_after_two_failed_tests_four_fifths_of_the_votes_cast_decide() -> None:
    """Occupy: a proposal that is blocked may still be adopted with 80 % consent (D.6): 8 of 10, and not 7."""
    rules = fallback(RULES)
    assert rules == ProcedureRules(kind="supermajority", threshold=FOUR_FIFTHS, base="votes_cast")
    assert [said(rules, {"yes": yes, "no": 10 - yes}).result for yes in (8, 7)] == ["carried", "lost"]
    assert (CONSENSUS.loops, CONSENSUS.fallback) == (FAILED_TESTS, fallback)
    assert FAILED_TESTS == 2
