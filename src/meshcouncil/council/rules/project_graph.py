"""The project graph and the operations that change it. Operations are idempotent: what is already so stays so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    ChangeOwner,
    Definition,
    ForbidReference,
    GraphOperation,
    Project,
    ProjectGraph,
    Reference,
    RemoveProject,
)
from meshcouncil.council.errors import Rejected
from meshcouncil.council.matters import ChangeGraph
from meshcouncil.council.state import Council

PROJECT_LIMIT = 24


def changed(graph: ProjectGraph, operations: Iterable[GraphOperation]) -> ProjectGraph:
    """Give the graph after the operations, in order."""
    for operation in operations:
        graph = _applied(graph, operation)
    return graph


def rebuilt(council: Council, choices: Mapping[str, str] | None = None) -> ProjectGraph:
    """Give the graph that the plan, the chosen options in the pack's order and the carried graph motions add up to.

    So the order in which a council settles its decision points never changes the graph that it ends with, and an
    option that the council leaves takes its changes with it. `choices` stand in for those the council settled.
    """
    graph = council.definition.graph
    chosen = council.choices if choices is None else choices
    for point in council.definition.decisions:
        option = point.option(chosen.get(point.id, ""))
        if option is not None:
            graph = changed(graph, option.graph)
    for motion_id in council.graph_motions:
        matter = council.motions[motion_id].matter
        if isinstance(matter, ChangeGraph):
            graph = changed(graph, matter.operations)
    return graph


def operations_between(before: ProjectGraph, after: ProjectGraph) -> tuple[GraphOperation, ...]:
    """Give the operations that turn one graph into another."""
    removed = [RemoveProject(each.id) for each in before.projects if after.project(each.id) is None]
    added = [AddProject(each.id, each.title, each.owner) for each in after.projects if before.project(each.id) is None]
    owners = [
        ChangeOwner(each.id, each.owner)
        for each in after.projects
        if (old := before.project(each.id)) is not None and old.owner != each.owner
    ]
    standing = changed(before, [*removed, *added, *owners])
    allowed = [AllowReference(each.producer, each.consumer) for each in _sorted(after.references - standing.references)]
    forbidden = [
        ForbidReference(each.producer, each.consumer) for each in _sorted(standing.references - after.references)
    ]
    return (*removed, *added, *owners, *allowed, *forbidden)


def _sorted(references: frozenset[Reference]) -> list[Reference]:
    return sorted(references, key=lambda each: (each.producer, each.consumer))


def tidied(operations: tuple[GraphOperation, ...]) -> tuple[GraphOperation, ...]:
    """Give the operations with the titles of new projects on one line."""
    return tuple(
        replace(each, title=" ".join(each.title.split())) if isinstance(each, AddProject) else each
        for each in operations
    )


def check_operations(definition: Definition, graph: ProjectGraph, operations: tuple[GraphOperation, ...]) -> None:
    """Require that the operations name real projects and teams and change something."""
    if not operations or len(operations) > PROJECT_LIMIT:
        raise Rejected("graph_unchanged")
    for operation in operations:
        _check_operation(definition, graph, operation)
        graph_after = _applied(graph, operation)
        if graph_after == graph:
            raise Rejected("graph_unchanged")
        graph = graph_after


def _applied(graph: ProjectGraph, operation: GraphOperation) -> ProjectGraph:
    match operation:
        case AddProject(project, title, owner):
            if graph.project(project):
                return graph
            return replace(graph, projects=(*graph.projects, Project(project, title, owner)))
        case RemoveProject(project):
            return ProjectGraph(
                projects=tuple(each for each in graph.projects if each.id != project),
                references=frozenset(
                    each for each in graph.references if project not in (each.producer, each.consumer)
                ),
            )
        case ChangeOwner(project, owner):
            return replace(
                graph,
                projects=tuple(replace(each, owner=owner) if each.id == project else each for each in graph.projects),
            )
        case AllowReference(producer, consumer):
            if not (graph.project(producer) and graph.project(consumer)):
                return graph
            return replace(graph, references=graph.references | {Reference(producer, consumer)})
        case ForbidReference(producer, consumer):
            return replace(graph, references=graph.references - {Reference(producer, consumer)})
        case _:
            assert_never(operation)


def _check_operation(definition: Definition, graph: ProjectGraph, operation: GraphOperation) -> None:
    match operation:
        case AddProject(project, title, owner):
            _check_new_project(graph, project, title)
            _check_owner(definition, owner)
        case RemoveProject(project):
            _check_project(graph, project)
        case ChangeOwner(project, owner):
            _check_project(graph, project)
            _check_owner(definition, owner)
        case AllowReference(producer, consumer) | ForbidReference(producer, consumer):
            _check_project(graph, producer)
            _check_project(graph, consumer)
            if producer == consumer:
                raise Rejected("graph_impossible", what=producer)
        case _:
            assert_never(operation)


def _check_new_project(graph: ProjectGraph, project: str, title: str) -> None:
    is_name = project.isidentifier() and project == project.lower() and len(project) <= 40
    if not is_name or not title.strip() or len(title) > 60 or len(graph.projects) >= PROJECT_LIMIT:
        raise Rejected("graph_impossible", what=project[:40])


def _check_project(graph: ProjectGraph, project: str) -> None:
    if graph.project(project) is None:
        raise Rejected("graph_impossible", what=project[:40])


def _check_owner(definition: Definition, owner: str | None) -> None:
    if owner is not None and owner not in definition.teams_by_id:
        raise Rejected("graph_impossible", what=owner[:40])
