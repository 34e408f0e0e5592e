"""Motions, from being moved to being ready for the vote."""

from __future__ import annotations

from typing import assert_never

from meshcouncil.council.commands import ReviseMotion, SecondMotion, TableMotion, WithdrawMotion
from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import (
    EmergencyActed,
    Event,
    MotionRevised,
    MotionSeconded,
    MotionTabled,
    MotionWithdrawn,
)
from meshcouncil.council.evolve import replayed
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptRulebook,
    Amendable,
    AmendMotion,
    ChangePolicy,
    Matter,
    SettleDecision,
)
from meshcouncil.council.rules import amendments, graph_drafts, matters, parliamentary
from meshcouncil.council.rules.rulebook import line_for, rules_for
from meshcouncil.council.rules.standing import (
    LIVE_AMENDMENTS_PER_SEAT,
    LIVE_MOTIONS_PER_SEAT,
    REASON_LIMIT,
    check_charter_can_change,
    check_length,
    check_seat,
    check_sitting,
    find_motion,
)
from meshcouncil.council.state import Council, Motion


def table(council: Council, command: TableMotion) -> tuple[Event, ...]:
    """Move a matter; under the emergency rule an act takes effect at once."""
    check_seat(council, command.seat)
    check_sitting(council)
    check_charter_can_change(council)
    matter = matters.checked(council, command.matter)
    rules = rules_for(council, matter)
    reason = check_length(command.reason, REASON_LIMIT)
    motion_id = f"M{len(council.motions) + 1}"
    if command.emergency:
        return _act_in_emergency(council, command.seat, matter, reason, motion_id)
    check_may_propose(council, command.seat, rules)
    _check_not_moved_already(council, matter)
    parliamentary.check_in_order(council, matter)
    _check_room(council, command.seat, matter)
    tabled = MotionTabled(motion_id, command.seat, matter, reason, second_needed=rules.second_needed)
    return (tabled, *graph_drafts.moved(council, command.seat, matter))


def second(council: Council, command: SecondMotion) -> tuple[Event, ...]:
    """Second a motion: it is worth discussing, which is not support (Robert's Rules)."""
    check_seat(council, command.seat)
    check_sitting(council)
    motion = find_motion(council, command.motion)
    if not motion.is_live:
        raise Rejected("motion_not_open")
    if motion.status != "tabled":
        raise Rejected("already_seconded" if motion.seconder else "second_not_needed")
    if motion.mover == command.seat:
        raise Rejected("own_motion")
    parliamentary.check_in_order(council, motion.matter)
    return (MotionSeconded(motion=motion.id, seat=command.seat),)


def withdraw(council: Council, command: WithdrawMotion) -> tuple[Event, ...]:
    """Take one's own motion back, unless its vote is running."""
    motion = _own_motion(council, command.seat, command.motion)
    if motion.status not in ("tabled", "open", "objected"):
        raise Rejected("motion_not_open")
    return (MotionWithdrawn(motion=motion.id),)


def revise(council: Council, command: ReviseMotion) -> tuple[Event, ...]:
    """Change one's own motion before the vote or after objections; what was seconded stays what it is about."""
    motion = check_may_revise(council, command.seat, command.motion)
    if not _is_about_the_same(motion.matter, command.matter):
        raise Rejected("other_matter")
    matter = matters.checked(council, command.matter)
    if matter == motion.matter:
        raise Rejected("already_so")
    _check_not_moved_already(council, matter, besides=motion.id)
    reason = check_length(command.reason, REASON_LIMIT) or motion.reason
    if command.objection and all(each.id != command.objection for each in motion.standing_objections):
        raise Rejected("no_such_objection")
    return (MotionRevised(motion.id, motion.version + 1, matter, reason, command.objection),)


def check_may_revise(council: Council, seat: int, motion_id: str) -> Motion:
    """Give the motion; require that the seat may change its text now."""
    motion = _own_motion(council, seat, motion_id)
    check_charter_can_change(council)
    has_wording = isinstance(motion.matter, Amendable | AdoptRulebook | AmendMotion)
    if motion.status not in ("open", "objected") or not has_wording:
        raise Rejected("motion_not_open")
    return motion


