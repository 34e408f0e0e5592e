"""How things stand, read once after every event for everybody who looks at the same tables."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import get_args

from meshcouncil.application.folded import Fold, Stream
from meshcouncil.application.gatherings import Gatherings
from meshcouncil.application.presence import Presence
from meshcouncil.council.definition import Definition
from meshcouncil.council.state import Council
from meshcouncil.documents import debrief
from meshcouncil.documents.anti_patterns import AntiPattern, anti_patterns
from meshcouncil.documents.debrief import timeline
from meshcouncil.documents.hall_account import clock_face
from meshcouncil.gathering import events as in_hall
from meshcouncil.gathering.state import Gathering, Sitter
from meshcouncil.web.scene import Instant, Moment, Needs

BOARDS_KEPT = 512
STORIES_KEPT = 64
BIG_MOMENTS = frozenset({"begin", "step", "inject", "charter", "reveal", "end"})

NUMBERS = count(1)

IN_PASSING = frozenset(
    {
        in_hall.ClockPaused,
        in_hall.ClockResumed,
        in_hall.StepExtended,
        in_hall.BroadcastSent,
        in_hall.InjectDealt,
        in_hall.SlideShown,
        in_hall.SaidInRoom,
        in_hall.HelpCalled,
        in_hall.HelpAnswered,
        in_hall.GoalClaimed,
        in_hall.ClaimWithdrawn,
        in_hall.ClaimVoteCast,
        in_hall.GoalJudged,
    }
)
"""What happens in the hall and moves nobody: everybody stays at their place and on their page."""
MOVES: frozenset[type] = frozenset(get_args(in_hall.Event)) - IN_PASSING


class Board:
    """How things stand at one table, or at several: whoever looks first after an event brings it up to date."""

    def __init__(
        self,
        presence: Presence,
        definition: Definition,
        hall: Stream[Gathering],
        table: int | None,
        tables: Mapping[int, Stream[Council]],
    ) -> None:
        self._presence = presence
        self._definition = definition
        self._hall = hall
        self._table = table
        self._tables = tables
        self._gathering = hall.state.id
        self._present = 0
        self._here: frozenset[int] = frozenset()
        self._typing: frozenset[int] = frozenset()
        self.instant = self._read({}, None, None)

    def again(self) -> Instant | None:
        """Give how things stand now; None when that takes waiting, or a stream fell behind the log.

        It takes waiting to read pads and stories, and tables that may be others than before.
        """
        if self.instant.pads:
            return None
        is_new = self._presence.version(self._gathering) != self._present
        for stream, fold in self._folds:
            if stream.is_forgotten:
                return None
            if stream.fold is not fold:
                is_new = True
        if not is_new:
            return self.instant
        if self._hall.fold.latest(MOVES) != self.instant.moves or self.instant.story:
            return None
        self.instant = self._read({}, None, self.instant)
        return self.instant

    def fill(self, pads: Mapping[int, int], story: Story | None) -> None:
        """Add what had to be waited for."""
        self.instant = self._read(pads, story, None)

    def _read(self, pads: Mapping[int, int], story: Story | None, before: Instant | None) -> Instant:
        """Read how things stand. `before`: how they stood when everybody was where they are now."""
        hall = self._hall.fold
        tables = {table: stream.fold for table, stream in self._tables.items()}
        self._folds: list[tuple[Stream[Gathering] | Stream[Council], object]] = [(self._hall, hall)]
        self._folds += [(stream, tables[table]) for table, stream in self._tables.items()]
        present = self._presence.version(self._gathering)
        if before is None or present != self._present:
            self._here = _seats_of(hall.state, self._table, self._presence.present(self._gathering))
            self._typing = _seats_of(hall.state, self._table, self._presence.typing(self._gathering))
        self._present = present
        return Instant(
            definition=self._definition,
            hall=hall,
            table=self._table,
            tables=tables,
            present=self._here,
            typing=self._typing,
            pads=pads,
            story=story.moments if story else (),
            habits=story.habits if story else {},
            moves=hall.latest(MOVES),
            again=self.again,
            number=next(NUMBERS),
        )


class Boards:
    """The boards that were looked at last."""

    def __init__(self, gatherings: Gatherings, presence: Presence) -> None:
        self._gatherings = gatherings
        self._presence = presence
        self._stories = Stories()
        self._kept: OrderedDict[tuple[str, int | None, Needs], Board] = OrderedDict()

    async def now(self, hall: Stream[Gathering], table: int | None, needs: Needs) -> Instant:
        """Give how things stand now at a table, and at the others if they are needed."""
        key = (hall.state.id, table, needs)
        kept = self._kept.get(key)
        instant = kept.again() if kept else None
        if instant is not None:
            return instant
        board = self._kept[key] = await self._board(hall, table, needs)
        self._kept.move_to_end(key)
        if len(self._kept) > BOARDS_KEPT:
            self._kept.popitem(last=False)
        return board.instant

    async def _board(self, hall: Stream[Gathering], table: int | None, needs: Needs) -> Board:
        gathering = hall.state.id
        wanted = set(hall.state.open_tables) if needs.every_table else set()
        if table is not None:
            wanted.add(table)
        tables = {each: await self._gatherings.table_stream(gathering, each) for each in sorted(wanted)}
        board = Board(self._presence, await self._gatherings.definition(gathering), hall, table, tables)
        if needs.pads:
            board.fill({each: await self._gatherings.pad_letters(gathering, each) for each in tables}, None)
        if needs.story:
            instant = board.instant
            board.fill(instant.pads, await self._stories.told(self._gatherings, instant.hall, instant.tables))
        return board


def _seats_of(hall: Gathering, table: int | None, people: frozenset[str]) -> frozenset[int]:
    """Give the seats of a table that these people hold."""
    if table is None or not people:
        return frozenset()
    held = hall.occupants(table).items()
    return frozenset(seat for seat, occupant in held if isinstance(occupant, Sitter) and occupant.person in people)


@dataclass(frozen=True, slots=True)
class Story:
    """What a debrief tells from the record: the moments in order, and by table what got in the council's way."""

    moments: tuple[Moment, ...]
    habits: Mapping[int, tuple[AntiPattern, ...]]


