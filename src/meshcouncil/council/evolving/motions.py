"""Motions, the ballots on them, and what carried motions did to the charter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from meshcouncil.council.events import (
    ActRatified,
    ActUndone,
    AmendmentAccepted,
    AmendmentRebased,
    BallotCast,
    DecisionReopened,
    DecisionSettled,
    EmergencyActed,
    ExceptionGranted,
    GraphChanged,
    MotionDecided,
    MotionEvent,
    MotionLapsed,
    MotionRevised,
    MotionSeconded,
    MotionTabled,
    MotionWithdrawn,
    PolicyAdopted,
    PolicyChanged,
    PolicyRepealed,
    ProcedureAdopted,
    QuestionAnswered,
    RulebookAdopted,
    VoteClosed,
    VoteOpened,
)
from meshcouncil.council.evolving.changes import change_motion, with_entry, with_motion, without_entry
from meshcouncil.council.evolving.stages import without_turns
from meshcouncil.council.matters import AmendMotion, ChangeGraph
from meshcouncil.council.rules.project_graph import rebuilt
from meshcouncil.council.state import (
    Answer,
    Ballot,
    Council,
    Motion,
    MotionStatus,
    Objection,
    PastRound,
    Policy,
    PolicyException,
    PolicyVersion,
    Settled,
)
from meshcouncil.council.tallies import TallyResult

REASONED_CHOICES = frozenset({"object", "block", "-1"})
"""Answers on a ballot that stop a motion for a reason; who gives one says why."""

_STATUS_AFTER_COUNT: Mapping[TallyResult, MotionStatus] = {
    "carried": "carried",
    "lost": "lost",
    "tied": "open",
    "no_quorum": "open",
    "objected": "objected",
    "contested": "open",
    "rework": "open",
    "nominated": "open",
    "confirmed": "open",
    "noted": "open",
    "postponed": "deferred",
}


def evolve_motion(council: Council, event: MotionEvent) -> Council:  # noqa: C901 - one branch for each event
    """Add an event of a motion's life."""
    match event:
        case MotionTabled(motion, seat, matter, reason, second_needed):
            status: MotionStatus = "tabled" if second_needed else "open"
            return with_motion(council, Motion(motion, seat, matter, reason, status))
        case MotionSeconded(motion, seat):
            return change_motion(council, motion, status="open", seconder=seat)
        case MotionWithdrawn(motion):
            return change_motion(council, motion, status="withdrawn", stage="", deadline=None)
        case MotionRevised():
            return with_motion(council, _revised(council.motions[event.motion], event))
        case VoteOpened():
            return with_motion(council, _put_to_the_vote(council.motions[event.motion], event))
        case BallotCast(motion, seat, choice, reason, ranking, marks):
            ballots = with_entry(council.motions[motion].ballots, seat, Ballot(choice, reason, ranking, marks))
            return change_motion(council, motion, ballots=ballots)
        case VoteClosed():
            return with_motion(council, _counted(council.motions[event.motion], event))
        case MotionDecided(motion, result, because):
            return change_motion(council, motion, status=result, stage="", deadline=None, ended_because=because)
        case MotionLapsed(motion, because):
            return change_motion(council, motion, status="lapsed", stage="", deadline=None, lapsed_because=because)
        case EmergencyActed(motion):
            return change_motion(council, motion, status="carried", emergency=True, act="pending")
        case AmendmentAccepted(motion):
            return change_motion(council, motion, status="carried", friendly=True, stage="", deadline=None)
        case AmendmentRebased(motion, version, to):
            return with_motion(council, _rebased(council.motions[motion], version, to))
        case _:
            return _enacted(council, event)


Enacting = (
    ProcedureAdopted
    | RulebookAdopted
    | PolicyAdopted
    | PolicyChanged
    | PolicyRepealed
    | DecisionSettled
    | DecisionReopened
    | GraphChanged
    | QuestionAnswered
    | ExceptionGranted
    | ActRatified
    | ActUndone
)


