"""Ballots on motions: put by the chair, cast by seats, counted by the procedure, and what the count leads to."""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.council.commands import CastBallot, CloseVote, OpenVote, SecondMotion
from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import (
    BallotCast,
    DelegatesNamed,
    EmergencyActed,
    Event,
    MotionDecided,
    StageBegun,
    VoteClosed,
    VoteOpened,
)
from meshcouncil.council.evolve import replayed
from meshcouncil.council.matters import AskCouncil, EndDebate, SettleDecision, Stage
from meshcouncil.council.rules import amendments, matters, motions, parliamentary, proposals, questions, ratification
from meshcouncil.council.rules.ballot_forms import checked_ballot
from meshcouncil.council.rules.motions import emergency_team
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.procedure import BallotBox, counted
from meshcouncil.council.rules.rulebook import DEBATE_RULES, rules_for
from meshcouncil.council.rules.standing import (
    check_chairs,
    check_charter_can_change,
    check_seat,
    check_sitting,
    find_motion,
)
from meshcouncil.council.state import Council, Motion
from meshcouncil.council.tallies import Tally

SECOND = 1_000
REAL_TIME = 100
LAZY_TRIES = 3
"""How often a text may be announced under lazy consensus before objections lead to a vote."""


def second(council: Council, command: SecondMotion) -> tuple[Event, ...]:
    """Second a motion; one that is not debated is put to the vote at once."""
    events = motions.second(council, command)
    after = replayed(council, events)
    motion = after.motions[command.motion]
    return (*events, *put(after, motion, 0)) if parliamentary.is_undebatable(motion.matter) else events


def open_vote(council: Council, command: OpenVote) -> tuple[Event, ...]:
    """Put a motion that is seconded, or that came back from objections: its procedure begins."""
    check_seat(council, command.seat)
    check_sitting(council)
    check_charter_can_change(council)
    motion = find_motion(council, command.motion)
    check_may_put(council, command.seat, motion)
    if motion.status not in ("open", "objected"):
        raise Rejected("motion_not_open")
    amendments.check_before_vote(council, motion)
    parliamentary.check_is_pending(council, motion)
    return put(council, motion, command.at)


def check_may_put(council: Council, seat: int, motion: Motion) -> None:
    """Require that the seat puts motions: the chairing team, the mover where the procedure says so, or who may act."""
    rules = rules_of_round(council, motion)
    if rules.kind == "emergency_power":
        acting = emergency_team(council) or council.definition.chair_team
        if council.definition.roles_by_number[seat].team != acting:
            raise Rejected("not_your_turn_to_chair", team=council.definition.teams_by_id[acting].name)
        return
    if not (PROCEDURES[rules.kind].mover_puts and seat == motion.mover):
        check_chairs(council, seat)


def put(council: Council, motion: Motion, at: int) -> tuple[Event, ...]:
    """Begin the procedure of a motion: its first stage, or its ballot at once."""
    rules = rules_of_round(council, motion)
    if rules.kind == "emergency_power":
        return _acted(council, motion, at)
    for stage in PROCEDURES[rules.kind].before(rules):
        if stage not in ("clarifying", "reactions") or not _was_heard(motion, stage):
            return begin_stage(council, motion, rules, stage, at)
    return ballot_opened(council, motion, rules, at)


def begin_stage(council: Council, motion: Motion, rules: ProcedureRules, stage: Stage, at: int) -> tuple[Event, ...]:
    """Begin a stage: a round gives everyone a turn, the mover last; a final comment runs by the clock."""
    order = _order_of_turns(council, motion) if stage in ("clarifying", "reactions") else ()
    deadline = deadline_of(council, rules, at) if stage == "final_comment" else None
    begun = StageBegun(motion.id, stage, rules, order, deadline)
    return (begun, DelegatesNamed(motion.id, (_advised(council, motion),))) if stage == "advice" else (begun,)


def _advised(council: Council, motion: Motion) -> int:
    """Give who decides after taking advice: the mover, or who keeps the process where the mover has left."""
    if motion.mover in council.seats:
        return motion.mover
    return next(seat for seat in sorted(council.seats) if council.may_chair(seat))


