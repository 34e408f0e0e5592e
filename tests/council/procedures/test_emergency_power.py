"""Emergency power: act at once, answer for it at the next session (specification D.12 and D.18)."""

import pytest

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.rules.procedures.emergency_power import EMERGENCY_POWER
from meshcouncil.council.rules.ratification import RATIFYING_RULES
from meshcouncil.council.state import Ballot
from meshcouncil.council.tallies import TallyResult
from tests.council.procedures.boxes import box_of, count, said

RULES = ProcedureRules(kind="emergency_power", emergency="chair_team")


def test_the_act_itself_asks_for_no_ballot() -> None:
    """D.12: a named role may act; D.18: the delegate acts first."""
    tally = count(box_of(RULES, [Ballot("yes")] * 10))
    assert (EMERGENCY_POWER.ballot, tally.result, tally.base_size) == ("none", "noted", 0)


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({"yes": 4, "no": 3}, "carried"),
        ({"yes": 3, "no": 3}, "lost"),  # a tie does not ratify
        ({"yes": 3, "no": 4}, "lost"),
        ({"yes": 5}, "no_quorum"),
    ],
)
def test_the_council_ratifies_by_majority(answers: dict[str, int], result: TallyResult) -> None:
    """D.18: the council ratifies by majority at its next session, or the act is undone (D.12)."""
    assert said(RATIFYING_RULES, answers).result == result


def test_rules_of_the_council_are_no_emergency() -> None:
    """D.12: the power is to act, such as to revert; the council's own rules are not part of it."""
    assert EMERGENCY_POWER.for_rules is False
