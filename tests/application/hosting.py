"""Gatherings to try the use cases on, in memory or in a data folder, at a clock of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from meshcouncil.adapters.bus_memory import MemoryBus
from meshcouncil.application.gatherings import Gatherings, Hosted, Hosting
from meshcouncil.application.pads import Pads
from meshcouncil.application.presence import Presence
from meshcouncil.application.storage import Storage
from meshcouncil.bots.names import bot_names
from meshcouncil.gathering import commands as in_hall
from meshcouncil.pack.shelf import Shelf

START = 1_700_000_000_000
SHELF = Shelf()


@dataclass
class Watch:
    """A clock that goes when it is told to."""

    at: int = START

    def __call__(self) -> int:
        return self.at


@dataclass
class House:
    """One server's worth of use cases on some storage."""

    storage: Storage
    gatherings: Gatherings
    presence: Presence
    watch: Watch

    async def host(self, **chosen: Any) -> Hosted:
        return await self.gatherings.host(Hosting(**{"pack": "rainbow-road", "plan": "sixty", **chosen}))

    async def hall(self, gathering: str, *commands: in_hall.Command) -> None:
        for command in commands:
            await self.gatherings.in_hall(gathering, command)

    async def fill(self, gathering: str, table: int | None = None) -> None:
        hall = await self.gatherings.hall(gathering)
        names = bot_names(hall, hall.tables * len(hall.seat_plans))
        await self.gatherings.in_hall(gathering, in_hall.FillWithBots(table, names))

    async def go_to(self, gathering: str, step: str) -> None:
        while (await self.gatherings.hall(gathering)).step != step:
            await self.gatherings.in_hall(gathering, in_hall.NextStep(self.watch()))


def house_on(storage: Storage, packs: Path | None = None) -> House:
    watch, bus = Watch(), MemoryBus()
    shelf = Shelf((packs,)) if packs else SHELF
    pads = Pads(storage.pads, changed=bus.publish)
    return House(storage, Gatherings(storage, bus, shelf, pads, watch), Presence(bus, watch), watch)
