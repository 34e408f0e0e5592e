"""Legal moves as data: what a seat may send now. Buttons, bots, the command line and the tests all read it.

Candidates are listed here and the rules themselves sift them, so an offer can never disagree with a rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import chain, count, islice

from meshcouncil.council.commands import (
    AcceptAmendment,
    AnswerIssue,
    AppealDeclaration,
    AskAdvice,
    CallFinalVote,
    CallSpeaker,
    CastBallot,
    CastCharterBallot,
    ClearGraphDraft,
    CloseFinalVote,
    CloseRound,
    CloseVote,
    Command,
    DecideAlone,
    DeclareConsensus,
    DeclareFact,
    DraftGraph,
    EndCaucus,
    EndSpeech,
    EndStage,
    GiveAdvice,
    Introduce,
    JoinWorkingGroup,
    LiftObjection,
    LowerHand,
    OfferToDecide,
    OpenRound,
    OpenVote,
    ProposePolicy,
    RaiseHand,
    RaiseIssue,
    RaisePoint,
    RecordApproval,
    ReviseMotion,
    ReviseProposal,
    RulePoint,
    Say,
    SecondMotion,
    SetSpeakersList,
    SpeakInRound,
    StepDown,
    SubmitProposal,
    SupportIssue,
    TableMotion,
    TakeBackOffer,
    TakePoll,
    TakeTurn,
    UndoGraphDraft,
    WeighObjection,
    WithdrawMotion,
    WithdrawProposal,
    YieldFloor,
)
from meshcouncil.council.decide import caused
from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    ChangeOwner,
    ForbidReference,
    GraphOperation,
    MarkPrivate,
    PolicyRecord,
    ProcedureRules,
    RemoveProject,
    RulebookLine,
)
from meshcouncil.council.errors import Rejected
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    AdoptRulebook,
    AdvanceProposal,
    Amendable,
    AmendMotion,
    AppealRuling,
    AskCouncil,
    CaucusStyle,
    ChangeGraph,
    ChangePolicy,
    EndDebate,
    GrantException,
    HoldCaucus,
    Matter,
    PostponeMotion,
    ReferMotion,
    RepealPolicy,
    RevokeDelegate,
    SettleDecision,
)
from meshcouncil.council.rules.amendments import asked
from meshcouncil.council.rules.ballot_forms import HUM
from meshcouncil.council.rules.charter import CHARTER_CHOICES
from meshcouncil.council.rules.graph_drafts import fitting
from meshcouncil.council.rules.motions import concerned
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.procedure import ABSTAIN, MOST_POINTS
from meshcouncil.council.rules.project_graph import PROJECT_LIMIT, changed
from meshcouncil.council.rules.proposals import COUNCIL_MOVES, bodies_of, needs_reason
from meshcouncil.council.rules.rulebook import DEFAULT_RULEBOOK
from meshcouncil.council.rules.standing import POLICY_LIMIT
from meshcouncil.council.state import Council, Motion, Proposal

SAMPLE = "…"
"""What stands in a hole until somebody fills it."""


CAUCUS_STYLES: tuple[CaucusStyle, ...] = ("moderated", "unmoderated", "recess")

FULL_RECORD = PolicyRecord(enforcement="review", level="warn", compliance_due="2027-12-31")
"""What a proposal says besides its text, as an example to fill in."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A command that would be accepted now. `holes` name the fields that the sender still fills in its own words."""

    command: Command
    holes: tuple[str, ...] = ()


def accepted(council: Council, command: Command) -> bool:
    """Tell whether the rules would accept the command."""
    return refusal_of(council, command) is None


def refusal_of(council: Council, command: Command) -> Rejected | None:
    """Give the refusal that a command would meet now; None when it would be accepted."""
    try:
        caused(council, command)
    except Rejected as refusal:
        return refusal
    return None


def offers(council: Council, seat: int) -> Iterator[Offer]:
    """Yield every command that the seat may send now."""
    for offer in candidates(council, seat):
        if accepted(council, offer.command):
            yield offer


