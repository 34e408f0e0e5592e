"""The use cases of a gathering: load, decide, append, publish, in that order. Nobody is told before it is stored."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any
from weakref import WeakValueDictionary

from meshcouncil.application import relay
from meshcouncil.application.alarms import Alarms
from meshcouncil.application.alarms import Place as TablePlace
from meshcouncil.application.event_codec import EventCodec
from meshcouncil.application.folded import FoldedStreams, Stream
from meshcouncil.application.links import Links
from meshcouncil.application.pack_choice import pack_called, pack_pinned, pin, plan_called
from meshcouncil.application.pads import PadRefused, Pads
from meshcouncil.application.ports import Bus, CodeTaken, GatheringEntry, InvitationKind, VersionConflict, Write
from meshcouncil.application.storage import Storage
from meshcouncil.application.streams import DIRECTORY, hall_stream, table_pad, table_stream
from meshcouncil.council import commands as at_table
from meshcouncil.council import events as table_events
from meshcouncil.council.decide import decide as decide_at_table
from meshcouncil.council.definition import Definition, Plan, Reading
from meshcouncil.council.errors import Rejected as RefusedAtTable
from meshcouncil.council.evolve import evolve as evolve_table
from meshcouncil.council.state import Council, seated
from meshcouncil.gathering import commands as in_hall
from meshcouncil.gathering import events as hall_events
from meshcouncil.gathering.decide import decide as decide_in_hall
from meshcouncil.gathering.evolve import evolve as evolve_hall
from meshcouncil.gathering.permission import place_of, require_permission
from meshcouncil.gathering.plan import AgendaStep, SeatingMode, SeatPlan
from meshcouncil.gathering.state import Gathering, Place
from meshcouncil.gathering.viewers import BotSeat, Participant, Viewer
from meshcouncil.pack.shelf import Shelf

HALL_CODEC: EventCodec[hall_events.Event] = EventCodec(hall_events.Event)
TABLE_CODEC: EventCodec[table_events.Event] = EventCodec(table_events.Event)

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters of a join code: none that is easily taken for another."""

CODE_LENGTH = 6
TRIES = 8
ENTRIES_KEPT = 1_024

Clock = Callable[[], int]
"""Gives the instant in ms since the epoch."""


class NoSuchGathering(Exception):
    """There is no gathering of this id or code, or it is not yours: both look alike."""


