"""Procedures, as people read them before they choose one and before they vote."""

from typing import get_args

import pytest

from meshcouncil.council import views
from meshcouncil.council.definition import Fraction, ProcedureKind, ProcedureRules
from meshcouncil.council.rules.charter import CHARTER_RULES
from meshcouncil.documents.procedures import (
    Electorate,
    abstaining_sentence,
    electorate_at,
    electorate_of,
    procedure_sentences,
    procedure_title,
    rule_before_vote,
)
from meshcouncil.documents.rule_choices import RuleChoice, rule_choices
from tests.documents.councils import Play
from tests.documents.pond import POND


def test_consent_is_explained() -> None:
    rules = ProcedureRules(kind="consent", quorum=Fraction(3, 5), second_needed=False, emergency="hub_owner")
    assert procedure_sentences(rules, POND) == (
        "Anyone at the table may make a motion.",
        "A motion needs no second.",
        "A motion is adopted when nobody has a reasoned objection: good enough for now, safe enough to try.",
        "There is no abstaining; an objection needs a reason, so that the motion can be mended.",
        "If objections remain after 3 rounds, two thirds of the votes cast decide.",
        "A vote counts only when at least 3 of 5 seats take part (three fifths).",
        "Votes are open: after the count, everyone sees who voted how.",
        (
            "In an emergency the team that owns the hub, Water, may act at once and without a vote, one time for each "
            "emergency: adopt one policy or settle one decision point. At its next sitting the council lets the act "
            "stand or undoes it."
        ),
    )


def test_a_secret_majority_of_teams_under_the_chair_is_explained() -> None:
    rules = ProcedureRules(
        base="teams", ballots="secret", tie="chair_decides", proposers="chair_team", emergency="chair_team"
    )
    assert procedure_sentences(rules, POND) == (
        "Only Keepers may make a motion.",
        "A motion needs a second: one other seat that finds it worth a vote.",
        "A motion is adopted with 2 of 3 teams.",
        "Each team has one vote; when its seats differ, it abstains, which counts like a no.",
        "A vote counts only when at least 3 of 5 seats take part (more than half).",
        "Votes are secret: only the numbers are ever shown.",
        "At a tie, the vote of Keepers decides.",
        (
            "In an emergency Keepers may act at once and without a vote, one time for each emergency: adopt one "
            "policy or settle one decision point. At its next sitting the council lets the act stand or undoes it."
        ),
    )


def test_ranked_choice_is_explained() -> None:
    rules = ProcedureRules(kind="ranked_choice", proposers="one_per_team", quorum=Fraction(1, 1))
    assert procedure_sentences(rules, POND, Electorate(4, 3)) == (
        "Each team makes its motions through one seat: the first of its seats that is taken.",
        "A motion needs a second: one other seat that finds it worth a vote.",
        "Everyone puts the options in order, and “none of these” is one of them.",
        "The weakest option drops out, round by round, until one leads more than half of the rankings left.",
        "A vote counts only when at least 4 of 4 seats take part.",
        "Votes are open: after the count, everyone sees who voted how.",
        "If the last two tie, the one that led in an earlier round wins; if neither did, nothing is adopted.",
        "In an emergency the council decides as it always does.",
    )


@pytest.mark.parametrize(
    ("rules", "title", "needed"),
    [
        (
            ProcedureRules(base="seats"),
            "Simple majority of all seats",
            "Needed: 6 of 10 seats.",
        ),
        (
            ProcedureRules(),
            "Simple majority of the votes cast",
            "Needed: more yes than no. At least 6 of 10 seats must take part.",
        ),
        (
            ProcedureRules(base="present"),
            "Simple majority of those who take part",
            (
                "Needed: more than half of those who take part (6 of 10 if everyone takes part). "
                "At least 6 of 10 seats must take part."
            ),
        ),
        (
            ProcedureRules(kind="supermajority", threshold=Fraction(3, 4)),
            "Three quarters of the votes cast",
            (
                "Needed: three quarters of the votes cast (8 of 10 if everyone votes yes or no). "
                "At least 6 of 10 seats must take part."
            ),
        ),
        (
            ProcedureRules(kind="supermajority", threshold=Fraction(4, 5), base="teams"),
            "Four fifths of all teams",
            "Needed: 4 of 5 teams. At least 6 of 10 seats must take part.",
        ),
        (
            ProcedureRules(kind="supermajority", threshold=Fraction(2, 3), base="seats", quorum=Fraction(4, 5)),
            "Two thirds of all seats",
            "Needed: 7 of 10 seats. At least 8 of 10 seats must take part.",
        ),
        (ProcedureRules(kind="unanimity", base="seats"), "Unanimity of all seats", "Needed: all 10 seats."),
        (
            ProcedureRules(kind="unanimity"),
            "Unanimity of the votes cast",
            "Needed: at least 6 yes and not one no.",
        ),
        (
            ProcedureRules(kind="unanimity", base="present"),
            "Unanimity of those who take part",
            "Needed: a yes from everyone who takes part. At least 6 of 10 seats must take part.",
        ),
        (
            ProcedureRules(kind="consent"),
            "Consent",
            "Needed: nobody has a reasoned objection. At least 6 of 10 seats must take part.",
        ),
        (
            ProcedureRules(kind="ranked_choice"),
            "Ranked choice",
            (
                "Needed: one option leads more than half of the rankings still in the count. "
                "At least 6 of 10 seats must take part."
            ),
        ),
    ],
)
def test_a_ballot_says_what_it_needs_before_anybody_votes(rules: ProcedureRules, title: str, needed: str) -> None:
    assert (procedure_title(rules), rule_before_vote(rules, Electorate(10, 5))) == (title, needed)


