"""Pads: everybody ends with the same text, nobody is told before it is stored, and hostile bytes harm nobody."""

from __future__ import annotations

import asyncio
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import (
    Doc,
    XmlElement,
    XmlFragment,
    XmlText,
    create_awareness_message,
    create_sync_message,
    create_update_message,
    handle_sync_message,
    write_message,
    write_var_uint,
)

from meshcouncil.adapters.pad_store_memory import MemoryPadStore
from meshcouncil.application.pad_document import PadPolicy, pad_fragment, pad_text
from meshcouncil.application.pad_frames import write_answer, write_presence
from meshcouncil.application.pads import PadConnection, PadLimits, PadPerson, PadRefused, PadRoom, Pads

ADA = PadPerson("Ada", "#112233")
BEN = PadPerson("Ben", "#445566")


class SlowStore(MemoryPadStore):
    """A memory store whose appends wait for a gate, or fail on demand."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.gate.set()
        self.fails = False
        self.appends = 0

    async def load(self, pad_id: str) -> list[bytes]:
        if self.fails:
            raise OSError("disk gone")
        await asyncio.sleep(0)
        return await super().load(pad_id)

    async def append(self, pad_id: str, update: bytes) -> None:
        await self.gate.wait()
        if self.fails:
            raise OSError("disk full")
        self.appends += 1
        await super().append(pad_id, update)


class Tab:
    """A browser tab: a document of its own, a connection that can be cut, and frames that arrive late."""

    def __init__(self, pads: Pads, person: PadPerson = ADA) -> None:
        self.pads = pads
        self.person = person
        self.doc: Doc[XmlFragment] = Doc()
        self.inbox: list[bytes] = []
        self.room: PadRoom | None = None
        self.connection: PadConnection | None = None

    async def connect(self) -> None:
        self.inbox = []
        self.room, self.connection = await self.pads.join("pad", self.inbox.append, self.person)
        await self.send(create_sync_message(self.doc))

    def cut(self) -> None:
        if self.room and self.connection:
            self.room.leave(self.connection)
        self.connection = None
        self.inbox = []

    async def send(self, frame: bytes) -> None:
        assert self.room
        assert self.connection
        await self.room.receive(self.connection, frame, may_write=True)

    async def read(self, frames: int | None = None) -> None:
        """Take what arrived (the first so many frames) and answer what was asked."""
        while self.inbox and frames != 0:
            frame = self.inbox.pop(0)
            frames = None if frames is None else frames - 1
            if frame[0] == 0:
                answer = handle_sync_message(frame[1:], self.doc)
                if answer:
                    await self.send(answer)

    async def type(self, text: str, at: int = 0) -> None:
        """Type into a random paragraph, and send it when there is a connection."""
        before = self.doc.get_state()
        write(self.doc, text, at)
        if self.connection:
            await self.send(create_update_message(self.doc.get_update(before)))

    @property
    def text(self) -> str:
        return pad_text(self.doc)


def write(doc: Doc[XmlFragment], text: str, at: int = 0) -> None:
    blocks = pad_fragment(doc).children
    if len(blocks) == 0 or at % 5 == 4:
        blocks.insert(at % (len(blocks) + 1), XmlElement("paragraph", {}, [XmlText(text)]))
        return
    block = blocks[at % len(blocks)]
    assert isinstance(block, XmlElement)
    run = block.children[0]
    assert isinstance(run, XmlText)
    if at % 3 == 2 and len(run) > 2:
        del run[0:1]
    else:
        run.insert(at % (len(run) + 1), text)


async def replayed(store: MemoryPadStore) -> str:
    doc: Doc[XmlFragment] = Doc()
    for entry in await store.load("pad"):
        doc.apply_update(entry)
    return pad_text(doc)


async def everybody_reads(tabs: list[Tab]) -> None:
    for _ in range(3):
        for tab in tabs:
            await tab.read()


steps = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["type", "type", "type", "read", "one", "cut", "connect"]),
        st.integers(0, 40),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(steps, st.integers(2, 7))
def test_tabs_that_type_lag_and_reconnect_all_end_with_what_is_stored(
    plan: list[tuple[int, str, int]], compact_after: int
) -> None:
    async def play() -> None:
        store = MemoryPadStore()
        pads = Pads(store, limits=PadLimits(compact_after=compact_after))
        tabs = [Tab(pads) for _ in range(4)]
        for number, act, dice in plan:
            tab = tabs[number]
            if act == "type":
                await tab.type("abcdefghij"[dice % 10], dice)
            elif act == "read" and tab.connection:
                await tab.read()
            elif act == "one" and tab.connection:
                await tab.read(1)
            elif act == "cut":
                tab.cut()
            elif act == "connect" and not tab.connection:
                await tab.connect()
        for tab in tabs:
            if not tab.connection:
                await tab.connect()
        await everybody_reads(tabs)
        stored = await replayed(store)
        assert [tab.text for tab in tabs] == [stored] * 4
        assert await pads.text("pad") == stored
        await pads.close()

    asyncio.run(play())


async def test_ten_tabs_that_open_a_new_pad_at_once_are_all_let_in() -> None:
    pads = Pads(SlowStore())
    tabs = [Tab(pads) for _ in range(10)]
    async with asyncio.timeout(2):
        await asyncio.gather(*(tab.connect() for tab in tabs))
    await asyncio.gather(*(tab.type(str(n)) for n, tab in enumerate(tabs)))
    await everybody_reads(tabs)
    assert {tab.text for tab in tabs} == {tabs[0].text}
    assert sorted(tabs[0].text.replace("\n", "")) == list("0123456789")
    await pads.close()


async def test_nobody_is_told_and_nothing_is_acknowledged_before_it_is_stored() -> None:
    store = SlowStore()
    pads = Pads(store)
    ada, ben = Tab(pads), Tab(pads, BEN)
    await ada.connect()
    await ben.connect()
    await ben.read()
    store.gate.clear()
    typing = asyncio.create_task(ada.type("x"))
    late = Tab(pads)
    arriving = asyncio.create_task(late.connect())
    await asyncio.sleep(0.02)
    assert (ben.inbox, late.inbox, ada.connection and ada.connection.saved) == ([], [], 0)
    store.gate.set()
    await typing
    await arriving
    await everybody_reads([ben, late])
    assert (ben.text, late.text, ada.connection and ada.connection.saved) == ("x", "x", 1)
    await pads.close()


async def test_changes_that_arrive_while_the_store_is_busy_are_stored_together() -> None:
    store = SlowStore()
    pads = Pads(store)
    tabs = [Tab(pads) for _ in range(5)]
    for tab in tabs:
        await tab.connect()
    store.gate.clear()
    typing = [asyncio.create_task(tab.type("x")) for tab in tabs]
    await asyncio.sleep(0.01)
    store.gate.set()
    await asyncio.gather(*typing)
    assert store.appends <= 2
    assert await replayed(store) == "x\nx\nx\nx\nx"
    await pads.close()


async def test_a_change_that_cannot_be_stored_is_refused_told_to_nobody_and_offered_again_on_reconnect() -> None:
    store = SlowStore()
    pads = Pads(store)
    ada, ben = Tab(pads), Tab(pads, BEN)
    await ada.connect()
    await ada.type("kept")
    await ben.connect()
    await ben.read()
    store.fails = True
    with pytest.raises(PadRefused, match="could not be saved") as refused:
        await ada.type("more")
    assert refused.value.drops
    with pytest.raises(PadRefused):
        await ada.send(create_sync_message(ada.doc))
    assert (ben.inbox, ben.text) == ([], "kept")
    store.fails = False
    ada.cut()
    await ada.connect()
    await everybody_reads([ada, ben])
    assert ben.text == ada.text == await replayed(store) == "morekept"
    await pads.close()


async def test_a_tab_that_goes_away_while_its_change_is_stored_loses_nothing() -> None:
    store = SlowStore()
    pads = Pads(store)
    ada, ben = Tab(pads), Tab(pads, BEN)
    await ada.connect()
    await ben.connect()
    store.gate.clear()
    typing = asyncio.create_task(ada.type("x"))
    await asyncio.sleep(0.01)
    typing.cancel()
    ada.cut()
    store.gate.set()
    assert ben.room
    await ben.room.settled()
    await ben.read()
    assert (ben.text, await replayed(store)) == ("x", "x")
    await pads.close()


async def test_a_reconnection_without_news_stores_nothing() -> None:
    store = SlowStore()
    pads = Pads(store)
    ada = Tab(pads)
    await ada.connect()
    for dice in (0, 1, 2, 8, 11):
        await ada.type("ab", dice)
    appends = store.appends
    for _ in range(3):
        ada.cut()
        await ada.connect()
        await ada.read()
    assert (store.appends, ada.connection and ada.connection.saved) == (appends, 1)
    await pads.close()


async def test_who_may_not_write_reads_on_but_changes_nothing() -> None:
    store = MemoryPadStore()
    pads = Pads(store)
    ada, eve = Tab(pads), Tab(pads)
    await ada.connect()
    await eve.connect()
    assert eve.room
    assert eve.connection
    write(eve.doc, "graffiti")
    await eve.room.receive(eve.connection, write_answer(eve.doc.get_update()), may_write=False)
    with pytest.raises(PadRefused) as refused:
        await eve.room.receive(eve.connection, create_update_message(eve.doc.get_update()), may_write=False)
    assert (refused.value.code, refused.value.drops) == ("pad_closed", False)
    await ada.type("x")
    assert (await pads.text("pad"), eve.connection.saved) == ("x", 0)
    await pads.close()


def hostile_frames() -> list[bytes]:
    dice = random.Random(7)
    doc: Doc[XmlFragment] = Doc()
    write(doc, "hello")
    good = create_update_message(doc.get_update())
    mutated = []
    for _ in range(300):
        frame = bytearray(good)
        for _ in range(dice.randint(1, 4)):
            frame[dice.randrange(len(frame))] = dice.randrange(256)
        mutated.append(bytes(frame[: dice.randint(0, len(frame))]) if dice.random() < 0.3 else bytes(frame))
    noise = [dice.randbytes(dice.randint(0, 60)) for _ in range(300)]
    return [b"", b"\x00", b"\x00\x00", b"\x01", b"\x07\x01\x00", b"\xff" * 30, b"\x00\x00\x01\xff", *mutated, *noise]


async def test_hostile_bytes_are_refused_and_the_room_goes_on() -> None:
    store = MemoryPadStore()
    pads = Pads(store)
    ada, eve, ben = Tab(pads), Tab(pads), Tab(pads, BEN)
    await ada.connect()
    await ada.type("safe")
    await eve.connect()
    refused = 0
    for frame in hostile_frames():
        try:
            await eve.send(frame)
        except PadRefused:
            refused += 1
    assert refused > 400
    await ada.type("and sound", at=4)
    await ben.connect()
    await everybody_reads([ada, ben])
    assert {"safe", "and sound"} <= set(ben.text.split("\n"))
    assert ben.text == await pads.text("pad") == await replayed(store)
    await pads.close()


async def test_a_change_that_breaks_the_document_half_way_is_undone() -> None:
    """Decodes well, but asks for a child of a text: the library notices only while applying."""
    store = MemoryPadStore()
    pads = Pads(store)
    ada, eve = Tab(pads), Tab(pads)
    await ada.connect()
    await ada.type("safe")
    await eve.connect()
    await eve.read()
    base: Doc[XmlFragment] = Doc(client_id=7)  # the same bytes in every run: dice must not meet a panic
    pad_fragment(base).children.append(XmlElement("paragraph", {"x": "1"}, [XmlText("ab")]))
    poison = find_poison(base.get_update())
    with pytest.raises(PadRefused) as refused:
        await eve.send(create_update_message(poison))
    assert refused.value.code == "pad_unreadable"
    assert (await pads.text("pad"), await replayed(store)) == ("safe", "safe")
    await ada.type("r", at=0)
    assert await replayed(store) == "rsafe"
    await pads.close()


def find_poison(update: bytes) -> bytes:
    from pycrdt import merge_updates

    dice = random.Random(1)
    while True:
        changed = bytearray(update)
        for _ in range(dice.randint(1, 4)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        try:
            merge_updates(bytes(changed))
        except ValueError:
            continue
        doc: Doc[XmlFragment] = Doc()
        try:
            doc.apply_update(bytes(changed))
        except RuntimeError:
            return bytes(changed)


async def test_a_frame_that_is_too_large_is_refused_before_it_is_read() -> None:
    pads = Pads(MemoryPadStore(), limits=PadLimits(frame=1000))
    ada = Tab(pads)
    await ada.connect()
    with pytest.raises(PadRefused) as refused:
        await ada.type("x" * 2000)
    assert (refused.value.code, refused.value.drops) == ("pad_frame_too_large", False)
    await pads.close()


async def test_a_full_pad_refuses_more_but_lets_people_remove() -> None:
    store = MemoryPadStore()
    pads = Pads(store, limits=PadLimits(document=3000))
    ada, ben = Tab(pads), Tab(pads, BEN)
    await ada.connect()
    await ada.type("x" * 2500)
    with pytest.raises(PadRefused) as refused:
        await ada.type("y" * 1000)
    assert (refused.value.code, refused.value.drops) == ("pad_full", False)
    await ben.connect()
    await ben.read()
    assert ben.text == "x" * 2500
    assert ben.room
    await ben.room.replace_text("short", lambda: "p")
    await ben.read()
    await ben.type("er", at=1)
    assert await replayed(store) == "serhort"
    await pads.close()


def presence(client: int, clock: int, state: object) -> bytes:
    return write_presence([(client, clock, json.dumps(state).encode())])


async def test_cursors_are_passed_on_under_the_name_the_server_knows_and_vanish_with_their_tab() -> None:
    store = MemoryPadStore()
    pads = Pads(store)
    ada, ben = Tab(pads), Tab(pads, BEN)
    await ada.connect()
    await ada.send(presence(7, 3, {"user": {"name": "Ben"}, "cursor": 5}))
    await ben.connect()
    body = json.dumps({"user": {"name": "Ada", "color": "#112233"}, "cursor": 5}, separators=(",", ":")).encode()
    expected = create_awareness_message(write_var_uint(1) + write_var_uint(7) + write_var_uint(3) + write_message(body))
    assert expected in ben.inbox
    ben.inbox.clear()
    ada.cut()
    assert ben.inbox == [presence(7, 4, None)]
    assert await store.load("pad") == []
    await pads.close()


async def test_a_tab_that_comes_back_keeps_its_cursor_when_its_old_connection_is_missed_at_last() -> None:
    pads = Pads(MemoryPadStore())
    ada, ben = Tab(pads), Tab(pads, BEN)
    await ada.connect()
    await ben.connect()
    await ada.send(presence(7, 1, {"cursor": 1}))
    old_room, old = ada.room, ada.connection
    assert old_room
    assert old
    await ada.connect()
    await ada.send(presence(7, 2, {"cursor": 1}))
    ben.inbox.clear()
    old_room.leave(old)
    old_room.leave(old)
    assert ben.inbox == []
    await pads.close()


@pytest.mark.parametrize(
    "frame",
    [
        create_awareness_message(b"\x02\x07\x01\x02{}"),
        create_awareness_message(b"\x01\x07\x01" + write_message(b"[1]")),
        create_awareness_message(b"\x01\x07\x01" + write_message(b"[" * 3000)),
        create_awareness_message(b"\x01\x07\x01" + write_message(b'{"a":"' + b"x" * 5000 + b'"}')),
    ],
)
async def test_strange_cursors_are_refused(frame: bytes) -> None:
    pads = Pads(MemoryPadStore())
    ada = Tab(pads)
    await ada.connect()
    with pytest.raises(PadRefused):
        await ada.send(frame)
    await pads.close()


async def test_one_connection_moves_one_cursor() -> None:
    pads = Pads(MemoryPadStore())
    ada = Tab(pads)
    await ada.connect()
    await ada.send(presence(7, 1, {}))
    with pytest.raises(PadRefused):
        await ada.send(presence(8, 1, {}))
    await pads.close()


async def test_the_server_writes_like_everybody_else() -> None:
    store = MemoryPadStore()
    changed: list[str] = []
    pads = Pads(store, changed=changed.append)
    ada = Tab(pads)
    await ada.connect()
    room = await pads.open("pad")
    await room.append_paragraph("Good morning.")
    await room.add_policy("p1", "Names", "One name a column.")
    await room.replace_text("Good evening.\n## Policy: Names\nOne name a column.\n## Policy: New", lambda: "p2")
    await ada.read()
    assert ada.text == "Good evening.\n## Policy: Names\nOne name a column.\n## Policy: New\n"
    assert await pads.policies("pad") == [PadPolicy("p1", "Names", "One name a column."), PadPolicy("p2", "New", "")]
    assert changed == ["pad"] * 3
    assert await replayed(store) == ada.text
    with pytest.raises(PadRefused, match="longer than 100,000"):
        await room.replace_text("x" * 100_001, lambda: "p3")
    await pads.close()


async def test_an_edit_that_fails_half_way_changes_nothing() -> None:
    pads = Pads(MemoryPadStore())
    room = await pads.open("pad")
    await room.append_paragraph("whole")

    def stumble(doc: Doc[XmlFragment]) -> None:
        write(doc, "half")
        raise LookupError("stumbled")

    with pytest.raises(PadRefused):
        await room.edit(stumble)
    await room.append_paragraph("again")
    assert room.text() == "whole\nagain"
    await pads.close()


async def test_many_changes_are_compacted_and_nothing_is_lost() -> None:
    store = MemoryPadStore()
    pads = Pads(store, limits=PadLimits(compact_after=10))
    ada = Tab(pads)
    await ada.connect()
    for number in range(95):
        await ada.type("ab", number)
    assert len(await store.load("pad")) < 10
    assert await replayed(store) == ada.text == await pads.text("pad")
    await pads.close()


async def test_an_empty_room_is_closed_after_a_while_and_comes_back_from_the_store() -> None:
    pads = Pads(MemoryPadStore(), grace_seconds=0.02)
    ada = Tab(pads)
    await ada.connect()
    await ada.type("x")
    await asyncio.sleep(0.05)
    assert pads.open_rooms == ["pad"]
    ada.cut()
    await asyncio.sleep(0.05)
    assert pads.open_rooms == []
    await ada.connect()
    assert await pads.text("pad") == "x"
    await pads.close()


async def test_a_closed_pad_takes_no_more_and_keeps_what_was_on_its_way() -> None:
    store = SlowStore()
    pads = Pads(store)
    ada = Tab(pads)
    await ada.connect()
    store.gate.clear()
    typing = asyncio.create_task(ada.type("x"))
    await asyncio.sleep(0)
    closing = asyncio.create_task(pads.close())
    await asyncio.sleep(0.01)
    store.gate.set()
    await closing
    await typing
    assert await replayed(store) == "x"
    with pytest.raises(PadRefused):
        await ada.type("y")


async def test_a_connection_that_takes_no_more_does_not_stop_the_others() -> None:
    def broken(_frame: bytes) -> None:
        raise ConnectionError("gone")

    pads = Pads(MemoryPadStore())
    await pads.join("pad", broken, BEN)
    ada = Tab(pads)
    await ada.connect()
    await ada.type("x")
    assert await pads.text("pad") == "x"
    await pads.close()
