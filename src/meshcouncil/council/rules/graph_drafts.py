"""A seat's draft of changes of the project graph: added to, taken back, thrown away, before it is moved."""

from __future__ import annotations

from meshcouncil.council.commands import ClearGraphDraft, DraftGraph, UndoGraphDraft
from meshcouncil.council.definition import GraphOperation
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import Event, GraphDrafted
from meshcouncil.council.matters import ChangeGraph, Matter
from meshcouncil.council.rules.project_graph import PROJECT_LIMIT, checked_after, tidied_one
from meshcouncil.council.rules.standing import check_charter_can_change, check_seat, check_sitting
from meshcouncil.council.state import Council


def add(council: Council, command: DraftGraph) -> tuple[Event, ...]:
    """Add a change to the draft; it has to be possible after those before it."""
    _check_may_draft(council, command.seat)
    draft, _ = fitting(council, command.seat)
    operation = tidied_one(command.operation)
    if len(draft) >= PROJECT_LIMIT:
        raise Rejected("graph_unchanged")
    graph = council.graph
    for each in (*draft, operation):
        graph = checked_after(council.definition, graph, each)
    return (GraphDrafted(command.seat, (*draft, operation)),)


def undo(council: Council, command: UndoGraphDraft) -> tuple[Event, ...]:
    """Take the last change back."""
    _check_has_draft(council, command.seat)
    draft, _ = fitting(council, command.seat)
    return (GraphDrafted(command.seat, draft[:-1]),)


def clear(council: Council, command: ClearGraphDraft) -> tuple[Event, ...]:
    """Throw the draft away."""
    _check_has_draft(council, command.seat)
    return (GraphDrafted(command.seat, ()),)


def moved(council: Council, seat: int, matter: Matter) -> tuple[Event, ...]:
    """Empty the draft of a seat that has just moved it."""
    draft, _ = fitting(council, seat)
    is_moved = bool(draft) and isinstance(matter, ChangeGraph) and matter.operations == draft
    return (GraphDrafted(seat, ()),) if is_moved else ()


def fitting(council: Council, seat: int) -> tuple[tuple[GraphOperation, ...], tuple[GraphOperation, ...]]:
    """Give what of a seat's draft can still be done to the graph as it is now, and what fell out of it.

    The graph moves on while somebody drafts: what the council did meanwhile, or made impossible, is no change any more.
    """
    graph, fits, fallen = council.graph, [], []
    for operation in council.graph_drafts.get(seat, ()):
        try:
            graph = checked_after(council.definition, graph, operation)
        except Rejected:
            fallen.append(operation)
        else:
            fits.append(operation)
    return tuple(fits), tuple(fallen)


def _check_may_draft(council: Council, seat: int) -> None:
    check_seat(council, seat)
    check_sitting(council)
    check_charter_can_change(council)


def _check_has_draft(council: Council, seat: int) -> None:
    check_seat(council, seat)
    if not council.graph_drafts.get(seat):
        raise Rejected("graph_draft_empty")
