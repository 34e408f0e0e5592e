"""A seat's draft of changes of the project graph: added to, taken back, thrown away, before it is moved."""

from __future__ import annotations

from meshcouncil.council.commands import ClearGraphDraft, DraftGraph, UndoGraphDraft
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import Event
from meshcouncil.council.state import Council


def add(council: Council, command: DraftGraph) -> tuple[Event, ...]:
    """Add a change to the draft; it has to be possible after those before it."""
    raise Rejected("graph_unchanged")


def undo(council: Council, command: UndoGraphDraft) -> tuple[Event, ...]:
    """Take the last change back."""
    raise Rejected("graph_unchanged")


def clear(council: Council, command: ClearGraphDraft) -> tuple[Event, ...]:
    """Throw the draft away."""
    raise Rejected("graph_unchanged")
