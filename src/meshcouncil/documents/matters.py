"""Motions, procedures and ballots in words: what is asked, by which rules it is decided, what can be answered."""

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
    Fraction,
    GraphOperation,
    ProcedureRules,
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
from meshcouncil.council.rules.procedures.consent import CONSENT_ROUNDS, fallback
from meshcouncil.council.rules.procedures.procedure import quorum_size, share_of
from meshcouncil.council.state import Council, MotionStatus
from meshcouncil.council.views import TableView
from meshcouncil.documents.words import BASES, count_of, ended, listed, readable, share

MOTION_STATUSES: Mapping[MotionStatus, str] = {
    "tabled": "Needs a second",
    "open": "Ready for the vote",
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


@dataclass(frozen=True, slots=True)
class Electorate:
    """How many may vote: seats that are taken, and teams that have somebody in one."""

    seats: int
    teams: int


def electorate_of(definition: Definition, taken: Iterable[int] | None = None) -> Electorate:
    """Count who may vote: the seats taken, or (None) every seat of the pack."""
    seats = {role.number for role in definition.roles} if taken is None else set(taken)
    return Electorate(len(seats), len({definition.roles_by_number[seat].team for seat in seats}))


def titles_of(source: Council | TableView) -> Mapping[str, str]:
    """Name the policies and projects of a table by id, for sentences that mention them."""
    if isinstance(source, Council):
        policies = {policy.id: policy.title for policy in source.policies.values()}
        projects = {project.id: project.title for project in source.graph.projects}
    else:
        policies = {policy.id: policy.title for policy in source.policies}
        projects = {project.id: project.title for project in source.graph.projects}
    return {**policies, **projects}


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


# --- procedures -------------------------------------------------------------------------------------------------------


def procedure_title(rules: ProcedureRules) -> str:
    """Name a procedure with its threshold and what that is a share of."""
    match rules.kind:
        case "simple_majority":
            return f"Simple majority of {BASES[rules.base]}"
        case "supermajority":
            return f"{_capital(share(rules.threshold))} of {BASES[rules.base]}"
        case "unanimity":
            return f"Unanimity of {BASES[rules.base]}"
        case "consent":
            return "Consent"
        case "ranked_choice":
            return "Ranked choice"
        case _:
            assert_never(rules.kind)


def procedure_sentences(
    rules: ProcedureRules, definition: Definition, electorate: Electorate | None = None
) -> tuple[str, ...]:
    """Say in words how a council decides, with the numbers for its size (default: every seat of the pack taken)."""
    who = electorate or electorate_of(definition)
    sentences = (
        _proposers(rules, definition),
        _seconds(rules),
        *_adoption(rules, who),
        _quorum(rules, who),
        _ballots(rules),
        _tie(rules, definition),
        _emergency(rules, definition),
    )
    return tuple(sentence for sentence in sentences if sentence)


def rule_before_vote(rules: ProcedureRules, electorate: Electorate) -> str:
    """Say what a ballot needs in order to be adopted, as in ``Needed: 6 of 10 seats``."""
    quorum = quorum_size(electorate.seats, rules.quorum)
    return f"Needed: {_needed(rules, electorate)}.{_quorum_before_vote(rules, electorate, quorum)}"


def _quorum_before_vote(rules: ProcedureRules, electorate: Electorate, quorum: int) -> str:
    """Leave the quorum out where what is needed already asks for as many seats."""
    if rules.kind == "unanimity" and rules.base == "votes_cast":
        return ""
    counts_seats = rules.base == "seats" and rules.kind in ("simple_majority", "supermajority", "unanimity")
    if counts_seats and _least(rules, electorate.seats) >= quorum:
        return ""
    return f" At least {quorum} of {count_of(electorate.seats, 'seat')} must take part."


def _least(rules: ProcedureRules, size: int) -> int:
    if rules.kind == "unanimity":
        return max(1, size)
    if rules.kind == "supermajority":
        return max(1, share_of(size, rules.threshold))
    return size // 2 + 1


def _needed(rules: ProcedureRules, electorate: Electorate) -> str:
    match rules.kind:
        case "consent":
            return "nobody has a reasoned objection"
        case "ranked_choice":
            return "one option leads more than half of the rankings still in the count"
        case "simple_majority" | "supermajority" | "unanimity":
            return _needed_yes(rules, electorate)
        case _:
            assert_never(rules.kind)


def _needed_yes(rules: ProcedureRules, electorate: Electorate) -> str:
    match rules.base:
        case "seats":
            return _of_all(_least(rules, electorate.seats), electorate.seats, "seat")
        case "teams":
            return _of_all(_least(rules, electorate.teams), electorate.teams, "team")
        case "votes_cast" if rules.kind == "simple_majority":
            return "more yes than no"
        case "votes_cast" if rules.kind == "unanimity":
            return f"at least {quorum_size(electorate.seats, rules.quorum)} yes and not one no"
        case "present" if rules.kind == "unanimity":
            return "a yes from everyone who takes part"
        case "votes_cast" | "present":
            part = "more than half" if rules.kind == "simple_majority" else share(rules.threshold)
            return f"{part} of {BASES[rules.base]}{_if_everyone(rules, electorate)}"
        case _:
            assert_never(rules.base)


def _if_everyone(rules: ProcedureRules, electorate: Electorate) -> str:
    verb = "votes yes or no" if rules.base == "votes_cast" else "takes part"
    return f" ({_least(rules, electorate.seats)} of {electorate.seats} if everyone {verb})"


def _of_all(needed: int, size: int, noun: str) -> str:
    return f"all {count_of(size, noun)}" if needed == size > 1 else f"{needed} of {count_of(size, noun)}"


def _proposers(rules: ProcedureRules, definition: Definition) -> str:
    match rules.proposers:
        case "any_seat":
            return "Anyone at the table may make a motion."
        case "one_per_team":
            return "Each team makes its motions through one seat: the first of its seats that is taken."
        case "chair_team":
            return f"Only {definition.teams_by_id[definition.chair_team].name} may make a motion."
        case _:
            assert_never(rules.proposers)


def _seconds(rules: ProcedureRules) -> str:
    if rules.second_needed:
        return "A motion needs a second: one other seat that finds it worth a vote."
    return "A motion needs no second."


def _adoption(rules: ProcedureRules, electorate: Electorate) -> tuple[str, ...]:
    match rules.kind:
        case "consent":
            later = f"{share(fallback(rules).threshold)} of {BASES[fallback(rules).base]}"
            return (
                "A motion is adopted when nobody has a reasoned objection: good enough for now, safe enough to try.",
                "There is no abstaining; an objection needs a reason, so that the motion can be mended.",
                f"If objections remain after {CONSENT_ROUNDS} rounds, {later} decide.",
            )
        case "ranked_choice":
            return (
                "Everyone puts the options in order, and “none of these” is one of them.",
                "The weakest option drops out, round by round, until one leads more than half of the rankings left.",
            )
        case "simple_majority" | "supermajority" | "unanimity":
            sentences = (f"A motion is adopted with {_needed_yes(rules, electorate)}.", _abstaining(rules))
            return tuple(sentence for sentence in sentences if sentence)
        case _:
            assert_never(rules.kind)


def _abstaining(rules: ProcedureRules) -> str:
    match rules.base:
        case "votes_cast":
            return "Who abstains or says nothing does not count for or against."
        case "present":
            return "Who abstains counts like a no; who says nothing does not count."
        case "seats":
            return "Who abstains or says nothing counts like a no."
        case "teams":
            return "Each team has one vote; when its seats differ, it abstains, which counts like a no."
        case _:
            assert_never(rules.base)


def _quorum(rules: ProcedureRules, electorate: Electorate) -> str:
    quorum = quorum_size(electorate.seats, rules.quorum)
    seats = count_of(electorate.seats, "seat")
    return f"A vote counts only when at least {quorum} of {seats} take part{_quorum_share(rules.quorum)}."


def _quorum_share(quorum: Fraction) -> str:
    if 2 * quorum.over == quorum.under:
        return " (more than half)"
    return "" if quorum.over == quorum.under else f" ({share(quorum)})"


def _ballots(rules: ProcedureRules) -> str:
    if rules.ballots == "secret":
        return "Votes are secret: only the numbers are ever shown."
    return "Votes are open: after the count, everyone sees who voted how."


def _tie(rules: ProcedureRules, definition: Definition) -> str:
    if rules.kind == "ranked_choice":
        return "If the last two tie, the one that led in an earlier round wins; if neither did, nothing is adopted."
    if rules.kind != "simple_majority":
        return ""
    match rules.tie:
        case "not_adopted":
            return "A tie means that the motion is not adopted."
        case "chair_decides":
            return f"At a tie, the vote of {definition.teams_by_id[definition.chair_team].name} decides."
        case "vote_again":
            return "At a tie, the council votes once more; after a second tie the motion is not adopted."
        case _:
            assert_never(rules.tie)


def _emergency(rules: ProcedureRules, definition: Definition) -> str:
    match rules.emergency:
        case "council":
            return "In an emergency the council decides as it always does."
        case "chair_team":
            return f"In an emergency {definition.teams_by_id[definition.chair_team].name} {_ACTS}"
        case "hub_owner":
            hub = next((project.title for project in definition.graph.projects if project.hub), "")
            return f"In an emergency the team that owns the hub{f', {hub},' if hub else ''} {_ACTS}"
        case _:
            assert_never(rules.emergency)


_ACTS = (
    "may act at once and without a vote, one time for each emergency: adopt one policy or settle one decision point."
)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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
