"""Delegation: silence confirms, more than half of the seats refuse (PEP 1 on PEP delegates; specification D.12)."""

import pytest

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.rules.procedures.delegation import DELEGATION
from meshcouncil.council.tallies import Tally, TallyResult
from tests.council.procedures.boxes import said

RULES = ProcedureRules(kind="delegation")


def test_the_council_approves_by_default() -> None:
    """PEP 1: an offer to be the delegate stands unless the council says no; nobody has to say yes (D.12)."""
    assert said(RULES, {}) == Tally(
        result="confirmed",
        yes=0,
        no=0,
        abstained=0,
        silent=10,
        base="seats",
        base_size=10,
        needed=6,
        quorum=6,
        took_part=10,
        kind="delegation",
    )


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({"refuse": 5}, "confirmed"),  # half of ten seats is not more than half
        ({"refuse": 6}, "rework"),  # majority of seats: 6 of 10 (D.0)
        ({"confirm": 1, "refuse": 5}, "confirmed"),
        ({"confirm": 4, "refuse": 6}, "rework"),
        ({"confirm": 10}, "confirmed"),
    ],
)
def test_more_than_half_of_the_seats_must_refuse(answers: dict[str, int], result: TallyResult) -> None:
    """PEP 1: the council may refuse, for a conflict of interest or a better candidate (D.12)."""
    assert said(RULES, answers).result == result


@pytest.mark.parametrize(("seats", "needed"), [(1, 1), (2, 2), (3, 2), (6, 4), (7, 4)])
def test_how_many_would_have_to_refuse(seats: int, needed: int) -> None:
    assert said(RULES, {}, seats=seats).needed == needed


def test_who_was_confirmed_decides() -> None:
    """PEP 1: the delegate decides in the council's place, for one proposal; rules of the council are not given away."""
    assert DELEGATION.before(RULES) == ("offers",)
    assert (DELEGATION.after, DELEGATION.silence, DELEGATION.for_rules) == ("deciding", True, False)
