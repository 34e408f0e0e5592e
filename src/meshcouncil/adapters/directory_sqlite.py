"""The plain rows in SQLite: pinned packs, the directory of gatherings, invitations, the server's secrets."""

from __future__ import annotations

import secrets
import sqlite3
from typing import Any

from meshcouncil.adapters.sqlite_database import SqliteDatabase
from meshcouncil.application.ports import CodeTaken, GatheringEntry, Invitation, InvitationKind


class SqlitePinnedPacks:
    """PinnedPacks in the server's database."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def put(self, digest: str, definition: bytes) -> None:
        """Keep a definition under its digest; keeping it again changes nothing. Raises StoreUnavailable."""
        await _write(self._database, "INSERT OR IGNORE INTO pinned_packs VALUES (?, ?)", digest, definition)

    async def get(self, digest: str) -> bytes | None:
        """Give the definition kept under the digest, or None. Raises StoreUnavailable."""
        rows = await _read(self._database, "SELECT definition FROM pinned_packs WHERE digest = ?", digest)
        return rows[0][0] if rows else None


_ENTRIES = "SELECT code, id, title, pack_digest, created_at, settings FROM gatherings"


class SqliteGatheringDirectory:
    """A GatheringDirectory in the server's database."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def add(self, entry: GatheringEntry) -> None:
        """List a gathering. Raises CodeTaken, StoreUnavailable."""
        row = (
            entry.gathering_id,
            entry.code,
            entry.title,
            entry.pack_digest,
            entry.created_at,
            entry.settings,
        )

        def add(connection: sqlite3.Connection) -> None:
            try:
                connection.execute("INSERT INTO gatherings VALUES (?, ?, ?, ?, ?, ?)", row)
            except sqlite3.IntegrityError:
                raise CodeTaken(entry.code) from None

        await self._database.write(add)

    async def by_code(self, code: str) -> GatheringEntry | None:
        """Find a gathering by its join code, or None. Raises StoreUnavailable."""
        rows = await _read(self._database, f"{_ENTRIES} WHERE code = ?", code)
        return GatheringEntry(*rows[0]) if rows else None

    async def by_id(self, gathering_id: str) -> GatheringEntry | None:
        """Find a gathering by its id, or None. Raises StoreUnavailable."""
        rows = await _read(self._database, f"{_ENTRIES} WHERE id = ?", gathering_id)
        return GatheringEntry(*rows[0]) if rows else None

    async def all(self) -> list[GatheringEntry]:
        """Give every gathering, the newest first. Raises StoreUnavailable."""
        rows = await _read(self._database, f"{_ENTRIES} ORDER BY created_at DESC, id")
        return [GatheringEntry(*row) for row in rows]


_LINKS = "SELECT id, gathering, kind, subject, created_at, revoked FROM invitations"


class SqliteInvitations:
    """Invitations in the server's database."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def add(self, invitation: Invitation) -> None:
        """Keep an invitation; keeping the same id again changes nothing. Raises StoreUnavailable."""
        await _write(
            self._database,
            "INSERT OR IGNORE INTO invitations VALUES (?, ?, ?, ?, ?, ?)",
            invitation.id,
            invitation.gathering,
            invitation.kind,
            invitation.subject,
            invitation.created_at,
            invitation.revoked,
        )

    async def get(self, invitation_id: str) -> Invitation | None:
        """Find an invitation, revoked or not, or None. Raises StoreUnavailable."""
        return _invitation(await _read(self._database, f"{_LINKS} WHERE id = ?", invitation_id))

    async def standing(self, gathering: str, kind: InvitationKind, subject: str) -> Invitation | None:
        """Find the first link of this kind and subject that still counts, or None. Raises StoreUnavailable."""
        where = "WHERE gathering = ? AND kind = ? AND subject = ? AND NOT revoked ORDER BY created_at, id LIMIT 1"
        return _invitation(await _read(self._database, f"{_LINKS} {where}", gathering, kind, subject))

    async def revoke(self, invitation_id: str) -> None:
        """Make one link count no longer; an unknown id changes nothing. Raises StoreUnavailable."""
        await _write(self._database, "UPDATE invitations SET revoked = 1 WHERE id = ?", invitation_id)

    async def revoke_subject(self, gathering: str, kind: InvitationKind, subject: str) -> None:
        """Make every link of this kind and subject count no longer. Raises StoreUnavailable."""
        await _write(
            self._database,
            "UPDATE invitations SET revoked = 1 WHERE gathering = ? AND kind = ? AND subject = ?",
            gathering,
            kind,
            subject,
        )


class SqliteSecrets:
    """Secrets in the server's database."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def get_or_create(self, name: str) -> bytes:
        """Give the 32 bytes kept under the name: the same ones for ever. Raises StoreUnavailable."""

        def work(connection: sqlite3.Connection) -> bytes:
            connection.execute("INSERT OR IGNORE INTO secrets VALUES (?, ?)", (name, secrets.token_bytes(32)))
            (value,) = connection.execute("SELECT value FROM secrets WHERE name = ?", (name,)).fetchone()
            return bytes(value)

        return await self._database.write(work)


def _invitation(rows: list[Any]) -> Invitation | None:
    if not rows:
        return None
    invitation, gathering, kind, subject, created_at, revoked = rows[0]
    return Invitation(invitation, gathering, kind, subject, created_at, bool(revoked))


async def _write(database: SqliteDatabase, statement: str, *values: object) -> None:
    def work(connection: sqlite3.Connection) -> None:
        connection.execute(statement, values)

    await database.write(work)


async def _read(database: SqliteDatabase, statement: str, *values: object) -> list[Any]:
    return await database.read(lambda connection: connection.execute(statement, values).fetchall())
