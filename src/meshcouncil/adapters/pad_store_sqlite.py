"""Pads in SQLite, through the same writer as the events, so that one flush of the disk serves both."""

from __future__ import annotations

import sqlite3

from meshcouncil.adapters.sqlite_database import SqliteDatabase

_SNAPSHOT = "SELECT upto, data FROM pad_snapshots WHERE pad = ?"
_LAST = (
    "SELECT max(coalesce((SELECT max(n) FROM pad_updates WHERE pad = :pad), 0),"
    " coalesce((SELECT upto FROM pad_snapshots WHERE pad = :pad), 0))"
)
_APPEND = f"INSERT INTO pad_updates (pad, n, data) VALUES (:pad, ({_LAST}) + 1, :data)"  # noqa: S608 - our own text
_LOAD = (
    "SELECT 0 AS n, data FROM pad_snapshots WHERE pad = :pad"
    " UNION ALL SELECT n, data FROM pad_updates WHERE pad = :pad ORDER BY n"
)
_REPLACE = "INSERT OR REPLACE INTO pad_snapshots (pad, upto, data) VALUES (?, ?, ?)"
_FORGET = "DELETE FROM pad_updates WHERE pad = ? AND n <= ?"
_PADS = (
    "SELECT pad FROM pad_snapshots WHERE pad >= :p AND substr(pad, 1, length(:p)) = :p"
    " UNION SELECT pad FROM pad_updates WHERE pad >= :p AND substr(pad, 1, length(:p)) = :p ORDER BY pad"
)


class SqlitePadStore:
    """A PadStore in the server's database."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def load(self, pad_id: str) -> list[bytes]:
        """Give the pad's entries, oldest first: at most one snapshot, then updates. Raises StoreUnavailable."""
        rows = await self._database.read(lambda connection: connection.execute(_LOAD, {"pad": pad_id}).fetchall())
        return [data for _, data in rows]

    async def append(self, pad_id: str, update: bytes) -> None:
        """Store one update after the others, safe from a power cut. Raises StoreUnavailable."""
        await self._database.write(lambda connection: _append(connection, pad_id, update))

    async def compact(self, pad_id: str, snapshot: bytes, upto: int) -> None:
        """Put the snapshot in place of the first `upto` entries (at least one). Raises StoreUnavailable."""
        if upto < 1:
            raise ValueError("A snapshot stands for at least one entry.")
        await self._database.write(lambda connection: _compact(connection, pad_id, snapshot, upto))

    async def pads(self, prefix: str = "") -> list[str]:
        """Name the pads that begin with `prefix`, sorted. Raises StoreUnavailable."""
        rows = await self._database.read(lambda connection: connection.execute(_PADS, {"p": prefix}).fetchall())
        return [pad for (pad,) in rows]


def _append(connection: sqlite3.Connection, pad: str, update: bytes) -> None:
    connection.execute(_APPEND, {"pad": pad, "data": update})


def _compact(connection: sqlite3.Connection, pad: str, snapshot: bytes, upto: int) -> None:
    before = connection.execute(_SNAPSHOT, (pad,)).fetchone()
    (last,) = connection.execute(_LAST, {"pad": pad}).fetchone()
    covered = upto if before is None else before[0] + upto - 1  # an older snapshot was the first of the entries
    covered = min(covered, last)
    connection.execute(_REPLACE, (pad, covered, snapshot))
    connection.execute(_FORGET, (pad, covered))
