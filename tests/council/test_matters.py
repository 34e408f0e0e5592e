"""What a carried motion does to the charter."""

from dataclasses import replace

import pytest

from meshcouncil.council.commands import TableMotion
from meshcouncil.council.definition import AddProject, ChangeOwner, Fraction, ProcedureRules
from meshcouncil.council.errors import Rejected
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    ChangeGraph,
    ChangePolicy,
    RepealPolicy,
    SettleDecision,
)
from meshcouncil.council.rules.rulebook import check_rules
from meshcouncil.council.rules.standing import POLICIES_PER_COUNCIL
from meshcouncil.council.state import Policy, PolicyVersion, Settled
from tests.council.builders import carried, refused, sitting

POLICY = AddPolicy("Name things", "By their team.")


def test_a_policy_enters_changes_and_leaves_the_charter() -> None:
    council = carried(sitting(), POLICY)
    assert council.policies == {"P1": Policy("P1", "Name things", "By their team.", "M1")}
    council = carried(council, ChangePolicy("P1", "Name all things", "By topic."))
    before = (PolicyVersion(1, "Name things", "By their team.", "M1"),)
    changed = Policy("P1", "Name all things", "By topic.", "M2", version=2, earlier=before)
    assert council.policies == {"P1": changed}
    council = carried(council, RepealPolicy("P1"))
    assert council.policies == {"P1": replace(changed, repealed=True)}
    assert (council.policies_in_force, council.is_documented) == ((), False)


def test_a_repealed_policy_leaves_its_number_and_may_come_back_under_another() -> None:
    council = carried(carried(carried(sitting(), POLICY), RepealPolicy("P1")), POLICY)
    assert [policy.id for policy in council.policies_in_force] == ["P2"]


def test_a_repealed_policy_can_neither_change_nor_be_repealed() -> None:
    council = carried(carried(sitting(), POLICY), RepealPolicy("P1"))
    for matter in (ChangePolicy("P1", "Title", "Text."), RepealPolicy("P1")):
        assert refused(council, TableMotion(1, matter)) == "no_such_policy"


def test_a_decision_is_settled_by_an_option_or_in_the_councils_words() -> None:
    council = carried(sitting(), SettleDecision("tests", "all", "ignored beside an option"))
    assert council.settled == {"tests": Settled("tests", "all", "Clause tests: all.", "M1")}
    assert council.choices == {"tests": "all"}
    council = carried(council, SettleDecision("tests", "", "  On Fridays. "))
    assert council.settled == {"tests": Settled("tests", "", "On Fridays.", "M2")}
    assert council.choices == {}


def test_the_status_quo_may_be_settled_on_purpose() -> None:
    council = carried(sitting(), SettleDecision("tests", "none"))
    assert (council.settled["tests"].option, council.is_documented) == ("none", True)


def test_a_procedure_is_adopted_and_changed() -> None:
    consent, usual = ProcedureRules(kind="consent"), ProcedureRules()
    council = carried(sitting(), AdoptProcedure(consent))
    assert (council.procedure, council.rules) == (consent, consent)
    assert carried(council, AdoptProcedure(usual)).rules == usual


def test_the_usual_rules_may_be_adopted_on_purpose() -> None:
    council = carried(sitting(), AdoptProcedure(sitting().rules))
    assert council.procedure == council.definition.default_procedure


def test_a_graph_motion_changes_the_graph() -> None:
    operations = (AddProject("west", "West", "south"), ChangeOwner("west", "north"))
    west = carried(sitting(), ChangeGraph(operations)).graph.project("west")
    assert west is not None
    assert (west.title, west.owner) == ("West", "north")


def test_a_charter_has_room_for_so_many_policies() -> None:
    council = sitting()
    many = {f"P{number}": Policy(f"P{number}", f"T{number}", "Text.", "M1") for number in range(POLICIES_PER_COUNCIL)}
    assert refused(replace(council, policies=many), TableMotion(1, POLICY)) == "too_many_motions"


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        (ProcedureRules(threshold=Fraction(0, 2)), "share"),
        (ProcedureRules(threshold=Fraction(2, 1)), "share"),
        (ProcedureRules(quorum=Fraction(1, 101)), "share"),
        (ProcedureRules(quorum=Fraction(-1, 2)), "share"),
        (ProcedureRules(kind="supermajority", threshold=Fraction(1, 2)), "super"),
        (ProcedureRules(kind="supermajority", threshold=Fraction(2, 5)), "super"),
        (ProcedureRules(ballots="secret", tie="chair_decides"), "secret_chair"),
        (ProcedureRules(ballots="secret", base="teams"), "secret_teams"),
        (ProcedureRules(ballots="secret", kind="consent"), "secret_consent"),
        (ProcedureRules(ballots="secret", kind="unanimity"), "secret_consent"),
    ],
)
def test_a_procedure_that_cannot_work_says_why(rules: ProcedureRules, why: str) -> None:
    with pytest.raises(Rejected) as refusal:
        check_rules(rules)
    assert (refusal.value.code, refusal.value.context) == ("procedure_unsound", {"why": why})


@pytest.mark.parametrize(
    "rules",
    [
        ProcedureRules(),
        ProcedureRules(kind="supermajority", threshold=Fraction(4, 5)),
        ProcedureRules(kind="unanimity", base="teams"),
        ProcedureRules(kind="consent", quorum=Fraction(1, 1)),
        ProcedureRules(kind="ranked_choice", ballots="secret"),
        ProcedureRules(ballots="secret", base="seats", tie="vote_again"),
    ],
)
def test_a_procedure_that_works_is_let_through(rules: ProcedureRules) -> None:
    check_rules(rules)


def test_titles_stand_on_one_line() -> None:
    council = carried(sitting(), AddPolicy(" Name\n all  things ", "By\ntheir team. "))
    assert (council.policies["P1"].title, council.policies["P1"].text) == ("Name all things", "By\ntheir team.")
    west = carried(sitting(), ChangeGraph((AddProject("west", " The\nWest "),))).graph.project("west")
    assert west is not None
    assert west.title == "The West"


@pytest.mark.parametrize("invisible", ["\u200b", "\u200b \u2060", "\n\t", "\u00ad"])
def test_a_title_that_shows_nothing_is_empty(invisible: str) -> None:
    assert refused(sitting(), TableMotion(1, AddPolicy(invisible, "Text."))) == "text_empty"
    assert refused(sitting(), TableMotion(1, SettleDecision("tests", "", invisible))) == "text_empty"


def test_the_name_of_a_pads_block_has_its_length() -> None:
    assert refused(sitting(), TableMotion(1, AddPolicy("Title", "Text.", "x" * 81))) == "text_too_long"
