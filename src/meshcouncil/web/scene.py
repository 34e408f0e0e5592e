"""What a page is drawn from: the hall and the table as one pair of eyes may see them, read once for each drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from meshcouncil.application.folded import Fold
from meshcouncil.application.ports import GatheringEntry
from meshcouncil.council import views as table_views
from meshcouncil.council.definition import Definition
from meshcouncil.council.state import Council
from meshcouncil.council.views import TableView
from meshcouncil.documents.anti_patterns import AntiPattern
from meshcouncil.gathering import viewers
from meshcouncil.gathering import views as hall_views
from meshcouncil.gathering.commands import CallHelp
from meshcouncil.gathering.decide import accepted
from meshcouncil.gathering.state import Gathering, Place
from meshcouncil.gathering.views import HallView
from meshcouncil.web.motion_words import MotionWords, motion_words

STORIES_KEPT = 64
INSTANTS_KEPT = 512
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


class Frame(NamedTuple):
    """What brings a fragment in a browser up to date: the hash of the drawing, and the bytes on the wire."""

    v: str
    wire: bytes


@dataclass(eq=False)
class Instant:
    """How things stand in the hall and at the tables that a page shows: read once, whoever looks at it.

    `table`: the one it is about, if it is about one; `tables`: all that it shows. `present`, `typing`: seats of that
    table. `pads`: letters on each table's pad; `story`: the timeline.
    """

    definition: Definition
    hall: Fold[Gathering]
    table: int | None
    tables: Mapping[int, Fold[Council]]
    present: frozenset[int]
    typing: frozenset[int]
    pads: Mapping[int, int]
    story: tuple[Moment, ...]
    moves: int
    """The latest event after which somebody may be elsewhere, or may no longer look."""
    again: Callable[[], Instant | None]
    """Gives how things stand now, if that can be said without waiting."""
    number: int
    """No other instant has it."""
    stale: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    """By page: the number of the instant before, and the fragments that are stale since then."""
    habits: Mapping[int, tuple[AntiPattern, ...]] = field(default_factory=dict)
    """By table: what got in its council's way, for the debrief."""
    frames: dict[tuple[str, str], Frame] = field(default_factory=dict)
    """By fragment and kind of viewer: drawings that are the same to all of them."""

    @property
    def council(self) -> Council:
        """Give the table that it is about. Raises LookupError when there is none."""
        table = self.tables.get(self.table) if self.table is not None else None
        if table is None:
            raise LookupError("this page has no table")
        return table.state

    @cached_property
    def onlooker_view(self) -> TableView:
        """Give what anybody may see of the table."""
        return table_views.view(self.council, table_views.Observer())

    @cached_property
    def motion_words(self) -> MotionWords:
        """Give what a page says about the table's motions, the same to everybody."""
        return motion_words(self.council, self.onlooker_view)


@dataclass(eq=False)
class Scene:
    """An instant of a gathering, seen by one viewer. `open_door`: gives the ways in that this viewer may know."""

    instant: Instant
    entry: GatheringEntry
    viewer: viewers.Viewer
    place: Place | None
    now: int
    open_door: Callable[[], Doorway]

    @property
    def definition(self) -> Definition:
        """Give the pack as it was when the gathering was opened."""
        return self.instant.definition

    @property
    def tables(self) -> Mapping[int, Fold[Council]]:
        """Give the tables that this viewer sees."""
        return self.instant.tables

    @property
    def pads(self) -> Mapping[int, int]:
        """Give the letters on each table's pad, for the facilitator."""
        return self.instant.pads

    @property
    def story(self) -> tuple[Moment, ...]:
        """Give the timeline, for the debrief."""
        return self.instant.story

    @property
    def habits(self) -> Mapping[int, tuple[AntiPattern, ...]]:
        """Give what got in each council's way, for the debrief."""
        return self.instant.habits

    @property
    def door(self) -> Doorway:
        """Give the ways into the gathering that this viewer may know."""
        return self.open_door()

    @property
    def hall(self) -> Gathering:
        """Give the hall as it stands: for code that decides what to show, never for a template."""
        return self.instant.hall.state

    @property
    def council(self) -> Council | None:
        """Give the viewer's own table as it stands."""
        table = self.tables.get(self.place.table) if self.place else None
        return table.state if table else None

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

    @property
    def present_seats(self) -> frozenset[int]:
        """Give the seats of the viewer's table whose people have a page open."""
        return self.instant.present

    @property
    def typing_seats(self) -> frozenset[int]:
        """Give the seats of the viewer's table whose people are typing."""
        return self.instant.typing

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
        return shared_view(self.instant.onlooker_view, *self.permissions)

    @cached_property
    def permissions(self) -> tuple[frozenset[str], str]:
        """Give the permissions that vary a shared fragment, and the reason why nothing may be moved."""
        if self.council is None:
            return frozenset(), ""
        may_move, why_not, may_move_procedure = table_views.permissions(self.council, self.eyes)
        named = {"table_motion": may_move, "move_procedure": may_move_procedure}
        return frozenset(name for name, allowed in named.items() if allowed), why_not


def shared_view(seen: TableView, may: frozenset[str], why_not: str) -> TableView:
    """Build the view behind a shared fragment: an onlooker's, with the few permissions added."""
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


def place_of(hall: Gathering, viewer: viewers.Viewer, needs: Needs) -> Place | None:
    """Give where a viewer is: participants at their own seat, the facilitator at the table they look on at."""
    place = hall.place_of(viewer.person) if isinstance(viewer, viewers.Participant) else None
    if place is None and needs.table is not None:
        return Place(needs.table, 0)
    return place
