"""Approval: the option that most can live with (PEP 13; the Tennessee example; specification D.8)."""

from collections.abc import Iterator

import pytest

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.state import Ballot
from meshcouncil.council.tallies import Tally, TallyResult
from tests.council.procedures.boxes import Marks, box_of, count, marked

RULES = ProcedureRules(kind="approval")
OPTIONS = ("a", "b", "c", "none")
CITIES = ("memphis", "nashville", "chattanooga", "knoxville", "none")


def ticks(*options: str) -> Marks:
    return dict.fromkeys(options, 1)


def letters(votes: str) -> list[tuple[int, Marks]]:
    """One ballot for each word: the letters ticked (`x` is none of these, `-` an abstention)."""
    names = {"x": "none"}
    return [(1, ticks(*(names.get(letter, letter) for letter in word if letter != "-"))) for word in votes.split()]


def test_the_capital_of_tennessee() -> None:
    """The Tennessee example (Wikipedia, "Approval voting"): all tick their two nearest cities, and Nashville wins."""
    groups = [
        (42, ticks("memphis", "nashville")),
        (26, ticks("nashville", "chattanooga")),
        (15, ticks("chattanooga", "knoxville")),
        (17, ticks("knoxville", "chattanooga")),
    ]
    assert marked(RULES, groups, CITIES) == Tally(
        result="carried",
        yes=68,
        no=32,
        abstained=0,
        silent=0,
        base="votes_cast",
        base_size=100,
        needed=1,
        quorum=51,
        took_part=100,
        kind="approval",
        totals=(("memphis", 42), ("nashville", 68), ("chattanooga", 58), ("knoxville", 32), ("none", 0)),
        winner="nashville",
    )


PYTHON_2020 = {
    "Cannon": 54,
    "Willing": 54,
    "Warsaw": 50,
    "Wouters": 40,
    "Stinner": 38,
    "Heimes": 37,
    "Salgado": 37,
    "Smith": 32,
    "Das": 30,
}


def python_ballots(totals: dict[str, int]) -> Iterator[Ballot]:
    """Sixty-three ballots with these sums; who ticked what was never published."""
    for number in range(63):
        yield Ballot(marks=tuple((name, 1) for name, total in totals.items() if number < total))


def test_the_steering_council_of_python_for_2020() -> None:
    """PEP 8101: of 82 who might vote 63 did; two led with 54 votes each, which for one place is a tie."""
    tally = count(box_of(RULES, python_ballots(PYTHON_2020), tuple(PYTHON_2020), seats=82))
    assert (tally.took_part, tally.silent, dict(tally.totals)) == (63, 19, PYTHON_2020)
    assert (tally.result, tally.winner, tally.yes) == ("lost", "", 0)
    without_one = {name: total for name, total in PYTHON_2020.items() if name != "Cannon"}
    assert count(box_of(RULES, python_ballots(without_one), tuple(without_one), seats=82)).winner == "Willing"


@pytest.mark.parametrize(
    ("votes", "result", "winner"),
    [
        ("ab ab b c c bc", "carried", "b"),  # any number of ticks, the most wins (D.8)
        ("a a a b b b", "lost", ""),  # a tie adopts nothing, wherever the options stand
        ("b b b a a a", "lost", ""),
        ("x x x a b c", "lost", ""),  # none of these leads
        ("- - - - - -", "lost", ""),
        ("- - - - - a", "carried", "a"),  # who abstains takes part
        ("a a a a a", "no_quorum", ""),
    ],
)
def test_the_most_ticks_win(votes: str, result: TallyResult, winner: str) -> None:
    tally = marked(RULES, letters(votes), OPTIONS, seats=10)
    assert (tally.result, tally.winner) == (result, winner)


def test_a_tie_may_be_voted_on_once_more() -> None:
    """PEP 13 settles ties by agreement or by lot; here the council votes again, once, where its rules say so."""
    again = ProcedureRules(kind="approval", tie="vote_again")
    results = [marked(again, letters("a a a b b b"), OPTIONS, seats=10, ties=ties).result for ties in (0, 1)]
    assert results == ["tied", "lost"]


def test_a_leader_may_have_to_pass_an_up_or_down_vote() -> None:
    """The winner among several should still pass as a policy (D.8)."""
    confirmed = ProcedureRules(kind="approval", confirm=True)
    tally = marked(confirmed, letters("ab ab b c c bc"), OPTIONS, seats=10)
    assert (tally.result, tally.winner) == ("nominated", "b")
