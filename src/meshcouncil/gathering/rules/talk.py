"""Words across the hall: broadcasts of the facilitator, and talk in the rooms of the sidebar."""

from __future__ import annotations

from meshcouncil.gathering.commands import Broadcast, SayInRoom
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import BroadcastSent, Event, SaidInRoom
from meshcouncil.gathering.rules import texts
from meshcouncil.gathering.rules.standing import require_open, require_running, require_seated
from meshcouncil.gathering.state import Gathering


def broadcast(hall: Gathering, command: Broadcast) -> tuple[Event, ...]:
    """Tell everybody something."""
    require_open(hall)
    return (BroadcastSent(texts.words(command.text, "text", texts.BROADCAST_LIMIT), command.at),)


def say_in_room(hall: Gathering, command: SayInRoom) -> tuple[Event, ...]:
    """Speak to those who play the same role at other tables, while the sidebar lasts."""
    require_running(hall)
    place = require_seated(hall, command.table, command.seat)
    if command.room != command.seat:
        raise Rejected("no_such_room")
    if hall.now is None or hall.now.group_by != "role_numbers":
        raise Rejected("not_now")
    text = texts.words(command.text, "text", texts.CHAT_LIMIT)
    name = hall.name_at(place) or ""
    return (SaidInRoom(command.room, place.table, place.seat, name, text, command.at),)
