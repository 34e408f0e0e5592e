"""Project graphs in words: what stands in one, how it differs from another, and what a change of it would break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from meshcouncil.council.definition import Definition
from meshcouncil.council.rules.graph_warnings import (
    Circle,
    GraphWarning,
    NobodyInEmergencies,
    NothingPublic,
    UndoesAnswer,
    WithoutOwner,
)
from meshcouncil.council.views.project_graph import ComparedGraph, ProjectView
from meshcouncil.documents.matters import project_title
from meshcouncil.documents.words import count_of, ended, listed, quoted


def project_sentences(graph: ComparedGraph) -> tuple[str, ...]:
    """Say of every project that stands whose it is, what it may use, and what it offers to others."""
    return tuple(_project_sentence(project, _sources(graph, project.id)) for project in graph.standing)


def difference_sentences(graph: ComparedGraph) -> tuple[str, ...]:
    """Say how a graph differs from the one it is compared with."""
    return (*_project_differences(graph), *_reference_differences(graph))


def warning_sentence(warning: GraphWarning, definition: Definition, titles: Mapping[str, str]) -> str:
    """Say what a change of the graph would break. `titles` names the projects by id."""

    def named(project: str) -> str:
        return project_title(project, definition, titles)

    match warning:
        case Circle(projects):
            around = [named(each) for each in (*projects, projects[0])]
            return f"A circle: {' feeds '.join(around)}. A change in one would come back to it through the others."
        case UndoesAnswer(decision, option):
            point = definition.decisions_by_id[decision]
            chosen = point.option(option)
            settled = ended(chosen.clause or chosen.label) if chosen else ""
            return f"This undoes what the council settled. {point.question} {settled}".rstrip()
        case WithoutOwner(project, hub):
            return f"Nobody would look after {named(project)}{', the hub that others rest on' if hub else ''}."
        case NothingPublic(project, consumers):
            users = listed(named(each) for each in consumers)
            return f"{named(project)} would offer no public model, and {users} may use it."
        case NobodyInEmergencies():
            return "In an emergency the owner of the hub may act, and then there would be no such owner."
        case _:
            assert_never(warning)


def warning_sentences(
    warnings: Iterable[GraphWarning], definition: Definition, titles: Mapping[str, str]
) -> tuple[str, ...]:
    """Say all that a change of the graph would break."""
    return tuple(warning_sentence(each, definition, titles) for each in warnings)


def _sources(graph: ComparedGraph, project: str) -> list[str]:
    titles = graph.titles
    return [titles.get(each.producer, each.producer) for each in graph.allowed if each.consumer == project]


def _project_sentence(project: ProjectView, sources: list[str]) -> str:
    belongs = f"belongs to {project.owner_name}" if project.owner else "has no owner yet"
    words = f"{project.title} is the hub and {belongs}" if project.hub else f"{project.title} {belongs}"
    if sources:
        words = f"{words}; it may use the public models of {listed(sources)}"
    if project.public_models:
        words = f"{words}; its public models are {listed(project.public_models)}"
    return f"{words}."


def _project_differences(graph: ComparedGraph) -> Iterator[str]:
    for project in graph.projects:
        if project.state == "added":
            yield f"{project.title} is new."
        elif project.state == "removed":
            yield f"{project.title} is gone."
        elif project.state == "changed":
            yield from _changes(project)


def _changes(project: ProjectView) -> Iterator[str]:
    if project.planned_title:
        yield f"{project.title} was called {quoted(project.planned_title)}."
    if project.has_other_owner:
        now, before = project.owner_name or "nobody", project.planned_owner_name or "nobody"
        yield f"{project.title} belongs to {now} instead of {before}."
    if project.models_added:
        offered = count_of(len(project.models_added), "more public model")
        yield f"{project.title} offers {offered}: {listed(project.models_added)}."
    if project.models_removed:
        yield f"{project.title} no longer offers {listed(project.models_removed)}."


def _reference_differences(graph: ComparedGraph) -> Iterator[str]:
    """Say which references came and went; those of a project that is gone went with it."""
    titles = graph.titles
    gone = {project.id for project in graph.projects if project.state == "removed"}
    for reference in graph.references:
        consumer = titles.get(reference.consumer, reference.consumer)
        producer = titles.get(reference.producer, reference.producer)
        if reference.state == "added":
            yield f"{consumer} may now use the public models of {producer}."
        elif reference.state == "removed" and not gone & {reference.consumer, reference.producer}:
            yield f"{consumer} may no longer use the public models of {producer}."
