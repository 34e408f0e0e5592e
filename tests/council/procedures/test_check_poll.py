"""Check poll: who has read it, who joins (Loomio's poll types; specification D.9)."""

import pytest

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.rules.procedures.check_poll import CHECK_POLL
from meshcouncil.council.tallies import Tally
from tests.council.procedures.boxes import said

RULES = ProcedureRules(kind="check_poll")


def test_a_whole_tally() -> None:
    """Loomio: a check gathers who has done something, such as reading a text."""
    assert said(RULES, {"done": 7, "not_yet": 1}) == Tally(
        result="noted",
        yes=7,
        no=1,
        abstained=0,
        silent=2,
        base="seats",
        base_size=10,
        needed=0,
        quorum=6,
        took_part=8,
        kind="check_poll",
        totals=(("done", 7), ("not_yet", 1)),
    )


@pytest.mark.parametrize("answers", [{"done": 10}, {"not_yet": 10}, {"done": 1}, {}])
def test_whatever_it_shows_nothing_is_decided(answers: dict[str, int]) -> None:
    """D.9: a check poll says "I have read" or "I join" and decides nothing."""
    assert said(RULES, answers).result == "noted"


def test_it_cannot_serve_the_councils_own_rules() -> None:
    """Loomio: a check is an opt-in and no decision."""
    assert (CHECK_POLL.binding, CHECK_POLL.for_rules) == (False, False)
