"""A table's charter as a document: how it decides, its policies, what it settled, its project graph, the final vote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from meshcouncil.council.rules.charter import CHARTER_RULES
from meshcouncil.council.state import Answer, Ballot, Council, FinalVote, Policy, Settled
from meshcouncil.council.views import GraphView, graph_view, policy_view
from meshcouncil.documents.ballots import votes_by_answer
from meshcouncil.documents.graphs import difference_sentences, project_sentences
from meshcouncil.documents.matters import choice_labels, ending_sentence
from meshcouncil.documents.policies import (
    RecordLine,
    dissent_sentences,
    exception_sentence,
    history_sentence,
    record_lines,
)
from meshcouncil.documents.procedures import (
    electorate_at,
    procedure_sentences,
    procedure_title,
    rule_before_vote,
    rulebook_sentences,
)
from meshcouncil.documents.tallies import tally_sentence
from meshcouncil.documents.words import count_of, ended, listed, one_line

CharterStanding = Literal["draft", "unvoted", "voting", "adopted", "not_adopted"]

STANDINGS: dict[CharterStanding, str] = {
    "draft": "A draft: the council has not voted on it yet.",
    "unvoted": "A draft: the council ended without a vote on it.",
    "voting": "Frozen: the council is voting on it.",
    "adopted": "Adopted by the council.",
    "not_adopted": "Not adopted by the council.",
}
"""How a charter stands, in a sentence."""


@dataclass(frozen=True, slots=True)
class PolicyArticle:
    """A policy in force: its record, who is exempt, how it came into the charter, who dissented, its versions."""

    id: str
    title: str
    text: str
    version: int
    how: str
    record: tuple[RecordLine, ...] = ()
    exceptions: tuple[str, ...] = ()
    dissent: tuple[str, ...] = ()
    history: str = ""


@dataclass(frozen=True, slots=True)
class DecisionClause:
    """A settled decision point: the question, the short answer, the clause, and how it was settled."""

    decision: str
    question: str
    answer: str
    text: str
    own_words: bool
    how: str


@dataclass(frozen=True, slots=True)
class TopicArticle:
    """The settled decision points under one heading, and how many of its questions stay open."""

    id: str
    title: str
    clauses: tuple[DecisionClause, ...]
    left_open: int


@dataclass(frozen=True, slots=True)
class GraphArticle:
    """The project graph in sentences, and how it differs from the plan (nothing: as planned)."""

    projects: tuple[str, ...]
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VoteArticle:
    """The vote on the charter: what was needed, the count, and who voted how, by answer."""

    needed: str
    count: str
    voters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CharterDocument:
    """A whole charter, ready to be shown, printed or written to a file."""

    title: str
    organisation: str
    standing: CharterStanding
    standing_sentence: str
    seats: tuple[str, ...]
    procedure_title: str
    procedure_adopted: bool
    procedure: tuple[str, ...]
    policies: tuple[PolicyArticle, ...]
    topics: tuple[TopicArticle, ...]
    settled: int
    questions: int
    graph: GraphArticle
    warnings: tuple[str, ...]
    final_vote: VoteArticle | None
    pad_text: str
    answers: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether the charter says nothing yet."""
        return not self.policies and not self.settled


def charter_of(council: Council, table: int | None = None) -> CharterDocument:
    """Write a table's charter as it stands; `table` puts the table's number into the title."""
    definition = council.definition
    vote = council.final_vote
    standing = _standing(council)
    return CharterDocument(
        title=f"Charter of {definition.title}{f', table {table}' if table else ''}",
        organisation=definition.organisation,
        standing=standing,
        standing_sentence=STANDINGS[standing],
        seats=tuple(role.title for role in definition.roles if role.number in council.seats),
        procedure_title=procedure_title(council.rules),
        procedure_adopted=council.procedure is not None,
        procedure=_procedure(council),
        policies=tuple(_policy(council, policy) for policy in council.policies_in_force),
        topics=tuple(_topics(council)),
        settled=len(council.settled),
        questions=len(definition.decisions),
        graph=graph_article(graph_view(council)),
        warnings=tuple(ended(coupling.why) for coupling in definition.incoherences(council.choices)),
        final_vote=_vote(council, vote) if vote is not None else None,
        pad_text=vote.pad_text if vote is not None else "",
        answers=tuple(_answer(each) for each in council.answers),
    )


