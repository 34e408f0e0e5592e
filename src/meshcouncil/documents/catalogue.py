"""Every procedure as a council chooses among them: what it is, when it fits, its states, its tie rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.procedure import Procedure
from meshcouncil.documents.procedures import FAMILIES
from meshcouncil.documents.rule_questions import questions_for
from meshcouncil.documents.words import duration


@dataclass(frozen=True, slots=True)
class Entry:
    """One procedure. `clock`: its time in words, if it has one; `asks`: what else a council decides about it."""

    kind: str
    title: str
    family: str
    sentence: str
    fits: str
    states: tuple[str, ...]
    ties: str
    clock: str
    binding: bool
    asks: tuple[str, ...]
    source: str


def catalogue() -> tuple[Entry, ...]:
    """List every procedure, family by family."""
    order = list(FAMILIES)
    return tuple(_entry(each) for each in sorted(PROCEDURES.values(), key=lambda each: order.index(each.family)))


def by_family(entries: Iterable[Entry]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Group procedures under the names of their families."""
    families: dict[str, list[Entry]] = {}
    for entry in entries:
        families.setdefault(entry.family, []).append(entry)
    return ((family, tuple(members)) for family, members in families.items())


def _entry(procedure: Procedure) -> Entry:
    return Entry(
        kind=procedure.kind,
        title=procedure.title,
        family=FAMILIES[procedure.family],
        sentence=procedure.sentence,
        fits=procedure.fits,
        states=procedure.states,
        ties=procedure.ties,
        clock=duration(procedure.clock) if procedure.clock else "",
        binding=procedure.binding,
        asks=tuple(questions_for(procedure.kind)),
        source=procedure.source,
    )
