"""One WebSocket for each tab: fragments that changed, the pad's frames, and who is here.

A reader of the log, not a queue: whoever is slow is woken once and reads where things stand. On connecting a tab says
which hashes it has, and gets what differs; so a reconnect loses nothing, and no number tells it of what is not its own.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect

from meshcouncil.application.gatherings import NoSuchGathering
from meshcouncil.application.pads import PadConnection, PadPerson, PadRefused, PadRoom
from meshcouncil.application.presence import presence_stream
from meshcouncil.application.streams import hall_stream, room_pad, table_pad, table_stream
from meshcouncil.gathering.viewers import Participant
from meshcouncil.web.drawing import Mark, mark_of
from meshcouncil.web.fragments import FRAGMENTS, PAGES
from meshcouncil.web.house import House
from meshcouncil.web.places import home_page
from meshcouncil.web.scene import Scene
from meshcouncil.web.visitors import Stranger, Visitor

HEARTBEAT = 15.0
BREATH = 0.04
"""Seconds between two wake-ups of one tab, so that a burst of events is one drawing."""
OUTBOX_LIMIT = 512
HELLO_LIMIT = 16_384
HELLO_WAIT = 10.0
TEAM_COLOURS = ("#1f6f8b", "#b4552d", "#5a7d2a", "#8a4a86", "#7a6420")

SceneReader = Callable[[], Awaitable[Scene]]


class Dropped(Exception):
    """A tab takes less than it is sent, or sends what no pad can read; it reconnects and reads where things stand."""


@dataclass(slots=True)
class Tab:
    """One open page: what it shows already, and what waits to be sent."""

    house: House
    socket: WebSocket  # type: ignore[type-arg]
    visitor: Visitor
    page: str
    read: SceneReader
    wake: asyncio.Event
    shown: dict[str, str] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
    outbox: deque[bytes] = field(default_factory=deque)
    notes: deque[str] = field(default_factory=deque)
    room: PadRoom | None = None
    pad: PadConnection | None = None
    saved: int = 0
    home: str = ""
    overflowed: bool = False

    def tell(self, frame: bytes) -> None:
        """Take a frame of the pad for this tab, without waiting."""
        if len(self.outbox) >= OUTBOX_LIMIT:
            self.overflowed = True
        else:
            self.outbox.append(frame)
        self.wake.set()

    async def follow(self) -> None:
        """Send whatever is new until the socket closes."""
        while True:
            self.wake.clear()
            if self.overflowed:
                raise Dropped
            await self._send_pad()
            if not await self._send_fragments():
                return
            await asyncio.sleep(BREATH)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.wake.wait(), HEARTBEAT)
                continue
            await self.socket.send_data("!ping", mode="text")

    async def listen(self) -> None:
        """Take what the tab sends until it goes."""
        while True:
            message = await self.socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            frame, text = message.get("bytes"), message.get("text")
            if isinstance(frame, bytes):
                await self._take_pad_frame(frame)
            elif isinstance(text, str):
                self._take_note(text)

    async def _send_pad(self) -> None:
        while self.outbox:
            await self.socket.send_data(self.outbox.popleft(), mode="binary")
        while self.notes:
            await self.socket.send_data(self.notes.popleft(), mode="text")
        if self.pad is not None and self.pad.saved != self.saved:
            self.saved = self.pad.saved
            await self.socket.send_data(f"!saved {self.saved}", mode="text")

    async def _send_fragments(self) -> bool:
        """Send what changed; False when the tab was told to go elsewhere."""
        try:
            scene = await self.read()
        except (NoSuchGathering, Stranger):
            await self.socket.send_data(
                "!bye This link is no longer good. Ask your facilitator for a new one.", mode="text"
            )
            return False
        home = home_page(scene)
        if self.home and home != self.home:
            await self.socket.send_data(f"!go {home}", mode="text")
            return False
        self.home = home
        for name in PAGES[self.page]:
            await self._send_fragment(scene, name)
        return True

    async def _send_fragment(self, scene: Scene, name: str) -> None:
        fragment = FRAGMENTS[name]
        mark = mark_of(scene, fragment)
        if self.marks.get(name) == mark:
            return
        self.marks[name] = mark
        v, frame = self.house.drawings.frame(scene, name)
        if self.shown.get(name) != v:
            self.shown[name] = v
            await self.socket.send_data(frame, mode="text")

    async def _take_pad_frame(self, frame: bytes) -> None:
        if self.room is None or self.pad is None:
            return
        try:
            await self.room.receive(self.pad, frame, may_write=await self._may_write())
        except PadRefused as refused:
            self.notes.append(f"!refused {refused.sentence}")
            if refused.drops:
                raise Dropped from refused
        self.wake.set()

    async def _may_write(self) -> bool:
        return may_write(await self.read())

    def _take_note(self, text: str) -> None:
        """A key was pressed: let the table see it. Everything else a tab says after its hello is of no weight."""
        if len(text) <= HELLO_LIMIT and '"typing"' in text and isinstance(self.visitor.viewer, Participant):
            self.house.presence.typed(self.visitor.gathering, self.visitor.viewer.person)


def may_write(scene: Scene) -> bool:
    """Tell whether this viewer may write on the pad of their page now."""
    if not isinstance(scene.viewer, Participant) or scene.place is None or scene.hall.stage == "closed":
        return False
    council = scene.council
    return council is not None and not (council.closed or council.is_frozen or council.has_passed)


def pad_of(scene: Scene, page: str) -> str | None:
    """Name the pad of a page: the table's own, or the notes of the sidebar's room."""
    if scene.place is None:
        return None
    if page == "table":
        return table_pad(scene.hall.id, scene.place.table)
    if page == "sidebar":
        return room_pad(scene.hall.id, scene.place.seat)
    return None


async def serve(house: House, socket: WebSocket, visitor: Visitor, page: str, read: SceneReader) -> None:  # type: ignore[type-arg]
    """Serve one tab from its hello to its end."""
    scene = await read()
    await socket.accept()
    gathering = visitor.gathering
    with ExitStack() as stack:
        streams = [hall_stream(gathering), presence_stream(gathering), house.closing]
        streams += [table_stream(gathering, table) for table in scene.tables]
        subscription = stack.enter_context(house.gatherings.bus.subscribe(*streams))
        if isinstance(visitor.viewer, Participant):
            stack.enter_context(house.presence.here(gathering, visitor.viewer.person))
        tab = Tab(house, socket, visitor, page, read, subscription.event)
        tab.shown = await _hello(socket)
        await _open_pad(tab, scene)
        try:
            await _until_either(tab.follow(), tab.listen())
        finally:
            if tab.room is not None and tab.pad is not None:
                tab.room.leave(tab.pad)
    with suppress(RuntimeError, WebSocketDisconnect):
        await socket.close()


async def _hello(socket: WebSocket) -> dict[str, str]:  # type: ignore[type-arg]
    """Read which hashes the tab shows; a tab that says nothing sensible shows nothing."""
    try:
        message = await asyncio.wait_for(socket.receive_text(), HELLO_WAIT)
        have = json.loads(message[:HELLO_LIMIT]).get("have", {})
    except (TimeoutError, ValueError, AttributeError):
        return {}
    return {str(name): str(v) for name, v in have.items()} if isinstance(have, dict) else {}


async def _open_pad(tab: Tab, scene: Scene) -> None:
    pad = pad_of(scene, tab.page)
    if pad is None or scene.place is None:
        return
    person = PadPerson(scene.hall.name_at(scene.place) or "Somebody", team_colour(scene, scene.place.seat))
    tab.room, tab.pad = await tab.house.gatherings.pads.join(pad, tab.tell, person)


def team_colour(scene: Scene, seat: int) -> str:
    """Give the colour of a seat's cursor on the pad."""
    teams = [team.id for team in scene.definition.teams]
    return TEAM_COLOURS[teams.index(scene.hall.plans_by_number[seat].team) % len(TEAM_COLOURS)]


async def _until_either(*jobs: Awaitable[None]) -> None:
    """Run the jobs until one ends, then end the others."""
    tasks = [asyncio.ensure_future(job) for job in jobs]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        with suppress(WebSocketDisconnect, Dropped, asyncio.CancelledError):
            task.result()
