"""Add one event to a council. No rule is asked here: what happened, happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce
from typing import TypeVar, assert_never

from meshcouncil.council.events import (
    BallotCast,
    CharterBallotCast,
    CouncilClosed,
    DecisionSettled,
    EmergencyActed,
    Event,
    FactDeclared,
    FinalVoteCalled,
    FinalVoteClosed,
    GraphChanged,
    HandLowered,
    HandRaised,
    InjectDealt,
    Introduced,
    MotionLapsed,
    MotionRevised,
    MotionSeconded,
    MotionTabled,
    MotionWithdrawn,
    PolicyAdopted,
    PolicyChanged,
    PolicyRepealed,
    ProcedureAdopted,
    Said,
    SeatFilled,
    SeatVacated,
    StepBegun,
    VoteClosed,
    VoteOpened,
)
from meshcouncil.council.matters import ChangeGraph
from meshcouncil.council.rules.project_graph import rebuilt
from meshcouncil.council.state import (
    Ballot,
    Council,
    DeclaredFact,
    FinalVote,
    Message,
    Motion,
    MotionStatus,
    Occupant,
    Policy,
    Settled,
)
from meshcouncil.council.tallies import TallyResult

Key = TypeVar("Key")
Value = TypeVar("Value")

_STATUS_AFTER_COUNT: Mapping[TallyResult, MotionStatus] = {
    "carried": "carried",
    "lost": "lost",
    "tied": "open",
    "no_quorum": "open",
    "objected": "objected",
}


def replayed(council: Council, events: Iterable[Event]) -> Council:
    """Add events in order."""
    return reduce(evolve, events, council)


def evolve(council: Council, event: Event) -> Council:  # noqa: C901 - one branch for each event
    """Add one event."""
    match event:
        case SeatFilled(seat, occupant, name):
            return replace(council, seats=_with(council.seats, seat, Occupant(occupant, name)))
        case SeatVacated(seat):
            return replace(_without_ballots(council, seat), seats=_without(council.seats, seat))
        case StepBegun(step, sitting, procedure, final_vote):
            return replace(council, step=step, sitting=sitting, procedure_step=procedure, final_vote_step=final_vote)
        case InjectDealt(inject):
            return replace(council, injects=(*council.injects, inject))
        case CouncilClosed():
            return replace(council, closed=True, sitting=False)
        case Introduced(seat, text):
            spoken = (*council.messages, Message(seat, "council", text, name=_name_in(council, seat)))
            return replace(council, introductions=_with(council.introductions, seat, text), messages=spoken)
        case FactDeclared(seat, text):
            return replace(council, facts=(*council.facts, DeclaredFact(seat, text)))
        case HandRaised(seat):
            return replace(council, hands=(*council.hands, seat))
        case HandLowered(seat):
            return replace(council, hands=tuple(each for each in council.hands if each != seat))
        case Said(speaker, audience, text, to):
            message = Message(speaker, audience, text, to, name=_name_in(council, speaker))
            return replace(council, messages=(*council.messages, message))
        case MotionTabled(motion, seat, matter, reason, second_needed):
            status: MotionStatus = "tabled" if second_needed else "open"
            return _with_motion(council, Motion(motion, seat, matter, reason, status))
        case MotionSeconded(motion, seat):
            return _change_motion(council, motion, status="open", seconder=seat)
        case MotionWithdrawn(motion):
            return _change_motion(council, motion, status="withdrawn")
        case MotionRevised(motion, version, matter, reason):
            old_motion = council.motions[motion]
            revised = replace(old_motion, status="open", version=version, matter=matter, reason=reason)
            return _with_motion(council, replace(revised, ballots={}, tally=None, rules=None, choices=(), ties=0))
        case VoteOpened(motion, number, rules, choices):
            return _change_motion(
                council, motion, status="voting", round=number, rules=rules, choices=choices, ballots={}, tally=None
            )
        case BallotCast(motion, seat, choice, reason, ranking):
            ballots = _with(council.motions[motion].ballots, seat, Ballot(choice, reason, ranking))
            return _change_motion(council, motion, ballots=ballots)
        case VoteClosed(motion, tally):
            counted = replace(council.motions[motion], status=_STATUS_AFTER_COUNT[tally.result], tally=tally)
            ties, objected = counted.ties + (tally.result == "tied"), counted.objected + (tally.result == "objected")
            return _with_motion(council, replace(counted, ties=ties, objected=objected))
        case MotionLapsed(motion, because):
            return _change_motion(council, motion, status="lapsed", lapsed_because=because)
        case EmergencyActed(motion):
            return _change_motion(council, motion, status="carried", emergency=True)
        case ProcedureAdopted(rules):
            return replace(council, procedure=rules)
        case PolicyAdopted(policy, title, text, motion):
            return replace(council, policies=_with(council.policies, policy, Policy(policy, title, text, motion)))
        case PolicyChanged(policy, title, text, motion):
            old = council.policies[policy]
            new = replace(old, title=title, text=text, motion=motion, version=old.version + 1)
            return replace(council, policies=_with(council.policies, policy, new))
        case PolicyRepealed(policy):
            gone = replace(council.policies[policy], repealed=True)
            return replace(council, policies=_with(council.policies, policy, gone))
        case DecisionSettled(decision, option, text, motion):
            settled = Settled(decision, option, text, motion)
            council = replace(council, settled=_with(council.settled, decision, settled))
            return replace(council, graph=rebuilt(council))
        case GraphChanged(motion=motion):
            if isinstance(council.motions[motion].matter, ChangeGraph):
                council = replace(council, graph_motions=(*council.graph_motions, motion))
            return replace(council, graph=rebuilt(council))
        case FinalVoteCalled(vote, pad_text):
            return replace(council, final_votes=(*council.final_votes, FinalVote(vote, pad_text)))
        case CharterBallotCast(seat, choice):
            ballots_cast = _with(council.final_votes[-1].ballots, seat, choice)
            return _change_final_vote(council, replace(council.final_votes[-1], ballots=ballots_cast))
        case FinalVoteClosed(_, tally):
            return _change_final_vote(council, replace(council.final_votes[-1], open=False, tally=tally))
        case _:
            assert_never(event)


def _name_in(council: Council, seat: int | None) -> str:
    occupant = None if seat is None else council.seats.get(seat)
    return occupant.name if occupant else ""


def _with(mapping: Mapping[Key, Value], key: Key, value: Value) -> Mapping[Key, Value]:
    return {**mapping, key: value}


def _without(mapping: Mapping[Key, Value], key: Key) -> Mapping[Key, Value]:
    return {each: value for each, value in mapping.items() if each != key}


def _with_motion(council: Council, motion: Motion) -> Council:
    return replace(council, motions=_with(council.motions, motion.id, motion))


def _change_motion(council: Council, motion_id: str, **changes: object) -> Council:
    return _with_motion(council, replace(council.motions[motion_id], **changes))  # type: ignore[arg-type]


def _change_final_vote(council: Council, vote: FinalVote) -> Council:
    return replace(council, final_votes=(*council.final_votes[:-1], vote))


def _without_ballots(council: Council, seat: int) -> Council:
    """A seat that nobody holds any more does not vote: its open ballots leave with it."""
    for motion in council.live_motions:
        if motion.status == "voting" and seat in motion.ballots:
            council = _change_motion(council, motion.id, ballots=_without(motion.ballots, seat))
    vote = council.final_vote
    if vote is not None and vote.open and seat in vote.ballots:
        council = _change_final_vote(council, replace(vote, ballots=_without(vote.ballots, seat)))
    return council
