"""A small pack that works, for each test to spoil in its own way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from meshcouncil.pack.compile import compile_pack
from meshcouncil.pack.new import write_new_pack
from meshcouncil.pack.problems import PackRefused

Spoil = Callable[..., list[str]]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Write the starter pack."""
    folder = tmp_path / "harbour-library"
    write_new_pack(folder)
    return folder


@pytest.fixture
def errors_after(library: Path) -> Spoil:
    """Replace a text that stands once in a file of the pack, and give the errors that follow."""

    def spoil(file: str, old: str, new: str) -> list[str]:
        path = library / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return errors_of(library)

    return spoil


def errors_of(folder: Path) -> list[str]:
    """Give the errors of a pack, as lines."""
    try:
        compile_pack(folder)
    except PackRefused as refused:
        return [str(problem) for problem in refused.problems]
    return []
