"""Motions and ballots in words: what is asked, how it stands, what can be answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    ChangeOwner,
    Definition,
    ForbidReference,
    GraphOperation,
    MarkPrivate,
    MarkPublic,
    MergeProjects,
    NewProject,
    RemoveProject,
    SplitProject,
)
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    AdoptRulebook,
    AdvanceProposal,
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
    Procedural,
    ProposalStatus,
    RatifyAct,
    ReferMotion,
    RepealPolicy,
    RevokeDelegate,
    SettleDecision,
)
from meshcouncil.council.state import Council, MotionStatus
from meshcouncil.documents.policies import date_words
from meshcouncil.documents.procedures import (
    Electorate,
    electorate_at,
    procedure_sentences,
    procedure_title,
    rulebook_sentences,
)
from meshcouncil.documents.words import count_of, duration, ended, listed, quoted, readable

MOTION_STATUSES: Mapping[MotionStatus, str] = {
    "tabled": "Needs a second",
    "open": "Open for debate",
    "deliberating": "Under deliberation",
    "voting": "Being voted on",
    "objected": "Objections to work in",
    "carried": "Adopted",
    "lost": "Not adopted",
    "withdrawn": "Withdrawn",
    "lapsed": "Lapsed",
    "noted": "Noted",
    "deferred": "Put off",
    "referred": "Given to others to work on",
}
"""How a motion stands, in a word or two."""

LAPSES: Mapping[str, str] = {
    "overtaken": "Another decision already settled what it asked for.",
    "adopted": "The charter was adopted before it came to a vote.",
    "closed": "The council ended before it came to a vote.",
    "base_changed": "The text that it was to change has changed, so that it no longer fits.",
    "base_gone": "The motion that it was about is no longer before the council.",
    "settled": "The motion that it was about is no longer before the council.",
    "switched": "Motions no longer stand on a stack, as in Robert's Rules.",
    "contained": "The text that it was to change already has what it asked for.",
    "not_seconded": "Nobody seconded it before the vote on the motion that it was to change.",
    "vote_opened": "The vote on the motion that it was to change began before it was decided.",
}
"""Why a motion fell without a vote."""

ENDINGS: Mapping[str, str] = {
    "answered": "The council has answered its question.",
    "not_binding": "Nothing binding was asked, so the motion ends here.",
    "no_delegate": "Nobody offered to decide it.",
    "no_consensus": "The chair's word holds: there is no rough consensus.",
    "declared": "The chair's word holds: there is rough consensus.",
    "delegate": "Decided by who had the power to decide it.",
    "objections_answered": "No objection stands any more, and the text is the one that was voted on.",
}
"""Why a motion ended without a count."""

PROPOSAL_STATUSES: Mapping[ProposalStatus, str] = {
    "proposed": "Proposed",
    "triaged": "Let through, to be sized",
    "minor": "Minor: quick approval",
    "working_group": "With a working group",
    "in_review": "In review",
    "further_approval": "With another approving body",
    "published": "Published",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
}
"""Where a proposed policy stands on its way."""

CAUCUSES: Mapping[CaucusStyle, str] = {
    "moderated": "Moderated caucus",
    "unmoderated": "Unmoderated caucus",
    "recess": "Recess",
}
"""The ways of speaking for a while in another manner."""

DECISION_STATUSES: Mapping[str, str] = {"open": "Open", "proposed": "Before the council", "settled": "Settled"}
"""How a decision point stands."""

CHOICES: Mapping[str, str] = {
    "yes": "Yes",
    "no": "No",
    "abstain": "Abstain",
    "consent": "Consent",
    "object": "Object",
    "none": "None of these",
    "adopt": "Adopt it",
    "no_objection": "No objection",
    "agree": "Agree",
    "reservations": "Agree, with reservations",
    "stand_aside": "Stand aside",
    "block": "Block",
    "+1": "+1: in favour",
    "+0.5": "+0.5: rather in favour",
    "0": "0: no opinion",
    "-0.5": "−0.5: rather against",
    "-1": "−1: veto",
    "read": "I have read it",
    "confirm": "Confirm",
    "refuse": "Refuse",
    "postpone": "Postpone",
    "up": "Thumbs up",
    "side": "Thumbs sideways",
    "down": "Thumbs down",
    "done": "I have read it",
    "not_yet": "Not yet",
    "": "Did not vote",
}
"""The answers on a ballot; a decision point's options have the pack's own labels."""


class Titles(Mapping[str, str]):
    """What the ids of a table are called: its policies (those repealed too), its projects, motions and proposals.

    A motion is named only when it is asked for: long councils have hundreds, and most sentences mention none.
    """

    def __init__(self, council: Council) -> None:
        self._council = council
        policies = {policy.id: policy.title for policy in council.policies.values()}
        proposals = {proposal_key(each.id): each.title for each in council.proposals.values()}
        self._named = {**proposals, **policies, **{each.id: each.title for each in council.graph.projects}}

    def __getitem__(self, key: str) -> str:
        """Name a policy or a project by its id, a motion by ``motion:M1``, a proposal by ``proposal:D1``."""
        if key in self._named:
            return self._named[key]
        motion = self._council.motions[key.removeprefix(_MOTION)] if key.startswith(_MOTION) else None
        if motion is None or isinstance(motion.matter, AmendMotion | Procedural | RatifyAct | RevokeDelegate):
            raise KeyError(key)
        return matter_title(motion.matter, self._council.definition, self)

    def __iter__(self) -> Iterator[str]:
        """Give the ids of policies, projects and proposals; a motion's title is asked for by its id."""
        return iter(self._named)

    def __len__(self) -> int:
        """Count what `__iter__` gives."""
        return len(self._named)


