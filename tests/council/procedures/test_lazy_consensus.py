"""Lazy consensus: silence assents, but only the silence of readers (the Apache page on voting; specification D.10)."""

import pytest

from meshcouncil.council.definition import Fraction, ProcedureRules
from meshcouncil.council.rules.procedures.lazy_consensus import LAZY_CONSENSUS
from meshcouncil.council.rules.procedures.procedure import majority_of_votes_cast
from meshcouncil.council.tallies import Tally, TallyResult
from tests.council.procedures.boxes import said

RULES = ProcedureRules(kind="lazy_consensus", clock=60)


def test_nobody_objects_until_the_deadline() -> None:
    """The Apache page: announced for long enough and met with silence, it is adopted (D.10: seen by more than half)."""
    assert said(RULES, {"read": 6}) == Tally(
        result="carried",
        yes=6,
        no=0,
        abstained=0,
        silent=4,
        base="seats",
        base_size=10,
        needed=0,
        quorum=6,
        took_part=6,
        kind="lazy_consensus",
    )


def test_one_objection_stops_it() -> None:
    """The Apache page: any -1 that comes with a reason ends the lazy way, and it is discussed (D.10)."""
    tally = said(RULES, {"read": 9, "object": 1})
    assert (tally.result, tally.objections, tally.no) == ("objected", 1, 1)


def test_an_objection_stops_it_however_few_have_read_it() -> None:
    tally = said(RULES, {"object": 1})
    assert (tally.result, tally.took_part) == ("objected", 1)


@pytest.mark.parametrize(("readers", "result"), [(10, "carried"), (6, "carried"), (5, "no_quorum"), (0, "no_quorum")])
def test_silence_without_notice_is_no_assent(readers: int, result: TallyResult) -> None:
    """D.10 and D.19: a quorum of readers, since silence taken as consent with no notice is an anti-pattern."""
    assert said(RULES, {"read": readers}).result == result


def test_the_council_may_ask_for_more_readers() -> None:
    rules = ProcedureRules(kind="lazy_consensus", quorum=Fraction(3, 4))
    assert [said(rules, {"read": readers}).result for readers in (7, 8)] == ["no_quorum", "carried"]


def test_the_mover_announces_it_and_after_an_objection_the_chair_may_call_a_majority() -> None:
    """The Apache page: anybody may declare lazy consensus; the alternative is a formal vote (D.10)."""
    assert (LAZY_CONSENSUS.mover_puts, LAZY_CONSENSUS.silence, LAZY_CONSENSUS.clock) == (True, True, 60)
    assert LAZY_CONSENSUS.for_rules is False
    assert LAZY_CONSENSUS.fallback is majority_of_votes_cast
    assert said(majority_of_votes_cast(RULES), {"yes": 5, "no": 4}).result == "carried"
