"""Choosing a pack and a plan to host, and keeping the pack as it was for the gatherings opened with it."""

from __future__ import annotations

from meshcouncil.application.ports import PinnedPacks
from meshcouncil.council.definition import Definition, Plan
from meshcouncil.pack.pinned import definition_from_json, definition_to_json
from meshcouncil.pack.shelf import Shelf


class PackMissing(Exception):
    """No such pack, or no such plan in it. `sentence` says it to people."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def pack_called(shelf: Shelf, slug: str) -> Definition:
    """Give a pack ready to play. Raises PackMissing; PackRefused when the pack is broken."""
    known = shelf.places()
    if slug not in known:
        raise PackMissing(f"There is no pack called '{slug[:60]}' here; there are {', '.join(known)}.")
    return shelf.definition(slug)


def plan_called(definition: Definition, plan_id: str) -> Plan:
    """Give a plan of a pack; an empty id means the first. Raises PackMissing."""
    plan = definition.plan(plan_id) if plan_id else definition.plans[0]
    if plan is None:
        known = ", ".join(each.id for each in definition.plans)
        raise PackMissing(f"The pack '{definition.slug}' has no plan '{plan_id[:60]}'; it has {known}.")
    return plan


async def pin(definition: Definition, pinned: PinnedPacks) -> None:
    """Keep a pack as it is now."""
    await pinned.put(definition.digest, definition_to_json(definition).encode())


async def pack_pinned(digest: str, pinned: PinnedPacks) -> Definition:
    """Give a pack as it was kept. Raises PackMissing."""
    data = await pinned.get(digest)
    if data is None:
        raise PackMissing("The pack that this gathering was opened with is not in the data folder.")
    return definition_from_json(data)
