"""From what a page posts to a command: closed tables of names, bounded fields, the seat filled from the login.

A form carries words; nothing in it can say who is speaking.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal, TypeVar, get_args

from meshcouncil.application.pad_document import PadPolicy
from meshcouncil.council import commands as at_table
from meshcouncil.council.definition import (
    NO_RECORD,
    AddProject,
    AllowReference,
    BallotSecrecy,
    Base,
    ChangeOwner,
    EmergencyRule,
    ForbidReference,
    Fraction,
    GraphOperation,
    MarkPrivate,
    MarkPublic,
    MatterClass,
    MergeProjects,
    NewProject,
    PolicyRecord,
    ProcedureKind,
    ProcedureRules,
    Proposers,
    RemoveProject,
    RulebookLine,
    SplitProject,
    TieRule,
)
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
    ProposalStatus,
    ReferMotion,
    RepealPolicy,
    RevokeDelegate,
    SettleDecision,
)
from meshcouncil.council.rules.project_graph import PARTS_LIMIT
from meshcouncil.council.rules.rulebook import DEFAULT_RULEBOOK, usual_rules
from meshcouncil.documents.rule_questions import questions_for
from meshcouncil.gathering import commands as in_hall
from meshcouncil.gathering.state import Place

T = TypeVar("T", bound=str)
PointKind = Literal["order", "information"]

FIELD_LIMIT = 20_000
NUMBER_LIMIT = 1_000_000
NUMBER_LENGTH = 12
PLACE_LIMIT = 12
FIELDS_LIMIT = 1_000
WAS_LIMIT = 60_000


class FormUnreadable(ValueError):
    """A form lacks a field or holds one that no page of ours sends; `sentence` says which."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Form:
    """The fields that were posted: texts only, each bounded."""

    fields: Mapping[str, Sequence[str]]

    def text(self, name: str, default: str | None = None, limit: int = FIELD_LIMIT) -> str:
        """Give a field's text. Raises FormUnreadable when it is missing without a default, or far too long."""
        values = self.fields.get(name)
        if not values:
            if default is None:
                raise FormUnreadable(f"The form came without “{name}”. Reload the page and try again.")
            return default
        value = values[-1].replace("\r\n", "\n").replace("\x00", "")
        if len(value) > limit:
            raise FormUnreadable(f"“{name}” is longer than {limit:,} characters. Please shorten it.")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Give every value of a field that is filled in, in order."""
        return tuple(value for value in self.fields.get(name, ()) if value)[:100]

    def number(self, name: str, default: int | None = None) -> int:
        """Give a field's whole number. Raises FormUnreadable."""
        text = self.text(name, None if default is None else str(default)).strip()
        try:
            value = int(text[:NUMBER_LENGTH])
        except ValueError:
            raise FormUnreadable(f"“{name}” should be a whole number, not “{text[:40]}”.") from None
        if abs(value) > NUMBER_LIMIT or len(text) > NUMBER_LENGTH:
            raise FormUnreadable(f"“{name}” is too large a number.")
        return value

    def optional_number(self, name: str) -> int | None:
        """Give a field's whole number, or None when it is empty. Raises FormUnreadable."""
        return self.number(name) if self.text(name, "").strip() else None

    def flag(self, name: str) -> bool:
        """Tell whether a field says yes."""
        return self.text(name, "") in ("yes", "on", "1", "true")

    def one_of(self, name: str, literal: object, default: T | None = None) -> T:
        """Give a field that must be one of a closed list of words. Raises FormUnreadable."""
        value = self.text(name, default)
        if value not in get_args(literal):
            raise FormUnreadable(f"“{name}” cannot be “{value[:40]}”. Reload the page and choose again.")
        return value  # type: ignore[return-value]


TableReader = Callable[[Form, int], at_table.Command]
HallReader = Callable[[Form, Place, int], in_hall.Command]
PersonReader = Callable[[Form, str], in_hall.Command]
HostReader = Callable[[Form, int], in_hall.Command]


