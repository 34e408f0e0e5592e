"""What every pad store does."""

import asyncio

import pytest

from meshcouncil.application.ports import PadStore
from meshcouncil.application.storage import Storage
from tests.conformance.storages import InMemory, InSqlite


async def filled(pads: PadStore, *updates: bytes, pad: str = "p") -> None:
    for update in updates:
        await pads.append(pad, update)


class PadStoreConformance:
    @pytest.fixture
    def pads(self, storage: Storage) -> PadStore:
        return storage.pads

    async def test_a_new_pad_is_empty(self, pads: PadStore) -> None:
        assert await pads.load("p") == []

    async def test_updates_come_back_in_order_and_by_pad(self, pads: PadStore) -> None:
        await filled(pads, b"1", b"2\x00\xff")
        await filled(pads, b"other", pad="q")
        assert await pads.load("p") == [b"1", b"2\x00\xff"]
        assert await pads.load("q") == [b"other"]

    async def test_many_hands_append_at_once_and_nothing_is_lost(self, pads: PadStore) -> None:
        updates = [bytes([hand, n]) for hand in range(10) for n in range(20)]
        await asyncio.gather(*(pads.append("p", update) for update in updates))
        assert sorted(await pads.load("p")) == updates

    async def test_a_snapshot_stands_for_the_first_entries(self, pads: PadStore) -> None:
        await filled(pads, b"1", b"2", b"3")
        await pads.compact("p", b"12", upto=2)
        assert await pads.load("p") == [b"12", b"3"]

    async def test_a_pad_goes_on_after_its_snapshot(self, pads: PadStore) -> None:
        await filled(pads, b"1", b"2")
        await pads.compact("p", b"12", upto=2)
        await filled(pads, b"3", b"4", b"5")
        assert await pads.load("p") == [b"12", b"3", b"4", b"5"]
        await pads.compact("p", b"1234", upto=3)
        assert await pads.load("p") == [b"1234", b"5"]
        await pads.compact("p", b"1234 again", upto=1)
        assert await pads.load("p") == [b"1234 again", b"5"]

    async def test_a_snapshot_of_more_than_there_is_stands_for_all(self, pads: PadStore) -> None:
        await filled(pads, b"1", b"2")
        await pads.compact("p", b"all", upto=9)
        await filled(pads, b"3")
        assert await pads.load("p") == [b"all", b"3"]

    async def test_a_snapshot_of_nothing_is_refused(self, pads: PadStore) -> None:
        await filled(pads, b"1")
        with pytest.raises(ValueError, match="at least one entry"):
            await pads.compact("p", b"nothing", upto=0)
        assert await pads.load("p") == [b"1"]

    async def test_a_snapshot_of_one_pad_leaves_the_others(self, pads: PadStore) -> None:
        await filled(pads, b"1", b"2", pad="p")
        await filled(pads, b"1", b"2", pad="q")
        await pads.compact("p", b"12", upto=2)
        assert await pads.load("q") == [b"1", b"2"]

    async def test_pads_are_found_by_their_beginning(self, pads: PadStore) -> None:
        for pad in ("g2/1", "g1/2", "g1/1"):
            await filled(pads, b"1", b"2", pad=pad)
        await pads.compact("g1/2", b"12", upto=2)
        assert await pads.pads() == ["g1/1", "g1/2", "g2/1"]
        assert await pads.pads("g1/") == ["g1/1", "g1/2"]


class TestMemoryPadStore(InMemory, PadStoreConformance):
    pass


class TestSqlitePadStore(InSqlite, PadStoreConformance):
    pass
