"""Use cases of a gathering: stored before anybody is told, all or nothing, once, and by whom it belongs to."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from meshcouncil.adapters.storage_memory import memory_storage
from meshcouncil.adapters.storage_sqlite import sqlite_storage
from meshcouncil.application.folded import FoldedStreams
from meshcouncil.application.gatherings import CODE_LETTERS, HALL_CODEC, NoSuchGathering, StepChange, tidy_code
from meshcouncil.application.pack_choice import PackMissing
from meshcouncil.application.ports import StoreUnavailable, VersionConflict, Write
from meshcouncil.application.streams import DIRECTORY, hall_stream, table_stream
from meshcouncil.council import commands as at_table
from meshcouncil.council.errors import Rejected as RefusedAtTable
from meshcouncil.council.state import Occupant
from meshcouncil.gathering import commands as in_hall
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.evolve import evolve
from meshcouncil.gathering.state import Gathering, Place
from meshcouncil.gathering.viewers import BotSeat, Facilitator, Participant
from meshcouncil.pack.shelf import shipped_folder
from tests.application.hosting import START, House, house_on


@pytest.fixture
async def house() -> AsyncIterator[House]:
    house = house_on(memory_storage())
    yield house
    await house.gatherings.pads.close()


async def two_at_a_table(house: House) -> str:
    """Seat Ada at 1:1 and Ben at 1:3 among bots, and begin the first council session."""
    gathering = (await house.host()).gathering
    people = (in_hall.EnterHall("ada", "Ada", START), in_hall.EnterHall("ben", "Ben", START))
    await house.hall(gathering, *people, in_hall.TakeSeat("ada", 1, 1), in_hall.TakeSeat("ben", 1, 3))
    await house.fill(gathering)
    await house.hall(gathering, in_hall.StartAgenda(START))
    await house.go_to(gathering, "cs1")
    return gathering


# --- hosting ----------------------------------------------------------------------------------------------------------


async def test_a_hosted_gathering_is_found_by_its_code_and_its_id(house: House) -> None:
    hosted = await house.host(title="Our evening", tables=2)
    entry = await house.gatherings.by_code(hosted.code)
    assert (entry.gathering_id, entry.title, entry.created_at) == (hosted.gathering, "Our evening", START)
    assert await house.gatherings.by_id(hosted.gathering) == entry
    assert await house.gatherings.by_code(f" {hosted.code[:3].lower()}-{hosted.code[3:]} ") == entry
    assert await house.gatherings.all() == [entry]
    assert set(hosted.code) <= set(CODE_LETTERS)
    hall = await house.gatherings.hall(hosted.gathering)
    assert (hall.stage, hall.tables, hall.title) == ("lobby", 2, "Our evening")


async def test_hosting_wakes_whoever_waits_for_new_gatherings(house: House) -> None:
    with house.gatherings.bus.subscribe(DIRECTORY) as subscription:
        await house.host()
        assert subscription.event.is_set()


async def test_steps_are_shortened_and_left_out_when_hosting(house: House) -> None:
    changes = (StepChange("cs1", 7), StepChange("sidebar", None, skipped=True))
    hall = await house.gatherings.hall((await house.host(changes=changes)).gathering)
    by_id = {step.id: step for step in hall.steps}
    assert (by_id["cs1"].minutes, by_id["sidebar"].skipped, by_id["cs2"].minutes) == (7, True, 10)


async def test_what_is_not_there_is_said_in_a_sentence(house: House) -> None:
    with pytest.raises(PackMissing, match="There is no pack called 'nope' here; there are rainbow-road"):
        await house.host(pack="nope")
    with pytest.raises(PackMissing, match="has no plan 'nope'"):
        await house.host(plan="nope")
    for search in (house.gatherings.by_code("NOSUCH"), house.gatherings.by_id("nope"), house.gatherings.hall("nope")):
        with pytest.raises(NoSuchGathering):
            await search
    gathering = (await house.host(tables=2)).gathering
    for table in (0, 3):
        with pytest.raises(NoSuchGathering):
            await house.gatherings.table(gathering, table)
    assert (await house.gatherings.definition(gathering)).slug == "rainbow-road"


@pytest.mark.parametrize(("typed", "kept"), [("abc-def", "ABCDEF"), (" a b c ", "ABC"), ("", ""), ("x" * 50, "X" * 12)])
def test_a_code_is_read_however_it_is_typed(typed: str, kept: str) -> None:
    assert tidy_code(typed) == kept


async def test_a_gathering_keeps_the_pack_it_was_opened_with(tmp_path: Path) -> None:
    packs, data = tmp_path / "packs", tmp_path / "data"
    shutil.copytree(shipped_folder() / "rainbow-road", packs / "rainbow-road")
    with sqlite_storage(data) as storage:
        house = house_on(storage, packs)
        gathering = (await house.host()).gathering
        before = await house.gatherings.definition(gathering)
    roles = packs / "rainbow-road" / "roles.yaml"
    roles.write_text(roles.read_text().replace("Director of HR", "Keeper of People"))
    with sqlite_storage(data) as storage:
        house = house_on(storage, packs)
        assert await house.gatherings.definition(gathering) == before
        newer = await house.gatherings.definition((await house.host()).gathering)
        assert newer.roles_by_number[5].title == "Keeper of People"
        assert newer.digest != before.digest
    shutil.rmtree(packs)
    with sqlite_storage(data) as storage:
        assert await house_on(storage).gatherings.definition(gathering) == before


# --- the hall and its tables ------------------------------------------------------------------------------------------


async def test_a_swap_of_two_people_is_one_step_at_both_tables(house: House) -> None:
    gathering = (await house.host(tables=2)).gathering
    await house.hall(gathering, in_hall.EnterHall("ada", "Ada", START), in_hall.EnterHall("ben", "Ben", START))
    await house.hall(gathering, in_hall.TakeSeat("ada", 1, 1), in_hall.TakeSeat("ben", 2, 3))
    await house.gatherings.in_hall(gathering, in_hall.MovePerson("ada", 2, 3))
    hall = await house.gatherings.hall(gathering)
    assert (hall.place_of("ada"), hall.place_of("ben")) == (Place(2, 3), Place(1, 1))
    seats = {table: (await house.gatherings.table(gathering, table)).seats for table in (1, 2)}
    assert seats == {1: {1: Occupant("person", "Ben")}, 2: {3: Occupant("person", "Ada")}}


async def test_a_bot_makes_way_and_takes_over(house: House) -> None:
    gathering = await two_at_a_table(house)
    await house.hall(gathering, in_hall.EnterHall("cleo", "Cleo", START), in_hall.TakeSeat("cleo", 1, 9))
    assert (await house.gatherings.table(gathering, 1)).seats[9] == Occupant("person", "Cleo")
    await house.hall(gathering, in_hall.HandSeatToBot(1, 9, "Robin"))
    assert (await house.gatherings.table(gathering, 1)).seats[9] == Occupant("bot", "Robin")
    await house.hall(gathering, in_hall.TakeSeat("cleo", 1, 9))
    assert (await house.gatherings.table(gathering, 1)).seats[9] == Occupant("person", "Cleo")


class Failing:
    """An event store that fails for a while."""

    def __init__(self, store: Any, *failures: Exception) -> None:
        self._store = store
        self.failures = list(failures)

    async def append(self, writes: Sequence[Write], at: int) -> None:
        if self.failures:
            raise self.failures.pop(0)
        await self._store.append(writes, at)

    async def load(self, stream: str, after: int = 0) -> Any:
        return await self._store.load(stream, after)

    async def streams(self, prefix: str = "") -> list[str]:
        return list(await self._store.streams(prefix))


def failing(house: House, *failures: Exception) -> House:
    return house_on(replace(house.storage, events=Failing(house.storage.events, *failures)))


async def test_a_move_that_cannot_be_stored_changes_neither_hall_nor_table(house: House) -> None:
    gathering = await two_at_a_table(house)
    poor = failing(house, StoreUnavailable("The disk is full."))
    before = (await poor.gatherings.hall(gathering), await poor.gatherings.table(gathering, 1))
    with poor.gatherings.bus.subscribe(hall_stream(gathering), table_stream(gathering, 1)) as subscription:
        with pytest.raises(StoreUnavailable):
            await poor.gatherings.in_hall(gathering, in_hall.MovePerson("ada", 1, 5))
        assert not subscription.event.is_set()
    assert (await poor.gatherings.hall(gathering), await poor.gatherings.table(gathering, 1)) == before
    await poor.gatherings.in_hall(gathering, in_hall.MovePerson("ada", 1, 5))
    assert (await poor.gatherings.table(gathering, 1)).seats[5].name == "Ada"


async def test_a_conflict_is_decided_again_on_what_is_stored(house: House) -> None:
    gathering = await two_at_a_table(house)
    other = house_on(house.storage)
    await other.gatherings.at_table(gathering, 1, at_table.Say(1, "council", "first"))
    await house.gatherings.at_table(gathering, 1, at_table.Say(1, "council", "second"))
    await other.gatherings.in_hall(gathering, in_hall.RenamePerson("ada", "Adele"))
    await house.gatherings.in_hall(gathering, in_hall.RenamePerson("ben", "Benno"))
    for each in (house, house_on(house.storage)):
        council = await each.gatherings.table(gathering, 1)
        assert [message.text for message in council.messages] == ["first", "second"]
        assert (council.seats[1].name, council.seats[3].name) == ("Adele", "Benno")


async def test_endless_conflicts_end_in_one() -> None:
    house = house_on(memory_storage())
    gathering = await two_at_a_table(house)
    unlucky = failing(house, *[VersionConflict("x", 0, 1)] * 8)
    with pytest.raises(VersionConflict):
        await unlucky.gatherings.at_table(gathering, 1, at_table.Say(1, "council", "hello"))


async def test_many_at_once_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    with sqlite_storage(tmp_path) as storage:
        house = house_on(storage)
        gathering = await two_at_a_table(house)
        texts = [f"word {number}" for number in range(60)]
        talk = [house.gatherings.at_table(gathering, 1, at_table.Say(1, "council", text)) for text in texts]
        names = [house.gatherings.in_hall(gathering, in_hall.RenamePerson("ben", f"Ben {n}")) for n in range(20)]
        moves = [house.gatherings.in_hall(gathering, in_hall.MovePerson("ada", 1, seat)) for seat in (2, 1)]
        outcomes = await asyncio.gather(*talk, *names, *moves, return_exceptions=True)
        said = [text for text, outcome in zip(texts, outcomes, strict=False) if not isinstance(outcome, Exception)]
        hall, council = await house.gatherings.hall(gathering), await house.gatherings.table(gathering, 1)
        again = house_on(storage).gatherings
        assert (await again.hall(gathering), await again.table(gathering, 1)) == (hall, council)
    assert sorted(message.text for message in council.messages) == sorted(said)
    assert {hall.name_at(Place(1, seat)): seat for seat in council.seats} == {
        held.name: seat for seat, held in council.seats.items()
    }


async def test_who_is_told_to_stop_leaves_no_state_behind_the_log(house: House) -> None:
    gathering = await two_at_a_table(house)
    for number in range(20):
        speaking = asyncio.ensure_future(
            house.gatherings.at_table(gathering, 1, at_table.Say(1, "council", f"word {number}"))
        )
        for _ in range(number % 5):
            await asyncio.sleep(0)
        speaking.cancel()
        await asyncio.gather(speaking, return_exceptions=True)
    await asyncio.sleep(0.01)
    stored = await house_on(house.storage).gatherings.table(gathering, 1)
    assert await house.gatherings.table(gathering, 1) == stored


# --- whose it is ------------------------------------------------------------------------------------------------------


async def test_a_command_is_taken_only_from_who_holds_its_seat(house: House) -> None:
    gathering = await two_at_a_table(house)
    words = at_table.Say(1, "council", "hello")
    await house.gatherings.at_table(gathering, 1, words, Participant("ada"))
    for sender in (Participant("ben"), Participant("nobody"), BotSeat(1, 1), BotSeat(2, 1)):
        with pytest.raises(RefusedAtTable, match="seat_empty"):
            await house.gatherings.at_table(gathering, 1, words, sender)
    await house.hall(gathering, in_hall.HandSeatToBot(1, 1, "Robin"))
    with pytest.raises(RefusedAtTable, match="seat_empty"):
        await house.gatherings.at_table(gathering, 1, words, Participant("ada"))
    await house.gatherings.at_table(gathering, 1, words, BotSeat(1, 1))
    assert len((await house.gatherings.table(gathering, 1)).messages) == 2


async def test_the_hall_asks_who_sends(house: House) -> None:
    gathering = await two_at_a_table(house)
    for command in (in_hall.NextStep(START), in_hall.RenamePerson("ada", "Zoe"), in_hall.LeaveHall("ada")):
        with pytest.raises(Rejected, match="not_allowed"):
            await house.gatherings.in_hall(gathering, command, Participant("ben"))
    await house.gatherings.in_hall(gathering, in_hall.RenamePerson("ada", "Zoe"), Participant("ada"))
    await house.gatherings.in_hall(gathering, in_hall.NextStep(START), Facilitator())


# --- what is kept in memory -------------------------------------------------------------------------------------------


async def test_only_so_many_streams_are_kept_and_one_object_for_each(house: House) -> None:
    events = house.storage.events
    folded: FoldedStreams[Gathering, Any] = FoldedStreams(events, HALL_CODEC, evolve, most=2)
    names = [hall_stream((await house.host()).gathering) for _ in range(5)]
    held = await folded.get(names[0], Gathering())
    for name in names:
        assert (await folded.get(name, Gathering())).state.stage == "lobby"
    assert await folded.get(names[0], Gathering()) is held
    first, second = await asyncio.gather(folded.get(names[3], Gathering()), folded.get(names[3], Gathering()))
    assert first is second
    folded.forget(names[0])
    assert await folded.get(names[0], Gathering()) is not held


async def test_locks_are_gone_when_nobody_waits(house: House) -> None:
    gathering = await two_at_a_table(house)
    for number in range(5):
        await house.gatherings.at_table(gathering, 1, at_table.Say(1, "council", f"word {number}"))
    assert len(house.gatherings._locks) == 0
