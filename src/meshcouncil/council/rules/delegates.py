"""Those who decide for the council: they offer, take advice, decide and give reasons (PEP 1; specification D.12)."""

from __future__ import annotations

from meshcouncil.council.commands import AskAdvice, DecideAlone, GiveAdvice, OfferToDecide, StepDown, TakeBackOffer
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import (
    AdviceAsked,
    AdviceGiven,
    DecidedAlone,
    DelegateLeft,
    DelegateOffered,
    Event,
    MotionDecided,
    OfferTakenBack,
)
from meshcouncil.council.evolve import replayed
from meshcouncil.council.rules import ballots
from meshcouncil.council.rules.standing import REASON_LIMIT, check_text
from meshcouncil.council.state import Council, Motion

ADVICE_PER_SEAT = 3
TEAMS_TO_ASK = 2


def offer(motion: Motion, command: OfferToDecide) -> tuple[Event, ...]:
    """Offer to decide a motion for the council."""
    if motion.stage != "offers":
        raise Rejected("no_offers_now")
    if any(each.seat == command.seat for each in motion.offers):
        raise Rejected("already_so")
    return (DelegateOffered(motion.id, command.seat, check_text(command.text, REASON_LIMIT)),)


def take_back(motion: Motion, command: TakeBackOffer) -> tuple[Event, ...]:
    """Take one's offer back while offers are called for."""
    if motion.stage != "offers" or all(each.seat != command.seat for each in motion.offers):
        raise Rejected("no_offers_now")
    return (OfferTakenBack(motion.id, command.seat),)


def ask(council: Council, motion: Motion, command: AskAdvice) -> tuple[Event, ...]:
    """Ask other seats for advice."""
    _check_decides(motion, command.seat)
    seats = tuple(dict.fromkeys(command.seats))
    if not seats or any(seat not in council.seats or seat in (*motion.delegates, *motion.asked) for seat in seats):
        raise Rejected("advice_unsound")
    return (AdviceAsked(motion.id, seats),)


def advise(motion: Motion, command: GiveAdvice) -> tuple[Event, ...]:
    """Give advice to who decides, asked or not."""
    if motion.stage not in ("advice", "deciding") or command.seat in motion.delegates:
        raise Rejected("no_advice_now")
    if sum(each.seat == command.seat for each in motion.advice) >= ADVICE_PER_SEAT:
        raise Rejected("too_many_motions", limit=ADVICE_PER_SEAT)
    return (AdviceGiven(motion.id, command.seat, check_text(command.text, REASON_LIMIT)),)


def decide(council: Council, motion: Motion, command: DecideAlone) -> tuple[Event, ...]:
    """Decide, with reasons; two who decide together must agree, or the motion goes back to the council."""
    _check_decides(motion, command.seat)
    if any(seat == command.seat for seat, _, _ in motion.decided):
        raise Rejected("already_so")
    if motion.stage == "advice":
        check_was_advised(council, motion)
    said = DecidedAlone(motion.id, command.seat, command.adopt, check_text(command.reason, REASON_LIMIT))
    after = replayed(council, (said,))
    now = after.motions[motion.id]
    if {seat for seat, _, _ in now.decided} != set(now.delegates):
        return (said,)
    if len({adopt for _, adopt, _ in now.decided}) > 1:
        return (said, *(DelegateLeft(motion.id, seat) for seat in now.delegates))
    if not command.adopt:
        return (said, MotionDecided(motion.id, "lost", "delegate"))
    decided = MotionDecided(motion.id, "carried", "delegate")
    after = replayed(after, (decided,))
    return (said, decided, *ballots.carried(after, after.motions[motion.id], 0))


def check_was_advised(council: Council, motion: Motion) -> None:
    """Require that seats of other teams were asked and answered, where somebody decides after taking advice."""
    teams = council.definition.roles_by_number
    own = teams[motion.delegates[0]].team
    others = {teams[seat].team for seat in council.seats} - {own}
    asked = {teams[seat].team for seat in motion.asked} - {own}
    if len(asked) < min(TEAMS_TO_ASK, len(others)):
        raise Rejected("ask_advice_first", teams=min(TEAMS_TO_ASK, len(others)))
    waiting = set(motion.asked) & set(council.seats) - {each.seat for each in motion.advice}
    if waiting:
        raise Rejected("advice_awaited", who=teams[min(waiting)].title)


def step_down(motion: Motion, command: StepDown) -> tuple[Event, ...]:
    """Give the power to decide back; the motion returns to the council."""
    _check_decides(motion, command.seat)
    return tuple(DelegateLeft(motion.id, seat) for seat in motion.delegates)


def _check_decides(motion: Motion, seat: int) -> None:
    if motion.stage not in ("advice", "deciding") or seat not in motion.delegates:
        raise Rejected("not_yours_to_decide")
