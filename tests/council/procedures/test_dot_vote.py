"""Dot vote: dots spread over options (Loomio's poll types; cumulative voting; specification D.9 and D.18)."""

import pytest

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.tallies import Tally, TallyResult
from tests.council.procedures.boxes import Marks, marked

RULES = ProcedureRules(kind="dot_vote", dots=3)
OPTIONS = ("a", "b", "c", "none")


def dots(votes: str) -> list[tuple[int, Marks]]:
    """One ballot for each word, one letter for each dot (`x`: none of these, `-`: abstains)."""
    names = {"a": "a", "b": "b", "c": "c", "x": "none"}
    return [(1, {names[each]: word.count(each) for each in sorted(set(word) - {"-"})}) for word in votes.split()]


def test_three_dots_for_each_of_ten_seats() -> None:
    """D.18: priorities by three dots each. Loomio: points may be spread or put on one option; the sum orders them."""
    assert marked(RULES, dots("aaa aab abc bbc bcc aab ccx"), OPTIONS, seats=10) == Tally(
        result="carried",
        yes=4,
        no=3,
        abstained=0,
        silent=3,
        base="votes_cast",
        base_size=7,
        needed=1,
        quorum=6,
        took_part=7,
        kind="dot_vote",
        totals=(("a", 8), ("b", 6), ("c", 6), ("none", 1)),
        winner="a",
    )


def test_a_few_who_agree_on_one_option_can_lead() -> None:
    """Cumulative voting (Wikipedia): plumping, all dots on one option, lets a minority win over a spread majority."""
    tally = marked(RULES, dots("aaa aaa aaa bcc bbc bcc bbc"), OPTIONS, seats=10)
    assert (tally.winner, tally.totals) == ("a", (("a", 9), ("b", 6), ("c", 6), ("none", 0)))
    assert (tally.yes, tally.no) == (3, 4)


@pytest.mark.parametrize(
    ("votes", "result", "winner"),
    [
        ("a b b c - -", "carried", "b"),  # not every dot has to be used
        ("aa a b b b c", "lost", ""),  # three dots each: the options share the first place (D.9)
        ("xxx a b c - -", "lost", ""),
        ("- - - - - -", "lost", ""),
        ("aaa aaa aaa", "no_quorum", ""),
    ],
)
def test_the_most_dots_come_first(votes: str, result: TallyResult, winner: str) -> None:
    tally = marked(RULES, dots(votes), OPTIONS, seats=10)
    assert (tally.result, tally.winner) == (result, winner)


def test_dots_on_what_is_not_on_the_list_count_for_nothing() -> None:
    tally = marked(RULES, [(6, {"z": 3}), (1, {"a": 1})], OPTIONS, seats=10)
    assert (tally.winner, tally.abstained, tally.base_size) == ("a", 6, 1)
