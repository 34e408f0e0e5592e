"""How what happened changes the hall. No rule is asked here: an event is a fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar, assert_never

from meshcouncil.gathering.events import (
    AgendaStarted,
    BotRemoved,
    BotSeated,
    BroadcastSent,
    ClaimVoteCast,
    ClaimWithdrawn,
    ClockPaused,
    ClockResumed,
    Event,
    GatheringClosed,
    GatheringOpened,
    GoalClaimed,
    GoalJudged,
    HallEntered,
    HallLeft,
    HelpAnswered,
    HelpCalled,
    InjectDealt,
    MissionsRevealed,
    PersonRenamed,
    SaidInRoom,
    SeatLeft,
    SeatTaken,
    SlideShown,
    StepExtended,
    StepMinutesChanged,
    StepOpened,
    StepRestored,
    StepSkipped,
    TablePresented,
)
from meshcouncil.gathering.plan import AgendaStep
from meshcouncil.gathering.state import (
    Announcement,
    Bot,
    Claim,
    Dealing,
    Gathering,
    GoalAt,
    HelpCall,
    Occupant,
    Person,
    Place,
    Saying,
    Sitter,
    Turn,
    Verdict,
)

Key = TypeVar("Key")
Value = TypeVar("Value")


def replay(events: Iterable[Event], onto: Gathering | None = None) -> Gathering:
    """Fold events into the hall they lead to."""
    hall = Gathering() if onto is None else onto
    for event in events:
        hall = evolve(hall, event)
    return hall


def evolve(hall: Gathering, event: Event) -> Gathering:  # noqa: C901 - the list of all events
    """Give the hall after an event."""
    match event:
        case GatheringOpened():
            return _opened(event)
        case HallEntered(person=person, name=name) | PersonRenamed(person=person, name=name):
            return replace(hall, people=_with(hall.people, person, Person(person, name)))
        case HallLeft(person=person):
            return replace(hall, people=_without(hall.people, person))
        case SeatTaken(person=person, table=table, seat=seat):
            return _seated(hall, Place(table, seat), Sitter(person))
        case BotSeated(table=table, seat=seat, name=name, stands_in_for=person):
            return _seated(hall, Place(table, seat), Bot(name, person))
        case SeatLeft(table=table, seat=seat) | BotRemoved(table=table, seat=seat):
            return replace(hall, seats=_without(hall.seats, Place(table, seat)))
        case AgendaStarted(tables=tables):
            return replace(hall, stage="running", playing=tables)
        case StepOpened():
            return _step_opened(hall, event)
        case ClockPaused(clock=clock) | ClockResumed(clock=clock) | StepExtended(clock=clock):
            return replace(hall, clock=clock)
        case StepSkipped(step=step):
            return replace(hall, steps=_with_skipped(hall.steps, step, skipped=True))
        case StepRestored(step=step):
            return replace(hall, steps=_with_skipped(hall.steps, step, skipped=False))
        case StepMinutesChanged():
            return _minutes_changed(hall, event)
        case InjectDealt(inject=inject, tables=tables, at=at):
            return replace(hall, dealings=(*hall.dealings, Dealing(inject, tables, at)))
        case BroadcastSent(text=text, at=at):
            return replace(hall, announcements=(*hall.announcements, Announcement(text, at)))
        case HelpCalled(table=table, seat=seat, text=text, at=at):
            return replace(hall, calls=_with(hall.calls, Place(table, seat), HelpCall(text, at)))
        case HelpAnswered(table=table, seat=seat):
            return replace(hall, calls=_without(hall.calls, Place(table, seat)))
        case SaidInRoom(room=room, table=table, seat=seat, name=name, text=text, at=at):
            return replace(hall, talk=(*hall.talk, Saying(room, table, seat, name, text, at)))
        case TablePresented(table=table, began=began):
            presented = hall.presented if table in hall.presented else (*hall.presented, table)
            return replace(hall, turn=Turn(table, began), presented=presented)
        case SlideShown(index=index):
            return replace(hall, slide=index)
        case GoalClaimed(table=table, seat=seat, goal=goal, clause=clause):
            return replace(hall, claims=_with(hall.claims, GoalAt(table, goal), Claim(seat, clause)))
        case ClaimWithdrawn(table=table, goal=goal):
            return replace(hall, claims=_without(hall.claims, GoalAt(table, goal)))
        case ClaimVoteCast():
            return _claim_voted(hall, event)
        case GoalJudged(table=table, goal=goal, met=met, reason=reason, by=by, overrides=overrides):
            verdict = Verdict(met, reason, by, overrides)
            return replace(hall, verdicts=_with(hall.verdicts, GoalAt(table, goal), verdict))
        case MissionsRevealed(at=at):
            return replace(hall, revealed_at=at)
        case GatheringClosed(clock=clock):
            return replace(hall, stage="closed", clock=clock)
        case _:
            assert_never(event)


def _opened(event: GatheringOpened) -> Gathering:
    return Gathering(
        id=event.gathering,
        title=event.title,
        stage="lobby",
        pack_digest=event.pack_digest,
        pack_slug=event.pack_slug,
        plan_id=event.plan_id,
        steps=event.steps,
        seat_plans=event.seats,
        injects=event.injects,
        tables=event.tables,
        min_teams=event.min_teams,
        bots=event.bots,
        facilitated=event.facilitated,
        reading=event.reading,
        seating=event.seating,
        pace=event.pace,
    )


def _seated(hall: Gathering, place: Place, occupant: Occupant) -> Gathering:
    return replace(hall, seats=_with(hall.seats, place, occupant))


def _step_opened(hall: Gathering, event: StepOpened) -> Gathering:
    times = hall.times
    if event.left_step is not None and event.kept is not None:
        times = _with(times, event.left_step, event.kept)
    return replace(hall, step=event.step, step_opened_at=event.at, clock=event.clock, times=times, slide=0, turn=None)


def _minutes_changed(hall: Gathering, event: StepMinutesChanged) -> Gathering:
    times = hall.times if event.kept is None else _with(hall.times, event.step, event.kept)
    changed = tuple(replace(each, minutes=event.minutes) if each.id == event.step else each for each in hall.steps)
    return replace(hall, steps=changed, times=times)


def _claim_voted(hall: Gathering, event: ClaimVoteCast) -> Gathering:
    key = GoalAt(event.table, event.goal)
    claim = hall.claims[key]
    voted = replace(claim, votes=_with(claim.votes, event.seat, event.met))
    return replace(hall, claims=_with(hall.claims, key, voted))


def _with_skipped(steps: tuple[AgendaStep, ...], step_id: str, *, skipped: bool) -> tuple[AgendaStep, ...]:
    return tuple(replace(each, skipped=skipped) if each.id == step_id else each for each in steps)


def _with(mapping: Mapping[Key, Value], key: Key, value: Value) -> Mapping[Key, Value]:
    return {**mapping, key: value}


def _without(mapping: Mapping[Key, Value], key: Key) -> Mapping[Key, Value]:
    return {each: value for each, value in mapping.items() if each != key}
