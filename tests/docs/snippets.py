"""The snippets of a document, and how they are run.

    ```console         what a person types after `$ ` and what they see; `…` stands for anything, on a line of its own
                       for any number of lines. `exit=1` behind `console` says how the last command ends.
                       `replace=A old=X new=Y`: before that, X is changed into Y in the file A.
    ```yaml file=A     the whole of a pack's file: it is written to A
    ```yaml from=A     an excerpt: it stands in A word for word
    ```yaml add=A before=B    goes into A, before the first line that begins with B (at the end without `before`)

The same holds for `markdown`. Other blocks, and commands that are not `meshcouncil`, are for reading only.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from meshcouncil.cli import app
from tests.architecture.tree import ROOT

RUNNER = CliRunner(env={"COLUMNS": "110", "NO_COLOR": "1", "TERM": "dumb"})
PROGRAM = "meshcouncil"
WILD = "…"
FENCED = r"^( *)```(\w*) ?([^\n]*)\n(.*?)^ *```$"
KEPT_APART = (ROOT / "docs" / "decisions", ROOT / "docs" / "reference")


@dataclass(frozen=True)
class Snippet:
    """One fenced block: where it begins, its language, what stands behind the language, and its text."""

    line: int
    language: str
    settings: dict[str, str]
    text: str


@dataclass(frozen=True)
class Typed:
    """One command of a console block and what is shown below it."""

    line: int
    command: str
    shown: list[str]
    exit_code: int


def documents() -> list[Path]:
    """Every document for people, beside what is generated and the records of decisions."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in pages if not any(page.is_relative_to(folder) for folder in KEPT_APART)]


def snippets(text: str) -> Iterator[Snippet]:
    """Give the fenced blocks of a document in their order."""
    for found in re.finditer(FENCED, text, flags=re.MULTILINE | re.DOTALL):
        indent, language, about, inside = found.groups()
        settings = {key: value.strip('"') for key, value in re.findall(r'(\w+)=("[^"]*"|\S+)', about)}
        line = text.count("\n", 0, found.start()) + 2
        yield Snippet(line, language, settings, re.sub(rf"^{indent}", "", inside, flags=re.MULTILINE))


def typed(snippet: Snippet) -> list[Typed]:
    """Take a console block apart."""
    parts = re.split(r"^\$ ", snippet.text, flags=re.MULTILINE)[1:]
    commands = []
    line = snippet.line
    for number, part in enumerate(parts, start=1):
        command, *shown = part.splitlines()
        code = int(snippet.settings.get("exit", "0")) if number == len(parts) else 0
        commands.append(Typed(line, command, shown, code))
        line += 1 + len(shown)
    return commands


def is_ours(command: str) -> bool:
    """Tell whether a command is one that the tests run."""
    return shlex.split(command)[:1] == [PROGRAM]


def run(command: str) -> tuple[int, list[str]]:
    """Run one of our commands in the current folder; `> FILE` at its end writes what it says into a file."""
    words = shlex.split(command)[1:]
    target = words[words.index(">") + 1] if ">" in words else None
    ran = RUNNER.invoke(app, words[: words.index(">")] if target else words, prog_name=PROGRAM)
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    if target:
        Path(target).write_text(ran.stdout, encoding="utf-8")
        return ran.exit_code, ran.stderr.splitlines()
    return ran.exit_code, [line.rstrip() for line in ran.output.splitlines()]


def is_shown(shown: list[str], said: list[str]) -> bool:
    """Tell whether what a document shows is what a command said."""
    pattern = "".join(_pattern(line.rstrip()) for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in said)) is not None


def _pattern(line: str) -> str:
    if line.strip() == WILD:
        return r"(?:.*\n)*"
    return ".*".join(map(re.escape, line.split(WILD))) + r"\n"


def apply(snippet: Snippet) -> str | None:
    """Write a pack's file as a document says; give what is wrong when an excerpt is not there."""
    settings = snippet.settings
    if name := settings.get("file"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(snippet.text, encoding="utf-8")
    elif name := settings.get("from"):
        if snippet.text not in Path(name).read_text(encoding="utf-8"):
            return f"line {snippet.line}: this does not stand in {name}"
    elif name := settings.get("add"):
        return _insert(Path(name), snippet, settings.get("before", ""))
    return None


def change(snippet: Snippet) -> str | None:
    """Change a word in a file as a document says; give what is wrong when the word is not there once."""
    if name := snippet.settings.get("replace"):
        path, old, new = Path(name), snippet.settings["old"], snippet.settings["new"]
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            return f"line {snippet.line}: {old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")
    return None


def _insert(path: Path, snippet: Snippet, before: str) -> str | None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = (
        next((number for number, line in enumerate(lines) if line.startswith(before)), None) if before else len(lines)
    )
    if place is None:
        return f"line {snippet.line}: no line of {path} begins with {before!r}"
    path.write_text("".join([*lines[:place], snippet.text, *lines[place:]]), encoding="utf-8")
    return None
