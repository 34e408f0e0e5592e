"""Add one event to a council. No rule is asked here: what happened, happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import assert_never

from meshcouncil.council.events import (
    CharterBallotCast,
    CharterEvent,
    ClocksStarted,
    ClocksStopped,
    CouncilClosed,
    Event,
    FactDeclared,
    FinalVoteCalled,
    FinalVoteClosed,
    FloorEvent,
    HandLowered,
    HandRaised,
    InjectDealt,
    Introduced,
    MotionEvent,
    ProposalEvent,
    Said,
    SeatEvent,
    SeatFilled,
    SeatVacated,
    StageEvent,
    StepBegun,
    TalkEvent,
)
from meshcouncil.council.evolving.changes import change_motion, with_entry, with_motion, without_entry
from meshcouncil.council.evolving.floor import evolve_floor
from meshcouncil.council.evolving.motions import evolve_motion
from meshcouncil.council.evolving.proposals import evolve_proposal
from meshcouncil.council.evolving.stages import evolve_stage
from meshcouncil.council.state import Council, DeclaredFact, FinalVote, Message, Occupant, Turns


def replayed(council: Council, events: Iterable[Event]) -> Council:
    """Add events in order."""
    return reduce(evolve, events, council)


def evolve(council: Council, event: Event) -> Council:
    """Add one event."""
    if isinstance(event, MotionEvent):
        return evolve_motion(council, event)
    if isinstance(event, StageEvent):
        return evolve_stage(council, event)
    if isinstance(event, FloorEvent):
        return evolve_floor(council, event)
    if isinstance(event, ProposalEvent):
        return evolve_proposal(council, event)
    if isinstance(event, CharterEvent):
        return _with_charter(council, event)
    if isinstance(event, TalkEvent):
        return _with_talk(council, event)
    if isinstance(event, SeatEvent):
        return _with_seat(council, event)
    return replace(council, graph_drafts=with_entry(council.graph_drafts, event.seat, event.operations))


def _with_seat(council: Council, event: SeatEvent) -> Council:
    match event:
        case SeatFilled(seat, occupant, name):
            council = _without_secret_ballots(council, seat, name)
            return replace(council, seats=with_entry(council.seats, seat, Occupant(occupant, name)))
        case SeatVacated(seat):
            council = _without_turn(_without_ballots(council, seat), seat)
            drafts = without_entry(council.graph_drafts, seat)
            return replace(council, seats=without_entry(council.seats, seat), graph_drafts=drafts)
        case StepBegun(step, sitting, procedure, final_vote, at, pace):
            runs = sitting and not council.is_frozen
            council = _started(council, at) if runs else _stopped(council, at)
            return replace(
                council,
                step=step,
                sitting=sitting,
                procedure_step=procedure,
                final_vote_step=final_vote,
                pace=pace,
            )
        case InjectDealt(inject):
            return replace(council, injects=(*council.injects, inject))
        case CouncilClosed():
            return replace(council, closed=True, sitting=False)
        case ClocksStopped(at):
            return _stopped(council, at)
        case ClocksStarted(at):
            return _started(council, at)
        case _:
            assert_never(event)


def _with_talk(council: Council, event: TalkEvent) -> Council:
    match event:
        case Introduced(seat, text):
            spoken = (*council.messages, Message(seat, "council", text, name=_name_in(council, seat)))
            return replace(council, introductions=with_entry(council.introductions, seat, text), messages=spoken)
        case FactDeclared(seat, text):
            return replace(council, facts=(*council.facts, DeclaredFact(seat, text)))
        case HandRaised(seat):
            return replace(council, hands=(*council.hands, seat))
        case HandLowered(seat):
            return replace(council, hands=tuple(each for each in council.hands if each != seat))
        case Said(speaker, audience, text, to):
            message = Message(speaker, audience, text, to, name=_name_in(council, speaker))
            return replace(council, messages=(*council.messages, message))
        case _:
            assert_never(event)


def _with_charter(council: Council, event: CharterEvent) -> Council:
    match event:
        case FinalVoteCalled(vote, pad_text, at):
            return replace(_stopped(council, at), final_votes=(*council.final_votes, FinalVote(vote, pad_text)))
        case CharterBallotCast(seat, choice):
            ballots_cast = with_entry(council.final_votes[-1].ballots, seat, choice)
            return _change_final_vote(council, replace(council.final_votes[-1], ballots=ballots_cast))
        case FinalVoteClosed(_, tally, at):
            return _change_final_vote(_started(council, at), replace(council.final_votes[-1], open=False, tally=tally))
        case _:
            assert_never(event)


def _name_in(council: Council, seat: int | None) -> str:
    occupant = None if seat is None else council.seats.get(seat)
    return occupant.name if occupant else ""


def _change_final_vote(council: Council, vote: FinalVote) -> Council:
    return replace(council, final_votes=(*council.final_votes[:-1], vote))


# --- seats that are left or handed on ---------------------------------------------------------------------------------


def _without_ballots(council: Council, seat: int) -> Council:
    """A seat that nobody holds any more does not vote: its open ballots leave with it."""
    for motion in council.live_motions:
        if motion.status == "voting" and seat in motion.ballots:
            council = change_motion(council, motion.id, ballots=without_entry(motion.ballots, seat))
    vote = council.final_vote
    if vote is not None and vote.open and seat in vote.ballots:
        council = _change_final_vote(council, replace(vote, ballots=without_entry(vote.ballots, seat)))
    return council


def _without_secret_ballots(council: Council, seat: int, name: str) -> Council:
    """A secret ballot is for its voter's eyes: whoever takes the seat over votes anew."""
    before = council.seats.get(seat)
    if before is None or before.name == name:
        return council
    for motion in council.live_motions:
        is_secret = motion.rules is not None and motion.rules.ballots == "secret"
        if motion.status == "voting" and is_secret and seat in motion.ballots:
            council = change_motion(council, motion.id, ballots=without_entry(motion.ballots, seat))
    return council


def _without_turn(council: Council, seat: int) -> Council:
    """Nobody waits for the turn of a seat that is empty."""
    for motion in council.live_motions:
        if motion.turns is not None and seat in motion.turns.waiting:
            council = change_motion(council, motion.id, turns=_skipping(motion.turns, seat))
    turns = council.floor.turns
    if turns is not None and seat in turns.waiting:
        council = replace(council, floor=replace(council.floor, turns=_skipping(turns, seat)))
    return council


def _skipping(turns: Turns, seat: int) -> Turns:
    return replace(turns, order=tuple(each for each in turns.order if each != seat))


# --- clocks -----------------------------------------------------------------------------------------------------------


def _stopped(council: Council, at: int) -> Council:
    return council if council.stopped_at is not None else replace(council, stopped_at=at)


def _started(council: Council, at: int) -> Council:
    """Let clocks run on: every deadline moves by the time for which they stood still."""
    if council.stopped_at is None:
        return council
    stood = max(0, at - council.stopped_at)
    for motion in council.live_motions:
        if motion.deadline is not None:
            council = with_motion(council, replace(motion, deadline=motion.deadline + stood))
    floor = council.floor
    if floor.speech is not None:
        until = None if floor.speech.until is None else floor.speech.until + stood
        floor = replace(floor, speech=replace(floor.speech, began=floor.speech.began + stood, until=until))
    if floor.caucus is not None:
        floor = replace(floor, caucus=replace(floor.caucus, until=floor.caucus.until + stood))
    return replace(council, stopped_at=None, floor=floor)
