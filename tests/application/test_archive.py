"""A gathering goes out as one file and comes back whole; anything else that is offered is refused in one sentence."""

import asyncio
import hashlib
import json
import zipfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meshcouncil import __version__
from meshcouncil.adapters.bus_memory import MemoryBus
from meshcouncil.adapters.storage_memory import memory_storage
from meshcouncil.adapters.storage_sqlite import sqlite_storage
from meshcouncil.application import archive_file
from meshcouncil.application.archive import export_gathering, import_gathering
from meshcouncil.application.archive_file import ArchiveRefused, read_archive
from meshcouncil.application.gatherings import Gatherings, Hosted, Hosting
from meshcouncil.application.pads import Pads
from meshcouncil.application.ports import GatheringEntry
from meshcouncil.application.replay import ReplayBroken, end_digest
from meshcouncil.application.storage import Storage
from meshcouncil.application.streams import room_pad, table_pad
from meshcouncil.council import commands as at_table
from meshcouncil.gathering import commands as in_hall
from meshcouncil.pack.shelf import Shelf

CANARY = "a-person-of-canary-yellow"
NEW_ID = "imported-1"
LATER = 9_000_000
SHELF = Shelf()


def gatherings_on(storage: Storage) -> Gatherings:
    ticks = count(1_000_000, 10)
    return Gatherings(storage, MemoryBus(), SHELF, Pads(storage.pads), lambda: next(ticks))


@dataclass(frozen=True)
class Evening:
    """A gathering in full swing: two tables, one person, bots, talk and two pads."""

    storage: Storage
    gatherings: Gatherings
    hosted: Hosted

    @property
    def id(self) -> str:
        return self.hosted.gathering

    async def entry(self) -> GatheringEntry:
        return await self.gatherings.by_code(self.hosted.code)

    async def export(self) -> bytes:
        return await export_gathering(self.storage, await self.entry())


async def play(storage: Storage) -> Evening:
    gatherings = gatherings_on(storage)
    hosted = await gatherings.host(Hosting("rainbow-road", "", tables=2))
    evening = Evening(storage, gatherings, hosted)
    await gatherings.in_hall(evening.id, in_hall.EnterHall("ada", "Ada", gatherings.now()))
    await gatherings.in_hall(evening.id, in_hall.TakeSeat("ada", 1, 1))
    await gatherings.links.make(evening.id, "person", CANARY, gatherings.now())
    for table in (1, 2):
        names = tuple(f"Bot {table}.{number}" for number in range(10))
        await gatherings.in_hall(evening.id, in_hall.FillWithBots(table, names))
    await gatherings.in_hall(evening.id, in_hall.StartAgenda(gatherings.now()))
    await gatherings.at_table(evening.id, 1, at_table.Say(1, "council", "Good evening, naïve ✓"))
    for pad in (table_pad(evening.id, 1), room_pad(evening.id, 2)):
        room = await gatherings.pads.open(pad)
        await room.append_paragraph("Every model has an owner.")
        await room.append_paragraph("Names are clear.")
    return evening


@pytest.fixture
async def evening() -> AsyncIterator[Evening]:
    evening = await play(memory_storage())
    yield evening
    await evening.gatherings.pads.close()


def codes(*given: str) -> Callable[[], str]:
    return iter(given).__next__


async def bring_in(storage: Storage, data: bytes) -> GatheringEntry:
    return await import_gathering(storage, data, gathering=NEW_ID, new_code=codes("NEW222"), at=LATER)


async def test_a_gathering_comes_back_whole_under_a_new_name(evening: Evening, tmp_path: Path) -> None:
    data = await evening.export()
    with sqlite_storage(tmp_path) as elsewhere:
        entry = await bring_in(elsewhere, data)
        old = await evening.entry()
        assert json.loads(entry.settings) == json.loads(old.settings)
        assert entry == GatheringEntry("NEW222", NEW_ID, old.title, old.pack_digest, LATER, entry.settings)
        gatherings = gatherings_on(elsewhere)
        assert await gatherings.all() == [entry]
        assert await gatherings.hall(NEW_ID) == replace(await evening.gatherings.hall(evening.id), id=NEW_ID)
        for table in (1, 2):
            assert await gatherings.table(NEW_ID, table) == await evening.gatherings.table(evening.id, table)
            before = await evening.gatherings.table_record(evening.id, table)
            assert await gatherings.table_record(NEW_ID, table) == before
            before_text = await evening.gatherings.pad_text(evening.id, table)
            assert await gatherings.pad_text(NEW_ID, table) == before_text
        notes = await evening.gatherings.pads.text(room_pad(evening.id, 2))
        assert "Every model has an owner." in notes
        assert await gatherings.pads.text(room_pad(NEW_ID, 2)) == notes
        instants = [at for at, _ in await evening.gatherings.hall_record(evening.id)]
        assert [at for at, _ in await gatherings.hall_record(NEW_ID)] == instants
        await gatherings.pads.close()


