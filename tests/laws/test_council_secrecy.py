"""Every text that a council's state can hold, and who sees it: a field that nobody listed here fails the tests.

A canary is planted into one text of a rich council after the other, and every pair of eyes looks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from meshcouncil.council.commands import (
    AnswerAsFacilitator,
    AnswerIssue,
    AskAdvice,
    CallFinalVote,
    CastBallot,
    CastCharterBallot,
    CloseRound,
    CloseVote,
    DealInject,
    DecideAlone,
    DeclareConsensus,
    DeclareFact,
    DraftGraph,
    EndStage,
    GiveAdvice,
    Introduce,
    OfferToDecide,
    OpenRound,
    ProposePolicy,
    RaiseIssue,
    RaisePoint,
    RecordApproval,
    RulePoint,
    Say,
    SpeakInRound,
    SubmitProposal,
    SwitchParliamentary,
    TableMotion,
    WithdrawMotion,
)
from meshcouncil.council.definition import (
    AddProject,
    Card,
    Coupling,
    Credit,
    Definition,
    ForbidReference,
    Inject,
    MarkPrivate,
    MarkPublic,
    MergeProjects,
    NewProject,
    Plan,
    PolicyRecord,
    ProcedureKind,
    ProcedureRules,
    Role,
    RulebookLine,
    Section,
    Slide,
    SplitProject,
    Step,
    Team,
)
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    AdoptRulebook,
    AdvanceProposal,
    AmendMotion,
    AskCouncil,
    ChangeGraph,
    ChangePolicy,
    GrantException,
    HoldCaucus,
    PostponeMotion,
    ReferMotion,
    RepealPolicy,
    SettleDecision,
)
from meshcouncil.council.predicates import holds
from meshcouncil.council.rules.policy_records import RECORD_DATES
from meshcouncil.council.rules.rulebook import FOUNDING_RULES
from meshcouncil.council.state import Council, FinalVote, Message, Motion, PastRound, Policy, Proposal
from meshcouncil.council.views import Facilitator, Observer, Seated, Viewer, view
from tests.council.builders import (
    CHAIR,
    adopted,
    carried,
    closed,
    did,
    latest,
    opened,
    sitting,
    small_pack,
    tabled,
    voting,
)
from tests.laws.council_play import all_viewers

CANARY = "CANARY"
Path = tuple[object, ...]
Eyes = frozenset[Viewer]


@dataclass(frozen=True)
class Place:
    """Where a text stands: the way to it, and every value on that way from the council down."""

    council: Council
    path: Path
    way: tuple[object, ...]

    def nearest(self, kind: type[Any]) -> Any:
        """The nearest value of a class on the way."""
        return next(value for value in reversed(self.way) if isinstance(value, kind))

    def under(self, name: str) -> bool:
        """Whether the way leads through a field of that name."""
        return name in self.path


Rule = Callable[[Place], Eyes]


# --- who may see what -------------------------------------------------------------------------------------------------


def everybody(place: Place) -> Eyes:
    return frozenset(all_viewers(place.council))


def nobody(place: Place) -> Eyes:
    return frozenset()


def the_role(place: Place) -> Eyes:
    return frozenset({Seated(place.nearest(Role).number)})


def the_team(place: Place) -> Eyes:
    return frozenset(Seated(seat) for seat in place.council.definition.seats_of(place.nearest(Team).id))


def the_holders_of_a_mission(place: Place) -> Eyes:
    if not place.under("mission"):
        return nobody(place)
    return the_role(place) if place.under("roles") else the_team(place)


def whom_it_was_said_to(place: Place) -> Eyes:
    message: Message = place.nearest(Message)
    match message.audience:
        case "council":
            return everybody(place)
        case "team":
            assert message.seat is not None
            return frozenset(Seated(seat) for seat in (message.seat, *place.council.definition.teammates(message.seat)))
        case "facilitator":
            assert message.to is not None
            return frozenset({Seated(message.to), Facilitator()})


def whom_the_speaker_spoke_to(place: Place) -> Eyes:
    """The facilitator has no name."""
    return nobody(place) if place.nearest(Message).seat is None else whom_it_was_said_to(place)


def everybody_in_a_vote_that_is_shown(place: Place) -> Eyes:
    return nobody(place) if place.under("final_votes") else everybody(place)


def who_may_read_a_ballot(place: Place) -> Eyes:
    motion: Motion = place.nearest(Motion)
    voter = frozenset({Seated(place.path[place.path.index("ballots") + 1])})  # type: ignore[arg-type]
    if motion.tally is None:
        return voter
    return everybody(place) if motion.rules is not None and motion.rules.ballots == "open" else nobody(place)


def who_may_read_a_vote_on_the_charter(place: Place) -> Eyes:
    vote: FinalVote = place.nearest(FinalVote)
    if vote is not place.council.final_vote:
        return nobody(place)
    return frozenset({Seated(place.path[-1])}) if vote.open else everybody(place)  # type: ignore[arg-type]


def everybody_while_it_is_the_latest_vote(place: Place) -> Eyes:
    return everybody(place) if place.nearest(FinalVote) is place.council.final_vote else nobody(place)


def everybody_while_in_force(place: Place) -> Eyes:
    return nobody(place) if place.nearest(Policy).repealed else everybody(place)


def who_may_read_a_past_round(place: Place) -> Eyes:
    """Of the counts of a motion, the last is shown again with the policy that it made; the rest is for the record."""
    motion: Motion = place.nearest(Motion)
    made = any(policy.motion == motion.id for policy in place.council.policies_in_force)
    is_last = place.nearest(PastRound) is motion.rounds[-1]
    return everybody(place) if made and is_last and place.under("tally") else nobody(place)


def everybody_while_it_is_asked(place: Place) -> Eyes:
    """What a body said is shown while the council waits for the bodies that it asked."""
    proposal: Proposal = place.nearest(Proposal)
    return everybody(place) if proposal.status == "further_approval" else nobody(place)


def everybody_while_its_policy_is_in_force(place: Place) -> Eyes:
    """A record is seen wherever its policy is: in the charter, in the library, in a motion or on its way."""
    policies = [value for value in place.way if isinstance(value, Policy)]
    return nobody(place) if any(policy.repealed for policy in policies) else everybody(place)


def everybody_once_dealt(place: Place) -> Eyes:
    return everybody(place) if place.nearest(Inject).id in place.council.injects else nobody(place)


def the_facilitator_once_dealt(place: Place) -> Eyes:
    return everybody_once_dealt(place) & {Facilitator()}


def everybody_while_broken(place: Place) -> Eyes:
    facts = place.council.definition.facts(place.council.choices)
    return nobody(place) if holds(place.nearest(Coupling).predicate, facts) else everybody(place)


def everybody_but_of_a_draft(place: Place) -> Eyes:
    """What a seat drafts is for that seat alone until it is moved."""
    if not place.under("graph_drafts"):
        return everybody(place)
    return frozenset({Seated(place.path[place.path.index("graph_drafts") + 1])})  # type: ignore[arg-type]


RECORD_TEXTS = ("category", "context", "options", "consequences", "steward", "code", "monitoring", *RECORD_DATES)
SEEN: Mapping[str, Rule] = {
    "Council.step": everybody,
    "Council.introductions": everybody,
    "Occupant.name": everybody,
    "Message.text": whom_it_was_said_to,
    "Message.name": whom_the_speaker_spoke_to,
    "DeclaredFact.text": everybody,
    "Motion.reason": everybody,
    "Motion.lapsed_because": everybody,
    "AddPolicy.title": everybody,
    "AddPolicy.text": everybody,
    "AddPolicy.block": everybody,
    "ChangePolicy.title": everybody,
    "ChangePolicy.text": everybody,
    "SettleDecision.answer": everybody,
    "Ballot.choice": who_may_read_a_ballot,
    "Ballot.reason": who_may_read_a_ballot,
    "Ballot.ranking": who_may_read_a_ballot,
    "Ballot.marks": who_may_read_a_ballot,
    "Tally.winner": everybody_in_a_vote_that_is_shown,
    "Tally.totals": everybody,
    "Tally.spreads": everybody,
    "Objection.reason": everybody,
    "Issue.text": everybody,
    "Issue.answer": everybody,
    "Offer.text": everybody,
    "Advice.text": everybody,
    "Motion.decided": everybody,
    "Motion.declared": everybody,
    "Motion.ended_because": everybody,
    "AskCouncil.question": everybody,
    "AskCouncil.options": everybody,
    "Answer.question": everybody,
    "Answer.order": everybody,
    "Card.source": everybody,
    "Round.counts": everybody,
    "Round.dropped": everybody,
    "Policy.title": everybody_while_in_force,
    "Policy.text": everybody_while_in_force,
    "PolicyVersion.title": everybody_while_in_force,
    "PolicyVersion.text": everybody_while_in_force,
    "PolicyException.reason": everybody_while_in_force,
    "PolicyException.until": everybody_while_in_force,
    **{f"PolicyRecord.{name}": everybody_while_its_policy_is_in_force for name in RECORD_TEXTS},
    "Proposal.title": everybody,
    "Proposal.text": everybody,
    "Proposal.reason": everybody,
    "Approval.reason": everybody_while_it_is_asked,
    "AdvanceProposal.reason": everybody,
    "GrantException.reason": everybody,
    "GrantException.until": everybody,
    "Settled.text": everybody,
    "FinalVote.pad_text": everybody_while_it_is_the_latest_vote,
    "FinalVote.ballots": who_may_read_a_vote_on_the_charter,
    "Turns.topic": everybody,
    "Turn.text": everybody,
    "Caucus.topic": everybody,
    "FloorPoint.text": everybody,
    "FloorPoint.ruling": everybody,
    "HoldCaucus.topic": everybody,
    "ReferMotion.to": everybody,
    "PostponeMotion.until": everybody,
    "Project.title": everybody,
    "AddProject.title": everybody_but_of_a_draft,
    "NewProject.title": everybody_but_of_a_draft,
    "MarkPublic.model": everybody_but_of_a_draft,
    "MarkPrivate.model": everybody_but_of_a_draft,
    "Project.public_models": everybody,
    "Definition.slug": nobody,
    "Definition.title": everybody,
    "Definition.summary": nobody,
    "Definition.organisation": everybody,
    "Definition.backstory": nobody,
    "Definition.win_texts": nobody,
    "Definition.digest": nobody,
    "Definition.quantity_titles": everybody,
    "Credit.name": nobody,
    "Credit.work": nobody,
    "Credit.address": nobody,
    "Section.id": everybody,
    "Section.title": everybody,
    "Section.text": everybody,
    "Team.name": everybody,
    "Team.shape": everybody,
    "Team.owns": the_team,
    "Team.project": nobody,
    "Team.about": the_team,
    "Team.strengths": the_team,
    "Team.weaknesses": the_team,
    "Team.priority_texts": the_team,
    "Role.title": everybody,
    "Role.about": the_role,
    "Role.strengths": the_role,
    "Role.weaknesses": the_role,
    "Role.priority_texts": the_role,
    "Role.for_teammate": the_role,
    "Role.secret": the_role,
    "Goal.id": nobody,
    "Goal.text": the_holders_of_a_mission,
    "Goal.why": nobody,
    "Plan.id": nobody,
    "Plan.title": nobody,
    "Step.id": nobody,
    "Step.title": nobody,
    "Step.objective": nobody,
    "Step.questions": nobody,
    "Step.notes": nobody,
    "Step.quotation": nobody,
    "Step.slides": nobody,
    "Step.inject": nobody,
    "Slide.id": nobody,
    "Slide.title": nobody,
    "Slide.text": nobody,
    "Slide.notes": nobody,
    "Inject.title": everybody_once_dealt,
    "Inject.text": everybody_once_dealt,
    "Inject.notes": the_facilitator_once_dealt,
    "Inject.concerns": everybody_once_dealt,
    "Topic.title": everybody,
    "DecisionPoint.question": everybody,
    "DecisionPoint.step": nobody,
    "Option.label": everybody,
    "Option.clause": everybody,
    "Coupling.why": everybody_while_broken,
    "Card.id": everybody,
    "Card.title": everybody,
    "Card.text": everybody,
    "Card.category": everybody,
    "Card.serves": everybody,
}
"""Who sees a text. A new text is seen by nobody, and by no test, until somebody writes its line here."""

NAMES = frozenset(
    {
        "Council.injects",
        "Council.graph_motions",
        "Motion.id",
        "Motion.choices",
        "FloorPoint.id",
        "FloorPoint.motion",
        "Caucus.motion",
        "EndDebate.motion",
        "ReferMotion.motion",
        "PostponeMotion.motion",
        "AppealRuling.point",
        "AmendMotion.motion",
        "RevokeDelegate.motion",
        "RatifyAct.act",
        "Objection.id",
        "Issue.id",
        "Answer.motion",
        "Tally.missing_team",
        "Motion.nominee",
        "ChangePolicy.policy",
        "RepealPolicy.policy",
        "SettleDecision.decision",
        "SettleDecision.option",
        "Policy.id",
        "Policy.motion",
        "PolicyVersion.motion",
        "PolicyException.team",
        "PolicyException.motion",
        "PolicyRecord.scope",
        "Proposal.id",
        "Proposal.motion",
        "Approval.body",
        "AdvanceProposal.proposal",
        "GrantException.policy",
        "GrantException.team",
        "PastRound.choices",
        "Settled.decision",
        "Settled.option",
        "Settled.motion",
        "Project.id",
        "Project.owner",
        "Reference.producer",
        "Reference.consumer",
        "AddProject.project",
        "AddProject.owner",
        "RemoveProject.project",
        "ChangeOwner.project",
        "ChangeOwner.owner",
        "AllowReference.producer",
        "AllowReference.consumer",
        "SplitProject.project",
        "MergeProjects.projects",
        "NewProject.id",
        "NewProject.owner",
        "MarkPublic.project",
        "MarkPrivate.project",
        "ForbidReference.producer",
        "ForbidReference.consumer",
        "Definition.chair_team",
        "Team.id",
        "Role.team",
        "Inject.id",
        "Topic.id",
        "DecisionPoint.id",
        "DecisionPoint.topic",
        "Option.id",
        "Chosen.decision",
        "Chosen.options",
        "Outcome.name",
        "Quantity.name",
    }
)
"""Names by which parts of a public record or of the pack find each other; they cannot hold a person's words."""


