"""Links that let somebody in: signed tokens that carry an invitation's id and nothing else, and can be revoked."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from typing import TypeVar

from itsdangerous import BadSignature, URLSafeSerializer

from meshcouncil.application.ports import Invitation, InvitationKind, Invitations, Secrets

KEPT = 4_096

_SALT = "meshcouncil.invitation"
_LONGEST = 512

K = TypeVar("K")
V = TypeVar("V")


class Links:
    """Makes and reads the tokens of links. What counts is kept at hand, for every page asks at every drawing."""

    def __init__(self, invitations: Invitations, server_secrets: Secrets) -> None:
        self._invitations = invitations
        self._secrets = server_secrets
        self._serializer: URLSafeSerializer | None = None
        self._good: OrderedDict[str, Invitation] = OrderedDict()
        self._standing: OrderedDict[tuple[str, str, str], str] = OrderedDict()
        self._revocations = 0

    @property
    def revocations(self) -> int:
        """Count how often links were revoked since the start: as long as it stands, good links are good."""
        return self._revocations

    async def make(self, gathering: str, kind: InvitationKind, subject: str, at: int) -> str:
        """Make a link's token. `at`: ms since the epoch."""
        invitation = Invitation(secrets.token_urlsafe(9), gathering, kind, subject, at)
        await self._invitations.add(invitation)
        return await self._token(invitation)

    async def standing(self, gathering: str, kind: InvitationKind, subject: str, at: int) -> str:
        """Give the token of a link that counts already; make one when there is none. `at`: ms since the epoch."""
        key = (gathering, kind, subject)
        if key not in self._standing:
            revocations = self._revocations
            found = await self._invitations.standing(gathering, kind, subject)
            token = await self._token(found) if found else await self.make(gathering, kind, subject, at)
            if revocations != self._revocations:
                return token
            _keep(self._standing, key, token)
        return self._standing[key]

    async def read(self, token: str) -> Invitation | None:
        """Give the invitation behind a token; None when it is forged, revoked or unknown: all three look alike."""
        if token in self._good:
            return self._good[token]
        try:
            invitation_id = str((await self._signer()).loads(token[:_LONGEST]))
        except BadSignature:
            return None
        revocations = self._revocations
        invitation = await self._invitations.get(invitation_id)
        if invitation is None or invitation.revoked:
            return None
        if revocations == self._revocations:  # else it may have been revoked while it was read
            _keep(self._good, token, invitation)
        return invitation

    async def revoke(self, gathering: str, kind: InvitationKind, subject: str) -> None:
        """Make every link of this kind and subject worthless."""
        await self._invitations.revoke_subject(gathering, kind, subject)
        self._revocations += 1
        self._standing.pop((gathering, kind, subject), None)
        for token in [token for token, known in self._good.items() if _is_of(known, gathering, kind, subject)]:
            del self._good[token]

    async def _token(self, invitation: Invitation) -> str:
        return str((await self._signer()).dumps(invitation.id))

    async def _signer(self) -> URLSafeSerializer:
        if self._serializer is None:
            key = await self._secrets.get_or_create("links")
            self._serializer = URLSafeSerializer(key, salt=_SALT)
        return self._serializer


def _is_of(invitation: Invitation, gathering: str, kind: InvitationKind, subject: str) -> bool:
    return (invitation.gathering, invitation.kind, invitation.subject) == (gathering, kind, subject)


def _keep(kept: OrderedDict[K, V], key: K, value: V) -> None:
    kept[key] = value
    if len(kept) > KEPT:
        kept.popitem(last=False)