def fraction(text: str) -> Fraction:
    """Read a share such as ``2/3``. Raises FormUnreadable."""
    over, _, under = text.partition("/")
    if not (over.isdecimal() and under.isdecimal()) or len(text) > 7:
        raise FormUnreadable(f"“{text[:40]}” is not a share such as 2/3.")
    return Fraction(int(over), int(under))


def rules(form: Form) -> ProcedureRules:
    """Read how a council wants to decide."""
    usual = ProcedureRules()
    kind: ProcedureKind = form.one_of("rules.kind", ProcedureKind)
    base: Base = form.one_of("rules.base", Base, usual.base)
    proposers: Proposers = form.one_of("rules.proposers", Proposers, usual.proposers)
    ballots: BallotSecrecy = form.one_of("rules.ballots", BallotSecrecy, usual.ballots)
    tie: TieRule = form.one_of("rules.tie", TieRule, usual.tie)
    emergency: EmergencyRule = form.one_of("rules.emergency", EmergencyRule, usual.emergency)
    said = ProcedureRules(
        kind=kind,
        proposers=proposers,
        second_needed=form.text("rules.second_needed", "yes") == "yes",
        threshold=fraction(form.text("rules.threshold", "2/3")),
        base=base,
        quorum=fraction(form.text("rules.quorum", "1/2")),
        ballots=ballots,
        tie=tie,
        emergency=emergency,
        rounds=form.flag("rules.rounds"),
        clock=form.number("rules.clock", usual.clock),
        every_team=form.flag("rules.every_team"),
        loops=form.number("rules.loops", usual.loops),
        stand_asides=fraction(form.text("rules.stand_asides", "3/10")),
        dots=form.number("rules.dots", usual.dots),
        veto=form.text("rules.veto", "yes") == "yes",
        confirm=form.flag("rules.confirm"),
    )
    if kind == "emergency_power" and said.emergency == "council":
        said = replace(said, emergency="chair_team")  # somebody has to be the one who acts
    asked = questions_for(kind)  # a form shows every question, but only these mean something under the procedure
    return replace(usual, kind=kind, **{question: getattr(said, question) for question in asked})


def rulebook(form: Form, now: tuple[RulebookLine, ...] = ()) -> tuple[RulebookLine, ...]:
    """Read which procedure serves which class of matters; a class left as usual has no line.

    A procedure that a line had before keeps its details; else it comes with those of the usual table, or its own.
    """
    known = {(line.matter, line.rules.kind): line.rules for line in (*DEFAULT_RULEBOOK, *now)}
    if form.flag("lines.usual"):
        return DEFAULT_RULEBOOK
    lines: list[RulebookLine] = []
    for matter_class in get_args(MatterClass):
        if form.text(f"line.{matter_class}", ""):
            kind: ProcedureKind = form.one_of(f"line.{matter_class}", ProcedureKind)
            lines.append(RulebookLine(matter_class, known.get((matter_class, kind)) or usual_rules(kind)))
    return tuple(lines)


def marks(form: Form) -> tuple[tuple[str, int], ...]:
    """Read the marks of a ballot: a field for each option; one left empty is no mark. Raises FormUnreadable."""
    names = [name for name in form.fields if name.startswith("marks.")]
    return tuple((name.removeprefix("marks."), form.number(name)) for name in names if form.text(name, "").strip())


def project_id(title: str) -> str:
    """Make a project's id from the title that people give it."""
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in title.strip().lower())
    name = "_".join(part for part in letters.split("_") if part)[:40]
    return name if name and not name[0].isdigit() else f"project_{name}"[:40]


def new_project(title: str, owner: str | None) -> NewProject:
    """Make a project that a split or a merge brings forth, with an id from its title."""
    return NewProject(project_id(title), title.strip(), owner)


def _parts(form: Form) -> tuple[NewProject, ...]:
    """Read what a project is split into: numbered titles and owners; a part without a title is none."""
    titles = [form.text(f"operation.title.{number}", "").strip() for number in range(1, PARTS_LIMIT + 1)]
    return tuple(
        new_project(title, form.text(f"operation.owner.{number}", "") or None)
        for number, title in enumerate(titles, start=1)
        if title
    )


