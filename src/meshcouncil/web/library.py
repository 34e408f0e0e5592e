"""The policy library as a seat sees it: what there is to find, one card in full, and a card as a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime

from meshcouncil.council.definition import Card, Definition, PolicyRecord
from meshcouncil.council.matters import AddPolicy
from meshcouncil.council.views import TableView
from meshcouncil.documents.cards import TOGETHER, card_lines
from meshcouncil.pack.cards import draft_record, search

SEARCH_LIMIT = 200


@dataclass(frozen=True, slots=True)
class FoundCard:
    """A card on the shelf. `standing`: empty, "moved" (before the council now) or "adopted" (in the charter)."""

    id: str
    title: str
    text: str
    category: str
    together: bool
    standing: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The cards of one category; those of a search stand on one shelf without a name."""

    category: str
    cards: tuple[FoundCard, ...]


@dataclass(frozen=True, slots=True)
class DraftPolicy:
    """A card taken as a draft on some day. `fields`: every field of the form that moves it, by name."""

    card: str
    title: str
    text: str
    record: PolicyRecord

    @property
    def fields(self) -> Mapping[str, str]:
        """Give the form's fields, for moving it as it stands."""
        record = {f"record.{each.name}": str(getattr(self.record, each.name)) for each in fields(self.record)}
        return {"matter": "add_policy", "matter.title": self.title, "matter.text": self.text, **record}


def shelves_page(view: TableView, text: str, category: str) -> Mapping[str, object]:
    """Give what the library's page shows for a search; without one, every card on its category's shelf."""
    found = tuple(_found(card, view) for card in search(view.library, text, category))
    return {
        "text": text,
        "category": category,
        "categories": tuple(dict.fromkeys(card.category for card in view.library if card.category)),
        "shelves": (Shelf("", found),) if text.strip() and found else _by_category(found),
        "count": len(found),
        "total": len(view.library),
        "view": view,
    }


def card_page(view: TableView, card: Card, definition: Definition, now: int) -> Mapping[str, object]:
    """Give what a card's page shows. `now`: ms since the epoch."""
    return {
        "card": _found(card, view),
        "lines": card_lines(card, definition),
        "together": TOGETHER,
        "draft": draft_of(card, now),
        "view": view,
    }


def card_called(view: TableView, card_id: str) -> Card | None:
    """Find a card of the table's library by its id."""
    return next((card for card in view.library if card.id == card_id), None)


def draft_of(card: Card, now: int) -> DraftPolicy:
    """Take a card as a draft. `now`: ms since the epoch, from which its weeks and months are counted."""
    return DraftPolicy(card.id, card.title, card.text, draft_record(card, day_of(now)))


def day_of(now: int) -> date:
    """Give the day (UTC) of an instant in ms since the epoch."""
    return datetime.fromtimestamp(now / 1000, UTC).date()


def excerpt(text: str, length: int = 180) -> str:
    """Give the beginning of what a text decides in one line, cut between words: from "We will" on, where it says so."""
    line = " ".join(text.replace("**", "").split())
    line = line[max(line.find("We will "), 0) :]
    return line if len(line) <= length else f"{line[:length].rsplit(' ', 1)[0]} …"


def _found(card: Card, view: TableView) -> FoundCard:
    text = excerpt(card.text)
    return FoundCard(card.id, card.title, text, card.category, card.together, _standing(card, view))


def _standing(card: Card, view: TableView) -> str:
    if any(policy.title == card.title for policy in view.policies):
        return "adopted"
    moved = (motion.matter for motion in view.live_motions if isinstance(motion.matter, AddPolicy))
    return "moved" if any(matter.title == card.title for matter in moved) else ""


def _by_category(found: Iterable[FoundCard]) -> tuple[Shelf, ...]:
    shelves: dict[str, list[FoundCard]] = {}
    for card in found:
        shelves.setdefault(card.category, []).append(card)
    return tuple(Shelf(category, tuple(cards)) for category, cards in shelves.items())
