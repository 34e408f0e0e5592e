"""Legal moves as data: what a seat may send now. Buttons, bots, the command line and the tests all read it.

Candidates are listed here and the rules themselves sift them, so an offer can never disagree with a rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, count

from meshcouncil.council.commands import (
    CallFinalVote,
    CastBallot,
    CastCharterBallot,
    CloseFinalVote,
    CloseVote,
    Command,
    DeclareFact,
    Introduce,
    LowerHand,
    OpenVote,
    RaiseHand,
    ReviseMotion,
    Say,
    SecondMotion,
    TableMotion,
    WithdrawMotion,
)
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    ChangeOwner,
    ForbidReference,
    GraphOperation,
    ProcedureRules,
    RemoveProject,
)
from meshcouncil.council.errors import Rejected
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    ChangeGraph,
    ChangePolicy,
    Matter,
    RepealPolicy,
    SettleDecision,
)
from meshcouncil.council.rules.charter import CHARTER_CHOICES
from meshcouncil.council.rules.motions import concerned
from meshcouncil.council.rules.procedures.procedure import ABSTAIN
from meshcouncil.council.rules.standing import POLICY_LIMIT
from meshcouncil.council.state import Council, Motion

SAMPLE = "…"
"""What stands in a hole until somebody fills it."""


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
        decide(council, command)
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
    yield Offer(CallFinalVote(seat), ("pad_text",))
    if council.final_vote is not None:
        for choice in CHARTER_CHOICES:
            yield Offer(CastCharterBallot(seat, council.final_vote.number, choice))
    yield Offer(CloseFinalVote(seat))


def ballots_for(seat: int, motion: Motion) -> Iterator[Offer]:
    """Yield the ballots a seat could cast on a motion."""
    if motion.rules is not None and motion.rules.kind == "ranked_choice":
        yield Offer(CastBallot(seat, motion.id, motion.version, choice=ABSTAIN), ("reason",))
        for choice in motion.choices:
            yield Offer(CastBallot(seat, motion.id, motion.version, ranking=(choice,)), ("ranking", "reason"))
        return
    for choice in motion.choices:
        reason = SAMPLE if choice == "object" else ""
        yield Offer(CastBallot(seat, motion.id, motion.version, choice, reason), ("reason",))


def new_policy(council: Council) -> AddPolicy:
    """Give a policy that nobody moved yet, as an example to fill in."""
    taken = {motion.matter.title for motion in council.live_motions if isinstance(motion.matter, AddPolicy)}
    taken.update(policy.title for policy in council.policies_in_force)
    return AddPolicy(_unlike(taken), SAMPLE)


def other_rules(*known: ProcedureRules | None) -> ProcedureRules:
    """Give some rules that differ from the known ones, as an example to fill in."""
    examples = (
        ProcedureRules(),
        ProcedureRules(kind="consent"),
        ProcedureRules(kind="unanimity"),
        ProcedureRules(kind="ranked_choice"),
    )
    return next(rules for rules in examples if rules not in known)


def _about_motion(council: Council, seat: int, motion: Motion) -> Iterator[Offer]:
    yield Offer(SecondMotion(seat, motion.id))
    yield Offer(WithdrawMotion(seat, motion.id))
    yield Offer(OpenVote(seat, motion.id))
    yield Offer(CloseVote(seat, motion.id))
    yield from ballots_for(seat, motion)
    if motion.mover == seat:
        for matter, holes in _revisions(council, motion):
            yield Offer(ReviseMotion(seat, motion.id, matter), (*holes, "reason"))


def _revisions(council: Council, motion: Motion) -> Iterator[tuple[Matter, tuple[str, ...]]]:
    match motion.matter:
        case AddPolicy(title, text, block):
            yield AddPolicy(title, _more(text), block), ("matter.title", "matter.text")
        case ChangePolicy(policy, title, text):
            yield ChangePolicy(policy, title, _more(text)), ("matter.title", "matter.text")
        case SettleDecision(decision):
            yield from _answers(council, decision)
        case AdoptProcedure(rules):
            yield AdoptProcedure(other_rules(rules, council.procedure)), ("matter.rules",)
        case ChangeGraph():
            yield ChangeGraph((_new_project(council),)), ("matter.operations",)
        case RepealPolicy():
            return


def _matters(council: Council) -> Iterator[tuple[Matter, tuple[str, ...]]]:
    yield AdoptProcedure(other_rules(council.procedure)), ("matter.rules",)
    yield new_policy(council), ("matter.title", "matter.text")
    for policy in council.policies_in_force:
        yield ChangePolicy(policy.id, policy.title, _more(policy.text)), ("matter.title", "matter.text")
        yield RepealPolicy(policy.id), ()
    for point in council.definition.decisions:
        yield from _answers(council, point.id)
    for operation in _graph_operations(council):
        yield ChangeGraph((operation,)), ()
    yield ChangeGraph((_new_project(council),)), ("matter.operations",)


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
