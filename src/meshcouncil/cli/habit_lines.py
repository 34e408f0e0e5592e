"""Habits that hurt a council, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from meshcouncil.council.events import Event
from meshcouncil.council.state import Council
from meshcouncil.documents.anti_patterns import anti_patterns


def habit_lines(council: Council, events: Iterable[Event]) -> Iterator[str]:
    """Tell what got in the council's way and what to try next time; nothing where nothing was seen."""
    seen = anti_patterns(council, events)
    if seen:
        yield from ("", "What to try next time", "")
    for each in seen:
        yield f"{each.title}. {each.sentence}"
        yield f"    {each.advice}"