class Stories:
    """The timelines last told, one for each gathering: reading a whole record takes long, and many ask at once."""

    def __init__(self) -> None:
        self._told: OrderedDict[str, tuple[tuple[int, ...], Story]] = OrderedDict()

    async def told(self, gatherings: Gatherings, hall: Fold[Gathering], tables: Mapping[int, Fold[Council]]) -> Story:
        """Tell what happened in the hall and at these tables, in the order of time."""
        gathering = hall.state.id
        mark = (hall.version, *(number for table, fold in tables.items() for number in (table, fold.version)))
        known = self._told.get(gathering)
        if known is None or known[0] != mark:
            known = (mark, await _story(gatherings, gathering, tables))
            self._told[gathering] = known
            if len(self._told) > STORIES_KEPT:
                self._told.popitem(last=False)
        return known[1]


async def _story(gatherings: Gatherings, gathering: str, tables: Mapping[int, Fold[Council]]) -> Story:
    records = {table: await gatherings.table_record(gathering, table) for table in tables}
    told = timeline(await gatherings.hall_record(gathering), records, await gatherings.definition(gathering))
    habits = {
        table: anti_patterns(tables[table].state, (event for _, event in record)) for table, record in records.items()
    }
    return Story(tuple(_moment(moment) for moment in told), habits)


def _moment(told: debrief.Moment) -> Moment:
    text = f"{told.title}. {told.detail}" if told.detail else told.title
    return Moment(clock_face(told.since), told.table, text, told.kind in BIG_MOMENTS)
