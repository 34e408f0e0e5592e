"""Calls for the facilitator's help."""

from __future__ import annotations

from meshcouncil.gathering.commands import AnswerHelp, CallHelp
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import Event, HelpAnswered, HelpCalled
from meshcouncil.gathering.rules import texts
from meshcouncil.gathering.rules.standing import require_open, require_seated
from meshcouncil.gathering.state import Gathering, Place


def call(hall: Gathering, command: CallHelp) -> tuple[Event, ...]:
    """A seat asks the facilitator to come; one call at a time, with or without words."""
    require_open(hall)
    place = require_seated(hall, command.table, command.seat)
    if not hall.facilitated:
        raise Rejected("no_facilitator")
    if place in hall.calls:
        raise Rejected("already_called")
    text = texts.words(command.text, "text", texts.CHAT_LIMIT, may_be_empty=True)
    return (HelpCalled(place.table, place.seat, text, command.at),)


def answer(hall: Gathering, command: AnswerHelp) -> tuple[Event, ...]:
    """Close a seat's call."""
    require_open(hall)
    if Place(command.table, command.seat) not in hall.calls:
        raise Rejected("no_such_call")
    return (HelpAnswered(command.table, command.seat),)
