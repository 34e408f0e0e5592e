"""The log of events in SQLite: one table, its order within a stream guarded by unique(stream, seq)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from meshcouncil.adapters.sqlite_database import SqliteDatabase
from meshcouncil.application.ports import Recorded, VersionConflict, Write

_VERSION = "SELECT coalesce(max(seq), 0) FROM events WHERE stream = ?"
_APPEND = "INSERT INTO events (stream, seq, at_ms, kind, data) VALUES (?, ?, ?, ?, ?)"
_LOAD = "SELECT stream, seq, at_ms, kind, data FROM events WHERE stream = ? AND seq > ? ORDER BY seq"
_STREAMS = (
    "SELECT stream FROM events WHERE seq = 1 AND stream >= :p AND substr(stream, 1, length(:p)) = :p ORDER BY stream"
)


class SqliteEventStore:
    """An EventStore in the server's database."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def append(self, writes: Sequence[Write], at: int) -> None:
        """Store all writes or none, safe from a power cut. Raises VersionConflict, StoreUnavailable."""
        await self._database.write(lambda connection: _append(connection, writes, at))

    async def load(self, stream: str, after: int = 0) -> list[Recorded]:
        """Give the stream's events with `seq > after`, in order. Raises StoreUnavailable."""
        rows = await self._database.read(lambda connection: connection.execute(_LOAD, (stream, after)).fetchall())
        return [Recorded(*row) for row in rows]

    async def streams(self, prefix: str = "") -> list[str]:
        """Name the streams that begin with `prefix`, sorted. Raises StoreUnavailable."""
        rows = await self._database.read(lambda connection: connection.execute(_STREAMS, {"p": prefix}).fetchall())
        return [stream for (stream,) in rows]


def _append(connection: sqlite3.Connection, writes: Sequence[Write], at: int) -> None:
    for write in writes:
        (actual,) = connection.execute(_VERSION, (write.stream,)).fetchone()
        if actual != write.expected_version:
            raise VersionConflict(write.stream, write.expected_version, actual)
        rows = [
            (write.stream, seq, at if payload.at_ms is None else payload.at_ms, payload.kind, payload.data)
            for seq, payload in enumerate(write.payloads, start=actual + 1)
        ]
        connection.executemany(_APPEND, rows)