def operation(form: Form) -> GraphOperation:
    """Read one change of the project graph. Raises FormUnreadable."""
    owner = form.text("operation.owner", "") or None
    match form.text("operation"):
        case "allow_reference":
            return AllowReference(form.text("operation.producer"), form.text("operation.consumer"))
        case "forbid_reference":
            return ForbidReference(form.text("operation.producer"), form.text("operation.consumer"))
        case "change_owner":
            return ChangeOwner(form.text("operation.project"), owner)
        case "remove_project":
            return RemoveProject(form.text("operation.project"))
        case "add_project":
            title = form.text("operation.title").strip()
            return AddProject(project_id(title), title, owner)
        case "split_project":
            return SplitProject(form.text("operation.project"), _parts(form))
        case "merge_projects":
            projects = (form.text("operation.project"), *form.texts("operation.other"))
            return MergeProjects(projects, new_project(form.text("operation.title"), owner))
        case "mark_public":
            return MarkPublic(form.text("operation.project"), form.text("operation.model"))
        case "mark_private":
            return MarkPrivate(form.text("operation.project"), form.text("operation.model"))
        case other:
            raise FormUnreadable(f"The graph knows no change called “{other[:40]}”.")


def matter(form: Form, kind: str = "") -> Matter:  # noqa: C901 - one branch for each matter
    """Read what a motion is about, or what an amendment of such a kind of it would make. Raises FormUnreadable."""
    match kind or form.text("matter"):
        case "adopt_procedure":
            return AdoptProcedure(rules(form))
        case "adopt_rulebook":
            return AdoptRulebook(rulebook(form))
        case "revoke_delegate":
            return RevokeDelegate(form.text("matter.motion"))
        case "add_policy":
            block = form.text("matter.block", "", 80)
            return AddPolicy(form.text("matter.title"), form.text("matter.text"), block, record(form))
        case "change_policy":
            said = record(form) if has_record(form) else None
            return ChangePolicy(form.text("matter.policy"), form.text("matter.title"), form.text("matter.text"), said)
        case "grant_exception":
            policy, team = form.text("matter.policy"), form.text("matter.team")
            return GrantException(policy, team, form.text("matter.reason"), form.text("matter.until"))
        case "advance_proposal":
            to: ProposalStatus = form.one_of("matter.to", ProposalStatus)
            return AdvanceProposal(form.text("matter.proposal"), to, form.text("matter.reason", ""))
        case "amend_motion" if not kind:
            return AmendMotion(form.text("matter.amends"), form.number("matter.version"), amended(form))
        case "repeal_policy":
            return RepealPolicy(form.text("matter.policy"))
        case "settle_decision":
            return SettleDecision(
                form.text("matter.decision"), form.text("matter.option", ""), form.text("matter.answer", "")
            )
        case "ask_council":
            return AskCouncil(form.text("matter.question"), tuple(form.text("matter.options").splitlines()))
        case "change_graph":
            return ChangeGraph((operation(form),))
        case "hold_caucus":
            style: CaucusStyle = form.one_of("matter.style", CaucusStyle)
            seconds = form.number("matter.seconds_each", 30)
            return HoldCaucus(style, form.text("matter.topic", ""), form.number("matter.minutes"), seconds)
        case "end_debate":
            return EndDebate(form.text("matter.motion"))
        case "refer_motion":
            return ReferMotion(form.text("matter.motion"), form.text("matter.to"))
        case "postpone_motion":
            return PostponeMotion(form.text("matter.motion"), form.text("matter.until"))
        case "appeal_ruling":
            return AppealRuling(form.text("matter.point"))
        case other:
            raise FormUnreadable(f"A motion cannot be about “{other[:40]}”.")


def amended(form: Form) -> Amendable:
    """Read the wording that an amendment asks for. Raises FormUnreadable."""
    to = matter(form, form.text("matter.kind"))
    if not isinstance(to, Amendable):
        raise FormUnreadable("Nobody can change the wording of such a motion. Reload the page and try again.")
    return to