RECORD = PolicyRecord(
    category="quality",
    context="Why.",
    options="This or that.",
    consequences="More work.",
    steward="Somebody",
    warn_until="2027-06-30",
    code="Here.",
    monitoring="By counting.",
    compliance_due="2027-03-31",
    review_by="2028-01-31",
)


# --- a council with everything in it ----------------------------------------------------------------------------------


def full_pack() -> Definition:
    """The small pack with something in every field."""
    pack = small_pack()
    words = ("One.", "Two.")
    step = Step("one", "One", 5, "Objective.", words, "Notes.", quotation="Quote.", slides=("s1",), inject="fire")
    told = {"strengths": words, "weaknesses": words, "priority_texts": words}
    return replace(
        pack,
        summary="Summary.",
        backstory="Backstory.",
        win_texts=words,
        credits=(Credit("Somebody", "Work.", "Address."),),
        handbook=(Section("plan", "Plan", "Text."),),
        teams=tuple(replace(team, **told) for team in pack.teams),  # type: ignore[arg-type]
        roles=tuple(replace(role, **told) for role in pack.roles),  # type: ignore[arg-type]
        plans=(Plan("p", "Plan", (step,)),),
        slides=(Slide("s1", "Slide", "Text.", "Notes."),),
        library=(Card("c1", "Card", "Text.", "Category", (("tests", "all"),)),),
    )


