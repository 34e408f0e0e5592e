"""What stands on a page about the project graph: changes, what they would break, and how graphs differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from meshcouncil.council.definition import Definition
from meshcouncil.council.views import GraphDraftView, GraphMotionView, TableView
from meshcouncil.council.views.project_graph import ComparedGraph
from meshcouncil.documents.graphs import difference_sentences, warning_sentences
from meshcouncil.documents.matters import operation_sentences


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """Changes of the graph: each in a sentence, what they would break, and the graph that comes of them."""

    lines: tuple[str, ...]
    warnings: tuple[str, ...]
    graph: ComparedGraph
    motion: str = ""
    fallen: tuple[str, ...] = ()


def graph_in_words(seen: TableView, definition: Definition) -> Mapping[str, object]:
    """Say how the graph differs from the plan, and what the motions before the council would make of it."""
    return {
        "differences": difference_sentences(seen.graph),
        "asked": tuple(_change(each, definition, each.motion) for each in seen.graph_motions),
    }


def draft_in_words(seen: TableView, definition: Definition) -> Mapping[str, object]:
    """Say what the viewer drafts; `graph` is the one that they edit: with the draft, or as it is today."""
    draft = _change(seen.graph_draft, definition) if seen.graph_draft else None
    return {"draft": draft, "graph": draft.graph if draft else seen.graph_today}


def _change(asked: GraphMotionView | GraphDraftView, definition: Definition, motion: str = "") -> ChangeWords:
    titles = asked.graph.titles
    fallen = asked.fallen if isinstance(asked, GraphDraftView) else ()
    return ChangeWords(
        lines=operation_sentences(asked.operations, definition, titles),
        warnings=warning_sentences(asked.warnings, definition, titles),
        graph=asked.graph,
        motion=motion,
        fallen=operation_sentences(fallen, definition, titles),
    )
