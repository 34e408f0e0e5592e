"""What every route needs, in one hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial

from jinja2 import Environment
from markupsafe import Markup

from meshcouncil.application.gatherings import Gatherings
from meshcouncil.application.presence import Presence
from meshcouncil.gathering.viewers import Facilitator, Participant
from meshcouncil.web.boards import Boards
from meshcouncil.web.drawing import Drawings
from meshcouncil.web.scene import Doorway, JoinCard, Links, Needs, Scene, place_of
from meshcouncil.web.security import RateLimit
from meshcouncil.web.visitors import Visitor, still_in


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

    @cached_property
    def _boards(self) -> Boards:
        return Boards(self.gatherings, self.presence)

    async def scene(self, visitor: Visitor, address: str, needs: Needs) -> Scene:
        """Read what one of the visitor's pages needs now. `address`: where their browser reaches this server.

        Raises Stranger when their link was revoked or they have left.
        """
        hall = await still_in(self.gatherings, visitor)
        viewer = visitor.viewer
        projector = await self._projector(visitor) if isinstance(viewer, Facilitator) else ""
        place = place_of(hall.state, viewer, needs)
        instant = await self._boards.now(hall, place.table if place else None, needs)
        door = partial(doorway, visitor, self.address or address, projector)
        return Scene(instant, visitor.entry, viewer, place, self.gatherings.now(), door)

    async def _projector(self, visitor: Visitor) -> str:
        return await self.gatherings.links.standing(visitor.gathering, "projector", "", self.gatherings.now())


def doorway(visitor: Visitor, address: str, projector: str) -> Doorway:
    """Give the ways in that a visitor may know. `projector`: the token of that link, for the facilitator."""
    join = f"{address}/j/{visitor.entry.code}"
    card = JoinCard(visitor.entry.code, join, qr_code(join))
    match visitor.viewer:
        case Facilitator():
            return Doorway(card, Links(join, f"{address}/i/{projector}", f"{address}/i/{visitor.token}"))
        case Participant():
            return Doorway(card, own_link=f"{address}/i/{visitor.token}")
        case _:
            return Doorway(card)


@lru_cache(maxsize=256)  # drawing one takes ten milliseconds, and a page asks for it at every change
def qr_code(address: str) -> Markup:
    """Draw an address as a QR code (SVG), to be put into a page."""
    import segno  # noqa: PLC0415 - the start page needs none, and a server should start quickly

    drawn = segno.make(address, error="m").svg_inline(scale=4, border=2, dark="#000", light="#fff", omitsize=True)
    return Markup(drawn)  # noqa: S704 - made by segno from an address of ours