_MOTION = "motion:"


def proposal_key(proposal: str) -> str:
    """Give the key under which titles name a proposal, whose id may be a policy's as well."""
    return f"proposal:{proposal}"


def ending_sentence(status: MotionStatus, because: str, definition: Definition) -> str:
    """Say how a motion ended without a count, and why: in our words, or in those of who ended it."""
    if status == "referred":
        return f"Given to {_team(because, definition) if _is_team(because, definition) else because} to work on."
    if status == "deferred" and because not in ENDINGS:
        return ended(f"Put off until {because}")
    return " ".join(each for each in (f"{MOTION_STATUSES[status]}.", ENDINGS.get(because, ended(because))) if each)


def titles_of(council: Council) -> Mapping[str, str]:
    """Name what a table has made by id, what was repealed too, for sentences that mention it."""
    return Titles(council)


# --- matters ----------------------------------------------------------------------------------------------------------


def matter_title(  # noqa: C901 - one branch for each matter
    matter: Matter, definition: Definition, titles: Mapping[str, str] | None = None
) -> str:
    """Name in one line what a motion asks for. `titles` names the table's own policies and projects by id."""
    match matter:
        case AdoptProcedure(rules):
            return f"Decide by: {procedure_title(rules)}"
        case AddPolicy(title):
            return f"New policy: {title}"
        case ChangePolicy(policy, title):
            return f"Change policy {policy}: {title}"
        case RepealPolicy(policy):
            return f"Repeal policy {_policy_name(policy, titles)}"
        case SettleDecision(decision, option):
            answer = option_label(definition, decision, option) if option else "an answer of our own"
            return f"Settle: {definition.decisions_by_id[decision].question} → {answer}"
        case ChangeGraph(operations):
            if len(operations) == 1:
                return f"Project graph: {operation_title(operations[0], definition, _with_new(operations, titles))}"
            return f"Project graph: {count_of(len(operations), 'change')}"
        case AdoptRulebook(lines):
            return (
                f"Decide by a rulebook: {count_of(len(lines), 'kind')} of matter" if lines else "Give up the rulebook"
            )
        case AskCouncil(question):
            return f"Question: {question}"
        case GrantException(policy, team, _, until):
            whom, day = _team(team, definition), date_words(until)
            return f"Exception from policy {_policy_name(policy, titles)} for {whom} until {day}"
        case AdvanceProposal(proposal, to):
            return f"Proposal {_proposal_name(proposal, titles)} → {PROPOSAL_STATUSES[to]}"
        case AmendMotion(motion, _, to):
            return f"Amend {motion}: {matter_title(to, definition, titles)}"
        case RatifyAct(act):
            return f"Let the emergency act {_motion_name(act, titles)} stand"
        case RevokeDelegate(motion):
            return f"Take the decision on {_motion_name(motion, titles)} back"
        case _:
            return _procedural_title(matter, definition, titles)


