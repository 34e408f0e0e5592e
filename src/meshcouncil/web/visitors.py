"""The only way from a URL to a gathering: who is asking, proved by the cookie of that very path.

A wrong code, a wrong person, a revoked link and a missing cookie all answer alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from meshcouncil.application.folded import Stream
from meshcouncil.application.gatherings import Gatherings, NoSuchGathering
from meshcouncil.application.ports import GatheringEntry, InvitationKind
from meshcouncil.gathering.state import Gathering
from meshcouncil.gathering.viewers import Facilitator, Participant, Projector, Viewer

COOKIES: Mapping[InvitationKind, str] = {
    "person": "mesh_seat",
    "facilitator": "mesh_facilitator",
    "projector": "mesh_projector",
}


class Stranger(Exception):
    """The visitor may not know whether this page exists."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a valid cookie: in which gathering, whose eyes, and the token of their own link."""

    entry: GatheringEntry
    viewer: Viewer
    token: str

    @property
    def gathering(self) -> str:
        """Give the id of the gathering."""
        return self.entry.gathering_id

    @property
    def key(self) -> str:
        """Name the visitor for rate limits and presence."""
        match self.viewer:
            case Participant(person):
                return f"{self.gathering}/{person}"
            case _:
                return f"{self.gathering}/{type(self.viewer).__name__}"


async def participant(gatherings: Gatherings, code: str, person: str, cookies: Mapping[str, str]) -> Visitor:
    """Give the visitor who holds this person's cookie. Raises Stranger."""
    entry = await _entry(gatherings, code)
    token = await _checked(gatherings, entry, "person", person, cookies)
    visitor = Visitor(entry, Participant(person), token)
    await still_in(gatherings, visitor)
    return visitor


async def facilitator(gatherings: Gatherings, code: str, cookies: Mapping[str, str]) -> Visitor:
    """Give the visitor who holds the facilitator's cookie. Raises Stranger."""
    entry = await _entry(gatherings, code)
    token = await _checked(gatherings, entry, "facilitator", "", cookies)
    return Visitor(entry, Facilitator(), token)


async def projector(gatherings: Gatherings, code: str, cookies: Mapping[str, str]) -> Visitor:
    """Give the visitor who holds the projector's cookie. Raises Stranger."""
    entry = await _entry(gatherings, code)
    token = await _checked(gatherings, entry, "projector", "", cookies)
    return Visitor(entry, Projector(), token)


async def still_in(gatherings: Gatherings, visitor: Visitor) -> Stream[Gathering]:
    """Give the hall; refuse a visitor whose link was revoked since, or who has left the hall. Raises Stranger."""
    if await gatherings.links.read(visitor.token) is None:
        raise Stranger
    hall = await gatherings.hall_stream(visitor.gathering)
    if isinstance(visitor.viewer, Participant) and visitor.viewer.person not in hall.state.people:
        raise Stranger
    return hall


async def _entry(gatherings: Gatherings, code: str) -> GatheringEntry:
    try:
        return await gatherings.by_code(code)
    except NoSuchGathering:
        raise Stranger from None


async def _checked(
    gatherings: Gatherings, entry: GatheringEntry, kind: InvitationKind, subject: str, cookies: Mapping[str, str]
) -> str:
    token = cookies.get(COOKIES[kind], "")
    invitation = await gatherings.links.read(token)
    if invitation is None or (invitation.gathering, invitation.kind, invitation.subject) != (
        entry.gathering_id,
        kind,
        subject,
    ):
        raise Stranger
    return token
