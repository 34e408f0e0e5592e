"""The sidebar's rooms: one for all who play the same role."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.gathering.commands import SayInRoom
from meshcouncil.gathering.decide import why_not
from meshcouncil.gathering.offers import SAMPLE
from meshcouncil.gathering.permission import place_of
from meshcouncil.gathering.state import Bot, Gathering, Place, Saying
from meshcouncil.gathering.viewers import Viewer


@dataclass(frozen=True, slots=True)
class RoomPersonView:
    """Somebody of a room."""

    table: int
    name: str
    bot: bool
    you: bool


@dataclass(frozen=True, slots=True)
class SayingView:
    """Words said in a room."""

    table: int
    name: str
    text: str
    at: int
    you: bool


@dataclass(frozen=True, slots=True)
class RoomView:
    """The room of all who play one role; `may_speak` while the sidebar lasts, else `refused` says why not."""

    room: int
    title: str
    people: tuple[RoomPersonView, ...]
    talk: tuple[SayingView, ...]
    may_speak: bool
    refused: str | None


def room_view(hall: Gathering, viewer: Viewer) -> RoomView | None:
    """Show a seated viewer the room of their own role number."""
    place = place_of(hall, viewer)
    return None if place is None or hall.step is None else room_seen_by(hall, place.seat, place)


def room_seen_by(hall: Gathering, room: int, you: Place | None) -> RoomView:
    """Show a room as one of its seats sees it, or without a seat as the facilitator does."""
    speak = None if you is None else why_not(hall, SayInRoom(you.table, you.seat, room, SAMPLE, 0))
    return RoomView(
        room=room,
        title=hall.plans_by_number[room].title,
        people=tuple(
            RoomPersonView(place.table, hall.name_at(place) or "", isinstance(held, Bot), place == you)
            for place, held in sorted(hall.seats.items(), key=lambda item: item[0])
            if place.seat == room and place.table in hall.playing
        ),
        talk=tuple(_saying_view(each, you) for each in hall.talk if each.room == room),
        may_speak=you is not None and speak is None,
        refused=None if speak is None else speak.code,
    )


def _saying_view(saying: Saying, you: Place | None) -> SayingView:
    mine = Place(saying.table, saying.seat) == you
    return SayingView(saying.table, saying.name, saying.text, saying.at, mine)
