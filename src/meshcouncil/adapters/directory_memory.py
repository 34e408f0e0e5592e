"""The plain rows kept in memory: pinned packs, the directory of gatherings, invitations, the server's secrets."""

from __future__ import annotations

import secrets
from dataclasses import replace

from meshcouncil.application.ports import CodeTaken, GatheringEntry, Invitation, InvitationKind


class MemoryPinnedPacks:
    """PinnedPacks that live as long as the process."""

    def __init__(self) -> None:
        self._definitions: dict[str, bytes] = {}

    async def put(self, digest: str, definition: bytes) -> None:
        """Keep a definition under its digest; keeping it again changes nothing."""
        self._definitions.setdefault(digest, definition)

    async def get(self, digest: str) -> bytes | None:
        """Give the definition kept under the digest, or None."""
        return self._definitions.get(digest)


class MemoryGatheringDirectory:
    """A GatheringDirectory that lives as long as the process."""

    def __init__(self) -> None:
        self._entries: dict[str, GatheringEntry] = {}

    async def add(self, entry: GatheringEntry) -> None:
        """List a gathering. Raises CodeTaken."""
        if entry.code in self._entries or await self.by_id(entry.gathering_id):
            raise CodeTaken(entry.code)
        self._entries[entry.code] = entry

    async def by_code(self, code: str) -> GatheringEntry | None:
        """Find a gathering by its join code, or None."""
        return self._entries.get(code)

    async def by_id(self, gathering_id: str) -> GatheringEntry | None:
        """Find a gathering by its id, or None."""
        return next((entry for entry in self._entries.values() if entry.gathering_id == gathering_id), None)

    async def all(self) -> list[GatheringEntry]:
        """Give every gathering, the newest first."""
        return sorted(self._entries.values(), key=lambda entry: (-entry.created_at, entry.gathering_id))


class MemoryInvitations:
    """Invitations that live as long as the process."""

    def __init__(self) -> None:
        self._invitations: dict[str, Invitation] = {}

    async def add(self, invitation: Invitation) -> None:
        """Keep an invitation; keeping the same id again changes nothing."""
        self._invitations.setdefault(invitation.id, invitation)

    async def get(self, invitation_id: str) -> Invitation | None:
        """Find an invitation, revoked or not, or None."""
        return self._invitations.get(invitation_id)

    async def standing(self, gathering: str, kind: InvitationKind, subject: str) -> Invitation | None:
        """Find the first link of this kind and subject that still counts, or None."""
        wanted = (gathering, kind, subject, False)
        links = sorted(self._invitations.values(), key=lambda each: (each.created_at, each.id))
        return next((each for each in links if (each.gathering, each.kind, each.subject, each.revoked) == wanted), None)

    async def revoke(self, invitation_id: str) -> None:
        """Make one link count no longer; an unknown id changes nothing."""
        if invitation := self._invitations.get(invitation_id):
            self._invitations[invitation_id] = replace(invitation, revoked=True)

    async def revoke_subject(self, gathering: str, kind: InvitationKind, subject: str) -> None:
        """Make every link of this kind and subject count no longer."""
        for each in list(self._invitations.values()):
            if (each.gathering, each.kind, each.subject) == (gathering, kind, subject):
                await self.revoke(each.id)


class MemorySecrets:
    """Secrets that live as long as the process."""

    def __init__(self) -> None:
        self._secrets: dict[str, bytes] = {}

    async def get_or_create(self, name: str) -> bytes:
        """Give the 32 bytes kept under the name."""
        return self._secrets.setdefault(name, secrets.token_bytes(32))
