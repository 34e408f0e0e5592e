"""A whole gathering as one file, and back: its events, its pads as snapshots, and the pack it was opened with.

An archive is for whoever runs the server: it holds the secret missions. It never holds a link, a token or a key, so
an imported gathering has a new id and a new code, and new links have to be made for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial, reduce
from typing import Annotated, Any, TypeVar

import msgspec
from pycrdt import Doc

from meshcouncil import __version__
from meshcouncil.application.archive_file import (
    HALL,
    PACK,
    Archive,
    ArchiveRefused,
    read_archive,
    table_part,
    write_archive,
)
from meshcouncil.application.event_codec import EventCodec, EventUnreadable
from meshcouncil.application.gatherings import HALL_CODEC, TABLE_CODEC
from meshcouncil.application.ports import CodeTaken, GatheringEntry, Recorded, Write
from meshcouncil.application.replay import (
    PLACE_OF_HALL,
    end_digest,
    followed,
    pinned,
    place_of_table,
)
from meshcouncil.application.storage import Storage
from meshcouncil.application.streams import hall_stream, pads_of, table_stream
from meshcouncil.council.definition import Definition
from meshcouncil.council.evolve import evolve as evolve_table
from meshcouncil.council.state import seated
from meshcouncil.gathering import events as hall_events
from meshcouncil.gathering.evolve import evolve as evolve_hall
from meshcouncil.gathering.state import Gathering
from meshcouncil.pack.pinned import PinnedPackError, definition_from_json, digest_of

MOST_EVENTS = 300_000
LAST_INSTANT = 253_402_300_799_999  # the end of the year 9999, in ms since the epoch
GLANCES = 5

E = TypeVar("E")


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One event in an archive, on a line of its own."""

    seq: int
    at: Annotated[int, msgspec.Meta(ge=0, le=LAST_INSTANT)]
    kind: str
    data: msgspec.Raw


@dataclass(frozen=True, slots=True)
class _Contents:
    """An archive whose every event is known to be read, replayed and stored."""

    title: str
    pack_digest: str
    pack: bytes
    settings: bytes
    writes: tuple[Write, ...]
    pads: Mapping[str, bytes]


# --- Out --------------------------------------------------------------------------------------------------------------


async def export_gathering(storage: Storage, entry: GatheringEntry) -> bytes:
    """Write a gathering into one file; it may go on meanwhile.

    Raises StoreUnavailable, ReplayBroken.
    """
    definition, pack = await pinned(storage, entry)
    parts, ends = {PACK: pack}, {}
    for name, events in (await _records(storage, entry.gathering_id)).items():
        parts[name] = b"".join(map(_line, events))
        ends[name] = await asyncio.to_thread(_end, name, events, definition)
    prefix = pads_of(entry.gathering_id)
    for pad in await storage.pads.pads(prefix):
        parts[_pad_part(pad.removeprefix(prefix))] = await asyncio.to_thread(_snapshot, await storage.pads.load(pad))
    settings = msgspec.json.decode(entry.settings, type=dict[str, Any])
    return await asyncio.to_thread(write_archive, __version__, entry.pack_digest, settings, parts, ends)


async def _records(storage: Storage, gathering: str) -> dict[str, list[Recorded]]:
    """Load hall and tables as they stood at one moment: look again until nothing moved, a few times."""
    names = {
        table_stream(gathering, table): table_part(table) for table in range(1, 1 + await _tables(storage, gathering))
    }
    names = {hall_stream(gathering): HALL, **names}
    records: dict[str, list[Recorded]] = {name: [] for name in names.values()}
    for _ in range(GLANCES):
        news = {part: await storage.events.load(name, after=len(records[part])) for name, part in names.items()}
        for part, events in news.items():
            records[part].extend(events)
        if not any(news.values()):
            break
    return records


async def _tables(storage: Storage, gathering: str) -> int:
    recorded = await storage.events.load(hall_stream(gathering))
    return followed(recorded, HALL_CODEC, evolve_hall, Gathering(), PLACE_OF_HALL)[1].tables


def _end(part: str, events: list[Recorded], definition: Definition) -> str:
    if part == HALL:
        return end_digest(followed(events, HALL_CODEC, evolve_hall, Gathering(), PLACE_OF_HALL)[1])
    place = place_of_table(_table_number(part))
    return end_digest(followed(events, TABLE_CODEC, evolve_table, seated(definition), place)[1])


def _line(event: Recorded) -> bytes:
    return msgspec.json.encode(_Line(event.seq, event.at_ms, event.kind, msgspec.Raw(event.data))) + b"\n"


def _snapshot(entries: Iterable[bytes]) -> bytes:
    document: Doc[Any] = Doc()
    for entry in entries:
        document.apply_update(entry)
    return document.get_update()


# --- In ---------------------------------------------------------------------------------------------------------------


async def import_gathering(
    storage: Storage, data: bytes, *, gathering: str, new_code: Callable[[], str], at: int
) -> GatheringEntry:
    """Store an archive as the gathering of this new id, listed under a new code. `at`: now, in ms since the epoch.

    The whole file is read, decoded and replayed before anything is stored, and the gathering is listed last, so that
    what fails leaves nothing to be seen. Raises ArchiveRefused, StoreUnavailable.
    """
    contents = await asyncio.to_thread(_checked, data, gathering)
    await storage.packs.put(contents.pack_digest, contents.pack)
    for pad, snapshot in contents.pads.items():
        await storage.pads.append(pad, snapshot)
    await storage.events.append(contents.writes, at)
    while True:
        entry = GatheringEntry(new_code(), gathering, contents.title, contents.pack_digest, at, contents.settings)
        try:
            await storage.gatherings.add(entry)
        except CodeTaken:
            continue
        return entry