def amended_graph(form: Form, asked: Sequence[GraphOperation], drafted: Sequence[GraphOperation]) -> AmendMotion:
    """Read which of the changes that a motion asks for an amendment keeps, and whether it adds those drafted."""
    kept = {int(each) for each in form.texts("keep") if each.isdecimal() and len(each) < NUMBER_LENGTH}
    operations = [each for place, each in enumerate(asked) if place in kept]
    if form.flag("with_draft"):
        operations += [each for each in drafted if each not in operations]
    return AmendMotion(form.text("matter.amends"), form.number("matter.version"), ChangeGraph(tuple(operations)))


def record(form: Form) -> PolicyRecord:
    """Read what a policy says besides its title and its decision; whether it makes sense is for the rules to say."""
    said = {each.name: form.text(f"record.{each.name}", getattr(NO_RECORD, each.name)) for each in fields(PolicyRecord)}
    return PolicyRecord(**said)  # type: ignore[arg-type]


def has_record(form: Form) -> bool:
    """Tell whether a form carries the fields of a policy's record."""
    return any(name.startswith("record.") for name in form.fields)


def pad_policy(form: Form) -> tuple[PadPolicy, PadPolicy]:
    """Read a policy of the pad as its form showed it and as it should be. Raises FormUnreadable."""
    block = form.text("policy", limit=80)
    try:
        was = json.loads(form.text("was", "{}", WAS_LIMIT))
    except ValueError:
        was = None
    if not isinstance(was, dict):
        raise FormUnreadable("The form came damaged. Reload the page and try again.")
    shown = Form({str(name): [str(value)] for name, value in was.items()})
    before, after = (
        PadPolicy(block, each.text("matter.title", ""), each.text("matter.text", ""), record(each))
        for each in (shown, form)
    )
    return before, after


def place_named(text: str) -> Place | None:
    """Read a place such as ``2:5``; None when it is none."""
    table, _, seat = text.partition(":")
    if not (table.isdecimal() and seat.isdecimal()) or len(text) > PLACE_LIMIT:
        return None
    return Place(int(table), int(seat))


def move_person(form: Form) -> in_hall.MovePerson:
    """Read whom to move where: to a seat (``2:5``), a table (``2:``), out of the seats (``hall``)."""
    person, text = form.text("person"), form.text("place")
    if text == "hall":
        return in_hall.MovePerson(person, None, None)
    place = place_named(f"{text}0" if text.endswith(":") else text)
    if place is None:
        raise FormUnreadable(f"“{text[:40]}” is not a place to move somebody to. Reload the page and choose again.")
    return in_hall.MovePerson(person, place.table, None if text.endswith(":") else place.seat)


