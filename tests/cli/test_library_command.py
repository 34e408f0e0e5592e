"""`meshcouncil library`: list, search, show, lint, schema; and a server told of an organisation's own policies."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from meshcouncil.cli import app
from meshcouncil.pack.json_schema import library_schema_text
from meshcouncil.pack.policy_library import shipped_library, shipped_library_folder

RUNNER = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"})
OWN = """\
schema: mesh-council/policy-library@1
title: Rules of the harbour
cards:
  - id: HAR-01
    title: Lanterns are lit at dusk
    category: security
    text: We will light every lantern before the sun is down.
    context: Boats come home in the dark.
    options: |
      - **Lanterns**: cheap.
      - **A lighthouse**: later.
    steward: The harbour master
    enforcement: manual
    level: warn
    warn_for_weeks: 2
    review_after_months: 1
    source: The harbour's own logbook
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "harbour"
    folder.mkdir()
    (folder / "rules.yaml").write_text(OWN, encoding="utf-8")
    return folder


def _run(*arguments: object) -> tuple[int, list[str]]:
    ran = RUNNER.invoke(app, [*map(str, arguments)], prog_name="meshcouncil")
    assert ran.exception is None or isinstance(ran.exception, SystemExit)
    return ran.exit_code, [" ".join(line.split()) for line in ran.output.splitlines()]


def test_list_names_every_policy_and_own_ones_first(own: Path) -> None:
    code, lines = _run("library", "list", "--library", own)
    assert (code, lines[:2], len(lines)) == (
        0,
        ["policy title category", "HAR-01 Lanterns are lit at dusk security"],
        1 + 1 + len(shipped_library().cards),
    )
    assert "POL-27-CONSENT Consent is a data product (to write together) consent management" in lines
    assert _run("library", "list", "--category", "security") == (
        0,
        ["policy title category", "POL-11 Stored data is encrypted security"],
    )


def test_search_finds_by_words_and_says_when_there_is_nothing() -> None:
    assert _run("library", "search", "snacks") == (
        0,
        ["policy title category", "PAD-D4 There are snacks decision making"],
    )
    assert _run("library", "search", "zebra") == (
        1,
        ["No policy holds all of “zebra”; try fewer words, or see `meshcouncil library list`."],
    )
    assert _run("library", "search", "snacks", "--category", "owner") == (
        2,
        ["There is no category 'owner'; did you mean 'ownership'?"],
    )


def test_show_tells_a_policy_with_its_whole_record(own: Path) -> None:
    code, lines = _run("library", "show", "har-01", "--library", own)
    assert (code, [line for line in lines if line]) == (
        0,
        [
            "HAR-01 Lanterns are lit at dusk",
            "We will light every lantern before the sun is down.",
            "Category", "security",
            "Context", "Boats come home in the dark.",
            "Options", "• Lanterns: cheap.", "• A lighthouse: later.",
            "Steward", "The harbour master",
            "Enforcement", "By hand; a failure only warns for 2 weeks, then it is an error",
            "Review by", "After 1 month",
            "Retold from", "The harbour's own logbook",
        ],
    )  # fmt: skip
    assert _run("library", "show", "POL-155") == (2, ["There is no policy 'POL-155'; did you mean 'POL-15'?"])
    assert "Only a heading: your council writes this one together." in _run("library", "show", "POL-27-FORGET")[1]


def test_lint_says_what_is_to_mend_with_file_and_line(own: Path) -> None:
    assert _run("library", "lint", own) == (0, [f"{own}: 1 card, nothing to mend."])
    assert _run("library", "lint", shipped_library_folder())[0] == 0
    (own / "rules.yaml").write_text(OWN.replace("level: warn", "level: loud"), encoding="utf-8")
    wrong = f"{own}/rules.yaml:14: 'level' cannot be 'loud'; it is one of info, warn, error."
    assert _run("library", "lint", own) == (1, [wrong, f"{own}: 1 thing to mend."])
    assert _run("library", "list", "--library", own) == (1, [wrong])
    assert _run("serve", "--library", own, "--data", own / "data") == (1, [wrong])
    assert _run("demo", "--library", own) == (1, [wrong])


def test_the_schema_is_printed_for_editors() -> None:
    assert RUNNER.invoke(app, ["library", "schema"]).output == library_schema_text()
