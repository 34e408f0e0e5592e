"""`meshcouncil serve` as a process of its own, and people who talk to it over real sockets."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
READY = re.compile(r"Mesh Council is at (\S+)")


@dataclass
class Server:
    """A server on a data folder; it keeps its port when it is started again."""

    data: Path
    more: tuple[str, ...] = ()
    port: int = 0
    process: Process | None = None
    said: list[str] = field(default_factory=list)
    _reader: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start it, and wait until it says where it is."""
        arguments = ["serve", "--data", str(self.data), "--port", str(self.port), *self.more]
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "meshcouncil",
            *arguments,
            cwd=ROOT,
            stdout=PIPE,
            stderr=STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        ready = asyncio.Event()
        self._reader = asyncio.create_task(self._listen(ready))
        async with asyncio.timeout(30):
            await ready.wait()
        assert self.port, self.said

    async def _listen(self, ready: asyncio.Event) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self.said.append(line.decode(errors="replace").rstrip())
            if found := READY.search(self.said[-1]):
                self.port = int(found[1].rsplit(":", 1)[1])
                ready.set()
        ready.set()

    async def end(self, how: signal.Signals, seconds: float = 10) -> int:
        """Send a signal, and give the exit code."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            self.process.send_signal(how)
        code = await asyncio.wait_for(self.process.wait(), seconds)
        if self._reader is not None:
            await self._reader
        return code


@dataclass
class Guest:
    """Somebody at their pages: where they are and the cookie that lets them in."""

    name: str
    base: str
    cookie: str

    @property
    def headers(self) -> Mapping[str, str]:
        return {"cookie": self.cookie, "hx-request": "true"}


async def host(client: httpx.AsyncClient, **chosen: str) -> Guest:
    """Open a gathering; give its facilitator."""
    answer = await client.post("/host", data={"pack": "rainbow-road", **chosen})
    assert answer.status_code == 303, answer.text
    return _guest("Facilitator", answer, "/lobby")


async def join(client: httpx.AsyncClient, facilitator: Guest, name: str, seat: int) -> Guest:
    """Come in on a seat of the first table."""
    code = facilitator.base.split("/")[2]
    answer = await client.post("/join", data={"code": code, "name": name, "seat": f"1:{seat}"})
    assert answer.status_code == 303, answer.text
    return _guest(name, answer, "/here")


def _guest(name: str, answer: httpx.Response, page: str) -> Guest:
    cookie = answer.headers["set-cookie"].split(";")[0]
    return Guest(name, answer.headers["location"].removesuffix(page), cookie)


async def must(client: httpx.AsyncClient, guest: Guest, command: str, **fields: object) -> None:
    """Post a command that has to be accepted."""
    data = {name.replace("__", "."): str(value) for name, value in fields.items()}
    answer = await client.post(f"{guest.base}/do/{command}", data=data, headers=guest.headers)
    assert answer.status_code == 204, (command, answer.status_code, answer.text)
