"""Every slip an author can make comes back as file, line and a sentence, and nothing is ever a traceback."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypedDict

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meshcouncil.pack.compile import compile_pack
from meshcouncil.pack.lint import lint_pack
from meshcouncil.pack.problems import PackRefused
from tests.pack.conftest import Spoil, errors_of


class Slip(TypedDict):
    """What an author writes instead of what stands in a file, and what is said about it."""

    file: str
    stands: str
    instead: str
    errors: list[str]


SLIPS: list[Slip] = yaml.safe_load((Path(__file__).parent / "slips.yaml").read_text(encoding="utf-8"))


def test_the_pack_that_is_spoilt_here_is_sound(library: Path) -> None:
    assert errors_of(library) == []


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip['file']}: {slip['instead'].strip()[:40]}")
def test_a_slip_is_told_with_file_line_and_sentence(errors_after: Spoil, slip: Slip) -> None:
    assert errors_after(slip["file"], slip["stands"], slip["instead"]) == slip["errors"]


def test_all_errors_of_all_files_are_told_at_once(library: Path) -> None:
    spoilt = {
        "pack.yaml": ("summary:", "sumary:"),
        "teams.yaml": ("shape: square", "shape: blob"),
        "roles.yaml": ("release == each_project\n      open", "release == each_project\n      number: 7\n      open"),
        "agenda.yaml": ("minutes: 7", "minutes: 0"),
        "decisions.yaml": ("  helper: {hired: 1}", "  helper: {hire: 1}"),
        "library.yaml": ("public_models: tested", "public_models: tester"),
        "slides/01-welcome.md": ("order: 1", "order: one"),
    }
    for file, (old, new) in spoilt.items():
        (library / file).write_text((library / file).read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert errors_of(library) == [
        "agenda.yaml:14: 'minutes' must be more than 0, not 0.",
        "decisions.yaml:85: 'hire' names no option of 'helper'; did you mean 'hired'?",
        "library.yaml:8: 'tester' names no option of 'public_models'; did you mean 'tested'?",
        "pack.yaml:2: pack.yaml has no 'summary'; add it (what it is about, in two or three sentences).",
        "pack.yaml:5: 'sumary' is not a key of pack.yaml; did you mean 'summary'?",
        "roles.yaml:62: 'number' is not a key of a mission; its keys are tight, open, judgement, why, id, text.",
        "slides/01-welcome.md:4: 'order' should be a whole number, not text.",
        "teams.yaml:27: 'shape' cannot be 'blob'; it is one of circle, square, triangle, diamond, star, hexagon.",
    ]


# --- files that are no text, no YAML, or not there -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "teams.yaml:1: This file is empty."),
        (b"# only a remark\n", "teams.yaml:1: This file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "teams.yaml:1: This file holds no text; write it as UTF-8 text."),
        (b"teams:\n  - name: K\xf6nig\n", "teams.yaml:2: This line is not UTF-8 text; save the file as UTF-8."),
        (b"a: " + b"x" * 400_000, "teams.yaml:1: This file is larger than 400 kB; split or shorten it."),
        (b"- one\n- two\n", "teams.yaml:1: teams.yaml should be a mapping: 'key: value' lines."),
        (b"just words\n", "teams.yaml:1: teams.yaml should be a mapping: 'key: value' lines."),
        (b"teams: []\n", "teams.yaml:1: 'teams' is empty; write an item at least."),
        (
            b"teams:\n",
            "teams.yaml:1: 'teams' is empty; it should be a list (a line for each item, beginning with '- ').",
        ),
        (b"teams: [7]\n", "teams.yaml:1: Item 1 of 'teams' should be a mapping of keys, not a number."),
        (b"\x07: 1\n", "teams.yaml:1: This is not YAML text: it holds characters that YAML does not allow."),
        (b"teams: " + b"[" * 5000, "teams.yaml:1: This nests deeper than 40 levels; write it flatter."),
        (b"[a, b]: 1\n", "teams.yaml:1: A list or mapping stands where a key belongs; keys are words."),
    ],
)
def test_a_file_that_is_no_yaml_is_told_in_one_line(library: Path, content: bytes, error: str) -> None:
    (library / "teams.yaml").write_bytes(content)
    assert [line for line in errors_of(library) if line.startswith("teams.yaml")] == [error]


def test_a_second_document_is_refused(library: Path) -> None:
    with (library / "graph.yaml").open("a", encoding="utf-8") as file:
        file.write("---\nprojects: []\n")
    assert errors_of(library) == ["graph.yaml:7: Only one document stands in a file; take the second '---' out."]


def test_a_bomb_of_aliases_is_refused_and_not_unfolded(library: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    (library / "graph.yaml").write_text("\n".join(lines), encoding="utf-8")
    errors = errors_of(library)
    assert "graph.yaml:1: 'a0' is not a key of graph.yaml; its keys are projects, references." in errors
    assert "graph.yaml:60: Packs have no anchors and aliases: write out what *a58 stands for." in errors


def test_a_missing_file_is_told_with_the_name_that_is_near(library: Path) -> None:
    (library / "teams.yaml").rename(library / "team.yaml")
    assert errors_of(library) == [
        "teams.yaml: There is no file 'teams.yaml' in the pack's folder; did you mean 'team.yaml'?"
    ]


def test_graph_and_library_may_be_left_out_where_nothing_asks_for_them(library: Path) -> None:
    (library / "library.yaml").unlink()
    assert errors_of(library) == []


def test_a_folder_in_the_place_of_a_file_is_told(library: Path) -> None:
    (library / "graph.yaml").unlink()
    (library / "graph.yaml").mkdir()
    assert errors_of(library) == ["graph.yaml: 'graph.yaml' cannot be read: it is no file."]


def test_a_pipe_in_the_place_of_a_file_keeps_nobody_waiting(library: Path) -> None:
    (library / "graph.yaml").unlink()
    os.mkfifo(library / "graph.yaml")
    assert errors_of(library) == ["graph.yaml: 'graph.yaml' cannot be read: it is no file."]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(library: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("A secret of this machine.", encoding="utf-8")
    brief = library / "briefs" / "01-quay-branch.md"
    brief.unlink()
    brief.symlink_to(outside)
    assert errors_of(library) == [
        "roles.yaml:7: 'briefs/01-quay-branch.md' lies outside the pack's folder; move the file into it."
    ]


def test_a_page_without_text_is_told(library: Path) -> None:
    (library / "slides" / "02-more.md").write_text("---\nid: more\ntitle: More\n---\n", encoding="utf-8")
    (library / "slides" / "03-none.md").write_text("  \n", encoding="utf-8")
    assert errors_of(library) == [
        "slides/02-more.md:4: This page has no text after its head; write it.",
        "slides/03-none.md:1: This file is empty; write its text.",
    ]


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(library: Path) -> None:
    for path in [*library.glob("*.yaml"), *library.rglob("*.md")]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert errors_of(library) == []


@pytest.mark.parametrize("make", ["nothing", "file", "empty"])
def test_what_is_no_pack_at_all_is_refused_in_one_sentence(tmp_path: Path, make: str) -> None:
    place = tmp_path / "place"
    if make == "file":
        place.write_text("x", encoding="utf-8")
    if make == "empty":
        place.mkdir()
    sentences = {
        "nothing": "There is no such folder; name a folder that holds a pack.yaml.",
        "file": "This is a file; name the folder that holds the pack.yaml.",
        "empty": "This folder has no pack.yaml, so it is no pack; `meshcouncil pack new` writes one to start from.",
    }
    with pytest.raises(PackRefused) as refusal:
        compile_pack(place)
    assert str(refusal.value) == f"{place}: {sentences[make]}"


def test_quantities_that_double_and_double_are_refused(errors_after: Spoil) -> None:
    lines = ["quantities:", "  q0: {title: Q, amount: 1}"]
    lines += [f"  q{n}: {{title: Q, amount: q{n - 1} + q{n - 1}}}" for n in range(1, 60)]
    assert errors_after("decisions.yaml", "cost_unit:", "\n".join(lines) + "\ncost_unit:") == [
        "decisions.yaml:97: 'q13' is too large when the quantities in it are written out; make it of fewer parts."
    ]


def test_links_that_lead_round_in_a_circle_are_refused(library: Path) -> None:
    (library / "graph.yaml").unlink()
    (library / "graph.yaml").symlink_to(library / "graph.yaml")
    (error,) = [line for line in errors_of(library) if line.startswith("graph.yaml")]
    assert error.startswith("graph.yaml: 'graph.yaml' cannot be read: ")


def test_a_name_that_is_too_long_for_the_disk_is_refused(tmp_path: Path, errors_after: Spoil) -> None:
    with pytest.raises(PackRefused) as refusal:
        compile_pack(tmp_path / ("x" * 300))
    assert str(refusal.value).endswith("x: This folder cannot be read: File name too long.")
    assert errors_after("roles.yaml", "briefs/01-quay-branch.md", "x" * 199 + "/" + "y" * 300) == [
        "roles.yaml:7: 'brief' is longer than 200 characters; shorten it."
    ]


# --- any damage whatever ---------------------------------------------------------------------------------------------

WORDS = [
    "null",
    "[]",
    "{}",
    "7",
    "-1",
    "true",
    "[1, {a: b}]",
    "{use: 1}",
    "&a",
    "*a",
    ": ",
    "\t",
    "!!int 3",
    "~",
    "1.5",
    '"',
]


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_whatever_makes_the_linter_fail(library: Path, data: st.DataObject) -> None:
    paths = sorted(path for path in library.rglob("*") if path.suffix in {".yaml", ".md"})
    path = data.draw(st.sampled_from(paths))
    sound = path.read_text(encoding="utf-8")
    lines = sound.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    word, other = data.draw(st.sampled_from(WORDS)), data.draw(st.sampled_from(lines))
    column = data.draw(st.integers(0, len(lines[at])))
    head = lines[at].partition(":")[0]
    damaged = data.draw(
        st.sampled_from(
            [
                [],
                [other, lines[at]],
                [f"{head}: {word}"],
                [f" {lines[at]}"],
                [lines[at][:column] + word + lines[at][column:]],
            ]
        )
    )
    path.write_text("\n".join([*lines[:at], *damaged, *lines[at + 1 :]]), encoding="utf-8")
    try:
        assert all(problem.sentence.endswith((".", "?")) for problem in lint_pack(library))
    finally:
        path.write_text(sound, encoding="utf-8")
