"""The shared pads: who has one open, what they type, and that nobody is told before it is stored.

A room speaks the y-protocols in bytes and knows no transport. What changes or tells its document goes through
one writer, in order: apply, store, tell. What people do with their cursors (awareness) is passed on, never stored.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from pycrdt import Doc, XmlFragment, create_sync_message, create_update_message, merge_updates

from meshcouncil.application import pad_document, pad_frames
from meshcouncil.application.pad_document import PadPolicy
from meshcouncil.application.pad_frames import NOTHING, FrameUnreadable, PresenceSent, StateAsked, UpdateSent
from meshcouncil.application.ports import PadStore
from meshcouncil.council.definition import NO_RECORD, PolicyRecord

log = logging.getLogger(__name__)

Tell = Callable[[bytes], None]
"""Hands one frame to a connection without waiting; if it raises, the connection gets no more."""

PadRefusal = Literal[
    "pad_frame_too_large",
    "pad_full",
    "pad_unreadable",
    "pad_not_stored",
    "pad_text_too_long",
    "pad_closed",
    "pad_policy_gone",
]

_SENTENCES: dict[PadRefusal, str] = {
    "pad_frame_too_large": "That is too much text at once; put it on the pad in smaller pieces.",
    "pad_full": "The pad is full; remove something before you add more.",
    "pad_unreadable": "The pad could not read what was sent; reload the page and try again.",
    "pad_not_stored": "The pad could not be saved just now; keep the page open, it tries again by itself.",
    "pad_closed": "The pad is closed for writing now; your last words were not taken.",
    "pad_policy_gone": "This policy is not on the pad any more; copy what you wrote and add it as a new one.",
    "pad_text_too_long": f"The text is longer than {pad_document.MAX_PLAIN_TEXT:,} characters; please shorten it.",
}


class PadRefused(Exception):
    """The pad did not take something. `sentence` says it to people; `drops`: the connection should be closed."""

    def __init__(self, code: PadRefusal, *, drops: bool = False) -> None:
        super().__init__(_SENTENCES[code])
        self.code = code
        self.sentence = _SENTENCES[code]
        self.drops = drops


@dataclass(frozen=True, slots=True)
class PadLimits:
    """Sizes in bytes, and after how many stored entries a pad is compacted."""

    frame: int = 256 * 1024
    document: int = 2 * 1024 * 1024
    presence: int = 4 * 1024
    compact_after: int = 200


@dataclass(frozen=True, slots=True)
class PadPerson:
    """Whose cursor a connection moves: the name others read, and a colour as `#rrggbb`."""

    name: str
    colour: str


@dataclass(slots=True, eq=False)
class PadConnection:
    """One browser tab on one pad. `saved` counts the changes it sent that are stored."""

    person: PadPerson
    tell: Tell
    saved: int = 0
    cursor: tuple[int, int, bytes] | None = field(default=None, repr=False)


class _Job:
    """Something for the writer; `done` is resolved or refused exactly once."""

    def __init__(self) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.done.add_done_callback(_look_at)  # whoever waited may be gone

    def finish(self) -> None:
        if not self.done.done():
            self.done.set_result(None)

    def refuse(self, refusal: PadRefused) -> None:
        if not self.done.done():
            self.done.set_exception(refusal)


class _Change(_Job):
    """Something to apply, store and tell. `make` applies it to the room's document and gives the update."""

    def __init__(self, source: PadConnection | None, make: Callable[[], bytes]) -> None:
        super().__init__()
        self.source = source
        self.make = make


class _Question(_Job):
    """Something to answer when everything before it is stored."""

    def __init__(self, answer: Callable[[], None]) -> None:
        super().__init__()
        self.answer = answer


