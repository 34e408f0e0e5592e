"""People close their laptops in the middle of a sentence; the server's log is for faults, and that is none."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import websockets

from tests.web.process import Server, host, join, must

ROUNDS = 12


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    server = Server(tmp_path)
    await server.start()
    yield server
    await server.end(signal.SIGKILL)


async def test_tabs_that_vanish_while_they_are_told_something_leave_no_trace_in_the_log(server: Server) -> None:
    async with httpx.AsyncClient(base_url=server.address) as client:
        facilitator = await host(client)
        ana = await join(client, facilitator, "Ana", 5)
        address = f"ws://127.0.0.1:{server.port}{ana.base}/lobby/live"
        for number in range(ROUNDS):
            tabs = [await websockets.connect(address, additional_headers={"cookie": ana.cookie}) for _ in range(8)]
            for tab in tabs:
                await tab.send(json.dumps({"have": {}}))
            telling = asyncio.create_task(must(client, facilitator, "broadcast", text=f"Notice {number}"))
            for tab in tabs:
                tab.transport.abort()
            await telling
        await asyncio.sleep(0.3)
    await server.end(signal.SIGTERM)
    assert server.said == [f"Mesh Council is at http://localhost:{server.port}"]
