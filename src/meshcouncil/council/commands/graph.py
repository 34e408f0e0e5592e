"""A draft of changes of the project graph, before they are moved."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.definition import GraphOperation


@dataclass(frozen=True, slots=True)
class DraftGraph:
    """A seat adds a change to its own draft of the project graph."""

    seat: int
    operation: GraphOperation


@dataclass(frozen=True, slots=True)
class UndoGraphDraft:
    """A seat takes the last change of its draft back."""

    seat: int


@dataclass(frozen=True, slots=True)
class ClearGraphDraft:
    """A seat throws its draft away."""

    seat: int
