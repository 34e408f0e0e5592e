"""Deciding alone for the council: delegates who offered and were confirmed, and the advice process (D.12)."""

from __future__ import annotations

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import DelegateLeft, Event
from meshcouncil.council.matters import RevokeDelegate
from meshcouncil.council.state import Council, Motion

REVOKING_RULES = ProcedureRules(kind="simple_majority", base="votes_cast")


def checked(council: Council, matter: RevokeDelegate) -> RevokeDelegate:
    """Require a motion that delegates may decide and have not decided yet."""
    motion = council.motions.get(matter.motion)
    if motion is None or motion.stage != "deciding" or not motion.is_live:
        raise Rejected("no_such_motion", motion=matter.motion)
    return matter


def enacted(council: Council, motion: Motion) -> tuple[Event, ...]:
    """Take the power back: the motion returns to the council."""
    if not isinstance(motion.matter, RevokeDelegate):
        return ()
    named = council.motions[motion.matter.motion].delegates
    return tuple(DelegateLeft(motion.matter.motion, seat) for seat in named)
