"""The policy library: ready-made policies told in full, the shipped ones and those of an organisation's own folder.

A library is a folder of YAML files. `pack.cards` finds cards by words and dates them as drafts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import get_args

from meshcouncil.council.definition import Card, Credit, Definition, PolicyCategory, PolicyRecord
from meshcouncil.pack.load import MAX_PAGES, read_text
from meshcouncil.pack.pinned import digest_of
from meshcouncil.pack.problems import Findings, PackRefused, Problem
from meshcouncil.pack.schema import LibraryCard, PolicyCard, PolicyLibraryFile
from meshcouncil.pack.validation import Loaded, validated
from meshcouncil.pack.yaml_source import Loc, Source, read_yaml

FORMAT = "mesh-council/policy-library@1"
CATEGORIES: tuple[str, ...] = get_args(PolicyCategory)
"""What a policy can be about, in the order of the shelves."""


@dataclass(frozen=True)
class PolicyLibrary:
    """Cards in the order in which they stand, where each stands (file:line), and whose work they retell."""

    cards: tuple[Card, ...] = ()
    places: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Card]:
        """Index the cards by id."""
        return {card.id: card for card in self.cards}

    def before(self, other: PolicyLibrary) -> PolicyLibrary:
        """Join two libraries: this one's cards first, and in the place of the other's cards of the same id."""
        rest = [each for each in zip(other.cards, other.places, strict=True) if each[0].id not in self.by_id]
        return PolicyLibrary(
            (*self.cards, *(card for card, _ in rest)),
            (*self.places, *(place for _, place in rest)),
            tuple(dict.fromkeys((*self.credits, *other.credits))),
        )


def shipped_library_folder() -> Path:
    """Give the folder of the library that is shipped."""
    return Path(str(files("meshcouncil").joinpath("pack", "library")))


@cache
def shipped_library() -> PolicyLibrary:
    """Give the library that is shipped; read once."""
    return read_library(shipped_library_folder())


def own_library(folder: Path) -> PolicyLibrary:
    """Give an organisation's library, its places and its errors told with the folder. Raises PackRefused."""
    try:
        library = read_library(folder)
    except PackRefused as refused:
        raise PackRefused(
            each if each.file == str(folder) else replace(each, file=str(folder / each.file))
            for each in refused.problems
        ) from None
    return replace(library, places=tuple(str(folder / place) for place in library.places))


def read_library(folder: Path) -> PolicyLibrary:
    """Read every YAML file of a folder. Raises PackRefused with every error that was found."""
    findings = Findings()
    loaded = [each for each in (_read_file(folder, name, findings) for name in _files_in(folder, findings)) if each]
    entries = [
        (each.source, loc, card)
        for each in loaded
        for loc, card in zip(each.places("cards"), each.model.cards, strict=True)
    ]
    _check_unique(entries, findings)
    for source, loc, card in entries:
        check_record(source, loc, card, findings)
    findings.refuse_if_any()
    credited = (Credit(each.name, each.work, each.address or "") for one in loaded for each in one.model.credits)
    return PolicyLibrary(
        tuple(card_of(card) for _, _, card in entries),
        tuple(f"{source.file}:{source.line_of((*loc, 'id'))}" for source, loc, _ in entries),
        tuple(dict.fromkeys(credited)),
    )


def card_of(entry: PolicyCard, scope: str = "global", serves: tuple[tuple[str, str], ...] = ()) -> Card:
    """Give the card that an entry describes."""
    return Card(
        id=entry.id,
        title=entry.title.strip(),
        text=entry.text.strip(),
        category=entry.category or "",
        serves=serves,
        record=PolicyRecord(
            category=entry.category or "" if _tells_more(entry) else "",
            scope=scope,
            weight=entry.weight,
            context=_tidy(entry.context),
            options=_tidy(entry.options),
            consequences=_tidy(entry.consequences),
            steward=_tidy(entry.steward),
            enforcement=entry.enforcement or "",
            level=entry.level or "",
            code=_tidy(entry.code),
            monitoring=_tidy(entry.monitoring),
        ),
        source=_tidy(entry.source),
        warn_for_weeks=entry.warn_for_weeks or 0,
        comply_within_weeks=entry.comply_within_weeks or 0,
        review_after_months=entry.review_after_months or 0,
        together=isinstance(entry, LibraryCard) and entry.together,
    )


