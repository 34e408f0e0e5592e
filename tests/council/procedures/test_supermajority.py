"""Supermajority, with the numbers of specification D.0 and D.3: two thirds of ten seats are 7, the others 8."""

import pytest

from meshcouncil.council.definition import Base, Fraction, ProcedureRules
from meshcouncil.council.tallies import TallyResult
from tests.council.builders import FOUR_FIFTHS, THREE_QUARTERS, TWO_THIRDS, counted


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
