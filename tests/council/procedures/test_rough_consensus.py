"""Rough consensus: a hum is no vote (RFC 7282; the Tao of the IETF; specification D.7)."""

import pytest

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.rules.procedures.rough_consensus import ROUGH_CONSENSUS
from meshcouncil.council.state import Ballot
from meshcouncil.council.tallies import Tally
from tests.council.procedures.boxes import box_of, count, marked

RULES = ProcedureRules(kind="rough_consensus", ballots="secret")


def loudness(**seats: int) -> tuple[tuple[str, int], ...]:
    """Seats by loudness, from 0 to 10; `l8=3` are three that hummed 8."""
    return tuple((str(each), seats.get(f"l{each}", 0)) for each in range(11))


def test_a_whole_tally() -> None:
    """The Tao of the IETF: one listens to how loud a hum is, not to who hums (D.7)."""
    hums = [(4, {"hum": 8}), (2, {"hum": 2}), (1, {"hum": 5})]
    assert marked(RULES, hums, seats=10) == Tally(
        result="noted",
        yes=4,
        no=2,
        abstained=0,
        silent=3,
        base="votes_cast",
        base_size=7,
        needed=0,
        quorum=6,
        took_part=7,
        kind="rough_consensus",
        totals=loudness(l2=2, l5=1, l8=4),
    )


@pytest.mark.parametrize(("loud", "soft"), [(5, 100), (100, 5)])
def test_numbers_decide_nothing(loud: int, soft: int) -> None:
    """RFC 7282 (sections 6 and 7): a hundred for and five against may be no consensus, and the reverse may be one."""
    tally = marked(RULES, [(loud, {"hum": 10}), (soft, {"hum": 0})])
    assert (tally.result, tally.yes, tally.no, tally.totals) == ("noted", loud, soft, loudness(l10=loud, l0=soft))


def test_after_the_hum_the_chair_declares_once_all_points_have_an_answer() -> None:
    """RFC 7282 (section 3): issues have to be addressed, not accommodated; whoever disagrees may appeal (D.7)."""
    assert (ROUGH_CONSENSUS.after, ROUGH_CONSENSUS.clock, ROUGH_CONSENSUS.secret) == ("declaring", 30, True)


def test_a_hum_needs_no_quorum_since_it_decides_nothing() -> None:
    assert marked(RULES, [(1, {"hum": 10})], seats=10).result == "noted"


def test_who_does_not_hum_is_not_counted_as_soft() -> None:
    soft = Ballot(marks=(("hum", 0),))
    tally = count(box_of(RULES, [Ballot("abstain"), soft, soft]))
    assert (tally.no, tally.abstained, tally.silent, tally.base_size) == (2, 1, 7, 2)


def test_one_or_two_hums_are_not_told_since_everybody_would_know_whose_they_are() -> None:
    tally = count(box_of(RULES, [Ballot(marks=(("hum", 0),)), Ballot(marks=(("hum", 9),))]))
    assert (tally.withheld, tally.yes, tally.no, tally.totals, tally.took_part) == (True, 0, 0, (), 2)