def _procedural_title(matter: Procedural, definition: Definition, titles: Mapping[str, str] | None) -> str:
    match matter:
        case EndDebate(motion):
            return f"End the debate on {_motion_name(motion, titles)}"
        case ReferMotion(motion, to):
            return (
                f"Refer {_motion_name(motion, titles)} to {_team(to, definition) if _is_team(to, definition) else to}"
            )
        case PostponeMotion(motion, until):
            return f"Postpone {_motion_name(motion, titles)} until {until}"
        case HoldCaucus("recess", _, minutes):
            return f"Recess of {count_of(minutes, 'minute')}"
        case HoldCaucus(style, topic, minutes):
            return f"{CAUCUSES[style]} of {count_of(minutes, 'minute')}{f': {topic}' if topic else ''}"
        case AppealRuling(point):
            return f"Appeal from the chair's ruling on point {point}"
        case _:
            assert_never(matter)


def matter_text(matter: Matter, definition: Definition, titles: Mapping[str, str] | None = None) -> str:
    """Give the text that the council votes on, as people read it, one item on each line."""
    match matter:
        case AdoptProcedure(rules):
            return "\n".join(procedure_sentences(rules, definition))
        case AddPolicy(_, text) | ChangePolicy(_, _, text):
            return text
        case RepealPolicy(policy):
            return f"Policy {_policy_name(policy, titles)} leaves the charter."
        case SettleDecision(decision, option_id, answer):
            option = definition.decisions_by_id[decision].option(option_id) if option_id else None
            return ended(option.clause or option.label) if option else answer
        case ChangeGraph(operations):
            return "\n".join(operation_sentences(operations, definition, titles))
        case AdoptRulebook(lines):
            return "\n".join(rulebook_sentences(lines, definition))
        case AskCouncil(_, options):
            return "\n".join(options)
        case GrantException(_, _, reason, _) | AdvanceProposal(_, _, reason):
            return reason or ended(matter_title(matter, definition, titles))
        case AmendMotion(_, _, to):
            return matter_text(to, definition, titles)
        case RatifyAct(act):
            return f"What was done alone in {act} stays in force. If this motion is lost, it is undone."
        case RevokeDelegate(motion):
            return f"{motion} comes back before the council, which decides it itself."
        case _:
            return _procedural_text(matter)


def _procedural_text(matter: Procedural) -> str:
    match matter:
        case EndDebate(motion):
            return f"{motion} is put to the vote at once."
        case ReferMotion(motion):
            return f"{motion} leaves the floor until they report back."
        case PostponeMotion(motion):
            return f"{motion} rests until then."
        case HoldCaucus("moderated", _, _, seconds_each):
            return f"Short speeches of {duration(seconds_each)} each; the chair calls on raised hands."
        case HoldCaucus("unmoderated"):
            return "Everyone talks freely, drafts and looks for support; then the council sits again."
        case HoldCaucus():
            return "The council rests, then sits again."
        case AppealRuling():
            return "The ruling is overturned; a tie upholds the chair."
        case _:
            assert_never(matter)


@dataclass(frozen=True, slots=True)
class Heading:
    """How a matter stands on paper: its kind, its title, the lines beneath, and the question that it answers."""

    kind: str
    title: str
    lines: tuple[str, ...] = ()
    question: str = ""


