"""Who speaks: the list of speakers, caucuses, rounds, and points (D.14, D.16, D.17)."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from meshcouncil.council.commands import (
    CallSpeaker,
    CloseRound,
    EndCaucus,
    EndSpeech,
    FloorCommand,
    OpenRound,
    RaisePoint,
    RulePoint,
    SetSpeakersList,
    SpeakInRound,
    SwitchParliamentary,
    YieldFloor,
)
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import (
    CaucusBegun,
    CaucusEnded,
    Event,
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
from meshcouncil.council.matters import AppealRuling, HoldCaucus
from meshcouncil.council.rules import parliamentary
from meshcouncil.council.rules.standing import (
    CHAT_LIMIT,
    REASON_LIMIT,
    TITLE_LIMIT,
    check_chairs,
    check_length,
    check_seat,
    check_sitting,
    check_text,
    check_title,
    find_motion,
)
from meshcouncil.council.state import Caucus, Council, FloorPoint, Motion, Speech, Turns

SHORTEST_SPEECH, LONGEST_SPEECH = 10, 600
"""Seconds that a speaker may be given."""

LONGEST_CAUCUS = 30
"""Minutes that a caucus or a recess may be given at once."""

WARNING = 10
"""Seconds before the end of a speech at which the speaker is warned (D.17)."""


def decide(council: Council, command: FloorCommand) -> tuple[Event, ...]:
    """Give the events of a command about the floor. Raises Rejected."""
    if isinstance(command, SwitchParliamentary):
        return parliamentary.switched(council, command)
    check_seat(council, command.seat)
    check_sitting(council)
    match command:
        case SetSpeakersList():
            return _set_list(council, command)
        case CallSpeaker():
            return _call(council, command)
        case EndSpeech():
            return _end_speech(council, command)
        case YieldFloor():
            return _yield(council, command)
        case EndCaucus():
            return _end_caucus(council, command)
        case OpenRound():
            return _open_round(council, command)
        case SpeakInRound():
            return _speak_in_round(council, command)
        case CloseRound():
            check_chairs(council, command.seat)
            _round_of(council)
            return (RoundClosed(),)
        case RaisePoint():
            return _raise_point(council, command)
        case RulePoint():
            return _rule(council, command)
        case _:
            assert_never(command)


def calling_order(council: Council) -> tuple[int, ...]:
    """Give the list of speakers in the order in which they are called.

    Hands in the order in which they went up; where newcomers go first, seats of teams that were silent so far come
    before seats that were silent themselves, and these before the others (D.17).
    """
    floor = council.floor
    if not floor.newcomers_first:
        return council.hands
    team_of = {role.number: role.team for role in council.definition.roles}
    heard = {team_of[seat] for seat in floor.speeches}
    return tuple(sorted(council.hands, key=lambda seat: (team_of[seat] in heard, seat in floor.speeches)))


def seconds_now(council: Council) -> int:
    """Give the seconds that the next speaker has (0: no timer): those of a moderated caucus go before the list's."""
    caucus = council.floor.caucus
    return caucus.seconds_each if caucus is not None else council.floor.seconds_each


def checked(council: Council, matter: HoldCaucus | AppealRuling) -> HoldCaucus | AppealRuling:
    """Give the matter tidied; require that it can be carried as things stand."""
    match matter:
        case HoldCaucus():
            return _checked_caucus(council, matter)
        case AppealRuling(point):
            parliamentary.check_in_use(council)
            _check_may_be_appealed(council, find_point(council, point))
            return matter
        case _:
            assert_never(matter)


def enacted(council: Council, motion: Motion, at: int) -> tuple[Event, ...]:
    """Give what a carried caucus or appeal does at this instant (ms)."""
    match motion.matter:
        case HoldCaucus():
            return _begun(council, motion, motion.matter, clock_at(council, at))
        case AppealRuling(point):
            return (RulingOverturned(point, motion.id),)
        case _:
            return ()


def rung(council: Council, at: int) -> tuple[Event, ...]:
    """End the speech, caucus or recess whose time is up at this instant (ms)."""
    speech, caucus = council.floor.speech, council.floor.caucus
    events: list[Event] = []
    if speech is not None and speech.until is not None and speech.until <= at:
        events.append(_ended(speech, speech.until, "cut"))
    if caucus is not None and caucus.until <= at:
        events.append(CaucusEnded())
    return tuple(events)


