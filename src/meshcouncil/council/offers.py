"""Legal moves as data: what a seat may send now. Buttons, bots, the command line and the tests all read it.

Candidates are listed here and the rules themselves sift them, so an offer can never disagree with a rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
from meshcouncil.council.rules.procedures.procedure import ABSTAIN
from meshcouncil.council.state import Council, Motion

SAMPLE = "…"


@dataclass(frozen=True, slots=True)
class Offer:
    """A command that would be accepted now. `holes` name the fields that the sender still fills in its own words."""

    command: Command
    holes: tuple[str, ...] = ()


def accepted(council: Council, command: Command) -> bool:
    """Tell whether the rules would accept the command."""
    try:
        decide(council, command)
    except Rejected:
        return False
    return True


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
        yield from _about_motion(seat, motion)
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
        yield Offer(CastBallot(seat, motion.id, motion.version, choice=ABSTAIN))
        for choice in motion.choices:
            yield Offer(CastBallot(seat, motion.id, motion.version, ranking=(choice,)), ("ranking",))
        return
    for choice in motion.choices:
        if choice == "object":
            yield Offer(CastBallot(seat, motion.id, motion.version, choice, SAMPLE), ("reason",))
        else:
            yield Offer(CastBallot(seat, motion.id, motion.version, choice))


def _about_motion(seat: int, motion: Motion) -> Iterator[Offer]:
    yield Offer(SecondMotion(seat, motion.id))
    yield Offer(WithdrawMotion(seat, motion.id))
    yield Offer(OpenVote(seat, motion.id))
    yield Offer(CloseVote(seat, motion.id))
    yield from ballots_for(seat, motion)
    match motion.matter:
        case AddPolicy(title, text, block):
            yield Offer(ReviseMotion(seat, motion.id, AddPolicy(title, f"{text}{SAMPLE}", block)), ("matter.text",))
        case ChangePolicy(policy, title, text):
            yield Offer(ReviseMotion(seat, motion.id, ChangePolicy(policy, title, f"{text}{SAMPLE}")), ("matter.text",))
        case SettleDecision(decision):
            yield Offer(ReviseMotion(seat, motion.id, SettleDecision(decision, "", SAMPLE)), ("matter.answer",))
        case _:
            return


def _matters(council: Council) -> Iterator[tuple[Matter, tuple[str, ...]]]:
    yield AdoptProcedure(_other_rules(council)), ("matter.rules",)
    yield AddPolicy(SAMPLE, SAMPLE), ("matter.title", "matter.text")
    for policy in council.policies_in_force:
        yield ChangePolicy(policy.id, policy.title, f"{policy.text}{SAMPLE}"), ("matter.title", "matter.text")
        yield RepealPolicy(policy.id), ()
    for point in council.definition.decisions:
        for option in point.options:
            yield SettleDecision(point.id, option.id), ()
        yield SettleDecision(point.id, "", SAMPLE), ("matter.answer",)
    for operation in _graph_operations(council):
        yield ChangeGraph((operation,)), ()


def _emergency_matters(council: Council) -> Iterator[tuple[Matter, tuple[str, ...]]]:
    yield AddPolicy(SAMPLE, SAMPLE), ("matter.title", "matter.text")
    concerned = {point for inject in council.injects for point in council.definition.injects_by_id[inject].concerns}
    for point in council.definition.decisions:
        if point.id in concerned:
            for option in point.options:
                yield SettleDecision(point.id, option.id), ()


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


def _other_rules(council: Council) -> ProcedureRules:
    """Give some rules that differ from those in force, as an example to fill in."""
    usual = ProcedureRules()
    return usual if council.procedure != usual else ProcedureRules(kind="consent")
