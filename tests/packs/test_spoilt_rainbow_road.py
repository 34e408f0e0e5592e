"""Ten copies of the shipped pack, each with one slip: the linter points to file and line, in words."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from meshcouncil.cli import app
from meshcouncil.pack.shelf import shipped_folder


@dataclass(frozen=True)
class Slip:
    """One slip: what stands in a file, what is written instead, and what is said at the line where `at` then stands."""

    file: str
    stands: str
    instead: str
    at: str
    sentence: str


SLIPS = {
    "a key is misspelt": Slip(
        "teams.yaml",
        "    owns: The hub project",
        "    own: The hub project\n    owns: The hub project",
        "    own: The",
        "'own' is not a key of a team; did you mean 'owns'?",
    ),
    "a mission has no predicate": Slip(
        "roles.yaml",
        '      tight: "job_duties == hr_process_required"\n',
        "",
        "      id: R5\n",
        "The mission 'R5' has no 'tight'; add it (predicate that must hold when the text is read strictly).",
    ),
    "a predicate names an option that is not there": Slip(
        "teams.yaml",
        "and enforcement != advisory",
        "and enforcement != advice",
        "!= advice",
        "Goal T.DP, reading tight, column {column}: 'advice' is not an option of 'enforcement'; its options are"
        " advisory, automated_gate, central_approval.",
    ),
    "a team is misspelt": Slip(
        "roles.yaml",
        "    team: people_ops\n    title: Director of HR",
        "    team: peopel_ops\n    title: Director of HR",
        "peopel_ops",
        "'peopel_ops' names no team; did you mean 'people_ops'?",
    ),
    "a step takes no time": Slip(
        "agenda.yaml",
        "    title: Emergency\n    minutes: 5",
        "    title: Emergency\n    minutes: -5",
        "minutes: -5",
        "'minutes' must be more than 0, not -5.",
    ),
    "an inject is about nothing": Slip(
        "injects/01-emergency.md",
        "concerns: [hub_change,",
        "concerns: [hub_changes,",
        "concerns:",
        "'hub_changes' names no decision point; did you mean 'hub_change'?",
    ),
    "a brief is not there": Slip(
        "roles.yaml",
        "briefs/05-director-of-hr.md",
        "briefs/05-director-of-hrr.md",
        "director-of-hrr",
        "There is no file 'briefs/05-director-of-hrr.md' in the pack's folder; did you mean"
        " 'briefs/05-director-of-hr.md'?",
    ),
    "two injects share an id": Slip(
        "injects/03-partner-request.md",
        "id: partner_request",
        "id: budget_freeze",
        "id: budget_freeze",
        "The inject 'budget_freeze' stands twice, first at injects/02-budget-freeze.md:2; give this one another id.",
    ),
    "too few seats for every team": Slip(
        "pack.yaml",
        "minimum: 5",
        "minimum: 4",
        "minimum: 4",
        "Every team needs a person, and there are 5 teams: let the minimum be 5 or more.",
    ),
    "a quote is not closed": Slip(
        "library.yaml",
        "",
        '\n  - id: last\n    title: "Never closed\n',
        '"Never closed',
        "This is not YAML: a quote or a bracket is not closed.",
    ),
}


def test_there_are_ten_slips() -> None:
    assert len(SLIPS) == 10


@pytest.mark.parametrize("name", SLIPS)
def test_a_spoilt_copy_is_told_with_file_line_and_sentence(tmp_path: Path, name: str) -> None:
    slip = SLIPS[name]
    folder = tmp_path / "rainbow-road"
    shutil.copytree(shipped_folder() / "rainbow-road", folder)
    path = folder / slip.file
    text = path.read_text(encoding="utf-8")
    assert not slip.stands or text.count(slip.stands) == 1, f"{slip.stands!r} stands {text.count(slip.stands)} times"
    spoilt = text.replace(slip.stands, slip.instead) if slip.stands else text + slip.instead
    path.write_text(spoilt, encoding="utf-8")
    before = spoilt[: spoilt.index(slip.at)]
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n") + 3  # the option stands three characters after the start of `at`
    ran = CliRunner().invoke(app, ["pack", "lint", str(folder)], prog_name="meshcouncil")
    assert (ran.exit_code, ran.output) == (
        1,
        f"{path}:{line}: {slip.sentence.format(column=column)}\n{folder}: 1 thing to mend, no notes.\n",
    )
