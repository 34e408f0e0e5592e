"""One WebSocket for each tab: fragments that changed, the pad's frames, and who is here.

A reader of the log, not a queue: whoever is slow is woken once and reads where things stand. On connecting a tab says
which hashes it has, and gets what differs; so a reconnect loses nothing, and no number tells it of what is not its own.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import cast

from litestar.exceptions import WebSocketDisconnect

from meshcouncil.application.gatherings import NoSuchGathering
from meshcouncil.application.pads import PadConnection, PadPerson, PadRefused, PadRoom
from meshcouncil.application.ports import StoreUnavailable
from meshcouncil.application.presence import presence_stream
from meshcouncil.application.streams import hall_stream, room_pad, table_pad, table_stream
from meshcouncil.gathering.state import Place
from meshcouncil.gathering.viewers import Participant
from meshcouncil.web.asking import Socket
from meshcouncil.web.fragments import eyes_of
from meshcouncil.web.house import House
from meshcouncil.web.places import home_page, may_open
from meshcouncil.web.scene import Frame, Instant, Scene
from meshcouncil.web.visitors import Stranger, Visitor
from meshcouncil.web.wire import text_of

log = logging.getLogger(__name__)

HEARTBEAT = 15.0
"""Seconds between two looks at what no event announces, such as the letters on pads; who heard nothing hears a ping."""
BREATH = 0.04
"""Seconds between two wake-ups of one tab, so that a burst of events is one drawing."""
OUTBOX_LIMIT = 512
HELLO_LIMIT = 16_384
HELLO_WAIT = 10.0
WITH_PAD = frozenset({"table", "sidebar"})
TEAM_COLOURS = ("#1f6f8b", "#b4552d", "#5a7d2a", "#8a4a86", "#7a6420")
BYE = "!bye This link is no longer good. Ask your facilitator for a new one."

SceneReader = Callable[[], Awaitable[Scene]]
Push = Callable[[bytes], bool]
PUSH = "meshcouncil.push"
"""Where a scope may keep a `Push`: it writes a prepared frame at once, or gives False when the socket cannot."""


class Dropped(Exception):
    """A tab takes less than it is sent, or sends what no pad can read; it reconnects and reads where things stand."""


@dataclass(slots=True)
class Tab:
    """One open page: what it shows already, and what waits to be sent."""

    house: House
    socket: Socket
    push: Push
    page: str
    read: SceneReader
    wake: asyncio.Event
    place: Place | None = None
    home: str = ""
    eyes: str = ""
    instant: Instant | None = None
    revocations: int = 0
    shown: dict[str, str] = field(default_factory=dict)
    outbox: deque[bytes] = field(default_factory=deque)
    notes: deque[str] = field(default_factory=deque)
    room: PadRoom | None = None
    pad: PadConnection | None = None
    saved: int = 0
    writable: bool | None = None
    overflowed: bool = False
    woke: float = 0.0
    spoke: float = 0.0
    heart: asyncio.TimerHandle | None = None

    def tell(self, frame: bytes) -> None:
        """Take a frame of the pad for this tab, without waiting."""
        if len(self.outbox) >= OUTBOX_LIMIT:
            self.overflowed = True
        else:
            self.outbox.append(frame)
        self.wake.set()

    async def follow(self) -> None:
        """Send whatever is new until the socket closes, or the tab has to go elsewhere."""
        clock = asyncio.get_running_loop().time
        while True:
            self.wake.clear()
            self.woke = clock()
            if self.overflowed:
                raise Dropped
            frames = self._at_hand()
            if frames is None and not await self._look():
                return
            for name, frame in frames or ():
                if self._is_new(name, frame) and not self.push(frame.wire):
                    await self._say(text_of(frame.wire))
            if self._has_notes:
                await self._tell_notes()
            if self.spoke + HEARTBEAT <= self.woke:
                await self._say("!ping")
            await self.wake.wait()
            if (early := self.woke + BREATH - clock()) > 0:
                await asyncio.sleep(early)

    def _at_hand(self) -> list[tuple[str, Frame]] | None:
        """Give what is new when others of this kind had it drawn already, and nothing concerns this viewer alone.

        Most wake-ups of most tabs are of this sort, so it asks for little: the viewer's link is good and they are where
        they were as long as no link was revoked, nothing has moved anybody, and nothing happened at their own table.
        """
        before = self.instant
        instant = before.again() if before else None
        if before is None or instant is None:
            return None
        if instant.moves != before.moves or self.house.gatherings.links.revocations != self.revocations:
            return None
        if instant.table is not None and instant.tables[instant.table] is not before.tables[instant.table]:
            return None
        drawings, found = self.house.drawings, []
        for name in drawings.stale(self.page, before, instant):
            frame = drawings.at_hand(instant, name, self.eyes)
            if frame is None:
                return None
            found.append((name, frame))
        self.instant = instant
        return found

    async def _look(self) -> bool:
        """Read the whole page, and send what is new; False when the viewer has to go elsewhere."""
        revocations = self.house.gatherings.links.revocations
        try:
            scene = await self.read()
        except (NoSuchGathering, Stranger):
            await self._say(BYE)
            return False
        stale = self.house.drawings.stale(self.page, self.instant, scene.instant)
        self.instant, self.revocations, self.eyes = scene.instant, revocations, eyes_of(scene)
        order = self._order(scene)
        if order is not None:
            await self._say(order)
            return False
        await self._tell_writable(scene)
        for name in stale:
            frame = self.house.drawings.frame(scene, name)
            if self._is_new(name, frame) and not self.push(frame.wire):
                await self._say(text_of(frame.wire))
        return True

    def beat(self) -> None:
        """Wake the tab from time to time, for what no event announces."""
        self.wake.set()
        self.heart = asyncio.get_running_loop().call_later(HEARTBEAT, self.beat)

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
                await self._take_note(text)

    def _order(self, scene: Scene) -> str | None:
        """Say where the tab has to go, if it may not stay: the step opened another page, or its seat is another."""
        home = home_page(scene)
        self.home = self.home or home
        if home != self.home or not may_open(scene, self.page):
            return f"!go {home}"
        return "!reload" if scene.place != self.place and self.page in WITH_PAD else None

    async def _say(self, text: str) -> None:
        self.spoke = self.woke
        await self.socket.send_data(text, mode="text")

    def _is_new(self, name: str, frame: Frame) -> bool:
        """Tell whether a fragment looks different from what the tab shows; now it will show it."""
        if self.shown.get(name) == frame.v:
            return False
        self.shown[name] = frame.v
        self.spoke = self.woke
        return True

    @property
    def _has_notes(self) -> bool:
        return bool(self.outbox or self.notes) or (self.pad is not None and self.pad.saved != self.saved)

    async def _tell_notes(self) -> None:
        """Send what the pad and its keeper have to say."""
        while self.outbox:
            await self.socket.send_data(self.outbox.popleft(), mode="binary")
        while self.notes:
            await self._say(self.notes.popleft())
        if self.pad is not None and self.pad.saved != self.saved:
            self.saved = self.pad.saved
            await self._say(f"!saved {self.saved}")

    async def _tell_writable(self, scene: Scene) -> None:
        writable = self.pad is not None and may_write(scene, self.page)
        if self.pad is not None and writable != self.writable:
            self.writable = writable
            await self._say(f"!pad {'open' if writable else 'frozen'}")

    async def _take_pad_frame(self, frame: bytes) -> None:
        if self.room is None or self.pad is None:
            return
        try:
            await self.room.receive(self.pad, frame, may_write=await self._may_write_here())
        except PadRefused as refused:
            self.notes.append(f"!refused {refused.sentence}")
            if refused.drops:
                raise Dropped from refused
        self.wake.set()

    async def _may_write_here(self) -> bool:
        """Tell whether the tab may write now, and still sits where its pad is."""
        try:
            scene = await self.read()
        except (NoSuchGathering, Stranger):
            return False
        return scene.place == self.place and may_write(scene, self.page)

    async def _take_note(self, text: str) -> None:
        """A key was pressed: let the table see it. Everything else a tab says after its hello is of no weight."""
        if len(text) > HELLO_LIMIT or '"typing"' not in text:
            return
        with suppress(NoSuchGathering, Stranger):
            scene = await self.read()
            if isinstance(scene.viewer, Participant):
                self.house.presence.typed(scene.hall.id, scene.viewer.person)


def may_write(scene: Scene, page: str) -> bool:
    """Tell whether this viewer may write on the pad of a page now."""
    if not isinstance(scene.viewer, Participant) or scene.place is None or scene.hall.stage != "running":
        return False
    if page == "sidebar":
        return home_page(scene) == "sidebar"
    council = scene.council
    return council is not None and not (council.closed or council.is_frozen or council.has_passed)


def pad_of(scene: Scene, page: str) -> str | None:
    """Name the pad of a page: the table's own, or the notes of the sidebar's room."""
    if scene.place is None or not isinstance(scene.viewer, Participant):
        return None
    if page == "table":
        return table_pad(scene.hall.id, scene.place.table)
    if page == "sidebar":
        return room_pad(scene.hall.id, scene.place.seat)
    return None


async def serve(
    house: House,
    socket: Socket,
    page: str,
    asking: Awaitable[Visitor],
    scene_of: Callable[[Visitor], Awaitable[Scene]],
) -> None:
    """Serve one tab from its hello to its end; whoever may not have the page hears a goodbye, whatever the reason."""
    try:
        visitor = await asking

        async def read() -> Scene:
            return await scene_of(visitor)

        scene = await read()
    except (NoSuchGathering, Stranger):
        await _send_away(socket)
        return
    except StoreUnavailable:
        await socket.close(code=1013)
        return
    await socket.accept()
    try:
        await _serve(house, socket, page, read, scene)
    except (WebSocketDisconnect, Dropped, StoreUnavailable, OSError):
        pass  # it comes back by itself; OSError: it went while something was on its way to it
    except Exception:
        log.exception("a tab on the page %s could not be kept up to date", page)
    with suppress(RuntimeError, WebSocketDisconnect, OSError):
        await socket.close()


async def _send_away(socket: Socket) -> None:
    await socket.accept()
    with suppress(RuntimeError, WebSocketDisconnect, OSError):
        await socket.send_data(BYE, mode="text")
        await socket.close()


async def _serve(house: House, socket: Socket, page: str, read: SceneReader, scene: Scene) -> None:
    gathering = scene.hall.id
    with ExitStack() as stack:
        streams = [hall_stream(gathering), presence_stream(gathering)]
        streams += [table_stream(gathering, table) for table in scene.tables]
        subscription = stack.enter_context(house.gatherings.bus.subscribe(*streams))
        if isinstance(scene.viewer, Participant):
            stack.enter_context(house.presence.here(gathering, scene.viewer.person))
        tab = Tab(house, socket, _push_of(socket), page, read, subscription.event, scene.place)
        tab.spoke = asyncio.get_running_loop().time()
        tab.shown, tab.home = await _hello(socket)
        await _open_pad(tab, scene)
        tab.beat()
        try:
            await _until_either(tab.follow(), tab.listen())
        finally:
            if tab.heart is not None:
                tab.heart.cancel()
            if tab.room is not None and tab.pad is not None:
                tab.room.leave(tab.pad)


def _push_of(socket: Socket) -> Push:
    return cast("Mapping[str, Push]", socket.scope).get(PUSH, lambda _: False)


async def _hello(socket: Socket) -> tuple[dict[str, str], str]:
    """Read which hashes the tab shows, and where its viewer belonged when it was drawn; nonsense counts as nothing."""
    try:
        async with asyncio.timeout(HELLO_WAIT):
            message = await socket.receive()
    except TimeoutError:
        return {}, ""
    text = message.get("text")
    if not isinstance(text, str):  # it went, or it sent bytes that no pad has been opened for
        raise Dropped
    try:
        said = json.loads(text[:HELLO_LIMIT])
        have, home = said.get("have", {}), said.get("home", "")
    except (ValueError, AttributeError, RecursionError):
        return {}, ""
    shown = {str(name): str(v) for name, v in have.items() if v} if isinstance(have, dict) else {}
    return shown, home if isinstance(home, str) else ""


async def _open_pad(tab: Tab, scene: Scene) -> None:
    pad = pad_of(scene, tab.page)
    if pad is None or scene.place is None or not may_open(scene, tab.page):
        return
    person = PadPerson(scene.hall.name_at(scene.place) or "Somebody", team_colour(scene, scene.place.seat))
    try:
        tab.room, tab.pad = await tab.house.gatherings.pads.join(pad, tab.tell, person)
    except PadRefused as refused:
        tab.notes.append(f"!refused {refused.sentence}")


def team_colour(scene: Scene, seat: int) -> str:
    """Give the colour of a seat's cursor on the pad."""
    teams = [team.id for team in scene.definition.teams]
    return TEAM_COLOURS[teams.index(scene.hall.plans_by_number[seat].team) % len(TEAM_COLOURS)]


async def _until_either(*jobs: Awaitable[None]) -> None:
    """Run the jobs until one ends, then end the others. Raises what the first one raised."""
    tasks = [asyncio.ensure_future(job) for job in jobs]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
