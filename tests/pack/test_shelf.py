"""Packs are found by name, one's own before the shipped ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from meshcouncil.pack.problems import PackRefused
from meshcouncil.pack.shelf import Shelf, shipped_folder


def test_the_shipped_packs_stand_on_the_shelf() -> None:
    assert Shelf().places() == {"rainbow-road": shipped_folder() / "rainbow-road"}


def test_a_folder_of_packs_adds_to_the_shelf_and_comes_first(library: Path) -> None:
    own = library.parent / "rainbow-road"
    library.rename(own)
    assert Shelf((own.parent,)).places() == {"rainbow-road": own}


def test_a_folder_without_pack_yaml_is_no_pack(library: Path) -> None:
    (library.parent / "notes").mkdir()
    assert list(Shelf((library.parent,)).places()) == ["harbour-library", "rainbow-road"]


def test_a_pack_is_compiled_once(library: Path) -> None:
    shelf = Shelf((library.parent,))
    assert shelf.definition("harbour-library") is shelf.definition("harbour-library")


def test_an_unknown_name_is_refused_with_the_one_that_is_near() -> None:
    with pytest.raises(PackRefused) as refusal:
        Shelf().definition("rainbow-rode")
    assert str(refusal.value) == "rainbow-rode: There is no pack 'rainbow-rode'; did you mean 'rainbow-road'?"
    with pytest.raises(PackRefused) as refusal:
        Shelf().definition("xyz")
    assert str(refusal.value) == "xyz: There is no pack 'xyz'; there are rainbow-road."
