"""The motion stack of Robert's Rules, the small set for a table of ten (specification D.14).

One main motion is before the council at a time. A motion on a motion is in order only if it ranks above all that is
pending, and the last one moved is settled first. Points and appeals stand outside of the stack: they arise any time.
"""

from __future__ import annotations

from typing import assert_never

from meshcouncil.council.commands import SwitchParliamentary
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import Event, MotionDecided, MotionLapsed, ParliamentarySwitched
from meshcouncil.council.evolve import replayed
from meshcouncil.council.matters import (
    AmendMotion,
    AppealRuling,
    EndDebate,
    HoldCaucus,
    Matter,
    PostponeMotion,
    RatifyAct,
    ReferMotion,
    RevokeDelegate,
)
from meshcouncil.council.rules.standing import check_title, find_motion
from meshcouncil.council.state import Council, Motion

MotionOnMotion = EndDebate | ReferMotion | PostponeMotion

MAIN, AMENDMENT, AMENDMENT_OF_AMENDMENT, REFERRAL, POSTPONEMENT, END_OF_DEBATE, CAUCUS = range(7)
"""The order of precedence, lowest first."""


def switched(council: Council, command: SwitchParliamentary) -> tuple[Event, ...]:
    """Switch the motion stack on or off; motions that exist only with it lapse when it goes."""
    if council.closed:
        raise Rejected("council_closed")
    if council.is_parliamentary == command.on:
        raise Rejected("already_so")
    lapsed: tuple[Event, ...] = ()
    if not command.on:
        lapsed = tuple(
            MotionLapsed(motion.id, "switched") for motion in council.live_motions if _needs_it(motion.matter)
        )
    return (ParliamentarySwitched(command.on), *lapsed)


def check_in_use(council: Council) -> None:
    """Require that the council goes by the motion stack."""
    if not council.is_parliamentary:
        raise Rejected("not_in_use")


def is_undebatable(matter: Matter) -> bool:
    """Tell whether a matter is put to the vote as soon as it is seconded: nobody speaks on it first."""
    return isinstance(matter, EndDebate | HoldCaucus | AppealRuling)


def checked(council: Council, matter: MotionOnMotion) -> MotionOnMotion:
    """Give the motion on a motion tidied; require that it can be carried as things stand."""
    check_in_use(council)
    target = find_motion(council, matter.motion)
    if target.status not in ("open", "objected"):
        raise Rejected("motion_not_open")
    match matter:
        case EndDebate():
            if is_undebatable(target.matter):
                raise Rejected("no_debate")
            return matter
        case ReferMotion(motion, to):
            _check_main(council, target)
            return ReferMotion(motion, to if to in council.definition.teams_by_id else check_title(to))
        case PostponeMotion(motion, until):
            _check_main(council, target)
            return PostponeMotion(motion, check_title(until))
        case _:
            assert_never(matter)


def stack(council: Council) -> tuple[Motion, ...]:
    """Give the motions that are pending, from the main motion up to the one to settle first; none where unused.

    A motion that waits for its second is not pending yet. Main motions that were before the council when the stack was
    switched on wait behind the oldest of them.
    """
    if not council.is_parliamentary:
        return ()
    pending = [motion for motion in council.live_motions if motion.status != "tabled"]
    ranks = {motion.id: rank_of(council, motion.matter) for motion in pending}
    mains = [motion for motion in pending if ranks[motion.id] == MAIN]
    above = [motion for motion in pending if (ranks[motion.id] or MAIN) > MAIN]
    return (*mains[:1], *sorted(above, key=lambda motion: ranks[motion.id] or MAIN))


def rank_of(council: Council, matter: Matter) -> int | None:
    """Give a matter's place in the order of precedence; None: it is in order at any time."""
    match matter:
        case AmendMotion():
            return AMENDMENT_OF_AMENDMENT if _amends_amendment(council, matter) else AMENDMENT
        case ReferMotion():
            return REFERRAL
        case PostponeMotion():
            return POSTPONEMENT
        case EndDebate():
            return END_OF_DEBATE
        case HoldCaucus():
            return CAUCUS
        case AppealRuling() | RatifyAct() | RevokeDelegate():
            return None
        case _:
            return MAIN


def check_in_order(council: Council, matter: Matter) -> None:
    """Require that a matter outranks what is pending, where motions stand on a stack."""
    rank, pending = rank_of(council, matter), stack(council)
    if rank is None or not council.is_parliamentary:
        return
    if pending:
        _check_outranks(council, rank, pending[-1])
    match matter:
        case EndDebate(motion):
            _check_is_before_the_council(motion, pending[-1:])
        case AmendMotion(motion) | ReferMotion(motion) | PostponeMotion(motion):
            _check_is_before_the_council(motion, pending)
        case _:
            return


def check_is_pending(council: Council, motion: Motion) -> None:
    """Require that only the motion on top of the stack is voted on."""
    rank, pending = rank_of(council, motion.matter), stack(council)
    if rank is None or not pending:
        return
    top = pending[-1]
    if (rank_of(council, top.matter) or MAIN) > rank:
        raise Rejected("settle_first", motion=top.id, pending=kind_of(top.matter))
    if motion.id not in {each.id for each in pending}:
        raise Rejected("settle_first", motion=pending[0].id, pending=kind_of(pending[0].matter))


def enacted(council: Council, motion: Motion) -> tuple[Event, ...]:
    """Give what a carried motion on a motion does; a motion whose debate ends is put by `ballots`."""
    del council
    match motion.matter:
        case ReferMotion(target, to):
            return (MotionDecided(target, "referred", to),)
        case PostponeMotion(target, until):
            return (MotionDecided(target, "deferred", until),)
        case _:
            return ()


def left_behind(council: Council, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Let motions on a motion lapse that these events take from before the council."""
    if not any(isinstance(motion.matter, MotionOnMotion) for motion in council.live_motions):
        return ()
    after = replayed(council, events)
    return tuple(
        MotionLapsed(motion.id, "settled")
        for motion in after.live_motions
        if isinstance(motion.matter, MotionOnMotion) and not after.motions[motion.matter.motion].is_live
    )


def kind_of(matter: Matter) -> str:
    """Name the kind of a motion on the stack, as a key for sentences."""
    match matter:
        case AmendMotion():
            return "amend"
        case ReferMotion():
            return "refer"
        case PostponeMotion():
            return "postpone"
        case EndDebate():
            return "end_debate"
        case HoldCaucus(style):
            return "recess" if style == "recess" else "caucus"
        case AppealRuling():
            return "appeal"
        case _:
            return "main"


def _check_outranks(council: Council, rank: int, top: Motion) -> None:
    if top.status == "voting":
        raise Rejected("voting_now", motion=top.id)
    if rank <= (rank_of(council, top.matter) or MAIN):
        raise Rejected("outranked", motion=top.id, pending=kind_of(top.matter))


def _check_is_before_the_council(motion_id: str, pending: tuple[Motion, ...]) -> None:
    if motion_id not in {each.id for each in pending}:
        raise Rejected("not_pending", motion=motion_id)


def _check_main(council: Council, target: Motion) -> None:
    if rank_of(council, target.matter) != MAIN:
        raise Rejected("not_main")


def _needs_it(matter: Matter) -> bool:
    return isinstance(matter, MotionOnMotion | AppealRuling)


def _amends_amendment(council: Council, matter: AmendMotion) -> bool:
    target = council.motions.get(matter.motion)
    return target is not None and isinstance(target.matter, AmendMotion)
