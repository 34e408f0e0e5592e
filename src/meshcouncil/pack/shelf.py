"""Where packs stand: those that are shipped, and those in a folder that somebody names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from meshcouncil.council.definition import Definition
from meshcouncil.pack.problems import PackRefused, Problem, did_you_mean, listed


def shipped_folder() -> Path:
    """Give the folder of the packs that are shipped."""
    return Path(str(files("meshcouncil").joinpath("packs")))


@dataclass(slots=True)
class Shelf:
    """Finds packs by slug, those of the named folders before the shipped ones, and compiles each once.

    `library`: an organisation's folder of policies; every pack has its cards too.
    """

    folders: tuple[Path, ...] = ()
    library: Path | None = None
    _compiled: dict[Path, Definition] = field(default_factory=dict, init=False)

    def places(self) -> Mapping[str, Path]:
        """Give the folder of every pack, by slug (the folder's name)."""
        found: dict[str, Path] = {}
        for shelf in (*self.folders, shipped_folder()):
            if shelf.is_dir():
                for folder in sorted(shelf.iterdir()):
                    if (folder / "pack.yaml").is_file():
                        found.setdefault(folder.name, folder)
        return dict(sorted(found.items()))

    def place(self, slug: str) -> Path:
        """Give the folder of one pack. Raises PackRefused when there is none of that name."""
        places = self.places()
        if slug not in places:
            hint = did_you_mean(slug, places) or f"; there are {listed(list(places))}."
            raise PackRefused([Problem(slug, 0, f"There is no pack '{slug}'{hint}")])
        return places[slug]

    def definition(self, slug: str) -> Definition:
        """Compile one pack. Raises PackRefused with every error that was found."""
        folder = self.place(slug)
        if self.library is None and folder.parent == shipped_folder():
            return _shipped(folder)
        if folder not in self._compiled:
            self._compiled[folder] = _compile(folder, self.library)
        return self._compiled[folder]


@cache
def _shipped(folder: Path) -> Definition:
    """Compile a shipped pack once for every shelf: it does not change while the program runs."""
    return _compile(folder, None)


def _compile(folder: Path, library: Path | None) -> Definition:
    # what reads packs takes a fifth of a server's start to import; most starts only need pinned packs
    from meshcouncil.pack.compile import compile_pack  # noqa: PLC0415
    from meshcouncil.pack.policy_library import own_library, shipped_library, with_library  # noqa: PLC0415

    if library is None:
        return compile_pack(folder)
    own = own_library(library)
    return with_library(compile_pack(folder, own.before(shipped_library())), own)
