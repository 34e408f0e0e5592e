"""Reads a pack's folder: every file within bounds, every line number kept, every error noted."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from errno import EISDIR
from pathlib import Path
from typing import Any, cast

from meshcouncil.pack.problems import Findings, PackRefused, Problem, did_you_mean
from meshcouncil.pack.schema import (
    FILES,
    OPTIONAL_FILES,
    PAGES,
    AgendaFile,
    BriefHead,
    DecisionsFile,
    GraphFile,
    LibraryFile,
    PackFile,
    Part,
    RolesFile,
    TeamsFile,
)
from meshcouncil.pack.validation import Loaded, validated
from meshcouncil.pack.yaml_source import Source, read_yaml

MAX_FILE_BYTES = 400_000
MAX_PAGES = 300


@dataclass(slots=True)
class Page:
    """A Markdown page: its head, when it has a sound one, and its text."""

    file: str
    head: Loaded[Part] | None
    text: str


@dataclass(slots=True)
class Sources:
    """Everything that was read. A file that cannot stand is None; `raw` keeps the values of every file that is YAML."""

    folder: Path
    raw: dict[str, Source] = field(default_factory=dict)
    models: dict[str, Loaded[Part]] = field(default_factory=dict)
    pages: dict[str, list[Page]] = field(default_factory=dict)

    @property
    def pack(self) -> Loaded[PackFile] | None:
        """Give pack.yaml."""
        return cast("Loaded[PackFile] | None", self.models.get("pack.yaml"))

    @property
    def teams(self) -> Loaded[TeamsFile] | None:
        """Give teams.yaml."""
        return cast("Loaded[TeamsFile] | None", self.models.get("teams.yaml"))

    @property
    def roles(self) -> Loaded[RolesFile] | None:
        """Give roles.yaml."""
        return cast("Loaded[RolesFile] | None", self.models.get("roles.yaml"))

    @property
    def agenda(self) -> Loaded[AgendaFile] | None:
        """Give agenda.yaml."""
        return cast("Loaded[AgendaFile] | None", self.models.get("agenda.yaml"))

    @property
    def decisions(self) -> Loaded[DecisionsFile] | None:
        """Give decisions.yaml."""
        return cast("Loaded[DecisionsFile] | None", self.models.get("decisions.yaml"))

    @property
    def graph(self) -> Loaded[GraphFile] | None:
        """Give graph.yaml."""
        return cast("Loaded[GraphFile] | None", self.models.get("graph.yaml"))

    @property
    def library(self) -> Loaded[LibraryFile] | None:
        """Give library.yaml."""
        return cast("Loaded[LibraryFile] | None", self.models.get("library.yaml"))


def read_pack(folder: Path, findings: Findings) -> Sources:
    """Read every file of a pack. Raises PackRefused at once when the folder is no pack at all."""
    _refuse_what_is_no_pack(folder)
    sources = Sources(folder)
    for name, kind in FILES.items():
        if name not in OPTIONAL_FILES or os.path.lexists(folder / name):
            _read_file(sources, name, kind, findings)
    for name, kind in PAGES.items():
        sources.pages[name] = _read_pages(folder, name, kind, findings)
    return sources


def read_text(folder: Path, name: str, findings: Findings, *, asked_by: tuple[str, int] | None = None) -> str | None:
    """Read one text file of a pack. What is wrong is told where the file is asked for, or at the file itself."""
    file, line = asked_by or (name, 0)
    try:
        if not (folder / name).resolve().is_relative_to(folder.resolve()):
            findings.error(file, line, f"'{name}' lies outside the pack's folder; move the file into it.")
            return None
        data = _read_bytes(folder / name)
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except _Unfit as unfit:
        findings.error(name, 1, str(unfit))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        findings.error(name, line, "This line is not UTF-8 text; save the file as UTF-8.")
    except FileNotFoundError:
        findings.error(file, line, f"There is no file '{name}' in the pack's folder{_near_file(folder, name)}")
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that lead round in a circle
        reason = getattr(error, "strerror", None) or "its name is not possible"
        findings.error(file, line, f"'{name}' cannot be read: {reason}.")
    return None


def read_page(
    folder: Path, name: str, kind: type[Part], findings: Findings, *, asked_by: tuple[str, int] | None = None
) -> Page | None:
    """Read a Markdown page and its head between two lines of '---'."""
    text = read_text(folder, name, findings, asked_by=asked_by)
    if text is None:
        return None
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return _headless(name, kind, text, findings)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        findings.error(name, 1, "The head that begins with '---' is never closed; end it with a line '---'.")
        return Page(name, None, "")
    body = "\n".join(lines[end + 1 :]).strip()
    if not body:
        findings.error(name, end + 1, "This page has no text after its head; write it.")
    source = read_yaml(name, "\n".join(lines[1:end]) or "{}", findings, first_line=1)
    return Page(name, validated(kind, source, findings) if source else None, body)


class _Unfit(Exception):
    """The file is there and is no text that a pack may hold."""


def _read_bytes(path: Path) -> bytes:
    if path.exists() and not path.is_file():  # a pipe would keep us waiting
        raise IsADirectoryError(EISDIR, "it is no file")
    with path.open("rb") as stream:
        data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise _Unfit(f"This file is larger than {MAX_FILE_BYTES // 1000} kB; split or shorten it.")
    if b"\0" in data:
        raise _Unfit("This file holds no text; write it as UTF-8 text.")
    return data


def _headless(name: str, kind: type[Part], text: str, findings: Findings) -> Page:
    if not text.strip():
        findings.error(name, 1, "This file is empty; write its text.")
    elif kind is not BriefHead:
        keys = ", ".join(key for key, field in kind.model_fields.items() if field.is_required())
        findings.error(name, 1, f"This page has no head; begin it with '---', the keys {keys}, and '---' again.")
    return Page(name, None, text.strip())


def _read_file(sources: Sources, name: str, kind: type[Part], findings: Findings) -> None:
    text = read_text(sources.folder, name, findings)
    source = read_yaml(name, text, findings) if text is not None else None
    if source is None:
        return
    sources.raw[name] = source
    loaded = validated(kind, source, findings)
    if loaded is not None:
        sources.models[name] = loaded


def _read_pages(folder: Path, name: str, kind: type[Part], findings: Findings) -> list[Page]:
    if not (folder / name).is_dir():
        return []
    files = sorted(path.name for path in (folder / name).glob("*.md"))  # an unreadable folder gives none
    if len(files) > MAX_PAGES:
        findings.error(name, 1, f"This folder holds more than {MAX_PAGES} pages; take some out.")
    pages = [read_page(folder, f"{name}/{file}", kind, findings) for file in files[:MAX_PAGES]]
    return sorted((page for page in pages if page is not None), key=_by_order)


def _by_order(page: Page) -> tuple[int, str]:
    head: Any = page.head.model if page.head else None
    return (head.order if head else 0, page.file)


def _refuse_what_is_no_pack(folder: Path) -> None:
    try:
        names = [path.name for path in folder.iterdir()]
    except FileNotFoundError:
        sentence = "There is no such folder; name a folder that holds a pack.yaml."
    except NotADirectoryError:
        sentence = "This is a file; name the folder that holds the pack.yaml."
    except OSError as error:
        sentence = f"This folder cannot be read: {error.strerror}."
    else:
        if "pack.yaml" in names:
            return
        sentence = "This folder has no pack.yaml, so it is no pack; `meshcouncil pack new` writes one to start from."
    raise PackRefused([Problem(str(folder), 0, sentence)])


def _near_file(folder: Path, name: str) -> str:
    beside = (folder / name).parent
    if not beside.is_dir() or not beside.resolve().is_relative_to(folder.resolve()):
        return "; write it."
    names = [path.relative_to(folder).as_posix() for path in sorted(beside.iterdir())[:MAX_PAGES]]
    return did_you_mean(name, names) or "; write it."