PUBLISHING = (
    SplitProject("west", (NewProject("west_a", "West A"), NewProject("west_b", "West B"))),
    MarkPublic("hub", "staff"),
    MarkPublic("west_b", "dogs"),
    MarkPrivate("west_b", "dogs"),
)
DRAFT = (
    AddProject("far", "Far"),
    SplitProject("far", (NewProject("far_a", "Far A"), NewProject("far_b", "Far B"))),
    MergeProjects(("far_a", "far_b"), NewProject("far", "Far again")),
    MarkPublic("far", "orders"),
    MarkPrivate("far", "orders"),
)


@cache
def full_council() -> Council:
    """A council in which everything that can be written has been written, and votes of every kind have been cast."""
    council = sitting(full_pack())
    council = did(
        council,
        *(Introduce(seat, f"I am {seat}.") for seat in council.seats),
        DeclareFact(1, "We use two tools."),
        Say(1, "council", "Hello all."),
        Say(2, "team", "Psst."),
        Say(5, "facilitator", "Help?"),
        AnswerAsFacilitator(5, "Coming."),
        AnswerAsFacilitator(None, "Welcome."),
        DealInject("fire"),
    )
    council = carried(carried(council, AddPolicy("Kept", "As it was.", "block-1")), AddPolicy("Gone", "As it was."))
    council = carried(carried(council, ChangePolicy("P1", "Kept", "As it is.")), RepealPolicy("P2"))
    council = carried(council, ChangeGraph((AddProject("west", "West"), ForbidReference("hub", "east"), *PUBLISHING)))
    council = did(council, *(DraftGraph(seat, each) for seat in (1, 4) for each in DRAFT))
    council = carried(carried(council, SettleDecision("tests", "", "On Fridays.")), SettleDecision("home", "own"))
    council = _vote_with_reasons(council, "Open and closed")
    council = _deliberated(_floor(council))
    council = voting(council, AddPolicy("Open and running", "Text."))
    council = did(council, *_ballots(latest(council), "yes"))
    council = adopted(council, ProcedureRules(kind="ranked_choice", second_needed=False))
    council = voting(council, SettleDecision("cadence", "weekly"))
    orders = {1: ("daily", "weekly"), 2: ("weekly", "daily"), 3: ("weekly",), 4: ("free", "weekly"), 5: ("free",)}
    motion = latest(council)
    council = did(council, *(CastBallot(seat, motion, 1, "", f"R{seat}", order) for seat, order in orders.items()))
    council = closed(council)
    council = _secret(council)
    council = _vote_with_reasons(council, "Secret and closed")
    council = voting(council, AddPolicy("Secret and running", "Text."))
    council = did(council, *_ballots(latest(council), "no"))
    council = _pipeline(council)
    council = did(council, TableMotion(2, SettleDecision("refs", "", "Perhaps."), "Think of it."))
    council = did(
        council,
        TableMotion(3, SettleDecision("home", "shared"), "Move."),
        TableMotion(4, ChangePolicy("P1", "Kept", "As it might be.")),
    )
    council = did(council, CallFinalVote(CHAIR, "First pad."), *(CastCharterBallot(n, 1, "no") for n in range(1, 7)))
    return did(
        council, CallFinalVote(CHAIR, "Second pad."), CastCharterBallot(1, 2, "yes"), CastCharterBallot(4, 2, "no")
    )


