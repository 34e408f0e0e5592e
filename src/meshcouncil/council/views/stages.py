"""How a motion goes through its procedure: the stage it is at, what was said there, and what this viewer may do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from meshcouncil.council.commands import (
    AnswerIssue,
    AppealDeclaration,
    AskAdvice,
    Command,
    DecideAlone,
    DeclareConsensus,
    EndStage,
    GiveAdvice,
    LiftObjection,
    OfferToDecide,
    RaiseIssue,
    StepDown,
    SupportIssue,
    TakeBackOffer,
    TakePoll,
    TakeTurn,
    WeighObjection,
)
from meshcouncil.council.errors import Rejected
from meshcouncil.council.matters import Stage
from meshcouncil.council.offers import SAMPLE, accepted
from meshcouncil.council.rules.delegates import check_was_advised
from meshcouncil.council.state import Council, Issue, Motion, Objection, Turns
from meshcouncil.council.views.viewers import Seated, Viewer


@dataclass(frozen=True, slots=True)
class VoiceView:
    """Words of a seat at a stage: a turn, an offer, advice, a reason."""

    seat: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class TurnsView:
    """A round: what was said so far, and whose turn it is, the next one first."""

    topic: str
    said: tuple[VoiceView, ...]
    waiting: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """An objection, a block or a veto, how it ended, and what this viewer may do about it."""

    id: str
    seat: int
    title: str
    reason: str
    status: Literal["standing", "set_aside", "integrated", "lifted", "asked_again"]
    doubts: int
    i_doubt: bool
    may_test: bool
    may_lift: bool


@dataclass(frozen=True, slots=True)
class IssueView:
    """An open point or a new argument, and what this viewer may do about it."""

    id: str
    seat: int
    title: str
    text: str
    answer: str
    answered_by: str
    supporters: int
    may_answer: bool
    may_support: bool


@dataclass(frozen=True, slots=True)
class StageView:
    """Where a motion is on its way. `decided`: who decided alone, whether for it, and why.

    `may` names the commands of this stage that the viewer may send now.
    """

    stage: Stage
    deadline: int | None
    turns: TurnsView | None
    past_turns: tuple[TurnsView, ...]
    objections: tuple[ObjectionView, ...]
    issues: tuple[IssueView, ...]
    offers: tuple[VoiceView, ...]
    delegates: tuple[str, ...]
    decided: tuple[tuple[str, bool, str], ...]
    asked: tuple[int, ...]
    advice: tuple[VoiceView, ...]
    declared: tuple[bool, str] | None
    appealed_by: str
    nominee: str
    act: Literal["", "pending", "ratified", "undone"]
    ended_because: str
    may: frozenset[str]


def stage_view(council: Council, motion: Motion, viewer: Viewer) -> StageView:
    """Show how a motion goes through its procedure."""
    roles = council.definition.roles_by_number
    seat = viewer.seat if isinstance(viewer, Seated) else 0
    return StageView(
        stage=motion.stage,
        deadline=motion.deadline if motion.is_live else None,
        turns=_turns(council, motion.turns) if motion.turns else None,
        past_turns=tuple(_turns(council, each) for each in motion.said_in_turn),
        objections=tuple(_objection(council, motion, each, seat) for each in motion.objections),
        issues=tuple(_issue(council, motion, each, seat) for each in motion.issues),
        offers=tuple(VoiceView(each.seat, roles[each.seat].title, each.text) for each in motion.offers),
        delegates=tuple(roles[each].title for each in motion.delegates),
        decided=tuple((roles[each].title, adopt, reason) for each, adopt, reason in motion.decided),
        asked=motion.asked,
        advice=tuple(VoiceView(each.seat, roles[each.seat].title, each.text) for each in motion.advice),
        declared=motion.declared,
        appealed_by=roles[motion.appealed_by].title if motion.appealed_by else "",
        nominee=motion.nominee,
        act=motion.act,
        ended_because=motion.ended_because,
        may=_may(council, motion, seat),
    )


def _turns(council: Council, turns: Turns) -> TurnsView:
    roles = council.definition.roles_by_number
    said = tuple(VoiceView(turn.seat, roles[turn.seat].title, turn.text) for turn in turns.taken)
    return TurnsView(turns.topic, said, turns.waiting)


def _objection(council: Council, motion: Motion, objection: Objection, seat: int) -> ObjectionView:
    stands = bool(seat) and motion.is_live and objection.status == "standing"
    doubts = seat in objection.doubts
    return ObjectionView(
        id=objection.id,
        seat=objection.seat,
        title=council.definition.roles_by_number[objection.seat].title,
        reason=objection.reason,
        status=objection.status,
        doubts=len(objection.doubts),
        i_doubt=doubts,
        may_test=stands and accepted(council, WeighObjection(seat, motion.id, objection.id, qualifies=doubts)),
        may_lift=stands and accepted(council, LiftObjection(seat, motion.id, objection.id)),
    )


def _issue(council: Council, motion: Motion, issue: Issue, seat: int) -> IssueView:
    roles = council.definition.roles_by_number
    asks = bool(seat) and motion.is_live
    return IssueView(
        id=issue.id,
        seat=issue.seat,
        title=roles[issue.seat].title,
        text=issue.text,
        answer=issue.answer,
        answered_by=roles[issue.answered_by].title if issue.answered_by else "",
        supporters=len(issue.supporters),
        may_answer=asks and accepted(council, AnswerIssue(seat, motion.id, issue.id, SAMPLE)),
        may_support=asks and accepted(council, SupportIssue(seat, motion.id, issue.id)),
    )


def _may(council: Council, motion: Motion, seat: int) -> frozenset[str]:
    if not seat or not motion.is_live:
        return frozenset()
    return frozenset(name for name, command in _possible(council, motion, seat) if accepted(council, command))


def _possible(council: Council, motion: Motion, seat: int) -> Iterator[tuple[str, Command]]:
    """Yield what a motion of this status could allow: the rules are not asked about the rest."""
    if motion.status == "open":
        yield "take_poll", TakePoll(seat, motion.id, "temperature_check")
    if motion.status in ("open", "voting", "deliberating"):
        yield "raise_issue", RaiseIssue(seat, motion.id, SAMPLE)
    if motion.status != "deliberating":
        return
    yield "end_stage", EndStage(seat, motion.id)
    match motion.stage:
        case "clarifying" | "reactions":
            yield "pass_turn", TakeTurn(seat, motion.id)
            yield "take_turn", TakeTurn(seat, motion.id, SAMPLE)
        case "offers":
            yield "offer_to_decide", OfferToDecide(seat, motion.id, SAMPLE)
            yield "take_back_offer", TakeBackOffer(seat, motion.id)
        case "advice" | "deciding":
            yield "give_advice", GiveAdvice(seat, motion.id, SAMPLE)
            yield "step_down", StepDown(seat, motion.id)
            if not_asked := _not_asked(council, motion):
                yield "ask_advice", AskAdvice(seat, motion.id, not_asked[:1])
            if _is_advised(council, motion):
                yield "decide_alone", DecideAlone(seat, motion.id, adopt=True, reason=SAMPLE)
        case "declaring":
            yield "declare_no_consensus", DeclareConsensus(seat, motion.id, reached=False)
            yield "declare_consensus", DeclareConsensus(seat, motion.id, reached=True)
        case "declared":
            yield "appeal_declaration", AppealDeclaration(seat, motion.id, SAMPLE)
        case _:
            return


def _not_asked(council: Council, motion: Motion) -> tuple[int, ...]:
    return tuple(seat for seat in sorted(council.seats) if seat not in (*motion.delegates, *motion.asked))


def _is_advised(council: Council, motion: Motion) -> bool:
    if motion.stage != "advice":
        return True
    try:
        check_was_advised(council, motion)
    except Rejected:
        return False
    return True