def after_stage(council: Council, motion: Motion, at: int) -> tuple[Event, ...]:
    """Go on from a stage before the ballot: to the next one, or to the ballot."""
    rules = motion.rules or rules_of_round(council, motion)
    stages = PROCEDURES[rules.kind].before(rules)
    later = stages[stages.index(motion.stage) + 1 :] if motion.stage in stages else ()
    if later:
        return begin_stage(council, motion, rules, later[0], at)
    return ballot_opened(council, motion, rules, at)


def ballot_opened(council: Council, motion: Motion, rules: ProcedureRules, at: int) -> tuple[Event, ...]:
    """Open the ballot under these rules; a hum is always secret."""
    procedure = PROCEDURES[rules.kind]
    if procedure.secret:
        rules = replace(rules, ballots="secret")
    runs_by_clock = procedure.silence or (rules.clock > 0 and procedure.family not in ("rfc", "consensus"))
    deadline = deadline_of(council, rules, at) if runs_by_clock else None
    return (VoteOpened(motion.id, motion.round + 1, rules, _choices(council, motion, rules), deadline),)


def deadline_of(council: Council, rules: ProcedureRules, at: int) -> int | None:
    """Give the instant (ms) at which the clock of these rules runs out, begun at this instant; None without a clock."""
    seconds = rules.clock or PROCEDURES[rules.kind].clock
    return at + seconds * SECOND * REAL_TIME // max(1, council.pace) if seconds else None


def cast(council: Council, command: CastBallot) -> tuple[Event, ...]:
    """Vote, or change one's vote; the last seat's ballot closes the vote, an objection ends a silence."""
    check_seat(council, command.seat)
    check_sitting(council)
    check_charter_can_change(council)
    motion = find_motion(council, command.motion)
    if motion.status != "voting" or motion.rules is None:
        raise Rejected("vote_not_open")
    if command.version != motion.version:
        raise Rejected("text_changed")
    ballot = checked_ballot(motion, motion.rules, command)
    if motion.ballots.get(command.seat) == ballot:
        raise Rejected("already_so")
    cast_event = BallotCast(motion.id, command.seat, ballot.choice, ballot.reason, ballot.ranking, ballot.marks)
    after = replayed(council, (cast_event,))
    return (
        cast_event,
        *(closed_by_count(after, motion.id, command.at) if _is_over(after, motion, ballot.choice) else ()),
    )


def close(council: Council, command: CloseVote) -> tuple[Event, ...]:
    """Close the ballot; who has not voted is counted as silent. A ballot with a deadline runs until then."""
    check_seat(council, command.seat)
    check_sitting(council)
    check_charter_can_change(council)
    motion = find_motion(council, command.motion)
    check_chairs(council, command.seat)
    if motion.status != "voting":
        raise Rejected("vote_not_open")
    if motion.deadline is not None and not _has_everybody_voted(council, motion):
        raise Rejected("clock_runs")
    return closed_by_count(council, motion.id, command.at)


def rules_of_round(council: Council, motion: Motion) -> ProcedureRules:
    """Give the rules of a motion's next vote.

    After an appeal, the choice among several or too many rounds with objections, the procedure itself says by what the
    council goes on: an up-or-down vote, or its fallback.
    """
    rules = rules_for(council, motion.matter)
    procedure = PROCEDURES[rules.kind]
    if motion.appealed_by is not None:
        return replace(DEBATE_RULES, quorum=rules.quorum)
    if motion.nominee:
        return replace(rules, kind="simple_majority", base="votes_cast", confirm=False)
    if procedure.fallback is None:
        return rules
    if procedure.kind == "lazy_consensus":
        again = not motion.standing_objections and motion.objected < LAZY_TRIES
        return rules if motion.objected == 0 or again else procedure.fallback(rules)
    last = next((each for each in reversed(motion.rounds) if each.tally.result != "noted"), None)
    if last is not None and last.version == motion.version and last.tally.result == "contested":
        return procedure.fallback(rules)
    failed = sum(each.tally.result in ("objected", "rework") for each in motion.rounds)
    loops = rules.loops or procedure.loops
    return procedure.fallback(rules) if loops and failed >= loops else rules


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


def tally_of(box: BallotBox) -> Tally:
    """Count a box by its own procedure."""
    return counted(box, PROCEDURES[box.rules.kind].count)


