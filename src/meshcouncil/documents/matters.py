"""Motions and ballots in words: what is asked, how it stands, what can be answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    ChangeOwner,
    Definition,
    ForbidReference,
    GraphOperation,
    RemoveProject,
)
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    ChangeGraph,
    ChangePolicy,
    Matter,
    RepealPolicy,
    SettleDecision,
)
from meshcouncil.council.state import Council, MotionStatus
from meshcouncil.documents.procedures import Electorate, electorate_at, procedure_sentences, procedure_title
from meshcouncil.documents.words import count_of, ended, listed, readable

MOTION_STATUSES: Mapping[MotionStatus, str] = {
    "tabled": "Needs a second",
    "open": "Open for debate",
    "voting": "Being voted on",
    "objected": "Objections to work in",
    "carried": "Adopted",
    "lost": "Not adopted",
    "withdrawn": "Withdrawn",
    "lapsed": "Lapsed",
}
"""How a motion stands, in a word or two."""

LAPSES: Mapping[str, str] = {
    "overtaken": "Another decision already settled what it asked for.",
    "adopted": "The charter was adopted before it came to a vote.",
    "closed": "The council ended before it came to a vote.",
}
"""Why a motion fell without a vote."""

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
    "": "Did not vote",
}
"""The answers on a ballot; a decision point's options have the pack's own labels."""


def titles_of(council: Council) -> Mapping[str, str]:
    """Name the policies and projects of a table by id, those repealed too, for sentences that mention them."""
    policies = {policy.id: policy.title for policy in council.policies.values()}
    return {**policies, **{project.id: project.title for project in council.graph.projects}}


# --- matters ----------------------------------------------------------------------------------------------------------


def matter_title(matter: Matter, definition: Definition, titles: Mapping[str, str] | None = None) -> str:
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
        case _:
            assert_never(matter)


@dataclass(frozen=True, slots=True)
class Heading:
    """How a matter stands on paper: its kind, its title, the lines beneath, and the question that it answers."""

    kind: str
    title: str
    lines: tuple[str, ...] = ()
    question: str = ""


def heading_of(
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
        case _:
            assert_never(matter)


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
        case _:
            assert_never(operation)


def operation_sentences(
    operations: tuple[GraphOperation, ...], definition: Definition, titles: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Write every change of the project graph as a sentence."""
    names = _with_new(operations, titles)
    return tuple(_sentence(operation_title(operation, definition, names)) for operation in operations)


def _with_new(operations: Iterable[GraphOperation], titles: Mapping[str, str] | None) -> Mapping[str, str]:
    added = {each.project: each.title for each in operations if isinstance(each, AddProject)}
    return {**added, **(titles or {})}


def _pair(consumer: str, producer: str, definition: Definition, titles: Mapping[str, str] | None) -> str:
    uses, used = project_title(consumer, definition, titles), project_title(producer, definition, titles)
    return f"{uses} use the public models of {used}"


def _owned(owner: str | None, definition: Definition) -> str:
    return f"owned by {_team(owner, definition)}" if owner else "without an owner yet"


def _team(team: str | None, definition: Definition) -> str:
    found = definition.teams_by_id.get(team or "")
    return found.name if found else readable(team or "nobody")


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
    if definition is None or not isinstance(matter, SettleDecision):
        return CHOICES
    point = definition.decisions_by_id[matter.decision]
    return {**CHOICES, **{option.id: option.label for option in point.options}}


def ranking_sentence(ranking: Iterable[str], labels: Mapping[str, str]) -> str:
    """Write a ranked ballot in words: ``first A, then B, then C``."""
    names = [labels.get(option, readable(option)) for option in ranking]
    return ", then ".join(names) if names else CHOICES[""]


def seats_sentence(definition: Definition, seats: Iterable[int]) -> str:
    """Name seats by their roles: ``Data Architect and Director of HR``."""
    return listed(definition.roles_by_number[seat].title for seat in seats)
