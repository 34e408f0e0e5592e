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
    Heading,
    choice_label,
    choice_labels,
    heading_of,
    headings_of,
    matter_text,
    matter_title,
    operation_sentences,
    ranking_sentence,
)
from meshcouncil.documents.procedures import Electorate
from tests.documents.councils import Play
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


@pytest.mark.parametrize(
    ("matter", "heading"),
    [
        (AddPolicy("Quiet hours", "Nobody quacks."), Heading("New policy", "Quiet hours", ("Nobody quacks.",))),
        (
            ChangePolicy("P1", "Less bread", "One crumb a day."),
            Heading("Change of policy P1", "Less bread", ("One crumb a day.",)),
        ),
        (
            RepealPolicy("P1"),
            Heading("Repeal of a policy", "P1: Bread", ("Policy P1: Bread leaves the charter.",)),
        ),
        (
            SettleDecision("ducks_home", "own"),
            Heading(
                "An answer",
                "In a place of their own",
                ("We will leave the ducks their own place.",),
                "Where do the ducks live?",
            ),
        ),
        (SettleDecision("name", "open"), Heading("An answer", "Not settled", (), "What is the pond called?")),
        (
            SettleDecision("name", "", "We will call it Home."),
            Heading("An answer", "We will call it Home.", (), "What is the pond called?"),
        ),
        (ChangeGraph((RemoveProject("ducks"),)), Heading("Project graph", "Remove Ducks' Corner")),
        (
            ChangeGraph((RemoveProject("ducks"), ChangeOwner("water", None))),
            Heading("Project graph", "2 changes", ("Remove Ducks' Corner.", "Leave Water without an owner.")),
        ),
        (
            AdoptProcedure(TWO_THIRDS),
            Heading(
                "How we decide",
                "Two thirds of all seats",
                (
                    "Anyone at the table may make a motion.",
                    "A motion needs a second: one other seat that finds it worth a vote.",
                    "A motion is adopted with 3 of 4 seats.",
                    "Who abstains or says nothing counts like a no.",
                    "A vote counts only when at least 3 of 4 seats take part (more than half).",
                    "Votes are open: after the count, everyone sees who voted how.",
                    "In an emergency the council decides as it always does.",
                ),
            ),
        ),
    ],
)
def test_a_matter_is_set_out_in_the_words_of_the_pack(matter: Matter, heading: Heading) -> None:
    assert heading_of(matter, POND, {"P1": "Bread"}, Electorate(4, 3)) == heading


def test_a_repealed_policy_keeps_its_title_in_old_motions() -> None:
    play = Play().sit().begin().move(1, AddPolicy("Bread", "Only on Sundays.")).vote("yyyyy")
    play.move(1, RepealPolicy("P1")).vote("yyyyy")
    assert play.council.policies_in_force == ()
    assert headings_of(play.council)["M2"] == Heading(
        "Repeal of a policy", "P1: Bread", ("Policy P1: Bread leaves the charter.",)
    )