async def test_an_imported_gathering_goes_on(evening: Evening) -> None:
    storage = memory_storage()
    await bring_in(storage, await evening.export())
    gatherings = gatherings_on(storage)
    await gatherings.at_table(NEW_ID, 1, at_table.Say(1, "council", "Where were we?"))
    await gatherings.in_hall(NEW_ID, in_hall.Pause(LATER))
    assert len(await gatherings.table_record(NEW_ID, 1)) == 1 + len(
        await evening.gatherings.table_record(evening.id, 1)
    )


async def test_a_gathering_can_be_imported_beside_itself(evening: Evening) -> None:
    data = await evening.export()
    entry = await import_gathering(
        evening.storage, data, gathering=NEW_ID, new_code=codes(evening.hosted.code, "NEW333"), at=LATER
    )
    assert entry.code == "NEW333"
    assert {each.gathering_id for each in await evening.gatherings.all()} == {evening.id, NEW_ID}


async def test_the_same_gathering_gives_the_same_file_in_memory_and_in_sqlite(evening: Evening, tmp_path: Path) -> None:
    data = await evening.export()
    assert await evening.export() == data
    with sqlite_storage(tmp_path) as elsewhere:
        entry = await bring_in(elsewhere, data)
        again = await export_gathering(elsewhere, entry)
    assert read_archive(again).parts.keys() == read_archive(data).parts.keys()
    same = [name for name in read_archive(data).parts if name != "hall.jsonl" and not name.startswith("pads/")]
    assert [read_archive(again).parts[name] for name in same] == [read_archive(data).parts[name] for name in same]


async def test_no_link_and_no_key_is_in_the_file(evening: Evening) -> None:
    data = await evening.export()
    key = await evening.storage.secrets.get_or_create("links")
    hosted = evening.hosted
    secrets = [CANARY, hosted.facilitator, hosted.projector, hosted.code, key.hex()]
    with zipfile.ZipFile(BytesIO(data)) as zipped:
        inside = b"".join(zipped.read(name) for name in zipped.namelist())
    assert [secret for secret in secrets if secret.encode() in inside] == []
    assert key not in inside


async def test_a_gathering_is_exported_as_it_stood_at_one_moment_while_it_goes_on(evening: Evening) -> None:
    async def talk() -> None:
        for number in range(30):
            await evening.gatherings.at_table(evening.id, 1, at_table.Say(1, "council", f"Thought {number}"))

    data, _ = await asyncio.gather(evening.export(), talk())
    await bring_in(memory_storage(), data)


# --- What is refused --------------------------------------------------------------------------------------------------

Parts = dict[str, bytes]


def unpack(data: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def pack(parts: Parts, *, signed: bool = True) -> bytes:
    """Put parts together again; signed: with digests that fit them."""
    if signed:
        manifest = json.loads(parts["manifest.json"])
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items() if name != "manifest.json"}
        parts = {**parts, "manifest.json": json.dumps(manifest | {"parts": digests}).encode()}
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        for name, data in parts.items():
            zipped.writestr(name, data)
    return file.getvalue()


def part(name: str, change: Callable[[bytes], bytes], *, signed: bool = True) -> Callable[[bytes], bytes]:
    def broken(data: bytes) -> bytes:
        parts = unpack(data)
        return pack(parts | {name: change(parts.get(name, b""))}, signed=signed)

    return broken


def manifest(**changes: object) -> Callable[[bytes], bytes]:
    return part("manifest.json", lambda data: json.dumps(json.loads(data) | changes).encode(), signed=False)


def lines(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[bytes], bytes]:
    return lambda data: b"\n".join(change(data.splitlines())) + b"\n"


def without(name: str, *, signed: bool = True) -> Callable[[bytes], bytes]:
    def broken(data: bytes) -> bytes:
        parts = unpack(data)
        del parts[name]
        return pack(parts, signed=signed)

    return broken


def twice(data: bytes) -> bytes:
    file = BytesIO(data)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as zipped:
        zipped.writestr("hall.jsonl", b"")
    return file.getvalue()


