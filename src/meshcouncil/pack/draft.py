"""What compiling needs at hand: the sources, the names that a pack declares, and a place for findings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from meshcouncil.council.definition import COST_QUANTITIES
from meshcouncil.council.predicates import (
    AllOf,
    Amount,
    Number,
    Predicate,
    PredicateError,
    Vocabulary,
    parse_amount,
    parse_predicate,
)
from meshcouncil.pack.load import Sources
from meshcouncil.pack.problems import Findings, did_you_mean, listed
from meshcouncil.pack.yaml_source import Loc, Source

NOTHING_ASKED = AllOf(())  # stands in for a predicate that was refused; a pack with findings is never handed out


class Names:
    """Every id that the pack declares, read leniently, so that one error does not cause ten more. None: cannot tell."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    @cached_property
    def teams(self) -> list[str] | None:
        """Name the teams."""
        return self._ids("teams.yaml", "teams")

    @cached_property
    def topics(self) -> list[str] | None:
        """Name the topics of decision points."""
        return self._ids("decisions.yaml", "topics")

    @cached_property
    def shared_steps(self) -> list[str] | None:
        """Name the steps that plans may take."""
        return self._ids("agenda.yaml", "steps")

    @cached_property
    def steps(self) -> list[str] | None:
        """Name the steps of all plans."""
        source = self._sources.raw.get("agenda.yaml")
        if source is None:
            return None
        entries = [entry for plan in _entries(source.value, "plans") for entry in _entries(plan, "steps")]
        return [str(name) for entry in entries if (name := entry.get("id") or entry.get("use"))]

    @cached_property
    def options(self) -> Mapping[str, tuple[str, ...]] | None:
        """Give the options of every decision point."""
        source = self._sources.raw.get("decisions.yaml")
        if source is None:
            return None
        points = [point for point in _entries(source.value, "decisions") if isinstance(point.get("id"), str)]
        return {point["id"]: tuple(dict.fromkeys(_id_list(point, "options"))) for point in points}

    @cached_property
    def quantities(self) -> list[str]:
        """Name the quantities, those of the cost tables too."""
        source = self._sources.raw.get("decisions.yaml")
        value = source.value if source and isinstance(source.value, dict) else {}
        declared = value.get("quantities")
        names = [str(name) for name in declared] if isinstance(declared, dict) else []
        return [*names, *(COST_QUANTITIES if value.get("costs") or value.get("savings") else ())]

    @cached_property
    def projects(self) -> list[str] | None:
        """Name the projects of the plan and those that options add."""
        graph, decisions = self._sources.raw.get("graph.yaml"), self._sources.raw.get("decisions.yaml")
        if decisions is None or (graph is None and os.path.lexists(self._sources.folder / "graph.yaml")):
            return None
        added = [
            change["add_project"]["id"]
            for point in _entries(decisions.value, "decisions")
            for option in _entries(point, "options")
            for change in _entries(option, "graph")
            if isinstance(change.get("add_project"), dict) and "id" in change["add_project"]
        ]
        return [*(_id_list(graph.value, "projects") if graph else []), *map(str, added)]

    @cached_property
    def slides(self) -> list[str] | None:
        """Name the slides."""
        return self._page_ids("slides")

    @cached_property
    def injects(self) -> list[str] | None:
        """Name the injects."""
        return self._page_ids("injects")

    @cached_property
    def vocabulary(self) -> Vocabulary | None:
        """Give the words that goals and couplings may use."""
        if self.options is None:
            return None
        return Vocabulary(options=self.options, quantities=frozenset(self.quantities))

    def _ids(self, file: str, key: str) -> list[str] | None:
        source = self._sources.raw.get(file)
        return _id_list(source.value, key) if source else None

    def _page_ids(self, folder: str) -> list[str] | None:
        pages = self._sources.pages.get(folder, [])
        if any(page.head is None for page in pages):
            return None
        return [page.head.model.id for page in pages if page.head]  # type: ignore[attr-defined]


@dataclass(slots=True)
class Draft:
    """A pack on its way to a definition."""

    sources: Sources
    names: Names
    findings: Findings

    def predicate(self, source: Source, loc: Loc, text: str, words: Vocabulary | None, what: str) -> Predicate:
        """Parse a predicate; what is wrong with it is told at its line and column."""
        if words is None:
            return NOTHING_ASKED
        try:
            return parse_predicate(text, words)
        except PredicateError as error:
            self._refuse_expression(source, loc, error, what)
            return NOTHING_ASKED

    def amount(self, source: Source, loc: Loc, text: int | str, words: Vocabulary | None, what: str) -> Amount:
        """Parse an amount; what is wrong with it is told at its line and column."""
        if isinstance(text, int) or words is None:
            return Number(text) if isinstance(text, int) else Number(0)
        try:
            return parse_amount(text, words)
        except PredicateError as error:
            self._refuse_expression(source, loc, error, what)
            return Number(0)

    def check_known(self, source: Source, loc: Loc, word: str | None, known: Iterable[str] | None, noun: str) -> bool:
        """Tell whether a word names something that the pack declares; report it when not."""
        if word is None or known is None:
            return True
        candidates = list(known)
        if word in candidates:
            return True
        hint = did_you_mean(word, candidates) or f"; this pack has {listed(candidates)}."
        self.findings.error(source.file, source.line_of(loc), f"'{word}' names no {noun}{hint}")
        return False

    def check_unique(
        self, noun: str, ids: Iterable[tuple[Source, Loc, object]], mend: str = "give this one another id"
    ) -> None:
        """Report every id that stands twice, with the place of the first."""
        first: dict[object, tuple[Source, Loc]] = {}
        for source, loc, identity in ids:
            if identity in first:
                earlier_source, earlier = first[identity]
                place = f"{earlier_source.file}:{earlier_source.line_of(earlier)}"
                sentence = f"The {noun} '{identity}' stands twice, first at {place}; {mend}."
                self.findings.error(source.file, source.line_of(loc), sentence)
            else:
                first[identity] = (source, loc)

    def error(self, source: Source, loc: Loc, sentence: str) -> None:
        """Report something at the line of a value."""
        self.findings.error(source.file, source.line_of(loc), sentence)

    def _refuse_expression(self, source: Source, loc: Loc, error: PredicateError, what: str) -> None:
        line, column = source.place_in(loc, error.column - 1)
        self.findings.error(source.file, line, f"{what}, column {column}: {error.sentence}")


def _entries(value: Any, key: str) -> Iterator[dict[str, Any]]:
    """Yield the mappings in a list, whatever else stands there."""
    items = value.get(key) if isinstance(value, dict) else None
    return (item for item in (items if isinstance(items, list) else []) if isinstance(item, dict))


def _id_list(value: Any, key: str) -> list[str]:
    return [str(item["id"]) for item in _entries(value, key) if "id" in item]
