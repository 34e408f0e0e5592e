"""What the forms on how to decide, the ballots and the stages post, read into rules, marks and commands."""

from __future__ import annotations

import pytest

from meshcouncil.council import commands as at_table
from meshcouncil.council.definition import Fraction, ProcedureRules, RulebookLine
from meshcouncil.council.rules.rulebook import DEFAULT_RULEBOOK, usual_rules
from meshcouncil.web.forms import TABLE_FORMS, Form, FormUnreadable, marks, rulebook, rules

EVERYTHING = {
    "rules.base": "seats", "rules.threshold": "3/4", "rules.quorum": "2/3", "rules.rounds": "yes", "rules.clock": "90",
    "rules.every_team": "yes", "rules.loops": "2", "rules.stand_asides": "1/5", "rules.dots": "5", "rules.veto": "no",
    "rules.confirm": "yes", "rules.ballots": "secret", "rules.tie": "vote_again", "rules.second_needed": "no",
    "rules.proposers": "chair_team", "rules.emergency": "hub_owner",
}  # fmt: skip
"""A form shows every question; what does not belong to the procedure is hidden, but posted all the same."""


def form(**fields: str) -> Form:
    return Form({name.replace("__", "."): [value] for name, value in fields.items()})


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("consent", ProcedureRules("consent", rounds=True, loops=2, quorum=Fraction(2, 3), every_team=True)),
        ("dot_vote", ProcedureRules(
            "dot_vote", dots=5, confirm=True, quorum=Fraction(2, 3), ballots="secret", every_team=True, clock=90
        )),
        ("apache_vote", ProcedureRules("apache_vote", veto=False, quorum=Fraction(2, 3), every_team=True)),
        ("unanimous_consent", ProcedureRules("unanimous_consent", clock=90)),
        ("delegation", ProcedureRules("delegation")),
    ],
)  # fmt: skip
def test_only_what_means_something_under_a_procedure_is_read(kind: str, read: ProcedureRules) -> None:
    posted = rules(Form({"rules.kind": [kind], **{name: [value] for name, value in EVERYTHING.items()}}))
    asked = ProcedureRules(
        **{
            **{name: getattr(read, name) for name in read.__slots__},
            "proposers": "chair_team", "second_needed": False, "emergency": "hub_owner",
        }
    )  # fmt: skip
    assert posted == asked


def test_under_the_emergency_power_somebody_acts() -> None:
    read = rules(form(rules__kind="emergency_power", rules__emergency="council"))
    assert read == ProcedureRules("emergency_power", emergency="chair_team")


def test_the_usual_table_and_a_table_line_by_line() -> None:
    assert rulebook(form(lines__usual="yes")) == DEFAULT_RULEBOOK
    usual_line = next(line for line in DEFAULT_RULEBOOK if line.matter == "standard")
    posted = form(line__minor="approval", line__standard="supermajority", line__policy="")
    assert rulebook(posted) == (RulebookLine("minor", usual_rules("approval")), usual_line)
    kept = RulebookLine("minor", ProcedureRules("approval", quorum=Fraction(3, 4)))
    assert rulebook(form(line__minor="approval"), (kept,)) == (kept,)
    with pytest.raises(FormUnreadable, match="line"):
        rulebook(form(line__minor="dice"))


def test_marks_that_are_left_empty_are_no_marks() -> None:
    assert marks(form(marks__all="3", marks__none="", marks__hub="0", reason="4")) == (("all", 3), ("hub", 0))
    with pytest.raises(FormUnreadable, match="whole number"):
        marks(form(marks__all="many"))


@pytest.mark.parametrize(
    ("name", "fields", "command"),
    [
        ("take-turn", {"text": "Why?"}, at_table.TakeTurn(3, "M1", "Why?")),
        ("take-turn", {}, at_table.TakeTurn(3, "M1")),
        ("take-poll", {"kind": "check_poll"}, at_table.TakePoll(3, "M1", "check_poll")),
        ("end-stage", {}, at_table.EndStage(3, "M1")),
        ("weigh-objection", {"objection": "O1", "qualifies": "no"}, at_table.WeighObjection(3, "M1", "O1", False)),
        ("lift-objection", {"objection": "O1"}, at_table.LiftObjection(3, "M1", "O1")),
        ("raise-issue", {"text": "Who pays?"}, at_table.RaiseIssue(3, "M1", "Who pays?")),
        ("answer-issue", {"issue": "I1", "text": "We do."}, at_table.AnswerIssue(3, "M1", "I1", "We do.")),
        ("support-issue", {"issue": "I1"}, at_table.SupportIssue(3, "M1", "I1")),
        ("declare-consensus", {"reached": "yes", "reason": ""}, at_table.DeclareConsensus(3, "M1", True)),
        ("appeal-declaration", {"reason": "No."}, at_table.AppealDeclaration(3, "M1", "No.")),
        ("offer-to-decide", {"text": "Me."}, at_table.OfferToDecide(3, "M1", "Me.")),
        ("take-back-offer", {}, at_table.TakeBackOffer(3, "M1")),
        ("ask-advice", {"seats": "5"}, at_table.AskAdvice(3, "M1", (5,))),
        ("give-advice", {"text": "Wait."}, at_table.GiveAdvice(3, "M1", "Wait.")),
        ("decide-alone", {"adopt": "no", "reason": "Too dear."}, at_table.DecideAlone(3, "M1", False, "Too dear.")),
        ("step-down", {}, at_table.StepDown(3, "M1")),
    ],
)
def test_a_stage_s_form_is_its_command(name: str, fields: dict[str, str], command: at_table.Command) -> None:
    assert TABLE_FORMS[name](form(motion="M1", **fields), 3) == command
