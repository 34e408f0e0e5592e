"""What has been announced and dealt, and calls for help."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.gathering.permission import place_of
from meshcouncil.gathering.state import Gathering, Place
from meshcouncil.gathering.viewers import Facilitator, Projector, Viewer


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """Words of the facilitator to everybody."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class InjectNoticeView:
    """An inject that came into play, at the tables this viewer may know of."""

    inject: str
    tables: tuple[int, ...]
    at: int


@dataclass(frozen=True, slots=True)
class CallView:
    """A seat's call for help."""

    table: int
    seat: int
    name: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class NoticesView:
    """What has been announced and dealt; `call` is your own call for help, while it is open."""

    announcements: tuple[AnnouncementView, ...]
    injects: tuple[InjectNoticeView, ...]
    call: CallView | None


def notices_view(hall: Gathering, viewer: Viewer) -> NoticesView:
    """Show the step's broadcasts to all, the injects to the tables that met them, and a call for help to its caller."""
    place = place_of(hall, viewer)
    called = place is not None and place in hall.calls
    return NoticesView(
        announcements=announcements_view(hall),
        injects=_inject_notices(hall, viewer, place),
        call=call_view(hall, place) if place is not None and called else None,
    )


def announcements_view(hall: Gathering) -> tuple[AnnouncementView, ...]:
    """Show the broadcasts of this step: "five minutes left" is no news in the next one."""
    return tuple(AnnouncementView(each.text, each.at) for each in hall.announcements if each.at >= hall.step_opened_at)


def _inject_notices(hall: Gathering, viewer: Viewer, place: Place | None) -> tuple[InjectNoticeView, ...]:
    if isinstance(viewer, Facilitator):
        return tuple(InjectNoticeView(each.inject, each.tables, each.at) for each in hall.dealings)
    if isinstance(viewer, Projector):
        return _injects_of_all(hall)
    if place is None:
        return ()
    return tuple(
        InjectNoticeView(each.inject, (place.table,), each.at) for each in hall.dealings if place.table in each.tables
    )


def _injects_of_all(hall: Gathering) -> tuple[InjectNoticeView, ...]:
    """Give the injects that every table has met, each from the time the last one met it."""
    known = {each.inject: each.at for each in hall.dealings}
    return tuple(
        InjectNoticeView(inject, hall.playing, at)
        for inject, at in known.items()
        if all(hall.is_dealt(inject, table) for table in hall.playing)
    )


def call_view(hall: Gathering, place: Place) -> CallView:
    """Show the open call for help of this place."""
    call = hall.calls[place]
    return CallView(place.table, place.seat, hall.name_at(place) or "", call.text, call.at)
