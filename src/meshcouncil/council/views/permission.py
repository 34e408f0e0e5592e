"""What a viewer may do now, found by asking the rules."""

from __future__ import annotations

from meshcouncil.council.commands import (
    CallFinalVote,
    Command,
    DeclareFact,
    Introduce,
    LowerHand,
    ProposePolicy,
    RaiseHand,
    Say,
    TableMotion,
)
from meshcouncil.council.matters import AdoptProcedure
from meshcouncil.council.offers import SAMPLE, accepted, new_policy, new_proposal, other_rules, refusal_of
from meshcouncil.council.state import Council
from meshcouncil.council.views.viewers import Seated, Viewer


def is_allowed(council: Council, viewer: Viewer, command: Command) -> bool:
    """Tell whether the rules would accept this command of a seated viewer now."""
    return isinstance(viewer, Seated) and accepted(council, command)


def permissions(council: Council, viewer: Viewer) -> tuple[bool, str, bool]:
    """Tell whether the viewer may move a matter now, if not the refusal's code, and whether it may move a procedure."""
    may_move, why_not = may_propose(council, viewer)
    return may_move, why_not, isinstance(viewer, Seated) and _may_move_procedure(council, viewer.seat)


def may_propose(council: Council, viewer: Viewer) -> tuple[bool, str]:
    """Tell whether the viewer may move something now, and the refusal's code if not."""
    if not isinstance(viewer, Seated):
        return False, ""
    refusal = refusal_of(council, TableMotion(viewer.seat, new_policy(council)))
    return (True, "") if refusal is None else (False, refusal.code)


def permitted(council: Council, viewer: Viewer) -> frozenset[str]:
    """Name what the viewer may do besides what stands at a motion."""
    if not isinstance(viewer, Seated):
        return frozenset()
    seat = viewer.seat
    possible: dict[str, Command] = {
        "introduce": Introduce(seat, SAMPLE),
        "declare_fact": DeclareFact(seat, SAMPLE),
        "raise_hand": RaiseHand(seat),
        "lower_hand": LowerHand(seat),
        "say": Say(seat, "council", SAMPLE),
        "say_to_team": Say(seat, "team", SAMPLE),
        "say_to_facilitator": Say(seat, "facilitator", SAMPLE),
        "table_motion": TableMotion(seat, new_policy(council)),
        "propose_policy": ProposePolicy(seat, new_proposal(council), SAMPLE),
        "act_in_emergency": TableMotion(seat, new_policy(council), emergency=True),
        "call_final_vote": CallFinalVote(seat),
    }
    allowed = {name for name, command in possible.items() if accepted(council, command)}
    return frozenset(allowed | {"move_procedure"} if _may_move_procedure(council, seat) else allowed)


def _may_move_procedure(council: Council, seat: int) -> bool:
    return accepted(council, TableMotion(seat, AdoptProcedure(other_rules(council.procedure))))