def _enacted(council: Council, event: Enacting) -> Council:
    """Change the charter as a carried motion says."""
    match event:
        case ProcedureAdopted(rules):
            return replace(council, procedure=rules)
        case RulebookAdopted(lines):
            return replace(council, rulebook=lines)
        case DecisionSettled(decision, option, text, motion):
            settled = Settled(decision, option, text, motion)
            council = replace(council, settled=with_entry(council.settled, decision, settled))
            return replace(council, graph=rebuilt(council))
        case DecisionReopened(decision):
            council = replace(council, settled=without_entry(council.settled, decision))
            return replace(council, graph=rebuilt(council))
        case GraphChanged(motion=motion):
            if isinstance(council.motions[motion].matter, ChangeGraph):
                council = replace(council, graph_motions=(*council.graph_motions, motion))
            return replace(council, graph=rebuilt(council))
        case QuestionAnswered(question, order, motion):
            return replace(council, answers=(*council.answers, Answer(question, order, motion)))
        case ActRatified(act):
            return change_motion(council, act, act="ratified")
        case ActUndone(act):
            kept = tuple(motion for motion in council.graph_motions if motion != act)
            council = change_motion(replace(council, graph_motions=kept), act, act="undone")
            return replace(council, graph=rebuilt(council))
        case _:
            return _with_policy(council, event)


def _with_policy(council: Council, event: PolicyAdopted | PolicyChanged | PolicyRepealed | ExceptionGranted) -> Council:
    match event:
        case PolicyAdopted(policy, title, text, motion, record):
            changed = Policy(policy, title, text, motion, record=record)
        case PolicyChanged(policy, title, text, motion, new_record):
            old = council.policies[policy]
            record = old.record if new_record is None else new_record
            earlier = (*old.earlier, PolicyVersion(old.version, old.title, old.text, old.motion))
            changed = replace(
                old, title=title, text=text, motion=motion, version=old.version + 1, record=record, earlier=earlier
            )
        case PolicyRepealed(policy):
            changed = replace(council.policies[policy], repealed=True)
        case ExceptionGranted(policy, team, reason, until, motion):
            old = council.policies[policy]
            changed = replace(old, exceptions=(*old.exceptions, PolicyException(team, reason, until, motion)))
        case _:
            assert_never(event)
    return replace(council, policies=with_entry(council.policies, changed.id, changed))


def _revised(motion: Motion, event: MotionRevised) -> Motion:
    rested = without_turns(motion)
    objections = tuple(
        replace(each, status="integrated") if each.id == event.objection else each for each in motion.objections
    )
    return replace(
        rested,
        status="open",
        version=event.version,
        matter=event.matter,
        reason=event.reason,
        wordings=(*motion.wordings, motion.matter),
        objections=objections,
        ballots={},
        tally=None,
        rules=None,
        choices=(),
        ties=0,
        stage="",
        deadline=None,
        nominee="",
        declared=None,
        appealed_by=None,
        delegates=(),
        decided=(),
    )


def _put_to_the_vote(motion: Motion, event: VoteOpened) -> Motion:
    objections = tuple(
        replace(each, status="asked_again") if each.status == "standing" else each for each in motion.objections
    )
    return replace(
        without_turns(motion),
        status="voting",
        stage="",
        round=event.round,
        rules=event.rules,
        choices=event.choices,
        deadline=event.deadline,
        objections=objections,
        ballots={},
        tally=None,
    )


def _counted(motion: Motion, event: VoteClosed) -> Motion:
    tally = event.tally
    objections = motion.objections
    if tally.result == "objected":
        reasoned = [(seat, each) for seat, each in sorted(motion.ballots.items()) if each.choice in REASONED_CHOICES]
        raised = (
            Objection(f"O{number}", seat, each.reason)
            for number, (seat, each) in enumerate(reasoned, start=len(objections) + 1)
        )
        objections = (*objections, *raised)
    rounds = motion.rounds
    if motion.rules is not None:
        rounds = (
            *rounds,
            PastRound(motion.round, motion.rules, motion.version, motion.matter, motion.choices, motion.ballots, tally),
        )
    was_refused = tally.kind == "delegation" and tally.result == "rework"
    return replace(
        motion,
        status=_STATUS_AFTER_COUNT[tally.result],
        tally=tally,
        deadline=None,
        ties=motion.ties + (tally.result == "tied"),
        objected=motion.objected + (tally.result in ("objected", "rework")),
        nominee=tally.winner if tally.result == "nominated" else motion.nominee,
        objections=objections,
        rounds=rounds,
        offers=() if was_refused else motion.offers,
    )


def _rebased(motion: Motion, version: int, to: object) -> Motion:
    """An amendment for a new wording is a new text: ballots on the old one fall."""
    matter = motion.matter
    if isinstance(matter, AmendMotion):
        matter = replace(matter, version=version, to=to)  # type: ignore[arg-type]
    status: MotionStatus = "open" if motion.status in ("voting", "deliberating") else motion.status
    return replace(
        motion,
        matter=matter,
        version=motion.version + 1,
        wordings=(*motion.wordings, motion.matter),
        status=status,
        ballots={},
        tally=None,
        stage="",
        deadline=None,
    )
