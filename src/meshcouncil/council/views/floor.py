"""Who has the floor and who comes next, caucuses, rounds and points, the motion stack, and what this viewer may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from meshcouncil.council.commands import (
    CallSpeaker,
    CloseRound,
    Command,
    EndCaucus,
    EndSpeech,
    OpenRound,
    RaisePoint,
    RulePoint,
    SetSpeakersList,
    SpeakInRound,
    TableMotion,
    YieldFloor,
)
from meshcouncil.council.matters import (
    AppealRuling,
    CaucusStyle,
    EndDebate,
    HoldCaucus,
    Matter,
    PostponeMotion,
    ReferMotion,
)
from meshcouncil.council.offers import SAMPLE, accepted
from meshcouncil.council.rules.floor import calling_order, seconds_now
from meshcouncil.council.rules.parliamentary import kind_of, stack
from meshcouncil.council.state import Caucus, Council, FloorPoint, Speech, Turns
from meshcouncil.council.views.stages import VoiceView
from meshcouncil.council.views.viewers import Seated, Viewer


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Somebody who speaks or waits for it. `first_time`: this seat has not had the floor yet."""

    seat: int
    name: str
    title: str
    shape: str
    first_time: bool


@dataclass(frozen=True, slots=True)
class SpeechView:
    """Who has the floor, since and until when (ms; None: no timer), and by whom the time was handed on."""

    speaker: SpeakerView
    began: int
    until: int | None
    yielded_by: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class ShareView:
    """How long a seat or a team has spoken: seconds, and whole percent of all that was spoken."""

    name: str
    shape: str
    seconds: int
    percent: int


