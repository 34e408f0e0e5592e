"""Ballots on motions: opened by the chair, cast by seats, counted by the procedure."""

from __future__ import annotations

from meshcouncil.council.commands import CastBallot, CloseVote, OpenVote
from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import BallotCast, Event, VoteClosed, VoteOpened
from meshcouncil.council.evolve import replayed
from meshcouncil.council.matters import SettleDecision
from meshcouncil.council.rules import matters
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.consent import CONSENT_ROUNDS, fallback
from meshcouncil.council.rules.procedures.procedure import ABSTAIN, BallotBox
from meshcouncil.council.rules.rulebook import rules_for
from meshcouncil.council.rules.standing import (
    REASON_LIMIT,
    check_chairs,
    check_charter_can_change,
    check_length,
    check_seat,
    check_sitting,
    check_text,
    find_motion,
)
from meshcouncil.council.state import Ballot, Council, Motion


def open_vote(council: Council, command: OpenVote) -> tuple[Event, ...]:
    """Call the vote on a motion that is seconded, or that came back from objections."""
    check_seat(council, command.seat)
    check_sitting(council)
    check_charter_can_change(council)
    motion = find_motion(council, command.motion)
    check_chairs(council, command.seat)
    if motion.status not in ("open", "objected"):
        raise Rejected("motion_not_open")
    rules = rules_of_round(council, motion)
    return (VoteOpened(motion.id, motion.round + 1, rules, _choices(council, motion, rules)),)


def cast(council: Council, command: CastBallot) -> tuple[Event, ...]:
    """Vote, or change one's vote; the last seat's ballot closes the vote."""
    check_seat(council, command.seat)
    check_sitting(council)
    check_charter_can_change(council)
    motion = find_motion(council, command.motion)
    if motion.status != "voting":
        raise Rejected("vote_not_open")
    if command.version != motion.version:
        raise Rejected("text_changed")
    ballot = _checked(motion, command)
    if motion.ballots.get(command.seat) == ballot:
        raise Rejected("already_so")
    cast_event = BallotCast(motion.id, command.seat, ballot.choice, ballot.reason, ballot.ranking)
    after = replayed(council, (cast_event,))
    if set(after.motions[motion.id].ballots) >= set(after.seats):
        return (cast_event, *_counted(after, motion.id))
    return (cast_event,)


def close(council: Council, command: CloseVote) -> tuple[Event, ...]:
    """Close the ballot; who has not voted is counted as silent."""
    check_seat(council, command.seat)
    check_sitting(council)
    check_charter_can_change(council)
    motion = find_motion(council, command.motion)
    check_chairs(council, command.seat)
    if motion.status != "voting":
        raise Rejected("vote_not_open")
    return _counted(council, motion.id)


def rules_of_round(council: Council, motion: Motion) -> ProcedureRules:
    """Give the rules of a motion's next vote; after too many rounds with objections consent falls back to a vote."""
    rules = rules_for(council, motion.matter)
    if rules.kind == "consent" and motion.objected >= CONSENT_ROUNDS:
        return fallback(rules)
    return rules


def box_of(council: Council, motion: Motion) -> BallotBox:
    """Gather what the procedure counts: the seats that are taken now, and their ballots."""
    definition = council.definition
    return BallotBox(
        rules=motion.rules or council.rules,
        electorate=tuple(sorted(council.seats)),
        team_of={seat: definition.roles_by_number[seat].team for seat in council.seats},
        chair_team=definition.chair_team,
        ballots=motion.ballots,
        choices=motion.choices,
        ties=motion.ties,
    )


def _counted(council: Council, motion_id: str) -> tuple[Event, ...]:
    motion = council.motions[motion_id]
    box = box_of(council, motion)
    tally = PROCEDURES[box.rules.kind].count(box)
    closed = VoteClosed(motion=motion_id, tally=tally)
    if tally.result != "carried":
        return (closed,)
    events: tuple[Event, ...] = (closed, *_effects(council, motion, tally.winner))
    return (*events, *matters.overtaken(replayed(council, events)))


def _effects(council: Council, motion: Motion, winner: str) -> tuple[Event, ...]:
    if winner and isinstance(motion.matter, SettleDecision) and motion.matter.option:
        settled = council.settled.get(motion.matter.decision)
        if settled is not None and settled.option == winner:
            return ()
        return matters.enacted(council, motion, option=winner)
    return matters.enacted(council, motion)


def _choices(council: Council, motion: Motion, rules: ProcedureRules) -> tuple[str, ...]:
    options: tuple[str, ...] = ()
    if isinstance(motion.matter, SettleDecision):
        point = council.definition.decisions_by_id[motion.matter.decision]
        options = tuple(option.id for option in point.options)
    return PROCEDURES[rules.kind].choices(motion.matter, options)


def _checked(motion: Motion, command: CastBallot) -> Ballot:
    if motion.rules is not None and motion.rules.kind == "ranked_choice":
        return _checked_ranking(motion, command)
    if command.ranking or command.choice not in motion.choices:
        raise Rejected("no_such_choice", choice=command.choice[:40])
    if command.choice == "object":
        if not command.reason.strip():
            raise Rejected("reason_needed")
        return Ballot(command.choice, check_text(command.reason, REASON_LIMIT))
    return Ballot(command.choice, check_length(command.reason, REASON_LIMIT))


def _checked_ranking(motion: Motion, command: CastBallot) -> Ballot:
    ranking, reason = command.ranking, check_length(command.reason, REASON_LIMIT)
    if command.choice == ABSTAIN and not ranking:
        return Ballot(ABSTAIN, reason)
    if command.choice or not ranking or len(set(ranking)) != len(ranking) or not set(ranking) <= set(motion.choices):
        raise Rejected("ranking_unsound")
    return Ballot(reason=reason, ranking=ranking)
