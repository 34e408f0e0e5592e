"""A policy on its way through the pipeline (specification 0.9)."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.definition import NO_RECORD, PolicyRecord


@dataclass(frozen=True, slots=True)
class ProposePolicy:
    """A seat brings a policy as its champion."""

    seat: int
    title: str
    text: str
    record: PolicyRecord = NO_RECORD


@dataclass(frozen=True, slots=True)
class ReviseProposal:
    """The champion or a member of the working group writes the proposal anew."""

    seat: int
    proposal: str
    title: str
    text: str
    record: PolicyRecord = NO_RECORD


@dataclass(frozen=True, slots=True)
class JoinWorkingGroup:
    """A seat joins the working group of a proposal."""

    seat: int
    proposal: str


@dataclass(frozen=True, slots=True)
class SubmitProposal:
    """The champion submits what the working group wrote for the review of the council."""

    seat: int
    proposal: str


@dataclass(frozen=True, slots=True)
class RecordApproval:
    """The chairing team records what another approving body said."""

    seat: int
    proposal: str
    body: str
    approved: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawProposal:
    """The champion takes the proposal back."""

    seat: int
    proposal: str
