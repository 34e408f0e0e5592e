"""Legal moves as data: what a viewer may send now. Buttons, bots, the command line and the tests all read it.

Candidates are listed here; permission and the rules themselves sift them, so an offer can never disagree with a rule.
The sender stamps `at` on a command; a rule never refuses because of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from meshcouncil.gathering.commands import (
    AnswerHelp,
    Broadcast,
    CallHelp,
    ChangeStepMinutes,
    ClaimGoal,
    CloseGathering,
    Command,
    DealInject,
    DrawSeats,
    EnterHall,
    ExtendStep,
    FillWithBots,
    HandSeatToBot,
    JudgeGoal,
    LeaveHall,
    LeaveSeat,
    MovePerson,
    NextStep,
    Pause,
    PresentTable,
    PreviousStep,
    RemoveBot,
    RenamePerson,
    RestoreStep,
    Resume,
    Reveal,
    SayInRoom,
    SeatBot,
    ShowSlide,
    SkipStep,
    StartAgenda,
    TakeSeat,
    VoteOnClaim,
    WithdrawClaim,
)
from meshcouncil.gathering.decide import accepted
from meshcouncil.gathering.permission import may_send, may_steer, place_of
from meshcouncil.gathering.state import Gathering, Place
from meshcouncil.gathering.viewers import BotSeat, Facilitator, Participant, Projector, Stranger, Viewer

SAMPLE = "…"


@dataclass(frozen=True, slots=True)
class Offer:
    """A command that would be accepted now. `holes` name the fields that the sender still fills; they hold samples."""

    command: Command
    holes: tuple[str, ...] = ()


def offers(hall: Gathering, viewer: Viewer) -> Iterator[Offer]:
    """Yield every command that the viewer may send now."""
    for offer in candidates(hall, viewer):
        if may_send(hall, viewer, offer.command) and accepted(hall, offer.command):
            yield offer


def candidates(hall: Gathering, viewer: Viewer) -> Iterator[Offer]:
    """Yield every command that a viewer could ever be offered in this state."""
    match viewer:
        case Facilitator():
            yield from _steering(hall)
            yield from _hosting(hall)
        case Participant(person=person):
            yield from _of_person(hall, person)
            yield from _of_seat(hall, place_of(hall, viewer))
            if may_steer(hall, viewer):
                yield from _steering(hall)
        case BotSeat():
            yield from _of_seat(hall, place_of(hall, viewer))
        case Stranger():
            yield Offer(EnterHall("", SAMPLE, 0), ("person", "name"))
        case Projector():
            return


def _tables(hall: Gathering) -> tuple[int, ...]:
    return tuple(range(1, hall.tables + 1))


def _places(hall: Gathering) -> Iterator[Place]:
    return (place for table in _tables(hall) for place in hall.places(table))


def _steering(hall: Gathering) -> Iterator[Offer]:
    moves: tuple[Command, ...] = (StartAgenda(0), NextStep(0), PreviousStep(0), Pause(0), Resume(0), Reveal(0))
    yield from (Offer(move) for move in moves)
    yield Offer(ExtendStep(1, 0), ("minutes",))
    for step in hall.steps:
        yield Offer(SkipStep(step.id))
        yield Offer(RestoreStep(step.id))
        yield Offer(ChangeStepMinutes(step.id, step.minutes), ("minutes",))
    for inject in hall.injects:
        yield from (Offer(DealInject(inject, table, 0)) for table in (None, *_tables(hall)))
    yield from (Offer(PresentTable(table, 0)) for table in _tables(hall))
    yield from (Offer(ShowSlide(index)) for index in range(0 if hall.now is None else hall.now.slides))
    yield Offer(DrawSeats((0, 0) * len(hall.unseated)), ("dice",))
    yield from (Offer(FillWithBots(table, (SAMPLE,)), ("names",)) for table in (None, *_tables(hall)))
    for place in _places(hall):
        yield Offer(SeatBot(place.table, place.seat, SAMPLE), ("name",))
        yield Offer(RemoveBot(place.table, place.seat))


def _hosting(hall: Gathering) -> Iterator[Offer]:
    yield Offer(Broadcast(SAMPLE, 0), ("text",))
    yield Offer(CloseGathering(0))
    for person in hall.people:
        yield Offer(RenamePerson(person, SAMPLE), ("name",))
        yield Offer(LeaveHall(person))
        yield Offer(MovePerson(person, None, None))
        yield from (Offer(MovePerson(person, table, None)) for table in _tables(hall))
        yield from (Offer(MovePerson(person, place.table, place.seat)) for place in _places(hall))
    for place in hall.seats:
        yield Offer(HandSeatToBot(place.table, place.seat, SAMPLE), ("name",))
    for place in hall.calls:
        yield Offer(AnswerHelp(place.table, place.seat))
    for table in _tables(hall):
        for goal in hall.goals:
            for met in (True, False):
                yield Offer(JudgeGoal(table, goal, met, SAMPLE, None), ("reason", "machine"))


def _of_person(hall: Gathering, person: str) -> Iterator[Offer]:
    yield Offer(RenamePerson(person, SAMPLE), ("name",))
    yield Offer(LeaveHall(person))
    yield Offer(LeaveSeat(person))
    yield from (Offer(TakeSeat(person, place.table, place.seat)) for place in _places(hall))


def _of_seat(hall: Gathering, place: Place | None) -> Iterator[Offer]:
    if place is None:
        return
    table, seat = place.table, place.seat
    yield Offer(CallHelp(table, seat, SAMPLE, 0), ("text",))
    yield Offer(AnswerHelp(table, seat))
    yield Offer(HandSeatToBot(table, seat, SAMPLE), ("name",))
    yield Offer(SayInRoom(table, seat, seat, SAMPLE, 0), ("text",))
    for goal in hall.plans_by_number[seat].goals:
        yield Offer(ClaimGoal(table, seat, goal, SAMPLE), ("clause",))
        yield Offer(WithdrawClaim(table, seat, goal))
    for claimed in hall.claims:
        if claimed.table == table:
            yield from (Offer(VoteOnClaim(table, seat, claimed.goal, met)) for met in (True, False))
