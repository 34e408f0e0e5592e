"""The policy pipeline, from a champion's proposal to a published policy (specification 0.9), and exceptions."""

from __future__ import annotations

from meshcouncil.council.commands import ProposalCommand
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import Event
from meshcouncil.council.matters import AdvanceProposal, GrantException
from meshcouncil.council.state import Council, Motion


def decide(council: Council, command: ProposalCommand) -> tuple[Event, ...]:
    """Give the events of a command about a proposal. Raises Rejected."""
    raise Rejected("council_not_sitting")


def checked(council: Council, matter: AdvanceProposal | GrantException) -> AdvanceProposal | GrantException:
    """Give the matter tidied; require that it can be carried as things stand."""
    return matter


def enacted(council: Council, motion: Motion) -> tuple[Event, ...]:
    """Give what a carried step of a proposal, or a granted exception, does."""
    return ()
