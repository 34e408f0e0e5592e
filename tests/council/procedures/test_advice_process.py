"""The advice process: one asks, hears and decides; no ballot (Loomio's guide; specification D.12)."""

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.rules.procedures.advice_process import ADVICE_PROCESS
from meshcouncil.council.state import Ballot
from tests.council.procedures.boxes import box_of, count

RULES = ProcedureRules(kind="advice_process")


def test_advice_comes_before_anything_is_decided() -> None:
    """Loomio: whoever decides must first ask those whom it affects and those who know (D.12)."""
    assert ADVICE_PROCESS.before(RULES) == ("advice",)


def test_the_mover_puts_it_and_there_is_no_ballot() -> None:
    """Loomio: anybody may decide, so that no chair has to call a vote (D.12)."""
    assert (ADVICE_PROCESS.mover_puts, ADVICE_PROCESS.ballot, ADVICE_PROCESS.after) == (True, "none", "")


def test_ballots_decide_nothing() -> None:
    """D.12: ties do not exist, for one decides."""
    tally = count(box_of(RULES, [Ballot("yes")] * 10))
    assert (tally.result, tally.yes, tally.base_size) == ("noted", 0, 0)


def test_rules_of_the_council_are_not_for_one_to_decide() -> None:
    assert ADVICE_PROCESS.for_rules is False
