"""What a page is drawn from: the hall and the table as one pair of eyes may see them, read once for each drawing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from meshcouncil.application.folded import Stream
from meshcouncil.application.gatherings import Gatherings
from meshcouncil.application.ports import GatheringEntry
from meshcouncil.application.presence import Presence
from meshcouncil.council import views as table_views
from meshcouncil.council.definition import Definition
from meshcouncil.council.state import Council
from meshcouncil.council.views import TableView
from meshcouncil.documents import debrief
from meshcouncil.documents.debrief import timeline
from meshcouncil.documents.hall_account import clock_face
from meshcouncil.gathering import viewers
from meshcouncil.gathering import views as hall_views
from meshcouncil.gathering.commands import CallHelp
from meshcouncil.gathering.decide import accepted
from meshcouncil.gathering.state import Gathering, Place
from meshcouncil.gathering.views import HallView

PUBLIC_MAY = frozenset({"table_motion", "move_procedure"})
"""What a shared fragment may know of its viewer: whether to draw the forms for new motions."""

STORIES_KEPT = 64
BIG_MOMENTS = frozenset({"begin", "step", "inject", "charter", "reveal", "end"})


@dataclass(frozen=True, slots=True)
class JoinCard:
    """How to come in: the code, the address it opens, and that address as a QR code."""

    code: str
    address: str
    qr: Markup


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses a facilitator hands out."""

    join: str
    projector: str
    facilitator: str


@dataclass(frozen=True, slots=True)
class Doorway:
    """The ways into a gathering that this viewer may know."""

    join: JoinCard
    links: Links | None = None
    own_link: str = ""


@dataclass(frozen=True)
class Scene:
    """One moment of a gathering, for one viewer. `tables`: the folded streams of the tables that this viewer sees.

    `pads`: letters on each table's pad, for the facilitator; `story`: the timeline, for the debrief.
    """

    entry: GatheringEntry
    definition: Definition
    hall_stream: Stream[Gathering]
    tables: dict[int, Stream[Council]]
    viewer: viewers.Viewer
    place: Place | None
    now: int
    presence: Presence
    door: Doorway
    pads: Mapping[int, int]
    story: tuple[Moment, ...]

    @property
    def hall(self) -> Gathering:
        """Give the hall as it stands: for code that decides what to show, never for a template."""
        return self.hall_stream.state

    @property
    def table_stream(self) -> Stream[Council] | None:
        """Give the folded stream of the viewer's own table."""
        return self.tables.get(self.place.table) if self.place else None

    @property
    def council(self) -> Council | None:
        """Give the viewer's own table as it stands."""
        return self.table_stream.state if self.table_stream else None

    @cached_property
    def view(self) -> TableView:
        """Give what the viewer may see of their own table."""
        if self.council is None or self.place is None:
            raise LookupError("this page has no table")
        return table_views.view(self.council, self.eyes)

    @property
    def may_call_help(self) -> bool:
        """Tell whether the viewer may call the facilitator now."""
        if self.place is None or not isinstance(self.viewer, viewers.Participant):
            return False
        return accepted(self.hall, CallHelp(self.place.table, self.place.seat, "", self.now))

    @cached_property
    def present_seats(self) -> frozenset[int]:
        """Give the seats of the viewer's table whose people have a page open."""
        return self._seats_of(self.presence.present(self.hall.id))

    @cached_property
    def typing_seats(self) -> frozenset[int]:
        """Give the seats of the viewer's table whose people are typing."""
        return self._seats_of(self.presence.typing(self.hall.id))

    def _seats_of(self, people: frozenset[str]) -> frozenset[int]:
        places = (self.hall.place_of(person) for person in people)
        table = self.place.table if self.place else None
        return frozenset(place.seat for place in places if place is not None and place.table == table)

    @cached_property
    def hall_view(self) -> HallView:
        """Give what the viewer may see of the hall."""
        return hall_views.view(self.hall, self.viewer)

    @property
    def eyes(self) -> table_views.Viewer:
        """Say as whom the viewer looks at a table."""
        if isinstance(self.viewer, viewers.Facilitator):
            return table_views.Facilitator()
        if self.place is not None and isinstance(self.viewer, viewers.Participant):
            return table_views.Seated(self.place.seat)
        return table_views.Observer()

    @cached_property
    def shared_view(self) -> TableView:
        """Give what everybody with the same few permissions sees of the table alike."""
        if self.council is None:
            raise LookupError("this page has no table")
        return shared_view(self.council, *self.permissions)

    @cached_property
    def permissions(self) -> tuple[frozenset[str], str]:
        """Give the permissions that vary a shared fragment, and the reason why nothing may be moved."""
        if self.council is None:
            return frozenset(), ""
        may_move, why_not, may_move_procedure = table_views.permissions(self.council, self.eyes)
        named = {"table_motion": may_move, "move_procedure": may_move_procedure}
        return frozenset(name for name, allowed in named.items() if allowed), why_not


