"""One word for one thing: the names in the code are the words of ARCHITECTURE.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.tree import PACKAGE, modules

SAY_INSTEAD = {
    "chatroom": "talk",
    "game": "gathering",
    "phase": "step",
    "player": "seat",
    "quest": "mission",
    "scenario": "pack",
    "session": "gathering (one run), step (one agenda item) or login (a cookie)",
    "suggestion": "motion or amendment",
    "survey": "ballot",
    "user": "seat or person",
    "whiteboard": "board",
}
"""Words with one meaning here and a better name. Those with an honest second meaning in the code (event, group, room,
issue, question, rule, document, test, view) are left to the reader of a change. Two that stood here are the field's own
words by now: a stage of a procedure (a step is the agenda's), and a poll, which binds nobody (a ballot decides)."""

ALLOWED: dict[str, str] = {}
"""Names that may keep such a word, each with its reason."""

JUNK_DRAWERS = {"common", "helper", "helpers", "lib", "misc", "shared", "stuff", "tools", "util", "utils"}
"""File names that say nothing of what is inside."""


def words_of(name: str) -> set[str]:
    """The words of an identifier, in small letters and the singular: `GamePlayers` -> game, player."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
    return {form for part in parts for form in (part.lower(), part.lower().removesuffix("s"))}


def named_things() -> Iterator[tuple[str, str]]:
    """Where, and the name: every module, class and function of the package."""
    for path, tree in modules():
        yield path, PurePosixPath(path).stem
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path}:{node.lineno}", node.name


def test_names_use_our_words() -> None:
    wrong = [
        f"{where}: {name}: say {SAY_INSTEAD[word]}, not {word}"
        for where, name in named_things()
        if name not in ALLOWED
        for word in sorted(words_of(name) & SAY_INSTEAD.keys())
    ]
    assert wrong == []


def test_every_allowed_name_is_still_needed() -> None:
    used = {name for _, name in named_things()}
    assert set(ALLOWED) - used == set()


def test_no_file_or_folder_is_a_junk_drawer() -> None:
    drawers = [path for path in sorted(PACKAGE.rglob("*")) if path.stem.lower().strip("_") in JUNK_DRAWERS]
    assert drawers == []


def test_the_words_of_a_name_are_found_in_every_spelling() -> None:
    assert words_of("GamePlayers") == {"game", "players", "player"}
    assert words_of("close_HTTPSession") >= {"close", "http", "session"}
