"""What a new wording changes, as people see it."""

from meshcouncil.council.definition import Fraction, PolicyRecord, ProcedureRules
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    AmendMotion,
    AskCouncil,
    ChangePolicy,
    Matter,
    SettleDecision,
)
from meshcouncil.documents.rewordings import Piece, Rewording, reach_sentence, rewordings
from tests.council.builders import small_pack

PACK = small_pack()
LONG = " ".join(f"word{number}" for number in range(60))


def shown(before: Matter, after: Matter) -> dict[str, str]:
    """Each part that changes: what goes in square brackets, what comes in curly ones, what is left out as dots."""
    marks = {"kept": "{}", "removed": "[{}]", "added": "{{{}}}", "skipped": " ... "}
    return {
        each.part: "".join(marks[piece.kind].format(piece.text) for piece in each.pieces)
        for each in rewordings(before, after, PACK)
    }


def test_parts_that_stay_are_not_named() -> None:
    before, after = AddPolicy("Names", "By their team."), AddPolicy("Names", "By their own team.")
    assert rewordings(before, after, PACK) == (
        Rewording("Wording", (Piece("kept", "By their"), Piece("added", " own"), Piece("kept", " team."))),
    )


def test_an_amendment_is_compared_by_what_it_asks_for() -> None:
    before, after = ChangePolicy("P1", "Names", "By team."), ChangePolicy("P1", "All names", "By team.")
    assert shown(AmendMotion("M1", 1, before), AmendMotion("M1", 2, after)) == {"Title": "[Names]{All names}"}


def test_what_lies_far_from_a_change_is_left_out() -> None:
    after = AddPolicy("T", LONG.replace("word30", "other"))
    text = shown(AddPolicy("T", LONG), after)["Wording"]
    assert text.startswith(" ...  word19 word20")
    assert "word29 [word30]{other} word31" in text
    assert text.endswith("word40 word41  ... ")


def test_a_lone_word_between_two_changes_is_part_of_them() -> None:
    before, after = AddPolicy("T", "The red cat sat here."), AddPolicy("T", "A big cat stood here.")
    assert shown(before, after)["Wording"] == "[The red cat sat]{A big cat stood} here."


def test_the_record_of_a_policy_is_compared_field_by_field() -> None:
    before = AddPolicy("T", "X.", record=PolicyRecord(steward="Finance", context="It is late."))
    after = AddPolicy("T", "X.", record=PolicyRecord(steward="People", context="It is late."))
    assert shown(before, after) == {"Steward": "[Finance]{People}"}


def test_answers_questions_and_rules_are_compared_in_words() -> None:
    assert shown(SettleDecision("tests", "all"), SettleDecision("tests", "hub")) == {
        "Answer": "Clause tests: [all]{hub}."
    }
    assert shown(AskCouncil("First?", ("A", "B")), AskCouncil("First?", ("A", "B", "C"))) == {"Answers": "A\nB{\nC}"}
    usual = ProcedureRules(kind="supermajority", threshold=Fraction(2, 3))
    other = ProcedureRules(kind="supermajority", threshold=Fraction(3, 4))
    assert "{three quarters}" in shown(AdoptProcedure(usual), AdoptProcedure(other))["Wording"]


def test_how_far_an_amendment_goes_is_said_in_a_sentence() -> None:
    assert [reach_sentence(reach) for reach in (1, 126, 1_000)] == [
        "It changes 1% of the wording.",
        "It changes 13% of the wording.",
        "It replaces the whole wording.",
    ]