def closed_by_count(council: Council, motion_id: str, at: int) -> tuple[Event, ...]:
    """Count the ballot and do what follows from the count."""
    motion = council.motions[motion_id]
    tally = questions.noted(motion.matter, tally_of(box_of(council, motion)))
    closed = VoteClosed(motion=motion_id, tally=tally)
    after = replayed(council, (closed,))
    motion = after.motions[motion_id]
    match tally.result:
        case "carried":
            return (closed, *carried(after, motion, at, winner=tally.winner))
        case "nominated" if isinstance(motion.matter, AskCouncil):
            return (closed, MotionDecided(motion_id, "carried", "answered"), *carried(after, motion, at))
        case "lost":
            return (closed, *ratification.undone(after, motion), *proposals.lost(after, motion))
        case "noted" if isinstance(motion.matter, AskCouncil) and PROCEDURES[box_of(after, motion).rules.kind].binding:
            answered = MotionDecided(motion_id, "noted", "answered")
            return (closed, answered, *matters.enacted(after, motion, at=at))
        case "noted":
            return (closed, *_noted(after, motion, at))
        case "confirmed":
            seats = tuple(offer.seat for offer in motion.offers)
            named = DelegatesNamed(motion_id, seats)
            return (closed, named, *begin_stage(after, motion, box_of(after, motion).rules, "deciding", at))
        case _:
            return (closed,)


def carried(council: Council, motion: Motion, at: int, winner: str = "") -> tuple[Event, ...]:
    """Give what a motion that is carried does to the charter, and the motions that this makes pointless."""
    chosen = winner or motion.nominee
    option = chosen if chosen and isinstance(motion.matter, SettleDecision) and motion.matter.option else None
    if option is not None:
        settled = council.settled.get(motion.matter.decision) if isinstance(motion.matter, SettleDecision) else None
        if settled is not None and settled.option == option:
            return ()
    events = matters.enacted(council, motion, option=option, at=at)
    if isinstance(motion.matter, EndDebate):
        target = council.motions[motion.matter.motion]
        return (*events, *put(council, target, at)) if target.status in ("open", "objected") else events
    return (*events, *matters.overtaken(replayed(council, events)))


def _noted(council: Council, motion: Motion, at: int) -> tuple[Event, ...]:
    """After a poll the debate goes on; a hum waits for the chair's word; a procedure that binds nobody ends here."""
    rules = motion.rules or council.rules
    after = PROCEDURES[rules.kind].after
    if after:
        return begin_stage(council, motion, rules, after, at)
    if not PROCEDURES[rules_of_round(council, motion).kind].binding:
        return (MotionDecided(motion.id, "noted", "not_binding"),)
    return ()


def _acted(council: Council, motion: Motion, at: int) -> tuple[Event, ...]:
    """Let a motion take effect at once by the emergency power."""
    events = (EmergencyActed(motion.id), *matters.enacted(council, motion, at=at))
    return (*events, *matters.overtaken(replayed(council, events)))


def _is_over(council: Council, motion: Motion, choice: str) -> bool:
    """Tell whether a ballot just cast ends the vote: nobody is left, or somebody broke a silence that would assent."""
    rules = motion.rules or council.rules
    procedure = PROCEDURES[rules.kind]
    if procedure.silence and choice in procedure.reasoned:
        return True
    waits_for_clock = procedure.kind == "lazy_consensus"
    return not waits_for_clock and _has_everybody_voted(council, council.motions[motion.id])


def _has_everybody_voted(council: Council, motion: Motion) -> bool:
    return set(motion.ballots) >= set(council.seats)


def _was_heard(motion: Motion, stage: Stage) -> bool:
    return any(turns.topic == stage for turns in motion.said_in_turn)


def _order_of_turns(council: Council, motion: Motion) -> tuple[int, ...]:
    """Everyone in turn from the seat after the mover on, so that the mover answers last."""
    seats = sorted(council.seats)
    return (*(seat for seat in seats if seat > motion.mover), *(seat for seat in seats if seat <= motion.mover))


def _choices(council: Council, motion: Motion, rules: ProcedureRules) -> tuple[str, ...]:
    options: tuple[str, ...] = ()
    if isinstance(motion.matter, SettleDecision):
        point = council.definition.decisions_by_id[motion.matter.decision]
        options = tuple(option.id for option in point.options)
    return PROCEDURES[rules.kind].choices(motion.matter, options)
