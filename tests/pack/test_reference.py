"""The generated reference is never behind the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from meshcouncil.pack.reference import pack_keys_page
from meshcouncil.pack.schema import FILES, PAGES, Part
from tools.reference import PAGES as GENERATED
from tools.reference import main, stale_pages, write_pages


@pytest.mark.parametrize("page", ["pack-keys.md", "pack.schema.json"])
def test_the_committed_page_is_what_the_code_says(page: str) -> None:
    assert page in GENERATED
    assert page not in stale_pages(), "run `make docs` and commit the result"


@pytest.mark.parametrize("kind", [*FILES.values(), *PAGES.values()], ids=lambda kind: kind.__name__)
def test_every_key_has_a_row(kind: type[Part]) -> None:
    page = pack_keys_page()
    for name, field in kind.model_fields.items():
        assert f"\n| `{field.alias or name}` | " in page
        assert field.description
        assert f" | {field.description} |\n" in page


def test_stale_pages_are_written_once(tmp_path: Path) -> None:
    assert write_pages(tmp_path) == list(GENERATED)
    assert write_pages(tmp_path) == []


def test_checking_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == (1 if stale_pages() else 0)
    assert capsys.readouterr().out.count("run `make docs`") == len(stale_pages())
