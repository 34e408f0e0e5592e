"""Our counts against those of pref_voting, on random profiles of up to ten ballots."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

from meshcouncil.council.definition import ProcedureKind, ProcedureRules
from meshcouncil.council.rules.procedures.marks import leaders
from meshcouncil.council.rules.procedures.ranked_choice import run_off
from meshcouncil.council.state import Ballot
from meshcouncil.council.tallies import Round
from tests.council.procedures.boxes import box_of, count

PROFILES = 300
OPTIONS = tuple("abcde")
YES, NO = 0, 1

Order = list[int]
Marks = dict[int, int]
Made = TypeVar("Made")


def profiles(make: Callable[[Random], Made], seed: int) -> list[list[Made]]:
    """As many random profiles, of four to ten ballots each."""
    dice = Random(seed)
    return [[make(dice) for _ in range(dice.randint(4, 10))] for _ in range(PROFILES)]


def some_order(dice: Random) -> Order:
    return dice.sample(range(len(OPTIONS)), dice.randint(1, len(OPTIONS)))


def whole_order(dice: Random) -> Order:
    return dice.sample(range(len(OPTIONS)), len(OPTIONS))


def yes_or_no(dice: Random) -> Order:
    return dice.choice([[YES, NO], [NO, YES]])


def ticks(dice: Random) -> Marks:
    return dict.fromkeys(dice.sample(range(len(OPTIONS)), dice.randint(1, 4)), 1)


def points(dice: Random) -> Marks:
    return {option: dice.randint(0, 10) for option in range(len(OPTIONS))}


ORDERS = {
    "truncated": profiles(some_order, 1),
    "complete": profiles(whole_order, 2),
    "yes_no": profiles(yes_or_no, 3),
}
MARKED = {"ticks": profiles(ticks, 4), "points": profiles(points, 5)}


@pytest.fixture(scope="module")
def theirs() -> dict[str, list[list[int]]]:
    """The winners of each profile, by the library."""
    asked = json.dumps({**ORDERS, **MARKED, "options": len(OPTIONS)})
    program = Path(__file__).with_name("oracle.py")
    ran = subprocess.run(
        [sys.executable, program], input=asked, capture_output=True, text=True, check=True, timeout=120
    )
    answer: dict[str, list[list[int]]] = json.loads(ran.stdout)
    return answer


def counted_by_run_off(orders: list[Order]) -> tuple[str, tuple[Round, ...]]:
    return run_off([tuple(OPTIONS[each] for each in order) for order in orders], OPTIONS)


def drops_all_who_tie(rounds: tuple[Round, ...]) -> bool:
    """Whether no round had to choose among options that tied at the bottom or at the end."""
    for each in rounds:
        counts = dict(each.counts)
        lowest = {option for option, votes in counts.items() if votes == min(counts.values())}
        if each.dropped and lowest != set(each.dropped):
            return False
    return True


def test_instant_run_off_has_the_same_winner(theirs: dict[str, list[list[int]]]) -> None:
    compared = 0
    for orders, winners in zip(ORDERS["truncated"], theirs["truncated"], strict=True):
        won, rounds = counted_by_run_off(orders)
        if len(winners) == 1 and drops_all_who_tie(rounds):
            assert won == OPTIONS[winners[0]], orders
            compared += 1
    assert compared > PROFILES // 4


def test_instant_run_off_breaks_ties_in_one_of_the_possible_ways(theirs: dict[str, list[list[int]]]) -> None:
    for orders, winners in zip(ORDERS["complete"], theirs["complete"], strict=True):
        won, _ = counted_by_run_off(orders)
        if won:
            assert won in {OPTIONS[each] for each in winners}, orders
        else:
            assert len(winners) > 1, orders


def test_a_simple_majority_is_the_plurality_of_two(theirs: dict[str, list[list[int]]]) -> None:
    rules = ProcedureRules()
    for orders, winners in zip(ORDERS["yes_no"], theirs["yes_no"], strict=True):
        ballots = [Ballot("yes" if order == [YES, NO] else "no") for order in orders]
        result = count(box_of(rules, ballots, seats=len(ballots))).result
        assert result == ("carried" if winners == [YES] else "lost"), orders


@pytest.mark.parametrize(
    ("kind", "form", "result"), [("approval", "ticks", "carried"), ("score_vote", "points", "nominated")]
)
def test_marks_have_the_same_leaders(
    theirs: dict[str, list[list[int]]], kind: ProcedureKind, form: str, result: str
) -> None:
    for marks, winners in zip(MARKED[form], theirs[form], strict=True):
        ballots = [Ballot(marks=tuple((OPTIONS[option], each) for option, each in ballot.items())) for ballot in marks]
        tally = count(box_of(ProcedureRules(kind=kind), ballots, OPTIONS, seats=len(ballots)))
        assert leaders(dict(tally.totals)) == tuple(OPTIONS[each] for each in winners), marks
        assert tally.result == (result if len(winners) == 1 else "lost"), marks