def candidates(council: Council, seat: int) -> Iterator[Offer]:
    """Yield every command that a seat could ever be offered in this state; the rules sift them."""
    yield Offer(Introduce(seat, SAMPLE), ("text",))
    yield Offer(DeclareFact(seat, SAMPLE), ("text",))
    yield Offer(RaiseHand(seat))
    yield Offer(LowerHand(seat))
    yield Offer(Say(seat, "council", SAMPLE), ("text",))
    yield Offer(Say(seat, "team", SAMPLE), ("text",))
    yield Offer(Say(seat, "facilitator", SAMPLE), ("text",))
    for motion in council.live_motions:
        yield from _about_motion(council, seat, motion)
    for matter, holes in _matters(council):
        yield Offer(TableMotion(seat, matter), (*holes, "reason"))
    if council.injects:
        for matter, holes in _emergency_matters(council):
            yield Offer(TableMotion(seat, matter, emergency=True), (*holes, "reason"))
    yield from _on_the_floor(council, seat)
    yield Offer(DraftGraph(seat, _drafted(council, seat)), ("operation",))
    yield Offer(UndoGraphDraft(seat))
    yield Offer(ClearGraphDraft(seat))
    for proposal in council.proposals.values():
        yield from _about_proposal(seat, proposal)
    yield Offer(ProposePolicy(seat, new_proposal(council), SAMPLE, FULL_RECORD), ("title", "text", "record"))
    yield Offer(CallFinalVote(seat), ("pad_text",))
    if council.final_vote is not None:
        for choice in CHARTER_CHOICES:
            yield Offer(CastCharterBallot(seat, council.final_vote.number, choice))
    yield Offer(CloseFinalVote(seat))


