"""A policy on its way through the pipeline."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.definition import PolicyRecord
from meshcouncil.council.matters import ProposalStatus


@dataclass(frozen=True, slots=True)
class PolicyProposed:
    """A seat brought a policy as its champion."""

    proposal: str
    seat: int
    title: str
    text: str
    record: PolicyRecord


@dataclass(frozen=True, slots=True)
class ProposalRevised:
    """A proposal was written anew."""

    proposal: str
    seat: int
    title: str
    text: str
    record: PolicyRecord


@dataclass(frozen=True, slots=True)
class WorkingGroupJoined:
    """A seat joined the working group."""

    proposal: str
    seat: int


@dataclass(frozen=True, slots=True)
class ProposalMoved:
    """A proposal went on to another place in the pipeline, by a motion or ("") by its champion."""

    proposal: str
    to: ProposalStatus
    motion: str
    reason: str


@dataclass(frozen=True, slots=True)
class ApprovalRecorded:
    """Another approving body answered."""

    proposal: str
    body: str
    approved: bool
    reason: str
