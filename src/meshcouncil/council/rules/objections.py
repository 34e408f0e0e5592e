"""Objections, blocks and vetoes: tested by the others, lifted by who raised them, worked in one by one (D.5, D.6).

A test needs nobody's call: an objection stands unless too many of the others say that it does not qualify. Under
consent that is more than half of them, under consensus, where four fifths have to confirm a block, more than a fifth.
Nobody can override a veto (Apache, D.11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from meshcouncil.council.commands import LiftObjection, WeighObjection
from meshcouncil.council.definition import Fraction, ProcedureKind
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import Event, MotionDecided, ObjectionLifted, ObjectionSetAside, ObjectionTested
from meshcouncil.council.evolve import replayed
from meshcouncil.council.rules import ballots
from meshcouncil.council.state import Council, Motion, Objection

DOUBTS_TO_SET_ASIDE: Mapping[ProcedureKind, Fraction] = {"consent": Fraction(1, 2), "consensus": Fraction(1, 5)}
"""More than this share of the other seats has to doubt an objection before it is set aside."""

_WITHOUT_OBJECTION = {"object": "consent", "block": "stand_aside", "-1": "-0.5"}


def put_to_test(council: Council, motion: Motion, command: WeighObjection) -> tuple[Event, ...]:
    """Say whether another's objection qualifies; too many doubts set it aside."""
    objection = standing(motion, command.objection)
    share = DOUBTS_TO_SET_ASIDE.get(motion.rules.kind) if motion.rules is not None else None
    if share is None:
        raise Rejected("no_test")
    if objection.seat == command.seat:
        raise Rejected("own_objection")
    if (command.seat in objection.doubts) != command.qualifies:
        raise Rejected("already_so")
    tested = ObjectionTested(motion.id, objection.id, command.seat, command.qualifies)
    after = replayed(council, (tested,))
    doubts = len(set(standing(after.motions[motion.id], objection.id).doubts) & set(council.seats))
    others = len(set(council.seats) - {objection.seat})
    if doubts * share.under <= others * share.over:
        return (tested,)
    aside = ObjectionSetAside(motion.id, objection.id)
    return (tested, aside, *_when_none_stands(replayed(after, (aside,)), motion.id))


def lift(council: Council, motion: Motion, command: LiftObjection) -> tuple[Event, ...]:
    """Take one's own objection back."""
    objection = standing(motion, command.objection)
    if objection.seat != command.seat:
        raise Rejected("not_your_objection")
    lifted = ObjectionLifted(motion.id, objection.id)
    return (lifted, *_when_none_stands(replayed(council, (lifted,)), motion.id))


def standing(motion: Motion, objection_id: str) -> Objection:
    """Give an objection that still stands."""
    if not motion.is_live:
        raise Rejected("motion_not_open")
    found = next((each for each in motion.standing_objections if each.id == objection_id), None)
    if found is None:
        raise Rejected("no_such_objection")
    return found


def _when_none_stands(council: Council, motion_id: str) -> tuple[Event, ...]:
    """Adopt a motion against which nothing stands any more, if its text is the one that was voted on."""
    motion = council.motions[motion_id]
    last = motion.rounds[-1] if motion.rounds else None
    if motion.status != "objected" or motion.standing_objections or last is None or motion.rules is None:
        return ()
    if motion.rules.kind == "lazy_consensus":
        return ()  # silence is announced anew: its clock had not run out
    answered = {
        seat: replace(ballot, choice=_WITHOUT_OBJECTION.get(ballot.choice, ballot.choice))
        for seat, ballot in last.ballots.items()
    }
    if ballots.tally_of(replace(ballots.box_of(council, motion), ballots=answered)).result != "carried":
        return ()
    decided = MotionDecided(motion_id, "carried", "objections_answered")
    after = replayed(council, (decided,))
    return (decided, *ballots.carried(after, after.motions[motion_id], 0))
