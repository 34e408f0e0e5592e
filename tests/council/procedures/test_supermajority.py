"""Supermajority, with the numbers of specification D.0 and D.3: two thirds of ten seats are 7, the others 8."""

import pytest

from meshcouncil.council.definition import Base, Fraction, ProcedureRules
from meshcouncil.council.tallies import TallyResult
from tests.council.builders import FOUR_FIFTHS, THREE_QUARTERS, TWO_THIRDS, counted
from tests.council.procedures.boxes import said


def rules(threshold: Fraction, base: Base = "votes_cast") -> ProcedureRules:
    return ProcedureRules(kind="supermajority", threshold=threshold, base=base)


@pytest.mark.parametrize(("threshold", "needed"), [(TWO_THIRDS, 7), (THREE_QUARTERS, 8), (FOUR_FIFTHS, 8)])
def test_of_ten_seats(threshold: Fraction, needed: int) -> None:
    enough, short = "y" * needed + "n" * (10 - needed), "y" * (needed - 1) + "n" * (11 - needed)
    tallies = [counted(rules(threshold, "seats"), votes) for votes in (enough, short)]
    assert [(tally.result, tally.needed) for tally in tallies] == [("carried", needed), ("lost", needed)]


@pytest.mark.parametrize(
    ("threshold", "votes", "result"),
    [
        (TWO_THIRDS, "yyyynnaaaa", "carried"),  # at least twice as many yes as no (Robert's, D.0)
        (TWO_THIRDS, "yyyyynnnaa", "lost"),  # a majority but not enough (D.3)
        (TWO_THIRDS, "yyyyyynnn-", "carried"),  # 3 * 6 >= 2 * 9 exactly
        (THREE_QUARTERS, "yyyyyynnaa", "carried"),  # 4 * 6 >= 3 * 8 exactly
        (THREE_QUARTERS, "yyyyynnaaa", "lost"),
        (FOUR_FIFTHS, "yyyynaaaaa", "carried"),  # exactly four of five
        (FOUR_FIFTHS, "yyyyyyynn-", "lost"),
    ],
)
def test_of_the_votes_cast(threshold: Fraction, votes: str, result: TallyResult) -> None:
    assert counted(rules(threshold), votes).result == result


@pytest.mark.parametrize(
    ("base", "votes", "expected"),
    [
        ("present", "yyyyyynna-", ("carried", 6, 9)),
        ("present", "yyyyynnaa-", ("lost", 6, 9)),
        ("teams", "yyyyyyyynn", ("carried", 4, 5)),
        ("teams", "yyyyyynnyn", ("lost", 4, 5)),
    ],
)
def test_of_other_bases(base: Base, votes: str, expected: tuple[TallyResult, int, int]) -> None:
    tally = counted(rules(TWO_THIRDS, base), votes)
    assert (tally.result, tally.needed, tally.base_size) == expected


@pytest.mark.parametrize("tie", ["not_adopted", "chair_decides", "vote_again"])
def test_it_knows_no_tie(tie: str) -> None:
    tied = ProcedureRules(kind="supermajority", threshold=TWO_THIRDS, tie=tie)  # type: ignore[arg-type]
    tally = counted(tied, "nnnnnyyyyy")
    assert (tally.result, tally.by_chair) == ("lost", False)


@pytest.mark.parametrize("votes", ["aaaaaaaaaa", "aaaaaa----"])
def test_abstaining_carries_nothing(votes: str) -> None:
    assert counted(rules(TWO_THIRDS), votes).result == "lost"


def test_without_a_quorum_nothing_is_decided() -> None:
    assert counted(rules(TWO_THIRDS), "yyyyy-----").result == "no_quorum"


@pytest.mark.parametrize(("cast", "needed"), [(30, 20), (31, 21), (32, 22), (33, 22)])
def test_two_thirds_of_the_votes_cast(cast: int, needed: int) -> None:
    """Robert's Rules of Order Newly Revised (44): two thirds of 30 votes are 20, of 31 21, of 32 22 and of 33 22."""
    results = [said(rules(TWO_THIRDS), {"yes": yes, "no": cast - yes}, seats=cast) for yes in (needed, needed - 1)]
    assert [(tally.result, tally.needed) for tally in results] == [("carried", needed), ("lost", needed)]


@pytest.mark.parametrize(("base", "needed"), [("votes_cast", 17), ("present", 20), ("seats", 100)])
def test_a_society_of_150_of_whom_30_are_present_and_25_vote(base: Base, needed: int) -> None:
    """Robert's Rules of Order Newly Revised (44): two thirds are 17, 20 or 100, by what they are a share of."""
    of_the_society = ProcedureRules(kind="supermajority", threshold=TWO_THIRDS, base=base, quorum=Fraction(1, 15))
    assert said(of_the_society, {"yes": 17, "no": 8, "abstain": 5}, seats=150).needed == needed


@pytest.mark.parametrize(("yes", "result"), [(40, "carried"), (39, "lost")])
def test_a_vote_of_no_confidence_among_the_developers_of_python(yes: int, result: TallyResult) -> None:
    """PEP 13: at least two thirds of the votes cast, here of sixty; 39 are a majority but not enough."""
    assert said(rules(TWO_THIRDS), {"yes": yes, "no": 60 - yes}, seats=82).result == result


@pytest.mark.parametrize(("yes", "result"), [(8, "carried"), (7, "lost")])
def test_a_change_of_the_charter_of_bitol(yes: int, result: TallyResult) -> None:
    """The charter of Bitol: two thirds of the entire committee, here of twelve, whoever came to the meeting (D.3)."""
    assert said(rules(TWO_THIRDS, "seats"), {"yes": yes}, seats=12).result == result
