"""Amendments: bound to a wording, friendly or hostile, re-based or lapsed when the wording changes (D.15).

An amendment is a motion about a motion. It may be amended itself; that amendment may not (Robert's Rules, 12).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from meshcouncil.council.commands import AcceptAmendment
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import (
    AmendmentAccepted,
    Event,
    MotionRevised,
)
from meshcouncil.council.matters import (
    Amendable,
    AmendMotion,
    ChangePolicy,
    Matter,
    SettleDecision,
)
from meshcouncil.council.rules import rewording
from meshcouncil.council.rules.standing import check_charter_can_change, check_seat, check_sitting, find_motion
from meshcouncil.council.state import Council, Motion

DEGREES = 2
"""An amendment may be amended; that amendment may not."""

_STAGES_OF_DEBATE = frozenset({"", "clarifying", "reactions", "final_comment"})


# --- moving and accepting ---------------------------------------------------------------------------------------------


def checked(council: Council, matter: AmendMotion, wanted: Matter) -> AmendMotion:
    """Give the amendment with `wanted`, its own text tidied; require that it changes an open motion's present text."""
    target = find_motion(council, matter.motion)
    base = check_amendable(council, target)
    if matter.version != target.version:
        raise Rejected("text_changed")
    if not isinstance(wanted, Amendable) or not _is_about_the_same(base, wanted):
        raise Rejected("other_matter")
    to = rewording.bound(base, wanted)
    if to == base:
        raise Rejected("already_so")
    return AmendMotion(target.id, matter.version, to)


def check_may_amend(council: Council, seat: int, motion: Motion) -> None:
    """Require that a seat may move an amendment of the motion now, whatever it says."""
    check_seat(council, seat)
    check_sitting(council)
    check_charter_can_change(council)
    check_amendable(council, motion)


def check_amendable(council: Council, motion: Motion) -> Amendable:
    """Give the wording that an amendment of a motion would change; require that it can be amended now."""
    if not is_amendable(motion):
        raise Rejected("motion_not_open")
    if _degree(council, motion) >= DEGREES:
        raise Rejected("third_degree")
    base = asked(motion.matter)
    if base is None:
        raise Rejected("not_amendable")
    return base


def check_not_moved_already(council: Council, matter: AmendMotion, besides: str = "") -> None:
    """Require that no other live amendment asks for the very same wording."""
    for each in amendments_of(council, matter.motion):
        if each.id != besides and each.matter == matter:
            raise Rejected("same_motion_open", motion=each.id)


def accept(council: Council, command: AcceptAmendment) -> tuple[Event, ...]:
    """Take an amendment as friendly: the text changes at once, without a second and without a vote."""
    check_seat(council, command.seat)
    check_sitting(council)
    check_charter_can_change(council)
    amendment = find_motion(council, command.motion)
    matter = amendment.matter
    if not isinstance(matter, AmendMotion) or amendment.status not in ("tabled", "open", "objected"):
        raise Rejected("motion_not_open")
    target = council.motions[matter.motion]
    if target.mover != command.seat:
        raise Rejected("not_your_motion")
    if not is_amendable(target):
        raise Rejected("motion_not_open")
    if matter.version != target.version or command.version not in (0, amendment.version):
        raise Rejected("text_changed")
    return (AmendmentAccepted(amendment.id, command.seat), *enacted(council, amendment.id, matter))


def enacted(council: Council, amendment: str, matter: AmendMotion) -> tuple[Event, ...]:
    """Give what a carried or accepted amendment does: its motion has a new wording."""
    target = council.motions[matter.motion]
    worded = replace(target.matter, to=matter.to) if isinstance(target.matter, AmendMotion) else matter.to
    return (MotionRevised(target.id, target.version + 1, worded, target.reason, amendment=amendment),)


# --- which, and in which order ----------------------------------------------------------------------------------------


def asked(matter: Matter) -> Amendable | None:
    """Give what an amendment of a matter would change: of an amendment the wording it asks for; None: nothing can."""
    if isinstance(matter, AmendMotion):
        return matter.to
    return matter if isinstance(matter, Amendable) else None


def is_amendable(motion: Motion) -> bool:
    """Tell whether a motion is debated, so that its wording is the council's and no ballot on it has begun."""
    if motion.status == "deliberating":
        return motion.stage in _STAGES_OF_DEBATE
    return motion.status in ("open", "objected")


def amendments_of(council: Council, motion_id: str) -> tuple[Motion, ...]:
    """Give the live amendments of a motion, oldest first."""
    return tuple(
        motion
        for motion in council.live_motions
        if isinstance(motion.matter, AmendMotion) and motion.matter.motion == motion_id
    )


def voting_order(council: Council, motion_id: str) -> tuple[Motion, ...]:
    """Give the live amendments of a motion as they are voted on: the furthest-reaching first, of equals the oldest."""
    return voting_orders(council, amendments_of(council, motion_id)).get(motion_id, ())


def voting_orders(council: Council, motions: Iterable[Motion] | None = None) -> Mapping[str, tuple[Motion, ...]]:
    """Give the voting order of the amendments among the motions (all live ones), by what they amend."""
    orders: dict[str, list[Motion]] = {}
    for motion in council.live_motions if motions is None else motions:
        if isinstance(motion.matter, AmendMotion):
            orders.setdefault(motion.matter.motion, []).append(motion)
    return {
        target: tuple(sorted(order, key=lambda each: -reach(council, each.matter))) for target, order in orders.items()
    }


def reach(council: Council, matter: Matter) -> int:
    """Measure how far an amendment goes: 1 (a word in a long text) to 1000 (nothing stays); 0 for what is none."""
    return rewording.reach(base_of(council, matter), matter.to) if isinstance(matter, AmendMotion) else 0


def base_of(council: Council, matter: AmendMotion) -> Amendable:
    """Give the wording that an amendment was written for."""
    target = council.motions[matter.motion]
    earlier = target.wordings[matter.version - 1] if matter.version <= len(target.wordings) else target.matter
    return asked(earlier) or matter.to  # what an amendment was moved to can be amended, so the first it always is


def check_before_vote(council: Council, motion: Motion) -> None:
    """Require that amendments are voted on before their motion, and the furthest-reaching of them first.

    One that nobody seconded holds nothing up. Where motions stand on a stack, the stack has the order.
    """
    waiting = [each for each in voting_order(council, motion.id) if each.status != "tabled"]
    if waiting:
        raise Rejected("amendments_first", motion=waiting[0].id)
    if not isinstance(motion.matter, AmendMotion) or council.is_parliamentary:
        return
    rivals = (each for each in voting_order(council, motion.matter.motion) if each.status != "tabled")
    first = next(rivals, motion)
    if first.id != motion.id:
        raise Rejected("amendment_order", motion=first.id)


# --- small words ------------------------------------------------------------------------------------------------------


def _degree(council: Council, motion: Motion) -> int:
    """Say how deep a motion amends: 0 it amends nothing, 1 a motion, 2 an amendment."""
    matter = motion.matter
    return 1 + _degree(council, council.motions[matter.motion]) if isinstance(matter, AmendMotion) else 0


def _is_about_the_same(base: Amendable, to: Amendable) -> bool:
    match base, to:
        case (SettleDecision(one), SettleDecision(other)) | (ChangePolicy(one), ChangePolicy(other)):
            return one == other
        case _:
            return type(base) is type(to)
