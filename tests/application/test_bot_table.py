"""Bots at live tables: they take turns like people, wait for people, keep to their seats, and never stop for good."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import pytest

from meshcouncil.adapters.storage_memory import memory_storage
from meshcouncil.application import bot_table
from meshcouncil.application.bot_table import BotTables
from meshcouncil.application.ports import StoreUnavailable
from meshcouncil.application.streams import table_pad
from meshcouncil.bots.mandate import Mandate
from meshcouncil.bots.principled import Principled
from meshcouncil.bots.strategy import Progress
from meshcouncil.council import commands as at_table
from meshcouncil.council.commands import Command, Introduce
from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.matters import AddPolicy, AdoptProcedure
from meshcouncil.council.offers import Offer
from meshcouncil.council.views import TableView
from meshcouncil.gathering import commands as in_hall
from meshcouncil.gathering.state import Bot, Place
from tests.application.hosting import START, House, house_on


@dataclass(frozen=True, slots=True)
class Introducing(Principled):
    """Bots that introduce themselves and are silent then; `stumbles` are raised first, one at each look."""

    stumbles: list[Exception] = field(default_factory=list)
    seats: frozenset[int] = frozenset(range(1, 11))

    def next_command(
        self, view: TableView, offers: Iterable[Offer], mandate: Mandate, progress: Progress, dice: Random
    ) -> Command | None:
        del mandate, progress, dice
        if self.stumbles:
            raise self.stumbles.pop()
        greetings = [each.command for each in offers if isinstance(each.command, Introduce)]
        is_mine = view.me is not None and view.me.seat in self.seats
        return replace(greetings[0], text="Hello.") if greetings and is_mine else None


@pytest.fixture
async def house() -> AsyncIterator[House]:
    house = house_on(memory_storage())
    yield house
    await house.gatherings.pads.close()


@pytest.fixture
async def playing(house: House) -> AsyncIterator[Callable[..., Any]]:
    """Let bots play until the test ends."""
    started: list[BotTables] = []

    async def play(*strategy: Any, on: House = house) -> BotTables:
        bots = BotTables(on.gatherings, on.presence, *strategy)
        started.append(bots)
        await bots.start()
        return bots

    yield play
    for bots in started:
        await bots.stop()
        assert bots._watchers == {}


async def a_table(house: House, step: str = "cs1", **chosen: Any) -> str:
    """Seat Ada at 1:5 among nine bots, and go on to a step."""
    gathering = (await house.host(**{"bot_pace": 0, **chosen})).gathering
    await house.hall(gathering, in_hall.EnterHall("ada", "Ada", START), in_hall.TakeSeat("ada", 1, 5))
    await house.fill(gathering)
    await house.hall(gathering, in_hall.StartAgenda(START))
    await house.go_to(gathering, step)
    return gathering


async def introduced(house: House, gathering: str) -> set[int]:
    return set((await house.gatherings.table(gathering, 1)).introductions)


async def until(holds: Callable[[], Any], seconds: float = 8) -> None:
    """Wait until something holds."""
    for _ in range(int(seconds * 100)):
        if await holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen in time")


BOTS = {1, 2, 3, 4, 6, 7, 8, 9, 10}


async def test_bots_play_at_full_speed_when_the_host_says_so(house: House, playing: Callable[..., Any]) -> None:
    gathering = await a_table(house)
    await playing(Introducing())

    async def all_have() -> bool:
        return await introduced(house, gathering) == BOTS

    await until(all_have, 5)


async def test_bots_at_a_human_pace_take_their_time(house: House, playing: Callable[..., Any]) -> None:
    gathering = await a_table(house, bot_pace=100)
    await playing(Introducing())
    await asyncio.sleep(0.5)
    assert await introduced(house, gathering) == set()


async def test_a_gathering_hosted_later_is_taken_up_and_one_that_closed_is_let_go(
    house: House, playing: Callable[..., Any]
) -> None:
    bots = await playing(Introducing())
    gathering = await a_table(house)

    async def somebody_has() -> bool:
        return bool(await introduced(house, gathering))

    async def nobody_plays() -> bool:
        return not bots._watchers

    await until(somebody_has)
    await house.hall(gathering, in_hall.CloseGathering(START))
    await until(nobody_plays)


async def test_nobody_plays_while_the_clock_stands(house: House, playing: Callable[..., Any]) -> None:
    gathering = await a_table(house)
    await house.hall(gathering, in_hall.Pause(START))
    await playing(Introducing())
    await asyncio.sleep(0.4)
    assert await introduced(house, gathering) == set()
    await house.hall(gathering, in_hall.Resume(START))

    async def somebody_has() -> bool:
        return bool(await introduced(house, gathering))

    await until(somebody_has)


async def test_a_pause_in_the_middle_of_a_turn_stops_it(house: House, playing: Callable[..., Any]) -> None:
    gathering = await a_table(house, bot_pace=1_000)
    await playing(Introducing())
    await asyncio.sleep(0.1)
    await house.hall(gathering, in_hall.Pause(START))
    await asyncio.sleep(1.5)
    assert await introduced(house, gathering) == set()


async def test_bots_wait_while_somebody_types(house: House, playing: Callable[..., Any]) -> None:
    gathering = await a_table(house)
    with house.presence.here(gathering, "ada"):
        house.presence.typed(gathering, "ada")
        await playing(Introducing())
        await asyncio.sleep(0.4)
        assert await introduced(house, gathering) == set()
        house.watch.at += 4_001

        async def somebody_has() -> bool:
            return bool(await introduced(house, gathering))

        await until(somebody_has)


async def test_nobody_holds_the_bots_up_for_ever(house: House, playing: Callable[..., Any]) -> None:
    gathering = await a_table(house)
    with house.presence.here(gathering, "ada"):
        house.presence.typed(gathering, "ada")
        await playing(Introducing())
        for _ in range(20):
            house.watch.at += 3_900
            house.presence.typed(gathering, "ada")
            await asyncio.sleep(0.03)
        assert await introduced(house, gathering) != set()


async def test_a_bot_that_makes_way_does_not_end_its_sentence(house: House, playing: Callable[..., Any]) -> None:
    gathering = await a_table(house, bot_pace=1_000)
    await playing(Introducing(seats=frozenset({9})))
    await asyncio.sleep(0.1)
    await house.hall(gathering, in_hall.EnterHall("ben", "Ben", START), in_hall.TakeSeat("ben", 1, 9))
    await asyncio.sleep(1.5)
    assert await introduced(house, gathering) == set()
    await house.hall(gathering, in_hall.HandSeatToBot(1, 9, "Robin"))
    held = (await house.gatherings.hall(gathering)).seats[Place(1, 9)]
    assert held == Bot("Robin", "ben")

    async def the_bot_has() -> bool:
        return await introduced(house, gathering) == {9}

    await until(the_bot_has)
    await house.hall(gathering, in_hall.TakeSeat("ben", 1, 9))
    assert (await house.gatherings.hall(gathering)).place_of("ben") == Place(1, 9)


async def test_bots_go_on_after_a_restart(house: House, playing: Callable[..., Any]) -> None:
    gathering = await a_table(house)
    first = await playing(Introducing(seats=frozenset({1, 2, 3})))

    async def three_have() -> bool:
        return await introduced(house, gathering) == {1, 2, 3}

    await until(three_have)
    await first.stop()
    again = house_on(house.storage)
    await playing(Introducing(), on=again)

    async def all_have() -> bool:
        return await introduced(again, gathering) == BOTS

    await until(all_have)


@pytest.mark.parametrize("stumble", [RuntimeError("a fault of ours"), StoreUnavailable("The disk is full.")])
async def test_a_fault_is_slept_over(
    house: House,
    playing: Callable[..., Any],
    stumble: Exception,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(bot_table, "REST", 0.05)
    gathering = await a_table(house)
    await playing(Introducing(stumbles=[stumble, stumble]))

    async def all_have() -> bool:
        return await introduced(house, gathering) == BOTS

    await until(all_have)
    logged = [record.getMessage() for record in caplog.records if record.name.startswith("meshcouncil")]
    assert logged == (["the bots stumbled and begin again"] * 2 if isinstance(stumble, RuntimeError) else [])


async def test_only_tables_in_play_are_played(house: House, playing: Callable[..., Any]) -> None:
    gathering = (await house.host(bot_pace=0, tables=2)).gathering
    await house.fill(gathering, 1)
    await house.hall(gathering, in_hall.StartAgenda(START))
    await house.go_to(gathering, "cs1")
    await playing(Introducing())

    async def all_have() -> bool:
        return await introduced(house, gathering) == {*range(1, 11)}

    await until(all_have)
    assert (await house.gatherings.hall(gathering)).playing == (1,)


async def test_good_bots_bring_a_council_to_policies_and_write_them_on_the_pad(
    house: House, playing: Callable[..., Any]
) -> None:
    """The real strategy at a live table: a procedure is adopted, motions pass, and the clerk keeps the pad."""
    gathering = (await house.host(bot_pace=0)).gathering
    await house.fill(gathering)
    await house.hall(gathering, in_hall.StartAgenda(START))
    await house.go_to(gathering, "cs1")
    await playing()

    async def adopted() -> bool:
        house.watch.at += 200
        return (await house.gatherings.table(gathering, 1)).procedure is not None

    await until(adopted, 40)
    await house.go_to(gathering, "cs2")

    async def written() -> bool:
        house.watch.at += 200
        council = await house.gatherings.table(gathering, 1)
        pad = await house.gatherings.pads.policies(table_pad(gathering, 1))
        return bool(pad) and {each.title for each in pad} == {each.title for each in council.policies_in_force}

    await until(written, 40)


async def test_a_round_does_not_wait_for_ever_for_somebody_who_has_gone(
    house: House, playing: Callable[..., Any]
) -> None:
    gathering = await a_table(house, pace=6_000)
    in_rounds = ProcedureRules(kind="consent", rounds=True, second_needed=False)
    commands: tuple[at_table.Command, ...] = (
        at_table.TableMotion(9, AdoptProcedure(in_rounds)),
        at_table.SecondMotion(10, "M1"),
        at_table.OpenVote(9, "M1"),
        *(at_table.CastBallot(seat, "M1", 1, "yes") for seat in range(1, 11)),
        at_table.TableMotion(1, AddPolicy("Ask first", "We will ask before we change a public model.")),
        at_table.OpenVote(9, "M2"),
        *(at_table.TakeTurn(seat, "M2") for seat in (2, 3, 4)),
    )
    for command in commands:
        await house.gatherings.at_table(gathering, 1, command)
    await playing(Introducing())

    async def goes_on() -> bool:
        house.watch.at += 100
        return (await house.gatherings.table(gathering, 1)).motions["M2"].stage == "reactions"

    await until(goes_on)
