"""The only file that builds adapters from settings and hands them to the application."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from meshcouncil.adapters.bus_memory import MemoryBus
from meshcouncil.adapters.storage_memory import memory_storage
from meshcouncil.adapters.storage_sqlite import sqlite_storage, sqlite_storage_for_reading
from meshcouncil.application.bot_table import BotTables
from meshcouncil.application.gatherings import Gatherings
from meshcouncil.application.pads import Pads
from meshcouncil.application.presence import Presence
from meshcouncil.application.storage import Storage
from meshcouncil.pack.shelf import Shelf
from meshcouncil.settings import Settings

__all__ = ["Application", "in_memory", "now_ms", "opened", "reading"]


@dataclass(frozen=True, slots=True)
class Application:
    """One running application: what the web, the command line and the tests talk to."""

    gatherings: Gatherings
    presence: Presence
    bots: BotTables
    storage: Storage


def now_ms() -> int:
    """Give the instant in ms since the epoch."""
    return time.time_ns() // 1_000_000


@contextmanager
def opened(settings: Settings) -> Iterator[Application]:
    """Open the data folder and build the application on it; leaving the context stores what waits.

    Raises StoreUnavailable: the folder is in use or cannot be written, or its database is newer, foreign or damaged.
    """
    with sqlite_storage(settings.data) as storage:
        yield _built(storage, _shelf(settings.packs, settings.library), now_ms)


@contextmanager
def reading(data: Path, packs: Path | None = None) -> Iterator[Application]:
    """Open a data folder to read, beside a server that may be using it. Raises StoreUnavailable."""
    with sqlite_storage_for_reading(data) as storage:
        yield _built(storage, _shelf(packs), now_ms)


def in_memory(clock: Callable[[], int] = now_ms, packs: Path | None = None, library: Path | None = None) -> Application:
    """Build an application that forgets everything at its end."""
    return _built(memory_storage(), _shelf(packs, library), clock)


def _shelf(packs: Path | None, library: Path | None = None) -> Shelf:
    return Shelf((packs,) if packs else (), library)


def _built(storage: Storage, shelf: Shelf, clock: Callable[[], int]) -> Application:
    bus = MemoryBus()
    presence = Presence(bus, clock)
    pads = Pads(storage.pads, changed=bus.publish)
    gatherings = Gatherings(storage, bus, shelf, pads, clock)
    return Application(gatherings, presence, BotTables(gatherings, presence), storage)
