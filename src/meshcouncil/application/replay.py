"""A recorded gathering gone through again, event by event: where it ends, or at which event it cannot be followed."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass
from enum import Enum
from typing import Any, TypeVar

import msgspec

from meshcouncil.application.event_codec import EventCodec, EventUnreadable
from meshcouncil.application.gatherings import HALL_CODEC, TABLE_CODEC
from meshcouncil.application.ports import GatheringEntry, Recorded
from meshcouncil.application.storage import Storage
from meshcouncil.application.streams import hall_stream, table_stream
from meshcouncil.council import events as table_events
from meshcouncil.council.definition import Definition
from meshcouncil.council.evolve import evolve as evolve_table
from meshcouncil.council.state import Council, Message, Motion, seated
from meshcouncil.gathering import events as hall_events
from meshcouncil.gathering.evolve import evolve as evolve_hall
from meshcouncil.gathering.state import Announcement, Gathering, Saying
from meshcouncil.pack.pinned import PinnedPackError, definition_from_json

S = TypeVar("S")
E = TypeVar("E")

PLACE_OF_HALL = "the hall"


class ReplayBroken(Exception):
    """The record cannot be followed. `sentence` says where and why."""

    def __init__(self, place: str, why: str) -> None:
        self.sentence = f"The record of {place} cannot be replayed: {why}."
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class Replayed:
    """A whole gathering gone through again: its pack, what happened, and where hall and tables ended."""

    definition: Definition
    hall: Gathering
    hall_events: tuple[hall_events.Event, ...]
    tables: Mapping[int, Council]
    table_events: Mapping[int, tuple[table_events.Event, ...]]

    @property
    def length(self) -> int:
        """Count the events of hall and tables."""
        return len(self.hall_events) + sum(map(len, self.table_events.values()))

    @property
    def digest(self) -> str:
        """Give one digest for the ends of hall and tables together."""
        return _sha256([end_digest(self.hall), *(end_digest(self.tables[table]) for table in sorted(self.tables))])


async def replay(storage: Storage, entry: GatheringEntry) -> Replayed:
    """Go through a stored gathering again. Raises ReplayBroken, StoreUnavailable."""
    definition, _ = await pinned(storage, entry)
    stored = await storage.events.load(hall_stream(entry.gathering_id))
    of_hall, hall = followed(stored, HALL_CODEC, evolve_hall, Gathering(), PLACE_OF_HALL)
    events, ends = {}, {}
    for table in range(1, hall.tables + 1):
        stored = await storage.events.load(table_stream(entry.gathering_id, table))
        place = place_of_table(table)
        events[table], ends[table] = followed(stored, TABLE_CODEC, evolve_table, seated(definition), place)
    return Replayed(definition, hall, of_hall, ends, events)


def followed(
    recorded: Sequence[Recorded], codec: EventCodec[E], evolve: Callable[[S, E], S], state: S, place: str
) -> tuple[tuple[E, ...], S]:
    """Decode and follow each event of one stream; give the events and the end. Raises ReplayBroken."""
    events = []
    for number, each in enumerate(recorded, start=1):
        if each.seq != number:
            raise ReplayBroken(place, f"event {number} is missing")
        try:
            event = codec.decode(each.kind, each.data)
        except EventUnreadable as unreadable:
            raise ReplayBroken(place, f"event {number}: {str(unreadable).rstrip('.')}") from None
        try:
            state = evolve(state, event)
        except Exception as fault:
            why = f"event {number}, {each.kind}, does not follow from what came before"
            raise ReplayBroken(place, why) from fault
        events.append(event)
    return tuple(events), state


def place_of_table(table: int) -> str:
    """Name a table's record."""
    return f"table {table}"


async def pinned(storage: Storage, entry: GatheringEntry) -> tuple[Definition, bytes]:
    """Give the pack of a gathering, read and as it is stored. Raises ReplayBroken, StoreUnavailable."""
    stored = await storage.packs.get(entry.pack_digest)
    if stored is None:
        raise ReplayBroken("the gathering", "the pack it was opened with is not in the data folder")
    try:
        return definition_from_json(stored), stored
    except PinnedPackError:
        raise ReplayBroken("the gathering", "the pack it was opened with cannot be read by this version") from None


# --- Digests ----------------------------------------------------------------------------------------------------------


COUNTED: Mapping[type, tuple[str, ...]] = {
    Gathering: (
        *(
            "title",
            "stage",
            "pack_digest",
            "plan_id",
            "steps",
            "tables",
            "reading",
            "pace",
            "people",
            "seats",
            "playing",
        ),
        *("step", "clock", "dealings", "announcements", "talk", "presented", "claims", "verdicts", "revealed_at"),
    ),
    Announcement: ("text", "at"),
    Saying: ("room", "table", "seat", "text", "at"),
    Council: (
        *("definition", "seats", "step", "closed", "introductions", "facts", "messages", "injects", "procedure"),
        *("motions", "policies", "settled", "graph", "graph_motions", "final_votes"),
    ),
    Message: ("seat", "audience", "text", "to"),
    Motion: (
        *("id", "mover", "matter", "reason", "status", "version", "seconder", "round", "rules", "choices", "ballots"),
        *("tally", "emergency", "lapsed_because"),
    ),
}
"""What of these counts for an end; of everything else all fields do.

The id of a gathering is not here, for an import gives it a new one; nor is what only makes a later version quicker or
its pages kinder, so that a state may grow and old ends stay what they were.
"""


def end_digest(state: object) -> str:
    """Give the sha256 of the state of a hall or a table. A field at its default is as good as missing."""
    return _sha256(_plain(state))


def _sha256(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()


def _plain(value: Any) -> Any:
    """Write a state as lists and plain values, the same ones for equal states."""
    if isinstance(value, Definition):
        return value.digest
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *_fields(value)]
    if isinstance(value, Mapping):
        return sorted(([_plain(key), _plain(each)] for key, each in value.items()), key=msgspec.json.encode)
    if isinstance(value, frozenset):
        return sorted(map(_plain, value), key=msgspec.json.encode)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _fields(value: Any) -> Iterable[list[Any]]:
    counted = COUNTED.get(type(value))
    for field in dataclasses.fields(value):
        content = getattr(value, field.name)
        if (counted is None or field.name in counted) and content != _default(field):
            yield [field.name, _plain(content)]


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default