def _pipeline(council: Council) -> Council:
    """A policy with all that a record says and an exception, and a proposal that another body was asked about."""
    record = replace(RECORD, enforcement="review", level="warn")
    council = carried(council, ChangePolicy("P1", "Kept", "As it became.", record))
    council = carried(council, GrantException("P1", "south", "Not yet.", "2027-06-30"))
    council = did(council, ProposePolicy(3, "Proposed", "Perhaps.", record))
    for to in ("triaged", "working_group"):
        council = carried(council, AdvanceProposal("PR1", to, "Onwards."))
    council = did(council, SubmitProposal(3, "PR1"))
    council = carried(council, AdvanceProposal("PR1", "further_approval", "Security board"))
    return did(council, RecordApproval(CHAIR, "PR1", "Security board", approved=False, reason="Not like this."))


def _floor(council: Council) -> Council:
    """A caucus that runs, a round that is over and one that goes on, points, and motions on a motion."""
    council = did(opened(council, AddPolicy("Stacked", "Text.")), SwitchParliamentary(on=True))
    motion = latest(council)
    council = tabled(tabled(council, ReferMotion(motion, "A working group"), 2), PostponeMotion(motion, "Friday"), 3)
    council = did(
        council,
        RaisePoint(2, "order", "Out of order!", motion),
        RulePoint(CHAIR, "Q1", False, "It is not."),
        SwitchParliamentary(on=False),
        WithdrawMotion(1, motion),
    )
    council = opened(council, HoldCaucus("moderated", "Names", 4, 30), mover=CHAIR)
    council = did(council, *(CastBallot(seat, latest(council), 1, "yes") for seat in range(1, 7)))
    council = did(council, OpenRound(CHAIR, "Worries"), SpeakInRound(6, "Nights."), CloseRound(CHAIR))
    return did(council, OpenRound(CHAIR, "Hopes"), SpeakInRound(6, "Days."))