def _procedure(council: Council) -> tuple[str, ...]:
    """Say how the council decides: by its usual procedure, and where it has a rulebook, by the one of each line."""
    electorate = electorate_at(council)
    usual = procedure_sentences(council.rules, council.definition, electorate)
    if not council.rulebook:
        return usual
    return (*usual, *rulebook_sentences(council.rulebook, council.definition, electorate))


def _answer(answer: Answer) -> str:
    given = listed(f"{place}. {option}{f' ({count})' if count else ''}" for place, (option, count) in _places(answer))
    return f"{answer.question} {given}"


def _places(answer: Answer) -> Iterator[tuple[int, tuple[str, int]]]:
    """Number the answers, those with the same count alike."""
    for option, count in answer.order:
        yield 1 + sum(other > count for _, other in answer.order), (option, count)


def _standing(council: Council) -> CharterStanding:
    if council.final_vote is None:
        return "unvoted" if council.closed else "draft"
    if council.is_frozen:
        return "voting"
    return "adopted" if council.has_passed else "not_adopted"


def _policy(council: Council, policy: Policy) -> PolicyArticle:
    seen = policy_view(council, policy)
    return PolicyArticle(
        id=policy.id,
        title=policy.title,
        text=policy.text,
        version=policy.version,
        how=how_decided(council, policy.motion),
        record=record_lines(policy.record, seen.scope_name),
        exceptions=tuple(exception_sentence(each) for each in seen.exceptions),
        dissent=dissent_sentences(seen.decided),
        history=history_sentence(seen),
    )


def _topics(council: Council) -> Iterator[TopicArticle]:
    for topic in council.definition.topics:
        points = [point.id for point in council.definition.decisions if point.topic == topic.id]
        clauses = tuple(_clause(council, council.settled[point]) for point in points if point in council.settled)
        if clauses:
            yield TopicArticle(topic.id, topic.title, clauses, len(points) - len(clauses))


def _clause(council: Council, settled: Settled) -> DecisionClause:
    point = council.definition.decisions_by_id[settled.decision]
    option = point.option(settled.option) if settled.option else None
    return DecisionClause(
        decision=point.id,
        question=point.question,
        answer=option.label if option else "An answer of our own",
        text=settled.text,
        own_words=option is None,
        how=how_decided(council, settled.motion),
    )


def how_decided(council: Council, motion_id: str) -> str:
    """Say by which motion, and by which count, something came into the charter."""
    motion = council.motions.get(motion_id)
    if motion is None:
        return ""
    mover = council.definition.roles_by_number[motion.mover].title
    if motion.emergency:
        return f"Motion {motion.id}, {mover}: in force at once, under the emergency rule."
    if motion.friendly:
        return f"Motion {motion.id}, {mover}: an amendment taken as friendly."
    if motion.ended_because:
        return (
            f"Motion {motion.id}, {mover}. {ending_sentence(motion.status, motion.ended_because, council.definition)}"
        )
    if motion.tally is None:
        return f"Motion {motion.id}, {mover}."
    if motion.tally.rounds:
        return (
            f"Motion {motion.id}, {mover}: by ranked choice, {motion.tally.yes} of {motion.tally.base_size} rankings."
        )
    labels = choice_labels(motion.matter, council.definition)
    return f"Motion {motion.id}, {mover}. {tally_sentence(motion.tally, labels)}"


def graph_article(graph: GraphView) -> GraphArticle:
    """Put a project graph and its difference from the plan into words."""
    return GraphArticle(projects=project_sentences(graph), differences=difference_sentences(graph))


def _vote(council: Council, vote: FinalVote) -> VoteArticle:
    """Tell the count; while the vote is open nobody learns who voted how."""
    needed = rule_before_vote(CHARTER_RULES, electorate_at(council))
    if vote.tally is None:
        return VoteArticle(needed, "", ())
    ballots = {seat: Ballot(choice) for seat, choice in vote.ballots.items()}
    return VoteArticle(needed, tally_sentence(vote.tally), votes_by_answer(ballots, council.definition))


# --- Markdown ---------------------------------------------------------------------------------------------------------


