"""Who spoke, and what the chair ruled."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from meshcouncil.council.events import (
    CaucusBegun,
    CaucusEnded,
    FloorEvent,
    ParliamentarySwitched,
    PointRaised,
    PointRuled,
    RoundClosed,
    RoundOpened,
    RulingOverturned,
    SpeakerCalled,
    SpeakersListSet,
    SpeechEnded,
    SpokeInRound,
)
from meshcouncil.council.evolving.changes import with_entry
from meshcouncil.council.state import Caucus, Council, Floor, FloorPoint, Speech, Turn, Turns


def evolve_floor(council: Council, event: FloorEvent) -> Council:
    """Add an event of the floor; who is called to speak leaves the list, but not for speaking in another's time."""
    hands = council.hands
    if isinstance(event, SpeakerCalled) and event.yielded_by is None:
        hands = tuple(each for each in hands if each != event.seat)
    return replace(council, floor=_changed(council.floor, event), hands=hands)


def _changed(floor: Floor, event: FloorEvent) -> Floor:  # noqa: C901 - one branch for each event
    match event:
        case ParliamentarySwitched(on):
            return replace(floor, parliamentary=on)
        case SpeakersListSet(seconds_each, newcomers_first, is_open):
            return replace(floor, seconds_each=seconds_each, newcomers_first=newcomers_first, list_open=is_open)
        case SpeakerCalled(seat, began, until, yielded_by):
            return replace(floor, speech=Speech(seat, began, until, yielded_by))
        case SpeechEnded(seat, used):
            spoken = with_entry(floor.spoken, seat, floor.spoken.get(seat, 0) + used)
            speeches = with_entry(floor.speeches, seat, floor.speeches.get(seat, 0) + 1)
            return replace(floor, speech=None, spoken=spoken, speeches=speeches)
        case CaucusBegun(style, topic, until, seconds_each, motion, extended):
            return replace(floor, caucus=Caucus(style, topic, until, seconds_each, motion, extended))
        case CaucusEnded():
            return replace(floor, caucus=None)
        case RoundOpened(topic, order):
            return replace(floor, turns=Turns(topic, order))
        case SpokeInRound(seat, text):
            turns = floor.turns or Turns("", (seat,))
            return replace(floor, turns=replace(turns, taken=(*turns.taken, Turn(seat, text))))
        case RoundClosed():
            past = (*floor.past_rounds, floor.turns) if floor.turns is not None else floor.past_rounds
            return replace(floor, turns=None, past_rounds=past)
        case PointRaised(point, seat, kind, text, motion):
            return replace(floor, points=(*floor.points, FloorPoint(point, seat, kind, text, motion)))
        case PointRuled(point, seat, well_taken, text):
            return _with_point(floor, point, ruled_by=seat, well_taken=well_taken, ruling=text)
        case RulingOverturned(point):
            return _with_point(floor, point, overturned=True)
        case _:
            assert_never(event)


def _with_point(floor: Floor, point: str, **changes: object) -> Floor:
    changed = tuple(replace(each, **changes) if each.id == point else each for each in floor.points)  # type: ignore[arg-type]
    return replace(floor, points=changed)
