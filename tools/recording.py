"""Records a whole gathering of bots for the tests: `python -m tools.recording NAME`. A recording is never changed.

Record a new one when events have got a new shape, so that there is one of every time.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from meshcouncil.application.archive import export_gathering
from meshcouncil.application.gatherings import Gatherings, Hosting
from meshcouncil.application.rehearsal import prepare
from meshcouncil.bootstrap import in_memory
from meshcouncil.gathering.clock import left
from meshcouncil.gathering.commands import (
    Broadcast,
    CloseGathering,
    EnterHall,
    JudgeGoal,
    NextStep,
    Pause,
    Resume,
    Reveal,
    StartAgenda,
    TakeSeat,
)
from tools.reference import ROOT

FOLDER = ROOT / "tests" / "golden"
SEAT = 5
PACE = 4_000
"""Percent of real time: the hour takes a minute and a half."""
QUIET = 2.0
"""Seconds for a table to finish when the time of a step is up."""


async def record() -> bytes:
    """Play an hour: nine bots as fast as they can, one person who sits and watches, a facilitator who goes on."""
    application = in_memory()
    gatherings = application.gatherings
    links = await prepare(gatherings, Hosting("rainbow-road", "", pace=PACE, bot_pace=0), SEAT)
    gathering = links.gathering
    await gatherings.in_hall(gathering, EnterHall("robin", "Robin", gatherings.now()))
    await gatherings.in_hall(gathering, TakeSeat("robin", 1, SEAT))
    await application.bots.start()
    await gatherings.in_hall(gathering, StartAgenda(gatherings.now()))
    await gatherings.in_hall(gathering, Broadcast("Welcome, everybody.", gatherings.now()))
    await gatherings.in_hall(gathering, Pause(gatherings.now()))
    await gatherings.in_hall(gathering, Resume(gatherings.now()))
    while (await gatherings.hall(gathering)).following is not None:
        await _run_out(gatherings, gathering)
        await gatherings.in_hall(gathering, NextStep(gatherings.now()))
    await _run_out(gatherings, gathering)
    hall = await gatherings.hall(gathering)
    await gatherings.in_hall(gathering, JudgeGoal(1, hall.goals[0], met=True, reason="As it reads.", machine=None))
    await gatherings.in_hall(gathering, Reveal(gatherings.now()))
    await gatherings.in_hall(gathering, CloseGathering(gatherings.now()))
    await application.bots.stop()
    archive = await export_gathering(application.storage, await gatherings.by_code(links.code))
    await gatherings.pads.close()
    return archive


async def _run_out(gatherings: Gatherings, gathering: str) -> None:
    """Wait until the step's time is up, and a little longer for what is being said and counted."""
    clock = (await gatherings.hall(gathering)).clock
    await asyncio.sleep(left(clock, gatherings.now()) / 1000 + QUIET)


def main(arguments: list[str]) -> int:
    """Record one gathering under a new name."""
    if len(arguments) != 1:
        print("Name the recording: python -m tools.recording NAME.")
        return 2
    file = Path(FOLDER / f"{arguments[0]}.council")
    if file.exists():
        print(f"{file} is there already, and a recording is never changed: choose another name.")
        return 2
    archive = asyncio.run(record())
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(archive)
    print(f"{file.name}: {len(archive) // 1000} kB.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
