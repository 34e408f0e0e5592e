"""Every procedure in words: as it is adopted, before a vote, and what becomes of a vote when things go otherwise."""

import ast
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

import meshcouncil.council
from meshcouncil.council.definition import Fraction, MatterClass, ProcedureKind, ProcedureRules, RulebookLine
from meshcouncil.council.matters import Stage
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.procedure import Family
from meshcouncil.council.rules.rulebook import DEFAULT_RULEBOOK
from meshcouncil.council.state import Issue, Motion, Objection, Offer, Turn, Turns
from meshcouncil.documents.matters import ENDINGS, LAPSES
from meshcouncil.documents.procedures import (
    FAMILIES,
    MATTERS,
    Electorate,
    procedure_sentences,
    procedure_title,
    rule_before_vote,
    rulebook_sentences,
    what_if,
)
from meshcouncil.documents.rule_choices import RuleChoice, rule_choices
from meshcouncil.documents.rule_questions import questions_for
from meshcouncil.documents.stages import (
    STAGE_HELP,
    STAGES,
    issue_sentence,
    objection_sentence,
    stage_sentence,
    turn_sentence,
)
from tests.documents.pond import POND

TEN = Electorate(10, 5)
TEXT = Path(__file__).with_name("procedures.txt")


def in_words(rules: ProcedureRules) -> str:
    told = [f"# {rules.kind}: {procedure_title(rules)}", rule_before_vote(rules, TEN)]
    told += [f"- {sentence}" for sentence in procedure_sentences(rules, POND, TEN)]
    told += [f"? {asked}: {answer}" for asked, answer in what_if(rules, POND, TEN)]
    return "\n".join(told)


def test_every_procedure_is_told_in_whole_sentences() -> None:
    rules = [replace(ProcedureRules(kind=kind), threshold=Fraction(2, 3)) for kind in get_args(ProcedureKind)]
    assert "\n\n".join(in_words(each) for each in rules) + "\n" == TEXT.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (
            ProcedureRules(kind="consensus", rounds=True, stand_asides=Fraction(1, 5), loops=3),
            "If blocks or too many stand-asides remain after 3 rounds, four fifths of the votes cast decide.",
        ),
        (
            ProcedureRules(kind="consent", rounds=True),
            "Before the vote everyone speaks in turn, twice: to ask what is unclear, then to say what they think.",
        ),
        (
            ProcedureRules(kind="dot_vote", dots=5),
            "Everyone spreads 5 dots over the options; “none of these” is one of them.",
        ),
        (
            ProcedureRules(kind="ranked_choice", confirm=True),
            "The option that leads still needs a vote for or against it: more yes than no.",
        ),
        (
            ProcedureRules(kind="approval", tie="vote_again"),
            "If several options lead together, the council votes once more; after a second tie none is adopted.",
        ),
        (ProcedureRules(kind="apache_vote", veto=False), "A −1 says why, but one alone stops nothing."),
        (
            ProcedureRules(kind="lazy_consensus", clock=120),
            "A motion is adopted when nobody has objected within 2 minutes: silence counts as agreement.",
        ),
        (ProcedureRules(every_team=True), "Somebody of every team must take part."),
        (ProcedureRules(clock=300), "A vote closes by itself after 5 minutes."),
        (
            ProcedureRules(kind="rough_consensus"),
            "Nobody learns who answered how: only the numbers are ever shown.",
        ),
        (
            ProcedureRules(kind="emergency_power", emergency="hub_owner"),
            "The team that owns the hub decides what is put.",
        ),
    ],
)
def test_what_a_council_may_choose_is_told(rules: ProcedureRules, sentence: str) -> None:
    assert sentence in procedure_sentences(rules, POND, TEN)


