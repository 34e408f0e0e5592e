"""Deadlines of tables: when one is past, the house tells the table what time it is.

The log alone knows what is due, so nothing is lost with a process: whoever asks for a table sets its alarm again, and
one that is long past rings at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

Place = tuple[str, int]
"""A gathering and the number of one of its tables."""

LATE_MS = 20
"""Milliseconds after its instant at which an alarm rings, so that the deadline is past for everybody's clock."""

LONGEST_SLEEP = 24 * 60 * 60.0
"""Seconds: a deadline further away is looked at again after a day."""


class Alarms:
    """Rings at the next deadline of each table, as long as the server runs."""

    def __init__(self, clock: Callable[[], int], ring: Callable[[str, int], Awaitable[None]]) -> None:
        self._clock = clock
        self._ring = ring
        self._is_on = False
        self._due: dict[Place, int] = {}
        self._timers: dict[Place, asyncio.TimerHandle] = {}
        self._ringing: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Ring from now on, also for what was set before."""
        self._is_on = True
        for place in list(self._due):
            self._wind(place)

    async def stop(self) -> None:
        """Ring no more; what is being told to a table is told to the end."""
        self._is_on = False
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        await asyncio.gather(*self._ringing, return_exceptions=True)

    def set(self, gathering: str, table: int, deadline: int | None) -> None:
        """Set the next deadline of a table (ms since the epoch); None: nothing is due."""
        place = (gathering, table)
        if self._due.get(place) == deadline:
            return
        timer = self._timers.pop(place, None)
        if timer is not None:
            timer.cancel()
        if deadline is None:
            self._due.pop(place, None)
            return
        self._due[place] = deadline
        if self._is_on:
            self._wind(place)

    def _wind(self, place: Place) -> None:
        seconds = max(0, self._due[place] - self._clock() + LATE_MS) / 1_000
        self._timers[place] = asyncio.get_running_loop().call_later(min(seconds, LONGEST_SLEEP), self._go_off, place)

    def _go_off(self, place: Place) -> None:
        self._timers.pop(place, None)
        if self._due.get(place, 0) > self._clock():
            self._wind(place)
            return
        self._due.pop(place, None)
        task = asyncio.get_running_loop().create_task(self._told(place))
        self._ringing.add(task)
        task.add_done_callback(self._ringing.discard)

    async def _told(self, place: Place) -> None:
        try:
            await self._ring(*place)
        except Exception:
            log.exception("a deadline could not be told to its table; it is told when somebody looks at it next")
