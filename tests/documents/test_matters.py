"""Motions, procedures and ballots, as people read them."""

from typing import get_args

import pytest

from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    ChangeOwner,
    ForbidReference,
    Fraction,
    ProcedureRules,
    RemoveProject,
)
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    ChangeGraph,
    ChangePolicy,
    Matter,
    RepealPolicy,
    SettleDecision,
)
from meshcouncil.council.state import MotionStatus
from meshcouncil.documents.matters import (
    MOTION_STATUSES,
    Electorate,
    choice_label,
    choice_labels,
    electorate_of,
    matter_text,
    matter_title,
    operation_sentences,
    procedure_sentences,
    procedure_title,
    ranking_sentence,
    rule_before_vote,
)
from tests.documents.pond import POND

TWO_THIRDS = ProcedureRules(kind="supermajority", threshold=Fraction(2, 3), base="seats")
OPERATIONS = (
    AddProject("bank", "The Bank", "ducks"),
    AllowReference("water", "bank"),
    RemoveProject("ducks"),
    ChangeOwner("water", "keepers"),
    ChangeOwner("bank", None),
    ForbidReference("bank", "water"),
)


@pytest.mark.parametrize(
    ("matter", "title", "text"),
    [
        (
            SettleDecision("ducks_home", "own"),
            "Settle: Where do the ducks live? → In a place of their own",
            "We will leave the ducks their own place.",
        ),
        (SettleDecision("name", "open"), "Settle: What is the pond called? → Not settled", "Not settled."),
        (
            SettleDecision("name", "", "We will call it Home."),
            "Settle: What is the pond called? → an answer of our own",
            "We will call it Home.",
        ),
        (AddPolicy("Quiet hours", "Nobody quacks at night."), "New policy: Quiet hours", "Nobody quacks at night."),
        (
            ChangePolicy("P1", "Quiet hours", "Nobody quacks before dawn."),
            "Change policy P1: Quiet hours",
            "Nobody quacks before dawn.",
        ),
        (RepealPolicy("P1"), "Repeal policy P1: Bread", "Policy P1: Bread leaves the charter."),
        (RepealPolicy("P7"), "Repeal policy P7", "Policy P7 leaves the charter."),
        (
            ChangeGraph((RemoveProject("ducks"),)),
            "Project graph: remove Ducks' Corner",
            "Remove Ducks' Corner.",
        ),
        (
            ChangeGraph(OPERATIONS),
            "Project graph: 6 changes",
            (
                "Add The Bank, owned by Ducks.\n"
                "Let The Bank use the public models of Water.\n"
                "Remove Ducks' Corner.\n"
                "Give Water to Keepers.\n"
                "Leave The Bank without an owner.\n"
                "No longer let Water use the public models of The Bank."
            ),
        ),
    ],
)
def test_a_motion_is_named_and_its_text_is_what_people_vote_on(matter: Matter, title: str, text: str) -> None:
    titles = {"P1": "Bread"}
    assert (matter_title(matter, POND, titles), matter_text(matter, POND, titles)) == (title, text)


def test_a_procedure_is_moved_in_words() -> None:
    matter = AdoptProcedure(TWO_THIRDS)
    assert matter_title(matter, POND) == "Decide by: Two thirds of all seats"
    assert matter_text(matter, POND).splitlines() == [
        "Anyone at the table may make a motion.",
        "A motion needs a second: one other seat that finds it worth a vote.",
        "A motion is adopted with 4 of 5 seats.",
        "Who abstains or says nothing counts like a no.",
        "A vote counts only when at least 3 of 5 seats take part (more than half).",
        "Votes are open: after the count, everyone sees who voted how.",
        "In an emergency the council decides as it always does.",
    ]


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
            "emergency: adopt one policy or settle one decision point."
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
            "policy or settle one decision point."
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


def test_a_project_that_only_an_option_brings_has_its_title() -> None:
    assert operation_sentences((RemoveProject("alarm"), RemoveProject("duck_nest")), POND) == (
        "Remove Alarm.",
        "Remove Duck Nest.",
    )


def test_every_status_of_a_motion_has_a_word() -> None:
    assert set(MOTION_STATUSES) == set(get_args(MotionStatus))


def test_answers_on_a_ballot_have_labels() -> None:
    matter = SettleDecision("feeding", "rota")
    labels = choice_labels(matter, POND)
    assert choice_label("rota", matter, POND) == "Whoever is on the rota"
    assert choice_label("none", matter, POND) == "None of these"
    assert choice_label("consent") == "Consent"
    assert ranking_sentence(("rota", "none"), labels) == "Whoever is on the rota, then None of these"
    assert ranking_sentence((), labels) == "Did not vote"
