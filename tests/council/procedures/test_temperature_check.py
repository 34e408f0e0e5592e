"""Temperature check: thumbs that bind nobody (Loomio's poll types; Occupy's hand signals; specification D.9)."""

import pytest

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.rules.procedures.temperature_check import TEMPERATURE_CHECK
from meshcouncil.council.tallies import Tally
from tests.council.procedures.boxes import said

RULES = ProcedureRules(kind="temperature_check")


def test_a_whole_tally() -> None:
    """Occupy: hands up, level or down tell the facilitator how the room feels."""
    assert said(RULES, {"up": 4, "side": 2, "down": 1}) == Tally(
        result="noted",
        yes=4,
        no=1,
        abstained=2,
        silent=3,
        base="present",
        base_size=7,
        needed=0,
        quorum=6,
        took_part=7,
        kind="temperature_check",
        totals=(("up", 4), ("side", 2), ("down", 1)),
    )


@pytest.mark.parametrize("thumbs", [{"up": 10}, {"down": 10}, {"up": 1}, {}])
def test_whatever_it_shows_nothing_is_decided(thumbs: dict[str, int]) -> None:
    """D.9: a temperature check is never binding, not even when all agree."""
    assert said(RULES, thumbs).result == "noted"


def test_it_cannot_serve_the_councils_own_rules() -> None:
    """Loomio: a sense check asks for reactions before there is a proposal to decide on."""
    assert (TEMPERATURE_CHECK.binding, TEMPERATURE_CHECK.for_rules) == (False, False)
