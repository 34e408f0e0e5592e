"""Programs that storage tests run in a process of their own: `python -m tests.adapters.child <program> <folder>`."""

import asyncio
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from meshcouncil.adapters.storage_sqlite import sqlite_storage
from meshcouncil.application.ports import Payload, StoreUnavailable, Write
from meshcouncil.application.storage import Storage

ROOT = Path(__file__).parents[2]


def start(program: str, folder: Path) -> subprocess.Popen[bytes]:
    """Start one of the programs below; it prints one line of JSON for everything that it was promised."""
    arguments = [sys.executable, "-m", "tests.adapters.child", program, str(folder)]
    return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE)


def say(*values: object) -> None:
    os.write(1, json.dumps(values).encode() + b"\n")


def payload(number: int, size: int = 200) -> Payload:
    return Payload("Said", json.dumps({"number": number, "text": "x" * size}).encode())


async def append_for_ever(storage: Storage) -> None:
    """Ten tables and a pad write at once; every line printed was acknowledged first."""

    async def table(name: str) -> None:
        version = len(await storage.events.load(name))
        while True:
            await storage.events.append([Write(name, version, (payload(version + 1),))], at=version)
            version += 1
            say(name, version)

    async def pad() -> None:
        number = len(await storage.pads.load("pad"))
        while True:
            number += 1
            await storage.pads.append("pad", str(number).encode())
            say("pad", number)

    await asyncio.gather(pad(), *(table(f"table/{n}") for n in range(10)))


async def fill_the_disk(storage: Storage) -> None:
    """Write until the disk takes no more, then find room again."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, most))  # the system refuses to let a file grow beyond this
    version = await append_until_refused(storage, 0)
    await append_until_refused(storage, version)
    say("kept", len(await storage.events.load("table")))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    await storage.events.append([Write("table", version, (payload(version + 1),))], at=1)
    say("after", len(await storage.events.load("table")))


async def append_until_refused(storage: Storage, version: int) -> int:
    while True:
        try:
            await storage.events.append([Write("table", version, (payload(version + 1, 5_000),))], at=1)
        except StoreUnavailable as refusal:
            say("refused", version, refusal.sentence)
            return version
        version += 1


async def hold(storage: Storage) -> None:
    """Hold the folder until somebody ends the process."""
    say("held", len(await storage.events.streams()))
    await asyncio.Event().wait()


PROGRAMS: dict[str, Callable[[Storage], Any]] = {
    "append_for_ever": append_for_ever,
    "fill_the_disk": fill_the_disk,
    "hold": hold,
}


def main(program: str, folder: str) -> None:
    signal.alarm(60)  # never outlive the test
    with sqlite_storage(Path(folder)) as storage:
        asyncio.run(PROGRAMS[program](storage))


if __name__ == "__main__":
    main(*sys.argv[1:])
