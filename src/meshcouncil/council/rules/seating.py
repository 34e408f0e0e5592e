"""Seats, as the hall fills and frees them, and the steps and injects it sends."""

from __future__ import annotations

from itertools import chain

from meshcouncil.council.commands import BeginStep, CloseCouncil, DealInject, FillSeat, VacateSeat
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import (
    CouncilClosed,
    DelegateLeft,
    Event,
    HandLowered,
    InjectDealt,
    MotionLapsed,
    OfferTakenBack,
    SeatFilled,
    SeatVacated,
    StepBegun,
)
from meshcouncil.council.evolve import replayed
from meshcouncil.council.rules import charter, floor, ratification, stages
from meshcouncil.council.state import Council, Occupant


def fill(council: Council, command: FillSeat) -> tuple[Event, ...]:
    """Seat a person or a bot; whoever sat there makes way."""
    if command.seat not in council.definition.roles_by_number:
        raise Rejected("no_such_seat", seat=command.seat)
    if council.seats.get(command.seat) == Occupant(command.occupant, command.name):
        raise Rejected("seat_taken", seat=command.seat)
    return (SeatFilled(seat=command.seat, occupant=command.occupant, name=command.name),)


def vacate(council: Council, command: VacateSeat) -> tuple[Event, ...]:
    """Free a seat; its raised hand falls, its speech ends."""
    if command.seat not in council.seats:
        raise Rejected("seat_empty", seat=command.seat)
    lowered = (HandLowered(seat=command.seat),) if command.seat in council.hands else ()
    speech = floor.left(council, command.seat, command.at)
    handed = _responsibilities_left(council, command.seat)
    events: tuple[Event, ...] = (*lowered, *speech, *handed, SeatVacated(command.seat))
    after = replayed(council, events)
    rounds = (stages.when_all_spoke(after, motion.id, command.at) for motion in after.live_motions)
    return (*events, *chain.from_iterable(rounds))


def begin_step(council: Council, command: BeginStep) -> tuple[Event, ...]:
    """Begin a step of the agenda."""
    if council.closed:
        raise Rejected("council_closed")
    begun = StepBegun(command.step, command.sitting, command.procedure, command.final_vote, command.at, command.pace)
    is_next = command.sitting and command.step != council.step and not council.has_passed
    return (begun, *ratification.due(council)) if is_next else (begun,)


def deal_inject(council: Council, command: DealInject) -> tuple[Event, ...]:
    """Deal an inject once."""
    if command.inject not in council.definition.injects_by_id:
        raise Rejected("no_such_inject", inject=command.inject)
    if command.inject in council.injects:
        raise Rejected("inject_already_dealt")
    return (InjectDealt(inject=command.inject),)


def close(council: Council, _command: CloseCouncil) -> tuple[Event, ...]:
    """End deliberation: an open vote on the charter is counted first, motions still open lapse."""
    if council.closed:
        raise Rejected("council_closed")
    counted: tuple[Event, ...] = charter.counted(council) if council.is_frozen else ()
    still_live = replayed(council, counted).live_motions
    lapsed = tuple(MotionLapsed(motion=motion.id, because="closed") for motion in still_live)
    return (*counted, *lapsed, CouncilClosed())


def _responsibilities_left(council: Council, seat: int) -> tuple[Event, ...]:
    """What a seat had taken on goes back to the council: an offer to decide, and the power to."""
    offers = (
        OfferTakenBack(motion.id, seat)
        for motion in council.live_motions
        if motion.stage == "offers" and any(offer.seat == seat for offer in motion.offers)
    )
    powers = (
        DelegateLeft(motion.id, each)
        for motion in council.live_motions
        if motion.stage in ("advice", "deciding") and seat in motion.delegates
        for each in motion.delegates
    )
    return (*offers, *powers)