def left(council: Council, seat: int, at: int) -> tuple[Event, ...]:
    """End the speech of a seat that is freed at this instant (ms), and a round that waits for nobody else."""
    speech, turns = council.floor.speech, council.floor.turns
    events: list[Event] = []
    if speech is not None and speech.seat == seat:
        events.append(_ended(speech, clock_at(council, at), "left"))
    if turns is not None and turns.waiting == (seat,):
        events.append(RoundClosed())
    return tuple(events)


def find_point(council: Council, point_id: str) -> FloorPoint:
    """Give a point that was raised here."""
    for point in council.floor.points:
        if point.id == point_id:
            return point
    raise Rejected("no_such_point")


def clock_at(council: Council, at: int) -> int:
    """Give the instant (ms) that clocks show: while they stand still, the one at which they stopped."""
    return at if council.stopped_at is None else min(at, council.stopped_at)


def _in_ms(council: Council, seconds: int) -> int:
    """Give a length of time as this council's clocks run."""
    return seconds * 1000 * 100 // council.pace


# --- the list of speakers ---------------------------------------------------------------------------------------------


def _set_list(council: Council, command: SetSpeakersList) -> tuple[Event, ...]:
    check_chairs(council, command.seat)
    seconds, floor = command.seconds_each, council.floor
    if seconds and not SHORTEST_SPEECH <= seconds <= LONGEST_SPEECH:
        raise Rejected("bad_seconds", low=SHORTEST_SPEECH, high=LONGEST_SPEECH)
    if (seconds, command.newcomers_first, command.open) == (floor.seconds_each, floor.newcomers_first, floor.list_open):
        raise Rejected("already_so")
    return (SpeakersListSet(seconds, command.newcomers_first, command.open),)


def _call(council: Council, command: CallSpeaker) -> tuple[Event, ...]:
    check_chairs(council, command.seat)
    _check_speeches_are_held(council)
    if not council.hands:
        raise Rejected("nobody_waits")
    seat = calling_order(council)[0] if command.speaker is None else command.speaker
    if seat not in council.hands:
        raise Rejected("not_on_list")
    now = clock_at(council, command.at)
    return (*_speech_over(council, now), _called(council, seat, now))


def _called(council: Council, seat: int, now: int) -> SpeakerCalled:
    seconds, caucus = seconds_now(council), council.floor.caucus
    until = now + _in_ms(council, seconds) if seconds else None
    if until is not None and caucus is not None:
        until = min(until, caucus.until)
    return SpeakerCalled(seat, now, until)


def _end_speech(council: Council, command: EndSpeech) -> tuple[Event, ...]:
    speech = _speech_of(council)
    if speech.seat != command.seat:
        check_chairs(council, command.seat)
    return (_ended(speech, clock_at(council, command.at), "done"),)


def _yield(council: Council, command: YieldFloor) -> tuple[Event, ...]:
    """Hand the rest of the time on, once: yielded time cannot be yielded again (D.16)."""
    speech = _speech_of(council)
    if speech.seat != command.seat:
        raise Rejected("not_your_speech")
    if speech.yielded_by is not None:
        raise Rejected("yielded_already")
    check_seat(council, command.to)
    if command.to == command.seat:
        raise Rejected("already_so")
    now = clock_at(council, command.at)
    return (_ended(speech, now, "yielded"), SpeakerCalled(command.to, now, speech.until, yielded_by=command.seat))


def _speech_of(council: Council) -> Speech:
    if council.floor.speech is None:
        raise Rejected("nobody_speaks")
    return council.floor.speech


def _speech_over(council: Council, now: int) -> tuple[SpeechEnded, ...]:
    return () if council.floor.speech is None else (_ended(council.floor.speech, now, "done"),)


def _ended(speech: Speech, now: int, how: str) -> SpeechEnded:
    """End a speech; nobody is counted for longer than they had."""
    end = now if speech.until is None else min(now, speech.until)
    return SpeechEnded(speech.seat, max(0, end - speech.began), how)  # type: ignore[arg-type]


# --- caucus and recess ------------------------------------------------------------------------------------------------


def _check_speeches_are_held(council: Council) -> None:
    caucus = council.floor.caucus
    if caucus is not None and caucus.style != "moderated":
        raise Rejected("caucus_running")


def _checked_caucus(council: Council, matter: HoldCaucus) -> HoldCaucus:
    running = council.floor.caucus
    if running is not None and (running.style != matter.style or running.extended):
        raise Rejected("caucus_running" if not running.extended else "extended_already")
    if not 1 <= matter.minutes <= LONGEST_CAUCUS:
        raise Rejected("bad_minutes", low=1, high=LONGEST_CAUCUS)
    topic = check_length(" ".join(matter.topic.split()), TITLE_LIMIT)
    if matter.style != "moderated":
        return replace(matter, topic=topic, seconds_each=0)
    if not SHORTEST_SPEECH <= matter.seconds_each <= LONGEST_SPEECH:
        raise Rejected("bad_seconds", low=SHORTEST_SPEECH, high=LONGEST_SPEECH)
    if matter.minutes * 60 % matter.seconds_each:
        raise Rejected("time_does_not_divide", minutes=matter.minutes, seconds=matter.seconds_each)
    return replace(matter, topic=check_title(topic))