def heading_of(  # noqa: C901 - one branch for each matter
    matter: Matter,
    definition: Definition,
    titles: Mapping[str, str] | None = None,
    electorate: Electorate | None = None,
) -> Heading:
    """Set a matter out for a page: what `matter_title` and `matter_text` say, in parts."""
    text = matter_text(matter, definition, titles)
    match matter:
        case AdoptProcedure(rules):
            lines = procedure_sentences(rules, definition, electorate)
            return Heading("How we decide", procedure_title(rules), lines)
        case AddPolicy(title):
            return Heading("New policy", title, (text,))
        case ChangePolicy(policy, title):
            return Heading(f"Change of policy {policy}", title, (text,))
        case RepealPolicy(policy):
            return Heading("Repeal of a policy", _policy_name(policy, titles), (text,))
        case SettleDecision(decision, option, answer):
            label = option_label(definition, decision, option) if option else answer
            lines = () if text == ended(label) or text == label else (text,)
            return Heading("An answer", label, lines, definition.decisions_by_id[decision].question)
        case ChangeGraph(operations):
            lines = operation_sentences(operations, definition, titles)
            if len(lines) == 1:
                return Heading("Project graph", lines[0].removesuffix("."))
            return Heading("Project graph", count_of(len(lines), "change"), lines)
        case AdoptRulebook(lines):
            sentences = rulebook_sentences(lines, definition, electorate)
            title = f"A rulebook for {count_of(len(lines), 'kind')} of matter" if lines else "No rulebook any more"
            return Heading("How we decide", title, sentences)
        case AskCouncil(question, options):
            return Heading("A question to the council", question, options)
        case GrantException(policy, team, reason, until):
            title = (
                f"{_team(team, definition)} may depart from {_policy_name(policy, titles)} until {date_words(until)}"
            )
            return Heading("An exception", title, (reason,) if reason else ())
        case AdvanceProposal(proposal, to, reason):
            title = f"{_proposal_name(proposal, titles)} → {PROPOSAL_STATUSES[to]}"
            return Heading("A proposed policy", title, (reason,) if reason else ())
        case AmendMotion(motion, _, to):
            inner = heading_of(to, definition, titles, electorate)
            return Heading(f"Amendment to {motion}", inner.title, inner.lines, inner.question)
        case RatifyAct():
            return Heading("After an emergency", matter_title(matter, definition, titles), (text,))
        case _:
            return Heading("A motion on how to go on", matter_title(matter, definition, titles), (text,))


def headings_of(council: Council) -> Mapping[str, Heading]:
    """Set out what every motion of a table asks for, by the motion's id."""
    titles, electorate = titles_of(council), electorate_at(council)
    return {
        motion.id: heading_of(motion.matter, council.definition, titles, electorate)
        for motion in council.motions.values()
    }


def option_label(definition: Definition, decision: str, option: str) -> str:
    """Give the pack's label of an option of a decision point."""
    found = definition.decisions_by_id[decision].option(option)
    return found.label if found else readable(option)


def project_title(project: str, definition: Definition, titles: Mapping[str, str] | None = None) -> str:
    """Name a project: as the table named it, else as the plan or one of the pack's options does."""
    if titles and project in titles:
        return titles[project]
    planned = definition.graph.project(project)
    if planned:
        return planned.title
    operations = (operation for point in definition.decisions for option in point.options for operation in option.graph)
    named = (each.title for each in operations if isinstance(each, AddProject) and each.project == project)
    return next(named, readable(project))


def operation_title(operation: GraphOperation, definition: Definition, titles: Mapping[str, str] | None = None) -> str:
    """Name one change of the project graph in a few words, to stand inside a line."""
    match operation:
        case AddProject(_, title, owner):
            return f"add {title}, {_owned(owner, definition)}"
        case RemoveProject(project):
            return f"remove {project_title(project, definition, titles)}"
        case ChangeOwner(project, owner):
            name = project_title(project, definition, titles)
            return f"give {name} to {_team(owner, definition)}" if owner else f"leave {name} without an owner"
        case AllowReference(producer, consumer):
            return f"let {_pair(consumer, producer, definition, titles)}"
        case ForbidReference(producer, consumer):
            return f"no longer let {_pair(consumer, producer, definition, titles)}"
        case SplitProject(project, into):
            parts = listed(_new_project(each, definition) for each in into)
            return f"split {project_title(project, definition, titles)} into {parts}"
        case MergeProjects(projects, one):
            merged = listed(project_title(each, definition, titles) for each in projects)
            return f"merge {merged} into {_new_project(one, definition)}"
        case MarkPublic(project, model):
            return f"offer the model {quoted(model)} of {project_title(project, definition, titles)} to others"
        case MarkPrivate(project, model):
            return (
                f"no longer offer the model {quoted(model)} of {project_title(project, definition, titles)} to others"
            )
        case _:
            assert_never(operation)


