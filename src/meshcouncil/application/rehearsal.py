"""A gathering to try out alone: one table, bots on all seats but one."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.application.gatherings import Gatherings, Hosting
from meshcouncil.application.pack_choice import pack_called
from meshcouncil.bots.names import bot_names
from meshcouncil.gathering.commands import FillWithBots, RemoveBot


class NoSuchSeat(Exception):
    """The pack has no such seat; `sentence` says which it has."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class RehearsalLinks:
    """Tokens of the links to a rehearsal, and its join code."""

    gathering: str
    code: str
    seat: str
    facilitator: str
    projector: str


async def prepare(gatherings: Gatherings, hosting: Hosting, free_seat: int) -> RehearsalLinks:
    """Host a gathering, seat bots everywhere but on one seat, and make a link to that seat.

    Raises NoSuchSeat, PackMissing.
    """
    definition = pack_called(gatherings.shelf, hosting.pack)
    if free_seat not in definition.roles_by_number:
        raise NoSuchSeat(f"The pack '{hosting.pack}' has no seat {free_seat}; it has 1 to {len(definition.roles)}.")
    hosted = await gatherings.host(hosting)
    names = bot_names(await gatherings.hall(hosted.gathering), len(definition.roles))
    await gatherings.in_hall(hosted.gathering, FillWithBots(1, names))
    await gatherings.in_hall(hosted.gathering, RemoveBot(1, free_seat))
    seat = await gatherings.links.make(hosted.gathering, "seat", f"1:{free_seat}", gatherings.now())
    return RehearsalLinks(hosted.gathering, hosted.code, seat, hosted.facilitator, hosted.projector)
