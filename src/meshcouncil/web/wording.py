"""What motions, procedures and counts are called on the pages: short sentences, made from the data alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    Base,
    ChangeOwner,
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
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.tallies import Tally
from meshcouncil.council.views import TableView
from meshcouncil.documents.refusals import refusal_sentence

FRACTIONS: Mapping[Fraction, str] = {
    Fraction(1, 5): "a fifth",
    Fraction(1, 4): "a quarter",
    Fraction(1, 3): "a third",
    Fraction(2, 5): "two fifths",
    Fraction(1, 2): "half",
    Fraction(3, 5): "three fifths",
    Fraction(2, 3): "two thirds",
    Fraction(3, 4): "three quarters",
    Fraction(4, 5): "four fifths (80 %)",
}
BASES: Mapping[Base, str] = {
    "votes_cast": "the votes cast",
    "present": "those who take part",
    "seats": "all taken seats",
    "teams": "the teams",
}
CHOICES: Mapping[str, str] = {
    "yes": "Yes",
    "no": "No",
    "abstain": "Abstain",
    "consent": "I consent",
    "object": "I object",
    "adopt": "Adopt it",
    "none": "None of these",
}
PROPOSERS: Mapping[str, str] = {
    "any_seat": "Any seat may move a motion.",
    "one_per_team": "One seat of each team may move motions.",
    "chair_team": "Only the team that chairs may move motions.",
}
BALLOTS: Mapping[str, str] = {
    "secret": "Ballots are secret: only the count is shown.",
    "open": "Ballots are open: votes are named after the count.",
}
TIES: Mapping[str, str] = {
    "not_adopted": "A tie adopts nothing.",
    "chair_decides": "In a tie the chair's own vote decides.",
    "vote_again": "A tie is voted on once more; a second tie adopts nothing.",
}
EMERGENCIES: Mapping[str, str] = {
    "council": "In an emergency the council as a whole decides.",
    "chair_team": "In an emergency the team that chairs may act at once.",
    "hub_owner": "In an emergency the team that owns the hub may act at once.",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """How a matter stands on paper: its kind, its title, the lines beneath, and the question that it answers."""

    kind: str
    title: str
    lines: tuple[str, ...] = ()
    question: str = ""


def fraction(share: Fraction) -> str:
    """Write a share in words where there are words for it."""
    return FRACTIONS.get(share, f"{share.over} of {share.under}")


def choice(ballot_choice: str, label: str = "") -> str:
    """Name an answer on a ballot: the pack's own words where it is an option."""
    return label or CHOICES.get(ballot_choice, ballot_choice.replace("_", " "))


def threshold(rules: ProcedureRules) -> str:
    """Say in one sentence when a motion carries under these rules."""
    base = BASES[rules.base]
    match rules.kind:
        case "consent":
            return "Carried when nobody has a reasoned objection."
        case "ranked_choice":
            return (
                "Everyone ranks the answers. The weakest drops out in turn until one has more than half of the votes."
            )
        case "unanimity":
            return f"Carried when all of {base} say yes."
        case "supermajority":
            return f"Carried with at least {fraction(rules.threshold)} of {base}."
        case "simple_majority":
            return f"Carried with more than half of {base}."


def quorum(rules: ProcedureRules) -> str:
    """Say in one sentence how many must take part."""
    if rules.quorum.over <= 0:
        return "There is no quorum."
    if rules.quorum.over >= rules.quorum.under:
        return "All taken seats must vote, or nothing is decided."
    share = fraction(rules.quorum)
    least = "More than" if share == "half" else "At least"
    return f"{least} {share} of the taken seats must vote, or nothing is decided."


def procedure(rules: ProcedureRules) -> tuple[str, ...]:
    """Write the rules out, one sentence each."""
    return (
        threshold(rules),
        quorum(rules),
        PROPOSERS[rules.proposers],
        "A motion needs a second before it is voted on." if rules.second_needed else "A motion needs no second.",
        BALLOTS[rules.ballots],
        TIES[rules.tie],
        EMERGENCIES[rules.emergency],
    )


