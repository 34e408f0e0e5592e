"""An evening to visit: the whole application in memory, and visitors who ask for pages, post forms and hold sockets."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, urlencode

import httpx
from litestar import Litestar

from meshcouncil.application.gatherings import Hosted, Hosting
from meshcouncil.bootstrap import Application, in_memory
from meshcouncil.bots.names import bot_names
from meshcouncil.gathering import commands as in_hall
from meshcouncil.web.app import create_app

HOST = "council.test"
ADDRESS = f"http://{HOST}"
START = 1_700_000_000_000


@dataclass
class Watch:
    """A clock that goes only when it is told to."""

    at: int = START

    def __call__(self) -> int:
        return self.at


@dataclass
class Visit:
    """One viewer with their cookie: a person at their pages, the facilitator, a projector, or nobody at all."""

    web: Litestar
    base: str = ""
    cookie: str = ""
    person: str = ""
    token: str = ""

    def headers(self, **more: str) -> dict[str, str]:
        own = {"cookie": self.cookie} if self.cookie else {}
        return {"host": HOST, **own, **more}

    def path(self, page: str) -> str:
        return page if page.startswith("/") else f"{self.base}/{page}"

    async def ask(self, method: str, page: str, **more: Any) -> httpx.Response:
        headers = self.headers(**more.pop("headers", {}))
        transport = httpx.ASGITransport(cast(Any, self.web), client=("192.0.2.1", 1))
        async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
            return await client.request(method, self.path(page), headers=headers, **more)

    async def get(self, page: str, **more: Any) -> httpx.Response:
        return await self.ask("GET", page, **more)

    async def do(self, command: str, fields: Mapping[str, object] | None = None, **named: object) -> httpx.Response:
        """Post a command as a live page does."""
        posted = {**(fields or {}), **named}
        return await self.ask("POST", f"do/{command}", data=posted, headers={"hx-request": "true"})

    async def must(self, command: str, fields: Mapping[str, object] | None = None, **named: object) -> None:
        """Post a command that has to be accepted."""
        answer = await self.do(command, fields, **named)
        assert answer.status_code == 204, (command, answer.status_code, answer.text)

    def open(self, page: str, **headers: str) -> Socket:
        """Open a page's socket."""
        return Socket(self.web, self.path(page) + "/live", self.headers(**headers))


@dataclass
class Socket:
    """A browser's end of one socket, driven by hand in the same event loop."""

    web: Litestar
    path: str
    headers: Mapping[str, str]
    frames: list[str] = field(default_factory=list)
    pad: list[bytes] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    orders: list[str] = field(default_factory=list)
    accepted: bool = False
    closed: int | None = None

    async def __aenter__(self) -> Socket:
        self._in: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._news = asyncio.Event()
        scope: dict[str, Any] = {
            "type": "websocket",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "scheme": "ws",
            "path": self.path,
            "raw_path": quote(self.path).encode(),
            "root_path": "",
            "query_string": b"",
            "headers": [(name.lower().encode(), value.encode()) for name, value in self.headers.items()],
            "client": ("192.0.2.1", 1),
            "server": (HOST, 80),
            "subprotocols": [],
            "state": {},
            "extensions": {},
        }
        self._in.put_nowait({"type": "websocket.connect"})
        self._task = asyncio.create_task(self.web(scope, self._in.get, self._take))  # type: ignore[arg-type]
        await self.until(lambda: self.accepted or self.closed is not None)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._in.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await asyncio.wait_for(asyncio.gather(self._task, return_exceptions=True), 5)

    async def _take(self, message: Any) -> None:
        match message["type"]:
            case "websocket.accept":
                self.accepted = True
            case "websocket.close":
                self.closed = message.get("code", 1000)
            case "websocket.send" if message.get("bytes") is not None:
                self.pad.append(message["bytes"])
            case "websocket.send":
                self._hear(message["text"])
        self._news.set()

    def _hear(self, text: str) -> None:
        self.frames.append(text)
        if text.startswith("!"):
            self.orders.append(text)
            return
        name, _, html = text.split("\n", 2)
        self.shown[name] = html

    async def hello(self, have: Mapping[str, str] | None = None, home: str = "") -> Socket:
        """Say which hashes the page shows."""
        await self.send(json.dumps({"have": dict(have or {}), "home": home}))
        return self

    async def send(self, data: str | bytes) -> None:
        frame = {"text": data, "bytes": None} if isinstance(data, str) else {"text": None, "bytes": data}
        self._in.put_nowait({"type": "websocket.receive", **frame})
        await asyncio.sleep(0)

    async def until(self, holds: Any, seconds: float = 5.0) -> None:
        """Wait until something holds, or fail."""
        async with asyncio.timeout(seconds):
            while not holds():
                self._news.clear()
                if self._task.done() and not holds():
                    raise AssertionError(f"{self.path} ended: {self.orders}, {self._task}")
                await asyncio.wait(
                    [asyncio.ensure_future(self._news.wait()), self._task], return_when="FIRST_COMPLETED"
                )

    async def quiet(self, seconds: float = 0.15) -> None:
        """Wait until nothing came for a while."""
        while True:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), seconds)
            except TimeoutError:
                return