@dataclass(frozen=True, slots=True)
class StepChange:
    """What a host changes in the plan: a step's minutes, or leaving it out."""

    step: str
    minutes: int | None = None
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Hosting:
    """What a host chooses. `pace`: percent of real time, for rehearsals and tests."""

    pack: str
    plan: str
    title: str = ""
    tables: int = 1
    bots: bool = True
    facilitated: bool = True
    reading: Reading = "open"
    seating: SeatingMode = "choose"
    pace: int = 100
    bot_pace: int = 100
    changes: tuple[StepChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Hosted:
    """A gathering that stands open: its join code and the tokens of the facilitator's and the projector's link."""

    gathering: str
    code: str
    facilitator: str
    projector: str


class Gatherings:
    """Everything that can be done to gatherings and their tables."""

    def __init__(self, storage: Storage, bus: Bus, shelf: Shelf, pads: Pads, clock: Clock) -> None:
        self._storage = storage
        self._bus = bus
        self._shelf = shelf
        self._clock = clock
        self.pads = pads
        self.links = Links(storage.invitations, storage.secrets)
        self._halls: FoldedStreams[Gathering, hall_events.Event] = FoldedStreams(
            storage.events, HALL_CODEC, evolve_hall
        )
        self._tables: FoldedStreams[Council, table_events.Event] = FoldedStreams(
            storage.events, TABLE_CODEC, evolve_table
        )
        self._definitions: dict[str, Definition] = {}
        self._entries: dict[str, GatheringEntry] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.alarms = Alarms(clock, self._ring)

    @property
    def bus(self) -> Bus:
        """Give the bus on which readers of streams are woken."""
        return self._bus

    @property
    def shelf(self) -> Shelf:
        """Give the packs of this server."""
        return self._shelf

    def now(self) -> int:
        """Give the instant in ms since the epoch."""
        return self._clock()

    async def host(self, hosting: Hosting) -> Hosted:
        """Open a gathering. Raises PackMissing, gathering.Rejected."""
        definition = pack_called(self._shelf, hosting.pack)
        plan = plan_called(definition, hosting.plan)
        gathering = secrets.token_urlsafe(9)
        at = self._clock()
        command = _opening(gathering, definition, plan, hosting, at)
        events = decide_in_hall(Gathering(), command)
        await pin(definition, self._storage.packs)
        write = Write(hall_stream(gathering), 0, tuple(HALL_CODEC.encode(event) for event in events))
        await self._storage.events.append([write], at)
        code = await self._list(gathering, definition, command.title, hosting, at)
        self._bus.publish(DIRECTORY)
        return Hosted(
            gathering,
            code,
            await self.links.make(gathering, "facilitator", "", at),
            await self.links.make(gathering, "projector", "", at),
        )

    async def all(self) -> list[GatheringEntry]:
        """Give every gathering, the newest first."""
        return await self._storage.gatherings.all()

    async def by_code(self, code: str) -> GatheringEntry:
        """Find a gathering by its join code, however it is typed. Raises NoSuchGathering."""
        tidy = tidy_code(code)
        entry = self._entries.get(tidy) or await self._storage.gatherings.by_code(tidy)
        if entry is None:
            raise NoSuchGathering
        self._entries[tidy] = entry  # every command asks, and an entry never changes
        if len(self._entries) > ENTRIES_KEPT:
            self._entries.pop(next(iter(self._entries)))
        return entry

    async def by_id(self, gathering: str) -> GatheringEntry:
        """Find a gathering by its id. Raises NoSuchGathering."""
        entry = await self._storage.gatherings.by_id(gathering)
        if entry is None:
            raise NoSuchGathering
        return entry

    async def revoke_links(self, gathering: str, kind: InvitationKind, subject: str) -> None:
        """Make every link of this kind and subject worthless, and wake the pages that were opened with one."""
        await self.links.revoke(gathering, kind, subject)
        self._bus.publish(hall_stream(gathering))

    async def hall(self, gathering: str) -> Gathering:
        """Give the hall as it stands. Raises NoSuchGathering."""
        return (await self._hall(gathering)).state

    async def table(self, gathering: str, table: int) -> Council:
        """Give a table as it stands. Raises NoSuchGathering."""
        hall = await self.hall(gathering)
        if not 1 <= table <= hall.tables:
            raise NoSuchGathering
        return (await self._table(gathering, table, await self.definition(gathering))).state

    async def hall_stream(self, gathering: str) -> Stream[Gathering]:
        """Give the folded stream of the hall, to be read and never changed. Raises NoSuchGathering."""
        return await self._hall(gathering)

    async def table_stream(self, gathering: str, table: int) -> Stream[Council]:
        """Give the folded stream of a table, to be read and never changed. Raises NoSuchGathering."""
        await self.table(gathering, table)
        return await self._table(gathering, table, await self.definition(gathering))

    async def definition(self, gathering: str) -> Definition:
        """Give the pack that the gathering was opened with, as it was then."""
        hall = await self.hall(gathering)
        return await self._pinned(hall.pack_digest)

    async def hall_record(self, gathering: str) -> list[tuple[int, hall_events.Event]]:
        """Give the hall's events with their instants in ms."""
        recorded = await self._storage.events.load(hall_stream(gathering))
        return [(each.at_ms, HALL_CODEC.decode(each.kind, each.data)) for each in recorded]

    async def table_record(self, gathering: str, table: int) -> list[tuple[int, table_events.Event]]:
        """Give a table's events with their instants in ms."""
        recorded = await self._storage.events.load(table_stream(gathering, table))
        return [(each.at_ms, TABLE_CODEC.decode(each.kind, each.data)) for each in recorded]

    async def in_hall(
        self, gathering: str, command: in_hall.Command, sender: Viewer | None = None
    ) -> tuple[hall_events.Event, ...]:
        """Do something in the hall, and at the tables that it concerns, all or nothing.

        `sender`: whose command it is; None for the house itself. Raises gathering.Rejected, NoSuchGathering.
        """
        stream = hall_stream(gathering)
        for _ in range(TRIES):
            async with AsyncExitStack() as stack:
                await stack.enter_async_context(self._lock(stream))
                hall = await self._hall(gathering)
                if sender is not None:
                    require_permission(hall.state, sender, command)
                events = decide_in_hall(hall.state, command)
                if not events:
                    return ()
                change = _Change(stream, hall, reduce(evolve_hall, events, hall.state), events)
                sent = _sent(hall.state, events)
                for table in sorted({table for table, _ in sent}):
                    await stack.enter_async_context(self._lock(table_stream(gathering, table)))
                at_tables = await self._sent_on(gathering, change.after, sent)
                if await asyncio.shield(self._store(change, *at_tables)):
                    return events
        raise VersionConflict(stream, 0, 0)

    async def at_table(
        self, gathering: str, table: int, command: at_table.Command, sender: Viewer | None = None
    ) -> tuple[table_events.Event, ...]:
        """Do something at a table.

        `sender`: the person or bot who has to hold the command's seat at the very moment; None for anybody else.
        Raises council.Rejected, NoSuchGathering.
        """
        await self.table(gathering, table)
        definition = await self.definition(gathering)
        stream = table_stream(gathering, table)
        for _ in range(TRIES):
            async with self._lock(stream):
                folded = await self._table(gathering, table, definition)
                _require_own_seat(await self.hall(gathering), sender, table, command)
                events = decide_at_table(folded.state, _at(command, self._clock()))
                if not events:
                    return ()
                after = reduce(evolve_table, events, folded.state)
                change = _Change(stream, folded, after, events, (gathering, table))
                if await asyncio.shield(self._store(change)):
                    return events
        raise VersionConflict(stream, 0, 0)

    async def pad_text(self, gathering: str, table: int) -> str:
        """Give what stands on a table's pad, as plain text."""
        return await self.pads.text(table_pad(gathering, table))

    async def pad_letters(self, gathering: str, table: int) -> int:
        """Count the letters on a table's pad; 0 while it cannot be read."""
        try:
            return len(await self.pad_text(gathering, table))
        except PadRefused:
            return 0

    async def _list(self, gathering: str, definition: Definition, title: str, hosting: Hosting, at: int) -> str:
        settings = json.dumps({"bot_pace": hosting.bot_pace, "pack": definition.slug}).encode()
        while True:
            code = new_code()
            try:
                entry = GatheringEntry(code, gathering, title, definition.digest, at, settings)
                await self._storage.gatherings.add(entry)
            except CodeTaken:
                continue
            return code

    async def _hall(self, gathering: str) -> Stream[Gathering]:
        stream = await self._halls.get(hall_stream(gathering), Gathering())
        if stream.version == 0:
            self._halls.forget(hall_stream(gathering))
            raise NoSuchGathering
        return stream

    async def _table(self, gathering: str, table: int, definition: Definition) -> Stream[Council]:
        stream = await self._tables.get(table_stream(gathering, table), seated(definition))
        self.alarms.set(gathering, table, stream.state.next_deadline)
        return stream

    async def _pinned(self, digest: str) -> Definition:
        if digest not in self._definitions:
            self._definitions[digest] = await pack_pinned(digest, self._storage.packs)
        return self._definitions[digest]

    async def _sent_on(self, gathering: str, hall: Gathering, sent: Sequence[relay.Sent]) -> list[_Change]:
        """Decide what the hall's events do at the tables."""
        definition = await self._pinned(hall.pack_digest)
        changes: dict[int, _Change] = {}
        for table, command in sent:
            if table not in changes:
                folded = await self._table(gathering, table, definition)
                stream, place = table_stream(gathering, table), (gathering, table)
                changes[table] = _Change(stream, folded, folded.state, (), place)
            change = changes[table]
            new = _decided_unless_so(change.after, _at(command, self._clock()))
            changes[table] = replace(
                change, after=reduce(evolve_table, new, change.after), events=(*change.events, *new)
            )
        return list(changes.values())

    async def _store(self, *changes: _Change) -> bool:
        """Append, go on to the new states and tell; False when another process was faster: decide again.

        Shielded by its callers: who was told to stop in the middle leaves no state behind the log.
        """
        try:
            await self._storage.events.append([change.write() for change in changes], self._clock())
        except VersionConflict:
            for change in changes:
                self._halls.forget(change.stream)
                self._tables.forget(change.stream)
            return False
        for change in changes:
            change.folded.add(change.after, change.events)
        for change in changes:
            if change.place is not None:
                self.alarms.set(*change.place, change.after.next_deadline)
            self._bus.publish(change.stream)
        return True

    async def _ring(self, gathering: str, table: int) -> None:
        """Tell a table the time, unless nothing is due there any more."""
        with suppress(RefusedAtTable, NoSuchGathering):
            await self.at_table(gathering, table, at_table.RingClocks(0))

    def _lock(self, stream: str) -> asyncio.Lock:
        return self._locks.setdefault(stream, asyncio.Lock())


@dataclass(frozen=True, slots=True)
class _Change:
    """What a command does to one stream: its new events and the state after them. `place`: of a table's stream."""

    stream: str
    folded: Stream[Any]
    after: Any
    events: Sequence[Any]
    place: TablePlace | None = None

    def write(self) -> Write:
        """Give the events as the store takes them."""
        codec: EventCodec[Any] = HALL_CODEC if isinstance(self.after, Gathering) else TABLE_CODEC
        return Write(self.stream, self.folded.version, tuple(codec.encode(event) for event in self.events))


def _at(command: at_table.Command, now: int) -> at_table.Command:
    """Write the instant into a command that needs to know it."""
    timed: Any = command
    return replace(timed, at=now) if hasattr(command, "at") else command


def _require_own_seat(hall: Gathering, sender: Viewer | None, table: int, command: at_table.Command) -> None:
    """Refuse a command for a seat that its sender does not hold, or no longer."""
    if isinstance(sender, Participant | BotSeat):
        seat = getattr(command, "seat", None)
        if not isinstance(seat, int) or place_of(hall, sender) != Place(table, seat):
            raise RefusedAtTable("seat_empty", seat=seat)


def new_code() -> str:
    """Draw a join code; it may be taken."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def tidy_code(code: str) -> str:
    """Give a join code as it is kept, from how people type it."""
    return "".join(letter for letter in code.upper() if letter.isalnum())[:12]


def _opening(gathering: str, definition: Definition, plan: Plan, hosting: Hosting, at: int) -> in_hall.OpenGathering:
    changes = {change.step: change for change in hosting.changes}
    return in_hall.OpenGathering(
        gathering=gathering,
        title=hosting.title.strip() or definition.title,
        pack_digest=definition.digest,
        pack_slug=definition.slug,
        plan_id=plan.id,
        steps=tuple(_changed(step, changes.get(step.id)) for step in agenda_of(plan)),
        seats=seat_plans_of(definition),
        tables=hosting.tables,
        min_teams=len(definition.teams),
        bots=hosting.bots,
        facilitated=hosting.facilitated,
        reading=hosting.reading,
        seating=hosting.seating,
        pace=hosting.pace,
        at=at,
        injects=tuple(inject.id for inject in definition.injects),
    )


def agenda_of(plan: Plan) -> tuple[AgendaStep, ...]:
    """Give a plan's steps as the hall keeps them."""
    return tuple(
        AgendaStep(
            id=step.id,
            title=step.title,
            minutes=step.minutes,
            objective=step.objective,
            surfaces=step.surfaces,
            group_by=step.group_by,
            inject=step.inject,
            final_vote=step.final_vote,
            procedure=step.procedure,
            minutes_each=step.minutes_each,
            slides=len(step.slides),
        )
        for step in plan.steps
    )


def seat_plans_of(definition: Definition) -> tuple[SeatPlan, ...]:
    """Give a table's seats as the hall keeps them."""
    return tuple(
        SeatPlan(
            number=role.number,
            team=role.team,
            title=role.title,
            goals=(
                role.mission.id,
                definition.teams_by_id[role.team].mission.id,
                definition.teams_by_id[role.team].priorities.id,
            ),
        )
        for role in definition.roles
    )


def _changed(step: AgendaStep, change: StepChange | None) -> AgendaStep:
    if change is None:
        return step
    return replace(step, minutes=change.minutes or step.minutes, skipped=change.skipped)


def _sent(hall: Gathering, events: Iterable[hall_events.Event]) -> list[relay.Sent]:
    sent: list[relay.Sent] = []
    for event in events:
        hall = evolve_hall(hall, event)
        sent.extend(relay.sent_to_tables(hall, event))
    return sent


def _decided_unless_so(council: Council, command: at_table.Command) -> tuple[table_events.Event, ...]:
    try:
        return decide_at_table(council, command)
    except RefusedAtTable as refusal:
        if refusal.code in relay.ALREADY_SO:
            return ()
        raise
