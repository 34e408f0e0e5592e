"""Finding cards of a policy library by their words, and dating one that becomes a draft."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from meshcouncil.council.definition import Card, PolicyRecord


def search(cards: Iterable[Card], text: str = "", category: str = "") -> tuple[Card, ...]:
    """Find the cards of a category in which every word of the text stands, the likeliest first.

    A word in id or title counts most, then in category or source, then in the rest; equal cards keep their order.
    """
    words = text.casefold().split()
    found = [(card, _worth(card, words)) for card in cards if not category or card.category == category]
    return tuple(card for card, worth in sorted(found, key=lambda each: -each[1]) if worth or not words)


def draft_record(card: Card, today: date) -> PolicyRecord:
    """Give the record of a card as a draft of that day: its weeks and months become dates."""
    return replace(
        card.record,
        warn_until=_after_weeks(today, card.warn_for_weeks),
        compliance_due=_after_weeks(today, card.comply_within_weeks),
        review_by=_after_months(today, card.review_after_months),
    )


def _worth(card: Card, words: Iterable[str]) -> int:
    """Give how well a card answers: 0 when one of the words stands nowhere in it."""
    record = card.record
    shelves = (
        (6, f"{card.id} {card.title}"),
        (3, f"{card.category} {card.source}"),
        (2, card.text),
        (1, f"{record.context} {record.options} {record.consequences}"),
        (1, f"{record.steward} {record.code} {record.monitoring}"),
    )
    texts = [(worth, text.casefold()) for worth, text in shelves]
    each_word = [sum(worth for worth, text in texts if word in text) for word in words]
    return sum(each_word) if all(each_word) else 0


def _after_weeks(today: date, weeks: int) -> str:
    return (today + timedelta(weeks=weeks)).isoformat() if weeks else ""


def _after_months(today: date, months: int) -> str:
    if not months:
        return ""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1])).isoformat()
