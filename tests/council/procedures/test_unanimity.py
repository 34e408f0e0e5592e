"""Unanimity, strict and soft (specification D.4)."""

import pytest

from meshcouncil.council.definition import Base, Fraction, ProcedureRules
from meshcouncil.council.tallies import TallyResult
from tests.council.builders import counted
from tests.council.procedures.boxes import said


@pytest.mark.parametrize(
    ("base", "votes", "expected"),
    [
        ("seats", "yyyyyyyyyy", ("carried", 10)),  # ten of ten (D.0)
        ("seats", "yyyyyyyyya", ("lost", 10)),  # strict: an abstention fails
        ("seats", "yyyyyyyyy-", ("lost", 10)),
        ("seats", "yyyyyyyyyn", ("lost", 10)),
        ("present", "yyyyyyyyy-", ("carried", 9)),
        ("present", "yyyyyyyya-", ("lost", 9)),
        ("votes_cast", "yyyyyyyaa-", ("carried", 7)),  # soft: no one against
        ("votes_cast", "yyyyyyyyyn", ("lost", 10)),  # a single no stops it
        ("votes_cast", "yyyyyyaaaa", ("carried", 6)),  # at least a quorum says yes
        ("votes_cast", "yyyyyaaaaa", ("lost", 6)),
        ("votes_cast", "aaaaaaaaaa", ("lost", 6)),
        ("teams", "yyyyyyyyyy", ("carried", 5)),
        ("teams", "yyyyyyyyyn", ("lost", 5)),  # the team that differs abstains
        ("teams", "yyyyyyyynn", ("lost", 5)),
    ],
)
def test_everybody_in_the_base_says_yes(base: Base, votes: str, expected: tuple[TallyResult, int]) -> None:
    tally = counted(ProcedureRules(kind="unanimity", base=base), votes)
    assert (tally.result, tally.needed) == expected


@pytest.mark.parametrize("base", ["votes_cast", "present"])
def test_without_a_quorum_nothing_is_decided(base: Base) -> None:
    assert counted(ProcedureRules(kind="unanimity", base=base), "yyyyy-----").result == "no_quorum"


def test_there_is_no_tie_to_break() -> None:
    rules = ProcedureRules(kind="unanimity", tie="chair_decides")
    assert counted(rules, "nnnnnyyyyy").by_chair is False


def test_one_of_thirteen_states_is_enough_to_refuse() -> None:
    """The Articles of Confederation (XIII): of the import duty of 1781 Rhode Island's refusal alone made an end."""
    tally = said(ProcedureRules(kind="unanimity", base="seats"), {"yes": 12, "no": 1}, seats=13)
    assert (tally.result, tally.yes, tally.needed) == ("lost", 12, 13)


@pytest.mark.parametrize(("base", "result"), [("votes_cast", "carried"), ("present", "lost")])
def test_who_abstains_is_not_against(base: Base, result: TallyResult) -> None:
    """Resolution 1973 (2011) of the UN Security Council: ten for, nobody against, five abstained; nine are enough."""
    rules = ProcedureRules(kind="unanimity", base=base, quorum=Fraction(3, 5))
    assert said(rules, {"yes": 10, "abstain": 5}, seats=15).result == result


@pytest.mark.parametrize(("yes", "result"), [(12, "carried"), (11, "lost")])
def test_a_jury_of_twelve_must_agree(yes: int, result: TallyResult) -> None:
    """Ramos v. Louisiana (2020): a verdict by ten or eleven of twelve jurors is none."""
    assert said(ProcedureRules(kind="unanimity", base="seats"), {"yes": yes, "no": 12 - yes}, seats=12).result == result