TABLE_FORMS: Mapping[str, TableReader] = {
    "introduce": lambda form, seat: at_table.Introduce(seat, form.text("text")),
    "declare-fact": lambda form, seat: at_table.DeclareFact(seat, form.text("text")),
    "raise-hand": lambda _, seat: at_table.RaiseHand(seat),
    "lower-hand": lambda _, seat: at_table.LowerHand(seat),
    "say": lambda form, seat: at_table.Say(
        seat, form.one_of("audience", at_table.Audience, "council"), form.text("text")
    ),
    "table-motion": lambda form, seat: at_table.TableMotion(
        seat, matter(form), form.text("reason", ""), emergency=form.flag("emergency")
    ),
    "propose-policy": lambda form, seat: at_table.ProposePolicy(
        seat, form.text("matter.title"), form.text("matter.text"), record(form)
    ),
    "revise-proposal": lambda form, seat: at_table.ReviseProposal(
        seat, form.text("proposal"), form.text("matter.title"), form.text("matter.text"), record(form)
    ),
    "join-working-group": lambda form, seat: at_table.JoinWorkingGroup(seat, form.text("proposal")),
    "submit-proposal": lambda form, seat: at_table.SubmitProposal(seat, form.text("proposal")),
    "withdraw-proposal": lambda form, seat: at_table.WithdrawProposal(seat, form.text("proposal")),
    "record-approval": lambda form, seat: at_table.RecordApproval(
        seat, form.text("proposal"), form.text("body"), form.flag("approved"), form.text("reason", "")
    ),
    "second-motion": lambda form, seat: at_table.SecondMotion(seat, form.text("motion")),
    "withdraw-motion": lambda form, seat: at_table.WithdrawMotion(seat, form.text("motion")),
    "accept-amendment": lambda form, seat: at_table.AcceptAmendment(
        seat, form.text("motion"), form.number("version", 0)
    ),
    "revise-motion": lambda form, seat: at_table.ReviseMotion(
        seat, form.text("motion"), matter(form), form.text("reason", ""), form.text("objection", "")
    ),
    "draft-graph": lambda form, seat: at_table.DraftGraph(seat, operation(form)),
    "undo-graph-draft": lambda _, seat: at_table.UndoGraphDraft(seat),
    "clear-graph-draft": lambda _, seat: at_table.ClearGraphDraft(seat),
    "open-vote": lambda form, seat: at_table.OpenVote(seat, form.text("motion")),
    "cast-ballot": lambda form, seat: at_table.CastBallot(
        seat,
        form.text("motion"),
        form.number("version"),
        form.text("choice", ""),
        form.text("reason", ""),
        form.texts("ranking"),
        marks(form),
    ),
    "take-poll": lambda form, seat: at_table.TakePoll(
        seat, form.text("motion"), form.one_of("kind", Literal["temperature_check", "check_poll"])
    ),
    "end-stage": lambda form, seat: at_table.EndStage(seat, form.text("motion")),
    "take-turn": lambda form, seat: at_table.TakeTurn(seat, form.text("motion"), form.text("text", "")),
    "weigh-objection": lambda form, seat: at_table.WeighObjection(
        seat, form.text("motion"), form.text("objection"), qualifies=form.flag("qualifies")
    ),
    "lift-objection": lambda form, seat: at_table.LiftObjection(seat, form.text("motion"), form.text("objection")),
    "raise-issue": lambda form, seat: at_table.RaiseIssue(seat, form.text("motion"), form.text("text")),
    "answer-issue": lambda form, seat: at_table.AnswerIssue(
        seat, form.text("motion"), form.text("issue"), form.text("text")
    ),
    "support-issue": lambda form, seat: at_table.SupportIssue(seat, form.text("motion"), form.text("issue")),
    "declare-consensus": lambda form, seat: at_table.DeclareConsensus(
        seat, form.text("motion"), reached=form.flag("reached"), reason=form.text("reason", "")
    ),
    "appeal-declaration": lambda form, seat: at_table.AppealDeclaration(seat, form.text("motion"), form.text("reason")),
    "offer-to-decide": lambda form, seat: at_table.OfferToDecide(seat, form.text("motion"), form.text("text")),
    "take-back-offer": lambda form, seat: at_table.TakeBackOffer(seat, form.text("motion")),
    "ask-advice": lambda form, seat: at_table.AskAdvice(
        seat,
        form.text("motion"),
        tuple(int(each) for each in form.texts("seats") if each.isdecimal() and len(each) < 4),
    ),
    "give-advice": lambda form, seat: at_table.GiveAdvice(seat, form.text("motion"), form.text("text")),
    "decide-alone": lambda form, seat: at_table.DecideAlone(
        seat, form.text("motion"), adopt=form.flag("adopt"), reason=form.text("reason")
    ),
    "step-down": lambda form, seat: at_table.StepDown(seat, form.text("motion")),
    "close-vote": lambda form, seat: at_table.CloseVote(seat, form.text("motion")),
    "set-speakers-list": lambda form, seat: at_table.SetSpeakersList(
        seat, form.number("seconds_each"), form.flag("newcomers_first"), form.flag("open")
    ),
    "call-speaker": lambda form, seat: at_table.CallSpeaker(seat, form.optional_number("speaker")),
    "end-speech": lambda _, seat: at_table.EndSpeech(seat),
    "yield-floor": lambda form, seat: at_table.YieldFloor(seat, form.number("to")),
    "end-caucus": lambda _, seat: at_table.EndCaucus(seat),
    "open-round": lambda form, seat: at_table.OpenRound(seat, form.text("topic")),
    "speak-in-round": lambda form, seat: at_table.SpeakInRound(seat, form.text("text", "")),
    "close-round": lambda _, seat: at_table.CloseRound(seat),
    "raise-point": lambda form, seat: at_table.RaisePoint(
        seat, form.one_of("kind", PointKind), form.text("text"), form.text("motion", "")
    ),
    "rule-point": lambda form, seat: at_table.RulePoint(
        seat, form.text("point"), form.flag("well_taken"), form.text("text", "")
    ),
    "cast-charter-ballot": lambda form, seat: at_table.CastCharterBallot(
        seat, form.number("vote"), form.text("choice")
    ),
    "close-final-vote": lambda _, seat: at_table.CloseFinalVote(seat),
}
"""What a seat sends to its table. ``call-final-vote`` needs the pad and is read by its route."""

