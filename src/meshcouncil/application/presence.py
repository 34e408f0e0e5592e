"""Who has a page open and who is typing: kept in memory only, for the table to see and for bots to wait."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from meshcouncil.application.ports import Bus

TYPING_LASTS = 4_000
"""How long, in ms, somebody counts as typing after the last key."""


def presence_stream(gathering: str) -> str:
    """Name the wake-up of a gathering's presence; nothing is stored under it."""
    return f"presence:{gathering}"


class Presence:
    """Open tabs by person, and the instant of everybody's last key."""

    def __init__(self, bus: Bus, clock: Callable[[], int]) -> None:
        self._bus = bus
        self._clock = clock
        self._tabs: Counter[tuple[str, str]] = Counter()
        self._typed: dict[tuple[str, str], int] = {}
        self._changes: Counter[str] = Counter()

    def mark(self, gathering: str) -> tuple[int, frozenset[str]]:
        """Give a value that changes whenever somebody comes, goes, begins or stops typing."""
        return self._changes[gathering], self.typing(gathering)

    @contextmanager
    def here(self, gathering: str, person: str) -> Iterator[None]:
        """Count a person's tab while the context is open."""
        key = (gathering, person)
        self._tabs[key] += 1
        if self._tabs[key] == 1:
            self._change(gathering)
        try:
            yield
        finally:
            self._tabs[key] -= 1
            if not self._tabs[key]:
                del self._tabs[key]
                self._typed.pop(key, None)
                self._change(gathering)

    def typed(self, gathering: str, person: str) -> None:
        """Note that a person pressed a key; the table is woken when they begin and when they have stopped."""
        had_begun = person in self.typing(gathering)
        self._typed[gathering, person] = self._clock()
        if not had_begun:
            self._bus.publish(presence_stream(gathering))
        loop = asyncio.get_running_loop()
        loop.call_later(TYPING_LASTS / 1000 + 0.1, self._bus.publish, presence_stream(gathering))

    def _change(self, gathering: str) -> None:
        self._changes[gathering] += 1
        self._bus.publish(presence_stream(gathering))

    def present(self, gathering: str) -> frozenset[str]:
        """Name the people who have a page open."""
        return frozenset(person for place, person in self._tabs if place == gathering)

    def typing(self, gathering: str) -> frozenset[str]:
        """Name the people who pressed a key in the last few seconds."""
        since = self._clock() - TYPING_LASTS
        return frozenset(person for (place, person), at in self._typed.items() if place == gathering and at >= since)
