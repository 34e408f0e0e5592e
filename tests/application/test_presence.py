"""Who is here and who is typing; nothing is remembered of who has gone."""

from __future__ import annotations

import asyncio

import pytest

from meshcouncil.adapters.bus_memory import MemoryBus
from meshcouncil.application import presence as presence_module
from meshcouncil.application.presence import Presence, presence_stream
from tests.application.hosting import Watch


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def bus() -> MemoryBus:
    return MemoryBus()


@pytest.fixture
def presence(bus: MemoryBus, watch: Watch) -> Presence:
    return Presence(bus, watch)


def test_a_person_is_here_while_a_tab_is_open(presence: Presence) -> None:
    with presence.here("g", "ada"):
        with presence.here("g", "ada"), presence.here("g", "ben"), presence.here("h", "cleo"):
            assert presence.present("g") == {"ada", "ben"}
            assert presence.present("h") == {"cleo"}
        assert presence.present("g") == {"ada"}
        assert presence.present("h") == frozenset()
    assert presence.present("g") == frozenset()
    assert presence._here == {}


def test_the_gathering_is_woken_when_somebody_comes_and_goes(presence: Presence, bus: MemoryBus) -> None:
    with bus.subscribe(presence_stream("g")) as subscription:
        with presence.here("g", "ada"):
            assert subscription.event.is_set()
            subscription.event.clear()
            with presence.here("g", "ada"):
                pass
            assert not subscription.event.is_set()
        assert subscription.event.is_set()


async def test_typing_lasts_a_few_seconds_after_the_last_key(presence: Presence, watch: Watch) -> None:
    with presence.here("g", "ada"):
        presence.typed("g", "ada")
        watch.at += 3_000
        presence.typed("g", "ada")
        watch.at += 3_999
        assert presence.typing("g") == {"ada"}
        watch.at += 2
        assert presence.typing("g") == frozenset()
    assert presence._timers == {}


async def test_keys_of_somebody_without_a_page_count_for_nothing(presence: Presence) -> None:
    presence.typed("g", "ada")
    with presence.here("g", "ben"):
        presence.typed("g", "ada")
        assert presence.typing("g") == frozenset()
    assert presence._timers == {}


async def test_the_table_is_woken_when_typing_begins_and_ends_and_one_timer_is_enough(
    presence: Presence, bus: MemoryBus, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence_module, "TYPING_LASTS", 40)
    with bus.subscribe(presence_stream("g")) as subscription, presence.here("g", "ada"):
        subscription.event.clear()
        presence.typed("g", "ada")
        assert subscription.event.is_set()
        subscription.event.clear()
        for _ in range(1_000):
            presence.typed("g", "ada")
        assert not subscription.event.is_set()
        assert len(presence._timers) == 1
        watch.at += 41
        await asyncio.wait_for(subscription.event.wait(), 5)
        assert presence.typing("g") == frozenset()
        assert presence._timers == {}
