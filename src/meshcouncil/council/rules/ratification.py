"""What was done alone in an emergency is put to the council at its next session: it stands, or it is undone (D.12)."""

from __future__ import annotations

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import (
    ActUndone,
    DecisionReopened,
    DecisionSettled,
    Event,
    MotionTabled,
    PolicyRepealed,
)
from meshcouncil.council.matters import RatifyAct, SettleDecision
from meshcouncil.council.state import Council, Motion

RATIFYING_RULES = ProcedureRules(kind="simple_majority", base="votes_cast", second_needed=False)


def due(council: Council) -> tuple[Event, ...]:
    """Put every act that waits for its ratification before the council."""
    before = {motion.matter.act for motion in council.motions.values() if isinstance(motion.matter, RatifyAct)}
    acts = [motion for motion in council.motions.values() if motion.act == "pending" and motion.id not in before]
    first = len(council.motions) + 1
    return tuple(
        MotionTabled(f"M{number}", act.mover, RatifyAct(act.id), "", second_needed=False)
        for number, act in enumerate(acts, start=first)
    )


def checked(council: Council, matter: RatifyAct) -> RatifyAct:
    """Require an act that waits for its ratification."""
    act = council.motions.get(matter.act)
    if act is None or act.act != "pending":
        raise Rejected("no_such_motion", motion=matter.act)
    return matter


def undone(council: Council, motion: Motion) -> tuple[Event, ...]:
    """Undo the act that a lost motion did not ratify: its policy goes, its decision point is as it was before."""
    if not isinstance(motion.matter, RatifyAct):
        return ()
    act = council.motions[motion.matter.act]
    policies = tuple(
        PolicyRepealed(policy.id, motion.id) for policy in council.policies_in_force if policy.motion == act.id
    )
    return (ActUndone(act.id, motion.id), *policies, *_decision_before(council, act, motion.id))


def _decision_before(council: Council, act: Motion, motion: str) -> tuple[Event, ...]:
    """Give the decision point back the answer that it had before the act, unless a later motion settled it anew."""
    if not isinstance(act.matter, SettleDecision):
        return ()
    settled = council.settled.get(act.matter.decision)
    if settled is None or settled.motion != act.id:
        return ()
    earlier = next(
        (
            each.matter
            for each in reversed(tuple(council.motions.values()))
            if each.status == "carried"
            and each.act != "undone"
            and each.id != act.id
            and isinstance(each.matter, SettleDecision)
            and each.matter.decision == act.matter.decision
        ),
        None,
    )
    if earlier is None:
        return (DecisionReopened(act.matter.decision, motion),)
    point = council.definition.decisions_by_id[act.matter.decision]
    option = point.option(earlier.option)
    text = (option.clause or option.label) if option else earlier.answer
    return (DecisionSettled(point.id, earlier.option, text, motion),)
