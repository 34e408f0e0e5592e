"""Introductions, imagined facts, hands and talk."""

from __future__ import annotations

from meshcouncil.council.commands import AnswerAsFacilitator, DeclareFact, Introduce, LowerHand, RaiseHand, Say
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import Event, FactDeclared, HandLowered, HandRaised, Introduced, Said
from meshcouncil.council.rules.standing import CHAT_LIMIT, FACT_LIMIT, check_seat, check_sitting, check_text
from meshcouncil.council.state import Council

FACTS_PER_SEAT = 20


def introduce(council: Council, command: Introduce) -> tuple[Event, ...]:
    """A seat introduces itself, once."""
    check_seat(council, command.seat)
    check_sitting(council)
    if command.seat in council.introductions:
        raise Rejected("already_introduced")
    return (Introduced(seat=command.seat, text=check_text(command.text, FACT_LIMIT)),)


def declare_fact(council: Council, command: DeclareFact) -> tuple[Event, ...]:
    """What is not documented may be imagined, but only about one's own role (specification 0.2, rule 5)."""
    check_seat(council, command.seat)
    check_sitting(council)
    if sum(fact.seat == command.seat for fact in council.facts) >= FACTS_PER_SEAT:
        raise Rejected("too_many_motions", limit=FACTS_PER_SEAT)
    return (FactDeclared(seat=command.seat, text=check_text(command.text, FACT_LIMIT)),)


def raise_hand(council: Council, command: RaiseHand) -> tuple[Event, ...]:
    """A seat asks to speak."""
    check_seat(council, command.seat)
    if command.seat in council.hands:
        raise Rejected("hand_already_up")
    if not council.floor.list_open:
        raise Rejected("list_closed")
    return (HandRaised(seat=command.seat),)


def lower_hand(council: Council, command: LowerHand) -> tuple[Event, ...]:
    """A seat no longer asks to speak."""
    check_seat(council, command.seat)
    if command.seat not in council.hands:
        raise Rejected("hand_not_up")
    return (HandLowered(seat=command.seat),)


def say(council: Council, command: Say) -> tuple[Event, ...]:
    """A seat speaks; speaking to the council lowers its hand."""
    check_seat(council, command.seat)
    text = check_text(command.text, CHAT_LIMIT)
    if command.audience == "team" and not council.definition.teammates(command.seat):
        raise Rejected("no_teammate")
    said = Said(
        seat=command.seat,
        audience=command.audience,
        text=text,
        to=command.seat if command.audience == "facilitator" else None,
    )
    if command.audience == "council" and command.seat in council.hands:
        return (said, HandLowered(seat=command.seat))
    return (said,)


def answer_as_facilitator(council: Council, command: AnswerAsFacilitator) -> tuple[Event, ...]:
    """The facilitator speaks to the whole table or to one seat alone."""
    text = check_text(command.text, CHAT_LIMIT)
    if command.seat is None:
        return (Said(seat=None, audience="council", text=text),)
    check_seat(council, command.seat)
    return (Said(seat=None, audience="facilitator", text=text, to=command.seat),)
