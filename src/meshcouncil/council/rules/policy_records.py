"""What a policy says besides its title and its decision: its fields tidied and held to sense (specification C.2)."""

from __future__ import annotations

from meshcouncil.council.definition import PolicyRecord
from meshcouncil.council.state import Council


def checked(council: Council, record: PolicyRecord) -> PolicyRecord:
    """Give the record tidied; require known scopes, dates that are dates, and texts that fit. Raises Rejected."""
    return record