def _deliberated(council: Council) -> Council:
    """Motions in the middle of procedures that have more than a ballot; a majority says how the council decides."""
    council = carried(council, AdoptRulebook((RulebookLine("charter_change", FOUNDING_RULES),)))
    council = voting(_by(council, "consensus"), AddPolicy("Blocked", "Text."), mover=6)
    blocked = latest(council)
    answers = {seat: "block" if seat == 2 else "agree" for seat in council.seats}
    council = did(council, *(CastBallot(seat, blocked, 1, each, f"R{seat}") for seat, each in answers.items()))
    council = did(council, TableMotion(1, AmendMotion(blocked, 1, AddPolicy("Blocked", "Otherwise."))))
    council = voting(_by(council, "rough_consensus"), AddPolicy("Hummed", "Text."), mover=5)
    hummed = latest(council)
    council = did(council, RaiseIssue(3, hummed, "Who pays?"), AnswerIssue(1, hummed, "I1", "We do."))
    council = did(council, *(CastBallot(seat, hummed, 1, marks=(("hum", seat),)) for seat in council.seats))
    council = did(council, DeclareConsensus(CHAIR, hummed, reached=True, reason="Nobody is against it."))
    council = voting(_by(council, "delegation"), AddPolicy("Given", "Text."), mover=2)
    given = latest(council)
    council = did(council, OfferToDecide(3, given, "I know."), OfferToDecide(4, given, "So do I."))
    council = did(council, EndStage(CHAIR, given), *(CastBallot(seat, given, 1, "confirm") for seat in council.seats))
    council = did(council, AskAdvice(3, given, (1,)), GiveAdvice(1, given, "Take it."))
    council = did(council, DecideAlone(3, given, adopt=True, reason="It is good."))
    council = voting(_by(council, "score_vote"), FIRST, mover=3, seconder=1)
    marks = (("Tests", 9), ("Names", 4))
    council = did(council, *(CastBallot(seat, latest(council), 1, marks=marks) for seat in council.seats))
    council = opened(_by(council, "simple_majority"), replace(FIRST, question="What last?"), mover=4)
    return carried(council, AdoptRulebook(()), mover=2)


