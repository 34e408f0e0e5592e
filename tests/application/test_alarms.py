"""What is due at a table takes effect by itself, whoever looks, and after a restart as well."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from meshcouncil.adapters.storage_memory import memory_storage
from meshcouncil.application.alarms import Alarms
from meshcouncil.council import commands as at_table
from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.matters import AddPolicy, AdoptProcedure
from meshcouncil.council.state import Motion
from meshcouncil.gathering import commands as in_hall
from tests.application.hosting import START, House, house_on

LAZY = ProcedureRules(kind="lazy_consensus", second_needed=False, clock=60)
SEATS = range(1, 11)


@dataclass
class Bell:
    """Hears which tables are rung at."""

    rung: list[tuple[str, int]] = field(default_factory=list)

    async def __call__(self, gathering: str, table: int) -> None:
        self.rung.append((gathering, table))


async def test_an_alarm_rings_at_its_instant_and_not_before_it_is_started() -> None:
    bell, now = Bell(), [START]
    alarms = Alarms(lambda: now[0], bell)
    alarms.set("g", 1, START + 30)
    await asyncio.sleep(0.08)
    assert bell.rung == []
    now[0] = START + 31
    alarms.start()
    await asyncio.sleep(0.05)
    assert bell.rung == [("g", 1)]
    await alarms.stop()


async def test_an_alarm_that_is_taken_back_or_put_off_does_not_ring() -> None:
    bell = Bell()
    alarms = Alarms(lambda: START, bell)
    alarms.start()
    alarms.set("g", 1, START + 10)
    alarms.set("g", 1, None)
    alarms.set("g", 2, START + 10)
    alarms.set("g", 2, START + 60_000)
    await asyncio.sleep(0.08)
    assert bell.rung == []
    await alarms.stop()


async def announced(house: House) -> str:
    """A council under lazy consensus whose first policy was announced and read by everybody."""
    gathering = (await house.host()).gathering
    await house.fill(gathering)
    await house.hall(gathering, in_hall.StartAgenda(START))
    await house.go_to(gathering, "cs1")
    commands: tuple[at_table.Command, ...] = (
        at_table.TableMotion(9, AdoptProcedure(LAZY)),
        at_table.SecondMotion(10, "M1"),
        at_table.OpenVote(9, "M1"),
        *(at_table.CastBallot(seat, "M1", 1, "yes") for seat in SEATS),
        at_table.TableMotion(1, AddPolicy("Ask first", "We will ask before we change a public model.")),
        at_table.OpenVote(1, "M2"),
        *(at_table.CastBallot(seat, "M2", 1, "read") for seat in SEATS),
    )
    for command in commands:
        await house.gatherings.at_table(gathering, 1, command)
    return gathering


async def second_motion(house: House, gathering: str) -> Motion:
    return (await house.gatherings.table(gathering, 1)).motions["M2"]


async def test_silence_adopts_when_the_clock_has_run_out() -> None:
    house = house_on(memory_storage())
    gathering = await announced(house)
    motion = await second_motion(house, gathering)
    assert (motion.status, motion.deadline) == ("voting", START + 60_000)
    house.watch.at = START + 60_001
    house.gatherings.alarms.start()
    await house.gatherings.table(gathering, 1)
    await asyncio.sleep(0.1)
    assert (await second_motion(house, gathering)).status == "carried"
    assert [policy.title for policy in (await house.gatherings.table(gathering, 1)).policies_in_force] == ["Ask first"]
    await house.gatherings.alarms.stop()


async def test_a_pause_of_the_hall_holds_every_deadline() -> None:
    house = house_on(memory_storage())
    gathering = await announced(house)
    house.watch.at = START + 20_000
    await house.hall(gathering, in_hall.Pause(house.watch.at))
    assert (await house.gatherings.table(gathering, 1)).next_deadline is None
    house.watch.at = START + 600_000
    await house.hall(gathering, in_hall.Resume(house.watch.at))
    assert (await house.gatherings.table(gathering, 1)).next_deadline == START + 640_000


async def test_another_process_rings_for_what_was_due_while_none_ran() -> None:
    storage = memory_storage()
    gathering = await announced(house_on(storage))
    later = house_on(storage)
    later.watch.at = START + 3_600_000
    later.gatherings.alarms.start()
    assert (await second_motion(later, gathering)).status == "voting"
    await asyncio.sleep(0.1)
    assert (await second_motion(later, gathering)).status == "carried"
    await later.gatherings.alarms.stop()
