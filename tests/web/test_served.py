"""What only a real server shows: frames too large, bodies without an end, and no word about what it runs on."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import websockets

from meshcouncil.asgi import WS_LIMIT
from meshcouncil.web.security import BODY_LIMIT, HEADERS
from tests.web.process import Guest, Server, host, join, must


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    server = Server(tmp_path)
    await server.start()
    yield server
    await server.end(signal.SIGTERM)
    assert [line for line in server.said if "Traceback" in line] == []


@pytest.fixture
async def client(server: Server) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server.address) as client:
        yield client


async def at_the_table(client: httpx.AsyncClient) -> Guest:
    """Sit at a table whose first council session has begun."""
    facilitator = await host(client)
    ana = await join(client, facilitator, "Ana", 5)
    for command, fields in (("fill-with-bots", {"table": ""}), ("start-agenda", {}), ("next-step", {})):
        await must(client, facilitator, command, **fields)
    return ana


def page_of(server: Server, guest: Guest) -> websockets.connect:
    address = f"ws://127.0.0.1:{server.port}{guest.base}/table/live"
    return websockets.connect(address, additional_headers={"cookie": guest.cookie}, compression=None)


async def test_a_frame_over_the_limit_closes_its_socket_and_nothing_else(
    server: Server, client: httpx.AsyncClient
) -> None:
    ana = await at_the_table(client)
    async with page_of(server, ana) as socket, page_of(server, ana) as other:
        for each in (socket, other):
            await each.send(json.dumps({"have": {}}))
        await socket.send(b"\x00" * (WS_LIMIT + 1))
        await asyncio.wait_for(socket.wait_closed(), 5)
        assert socket.close_code == 1009
        await must(client, ana, "say", audience="council", text="still here")
        async with asyncio.timeout(5):
            async for message in other:
                if "still here" in str(message):
                    break


async def test_a_body_without_an_end_is_cut_off_at_the_limit(client: httpx.AsyncClient) -> None:
    ana = await at_the_table(client)

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(2 * BODY_LIMIT // 10_000):
            yield b"x" * 10_000

    headers = {**ana.headers, "content-type": "application/x-www-form-urlencoded"}
    answer = await client.post(f"{ana.base}/do/say", content=endless(), headers=headers)
    assert answer.status_code == 413
    assert answer.text == "<p>That was more than 600 kB at once. Please send less.</p>"


async def test_no_answer_says_what_the_server_runs_on(client: httpx.AsyncClient) -> None:
    for path in ("/", "/healthz", "/nope", "/static/css/tokens.css"):
        answer = await client.get(path)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert {"server", "x-powered-by"} & set(answer.headers) == set()
