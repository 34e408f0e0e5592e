"""A rehearsal: bots everywhere but on the seat that is yours."""

from __future__ import annotations

import pytest

from meshcouncil.adapters.storage_memory import memory_storage
from meshcouncil.application.gatherings import Hosting
from meshcouncil.application.pack_choice import PackMissing
from meshcouncil.application.rehearsal import NoSuchSeat, prepare
from tests.application.hosting import house_on


async def test_one_seat_is_free_and_its_link_leads_to_it() -> None:
    house = house_on(memory_storage())
    links = await prepare(house.gatherings, Hosting("rainbow-road", ""), 5)
    council = await house.gatherings.table(links.gathering, 1)
    assert sorted(council.seats) == [1, 2, 3, 4, 6, 7, 8, 9, 10]
    assert {held.kind for held in council.seats.values()} == {"bot"}
    read = [await house.gatherings.links.read(token) for token in (links.seat, links.facilitator, links.projector)]
    named = [(each.gathering, each.kind, each.subject) for each in read if each]
    own = links.gathering
    assert named == [(own, "seat", "1:5"), (own, "facilitator", ""), (own, "projector", "")]
    assert (await house.gatherings.by_code(links.code)).gathering_id == links.gathering


@pytest.mark.parametrize("seat", [0, 11, -1])
async def test_a_seat_that_is_not_there_is_said_in_a_sentence(seat: int) -> None:
    house = house_on(memory_storage())
    with pytest.raises(NoSuchSeat, match=f"The pack 'rainbow-road' has no seat {seat}; it has 1 to 10."):
        await prepare(house.gatherings, Hosting("rainbow-road", ""), seat)
    assert await house.gatherings.all() == []


async def test_a_pack_that_is_not_there_is_said_in_a_sentence() -> None:
    house = house_on(memory_storage())
    with pytest.raises(PackMissing, match="There is no pack called 'nope' here"):
        await prepare(house.gatherings, Hosting("nope", ""), 5)