def shared_view(council: Council, may: frozenset[str], why_not: str) -> TableView:
    """Build the view behind a shared fragment: an onlooker's, with the few permissions added."""
    seen = table_views.view(council, table_views.Observer())
    procedure = replace(seen.procedure, may_move="table_motion" in may, why_not=why_not)
    return replace(seen, may=may, procedure=procedure)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of the timeline: minutes and seconds since the start, which table (0: the hall), what happened."""

    time: str
    table: int
    text: str
    big: bool


@dataclass(frozen=True, slots=True)
class Needs:
    """What a page needs to be read for it: a table to look on at, every table, letters on pads, the story so far."""

    table: int | None = None
    every_table: bool = False
    pads: bool = False
    story: bool = False


class Stories:
    """The timelines last told, one for each gathering: reading a whole record takes long, and many ask at once."""

    def __init__(self) -> None:
        self._told: OrderedDict[str, tuple[tuple[int, ...], tuple[Moment, ...]]] = OrderedDict()

    async def told(
        self, gatherings: Gatherings, hall: Stream[Gathering], tables: Mapping[int, Stream[Council]]
    ) -> tuple[Moment, ...]:
        """Tell what happened in the hall and at these tables, in the order of time."""
        gathering = hall.state.id
        mark = (hall.version, *(number for table, stream in tables.items() for number in (table, stream.version)))
        known = self._told.get(gathering)
        if known is None or known[0] != mark:
            known = (mark, await _story(gatherings, gathering, list(tables)))
            self._told[gathering] = known
            if len(self._told) > STORIES_KEPT:
                self._told.popitem(last=False)
        return known[1]


async def scene_for(
    gatherings: Gatherings,
    presence: Presence,
    stories: Stories,
    entry: GatheringEntry,
    viewer: viewers.Viewer,
    door: Doorway,
    needs: Needs,
) -> Scene:
    """Read what a page needs now. Participants see their own table, the facilitator the one they look on at."""
    gathering = entry.gathering_id
    hall = await gatherings.hall_stream(gathering)
    place = hall.state.place_of(viewer.person) if isinstance(viewer, viewers.Participant) else None
    if needs.table is not None and place is None:
        place = Place(needs.table, 0)
    wanted = set(hall.state.open_tables) if needs.every_table else set()
    if place is not None:
        wanted.add(place.table)
    tables = {table: await gatherings.table_stream(gathering, table) for table in sorted(wanted)}
    return Scene(
        entry=entry,
        definition=await gatherings.definition(gathering),
        hall_stream=hall,
        tables=tables,
        viewer=viewer,
        place=place,
        now=gatherings.now(),
        presence=presence,
        door=door,
        pads={table: await gatherings.pad_letters(gathering, table) for table in tables} if needs.pads else {},
        story=await stories.told(gatherings, hall, tables) if needs.story else (),
    )


async def _story(gatherings: Gatherings, gathering: str, tables: list[int]) -> tuple[Moment, ...]:
    told = timeline(
        await gatherings.hall_record(gathering),
        {table: await gatherings.table_record(gathering, table) for table in tables},
        await gatherings.definition(gathering),
    )
    return tuple(_moment(moment) for moment in told)


def _moment(told: debrief.Moment) -> Moment:
    text = f"{told.title}. {told.detail}" if told.detail else told.title
    return Moment(clock_face(told.since), told.table, text, told.kind in BIG_MOMENTS)
