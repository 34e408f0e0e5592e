"""A new pack is small, complete and sound from its first minute."""

from __future__ import annotations

from pathlib import Path

import pytest

from meshcouncil.pack.compile import compile_pack
from meshcouncil.pack.lint import lint_pack
from meshcouncil.pack.new import write_new_pack
from meshcouncil.pack.problems import PackRefused


def test_a_new_pack_has_nothing_to_mend_and_nothing_to_note(tmp_path: Path) -> None:
    written = write_new_pack(tmp_path / "deep" / "town-hall")
    assert lint_pack(tmp_path / "deep" / "town-hall") == ()
    assert {path.relative_to(tmp_path / "deep" / "town-hall").as_posix() for path in written} >= {
        "README.md", "pack.yaml", "teams.yaml", "roles.yaml", "agenda.yaml", "decisions.yaml",
        "graph.yaml", "library.yaml", "briefs/01-quay-branch.md",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "expected"),
    [(None, "Town Hall"), ('Our: "own" \\ hall', 'Our: "own" \\ hall'), ("2024", "2024"), ("true", "true")],
)
def test_a_new_pack_takes_any_title(tmp_path: Path, title: str | None, expected: str) -> None:
    write_new_pack(tmp_path / "town-hall", title)
    pack = compile_pack(tmp_path / "town-hall")
    assert (pack.slug, pack.title) == ("town-hall", expected)


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "town-hall").mkdir()
    write_new_pack(tmp_path / "town-hall")
    assert lint_pack(tmp_path / "town-hall") == ()


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "pack.yaml").write_text("mine", encoding="utf-8")
    for place in (tmp_path / "file", folder):
        with pytest.raises(PackRefused) as refusal:
            write_new_pack(place)
        assert str(refusal.value) == (
            f"{place}: There is something here already, and nothing is overwritten; name a folder that does not exist."
        )
    assert [path.read_text(encoding="utf-8") for path in (tmp_path / "file", folder / "pack.yaml")] == ["mine", "mine"]


def test_a_folder_that_is_no_slug_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackRefused) as refusal:
        write_new_pack(tmp_path / "Town Hall")
    sentence = "'Town Hall' is no slug; name the folder with small letters, digits and single hyphens."
    assert str(refusal.value) == f"{tmp_path / 'Town Hall'}: {sentence}"


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(PackRefused) as refusal:
        write_new_pack(tmp_path / "file" / "town-hall")
    place = tmp_path / "file" / "town-hall"
    assert str(refusal.value) == f"{place}: The pack cannot be written here: Not a directory; choose another place."