def test_a_rulebook_is_a_line_for_each_class_of_matters() -> None:
    assert rulebook_sentences(DEFAULT_RULEBOOK, POND, TEN) == (
        "How we decide, the first time: simple majority of all seats. Needed: 6 of 10 seats.",
        (
            "Minor policies and small edits: lazy consensus. Needed: nobody objects within 60 seconds. "
            "At least 6 of 10 seats must have read it."
        ),
        ("Ordinary policies: consent. Needed: nobody has a reasoned objection. At least 6 of 10 seats must take part."),
        (
            "Standards that bind the whole mesh: two thirds of the votes cast. Needed: two thirds of the votes cast "
            "(7 of 10 if everyone votes yes or no). At least 6 of 10 seats must take part. "
            "Somebody of every team must take part."
        ),
        (
            "Competing designs of the project graph: ranked choice, then a vote for or against the winner. "
            "Needed: one option leads more than half of the rankings still in the count. "
            "At least 6 of 10 seats must take part."
        ),
        (
            "Priorities and other questions of our own: dot vote. Needed: one option has more dots than any other. "
            "At least 6 of 10 seats must take part."
        ),
        (
            "Emergencies: emergency power. Needed: no vote; it holds at once, until the council lets it stand or "
            "undoes it."
        ),
        (
            "Exceptions from a policy: simple majority of the votes cast. Needed: more yes than no. "
            "At least 6 of 10 seats must take part."
        ),
        "Changes of how we decide: two thirds of all seats. Needed: 7 of 10 seats.",
        "The charter as a whole: simple majority of all seats. Needed: 6 of 10 seats.",
    )
    assert rulebook_sentences((), POND, TEN) == ("Everything goes by the usual procedure.",)
    comments = RulebookLine("policy", ProcedureRules(kind="rfc", clock=60))
    assert rulebook_sentences((comments,), POND, TEN) == (
        (
            "Ordinary policies: request for comments, after 60 seconds of final comments. Needed: one answer from more "
            "than half of the votes cast (6 of 10 if everyone votes). At least 6 of 10 seats must take part."
        ),
    )


def test_only_the_questions_that_mean_something_are_asked() -> None:
    always = ("proposers", "second_needed", "emergency")
    assert questions_for("simple_majority") == (*always, "base", "quorum", "ballots", "every_team", "clock", "tie")
    assert questions_for("consent") == (*always, "rounds", "loops", "quorum", "every_team")
    assert questions_for("dot_vote") == (*always, "dots", "confirm", "quorum", "ballots", "every_team", "clock")
    assert questions_for("apache_vote") == (*always, "veto", "quorum", "every_team")
    with_base = {kind for kind in get_args(ProcedureKind) if "base" in questions_for(kind)}
    assert with_base == {"simple_majority", "supermajority", "unanimity"}
    assert {kind for kind in get_args(ProcedureKind) if "dots" in questions_for(kind)} == {"dot_vote"}
    assert {kind for kind in get_args(ProcedureKind) if "threshold" in questions_for(kind)} == {"supermajority"}


def test_new_questions_have_their_answers_in_words() -> None:
    choices = rule_choices(ProcedureRules(clock=45, dots=6, loops=2, veto=False), POND, TEN)
    assert [each for each in choices.clocks if each.holds] == [RuleChoice("45", "45 seconds", True)]
    assert choices.clocks[0] == RuleChoice("0", "as usual", False)
    assert [each for each in choices.dots if each.holds] == [RuleChoice("6", "6 dots each", True)]
    assert [each for each in choices.loops if each.holds] == [RuleChoice("2", "2 rounds", True)]
    assert choices.stand_asides[2] == RuleChoice("3/10", "at most 3 of 10 seats (3 out of 10)", True)
    assert choices.vetoes == (
        RuleChoice("yes", "One −1 with a reason stops a motion", False),
        RuleChoice("no", "More for than against; a −1 stops nothing", True),
    )
    assert [each.value for each in (*choices.rounds, *choices.every_team, *choices.confirms) if each.holds] == [
        "no"
    ] * 3


def test_every_family_class_and_stage_has_a_name() -> None:
    assert set(FAMILIES) == set(get_args(Family)) == {each.family for each in PROCEDURES.values()}
    assert set(MATTERS) == set(get_args(MatterClass))
    assert set(STAGES) == set(STAGE_HELP) == set(get_args(Stage))