class PadRoom:
    """One pad while somebody has it open. Made by `Pads`."""

    def __init__(self, pad_id: str, store: PadStore, limits: PadLimits, changed: Callable[[str], None]) -> None:
        self.pad_id = pad_id
        self._store = store
        self._limits = limits
        self._changed = changed
        self._doc: Doc[XmlFragment] = Doc()
        self._stale = True  # the document has to be read from the store before it is used
        self._entries = 0
        self._weight = 0
        self._version = 0
        self._text: tuple[int, str] | None = None
        self._connections: dict[PadConnection, None] = {}
        self._waiting: list[_Change | _Question] = []
        self._writer: asyncio.Task[None] | None = None
        self._closed = False

    # --- Coming and going ---

    def join(self, tell: Tell, person: PadPerson) -> PadConnection:
        """Let a tab in; it is told the state of the pad and who else is there. Raises PadRefused when closed."""
        connection = PadConnection(person, tell)
        self._enqueue(_Question(partial(self._greet, connection)))
        self._connections[connection] = None
        return connection

    def leave(self, connection: PadConnection) -> None:
        """Let a tab go; the others no longer see its cursor. Leaving twice is fine."""
        if connection not in self._connections:
            return
        del self._connections[connection]
        if connection.cursor is not None:
            client, clock, _ = connection.cursor
            self._tell_others(connection, pad_frames.write_presence([(client, clock + 1, b"null")]))

    @property
    def is_empty(self) -> bool:
        """Nobody has the pad open and nothing waits to be stored."""
        return not self._connections and self._writer is None

    def close(self) -> None:
        """Take no more connections or changes."""
        self._closed = True

    async def settled(self) -> None:
        """Return when everything that was sent so far is stored or refused."""
        while self._writer is not None:
            await asyncio.wait([self._writer])

    # --- What a connection sends ---

    async def receive(self, connection: PadConnection, frame: bytes, may_write: bool) -> None:
        """Take one binary frame; return when what it changes is stored and the others are told.

        Raises PadRefused, also for a change by somebody who may not write; the room itself is never harmed.
        """
        if len(frame) > self._limits.frame:
            raise PadRefused("pad_frame_too_large")
        try:
            content = pad_frames.read_frame(frame)
        except FrameUnreadable:
            raise PadRefused("pad_unreadable", drops=True) from None
        match content:
            case StateAsked():
                await self.ask(partial(self._bring_up_to_date, connection, content.state))
            case UpdateSent():
                if may_write:
                    await self._change(connection, partial(self._apply, content.update, content.whole))
                elif not content.whole:  # an answer to our own question is passed over: mostly it holds no news
                    raise PadRefused("pad_closed")
            case PresenceSent():
                if len(frame) > self._limits.presence:
                    raise PadRefused("pad_frame_too_large")
                self._pass_on(connection, content)

    def _greet(self, connection: PadConnection) -> None:
        self._tell(connection, create_sync_message(self._doc))
        cursors = [c.cursor for c in self._connections if c is not connection and c.cursor is not None]
        if cursors:
            self._tell(connection, pad_frames.write_presence(cursors))

    def _bring_up_to_date(self, connection: PadConnection, state: bytes) -> None:
        try:
            missing = self._doc.get_update(state)
        except (ValueError, RuntimeError):
            raise PadRefused("pad_unreadable", drops=True) from None
        self._tell(connection, pad_frames.write_answer(missing))

    def _pass_on(self, connection: PadConnection, sent: PresenceSent) -> None:
        """Pass a cursor on under the name the server knows; one connection moves one cursor."""
        if connection.cursor is not None and connection.cursor[0] != sent.client:
            raise PadRefused("pad_unreadable", drops=True)
        for other in self._connections:
            if other.cursor is not None and other.cursor[0] == sent.client:
                other.cursor = None  # the same tab, back before its old connection was missed
        state = b"null"
        if sent.state is not None:
            named = sent.state | {"user": {"name": connection.person.name, "color": connection.person.colour}}
            state = json.dumps(named, separators=(",", ":")).encode()
            connection.cursor = (sent.client, sent.clock, state)
        self._tell_others(connection, pad_frames.write_presence([(sent.client, sent.clock, state)]))

    # --- What the server itself writes ---

    async def edit(self, edit: Callable[[Doc[XmlFragment]], None]) -> None:
        """Change the document by a function of ours; return when it is stored and told. Raises PadRefused."""
        await self._change(None, partial(self._edit, edit))

    async def add_policy(self, policy_id: str, title: str, text: str, record: PolicyRecord = NO_RECORD) -> None:
        """Write a policy at the end of the pad. Raises PadRefused."""
        await self.edit(lambda doc: pad_document.add_policy(doc, policy_id, title, text, record))

    async def write_policy(self, before: PadPolicy, after: PadPolicy) -> None:
        """Change a policy on the pad from what somebody saw to what they made of it; the rest stays as it is now.

        Raises PadRefused, also when the policy is gone.
        """

        def edit(doc: Doc[XmlFragment]) -> None:
            now = next((each for each in pad_document.pad_policies(doc) if each.id == after.id), None)
            if now is None:
                raise PadRefused("pad_policy_gone")
            merged = pad_document.merged(before, after, now)
            pad_document.write_policy(doc, merged.id, merged.title, merged.text, merged.record)

        await self.edit(edit)

    async def append_paragraph(self, text: str) -> None:
        """Write a paragraph at the end of the pad. Raises PadRefused."""
        await self.edit(lambda doc: pad_document.append_paragraph(doc, text))

    async def replace_text(self, text: str, new_id: Callable[[], str]) -> None:
        """Make the pad say this plain text, changing only what differs; `new_id` names new policies.

        Raises PadRefused.
        """
        if len(text) > pad_document.MAX_PLAIN_TEXT:
            raise PadRefused("pad_text_too_long")
        await self.edit(lambda doc: pad_document.replace_text(doc, text, new_id))

    # --- Reading ---

    @property
    def version(self) -> int:
        """A number that is higher after every change."""
        return self._version

    def text(self) -> str:
        """Give the pad as plain text."""
        if self._text is None or self._text[0] != self._version:
            self._text = (self._version, pad_document.pad_text(self._doc))
        return self._text[1]

    def policies(self) -> list[PadPolicy]:
        """List the policies on the pad, from top to bottom."""
        return pad_document.pad_policies(self._doc)

    # --- The writer ---

    async def ask(self, answer: Callable[[], None]) -> None:
        """Run `answer` when everything before it is stored. Raises PadRefused, also when the pad cannot be read."""
        await self._done(_Question(answer))

    async def _change(self, source: PadConnection | None, make: Callable[[], bytes]) -> None:
        await self._done(_Change(source, make))

    async def _done(self, job: _Change | _Question) -> None:
        self._enqueue(job)
        await asyncio.shield(job.done)  # a tab that goes away meanwhile takes nothing back

    def _enqueue(self, job: _Change | _Question) -> None:
        if self._closed:
            raise PadRefused("pad_not_stored", drops=True)
        self._waiting.append(job)
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())

    async def _write(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                try:
                    await self._serve(batch)
                except Exception:
                    log.exception("pad %s: the writer stumbled and reads the pad anew", self.pad_id)
                    self._stale = True
                    _refuse_all(batch)
        finally:
            self._writer = None

    async def _serve(self, batch: Sequence[_Change | _Question]) -> None:
        admitted: list[tuple[_Change, bytes]] = []
        for job in batch:
            if isinstance(job, _Change) and await self._is_fresh():
                await self._admit(job, admitted)
        if await self._store_all([update for _, update in admitted if update != NOTHING]):
            self._publish(admitted)
        if not await self._is_fresh():
            _refuse_all(batch)
            return
        for job in batch:
            if isinstance(job, _Question):
                _answer(job)
        _refuse_all(batch)  # what is left could not be stored
        await self._compact()

    async def _admit(self, job: _Change, admitted: list[tuple[_Change, bytes]]) -> None:
        """Apply one change to the document, or refuse it and leave the document as it was."""
        try:
            admitted.append((job, job.make()))
        except PadRefused as refusal:
            job.refuse(refusal)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            # The document may be half changed (the CRDT library raises RuntimeError, or panics): build it anew.
            log.warning("pad %s: a change could not be applied (%s)", self.pad_id, type(error).__name__)
            job.refuse(PadRefused("pad_unreadable", drops=True))
            self._stale = True
            if await self._is_fresh():
                for _, earlier in admitted:
                    self._doc.apply_update(earlier)

    def _apply(self, update: bytes, whole: bool) -> bytes:
        if update == NOTHING:
            return NOTHING
        try:
            merge_updates(update)  # decodes it: garbage is found before the document is touched
        except ValueError:
            raise PadRefused("pad_unreadable", drops=True) from None
        if self._weight + len(update) > self._limits.document:
            self._make_sure_it_fits(update)
        before = self._doc.get_update() if whole else b""
        self._doc.apply_update(update)
        if whole and self._doc.get_update() == before:
            return NOTHING
        self._weight += len(update)
        return update

    def _make_sure_it_fits(self, update: bytes) -> None:
        """Refuse an update that would make a full pad grow; what makes it smaller is welcome."""
        before = self._doc.get_update()
        trial: Doc[XmlFragment] = Doc()
        trial.apply_update(before)
        trial.apply_update(update)
        after = len(trial.get_update())
        if after > self._limits.document and after >= len(before):
            raise PadRefused("pad_full")
        self._weight = len(before)

    def _edit(self, edit: Callable[[Doc[XmlFragment]], None]) -> bytes:
        """Try an edit on a copy, then take what it changed like anybody's update."""
        copy: Doc[XmlFragment] = Doc()
        copy.apply_update(self._doc.get_update())
        before, state = copy.get_update(), copy.get_state()
        edit(copy)
        return NOTHING if copy.get_update() == before else self._apply(copy.get_update(state), whole=False)

    async def _store_all(self, updates: Sequence[bytes]) -> bool:
        if not updates:
            return True
        try:
            await self._store.append(self.pad_id, updates[0] if len(updates) == 1 else merge_updates(*updates))
        except Exception:
            log.exception("pad %s: a change could not be stored", self.pad_id)
            self._stale = True
            return False
        self._entries += 1
        self._version += 1
        return True

    def _publish(self, admitted: Sequence[tuple[_Change, bytes]]) -> None:
        for job, update in admitted:
            if job.source is not None:
                job.source.saved += 1
            if update != NOTHING:
                self._tell_others(job.source, create_update_message(update))
            job.finish()
        if any(update != NOTHING for _, update in admitted):
            self._changed(self.pad_id)

    async def _is_fresh(self) -> bool:
        """Read the document from the store if it has to be; say whether it can be used."""
        if not self._stale:
            return True
        try:
            entries = await self._store.load(self.pad_id)
        except Exception:
            log.exception("pad %s cannot be read", self.pad_id)
            return False
        self._doc = _document(self.pad_id, entries)
        self._entries = len(entries)
        self._weight = sum(map(len, entries))
        self._version += 1
        self._stale = False
        return True

    async def _compact(self) -> None:
        if self._entries < self._limits.compact_after:
            return
        snapshot = self._doc.get_update()
        try:
            await self._store.compact(self.pad_id, snapshot, self._entries)
        except Exception:
            log.exception("pad %s cannot be compacted and stays as it is", self.pad_id)
            return
        self._entries = 1
        self._weight = len(snapshot)

    # --- Telling ---

    def _tell(self, connection: PadConnection, frame: bytes) -> None:
        try:
            connection.tell(frame)
        except Exception:
            log.exception("pad %s: a connection takes no more", self.pad_id)
            self.leave(connection)

    def _tell_others(self, source: PadConnection | None, frame: bytes) -> None:
        for connection in list(self._connections):
            if connection is not source:
                self._tell(connection, frame)


class Pads:
    """All pads of this server. `changed(pad_id)` is called after every stored change."""

    def __init__(
        self,
        store: PadStore,
        *,
        limits: PadLimits | None = None,
        grace_seconds: float = 60.0,
        changed: Callable[[str], None] = lambda _pad_id: None,
    ) -> None:
        self._store = store
        self._limits = limits or PadLimits()
        self._grace_seconds = grace_seconds
        self._changed = changed
        self._rooms: dict[str, PadRoom] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}

    async def open(self, pad_id: str) -> PadRoom:
        """Give the pad's room, read from the store. Many may ask at once. Raises PadRefused when it cannot be read.

        An empty room is closed after the grace period: use it soon, and open it again for the next time.
        """
        room = self._room(pad_id)
        await room.ask(lambda: None)  # the first question makes the writer read the store
        return room

    async def join(self, pad_id: str, tell: Tell, person: PadPerson) -> tuple[PadRoom, PadConnection]:
        """Open the pad and let a tab in. Raises PadRefused when the pad cannot be read."""
        room = self._room(pad_id)
        connection = room.join(tell, person)
        try:
            await room.ask(lambda: None)
        except BaseException:
            room.leave(connection)
            raise
        return room, connection

    async def text(self, pad_id: str) -> str:
        """Give the pad as plain text. Raises PadRefused when it cannot be read."""
        return (await self.open(pad_id)).text()

    async def policies(self, pad_id: str) -> list[PadPolicy]:
        """List the policies on the pad. Raises PadRefused when it cannot be read."""
        return (await self.open(pad_id)).policies()

    async def close(self) -> None:
        """Take no more changes and return when all that came are stored."""
        rooms, self._rooms = list(self._rooms.values()), {}
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        for room in rooms:
            room.close()
        for room in rooms:
            await room.settled()

    @property
    def open_rooms(self) -> list[str]:
        """Name the pads that are in memory, sorted."""
        return sorted(self._rooms)

    def _room(self, pad_id: str) -> PadRoom:
        room = self._rooms.get(pad_id)
        if room is None:
            room = self._rooms[pad_id] = PadRoom(pad_id, self._store, self._limits, self._changed)
        self._look_again_later(pad_id)
        return room

    def _look_again_later(self, pad_id: str) -> None:
        if (timer := self._timers.pop(pad_id, None)) is not None:
            timer.cancel()
        loop = asyncio.get_running_loop()
        self._timers[pad_id] = loop.call_later(self._grace_seconds, self._close_if_empty, pad_id)

    def _close_if_empty(self, pad_id: str) -> None:
        if not self._rooms[pad_id].is_empty:
            self._look_again_later(pad_id)
            return
        self._rooms.pop(pad_id).close()
        del self._timers[pad_id]


def _document(pad_id: str, entries: Sequence[bytes]) -> Doc[XmlFragment]:
    """Build the document from what is stored, passing over an entry that cannot be read rather than losing the rest."""
    doc: Doc[XmlFragment] = Doc()
    for number, entry in enumerate(entries):
        try:
            doc.apply_update(entry)
        except (ValueError, RuntimeError):
            log.exception("pad %s: entry %d cannot be read and is passed over", pad_id, number)
    return doc


def _answer(job: _Question) -> None:
    try:
        job.answer()
    except PadRefused as refusal:
        job.refuse(refusal)
    else:
        job.finish()


def _refuse_all(jobs: Sequence[_Change | _Question]) -> None:
    for job in jobs:
        job.refuse(PadRefused("pad_not_stored", drops=True))


def _look_at(future: asyncio.Future[None]) -> None:
    if not future.cancelled():
        future.exception()
