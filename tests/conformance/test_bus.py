"""What every bus does."""

import asyncio

import pytest

from meshcouncil.adapters.bus_memory import MemoryBus
from meshcouncil.application.ports import Bus


class BusConformance:
    async def test_a_publish_wakes_every_listener_of_the_stream_and_no_other(self, bus: Bus) -> None:
        with bus.subscribe("t") as first, bus.subscribe("t") as second, bus.subscribe("u") as other:
            bus.publish("t")
            await asyncio.wait_for(asyncio.gather(first.event.wait(), second.event.wait()), timeout=5)
            assert not other.event.is_set()

    async def test_several_publishes_are_one_wake_up(self, bus: Bus) -> None:
        with bus.subscribe("t") as listener:
            bus.publish("t")
            bus.publish("t")
            await asyncio.wait_for(listener.event.wait(), timeout=5)
            listener.event.clear()
            assert not listener.event.is_set()

    async def test_a_publish_after_the_reader_cleared_wakes_it_again(self, bus: Bus) -> None:
        with bus.subscribe("t") as listener:
            bus.publish("t")
            await asyncio.wait_for(listener.event.wait(), timeout=5)
            listener.event.clear()
            bus.publish("t")
            await asyncio.wait_for(listener.event.wait(), timeout=5)

    async def test_each_listener_has_its_own_event(self, bus: Bus) -> None:
        with bus.subscribe("t") as first, bus.subscribe("t") as second:
            bus.publish("t")
            await asyncio.wait_for(asyncio.gather(first.event.wait(), second.event.wait()), timeout=5)
            first.event.clear()
            assert second.event.is_set()

    async def test_nobody_listens_after_the_context(self, bus: Bus) -> None:
        with bus.subscribe("t") as listener:
            pass
        bus.publish("t")
        with bus.subscribe("t") as later:
            bus.publish("t")
            await asyncio.wait_for(later.event.wait(), timeout=5)
        assert not listener.event.is_set()

    async def test_a_listener_may_leave_while_others_stay(self, bus: Bus) -> None:
        with bus.subscribe("t") as stays:
            with bus.subscribe("t"):
                pass
            bus.publish("t")
            await asyncio.wait_for(stays.event.wait(), timeout=5)

    async def test_a_publish_that_nobody_hears_is_forgotten(self, bus: Bus) -> None:
        bus.publish("t")
        with bus.subscribe("t") as listener:
            assert not listener.event.is_set()


class TestMemoryBus(BusConformance):
    @pytest.fixture
    def bus(self) -> Bus:
        return MemoryBus()
