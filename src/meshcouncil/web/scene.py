"""What a page is drawn from: the hall and the table as one pair of eyes may see them, read once for each drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from meshcouncil.application.gatherings import Gatherings, Stream
from meshcouncil.application.ports import GatheringEntry
from meshcouncil.application.presence import Presence
from meshcouncil.council import views as table_views
from meshcouncil.council.definition import Definition
from meshcouncil.council.state import Council
from meshcouncil.council.views import TableView
from meshcouncil.gathering import viewers
from meshcouncil.gathering.state import Gathering, Place

PUBLIC_MAY = frozenset({"table_motion", "move_procedure"})
"""What a shared fragment may know of its viewer: whether to draw the forms for new motions."""


@dataclass(frozen=True)
class Scene:
    """One moment of a gathering, for one viewer. `tables`: the folded streams of the tables that this viewer sees."""

    entry: GatheringEntry
    definition: Definition
    hall_stream: Stream[Gathering]
    tables: dict[int, Stream[Council]]
    viewer: viewers.Viewer
    place: Place | None
    now: int
    presence: Presence

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


async def scene_for(
    gatherings: Gatherings,
    presence: Presence,
    entry: GatheringEntry,
    viewer: viewers.Viewer,
    *,
    table: int | None = None,
    every_table: bool = False,
) -> Scene:
    """Read what a page needs now. `table`: which one the facilitator looks at; participants see their own."""
    gathering = entry.gathering_id
    hall = await gatherings.hall_stream(gathering)
    place = hall.state.place_of(viewer.person) if isinstance(viewer, viewers.Participant) else None
    if table is not None and place is None:
        place = Place(table, 0)
    wanted = set(hall.state.open_tables) if every_table else set()
    if place is not None:
        wanted.add(place.table)
    return Scene(
        entry=entry,
        definition=await gatherings.definition(gathering),
        hall_stream=hall,
        tables={number: await gatherings.table_stream(gathering, number) for number in sorted(wanted)},
        viewer=viewer,
        place=place,
        now=gatherings.now(),
        presence=presence,
    )
