"""`meshcouncil pack`: list, show, lint, new, schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from meshcouncil.cli import app
from meshcouncil.pack.json_schema import json_schema_text
from meshcouncil.pack.new import write_new_pack
from meshcouncil.pack.shelf import Shelf, shipped_folder

RUNNER = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"})


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """Make a folder with one pack."""
    write_new_pack(tmp_path / "packs" / "harbour-library")
    return tmp_path / "packs"


def _run(*arguments: object) -> tuple[int, str]:
    ran = RUNNER.invoke(app, ["pack", *map(str, arguments)], prog_name="meshcouncil")
    assert ran.exception is None or isinstance(ran.exception, SystemExit)
    return ran.exit_code, ran.output


def _spoil(folder: Path) -> None:
    path = folder / "agenda.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("minutes: 7", "minutes: 0"), encoding="utf-8")


def _sentences(output: str) -> str:
    return " ".join(output.split())


def test_list_names_every_pack_with_its_seats_plans_and_decision_points(packs: Path) -> None:
    code, output = _run("list", "--packs", packs)
    rainbow = Shelf().definition("rainbow-road")
    lengths = ", ".join(f"{sum(step.minutes for step in plan.steps)} min" for plan in rainbow.plans)
    assert (code, [_sentences(line) for line in output.splitlines()]) == (
        0,
        [
            "pack title seats plans decision points",
            "harbour-library Harbour Library 3 to 4 30 min 7",
            f"rainbow-road {rainbow.title} 5 to 10 {lengths} 44",
        ],
    )


def test_list_says_which_pack_is_broken(packs: Path) -> None:
    _spoil(packs / "harbour-library")
    _, output = _run("list", "--packs", packs)
    assert _sentences(output.splitlines()[1]) == "harbour-library cannot be used: 1 error, see meshcouncil pack lint"


def test_a_folder_of_packs_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert _run("list", "--packs", tmp_path / "no") == (
        2,
        f"There is no folder '{tmp_path / 'no'}'; name a folder that holds packs.\n",
    )


def test_show_tells_everything_and_says_that_it_does() -> None:
    code, output = _run("show", "rainbow-road")
    pack, said = Shelf().definition("rainbow-road"), _sentences(output)
    assert code == 0
    assert said.startswith("This page tells every secret of the pack.")
    texts = [role.title for role in pack.roles] + [point.question for point in pack.decisions]
    texts += [_sentences(role.mission.text) for role in pack.roles] + [coupling.why for coupling in pack.couplings]
    assert [text for text in texts if text not in said] == []


def test_show_gives_one_role_its_whole_brief() -> None:
    pack = Shelf().definition("rainbow-road")
    code, output = _run("show", "rainbow-road", "--role", 5)
    own, other = pack.roles_by_number[5], pack.roles_by_number[6]
    said = _sentences(output.replace("│", " "))
    assert code == 0
    assert _sentences(own.mission.text) in said
    assert _sentences(pack.team_of(5).mission.text) in said
    assert _sentences(own.secret)[:60] in said
    assert _sentences(other.mission.text) not in said


def test_show_refuses_what_is_not_there(packs: Path) -> None:
    assert _run("show", "rainbow-rode") == (2, "There is no pack 'rainbow-rode'; did you mean 'rainbow-road'?\n")
    assert _run("show", "rainbow-road", "--role", 11) == (
        2,
        "There is no role 11 in this pack; its roles are 1 to 10.\n",
    )
    _spoil(packs / "harbour-library")
    assert _run("show", "harbour-library", "--packs", packs) == (
        1,
        f"{packs}/harbour-library/agenda.yaml:14: 'minutes' must be more than 0, not 0.\n",
    )


def test_lint_finds_the_shipped_pack_by_its_name_and_has_nothing_to_mend() -> None:
    code, output = _run("lint", "rainbow-road")
    *notes, summary = output.splitlines()
    assert code == 0
    assert all(note.startswith(f"{shipped_folder()}/rainbow-road/") and ": note: " in note for note in notes)
    assert summary == f"rainbow-road: no things to mend, {len(notes) or 'no'} note{'' if len(notes) == 1 else 's'}."
    assert _run("lint", "rainbow-road", "--no-notes") == (0, f"{summary}\n")


def test_lint_takes_a_folder_and_points_to_file_and_line(packs: Path) -> None:
    folder = packs / "harbour-library"
    assert _run("lint", folder) == (0, f"{folder}: no things to mend, no notes.\n")
    _spoil(folder)
    assert _run("lint", folder) == (
        1,
        f"{folder}/agenda.yaml:14: 'minutes' must be more than 0, not 0.\n{folder}: 1 thing to mend, no notes.\n",
    )


def test_lint_takes_a_folder_by_its_relative_name(packs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(packs)
    assert _run("lint", "harbour-library") == (0, "harbour-library: no things to mend, no notes.\n")
    monkeypatch.chdir(packs / "harbour-library")
    assert _run("lint", ".") == (0, ".: no things to mend, no notes.\n")


def test_lint_refuses_what_is_no_pack(tmp_path: Path) -> None:
    place = tmp_path / "no"
    sentence = f"{place}: There is no such folder; name a folder that holds a pack.yaml."
    assert _run("lint", place) == (1, f"{sentence}\n{place}: 1 thing to mend, no notes.\n")
    assert _run("lint", "nothing-here") == (2, "There is no pack 'nothing-here'; there are rainbow-road.\n")


def test_new_writes_a_pack_that_lints_clean_and_refuses_to_overwrite(tmp_path: Path) -> None:
    folder = tmp_path / "town-hall"
    code, output = _run("new", folder, "--title", "The Town Hall")
    *files, last = output.splitlines()
    assert (code, last) == (
        0,
        f"A pack of {len(files)} files. Change what you like, then: meshcouncil pack lint {folder}",
    )
    assert all(Path(file).is_file() for file in files)
    assert _run("lint", folder) == (0, f"{folder}: no things to mend, no notes.\n")
    assert _run("new", folder) == (
        2,
        f"{folder}: There is something here already, and nothing is overwritten; name a folder that does not exist.\n",
    )


def test_schema_prints_the_schema() -> None:
    assert _run("schema") == (0, json_schema_text())