def _checked(data: bytes, gathering: str) -> _Contents:
    archive = read_archive(data)
    definition = _definition(archive)
    hall = _events(archive, HALL, HALL_CODEC)
    opened = _opened(hall)
    if opened.pack_digest != archive.manifest.pack_digest:
        raise ArchiveRefused("its gathering was opened with another pack than the one in it")
    hall[0] = (hall[0][0], replace(opened, gathering=gathering))
    _replay(archive, HALL, lambda: end_digest(reduce(evolve_hall, (event for _, event in hall), Gathering())))
    tables = [_table(archive, table, definition, gathering) for table in _table_numbers(archive, opened.tables)]
    return _Contents(
        title=opened.title,
        pack_digest=archive.manifest.pack_digest,
        pack=archive.parts[PACK],
        settings=msgspec.json.encode(archive.manifest.settings),
        writes=(_write(hall_stream(gathering), hall, HALL_CODEC), *tables),
        pads=_pads(archive, gathering),
    )


def _definition(archive: Archive) -> Definition:
    try:
        definition = definition_from_json(archive.parts[PACK])
    except KeyError:
        raise ArchiveRefused("it does not hold the pack of its gathering") from None
    except (PinnedPackError, UnicodeDecodeError):
        raise ArchiveRefused("its pack cannot be read by this version of Mesh Council") from None
    if not definition.digest == archive.manifest.pack_digest == digest_of(definition):
        raise ArchiveRefused("its pack is not the one that its gathering was opened with")
    return definition


def _opened(hall: list[tuple[int, hall_events.Event]]) -> hall_events.GatheringOpened:
    first = hall[0][1] if hall else None
    if not isinstance(first, hall_events.GatheringOpened):
        raise ArchiveRefused(f"its {HALL} does not begin with the opening of a gathering")
    if any(isinstance(event, hall_events.GatheringOpened) for _, event in hall[1:]):
        raise ArchiveRefused(f"its {HALL} opens the gathering twice")
    return first


def _table(archive: Archive, table: int, definition: Definition, gathering: str) -> Write:
    part = table_part(table)
    events = _events(archive, part, TABLE_CODEC)
    fold = partial(reduce, evolve_table, [event for _, event in events], seated(definition))
    _replay(archive, part, lambda: end_digest(fold()))
    return _write(table_stream(gathering, table), events, TABLE_CODEC)


def _events(archive: Archive, part: str, codec: EventCodec[E]) -> list[tuple[int, E]]:
    """Read a part's events with their instants. Raises ArchiveRefused with the line."""
    lines = archive.parts.get(part, b"").splitlines()
    if len(lines) > MOST_EVENTS:
        raise ArchiveRefused(f"its {part} holds more than {MOST_EVENTS:,} events")
    return [_event(part, number, line, codec) for number, line in enumerate(lines, start=1)]


def _event(part: str, number: int, line: bytes, codec: EventCodec[E]) -> tuple[int, E]:
    try:
        event = _LINES.decode(line)
        decoded = codec.decode(event.kind, bytes(event.data))
    except EventUnreadable as unreadable:
        raise ArchiveRefused(f"{part}, line {number}: {str(unreadable).rstrip('.')}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ArchiveRefused(f"{part}, line {number}: this is not a line of the record") from None
    if event.seq != number:
        raise ArchiveRefused(f"{part}, line {number}: an event is missing or out of order")
    return event.at, decoded


_LINES = msgspec.json.Decoder(_Line)


def _replay(archive: Archive, part: str, end: Callable[[], str]) -> None:
    """See that the events follow from one another and end as they did, or the gathering would not be what it was."""
    try:
        replayed = end()
    except Exception as fault:
        raise ArchiveRefused(f"the events of its {part} do not follow from one another") from fault
    if replayed != archive.manifest.ends.get(part):
        wrote = f"Mesh Council {archive.manifest.meshcouncil[:20]}"
        fault_ = f"its {part} does not end as it did when {wrote} wrote it"
        raise ArchiveRefused(fault_, f"import it with {wrote}, or export the gathering again")


def _write(stream: str, events: Iterable[tuple[int, E]], codec: EventCodec[E]) -> Write:
    return Write(stream, 0, tuple(replace(codec.encode(event), at_ms=at) for at, event in events))


def _table_numbers(archive: Archive, most: int) -> Iterator[int]:
    for name in sorted(archive.parts):
        if name.startswith("tables/"):
            number = _table_number(name)
            if number > most:
                raise ArchiveRefused(f"it holds {name}, but its gathering has {most} tables")
            yield number


def _table_number(part: str) -> int:
    return int(part.removeprefix("tables/").removesuffix(".jsonl"))


def _pads(archive: Archive, gathering: str) -> dict[str, bytes]:
    """Give the snapshots by the names that the pads will have. Raises ArchiveRefused for what is no pad."""
    pads: dict[str, bytes] = {}
    for name, data in archive.parts.items():
        if name.startswith("pads/"):
            try:
                pads[pads_of(gathering) + _pad_name(name)] = _snapshot([data])
            except (ValueError, RuntimeError):
                raise ArchiveRefused(f"its {name} is no pad") from None
    return pads


def _pad_part(name: str) -> str:
    """``table:1`` is kept in ``pads/table-1.yjs``."""
    return f"pads/{name.replace(':', '-')}.yjs"


def _pad_name(part: str) -> str:
    return part.removeprefix("pads/").removesuffix(".yjs").replace("-", ":")
