"""A charter as a document, and as Markdown."""

from dataclasses import replace
from pathlib import Path

import pytest

from meshcouncil.council.commands import CallFinalVote, CastCharterBallot
from meshcouncil.council.definition import AllowReference, ForbidReference, RemoveProject
from meshcouncil.council.matters import AddPolicy, ChangeGraph, SettleDecision
from meshcouncil.council.state import seated
from meshcouncil.council.views import graph_view
from meshcouncil.documents.charter import (
    CharterDocument,
    DecisionClause,
    GraphArticle,
    PolicyArticle,
    TopicArticle,
    VoteArticle,
    charter_markdown,
    charter_of,
    graph_article,
)
from tests.documents.councils import Play, whole_council
from tests.documents.deliberations import deliberating_council
from tests.documents.pond import POND

GOLDEN = Path(__file__).parent / "charter.md"


@pytest.fixture(scope="module")
def document() -> CharterDocument:
    return charter_of(whole_council().council, table=1)


def test_the_title_and_standing(document: CharterDocument) -> None:
    assert (document.title, document.standing, document.standing_sentence) == (
        "Charter of The Pond Council, table 1",
        "adopted",
        "Adopted by the council.",
    )


def test_the_policies_in_force_say_how_they_came(document: CharterDocument) -> None:
    assert document.policies == (
        PolicyArticle(
            id="P1",
            title="Bread",
            text="Bread is cut small.\n# Not a heading",
            version=2,
            how="Motion M11, Old Drake. 3 of 5 seats needed; 4 yes, 0 no, 1 silent: adopted.",
            history="Version 2, by motion M11; it replaces version 1 (M2).",
        ),
    )


def test_settled_decision_points_stand_under_their_topics(document: CharterDocument) -> None:
    assert document.topics == (
        TopicArticle(
            id="places",
            title="Places",
            clauses=(
                DecisionClause(
                    decision="ducks_home",
                    question="Where do the ducks live?",
                    answer="In a place of their own",
                    text="We will leave the ducks their own place.",
                    own_words=False,
                    how="Motion M7, Mother Duck. 3 of 5 seats needed; 4 yes, 1 no: adopted.",
                ),
                DecisionClause(
                    decision="alarm",
                    question="How do we call an emergency?",
                    answer="With a whistle",
                    text="We will whistle three times.",
                    own_words=False,
                    how="Motion M3, Head Frog: in force at once, under the emergency rule.",
                ),
                DecisionClause(
                    decision="name",
                    question="What is the pond called?",
                    answer="An answer of our own",
                    text="Call it Home.",
                    own_words=True,
                    how="Motion M8, Old Drake. 3 of 5 seats needed; 4 yes, 1 no: adopted.",
                ),
            ),
            left_open=0,
        ),
    )
    assert (document.settled, document.questions) == (3, 4)


def test_the_project_graph_is_told_with_its_difference_from_the_plan(document: CharterDocument) -> None:
    assert document.graph == GraphArticle(
        projects=(
            "Water is the hub and belongs to Keepers.",
            "Ducks' Corner belongs to Ducks; it may use the public models of Water.",
            "Alarm belongs to Frogs; it may use the public models of Water.",
            "The Bank belongs to Ducks.",
        ),
        differences=(
            "Water belongs to Keepers instead of Frogs.",
            "Alarm is new.",
            "The Bank is new.",
            "Alarm may now use the public models of Water.",
        ),
    )


def test_a_removed_project_and_a_closed_link_are_told() -> None:
    folded = Play().sit().begin().move(1, ChangeGraph((RemoveProject("ducks"),))).vote("yyyyy").council
    assert graph_article(graph_view(folded)) == GraphArticle(
        projects=("Water is the hub and belongs to Frogs.",), differences=("Ducks' Corner is gone.",)
    )
    operations = (ForbidReference("water", "ducks"), AllowReference("ducks", "water"))
    closed = Play().sit().begin().move(1, ChangeGraph(operations)).vote("yyyyy").council
    assert graph_article(graph_view(closed)).differences == (
        "Water may now use the public models of Ducks' Corner.",
        "Ducks' Corner may no longer use the public models of Water.",
    )


def test_the_vote_on_the_charter_names_who_voted_how(document: CharterDocument) -> None:
    assert document.final_vote == VoteArticle(
        needed="Needed: 3 of 5 seats.",
        count="3 of 5 seats needed; 3 yes, 1 no, 1 silent: adopted.",
        voters=("Yes: Head Frog, Night Frog and Old Drake", "No: Mother Duck"),
    )


def test_while_the_vote_is_open_nobody_learns_who_voted_how() -> None:
    play = Play().sit().begin("second", final_vote=True).move(1, SettleDecision("name", "pond")).vote("yyyyy")
    play.send(CallFinalVote(5), CastCharterBallot(1, 1, "no"))
    open_vote = charter_of(play.council)
    assert (open_vote.standing, open_vote.final_vote) == ("voting", VoteArticle("Needed: 3 of 5 seats.", "", ()))


def test_a_charter_voted_down_and_one_never_voted_on() -> None:
    play = Play().sit().begin("second", final_vote=True).move(1, AddPolicy("A", "B")).vote("yyyyy")
    assert charter_of(play.council).standing_sentence == "A draft: the council has not voted on it yet."
    assert charter_of(replace(play.council, closed=True)).standing_sentence == (
        "A draft: the council ended without a vote on it."
    )
    assert charter_of(play.final("nnnny").council).standing_sentence == "Not adopted by the council."


def test_an_empty_charter_says_so() -> None:
    empty = charter_of(seated(POND))
    assert (empty.is_empty, empty.procedure_adopted, empty.procedure_title) == (
        True,
        False,
        "Simple majority of the votes cast",
    )
    markdown = charter_markdown(empty)
    assert "No policy is in force." in markdown
    assert "0 of 4 questions are settled; the rest stays as it is today." in markdown
    assert "It is as planned." in markdown
    assert "## The vote on the charter\n\nA draft: the council has not voted on it yet." in markdown


def test_the_markdown_of_a_whole_charter(document: CharterDocument) -> None:
    assert charter_markdown(document) == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("# Heading", "\\# Heading"),
        ("  ## Heading", "  \\## Heading"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("* * *", "\\* * *"),
        ("```", "\\```"),
        ("- an item", "- an item"),
        ("#hashtag", "#hashtag"),
        ("<script>", "\\<script>"),
    ],
)
def test_a_policy_cannot_break_out_of_its_article(document: CharterDocument, line: str, kept: str) -> None:
    odd = replace(document, policies=(PolicyArticle("P1", "T\n# U", line, 1, ""),))
    assert f"### P1. T # U\n\n{kept}\n\n## What we settled" in charter_markdown(odd)


def test_a_charter_tells_its_rulebook_its_own_questions_and_who_decided_alone() -> None:
    council = deliberating_council().council
    document = charter_of(council)
    assert document.procedure[-1] == (
        "Priorities and other questions of our own: dot vote. Needed: one option has more dots than any other. "
        "At least 3 of 5 seats must take part."
    )
    assert document.answers == ("What comes first? 1. Bread (8) and 2. Song (4)",)
    assert "## Questions of our own\n\n- What comes first? 1. Bread (8) and 2. Song (4)\n" in charter_markdown(document)
    assert [policy.how for policy in document.policies] == [
        "Motion M2, Mother Duck. No objection allowed; 5 consent, 0 object: adopted.",
        "Motion M5, Head Frog. Adopted. The chair's word holds: there is rough consensus.",
        "Motion M7, Old Drake. Adopted. Decided by who had the power to decide it.",
    ]
