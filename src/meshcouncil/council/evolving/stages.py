"""How a motion goes through its procedure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from meshcouncil.council.events import (
    AdviceAsked,
    AdviceGiven,
    CommentCancelled,
    ConsensusDeclared,
    DecidedAlone,
    DeclarationAppealed,
    DelegateLeft,
    DelegateOffered,
    DelegatesNamed,
    IssueAnswered,
    IssueRaised,
    IssueSupported,
    ObjectionLifted,
    ObjectionSetAside,
    ObjectionTested,
    OfferTakenBack,
    StageBegun,
    StageEvent,
    TurnTaken,
)
from meshcouncil.council.evolving.changes import with_motion
from meshcouncil.council.state import Advice, Council, Issue, Motion, Objection, Offer, Turn, Turns


def evolve_stage(council: Council, event: StageEvent) -> Council:
    """Add an event of a motion's way through its procedure."""
    return with_motion(council, _changed(council.motions[event.motion], event))


def without_turns(motion: Motion) -> Motion:
    """Give the motion with the round that ran kept among those that are over."""
    kept = (*motion.said_in_turn, motion.turns) if motion.turns is not None else motion.said_in_turn
    return replace(motion, turns=None, said_in_turn=kept)


def _changed(motion: Motion, event: StageEvent) -> Motion:  # noqa: C901 - one branch for each event
    match event:
        case StageBegun(stage=stage, rules=rules, order=order, deadline=deadline):
            rested = without_turns(motion)
            turns = Turns(stage, order) if order else None
            return replace(rested, status="deliberating", stage=stage, rules=rules, turns=turns, deadline=deadline)
        case TurnTaken(_, seat, text):
            taken = motion.turns or Turns("", (seat,))
            return replace(motion, turns=replace(taken, taken=(*taken.taken, Turn(seat, text))))
        case ObjectionTested(_, objection, seat, qualifies):
            return _with_objection(motion, objection, lambda each: _tested(each, seat, qualifies=qualifies))
        case ObjectionSetAside(_, objection):
            return _with_objection(motion, objection, lambda each: replace(each, status="set_aside"))
        case ObjectionLifted(_, objection):
            return _with_objection(motion, objection, lambda each: replace(each, status="lifted"))
        case IssueRaised(_, issue, seat, text):
            return replace(motion, issues=(*motion.issues, Issue(issue, seat, text)))
        case IssueAnswered(_, issue, seat, text):
            return _with_issue(motion, issue, answer=text, answered_by=seat)
        case IssueSupported(_, issue, seat):
            known = next(each for each in motion.issues if each.id == issue)
            return _with_issue(motion, issue, supporters=(*known.supporters, seat))
        case CommentCancelled():
            return replace(motion, status="open", stage="", deadline=None)
        case ConsensusDeclared(_, _, reached, reason, deadline):
            return replace(motion, stage="declared", declared=(reached, reason), deadline=deadline)
        case DeclarationAppealed(_, seat):
            return replace(motion, appealed_by=seat)
        case DelegateOffered(_, seat, text):
            return replace(motion, offers=(*motion.offers, Offer(seat, text)))
        case OfferTakenBack(_, seat):
            return replace(motion, offers=tuple(each for each in motion.offers if each.seat != seat))
        case DelegatesNamed(_, seats):
            return replace(motion, delegates=seats, decided=())
        case DelegateLeft(_, seat):
            return _without_delegate(motion, seat)
        case AdviceAsked(_, seats):
            return replace(motion, asked=(*motion.asked, *seats))
        case AdviceGiven(_, seat, text):
            return replace(motion, advice=(*motion.advice, Advice(seat, text)))
        case DecidedAlone(_, seat, adopt, reason):
            return replace(motion, decided=(*motion.decided, (seat, adopt, reason)))
        case _:
            assert_never(event)


def _without_delegate(motion: Motion, seat: int) -> Motion:
    """Who decides together decides together: the first to leave gives the motion back to the council."""
    left = tuple(each for each in motion.delegates if each != seat)
    return replace(motion, delegates=left, decided=(), offers=(), status="open", stage="", deadline=None)


def _tested(objection: Objection, seat: int, *, qualifies: bool) -> Objection:
    doubts = tuple(each for each in objection.doubts if each != seat)
    return replace(objection, doubts=doubts if qualifies else (*doubts, seat))


def _with_objection(motion: Motion, objection: str, change: Callable[[Objection], Objection]) -> Motion:
    changed = tuple(change(each) if each.id == objection else each for each in motion.objections)
    return replace(motion, objections=changed)


def _with_issue(motion: Motion, issue: str, **changes: object) -> Motion:
    changed = tuple(replace(each, **changes) if each.id == issue else each for each in motion.issues)  # type: ignore[arg-type]
    return replace(motion, issues=changed)
