"""Links that let somebody in: signed tokens that carry an invitation's id and nothing else, and can be revoked."""

from __future__ import annotations

import secrets

from itsdangerous import BadSignature, URLSafeSerializer

from meshcouncil.application.ports import Invitation, InvitationKind, Invitations, Secrets

_SALT = "meshcouncil.invitation"


class Links:
    """Makes and reads the tokens of links."""

    def __init__(self, invitations: Invitations, server_secrets: Secrets) -> None:
        self._invitations = invitations
        self._secrets = server_secrets
        self._serializer: URLSafeSerializer | None = None

    async def make(self, gathering: str, kind: InvitationKind, subject: str, at: int) -> str:
        """Make a link's token. `at`: ms since the epoch."""
        invitation = Invitation(secrets.token_urlsafe(9), gathering, kind, subject, at)
        await self._invitations.add(invitation)
        return str((await self._signer()).dumps(invitation.id))

    async def read(self, token: str) -> Invitation | None:
        """Give the invitation behind a token; None when it is forged, revoked or unknown: all three look alike."""
        try:
            invitation_id = (await self._signer()).loads(token[:512])
        except BadSignature:
            return None
        invitation = await self._invitations.get(str(invitation_id))
        return None if invitation is None or invitation.revoked else invitation

    async def revoke(self, gathering: str, kind: InvitationKind, subject: str) -> None:
        """Make every link of this kind and subject worthless."""
        await self._invitations.revoke_subject(gathering, kind, subject)

    async def _signer(self) -> URLSafeSerializer:
        if self._serializer is None:
            key = await self._secrets.get_or_create("links")
            self._serializer = URLSafeSerializer(key, salt=_SALT)
        return self._serializer