def check_may_propose(council: Council, seat: int, rules: ProcedureRules) -> None:
    """Require that the procedure lets this seat move motions."""
    definition = council.definition
    match rules.proposers:
        case "any_seat":
            return
        case "chair_team":
            if not council.may_chair(seat):
                raise Rejected("may_not_propose", who=definition.teams_by_id[definition.chair_team].name)
        case "one_per_team":
            first = min(each for each in definition.seats_of(definition.team_of(seat).id) if each in council.seats)
            if seat != first:
                raise Rejected("may_not_propose", who=definition.roles_by_number[first].title)
        case _:
            assert_never(rules.proposers)


def may_act_in_emergency(council: Council, seat: int) -> bool:
    """Tell whether the emergency rule lets this seat act now: once for every emergency that was dealt."""
    definition = council.definition
    emergencies = sum(definition.injects_by_id[inject].emergency for inject in council.injects)
    acts = sum(motion.emergency for motion in council.motions.values())
    return emergencies > acts and definition.team_of(seat).id == emergency_team(council)


def concerned(council: Council) -> frozenset[str]:
    """Name the decision points that the emergencies dealt so far concern."""
    dealt = (council.definition.injects_by_id[inject] for inject in council.injects)
    return frozenset(point for inject in dealt if inject.emergency for point in inject.concerns)


def emergency_team(council: Council) -> str | None:
    """Name the team that acts in an emergency; None: the council as a whole."""
    line = line_for(council, "emergency")
    rules = line if line is not None and line.emergency != "council" else council.rules
    match rules.emergency:
        case "council":
            return None
        case "chair_team":
            return council.definition.chair_team
        case "hub_owner":
            return next((project.owner for project in council.graph.projects if project.hub), None)
        case _:
            assert_never(rules.emergency)


def _act_in_emergency(council: Council, seat: int, matter: Matter, reason: str, motion_id: str) -> tuple[Event, ...]:
    if not any(council.definition.injects_by_id[inject].emergency for inject in council.injects):
        raise Rejected("no_emergency")
    if not may_act_in_emergency(council, seat) or not _answers_emergency(council, matter):
        raise Rejected("not_your_emergency")
    motion = Motion(motion_id, seat, matter, reason, "open")
    events = (
        MotionTabled(motion_id, seat, matter, reason, second_needed=False),
        EmergencyActed(motion=motion_id),
        *matters.enacted(council, motion),
    )
    return (*events, *matters.overtaken(replayed(council, events)))


def _answers_emergency(council: Council, matter: Matter) -> bool:
    """Tell whether a matter may be decided alone: a policy of any text, or a decision point that is concerned."""
    if isinstance(matter, SettleDecision):
        return matter.decision in concerned(council)
    return isinstance(matter, AddPolicy)


def _is_about_the_same(before: Matter, after: Matter) -> bool:
    match before, after:
        case (
            (SettleDecision(one), SettleDecision(other))
            | (ChangePolicy(one), ChangePolicy(other))
            | (AmendMotion(one), AmendMotion(other))
        ):
            return one == other
        case _:
            return type(before) is type(after)


def _check_room(council: Council, seat: int, matter: Matter) -> None:
    """Require that the seat has not too much before the council; amendments have a limit of their own."""
    is_amendment = isinstance(matter, AmendMotion)
    limit = LIVE_AMENDMENTS_PER_SEAT if is_amendment else LIVE_MOTIONS_PER_SEAT
    mine = (motion for motion in council.live_motions if motion.mover == seat)
    if sum(isinstance(motion.matter, AmendMotion) == is_amendment for motion in mine) >= limit:
        raise Rejected("too_many_motions", limit=limit)


def _check_not_moved_already(council: Council, matter: Matter, besides: str = "") -> None:
    if isinstance(matter, AmendMotion):
        amendments.check_not_moved_already(council, matter, besides)
    wanted = matters.subject(matter)
    if wanted is None:
        return
    for motion in council.live_motions:
        if motion.id != besides and matters.subject(motion.matter) == wanted:
            raise Rejected("same_motion_open", motion=motion.id)


def _own_motion(council: Council, seat: int, motion_id: str) -> Motion:
    check_seat(council, seat)
    check_sitting(council)
    motion = find_motion(council, motion_id)
    if motion.mover != seat:
        raise Rejected("not_your_motion")
    return motion
