"""The stages that a motion goes through before and after its ballot: rounds, comment, offers, advice, declaration."""

from __future__ import annotations

from typing import assert_never

from meshcouncil.council.commands import (
    AnswerIssue,
    AppealDeclaration,
    AskAdvice,
    DecideAlone,
    DeclareConsensus,
    EndStage,
    GiveAdvice,
    LiftObjection,
    OfferToDecide,
    RaiseIssue,
    StageCommand,
    StepDown,
    SupportIssue,
    TakeBackOffer,
    TakePoll,
    TakeTurn,
    WeighObjection,
)
from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import DelegateLeft, Event, MotionDecided, TurnTaken
from meshcouncil.council.evolve import replayed
from meshcouncil.council.rules import ballots, declarations, delegates, issues, objections
from meshcouncil.council.rules.standing import (
    REASON_LIMIT,
    check_chairs,
    check_charter_can_change,
    check_length,
    check_seat,
    check_sitting,
    find_motion,
)
from meshcouncil.council.state import Council, Motion

MOST_DELEGATES = 2


def decide(council: Council, command: StageCommand) -> tuple[Event, ...]:  # noqa: C901 - one branch for each command
    """Give the events of a command about a stage. Raises Rejected."""
    check_seat(council, command.seat)
    check_sitting(council)
    check_charter_can_change(council)
    motion = find_motion(council, command.motion)
    match command:
        case TakePoll():
            return take_poll(council, motion, command)
        case TakeTurn():
            return take_turn(council, motion, command)
        case EndStage():
            return end_stage(council, motion, command)
        case WeighObjection():
            return objections.put_to_test(council, motion, command)
        case LiftObjection():
            return objections.lift(council, motion, command)
        case RaiseIssue():
            return issues.put_up(council, motion, command)
        case AnswerIssue():
            return issues.answer(motion, command)
        case SupportIssue():
            return issues.support(motion, command)
        case DeclareConsensus():
            return declarations.declare(council, motion, command)
        case AppealDeclaration():
            return declarations.appeal(council, motion, command)
        case OfferToDecide():
            return delegates.offer(motion, command)
        case TakeBackOffer():
            return delegates.take_back(motion, command)
        case AskAdvice():
            return delegates.ask(council, motion, command)
        case GiveAdvice():
            return delegates.advise(motion, command)
        case DecideAlone():
            return delegates.decide(council, motion, command)
        case StepDown():
            return delegates.step_down(motion, command)
        case _:
            assert_never(command)


def take_poll(council: Council, motion: Motion, command: TakePoll) -> tuple[Event, ...]:
    """Ask how the council feels about an open motion; the answer binds nobody (D.9)."""
    check_chairs(council, command.seat)
    if motion.status != "open":
        raise Rejected("motion_not_open")
    rules = ProcedureRules(kind=command.kind, ballots=council.rules.ballots)
    return ballots.ballot_opened(council, motion, rules, command.at)


def take_turn(council: Council, motion: Motion, command: TakeTurn) -> tuple[Event, ...]:
    """Speak in one's turn, or pass, which one may do early; after the last seat the procedure goes on."""
    turns = motion.turns
    if turns is None or motion.stage not in ("clarifying", "reactions"):
        raise Rejected("no_round")
    if command.seat not in turns.waiting:
        raise Rejected("turn_taken")
    text = check_length(command.text, REASON_LIMIT)
    if text and turns.waiting[0] != command.seat:
        raise Rejected("not_your_turn", who=council.definition.roles_by_number[turns.waiting[0]].title)
    taken = TurnTaken(motion.id, command.seat, text)
    return (taken, *when_all_spoke(replayed(council, (taken,)), motion.id, command.at))


def when_all_spoke(council: Council, motion_id: str, at: int) -> tuple[Event, ...]:
    """Go on once nobody is waiting for a turn."""
    motion = council.motions[motion_id]
    if motion.turns is None or motion.turns.waiting:
        return ()
    return ballots.after_stage(council, motion, at)


def end_stage(council: Council, motion: Motion, command: EndStage) -> tuple[Event, ...]:
    """End a round, a wait for advice, or the call for delegates, whose offers are then put to the council."""
    check_chairs(council, command.seat)
    if motion.status != "deliberating":
        raise Rejected("motion_not_open")
    match motion.stage:
        case "clarifying" | "reactions":
            return ballots.after_stage(council, motion, command.at)
        case "offers" if not motion.offers:
            return (MotionDecided(motion.id, "deferred", "no_delegate"),)
        case "offers" if len(motion.offers) <= MOST_DELEGATES:
            return ballots.after_stage(council, motion, command.at)
        case "offers":
            raise Rejected("too_many_offers", limit=MOST_DELEGATES)
        case "advice":
            return tuple(DelegateLeft(motion.id, seat) for seat in motion.delegates)
        case "final_comment" | "declared":
            raise Rejected("clock_runs")
        case _:
            raise Rejected("motion_not_open")
