"""Reads YAML into plain values and remembers on which line every value and key stands.

Built on the parser's events, not on its loader: nothing is ever constructed from a tag, an alias cannot grow, nesting
is bounded, a key that stands twice is found, and `no`, `on` and `yes` stay the words that the author wrote (YAML 1.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from meshcouncil.pack.problems import Findings

MAX_DEPTH = 40

Loc = tuple[str | int, ...]
_LOADER: Any = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # the C parser is there in every usual build; ten times faster
_INTEGER = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """Where a value stands in its file: lines and columns from 0, as the parser counts."""

    line: int
    column: int
    end_line: int
    end_column: int
    style: str = ""


@dataclass(slots=True)
class Source:
    """One file's values, and the place of each."""

    file: str
    value: Any = None
    lines: list[str] = field(default_factory=list)
    spans: dict[Loc, Span] = field(default_factory=dict)
    keys: dict[Loc, Span] = field(default_factory=dict)
    first_line: int = 0

    def line_of(self, path: Loc) -> int:
        """Give the line (from 1) of the value at a path, or of the nearest thing around it that exists."""
        while path and path not in self.spans:
            path = path[:-1]
        span = self.spans.get(path)
        return self.first_line + (span.line if span else 0) + 1

    def line_of_key(self, path: Loc) -> int:
        """Give the line (from 1) of the key at a path."""
        key = self.keys.get(path)
        return self.first_line + key.line + 1 if key else self.line_of(path)

    def place_in(self, path: Loc, offset: int) -> tuple[int, int]:
        """Give line and column (from 1) of the character at an offset of a text, also when YAML folded it."""
        span = self.spans.get(path)
        text = self.value_at(path)
        if span is None or not isinstance(text, str):
            return self.line_of(path), 1
        wanted = sum(1 for letter in text[:offset] if not letter.isspace())
        places = list(self._letters(span))
        if wanted < len(places):
            line, column = places[wanted]
            return self.first_line + line + 1, column + 1
        return self.line_of(path), span.column + 1

    def value_at(self, path: Loc) -> object:
        """Give the value at a path that exists."""
        value: Any = self.value
        for step in path:
            value = value[step]
        return value

    def _letters(self, span: Span) -> Iterator[tuple[int, int]]:
        """Yield the place of every visible character of a scalar, its quotes and block sign left out."""
        start, column = (span.line + 1, 0) if span.style in ("|", ">") else (span.line, span.column + len(span.style))
        for line in range(start, min(span.end_line + 1, len(self.lines))):
            text = self.lines[line]
            end = span.end_column if line == span.end_line else len(text)
            for position in range(column if line == start else 0, min(end, len(text))):
                if not text[position].isspace():
                    yield line, position


def read_yaml(file: str, text: str, findings: Findings, first_line: int = 0) -> Source | None:
    """Read one YAML document. What is wrong goes to `findings`; None when nothing can be made of the text."""
    source = Source(file, lines=text.split("\n"), first_line=first_line)
    try:
        found = _Builder(source, findings).build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = _telling_mark(error)
        findings.error(file, first_line + (mark.line if mark else 0) + 1, _syntax_sentence(error))
        return None
    except yaml.YAMLError:
        findings.error(file, first_line + 1, "This is not YAML text: it holds characters that YAML does not allow.")
        return None
    return source if found else None


def _telling_mark(error: yaml.MarkedYAMLError) -> Any:
    """Choose the place an author should look at: where an open quote or bracket began, else where reading stopped."""
    is_open = "end of stream" in str(error.problem) or "',' or" in str(error.problem)
    return (is_open and error.context_mark) or error.problem_mark or error.context_mark