def tally(count: Tally) -> str:
    """Say how a ballot ended, every number with its base."""
    if count.result == "no_quorum":
        return f"Not decided: {count.took_part} voted, and {count.quorum} are needed for a quorum."
    if count.result == "objected":
        objections = _many(count.objections, "objection", "objections")
        return f"Not yet: {objections} from {_many(count.took_part, 'vote', 'votes')}."
    if count.rounds:
        return _ranked(count)
    if count.needed == 0:
        return f"Carried by consent: no objection from {_many(count.took_part, 'vote', 'votes')}."
    return f"{_outcome(count)}: {_votes(count)}. {_needed(count)}"


def _outcome(count: Tally) -> str:
    if count.result == "tied":
        return "A tie, to be voted on once more"
    named = "Carried" if count.result == "carried" else "Not carried"
    return f"{named} by the chair's vote" if count.by_chair else named


def _votes(count: Tally) -> str:
    teams = " (counted by team)" if count.base == "teams" else ""
    parts = [f"{count.yes} yes", f"{count.no} no"]
    if count.abstained:
        parts.append(f"{count.abstained} abstained")
    if count.silent:
        parts.append(f"{count.silent} did not vote")
    return ", ".join(parts) + teams


def _needed(count: Tally) -> str:
    return f"Needed: {count.needed} of {count.base_size}, counted on {BASES[count.base]}."


def _ranked(count: Tally) -> str:
    rounds = _many(len(count.rounds), "round", "rounds")
    if count.result == "carried":
        return f"Carried in {rounds}: {count.yes} of the {count.base_size} votes still counting."
    return f"Not carried: after {rounds} no answer had more than half of the {count.base_size} votes still counting."


def _many(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def heading(matter: Matter, view: TableView) -> Heading:
    """Name a motion's matter in the words of the pack."""
    match matter:
        case AdoptProcedure(rules):
            return Heading("How we decide", PROCEDURES[rules.kind].title, procedure(rules))
        case AddPolicy(title, text):
            return Heading("New policy", title, (text,))
        case ChangePolicy(_, title, text):
            return Heading("Change of a policy", title, (text,))
        case RepealPolicy(policy):
            return Heading("Repeal of a policy", _policy_title(policy, view))
        case SettleDecision(decision, option, answer):
            return _decision_heading(decision, option, answer, view)
        case ChangeGraph(operations):
            lines = tuple(operation_words(operation, view) for operation in operations)
            return Heading("Project graph", lines[0], lines[1:])


def _decision_heading(decision: str, option: str, answer: str, view: TableView) -> Heading:
    point = next(point for topic in view.topics for point in topic.points if point.id == decision)
    label = next((each.label for each in point.options if each.id == option), answer)
    return Heading("An answer", label, question=point.question)


def operation_words(operation: GraphOperation, view: TableView) -> str:
    """Say what one change of the project graph does."""
    match operation:
        case AddProject(_, title, owner):
            return f"Add the project {title}" + (f", owned by {_team(owner, view)}" if owner else "")
        case RemoveProject(project):
            return f"Remove the project {_project(project, view)}"
        case ChangeOwner(project, owner):
            return f"Give {_project(project, view)} to {_team(owner, view) if owner else 'nobody yet'}"
        case AllowReference(producer, consumer):
            return f"Let {_project(consumer, view)} reference {_project(producer, view)}"
        case ForbidReference(producer, consumer):
            return f"No longer let {_project(consumer, view)} reference {_project(producer, view)}"


def _policy_title(policy: str, view: TableView) -> str:
    return next((each.title for each in view.policies if each.id == policy), f"policy {policy}")


def _project(project: str, view: TableView) -> str:
    return next((each.title for each in view.graph.projects if each.id == project), project)


def _team(team: str, view: TableView) -> str:
    return next((seat.team_name for seat in view.seats if seat.team == team), team)


def why_not(code: str, context: Iterable[tuple[str, object]] = ()) -> str:
    """Say why something cannot be done now, from a refusal's code and its context."""
    return refusal_sentence(code, dict(context))
