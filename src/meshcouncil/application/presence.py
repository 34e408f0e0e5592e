"""Who has a page open and who is typing: kept in memory only, for the table to see and for bots to wait."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from meshcouncil.application.ports import Bus

TYPING_LASTS = 4_000
"""How long, in ms, somebody counts as typing after the last key."""


def presence_stream(gathering: str) -> str:
    """Name the wake-up of a gathering's presence; nothing is stored under it."""
    return f"presence:{gathering}"


@dataclass(slots=True)
class _Here:
    """Open tabs by person, the instant of everybody's last key, and the number of the latest change."""

    tabs: Counter[str] = field(default_factory=Counter)
    typed: dict[str, int] = field(default_factory=dict)
    version: int = 0


class Presence:
    """Who is here, by gathering. A gathering whose last tab closed is forgotten."""

    def __init__(self, bus: Bus, clock: Callable[[], int]) -> None:
        self._bus = bus
        self._clock = clock
        self._here: dict[str, _Here] = {}
        self._timers: dict[tuple[str, str], asyncio.TimerHandle] = {}
        self._numbers = count(1)

    def version(self, gathering: str) -> int:
        """Give a number that changes whenever somebody comes, goes, begins or stops typing."""
        here = self._here.get(gathering)
        return here.version if here else 0

    @contextmanager
    def here(self, gathering: str, person: str) -> Iterator[None]:
        """Count a person's tab while the context is open; the table is woken when they come and when they have gone."""
        here = self._here.setdefault(gathering, _Here())
        here.tabs[person] += 1
        if here.tabs[person] == 1:
            self._changed(gathering, here)
        try:
            yield
        finally:
            here.tabs[person] -= 1
            if not here.tabs[person]:
                self._gone(gathering, here, person)

    def _gone(self, gathering: str, here: _Here, person: str) -> None:
        del here.tabs[person]
        here.typed.pop(person, None)
        if timer := self._timers.pop((gathering, person), None):
            timer.cancel()
        if not here.tabs:
            del self._here[gathering]
        self._changed(gathering, here)

    def _changed(self, gathering: str, here: _Here) -> None:
        here.version = next(self._numbers)
        self._bus.publish(presence_stream(gathering))

    def typed(self, gathering: str, person: str) -> None:
        """Note that a person with an open page pressed a key; the table is woken when they begin and when they stop."""
        here = self._here.get(gathering)
        if here is None or person not in here.tabs:
            return
        had_begun = person in self.typing(gathering)
        here.typed[person] = self._clock()
        if not had_begun:
            self._changed(gathering, here)
        if (gathering, person) not in self._timers:
            self._look_again(gathering, person)

    def _look_again(self, gathering: str, person: str) -> None:
        """Keep one timer for each person, however fast they type."""
        loop = asyncio.get_running_loop()
        key = (gathering, person)
        self._timers[key] = loop.call_later(TYPING_LASTS / 1_000 + 0.1, self._stopped, gathering, person)

    def _stopped(self, gathering: str, person: str) -> None:
        del self._timers[gathering, person]
        if person in self.typing(gathering):
            self._look_again(gathering, person)
            return
        here = self._here[gathering]
        here.typed.pop(person, None)
        self._changed(gathering, here)

    def present(self, gathering: str) -> frozenset[str]:
        """Name the people who have a page open."""
        here = self._here.get(gathering)
        return frozenset(here.tabs) if here else frozenset()

    def typing(self, gathering: str) -> frozenset[str]:
        """Name the people who pressed a key in the last few seconds."""
        here = self._here.get(gathering)
        if here is None:
            return frozenset()
        since = self._clock() - TYPING_LASTS
        return frozenset(person for person, at in here.typed.items() if at >= since)
