"""How a server ends, and when it does not begin: at once, in one sentence, and with everything stored."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from time import monotonic

import httpx
import pytest
import websockets

from meshcouncil.bootstrap import reading
from meshcouncil.council.state import Council
from tests.web.process import ROOT, Guest, Server, host, join, must


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    server = Server(tmp_path)
    await server.start()
    yield server
    await server.end(signal.SIGKILL)


async def refused(*arguments: str) -> tuple[int, list[str]]:
    """Run `meshcouncil serve` to its end; give its exit code and what it said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "meshcouncil",
        "serve",
        *arguments,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode is not None
    return process.returncode, said.decode().splitlines()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_the_server_at_once_though_pages_are_open(server: Server, how: signal.Signals) -> None:
    async with httpx.AsyncClient(base_url=server.address) as client:
        facilitator = await host(client)
        ana = await join(client, facilitator, "Ana", 5)
    pages = [
        await open_page(server, facilitator, "console"),
        *[await open_page(server, ana, "lobby") for _ in range(5)],
    ]
    began = monotonic()
    assert await server.end(how) == 0
    assert monotonic() - began < 3
    assert server.said == [f"Mesh Council is at http://localhost:{server.port}"]
    for page in pages:
        assert await _is_closed(page)


async def _is_closed(page: websockets.ClientConnection) -> bool:
    with suppress(websockets.ConnectionClosed):
        async with asyncio.timeout(1):
            async for _ in page:
                pass
    return page.state is websockets.State.CLOSED


async def open_page(server: Server, guest: Guest, page: str) -> websockets.ClientConnection:
    socket = await websockets.connect(
        f"ws://127.0.0.1:{server.port}{guest.base}/{page}/live", additional_headers={"cookie": guest.cookie}
    )
    await socket.send(json.dumps({"have": {}}))
    await socket.recv()
    return socket


async def test_a_port_in_use_is_one_sentence(server: Server, tmp_path: Path) -> None:
    code, said = await refused("--data", str(tmp_path / "other"), "--port", str(server.port))
    assert code == 2
    used = f"Port {server.port} on 127.0.0.1 cannot be used (Address already in use)."
    assert said == [f"{used} Stop what uses it, or choose another: --port."]


async def test_a_second_server_on_the_same_data_is_one_sentence(server: Server) -> None:
    assert server.process is not None
    code, said = await refused("--data", str(server.data), "--port", "0")
    assert code == 2
    used = f"The data folder {server.data} is in use by another Mesh Council (process {server.process.pid})"
    assert said == [f"{used}: stop that one first, or name another folder with --data."]


async def test_bots_go_on_where_they_were_when_the_server_was_killed(server: Server) -> None:
    async with httpx.AsyncClient(base_url=server.address) as client:
        facilitator = await host(client, plan="sixty", pace="1000", bot_pace="1000")
        for command, fields in (("fill-with-bots", {"table": ""}), ("start-agenda", {}), ("next-step", {})):
            await must(client, facilitator, command, **fields)
    code = facilitator.base.split("/")[2]
    before = await _once(server.data, code, lambda council: len(council.introductions) > 1)
    await server.end(signal.SIGKILL)
    await server.start()
    after = await _once(server.data, code, lambda council: len(council.messages) > len(before.messages) + 1)
    assert after.messages[: len(before.messages)] == before.messages
    assert await server.end(signal.SIGTERM) == 0


async def _once(data: Path, code: str, holds: object, seconds: float = 30) -> Council:
    """Look into the data folder beside the server until something holds."""
    until = monotonic() + seconds
    while monotonic() < until:
        with reading(data) as kept:
            entry = await kept.gatherings.by_code(code)
            council = await kept.gatherings.table(entry.gathering_id, 1)
        if callable(holds) and holds(council):
            return council
        await asyncio.sleep(0.3)
    raise AssertionError("it did not happen in time")
