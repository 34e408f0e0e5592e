"""What the how-to for facilitators says of procedures is what the product does."""

from __future__ import annotations

import pytest

from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.documents.anti_patterns import ADVICE, TITLES
from meshcouncil.documents.procedures import MATTERS
from tests.architecture.tree import ROOT
from tools.procedures_page import procedures_page

HOW_TO = (ROOT / "docs" / "how-to" / "which-procedure.md").read_text(encoding="utf-8")
NAMES = {
    "rfc": "request for comments",
    "dot_vote": "dots",
    "score_vote": "scores",
    "approval": "approval",
    "emergency_power": "in an emergency",
}
"""Procedures that the how-to calls by a shorter name than their title."""


@pytest.mark.parametrize("kind", PROCEDURES)
def test_every_procedure_is_spoken_of(kind: str) -> None:
    name = NAMES.get(kind, next(each.title for each in PROCEDURES.values() if each.kind == kind).lower())
    assert name in HOW_TO.lower()


@pytest.mark.parametrize("title", TITLES.values())
def test_every_habit_that_the_debrief_names_stands_in_it(title: str) -> None:
    assert f"| {title} |" in HOW_TO
    assert set(TITLES) == set(ADVICE)


def test_it_has_a_line_for_every_class_of_matters() -> None:
    table = HOW_TO.split("| the matter |", 1)[1].split("\n\n", 1)[0]
    assert len(table.splitlines()) - 2 == len(MATTERS)


def test_the_reference_page_tells_what_the_table_of_procedures_says() -> None:
    page = procedures_page()
    for procedure in PROCEDURES.values():
        assert (
            f"### {procedure.title}\n\n`{procedure.kind}`. {procedure.sentence}\n\n- **Fits**: {procedure.fits}\n"
            in page
        )
        assert f"- **States**: {' → '.join(procedure.states)}\n- **Ties**: {procedure.ties}\n" in page
    assert all(f"| {words} |" in page for words in MATTERS.values())