def locked(data: bytes) -> bytes:
    """Say of the first part that it needs a password."""
    with zipfile.ZipFile(BytesIO(data)) as zipped:
        central = zipped.start_dir
    head = bytearray(data)
    head[6] |= 1
    head[central + 8] |= 1
    return bytes(head)


def bomb(_: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("hall.jsonl", b"\0" * (archive_file.MOST_BYTES_UNPACKED + 1))
    return file.getvalue()


AGAIN = "; export the gathering again and import that file."
NEWER = "a newer Mesh Council wrote it (format 2, this version reads up to 1); update Mesh Council and import it again."

BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "not a zip": (
        lambda _: b"Dear diary",
        "it is not the file of a gathering, or it was damaged on its way" + AGAIN,
    ),
    "empty": (lambda _: b"", "it is not the file of a gathering, or it was damaged on its way" + AGAIN),
    "cut short": (
        lambda data: data[: len(data) // 2],
        "it is not the file of a gathering, or it was damaged on its way" + AGAIN,
    ),
    "a flipped byte": (
        lambda data: data[:3_000] + bytes([data[3_000] ^ 255]) + data[3_001:],
        "it is not the file of a gathering, or it was damaged on its way" + AGAIN,
    ),
    "locked": (locked, "it is not the file of a gathering, or it was damaged on its way" + AGAIN),
    "too large": (lambda _: bytes(archive_file.MOST_BYTES + 1), "it is larger than 32 MB" + AGAIN),
    "a bomb": (bomb, "it is far larger inside than a gathering can be" + AGAIN),
    "a foreign part": (
        part("../../escape.txt", lambda _: b"x"),
        "it holds '../../escape.txt', which is no part of a gathering" + AGAIN,
    ),
    "a part twice": (twice, "it holds hall.jsonl twice" + AGAIN),
    "no manifest": (without("manifest.json", signed=False), "it has no manifest.json" + AGAIN),
    "a manifest of nonsense": (
        part("manifest.json", lambda _: b"[1, 2", signed=False),
        "its manifest.json cannot be read" + AGAIN,
    ),
    "an unknown key": (manifest(colour="blue"), "its manifest.json cannot be read" + AGAIN),
    "a newer format": (manifest(format=2, colour="blue"), NEWER),
    "a format that never was": (manifest(format=0), "its manifest.json names the unknown format 0" + AGAIN),
    "a missing part": (without("tables/2.jsonl", signed=False), "its part tables/2.jsonl is missing" + AGAIN),
    "an unlisted part": (
        part("tables/3.jsonl", lambda _: b"", signed=False),
        "its manifest does not list tables/3.jsonl" + AGAIN,
    ),
    "a changed part": (
        part("tables/1.jsonl", lambda data: data.replace(b"evening", b"morning"), signed=False),
        "its part tables/1.jsonl was changed or damaged" + AGAIN,
    ),
    "no pack": (without("pack.json"), "it does not hold the pack of its gathering" + AGAIN),
    "a pack that is none": (
        part("pack.json", lambda _: b'{"format": "recipes@1"}'),
        "its pack cannot be read by this version of Mesh Council" + AGAIN,
    ),
    "a changed pack": (
        part("pack.json", lambda data: data.replace(b"Rainbow", b"Ranbow")),
        "its pack is not the one that its gathering was opened with" + AGAIN,
    ),
    "another pack": (
        part("hall.jsonl", lambda data: data.replace(b'"pack_digest":"', b'"pack_digest":"0', 1)),
        "its gathering was opened with another pack than the one in it" + AGAIN,
    ),
    "no hall": (without("hall.jsonl"), "its hall.jsonl does not begin with the opening of a gathering" + AGAIN),
    "no opening": (
        part("hall.jsonl", lambda _: b'{"seq":1,"at":1,"kind":"SlideShown","data":{"index":1}}'),
        "its hall.jsonl does not begin with the opening of a gathering" + AGAIN,
    ),
    "two openings": (
        part("hall.jsonl", lines(lambda rows: [rows[0], rows[0].replace(b'"seq":1,', b'"seq":2,')])),
        "its hall.jsonl opens the gathering twice" + AGAIN,
    ),
    "a line of nonsense": (
        part("tables/1.jsonl", lines(lambda rows: [rows[0], b"nonsense", *rows[2:]])),
        "tables/1.jsonl, line 2: this is not a line of the record" + AGAIN,
    ),
    "a missing event": (
        part("tables/1.jsonl", lines(lambda rows: [rows[0], *rows[2:]])),
        "tables/1.jsonl, line 2: an event is missing or out of order" + AGAIN,
    ),
    "an impossible instant": (
        part("tables/1.jsonl", lambda _: b'{"seq":1,"at":1' + b"0" * 20 + b',"kind":"CouncilClosed","data":{}}'),
        "tables/1.jsonl, line 1: this is not a line of the record" + AGAIN,
    ),
    "an unknown event": (
        part("tables/1.jsonl", lambda _: b'{"seq":1,"at":1,"kind":"CoupStaged","data":{}}'),
        "tables/1.jsonl, line 1: The event CoupStaged cannot be read: "
        "this version of the program does not know such an event" + AGAIN,
    ),
    "an event of another shape": (
        part("tables/1.jsonl", lambda _: b'{"seq":1,"at":1,"kind":"HandRaised","data":{"seat":"first"}}'),
        "tables/1.jsonl, line 1: The event HandRaised cannot be read: seat must be a whole number, not str" + AGAIN,
    ),
    "events out of the blue": (
        part("tables/1.jsonl", lambda _: b'{"seq":1,"at":1,"kind":"MotionSeconded","data":{"motion":"m9","seat":1}}'),
        "the events of its tables/1.jsonl do not follow from one another" + AGAIN,
    ),
    "a table too many": (
        part("tables/7.jsonl", lambda _: b""),
        "it holds tables/7.jsonl, but its gathering has 2 tables" + AGAIN,
    ),
    "another end": (
        lambda data: manifest(ends=read_archive(data).manifest.ends | {"tables/2.jsonl": "0"})(data),
        (
            f"its tables/2.jsonl does not end as it did when Mesh Council {__version__} wrote it; "
            f"import it with Mesh Council {__version__}, or export the gathering again."
        ),
    ),
    "a pad that is none": (
        part("pads/table-1.yjs", lambda _: b"\xff\xfe\xfd"),
        "its pads/table-1.yjs is no pad" + AGAIN,
    ),
}


@pytest.fixture(scope="module")
def sound() -> bytes:
    async def exported() -> bytes:
        evening = await play(memory_storage())
        data = await evening.export()
        await evening.gatherings.pads.close()
        return data

    return asyncio.run(exported())


@pytest.mark.parametrize("defect", BROKEN)
def test_a_broken_archive_is_refused_in_one_sentence_and_leaves_nothing(sound: bytes, defect: str) -> None:
    broken, sentence = BROKEN[defect]
    storage = memory_storage()
    with pytest.raises(ArchiveRefused) as refusal:
        asyncio.run(bring_in(storage, broken(sound)))
    assert refusal.value.sentence == f"This archive cannot be imported: {sentence}"
    assert asyncio.run(storage.gatherings.all()) == []
    assert asyncio.run(storage.events.streams()) == []
    assert asyncio.run(storage.pads.pads()) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(where=st.floats(0, 1, exclude_max=True), from_the_end=st.booleans(), byte=st.integers(0, 255))
def test_whatever_byte_is_wrong_the_archive_is_read_whole_or_refused(
    sound: bytes, where: float, from_the_end: bool, byte: int
) -> None:
    reach = 1_000 if from_the_end else len(sound)  # the directory of a zip is at its end
    place = len(sound) - 1 - int(where * reach)
    try:
        read = read_archive(sound[:place] + bytes([byte]) + sound[place + 1 :])
    except ArchiveRefused:
        return
    assert read == read_archive(sound)


async def test_a_gathering_without_its_pack_cannot_be_exported(evening: Evening) -> None:
    entry = replace(await evening.entry(), pack_digest="lost")
    with pytest.raises(ReplayBroken) as refusal:
        await export_gathering(evening.storage, entry)
    assert refusal.value.sentence == (
        "The record of the gathering cannot be replayed: the pack it was opened with is not in the data folder."
    )


async def test_the_file_says_how_hall_and_tables_ended(evening: Evening) -> None:
    ends = read_archive(await evening.export()).manifest.ends
    tables = [await evening.gatherings.table(evening.id, table) for table in (1, 2)]
    assert ends == {
        "hall.jsonl": end_digest(await evening.gatherings.hall(evening.id)),
        "tables/1.jsonl": end_digest(tables[0]),
        "tables/2.jsonl": end_digest(tables[1]),
    }
    assert len(set(ends.values())) == 3
