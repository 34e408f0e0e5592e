"""A policy on its way through the pipeline."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from meshcouncil.council.events import (
    ApprovalRecorded,
    PolicyProposed,
    ProposalEvent,
    ProposalMoved,
    ProposalRevised,
    WorkingGroupJoined,
)
from meshcouncil.council.evolving.changes import with_entry
from meshcouncil.council.state import Approval, Council, Proposal


def evolve_proposal(council: Council, event: ProposalEvent) -> Council:
    """Add an event of the policy pipeline."""
    if isinstance(event, PolicyProposed):
        proposal = Proposal(event.proposal, event.seat, event.title, event.text, event.record)
    else:
        proposal = _changed(council.proposals[event.proposal], event)
    return replace(council, proposals=with_entry(council.proposals, proposal.id, proposal))


def _changed(
    proposal: Proposal, event: ProposalRevised | WorkingGroupJoined | ProposalMoved | ApprovalRecorded
) -> Proposal:
    match event:
        case ProposalRevised(_, _, title, text, record):
            return replace(proposal, title=title, text=text, record=record, versions=proposal.versions + 1)
        case WorkingGroupJoined(_, seat):
            return replace(proposal, group=(*proposal.group, seat))
        case ProposalMoved(_, to, motion, reason):
            return replace(proposal, status=to, motion=motion, reason=reason)
        case ApprovalRecorded(_, body, approved, reason):
            said = Approval(body, approved, reason, proposal.versions)
            return replace(proposal, approvals=(*proposal.approvals, said))
        case _:
            assert_never(event)