def check_record(source: Source, loc: Loc, entry: PolicyCard, findings: Findings) -> None:
    """Report what does not go together in a card: a level says how hard something bites, and something must bite."""
    if entry.level and not entry.enforcement:
        sentence = f"'level' says how hard something bites; say in 'enforcement' what does ({_listed_enforcements()})."
        findings.error(source.file, source.line_of_key((*loc, "level")), sentence)
    if entry.warn_for_weeks and entry.level not in ("warn", "error"):
        sentence = "'warn_for_weeks' needs the level warn or error; add it, or take the weeks out."
        findings.error(source.file, source.line_of_key((*loc, "warn_for_weeks")), sentence)


def with_library(definition: Definition, own: PolicyLibrary) -> Definition:
    """Give a pack with an organisation's own cards in its library too.

    Raises PackRefused when a card has the id of one of the pack's own that says something else.
    """
    known = {card.id: card for card in definition.library}
    findings = Findings()
    for card, place in zip(own.cards, own.places, strict=True):
        if card.id in known and known[card.id] != card:
            file, _, line = place.rpartition(":")
            sentence = f"The pack {definition.slug} has a card '{card.id}' of its own; give this one another id."
            findings.error(file, int(line), sentence)
    findings.refuse_if_any()
    added = tuple(card for card in own.cards if card.id not in known)
    merged = replace(definition, library=(*definition.library, *added))
    return replace(merged, digest=digest_of(merged))


def _files_in(folder: Path, findings: Findings) -> list[str]:
    try:
        names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        raise PackRefused(
            [_about(folder, "There is no such folder; name a folder of YAML files with cards.")]
        ) from None
    except NotADirectoryError:
        raise PackRefused([_about(folder, "This is a file; name the folder that holds it.")]) from None
    except OSError as error:
        raise PackRefused([_about(folder, f"This folder cannot be read: {error.strerror}.")]) from error
    for name in names:
        if name.endswith(".yml"):
            findings.error(
                name, 0, f"Files of a library end in .yaml; rename this one to {name.removesuffix('.yml')}.yaml."
            )
    wanted = [name for name in names if name.endswith(".yaml")]
    if not wanted and not findings.problems:
        raise PackRefused([_about(folder, "This folder has no .yaml file, so it is no policy library.")])
    if len(wanted) > MAX_PAGES:
        raise PackRefused([_about(folder, f"This folder holds more than {MAX_PAGES} files; join some of them.")])
    return wanted


def _about(folder: Path, sentence: str) -> Problem:
    return Problem(str(folder), 0, sentence)


def _read_file(folder: Path, name: str, findings: Findings) -> Loaded[PolicyLibraryFile] | None:
    text = read_text(folder, name, findings)
    source = read_yaml(name, text, findings) if text is not None else None
    if source is not None and isinstance(source.value, dict) and not _is_of_a_library(source.value.get("schema")):
        findings.error(name, 1, f"This file is none of a policy library; begin it with 'schema: {FORMAT}', or move it.")
        return None
    return validated(PolicyLibraryFile, source, findings) if source else None


def _is_of_a_library(schema: object) -> bool:
    return str(schema).startswith(FORMAT.partition("@")[0])


def _check_unique(entries: Iterable[tuple[Source, Loc, LibraryCard]], findings: Findings) -> None:
    first: dict[str, str] = {}
    for source, loc, card in entries:
        line = source.line_of((*loc, "id"))
        if card.id in first:
            sentence = f"The card '{card.id}' stands twice, first at {first[card.id]}; give this one another id."
            findings.error(source.file, line, sentence)
        first.setdefault(card.id, f"{source.file}:{line}")


def _listed_enforcements() -> str:
    return "manual, review, ci_test, platform or dbt_config"


def _tells_more(entry: PolicyCard) -> bool:
    """Tell whether a card says more than its title and its decision; else its policy has no record."""
    said = (entry.context, entry.options, entry.consequences, entry.steward, entry.enforcement, entry.code)
    return any((*said, entry.monitoring))


def _tidy(text: str | None) -> str:
    return (text or "").strip()
