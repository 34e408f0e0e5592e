"""What every route needs, in one hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import segno
from jinja2 import Environment
from markupsafe import Markup

from meshcouncil.application.gatherings import Gatherings
from meshcouncil.application.presence import Presence
from meshcouncil.gathering.viewers import Facilitator, Participant
from meshcouncil.web.drawing import Drawings
from meshcouncil.web.scene import Doorway, JoinCard, Links, Needs, Scene, Stories, scene_for
from meshcouncil.web.security import RateLimit
from meshcouncil.web.visitors import Visitor, require_still


@dataclass(frozen=True)
class House:
    """The use cases, drawings and limits of one server."""

    gatherings: Gatherings
    presence: Presence
    templates: Environment
    drawings: Drawings
    address: str = ""
    commands: RateLimit = field(default_factory=lambda: RateLimit(per_second=10, burst=40))
    arrivals: RateLimit = field(default_factory=lambda: RateLimit(per_second=5, burst=400))
    hostings: RateLimit = field(default_factory=lambda: RateLimit(per_second=0.5, burst=20))
    wrong_codes: RateLimit = field(default_factory=lambda: RateLimit(per_second=2, burst=200))
    stories: Stories = field(default_factory=Stories)

    async def scene(self, visitor: Visitor, address: str, needs: Needs) -> Scene:
        """Read what one of the visitor's pages needs now. `address`: where their browser reaches this server.

        Raises Stranger when their link was revoked or they have left.
        """
        await require_still(self.gatherings, visitor)
        door = await self._doorway(visitor, self.address or address)
        return await scene_for(self.gatherings, self.presence, self.stories, visitor.entry, visitor.viewer, door, needs)

    async def _doorway(self, visitor: Visitor, address: str) -> Doorway:
        join = f"{address}/j/{visitor.entry.code}"
        card = JoinCard(visitor.entry.code, join, qr_code(join))
        match visitor.viewer:
            case Facilitator():
                links, now = self.gatherings.links, self.gatherings.now()
                projector = await links.standing(visitor.gathering, "projector", "", now)
                return Doorway(card, Links(join, f"{address}/i/{projector}", f"{address}/i/{visitor.token}"))
            case Participant():
                return Doorway(card, own_link=f"{address}/i/{visitor.token}")
            case _:
                return Doorway(card)


@lru_cache(maxsize=256)  # drawing one takes ten milliseconds, and a page asks for it at every change
def qr_code(address: str) -> Markup:
    """Draw an address as a QR code (SVG), to be put into a page."""
    drawn = segno.make(address, error="m").svg_inline(scale=4, border=2, dark="#000", light="#fff", omitsize=True)
    return Markup(drawn)  # noqa: S704 - made by segno from an address of ours
