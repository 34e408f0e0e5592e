"""Holds a file's values against its model, reports everything, and keeps what is sound for the checks that follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from meshcouncil.pack.problems import Findings
from meshcouncil.pack.schema import Part
from meshcouncil.pack.sentences import clean_loc, either_sentence, sentence_for
from meshcouncil.pack.yaml_source import Loc, Source

M_co = TypeVar("M_co", bound=Part, covariant=True)
M = TypeVar("M", bound=Part)


@dataclass(slots=True)
class Loaded(Generic[M_co]):
    """A validated file and where its values stand."""

    model: M_co
    source: Source
    dropped: frozenset[Loc] = field(default_factory=frozenset)

    def places(self, key: str) -> list[Loc]:
        """Give the place of every item of a list at the top of the file, without the items that were not sound."""
        items = self.source.value.get(key) or []
        return [(key, index) for index in range(len(items)) if (key, index) not in self.dropped]


def validated(kind: type[M], source: Source, findings: Findings) -> Loaded[M] | None:
    """Validate a file. Unsound items of its lists are reported and left out; None when the rest cannot stand."""
    if not isinstance(source.value, dict):
        findings.error(
            source.file, source.first_line + 1, f"{_start(kind.noun)} should be a mapping: 'key: value' lines."
        )
        return None
    dropped: set[Loc] = set()
    for attempt in range(3):
        value = _without(source.value, dropped)
        try:
            return Loaded(kind.model_validate(value), source, frozenset(dropped))
        except ValidationError as refusal:
            errors = refusal.errors(include_url=False)
        if attempt == 0:
            _report(kind, source, errors, findings)
        unsound = {_smallest_part(source.value, error) for error in errors} if attempt == 0 else None
        if unsound is None or () in unsound:
            return None
        dropped |= unsound
    return None


def _report(kind: type[Part], source: Source, errors: Iterable[ErrorDetails], findings: Findings) -> None:
    by_place: dict[Loc, list[ErrorDetails]] = {}
    for error in errors:
        by_place.setdefault(clean_loc(source.value, error), []).append(error)
    for loc, found in by_place.items():
        of_key = found[0]["type"] == "extra_forbidden" or "[key]" in found[0]["loc"]
        line = source.line_of_key(loc) if of_key else source.line_of(loc)
        if len(found) > 1 and {"int_type", "string_type"} <= {error["type"] for error in found}:
            findings.error(source.file, line, either_sentence(loc))
            continue
        findings.error(source.file, line, sentence_for(kind, source.value, loc, found[0]))


def _smallest_part(value: Any, error: ErrorDetails) -> Loc:
    """Give what to leave out so that the rest can be checked: a key nobody knows, or one item of a list or table."""
    loc = clean_loc(value, error)
    if error["type"] == "extra_forbidden":
        return loc
    for position, part in enumerate(loc):
        if isinstance(part, int):
            return loc[: position + 1]
    return loc[:2] if len(loc) > 1 and loc[0] in ("quantities", "costs", "savings") else ()


def _without(value: Any, dropped: set[Loc], here: Loc = ()) -> Any:
    if isinstance(value, dict):
        return {
            key: _without(below, dropped, (*here, key)) for key, below in value.items() if (*here, key) not in dropped
        }
    if isinstance(value, list):
        return [
            _without(below, dropped, (*here, index))
            for index, below in enumerate(value)
            if (*here, index) not in dropped
        ]
    return value


def _start(noun: str) -> str:
    return noun if noun.endswith(".yaml") else noun[:1].upper() + noun[1:]