def test_only_taken_seats_may_vote() -> None:
    assert electorate_of(POND) == Electorate(seats=5, teams=3)
    assert electorate_of(POND, (1, 2, 5)) == Electorate(seats=3, teams=2)


@pytest.mark.parametrize(
    ("seats", "electorate"),
    [((), Electorate(5, 3)), ((1, 2, 5), Electorate(3, 2)), ((1, 2, 3, 4, 5), Electorate(5, 3))],
)
def test_the_electorate_is_who_sits_there_and_everybody_while_nobody_does(
    seats: tuple[int, ...], electorate: Electorate
) -> None:
    council = Play().sit(seats).council
    assert (electorate_at(council), electorate_at(views.view(council, views.Observer()))) == (electorate, electorate)


def test_the_vote_on_the_charter_tells_what_an_abstention_does() -> None:
    assert abstaining_sentence(CHARTER_RULES) == "Who abstains or says nothing counts like a no."


def test_everything_that_can_be_chosen_is_told_in_words() -> None:
    choices = rule_choices(ProcedureRules(kind="consent", quorum=Fraction(3, 5)), POND, Electorate(10, 5))
    assert choices.quorums == (
        RuleChoice("1/2", "at least 6 of 10 seats (more than half)", False),
        RuleChoice("3/5", "at least 6 of 10 seats (three fifths)", True),
        RuleChoice("2/3", "at least 7 of 10 seats (two thirds)", False),
        RuleChoice("3/4", "at least 8 of 10 seats (three quarters)", False),
        RuleChoice("1/1", "at least 10 of 10 seats", False),
    )
    assert choices.bases == (
        RuleChoice("votes_cast", "the votes cast", True),
        RuleChoice("present", "those who take part", False),
        RuleChoice("seats", "all seats", False),
        RuleChoice("teams", "all teams", False),
    )
    assert choices.ties == (
        RuleChoice("not_adopted", "it is not adopted", True),
        RuleChoice("chair_decides", "the vote of Keepers decides", False),
        RuleChoice("vote_again", "the council votes once more", False),
    )
    assert choices.seconds == (RuleChoice("yes", "needed: one other seat", True), RuleChoice("no", "not needed", False))
    assert choices.proposers == (
        RuleChoice("any_seat", "anyone at the table", True),
        RuleChoice("one_per_team", "one seat of each team", False),
        RuleChoice("chair_team", "only Keepers", False),
    )


@pytest.mark.parametrize("kind", get_args(ProcedureKind))
def test_the_answers_read_the_same_whatever_way_to_decide_holds(kind: ProcedureKind) -> None:
    choices = rule_choices(ProcedureRules(kind=kind), POND, Electorate(10, 5))
    assert choices.ballots == (
        RuleChoice("open", "open: everyone sees who voted how", True),
        RuleChoice("secret", "secret: only numbers are shown", False),
    )
    assert choices.emergencies == (
        RuleChoice("council", "the council decides as always", True),
        RuleChoice("chair_team", "Keepers may act at once", False),
        RuleChoice("hub_owner", "the team that owns the hub may act at once", False),
    )


def test_a_share_outside_the_list_stays_among_the_choices_while_it_is_in_force() -> None:
    rules = ProcedureRules(kind="supermajority", threshold=Fraction(7, 10), quorum=Fraction(4, 5))
    choices = rule_choices(rules, POND, Electorate(10, 5))
    assert [(each.value, each.words) for each in choices.thresholds if each.holds] == [("7/10", "7 out of 10")]
    assert [each.value for each in choices.thresholds] == ["2/3", "7/10", "3/4", "4/5"]
    assert [each.value for each in choices.quorums if each.holds] == ["4/5"]


def test_a_share_written_otherwise_is_the_same_share() -> None:
    choices = rule_choices(ProcedureRules(quorum=Fraction(6, 10)), POND, Electorate(10, 5))
    assert [each.value for each in choices.quorums if each.holds] == ["3/5"]