def _syntax_sentence(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or "")
    if isinstance(error, _TooMuch):
        return problem
    hints = (
        (
            "mapping values are not allowed",
            "indent this line like its neighbours, or put a text with a colon in quotes",
        ),
        ("tab", "a tab is used to indent; use spaces"),
        (
            "cannot start any token",
            "a character such as @, ` or % begins a text, or a tab indents; use quotes and spaces",
        ),
        ("could not find expected ':'", "a key has no colon after it, or a text goes on without being indented"),
        ("did not find expected key", "the indentation is not even, or a quote inside a text is not closed"),
        ("did not find expected '-' indicator", "the items of a list are not indented alike"),
        ("did not find expected ',' or", "a bracket is not closed, or a comma is missing"),
        ("<document start>", "this line belongs to nothing above it; indent it, or give it a key"),
        ("unexpected end of stream", "a quote or a bracket is not closed"),
        ("did not find expected alphabetic", "a text begins with & or *; put it in quotes"),
        (
            "block sequence entries are not allowed",
            "a list begins where a text was expected; put it on a line of its own",
        ),
    )
    for sign, hint in hints:
        if sign in problem:
            return f"This is not YAML: {hint}."
    return f"This is not YAML: {problem or 'the text cannot be read'}; check indentation, quotes and brackets here."


class _TooMuch(yaml.MarkedYAMLError):
    """The text uses something of YAML that packs do without."""


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    value: Any
    path: Loc
    key: str | None = None


class _Builder:
    """Folds the parser's events into values, without recursion."""

    def __init__(self, source: Source, findings: Findings) -> None:
        self._source = source
        self._findings = findings
        self._open: list[_Open] = []
        self._skipping = 0

    def build(self, events: Iterator[Any]) -> bool:
        """Read the first document; tell whether there was one."""
        documents = 0
        for event in events:
            self._refuse_anchor(event)
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._error(event, "Only one document stands in a file; take the second '---' out.")
                    break
            elif isinstance(event, yaml.AliasEvent):
                self._error(event, f"Packs have no anchors and aliases: write out what *{event.anchor} stands for.")
                self._scalar_done(event, f"*{event.anchor}")
            elif isinstance(event, yaml.ScalarEvent):
                self._scalar_done(event, self._value_of(event))
            elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
                self._begin(event, {} if isinstance(event, yaml.MappingStartEvent) else [])
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                self._open.pop()
        if documents == 0:
            self._findings.error(self._source.file, self._source.first_line + 1, "This file is empty.")
        return documents > 0

    def _error(self, event: Any, sentence: str) -> None:
        self._findings.error(self._source.file, self._source.first_line + event.start_mark.line + 1, sentence)

    def _refuse_anchor(self, event: Any) -> None:
        if getattr(event, "anchor", None) and not isinstance(event, yaml.AliasEvent):
            self._error(event, f"Packs have no anchors and aliases: take &{event.anchor} out.")
        if getattr(event, "tag", None) not in (None, "!"):
            self._error(event, f"Packs have no tags: take {event.tag.replace('tag:yaml.org,2002:', '!!')} out.")

    def _value_of(self, event: Any) -> object:
        if not event.implicit[0] or event.style:
            return event.value
        text: str = event.value
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text) and len(text) < 20:
            return int(text)
        return float(text) if _DECIMAL.fullmatch(text) and len(text) < 40 else text

    def _begin(self, event: Any, value: object) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise _TooMuch(
                problem=f"This nests deeper than {MAX_DEPTH} levels; write it flatter.", problem_mark=event.start_mark
            )
        if self._open and isinstance(self._open[-1].value, dict) and self._open[-1].key is None:
            raise _TooMuch(
                problem="A list or mapping stands where a key belongs; keys are words.", problem_mark=event.start_mark
            )
        self._open.append(_Open(value, self._put(event, value)))

    def _scalar_done(self, event: Any, value: object) -> None:
        holder = self._open[-1] if self._open else None
        if holder is None or isinstance(holder.value, list) or holder.key is not None:
            self._put(event, value)
            return
        key = event.value if isinstance(event, yaml.ScalarEvent) else ""
        path = (*holder.path, key)
        if key in holder.value:
            self._error(event, f"'{key}' stands twice here, first on line {self._source.line_of_key(path)}; keep one.")
        holder.key = key
        self._source.keys[path] = _span(event)

    def _put(self, event: Any, value: object) -> Loc:
        """Store a value where it belongs and give its path."""
        if not self._open:
            self._source.value = value
            path: Loc = ()
        else:
            holder = self._open[-1]
            if isinstance(holder.value, list):
                path = (*holder.path, len(holder.value))
                holder.value.append(value)
            else:
                path = (*holder.path, holder.key or "")
                holder.value[holder.key or ""] = value
                holder.key = None
        self._source.spans[path] = _span(event)
        return path


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line, start.column, end.line, end.column, getattr(event, "style", None) or "")