def ballots_for(seat: int, motion: Motion) -> Iterator[Offer]:
    """Yield the ballots a seat could cast on a motion."""
    procedure = PROCEDURES[motion.rules.kind] if motion.rules is not None else None
    if procedure is None or procedure.ballot == "choice":
        for choice in motion.choices:
            reason = SAMPLE if procedure is not None and choice in procedure.reasoned else ""
            yield Offer(CastBallot(seat, motion.id, motion.version, choice, reason), ("reason",))
        return
    yield Offer(CastBallot(seat, motion.id, motion.version, choice=ABSTAIN), ("reason",))
    if procedure.ballot == "hum":
        yield Offer(CastBallot(seat, motion.id, motion.version, marks=((HUM, MOST_POINTS // 2),)), ("marks", "reason"))
    for choice in motion.choices:
        if procedure.ballot == "ranking":
            yield Offer(CastBallot(seat, motion.id, motion.version, ranking=(choice,)), ("ranking", "reason"))
        elif procedure.ballot != "hum":
            yield Offer(CastBallot(seat, motion.id, motion.version, marks=((choice, 1),)), ("marks", "reason"))


def new_policy(council: Council) -> AddPolicy:
    """Give a policy that nobody moved yet, as an example to fill in."""
    taken = {motion.matter.title for motion in council.live_motions if isinstance(motion.matter, AddPolicy)}
    taken.update(policy.title for policy in council.policies_in_force)
    return AddPolicy(_unlike(taken), SAMPLE)


def new_proposal(council: Council) -> str:
    """Give the title of a proposal that is not on its way yet, as an example to fill in."""
    return _unlike({proposal.title for proposal in council.proposals.values()})


def other_rules(*known: ProcedureRules | None) -> ProcedureRules:
    """Give some rules that differ from the known ones, as an example to fill in."""
    examples = (
        ProcedureRules(),
        ProcedureRules(kind="consent"),
        ProcedureRules(kind="unanimity"),
        ProcedureRules(kind="ranked_choice"),
    )
    return next(rules for rules in examples if rules not in known)


def procedural_matters(council: Council) -> Iterator[tuple[Matter, tuple[str, ...]]]:
    """Yield what could be moved about the debate itself, each with its holes."""
    style = council.floor.caucus.style if council.floor.caucus is not None else None
    for each in CAUCUS_STYLES:
        if style in (None, each):
            yield HoldCaucus(each, SAMPLE, 5, 30), ("matter.topic", "matter.minutes", "matter.seconds_each")
    if not council.is_parliamentary:
        return
    team = council.definition.teams[0].id
    for motion in council.live_motions:
        yield EndDebate(motion.id), ()
        yield ReferMotion(motion.id, team), ("matter.to",)
        yield PostponeMotion(motion.id, SAMPLE), ("matter.until",)
    for point in council.floor.points:
        yield AppealRuling(point.id), ()


def _on_the_floor(council: Council, seat: int) -> Iterator[Offer]:
    """Yield what has to do with who may speak."""
    floor = council.floor
    seconds = next(each for each in (60, 90) if each != floor.seconds_each)
    setting = SetSpeakersList(seat, seconds, floor.newcomers_first, floor.list_open)
    yield Offer(setting, ("seconds_each", "newcomers_first", "open"))
    for speaker in (None, *council.hands) if council.hands else ():
        yield Offer(CallSpeaker(seat, speaker))
    if floor.speech is not None:
        yield Offer(EndSpeech(seat))
        for other in council.seats:
            yield Offer(YieldFloor(seat, other))
    yield Offer(EndCaucus(seat))
    yield Offer(OpenRound(seat, SAMPLE), ("topic",))
    yield Offer(SpeakInRound(seat, SAMPLE), ("text",))
    yield Offer(SpeakInRound(seat))
    yield Offer(CloseRound(seat))
    yield Offer(RaisePoint(seat, "information", SAMPLE), ("text", "motion"))
    yield Offer(RaisePoint(seat, "order", SAMPLE), ("text", "motion"))
    for point in floor.points:
        if point.is_open:
            yield Offer(RulePoint(seat, point.id, True, SAMPLE), ("text",))
            yield Offer(RulePoint(seat, point.id, False, SAMPLE), ("text",))


def _about_motion(council: Council, seat: int, motion: Motion) -> Iterator[Offer]:
    yield Offer(SecondMotion(seat, motion.id))
    yield Offer(WithdrawMotion(seat, motion.id))
    yield Offer(OpenVote(seat, motion.id))
    yield Offer(CloseVote(seat, motion.id))
    yield from ballots_for(seat, motion)
    yield from _in_stage(council, seat, motion)
    yield from _about_wording(council, seat, motion)
    if motion.mover == seat:
        for matter, holes in _revisions(council, motion.matter):
            yield Offer(ReviseMotion(seat, motion.id, matter), (*holes, "reason"))


def _in_stage(council: Council, seat: int, motion: Motion) -> Iterator[Offer]:
    """Yield what a seat can do while a motion goes through its procedure."""
    yield Offer(TakePoll(seat, motion.id, "temperature_check"))
    yield Offer(TakePoll(seat, motion.id, "check_poll"))
    yield Offer(EndStage(seat, motion.id))
    yield Offer(TakeTurn(seat, motion.id, SAMPLE), ("text",))
    yield Offer(TakeTurn(seat, motion.id))
    for objection in motion.standing_objections:
        for qualifies in (True, False):
            yield Offer(WeighObjection(seat, motion.id, objection.id, qualifies))
        yield Offer(LiftObjection(seat, motion.id, objection.id))
    yield Offer(RaiseIssue(seat, motion.id, SAMPLE), ("text",))
    for issue in motion.issues:
        yield Offer(AnswerIssue(seat, motion.id, issue.id, SAMPLE), ("text",))
        yield Offer(SupportIssue(seat, motion.id, issue.id))
    for reached in (True, False):
        yield Offer(DeclareConsensus(seat, motion.id, reached), ("reason",))
    yield Offer(AppealDeclaration(seat, motion.id, SAMPLE), ("reason",))
    yield Offer(OfferToDecide(seat, motion.id, SAMPLE), ("text",))
    yield Offer(TakeBackOffer(seat, motion.id))
    for other in sorted(council.seats):
        yield Offer(AskAdvice(seat, motion.id, (other,)), ("seats",))
    yield Offer(GiveAdvice(seat, motion.id, SAMPLE), ("text",))
    for adopt in (True, False):
        yield Offer(DecideAlone(seat, motion.id, adopt, SAMPLE), ("reason",))
    yield Offer(StepDown(seat, motion.id))


def _about_wording(council: Council, seat: int, motion: Motion) -> Iterator[Offer]:
    """Yield amendments of a motion, and taking an amendment as friendly."""
    if isinstance(motion.matter, AmendMotion):
        yield Offer(AcceptAmendment(seat, motion.id, motion.version))
    base = asked(motion.matter)
    for to, holes in _revisions(council, base) if base is not None else ():
        if isinstance(to, Amendable):
            inner = tuple(hole.replace("matter.", "matter.to.") for hole in holes)
            yield Offer(TableMotion(seat, AmendMotion(motion.id, motion.version, to)), (*inner, "reason"))


def _revisions(council: Council, matter: Matter) -> Iterator[tuple[Matter, tuple[str, ...]]]:
    match matter:
        case AddPolicy(title, text, block):
            yield AddPolicy(title, _more(text), block), ("matter.title", "matter.text")
        case ChangePolicy(policy, title, text):
            yield ChangePolicy(policy, title, _more(text)), ("matter.title", "matter.text")
        case SettleDecision(decision):
            yield from _answers(council, decision)
        case AdoptProcedure(rules):
            yield AdoptProcedure(other_rules(rules, council.procedure)), ("matter.rules",)
        case AdoptRulebook(lines):
            yield AdoptRulebook(_other_lines(lines, council.rulebook)), ("matter.lines",)
        case AskCouncil(question, options):
            yield AskCouncil(question, (*options[:1], *_two_answers(options))), ("matter.question", "matter.options")
        case ChangeGraph():
            yield ChangeGraph((_new_project(council),)), ("matter.operations",)
        case AmendMotion(motion, version, to):
            for other, holes in _revisions(council, to):
                if isinstance(other, Amendable):
                    inner = tuple(hole.replace("matter.", "matter.to.") for hole in holes)
                    yield AmendMotion(motion, version, other), inner
        case RepealPolicy():
            return


def _matters(council: Council) -> Iterator[tuple[Matter, tuple[str, ...]]]:
    yield AdoptProcedure(other_rules(council.procedure)), ("matter.rules",)
    yield AdoptRulebook(_other_lines(council.rulebook)), ("matter.lines",)
    yield _new_question(council), ("matter.question", "matter.options")
    for motion in council.live_motions:
        if motion.stage == "deciding":
            yield RevokeDelegate(motion.id), ()
    yield new_policy(council), ("matter.title", "matter.text")
    for policy in council.policies_in_force:
        yield ChangePolicy(policy.id, policy.title, _more(policy.text)), ("matter.title", "matter.text")
        yield RepealPolicy(policy.id), ()
    for point in council.definition.decisions:
        yield from _answers(council, point.id)
    for operation in _graph_operations(council):
        yield ChangeGraph((operation,)), ()
    yield ChangeGraph((_new_project(council),)), ("matter.operations",)
    yield from _steps_of_proposals(council)
    yield from _exceptions(council)
    yield from procedural_matters(council)


def _about_proposal(seat: int, proposal: Proposal) -> Iterator[Offer]:
    text = _more(proposal.text)
    revised = ReviseProposal(seat, proposal.id, proposal.title, text, with_timeline(proposal.record))
    yield Offer(revised, ("title", "text", "record"))
    yield Offer(JoinWorkingGroup(seat, proposal.id))
    yield Offer(SubmitProposal(seat, proposal.id))
    yield Offer(WithdrawProposal(seat, proposal.id))
    for body in bodies_of(proposal):
        yield Offer(RecordApproval(seat, proposal.id, body, approved=True, reason=SAMPLE), ("reason",))
        yield Offer(RecordApproval(seat, proposal.id, body, approved=False, reason=SAMPLE), ("reason",))


def with_timeline(record: PolicyRecord) -> PolicyRecord:
    """Give a record that says how the policy is enforced and by when projects comply, as the review asks for."""
    return replace(
        record,
        enforcement=record.enforcement or FULL_RECORD.enforcement,
        compliance_due=record.compliance_due or FULL_RECORD.compliance_due,
    )


def _steps_of_proposals(council: Council) -> Iterator[tuple[Matter, tuple[str, ...]]]:
    for proposal in council.proposals.values():
        for to in COUNCIL_MOVES[proposal.status]:
            reason = SAMPLE if needs_reason(proposal, to) else ""
            yield AdvanceProposal(proposal.id, to, reason), ("matter.reason",)


def _exceptions(council: Council) -> Iterator[tuple[Matter, tuple[str, ...]]]:
    for policy in council.policies_in_force:
        for team in council.definition.teams:
            last = max((each.until for each in policy.exceptions if each.team == team.id), default="2026-12-31")
            until = f"{min(int(last[:4]) + 1, 9999):04}-12-31"
            yield GrantException(policy.id, team.id, SAMPLE, until), ("matter.reason", "matter.until")


def _other_lines(*known: tuple[RulebookLine, ...]) -> tuple[RulebookLine, ...]:
    """Give a rulebook that differs from the known ones, as an example to fill in."""
    examples = (DEFAULT_RULEBOOK, DEFAULT_RULEBOOK[:1], DEFAULT_RULEBOOK[1:2])
    return next(lines for lines in examples if lines not in known)


def _new_question(council: Council) -> AskCouncil:
    taken = {motion.matter.question for motion in council.live_motions if isinstance(motion.matter, AskCouncil)}
    return AskCouncil(_unlike(taken), _two_answers(()))


def _two_answers(known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(islice((f"{SAMPLE} {number}" for number in count(1) if f"{SAMPLE} {number}" not in known), 2))


def _emergency_matters(council: Council) -> Iterator[tuple[Matter, tuple[str, ...]]]:
    yield new_policy(council), ("matter.title", "matter.text")
    for point in council.definition.decisions:
        if point.id in concerned(council):
            yield from _answers(council, point.id)


def _answers(council: Council, decision: str) -> Iterator[tuple[Matter, tuple[str, ...]]]:
    """Yield every option of a decision point, and an answer that nobody gave yet."""
    for option in council.definition.decisions_by_id[decision].options:
        yield SettleDecision(decision, option.id), ()
    taken = {motion.matter.answer for motion in council.live_motions if isinstance(motion.matter, SettleDecision)}
    taken.update(settled.text for settled in council.settled.values())
    yield SettleDecision(decision, "", _unlike(taken)), ("matter.answer",)


def _graph_operations(council: Council) -> Iterator[GraphOperation]:
    projects = [project.id for project in council.graph.projects]
    for project in projects:
        yield RemoveProject(project)
        for team in council.definition.teams:
            yield ChangeOwner(project, team.id)
        for other in projects:
            if project != other:
                yield AllowReference(project, other)
                yield ForbidReference(project, other)
    for owner in council.graph.projects:
        for model in owner.public_models:
            yield MarkPrivate(owner.id, model)


def _drafted(council: Council, seat: int) -> GraphOperation:
    """Give a change that a draft has room for, as an example to fill in: a project more, or one less."""
    graph = changed(council.graph, fitting(council, seat)[0])
    if len(graph.projects) >= PROJECT_LIMIT:
        return RemoveProject(graph.projects[0].id)
    taken = {project.id for project in graph.projects}
    number = next(number for number in count(1) if f"project_{number}" not in taken)
    return AddProject(f"project_{number}", SAMPLE)


def _new_project(council: Council) -> AddProject:
    taken = {project.id for project in council.graph.projects}
    for motion in council.live_motions:
        if isinstance(motion.matter, ChangeGraph):
            taken.update(each.project for each in motion.matter.operations if isinstance(each, AddProject))
    number = next(number for number in count(1) if f"project_{number}" not in taken)
    return AddProject(f"project_{number}", SAMPLE)


def _more(text: str) -> str:
    return f"{text}{SAMPLE}" if len(text) < POLICY_LIMIT else SAMPLE


def _unlike(taken: Collection[str]) -> str:
    """Give a sample that is none of the texts, whatever their case."""
    known = {text.casefold() for text in taken}
    samples = chain((SAMPLE,), (f"{SAMPLE} {number}" for number in count(2)))
    return next(sample for sample in samples if sample not in known)
