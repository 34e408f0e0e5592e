"""Light clients: a tab's WebSocket that only notes when which fragment came, and a connection that posts forms."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from benchmarks.hall import Seat

HELLO = b'{"have":{}}'
AT_ONCE = 20
KEPT_ALIVE = 4.0


class Tab(WSListener):
    """One open page: it counts fragments by name, and keeps the instant and the bytes of the latest of each."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.at: dict[str, float] = {}
        self.latest: dict[str, bytes] = {}
        self.is_lost = False

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport
        transport.send(WSMsgType.TEXT, HELLO)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            payload = frame.get_payload_as_bytes()
            name = payload[: payload.find(b"\n")].decode()
            self.counts[name] += 1
            self.at[name] = time.perf_counter()
            self.latest[name] = payload
        elif frame.msg_type == WSMsgType.PING:
            transport.send_pong(frame.get_payload_as_bytes())

    def on_ws_disconnected(self, _: WSTransport) -> None:
        self.is_lost = True


async def open_tab(port: int, path: str, cookie: str) -> Tab:
    """Open one tab."""
    headers = {"Cookie": cookie} if cookie else {}
    url = f"ws://127.0.0.1:{port}{path}"
    # without automatic answers to pings and with a small buffer: hundreds of clients live in this one process
    _, tab = await ws_connect(Tab, url, extra_headers=headers, read_buffer_init_size=4096, enable_auto_pong=False)
    assert isinstance(tab, Tab)
    return tab


async def open_tabs(port: int, seats: Sequence[Seat]) -> list[Tab]:
    """Open the page of the table for every seat, some at a time, and wait until all of them show it."""
    tabs: list[Tab] = []
    for start in range(0, len(seats), AT_ONCE):
        some = seats[start : start + AT_ONCE]
        tabs += await asyncio.gather(*(open_tab(port, f"{seat.page}/live", seat.cookie) for seat in some))
    await quiet(tabs)
    return tabs


async def quiet(tabs: Sequence[Tab], silence: float = 0.5) -> None:
    """Wait until nothing has come for a while."""
    before, now = -1, 0
    while before != now:
        await asyncio.sleep(silence)
        before, now = now, sum(tab.counts.total() for tab in tabs)


class Poster:
    """Kept-alive connections that post forms, as many as are needed at once; counts what was refused."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free: list[tuple[float, asyncio.StreamReader, asyncio.StreamWriter]] = []
        self.refused: Counter[int] = Counter()

    async def get(self, path: str, cookie: str) -> bytes:
        """Fetch a page."""
        return await self._ask("GET", path, cookie, b"")

    async def post(self, path: str, cookie: str, form: Mapping[str, str]) -> None:
        """Send a command as a live page does."""
        await self._ask("POST", path, cookie, urlencode(form).encode())

    async def post_bytes(self, path: str, body: bytes) -> None:
        """Send bytes as they are."""
        await self._ask("POST", path, "", body)

    async def _ask(self, method: str, path: str, cookie: str, body: bytes) -> bytes:
        reader, writer = await self._connection()
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nCookie: {cookie}\r\nHX-Request: true\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).lower()
        status = int(answer[9:12])
        length = answer.partition(b"content-length:")[2].split(b"\r\n", 1)[0].strip()
        content = await reader.readexactly(int(length)) if length else b""
        if status >= 400:
            self.refused[status] += 1
        self._free.append((time.monotonic(), reader, writer))
        return content

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Take a connection that the server has not closed for its silence, or make one."""
        while self._free:
            used, reader, writer = self._free.pop()
            if time.monotonic() - used < KEPT_ALIVE:
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", self._port)

    def close(self) -> None:
        """Hang up."""
        for _, _, writer in self._free:
            writer.close()