def _begun(council: Council, motion: Motion, matter: HoldCaucus, now: int) -> tuple[Event, ...]:
    """Begin a caucus, or extend the one that runs; in a moderated one the mover speaks first (D.16)."""
    length, running = _in_ms(council, matter.minutes * 60), council.floor.caucus
    if running is not None:
        until = running.until + length
        return (CaucusBegun(running.style, running.topic, until, running.seconds_each, motion.id, extended=True),)
    begun = CaucusBegun(matter.style, matter.topic, now + length, matter.seconds_each, motion.id)
    events: tuple[Event, ...] = (*_speech_over(council, now), begun)
    if matter.style != "moderated" or motion.mover not in council.seats:
        return events
    caucus = Caucus(begun.style, begun.topic, begun.until, begun.seconds_each, begun.motion)
    in_caucus = replace(council, floor=replace(council.floor, caucus=caucus))
    return (*events, _called(in_caucus, motion.mover, now))


def _end_caucus(council: Council, command: EndCaucus) -> tuple[Event, ...]:
    check_chairs(council, command.seat)
    if council.floor.caucus is None:
        raise Rejected("no_caucus")
    return (*_speech_over(council, clock_at(council, command.at)), CaucusEnded())


# --- rounds -----------------------------------------------------------------------------------------------------------


def _open_round(council: Council, command: OpenRound) -> tuple[Event, ...]:
    """Ask everybody in turn, beginning next to who opens the round, who speaks last."""
    check_chairs(council, command.seat)
    _check_speeches_are_held(council)
    if council.floor.turns is not None:
        raise Rejected("round_open")
    topic = check_title(command.topic)
    seats = sorted(council.seats)
    behind = tuple(seat for seat in seats if seat > command.seat)
    return (RoundOpened(topic, (*behind, *(seat for seat in seats if seat <= command.seat))),)


def _speak_in_round(council: Council, command: SpeakInRound) -> tuple[Event, ...]:
    turns = _round_of(council)
    if turns.waiting[:1] != (command.seat,):
        raise Rejected("not_your_turn")
    spoke = SpokeInRound(command.seat, check_length(command.text, CHAT_LIMIT))
    return (spoke, RoundClosed()) if len(turns.waiting) == 1 else (spoke,)


def _round_of(council: Council) -> Turns:
    if council.floor.turns is None:
        raise Rejected("no_round")
    return council.floor.turns


# --- points -----------------------------------------------------------------------------------------------------------


def _raise_point(council: Council, command: RaisePoint) -> tuple[Event, ...]:
    """Raise a point at any time; of order only where the rules of order are in use, and one of a kind at a time."""
    if command.kind == "order":
        parliamentary.check_in_use(council)
    points = council.floor.points
    if any(each.is_open and (each.seat, each.kind) == (command.seat, command.kind) for each in points):
        raise Rejected("point_open")
    text = check_text(command.text, REASON_LIMIT)
    motion = find_motion(council, command.motion).id if command.motion else ""
    return (PointRaised(f"Q{len(points) + 1}", command.seat, command.kind, text, motion),)


def _rule(council: Council, command: RulePoint) -> tuple[Event, ...]:
    """Rule on a point of order, which the chair does, or answer one of information, which anybody else does."""
    point = find_point(council, command.point)
    if not point.is_open:
        raise Rejected("point_ruled")
    if point.kind == "order":
        check_chairs(council, command.seat)
        return (PointRuled(point.id, command.seat, command.well_taken, check_length(command.text, REASON_LIMIT)),)
    if point.seat == command.seat:
        raise Rejected("own_point")
    return (PointRuled(point.id, command.seat, True, check_text(command.text, REASON_LIMIT)),)


def _check_may_be_appealed(council: Council, point: FloorPoint) -> None:
    """Require a ruling of the chair that stands and that the council has not upheld yet."""
    if point.kind != "order" or point.is_open:
        raise Rejected("no_ruling")
    upheld = any(
        motion.matter == AppealRuling(point.id) and motion.status == "lost" for motion in council.motions.values()
    )
    if point.overturned or upheld:
        raise Rejected("already_so")
