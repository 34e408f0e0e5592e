"""Policies on their way through the pipeline: where each stands, who carries it, what this viewer may do with it."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.commands import (
    JoinWorkingGroup,
    ProposalCommand,
    RecordApproval,
    ReviseProposal,
    SubmitProposal,
    TableMotion,
    WithdrawProposal,
)
from meshcouncil.council.definition import PolicyRecord
from meshcouncil.council.matters import AdvanceProposal, ProposalStatus
from meshcouncil.council.offers import SAMPLE
from meshcouncil.council.rules.proposals import (
    COUNCIL_MOVES,
    ON_THE_WAY,
    bodies_of,
    last_words,
    motion_on,
    needs_reason,
)
from meshcouncil.council.state import Council, Policy, Proposal
from meshcouncil.council.views.permission import is_allowed
from meshcouncil.council.views.policies import team_name
from meshcouncil.council.views.viewers import Seated, Viewer


@dataclass(frozen=True, slots=True)
class BodyView:
    """Another approving body and what it said of the present text; `approved` None: nothing yet."""

    name: str
    approved: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a proposal that this viewer may move, and whether it has to say why."""

    to: ProposalStatus
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal, and what this viewer may do with it.

    `reason`: why it is where it is; `motion`: what brought it there, `before_council`: what would move it on; `policy`:
    what it became. `may`: revise, join, submit, withdraw, record_approval.
    """

    id: str
    title: str
    text: str
    record: PolicyRecord
    scope_name: str
    status: ProposalStatus
    on_the_way: bool
    champion: int
    champion_title: str
    group: tuple[str, ...]
    bodies: tuple[BodyView, ...]
    versions: int
    motion: str
    reason: str
    before_council: str
    policy: str
    is_mine: bool
    may: frozenset[str]
    steps: tuple[StepView, ...]


def proposals_view(council: Council, viewer: Viewer) -> tuple[ProposalView, ...]:
    """Show every proposal, in the order of the pipeline; those at the end of it last, the newest first."""
    shown = [_proposal(council, proposal, viewer) for proposal in council.proposals.values()]
    going = sorted((each for each in shown if each.on_the_way), key=lambda each: ON_THE_WAY.index(each.status))
    return (*going, *(each for each in reversed(shown) if not each.on_the_way))


def _proposal(council: Council, proposal: Proposal, viewer: Viewer) -> ProposalView:
    roles = council.definition.roles_by_number
    before_council = motion_on(council, proposal)
    on_the_way = proposal.status in ON_THE_WAY
    return ProposalView(
        id=proposal.id,
        title=proposal.title,
        text=proposal.text,
        record=proposal.record,
        scope_name=team_name(council.definition, proposal.record.scope),
        status=proposal.status,
        on_the_way=on_the_way,
        champion=proposal.champion,
        champion_title=roles[proposal.champion].title,
        group=tuple(roles[seat].title for seat in proposal.group),
        bodies=_bodies(proposal),
        versions=proposal.versions,
        motion=proposal.motion,
        reason=proposal.reason,
        before_council=before_council.id if before_council else "",
        policy=_policy_of(council, proposal),
        is_mine=isinstance(viewer, Seated) and viewer.seat == proposal.champion,
        may=_may(council, proposal, viewer) if on_the_way else frozenset(),
        steps=_steps(council, proposal, viewer),
    )


def _bodies(proposal: Proposal) -> tuple[BodyView, ...]:
    said = last_words(proposal)
    return tuple(
        BodyView(body, said[body].approved if body in said else None, said[body].reason if body in said else "")
        for body in bodies_of(proposal)
    )


def _policy_of(council: Council, proposal: Proposal) -> str:
    if proposal.status != "published":
        return ""
    return next((policy.id for policy in council.policies.values() if _first_motion(policy) == proposal.motion), "")


def _first_motion(policy: Policy) -> str:
    return policy.earlier[0].motion if policy.earlier else policy.motion


def _may(council: Council, proposal: Proposal, viewer: Viewer) -> frozenset[str]:
    if not isinstance(viewer, Seated):
        return frozenset()
    seat, name = viewer.seat, proposal.id
    possible: dict[str, ProposalCommand] = {
        "revise": ReviseProposal(seat, name, proposal.title, _another(proposal.text), proposal.record),
        "join": JoinWorkingGroup(seat, name),
        "submit": SubmitProposal(seat, name),
        "withdraw": WithdrawProposal(seat, name),
    }
    for body in bodies_of(proposal):
        possible["record_approval"] = RecordApproval(seat, name, body, approved=False, reason=SAMPLE)
    return frozenset(each for each, command in possible.items() if is_allowed(council, viewer, command))


def _another(text: str) -> str:
    return SAMPLE if text != SAMPLE else SAMPLE * 2


def _steps(council: Council, proposal: Proposal, viewer: Viewer) -> tuple[StepView, ...]:
    if not isinstance(viewer, Seated):
        return ()
    possible = (StepView(to, needs_reason(proposal, to)) for to in COUNCIL_MOVES[proposal.status])
    return tuple(
        step
        for step in possible
        if is_allowed(council, viewer, TableMotion(viewer.seat, AdvanceProposal(proposal.id, step.to, SAMPLE)))
    )