FIRST = AskCouncil("What first?", ("Tests", "Names"))


def _by(council: Council, kind: ProcedureKind) -> Council:
    """The council after it adopted the procedure by a majority of seats."""
    mover = min(council.seats, key=lambda seat: sum(motion.mover == seat for motion in council.live_motions))
    rules = ProcedureRules(kind, second_needed=False)
    council = voting(council, AdoptProcedure(rules), mover=mover, seconder=mover % 6 + 1)
    return did(council, *(CastBallot(seat, latest(council), 1, "yes") for seat in council.seats))


def _secret(council: Council) -> Council:
    council = voting(council, AdoptProcedure(ProcedureRules(ballots="secret", second_needed=False)))
    motion = latest(council)
    council = did(council, *(CastBallot(seat, motion, 1, ranking=("adopt",)) for seat in range(1, 7)))
    assert council.rules.ballots == "secret"
    return council


def _ballots(motion: str, choice: str) -> tuple[CastBallot, ...]:
    return tuple(CastBallot(seat, motion, 1, choice, f"Reason of {seat}.") for seat in (2, 3))


def _vote_with_reasons(council: Council, title: str) -> Council:
    council = voting(council, AddPolicy(title, "Text."))
    motion = list(council.motions)[-1]
    council = did(council, *(CastBallot(seat, motion, 1, "no", f"Reason of {seat}.") for seat in (1, 2, 3, 4)))
    return did(council, CloseVote(CHAIR, motion))


# --- walking ----------------------------------------------------------------------------------------------------------


def texts(
    value: object, path: Path = (), way: tuple[object, ...] = (), owner: str = ""
) -> Iterator[tuple[str, Path, tuple[object, ...]]]:
    """Every text in a value, as the field that holds it, the path to it and the values on the way."""
    if isinstance(value, str):
        yield owner, path, way
    elif is_dataclass(value):
        for each in fields(value):
            if not _is_closed(type(value), each.name):
                name = f"{type(value).__name__}.{each.name}"
                yield from texts(getattr(value, each.name), (*path, each.name), (*way, value), name)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts(item, (*path, index), way, owner)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts(item, (*path, key), way, owner)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _is_closed(kind: type, name: str) -> bool:
    """Whether a field holds one of a few words that the code knows."""
    return get_origin(_hints(kind)[name]) is Literal