@dataclass(frozen=True, slots=True)
class CaucusView:
    """A caucus or a recess that runs until an instant (ms)."""

    style: CaucusStyle
    topic: str
    until: int
    seconds_each: int
    extended: bool


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round: what was said so far, and who is to come, the next one first."""

    topic: str
    said: tuple[VoiceView, ...]
    waiting: tuple[SpeakerView, ...]
    is_my_turn: bool


@dataclass(frozen=True, slots=True)
class PointView:
    """A point with its ruling or answer, and what this viewer may do about it."""

    id: str
    kind: str
    title: str
    text: str
    motion: str
    is_open: bool
    ruled_by: str
    well_taken: bool
    ruling: str
    overturned: bool
    may_rule: bool
    may_appeal: bool


@dataclass(frozen=True, slots=True)
class StackedMotion:
    """A motion on the stack, and of which kind it is there."""

    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class FloorView:
    """The floor of a table. `stack`: what is settled first stands first; `stopped_at`: since when no clock runs (ms).

    `moves`: procedural motions that this viewer may make, with the motion that each is about ("" for a caucus).
    """

    parliamentary: bool
    list_open: bool
    seconds_each: int
    seconds_now: int
    newcomers_first: bool
    speech: SpeechView | None
    queue: tuple[SpeakerView, ...]
    seat_shares: tuple[ShareView, ...]
    team_shares: tuple[ShareView, ...]
    caucus: CaucusView | None
    round: RoundView | None
    past_rounds: tuple[RoundView, ...]
    points: tuple[PointView, ...]
    stack: tuple[StackedMotion, ...]
    stopped_at: int | None
    yield_to: tuple[SpeakerView, ...]
    moves: Mapping[str, str]
    may: frozenset[str]

    @property
    def is_kept(self) -> bool:
        """Tell whether the council makes use of the floor at all: newcomers who only raise their hands do not."""
        return bool(
            self.parliamentary
            or not self.list_open
            or self.seconds_each
            or self.newcomers_first
            or self.speech
            or self.team_shares
            or self.caucus
            or self.round
            or self.past_rounds
            or self.points
        )


def floor_view(council: Council, viewer: Viewer) -> FloorView:
    """Build what this viewer may see of the floor; when the council is over, nobody has it any more."""
    floor = council.floor
    return FloorView(
        parliamentary=council.is_parliamentary,
        list_open=floor.list_open,
        seconds_each=floor.seconds_each,
        seconds_now=seconds_now(council),
        newcomers_first=floor.newcomers_first,
        speech=None if council.closed or floor.speech is None else _speech(council, floor.speech, viewer),
        queue=tuple(_speaker(council, seat) for seat in calling_order(council)),
        seat_shares=_seat_shares(council),
        team_shares=_team_shares(council),
        caucus=None if council.closed or floor.caucus is None else _caucus(floor.caucus),
        round=None if council.closed or floor.turns is None else _round(council, floor.turns, viewer),
        past_rounds=tuple(_round(council, turns, viewer) for turns in floor.past_rounds),
        points=tuple(_point(council, point, viewer) for point in floor.points),
        stack=tuple(StackedMotion(motion.id, kind_of(motion.matter)) for motion in reversed(stack(council))),
        stopped_at=council.stopped_at,
        yield_to=_yield_to(council, viewer),
        moves=_moves(council, viewer),
        may=_permitted(council, viewer),
    )


def _speaker(council: Council, seat: int) -> SpeakerView:
    definition = council.definition
    occupant = council.seats.get(seat)
    return SpeakerView(
        seat=seat,
        name=occupant.name if occupant else "",
        title=definition.roles_by_number[seat].title,
        shape=definition.team_of(seat).shape,
        first_time=seat not in council.floor.speeches,
    )


def _speech(council: Council, speech: Speech, viewer: Viewer) -> SpeechView:
    giver = speech.yielded_by
    return SpeechView(
        speaker=_speaker(council, speech.seat),
        began=speech.began,
        until=speech.until,
        yielded_by=council.definition.roles_by_number[giver].title if giver is not None else "",
        is_mine=viewer == Seated(speech.seat),
    )


def _caucus(caucus: Caucus) -> CaucusView:
    return CaucusView(caucus.style, caucus.topic, caucus.until, caucus.seconds_each, caucus.extended)


def _round(council: Council, turns: Turns, viewer: Viewer) -> RoundView:
    titles = council.definition.roles_by_number
    waiting = turns.waiting
    return RoundView(
        topic=turns.topic,
        said=tuple(VoiceView(turn.seat, titles[turn.seat].title, turn.text) for turn in turns.taken),
        waiting=tuple(_speaker(council, seat) for seat in waiting),
        is_my_turn=isinstance(viewer, Seated)
        and waiting[:1] == (viewer.seat,)
        and accepted(council, SpeakInRound(viewer.seat)),
    )


def _point(council: Council, point: FloorPoint, viewer: Viewer) -> PointView:
    titles = council.definition.roles_by_number
    seat = viewer.seat if isinstance(viewer, Seated) else None
    return PointView(
        id=point.id,
        kind=point.kind,
        title=titles[point.seat].title,
        text=point.text,
        motion=point.motion,
        is_open=point.is_open,
        ruled_by=titles[point.ruled_by].title if point.ruled_by is not None else "",
        well_taken=point.well_taken,
        ruling=point.ruling,
        overturned=point.overturned,
        may_rule=seat is not None and accepted(council, RulePoint(seat, point.id, True, SAMPLE)),
        may_appeal=seat is not None and accepted(council, TableMotion(seat, AppealRuling(point.id))),
    )


# --- shares of the speaking time --------------------------------------------------------------------------------------


def _seat_shares(council: Council) -> tuple[ShareView, ...]:
    roles = {role.number: role for role in council.definition.roles}
    spoken = {(roles[seat].title, council.definition.team_of(seat).shape): ms for seat, ms in _spoken(council).items()}
    return _shares(spoken)


def _team_shares(council: Council) -> tuple[ShareView, ...]:
    spoken: dict[tuple[str, str], int] = {}
    for seat, ms in _spoken(council).items():
        team = council.definition.team_of(seat)
        spoken[team.name, team.shape] = spoken.get((team.name, team.shape), 0) + ms
    return _shares(spoken)


def _spoken(council: Council) -> Mapping[int, int]:
    return {seat: ms for seat, ms in sorted(council.floor.spoken.items()) if ms}


def _shares(spoken: Mapping[tuple[str, str], int]) -> tuple[ShareView, ...]:
    """Give the shares, largest first, in whole percent that add up to 100: the largest remainders are rounded up."""
    total = sum(spoken.values())
    exact = {who: divmod(100 * ms, total) for who, ms in spoken.items()}
    left_over = 100 - sum(percent for percent, _ in exact.values())
    raised = sorted(exact, key=lambda who: -exact[who][1])[:left_over]
    ordered = sorted(spoken, key=lambda who: -spoken[who])
    return tuple(ShareView(*who, spoken[who] // 1000, exact[who][0] + (who in raised)) for who in ordered)


# --- what a viewer may do ---------------------------------------------------------------------------------------------


def _permitted(council: Council, viewer: Viewer) -> frozenset[str]:
    """Name what the viewer may do on the floor, besides what stands at a point."""
    if not isinstance(viewer, Seated) or council.closed or not council.sitting:
        return frozenset()
    seat, floor = viewer.seat, council.floor
    possible: dict[str, Command] = {
        "set_list": SetSpeakersList(seat, 90 if floor.seconds_each == 60 else 60, floor.newcomers_first),
        "call_speaker": CallSpeaker(seat),
        "end_speech": EndSpeech(seat),
        "end_caucus": EndCaucus(seat),
        "open_round": OpenRound(seat, SAMPLE),
        "close_round": CloseRound(seat),
        "ask": RaisePoint(seat, "information", SAMPLE),
        "point_of_order": RaisePoint(seat, "order", SAMPLE),
    }
    return frozenset(name for name, command in possible.items() if accepted(council, command))


def _yield_to(council: Council, viewer: Viewer) -> tuple[SpeakerView, ...]:
    speech = council.floor.speech
    if speech is None or viewer != Seated(speech.seat):
        return ()
    others = (seat for seat in sorted(council.seats) if accepted(council, YieldFloor(speech.seat, seat)))
    return tuple(_speaker(council, seat) for seat in others)


def _moves(council: Council, viewer: Viewer) -> Mapping[str, str]:
    """Give the procedural motions that the viewer may make: those on the stack's top or main motion, and caucuses."""
    if not isinstance(viewer, Seated) or not (council.is_parliamentary or council.may_chair(viewer.seat)):
        return {}
    running = council.floor.caucus
    styles: tuple[CaucusStyle, ...] = ("moderated", "unmoderated", "recess") if running is None else (running.style,)
    possible: dict[str, tuple[Matter, str]] = {style: (HoldCaucus(style, SAMPLE, 5), "") for style in styles}
    pending = stack(council)
    if pending:
        main, top = pending[0].id, pending[-1].id
        possible["end_debate"] = EndDebate(top), top
        possible["refer"] = ReferMotion(main, council.definition.teams[0].id), main
        possible["postpone"] = PostponeMotion(main, SAMPLE), main
    return {
        name: about for name, (matter, about) in possible.items() if accepted(council, TableMotion(viewer.seat, matter))
    }