def charter_markdown(document: CharterDocument) -> str:
    """Write a charter as Markdown, to be downloaded and kept."""
    parts = (
        f"# {_line(document.title)}",
        f"**{document.standing_sentence}**",
        f"At the table: {listed(document.seats)}." if document.seats else "",
        *_procedure_part(document),
        *_policies_part(document),
        *_decisions_part(document),
        *_answers_part(document),
        *_graph_part(document),
        *_vote_part(document),
        *_pad_part(document),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _procedure_part(document: CharterDocument) -> Iterator[str]:
    yield "## How we decide"
    adopted = (
        "adopted by the council" if document.procedure_adopted else "the usual one, since the council chose no other"
    )
    yield f"**{document.procedure_title}** ({adopted})."
    yield _items(document.procedure)


def _policies_part(document: CharterDocument) -> Iterator[str]:
    yield "## Policies"
    if not document.policies:
        yield "No policy is in force."
    for policy in document.policies:
        yield f"### {policy.id}. {_line(policy.title)}"
        yield _block(policy.text)
        yield "\n".join(_record_items(policy))
        if policy.exceptions:
            yield "Exceptions:"
            yield _items(policy.exceptions)
        if policy.how:
            yield f"*{_line(policy.how)}*"
        if policy.dissent:
            yield "Dissent:"
            yield _items(policy.dissent)
        if policy.history:
            yield f"*{_line(policy.history)}*"


def _record_items(policy: PolicyArticle) -> Iterator[str]:
    """List the fields of a record; the lines of a longer text stand further in, as items of their own."""
    for line in policy.record:
        first, *rest = [part for part in line.text.splitlines() if part.strip()]
        yield f"- **{line.label}**: {_line(first)}"
        yield from (f"  - {_line(part)}" for part in rest)


def _decisions_part(document: CharterDocument) -> Iterator[str]:
    yield "## What we settled"
    for topic in document.topics:
        yield f"### {_line(topic.title)}"
        for clause in topic.clauses:
            yield f"**{_line(clause.question)}** {_line(ended(clause.answer))}"
            yield _block(clause.text)
            if clause.how:
                yield f"*{_line(clause.how)}*"
    yield _settled_sentence(document)
    if document.warnings:
        yield "These choices do not go together:"
        yield _items(document.warnings)


def _answers_part(document: CharterDocument) -> Iterator[str]:
    if document.answers:
        yield "## Questions of our own"
        yield _items(document.answers)


def _settled_sentence(document: CharterDocument) -> str:
    if document.settled == document.questions:
        return f"All {count_of(document.questions, 'question')} are settled."
    settled = f"{document.settled} of {count_of(document.questions, 'question')}"
    return f"{settled} {'is' if document.settled == 1 else 'are'} settled; the rest stays as it is today."


def _graph_part(document: CharterDocument) -> Iterator[str]:
    yield "## The project graph"
    yield _items(document.graph.projects)
    if document.graph.differences:
        yield "Compared with the plan:"
        yield _items(document.graph.differences)
    else:
        yield "It is as planned."


def _vote_part(document: CharterDocument) -> Iterator[str]:
    yield "## The vote on the charter"
    vote = document.final_vote
    if vote is None:
        yield document.standing_sentence
        return
    yield vote.count or vote.needed
    yield _items(vote.voters)


def _pad_part(document: CharterDocument) -> Iterator[str]:
    if document.pad_text:
        yield "## The pad, as it stood at the vote"
        yield "\n".join(f"> {_escaped(line)}".rstrip() for line in document.pad_text.splitlines())


def _items(sentences: tuple[str, ...]) -> str:
    return "\n".join(f"- {_line(sentence)}" for sentence in sentences)


def _line(text: str) -> str:
    return _escaped(one_line(text))


def _block(text: str) -> str:
    """Keep a text of people's own inside its article: no headings, rules or tags of its own break the document."""
    return "\n".join(_BREAKS_OUT.sub(r"\1\\", _escaped(line)) for line in text.splitlines())


_BREAKS_OUT = re.compile(r"^(\s*)(?=#{1,6}(?:\s|$)|=+\s*$|(?:[-*_]\s*){3,}$|-+\s*$|```|~~~)")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("<", "\\<")