def operation_sentences(
    operations: tuple[GraphOperation, ...], definition: Definition, titles: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Write every change of the project graph as a sentence."""
    names = _with_new(operations, titles)
    return tuple(_sentence(operation_title(operation, definition, names)) for operation in operations)


def _with_new(operations: Iterable[GraphOperation], titles: Mapping[str, str] | None) -> Mapping[str, str]:
    return {**dict(_brought_forth(operations)), **(titles or {})}


def _brought_forth(operations: Iterable[GraphOperation]) -> Iterator[tuple[str, str]]:
    for operation in operations:
        match operation:
            case AddProject(project, title):
                yield project, title
            case SplitProject(_, into):
                yield from ((each.id, each.title) for each in into)
            case MergeProjects(_, one):
                yield one.id, one.title
            case _:
                pass


def _new_project(project: NewProject, definition: Definition) -> str:
    return f"{project.title} ({_owned(project.owner, definition)})"


def _pair(consumer: str, producer: str, definition: Definition, titles: Mapping[str, str] | None) -> str:
    uses, used = project_title(consumer, definition, titles), project_title(producer, definition, titles)
    return f"{uses} use the public models of {used}"


def _owned(owner: str | None, definition: Definition) -> str:
    return f"owned by {_team(owner, definition)}" if owner else "without an owner yet"


def _team(team: str | None, definition: Definition) -> str:
    found = definition.teams_by_id.get(team or "")
    return found.name if found else readable(team or "nobody")


def _is_team(team: str, definition: Definition) -> bool:
    return team in definition.teams_by_id


def _motion_name(motion: str, titles: Mapping[str, str] | None) -> str:
    title = titles.get(f"{_MOTION}{motion}") if titles else None
    return f"{motion} ({title})" if title else motion


def _proposal_name(proposal: str, titles: Mapping[str, str] | None) -> str:
    title = titles.get(proposal_key(proposal)) if titles else None
    return f"{proposal}: {title}" if title else proposal


def _policy_name(policy: str, titles: Mapping[str, str] | None) -> str:
    return f"{policy}: {titles[policy]}" if titles and policy in titles else policy


def _sentence(words: str) -> str:
    return ended(words[:1].upper() + words[1:])


# --- ballots ----------------------------------------------------------------------------------------------------------


def choice_label(choice: str, matter: Matter | None = None, definition: Definition | None = None) -> str:
    """Name an answer on a ballot; the matter and the pack name the options of a decision point."""
    return choice_labels(matter, definition).get(choice, readable(choice))


def choice_labels(matter: Matter | None = None, definition: Definition | None = None) -> Mapping[str, str]:
    """Name every answer that a ballot on a matter may carry: ``yes`` is ``Yes``, an option has the pack's label."""
    if definition is None:
        return CHOICES
    teams = {team_key(team.id): team.name for team in definition.teams}
    match matter:
        case SettleDecision(decision):
            options = {option.id: option.label for option in definition.decisions_by_id[decision].options}
        case AskCouncil(_, asked):
            options = {option: option for option in asked}
        case AmendMotion(_, _, to):
            return choice_labels(to, definition)
        case _:
            options = {}
    return {**CHOICES, **teams, **options}


def team_key(team: str) -> str:
    """Give the key under which labels name a team, whose id may be an option's as well."""
    return f"team:{team}"


def ranking_sentence(ranking: Iterable[str], labels: Mapping[str, str]) -> str:
    """Write a ranked ballot in words: ``first A, then B, then C``."""
    names = [labels.get(option, readable(option)) for option in ranking]
    return ", then ".join(names) if names else CHOICES[""]


def seats_sentence(definition: Definition, seats: Iterable[int]) -> str:
    """Name seats by their roles: ``Data Architect and Director of HR``."""
    return listed(definition.roles_by_number[seat].title for seat in seats)