def planted(value: Any, path: Path) -> Any:
    """The value with a canary where the path leads."""
    if not path:
        return CANARY
    head, *rest = path
    if is_dataclass(value):
        assert isinstance(head, str)
        return replace(value, **{head: planted(getattr(value, head), tuple(rest))})  # type: ignore[type-var]
    if isinstance(value, tuple):
        return tuple(planted(item, tuple(rest)) if index == head else item for index, item in enumerate(value))
    return {key: planted(item, tuple(rest)) if key == head else item for key, item in value.items()}


def declared() -> set[str]:
    """Every field that a council's types could hold a text in."""
    found: set[str] = set()
    seen: set[type] = set()
    waiting: list[type] = [Council]
    while waiting:
        kind = waiting.pop()
        if kind in seen:
            continue
        seen.add(kind)
        for each in fields(kind):
            for leaf in _leaves(_hints(kind)[each.name]):
                if leaf is str:
                    found.add(f"{kind.__name__}.{each.name}")
                elif isinstance(leaf, type) and is_dataclass(leaf):
                    waiting.append(leaf)
    return found


def _leaves(hint: Any) -> Iterator[Any]:
    origin = get_origin(hint)
    if origin is Literal:
        return
    if origin in (Union, UnionType) or origin is not None:
        arguments = get_args(hint)
        if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
            arguments = arguments[1:]
        for argument in arguments:
            yield from _leaves(argument)
    else:
        yield hint


def test_every_text_of_the_state_is_listed() -> None:
    assert declared() == SEEN.keys() | NAMES
    assert not SEEN.keys() & NAMES


def test_every_listed_text_stands_somewhere_in_the_full_council() -> None:
    assert {owner for owner, _, _ in texts(full_council())} >= SEEN.keys()


@pytest.mark.parametrize("owner", sorted(SEEN))
def test_a_text_is_seen_by_whom_it_is_for(owner: str) -> None:
    council = full_council()
    places = {
        _where(place): place
        for found, path, way in texts(council)
        if found == owner
        for place in [Place(council, path, way)]
    }
    for place in places.values():
        seen = _who_sees(planted(council, place.path))
        is_past = any(isinstance(value, PastRound) for value in place.way)
        assert seen == (who_may_read_a_past_round if is_past else SEEN[owner])(place), place.path


def _where(place: Place) -> object:
    """What makes a place a place of its own: of motions that stand alike, and of the votes on one, one is enough."""
    motion = next((value for value in place.way if isinstance(value, Motion)), None)
    if motion is None:
        return place.path
    made = any(policy.motion == motion.id for policy in place.council.policies_in_force)
    stands = (motion.status, motion.rules is not None and motion.rules.ballots, motion.tally is None, made)
    return (*stands, type(motion.matter), *(each for each in place.path[2:] if not isinstance(each, int)))


def _who_sees(council: Council) -> Eyes:
    return frozenset(viewer for viewer in all_viewers(council) if CANARY in repr(view(council, viewer)))


def test_the_full_council_holds_every_kind_of_ballot() -> None:
    council = full_council()
    kinds = {
        (motion.rules.ballots, motion.status) for motion in council.motions.values() if motion.rules and motion.ballots
    }
    assert kinds >= {
        ("open", "carried"),
        ("open", "lost"),
        ("open", "voting"),
        ("secret", "lost"),
        ("secret", "voting"),
    }
    assert [vote.open for vote in council.final_votes] == [False, True]


def test_no_part_of_a_view_counts_events() -> None:
    """A number that hidden events move would tell that they happened; the laws compare whole views besides."""
    counting = {"sequence", "position", "offset", "count", "counter", "revision", "cursor", "events"}
    for viewer in (Seated(1), Facilitator(), Observer()):
        assert not counting & set(_names(view(full_council(), viewer)))


def _names(value: object) -> Iterator[str]:
    if is_dataclass(value):
        for each in fields(value):
            yield each.name
            yield from _names(getattr(value, each.name))
    elif isinstance(value, tuple | frozenset):
        for item in value:
            yield from _names(item)
