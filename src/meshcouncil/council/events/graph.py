"""Drafts of changes of the project graph."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.definition import GraphOperation


@dataclass(frozen=True, slots=True)
class GraphDrafted:
    """A seat's draft of the project graph is now this."""

    seat: int
    operations: tuple[GraphOperation, ...]