@dataclass
class Evening:
    """One gathering on one server."""

    app: Application
    web: Litestar
    hosted: Hosted
    watch: Watch
    people: dict[str, Visit] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.hosted.gathering

    @property
    def facilitator(self) -> Visit:
        return self.with_link("facilitator", self.hosted.facilitator, f"/g/{self.hosted.code}/f")

    @property
    def projector(self) -> Visit:
        return self.with_link("projector", self.hosted.projector, f"/g/{self.hosted.code}/projector")

    @property
    def stranger(self) -> Visit:
        return Visit(self.web)

    def with_link(self, kind: str, token: str, base: str) -> Visit:
        return Visit(self.web, base, f"mesh_{kind}={token}", token=token)

    async def enter(self, name: str, table: int = 0, seat: int = 0) -> Visit:
        """Let somebody come in by the code, on a seat or without one."""
        wanted = {"code": self.hosted.code, "name": name, "seat": f"{table}:{seat}" if table else ""}
        answer = await self.stranger.ask("POST", "/join", data=wanted)
        assert answer.status_code == 303, answer.text
        base = answer.headers["location"].removesuffix("/here")
        token = re.search(r"mesh_seat=([^;]+)", answer.headers["set-cookie"])
        assert token is not None
        visit = Visit(self.web, base, f"mesh_seat={token[1]}", person=base.rsplit("/", 1)[-1], token=token[1])
        self.people[name] = visit
        return visit

    async def fill_with_bots(self) -> None:
        hall = await self.app.gatherings.hall(self.id)
        free = hall.tables * len(hall.seat_plans)
        await self.app.gatherings.in_hall(self.id, in_hall.FillWithBots(None, bot_names(hall, free)))

    async def start(self) -> None:
        await self.app.gatherings.in_hall(self.id, in_hall.StartAgenda(self.app.gatherings.now()))

    async def go_to(self, step: str) -> None:
        """Go on until a step of the agenda."""
        while (await self.app.gatherings.hall(self.id)).step != step:
            await self.app.gatherings.in_hall(self.id, in_hall.NextStep(self.app.gatherings.now()))

    async def end(self) -> None:
        await self.app.bots.stop()
        await self.app.gatherings.pads.close()


async def an_evening(
    tables: int = 1, packs: Path | None = None, application: Application | None = None, **hosting: Any
) -> Evening:
    """Host a gathering of Rainbow Road in memory, at a clock that stands still."""
    watch = Watch()
    app = application or in_memory(watch, packs)
    web = create_app(app.gatherings, app.presence)
    hosted = await app.gatherings.host(Hosting("rainbow-road", "", tables=tables, **hosting))
    return Evening(app, web, hosted, watch)


def encoded(fields: Mapping[str, object]) -> bytes:
    """Write a form as a browser would."""
    return urlencode({name: str(value) for name, value in fields.items()}).encode()
