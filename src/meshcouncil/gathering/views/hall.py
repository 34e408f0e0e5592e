"""The whole hall, as one viewer may see it."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.gathering.commands import EnterHall
from meshcouncil.gathering.decide import accepted
from meshcouncil.gathering.offers import SAMPLE
from meshcouncil.gathering.permission import place_of
from meshcouncil.gathering.plan import Reading
from meshcouncil.gathering.state import Gathering, Stage
from meshcouncil.gathering.viewers import BotSeat, Facilitator, Participant, Projector, Stranger, Viewer
from meshcouncil.gathering.views.bar import BarView, bar_view
from meshcouncil.gathering.views.claims import ClaimsView, claims_view
from meshcouncil.gathering.views.console import ConsoleView, console_view
from meshcouncil.gathering.views.notices import NoticesView, notices_view
from meshcouncil.gathering.views.presentations import PresentView, present_view
from meshcouncil.gathering.views.rooms import RoomView, room_view
from meshcouncil.gathering.views.screen import ScreenView, screen_view
from meshcouncil.gathering.views.seats import HallSeatsView, MeView, me_view, seats_view


@dataclass(frozen=True, slots=True)
class HallView:
    """All that one viewer may see of the hall; a part that is not theirs is None. Strangers see the first line only."""

    title: str
    stage: Stage
    may_enter: bool
    reading: Reading | None = None
    facilitated: bool | None = None
    bar: BarView | None = None
    me: MeView | None = None
    seats: HallSeatsView | None = None
    notices: NoticesView | None = None
    room: RoomView | None = None
    claims: ClaimsView | None = None
    present: PresentView | None = None
    screen: ScreenView | None = None
    console: ConsoleView | None = None


def view(hall: Gathering, viewer: Viewer) -> HallView:
    """Build what one viewer may see. Somebody who is not in the hall sees no more than a stranger."""
    may_enter = accepted(hall, EnterHall("", SAMPLE, 0))
    if _is_outside(hall, viewer):
        return HallView(hall.title, hall.stage, may_enter)
    return HallView(
        title=hall.title,
        stage=hall.stage,
        may_enter=may_enter,
        reading=hall.reading,
        facilitated=hall.facilitated,
        bar=bar_view(hall),
        me=me_view(hall, viewer),
        seats=seats_view(hall, viewer),
        notices=notices_view(hall, viewer),
        room=room_view(hall, viewer),
        claims=claims_view(hall, viewer),
        present=present_view(hall),
        screen=screen_view(hall) if isinstance(viewer, Projector) else None,
        console=console_view(hall) if isinstance(viewer, Facilitator) else None,
    )


def _is_outside(hall: Gathering, viewer: Viewer) -> bool:
    match viewer:
        case Stranger():
            return True
        case Participant(person=person):
            return person not in hall.people
        case BotSeat():
            return place_of(hall, viewer) is None
        case Facilitator() | Projector():
            return hall.stage == "new"