SEAT_FORMS: Mapping[str, HallReader] = {
    "call-help": lambda form, at, now: in_hall.CallHelp(at.table, at.seat, form.text("text", ""), now),
    "answer-help": lambda _, at, __: in_hall.AnswerHelp(at.table, at.seat),
    "say-in-room": lambda form, at, now: in_hall.SayInRoom(at.table, at.seat, at.seat, form.text("text"), now),
    "claim-goal": lambda form, at, _: in_hall.ClaimGoal(at.table, at.seat, form.text("goal"), form.text("clause")),
    "withdraw-claim": lambda form, at, _: in_hall.WithdrawClaim(at.table, at.seat, form.text("goal")),
    "vote-on-claim": lambda form, at, _: in_hall.VoteOnClaim(
        at.table, at.seat, form.text("goal"), met=form.flag("met")
    ),
}
"""What a seated person sends to the hall. ``hand-seat-to-bot`` needs a name and is read by its route."""

PERSON_FORMS: Mapping[str, PersonReader] = {
    "take-seat": lambda form, person: in_hall.TakeSeat(person, form.number("table"), form.number("seat")),
    "leave-seat": lambda _, person: in_hall.LeaveSeat(person),
    "leave-hall": lambda _, person: in_hall.LeaveHall(person),
    "rename-person": lambda form, person: in_hall.RenamePerson(person, form.text("name")),
}
"""What anybody in the hall sends about themselves."""

HOST_FORMS: Mapping[str, HostReader] = {
    "start-agenda": lambda _, now: in_hall.StartAgenda(now),
    "next-step": lambda _, now: in_hall.NextStep(now),
    "previous-step": lambda _, now: in_hall.PreviousStep(now),
    "pause": lambda _, now: in_hall.Pause(now),
    "resume": lambda _, now: in_hall.Resume(now),
    "extend-step": lambda form, now: in_hall.ExtendStep(form.number("minutes"), now),
    "skip-step": lambda form, _: in_hall.SkipStep(form.text("step")),
    "restore-step": lambda form, _: in_hall.RestoreStep(form.text("step")),
    "change-step-minutes": lambda form, _: in_hall.ChangeStepMinutes(form.text("step"), form.number("minutes")),
    "deal-inject": lambda form, now: in_hall.DealInject(form.text("inject"), form.optional_number("table"), now),
    "broadcast": lambda form, now: in_hall.Broadcast(form.text("text"), now),
    "answer-help": lambda form, _: in_hall.AnswerHelp(form.number("table"), form.number("seat")),
    "move-person": lambda form, _: move_person(form),
    "rename-person": lambda form, _: in_hall.RenamePerson(form.text("person"), form.text("name")),
    "leave-hall": lambda form, _: in_hall.LeaveHall(form.text("person")),
    "remove-bot": lambda form, _: in_hall.RemoveBot(form.number("table"), form.number("seat")),
    "present-table": lambda form, now: in_hall.PresentTable(form.number("table"), now),
    "show-slide": lambda form, _: in_hall.ShowSlide(form.number("index")),
    "reveal": lambda _, now: in_hall.Reveal(now),
    "close-gathering": lambda _, now: in_hall.CloseGathering(now),
}
"""What whoever keeps the agenda sends; ``commands`` reads what needs bots' names, dice or the machine's opinion."""
