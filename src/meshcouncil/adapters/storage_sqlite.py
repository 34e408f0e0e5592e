"""All stores in one data folder: for a server (which holds the folder), and for reading beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from meshcouncil.adapters import sqlite_schema
from meshcouncil.adapters.data_folder import DATABASE, DataFolder
from meshcouncil.adapters.directory_sqlite import (
    SqliteGatheringDirectory,
    SqliteInvitations,
    SqlitePinnedPacks,
    SqliteSecrets,
)
from meshcouncil.adapters.event_store_sqlite import SqliteEventStore
from meshcouncil.adapters.pad_store_sqlite import SqlitePadStore
from meshcouncil.adapters.sqlite_database import SqliteDatabase
from meshcouncil.application.storage import Storage


@contextmanager
def sqlite_storage(data: Path) -> Iterator[Storage]:
    """Open the data folder for one server, and bring its database up to date; leaving the context stores what waits.

    Raises StoreUnavailable: the folder is in use or cannot be written, the database is newer, foreign or damaged.
    """
    with closing(DataFolder(data)) as folder:
        sqlite_schema.prepare(folder.database)
        with closing(SqliteDatabase(folder.database)) as database:
            yield _stores(database)


@contextmanager
def sqlite_storage_for_reading(data: Path) -> Iterator[Storage]:
    """Open a data folder beside a server that may be using it; every attempt to store is refused.

    Raises StoreUnavailable: there is no database, or it is of another version, foreign or damaged.
    """
    sqlite_schema.check(data / DATABASE)
    with closing(SqliteDatabase(data / DATABASE, read_only=True)) as database:
        yield _stores(database)


def _stores(database: SqliteDatabase) -> Storage:
    return Storage(
        events=SqliteEventStore(database),
        pads=SqlitePadStore(database),
        packs=SqlitePinnedPacks(database),
        gatherings=SqliteGatheringDirectory(database),
        invitations=SqliteInvitations(database),
        secrets=SqliteSecrets(database),
    )