def test_every_way_in_which_a_motion_ends_by_itself_has_its_sentence() -> None:
    codes = {"MotionLapsed": set[str](), "MotionDecided": set[str]()}
    rules = Path(meshcouncil.council.__path__[0]) / "rules"
    for path in sorted(rules.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if name in codes and isinstance(node, ast.Call):
                given = [*node.args[1:], *(each.value for each in node.keywords if each.arg == "because")]
                constants = [each for arg in given for each in ast.walk(arg) if isinstance(each, ast.Constant)]
                codes[name] |= {str(each.value) for each in constants if isinstance(each.value, str)}
    results = {"carried", "lost", "deferred", "referred", "noted"}
    assert codes["MotionLapsed"] - {"tabled"} <= set(LAPSES)
    assert codes["MotionDecided"] - results == set(ENDINGS)


# --- stages -----------------------------------------------------------------------------------------------------------

MOTION = Motion("M1", 5, DEFAULT_RULEBOOK, "", "deliberating")  # type: ignore[arg-type]  # what it asks is not told here


@pytest.mark.parametrize(
    ("motion", "sentence"),
    [
        (
            replace(
                MOTION, stage="clarifying", turns=Turns("clarifying", (1, 2, 3, 4, 5), (Turn(1, "Why?"), Turn(2, "")))
            ),
            "2 of 5 have spoken; the Mother Duck is next.",
        ),
        (
            replace(MOTION, stage="reactions", turns=Turns("reactions", (1,), (Turn(1, "Good."),))),
            "1 of 1 has spoken: everyone has had a turn.",
        ),
        (replace(MOTION, stage="offers"), "Nobody has offered to decide yet."),
        (
            replace(MOTION, stage="offers", offers=(Offer(1, "I sing."), Offer(3, "I swim."))),
            "Head Frog and Mother Duck offer to decide; the chair asks the council to confirm.",
        ),
        (replace(MOTION, stage="advice"), "Pond Keeper has asked nobody yet."),
        (
            replace(MOTION, stage="advice", asked=(1, 3)),
            "Pond Keeper waits for the advice of Head Frog and Mother Duck.",
        ),
        (replace(MOTION, stage="deciding", delegates=(1, 3)), "Head Frog and Mother Duck decide. Both must agree."),
        (
            replace(MOTION, stage="deciding", delegates=(1, 3), decided=((1, True, "Yes."),)),
            "Mother Duck decides. Both must agree.",
        ),
        (replace(MOTION, stage="declaring"), "There is no open point; the chair may declare."),
        (
            replace(MOTION, stage="declaring", issues=(Issue("I1", 1, "Cost?"), Issue("I2", 2, "Who?", "Us.", 3))),
            "1 of 2 open points waits for an answer.",
        ),
        (
            replace(
                MOTION,
                stage="declaring",
                issues=(Issue("I1", 1, "Cost?", "None.", 3), Issue("I2", 2, "Who?", "Us.", 3)),
            ),
            "All 2 open points are answered; the chair may declare.",
        ),
        (
            replace(MOTION, stage="declared", declared=(True, "")),
            "The chair says that there is rough consensus. It holds unless somebody appeals in time.",
        ),
        (
            replace(MOTION, stage="final_comment"),
            "No new argument yet. The vote follows when the time is up.",
        ),
        (replace(MOTION, status="open"), ""),
    ],
)
def test_a_stage_says_what_it_waits_for(motion: Motion, sentence: str) -> None:
    assert stage_sentence(motion, POND) == sentence


def test_turns_objections_and_open_points_are_told() -> None:
    assert turn_sentence(Turn(1, "Why?"), POND) == "Head Frog: “Why?”"
    assert turn_sentence(Turn(2, ""), POND) == "Night Frog passes."
    standing = Objection("O1", 3, "It swells.", doubts=(1, 2))
    assert objection_sentence(standing, POND) == (
        "O1, Mother Duck: “It swells.” Stands; Head Frog and Night Frog doubt that it is one."
    )
    assert objection_sentence(replace(standing, status="integrated"), POND) == (
        "O1, Mother Duck: “It swells.” Worked into the text."
    )
    issue = Issue("I1", 1, "Who pays?", supporters=(3,))
    assert issue_sentence(issue, POND) == "I1, Head Frog: “Who pays?” Substantial for Mother Duck as well."
    assert issue_sentence(replace(issue, answer="We do.", answered_by=5), POND) == (
        "I1, Head Frog: “Who pays?” Substantial for Mother Duck as well. Pond Keeper answers: “We do.”"
    )
