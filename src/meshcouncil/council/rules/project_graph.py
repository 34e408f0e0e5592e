"""The project graph and the operations that change it. Operations are idempotent: what is already so stays so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    ChangeOwner,
    Definition,
    ForbidReference,
    GraphOperation,
    MarkPrivate,
    MarkPublic,
    MergeProjects,
    NewProject,
    Project,
    ProjectGraph,
    Reference,
    RemoveProject,
    SplitProject,
)
from meshcouncil.council.errors import Rejected
from meshcouncil.council.matters import ChangeGraph
from meshcouncil.council.state import Council

PROJECT_LIMIT = 24
FEWEST_PARTS, PARTS_LIMIT = 2, 6
MODELS_LIMIT = 40
NAME_LIMIT = 40
TITLE_LIMIT = 60


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
    """Give the operations that turn one graph into another, but for the titles of projects that stay."""
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
    return (*removed, *added, *owners, *allowed, *forbidden, *_models_between(standing, after))


def is_so(operation: GraphOperation, graph: ProjectGraph) -> bool:
    """Tell whether a graph is already what the operation would make of it."""
    match operation:
        case AddProject(project, _, owner) | ChangeOwner(project, owner):
            found = graph.project(project)
            return found is not None and found.owner == owner
        case RemoveProject(project):
            return graph.project(project) is None
        case AllowReference(producer, consumer):
            return Reference(producer, consumer) in graph.references
        case ForbidReference(producer, consumer):
            return Reference(producer, consumer) not in graph.references
        case SplitProject(project, into):
            names = {each.id for each in into}
            return all(map(graph.project, names)) and (project in names or graph.project(project) is None)
        case MergeProjects(projects, into):
            gone = [each for each in projects if each != into.id]
            return graph.project(into.id) is not None and not any(map(graph.project, gone))
        case MarkPublic(project, model):
            found = graph.project(project)
            return found is not None and model in found.public_models
        case MarkPrivate(project, model):
            found = graph.project(project)
            return found is None or model not in found.public_models
        case _:
            assert_never(operation)


def _sorted(references: frozenset[Reference]) -> list[Reference]:
    return sorted(references, key=lambda each: (each.producer, each.consumer))


def _models_between(before: ProjectGraph, after: ProjectGraph) -> list[GraphOperation]:
    operations: list[GraphOperation] = []
    for project in after.projects:
        standing = before.project(project.id)
        offered = standing.public_models if standing else ()
        operations += [MarkPublic(project.id, each) for each in project.public_models if each not in offered]
        operations += [MarkPrivate(project.id, each) for each in offered if each not in project.public_models]
    return operations


def tidied(operations: tuple[GraphOperation, ...]) -> tuple[GraphOperation, ...]:
    """Give the operations with the titles of new projects on one line, and the names of models without blanks."""
    return tuple(tidied_one(each) for each in operations)


def tidied_one(operation: GraphOperation) -> GraphOperation:
    """Give an operation with its own words tidied."""
    match operation:
        case AddProject():
            return replace(operation, title=_on_one_line(operation.title))
        case SplitProject(_, into):
            return replace(operation, into=tuple(_tidied_project(each) for each in into))
        case MergeProjects(_, into):
            return replace(operation, into=_tidied_project(into))
        case MarkPublic() | MarkPrivate():
            return replace(operation, model=operation.model.strip())
        case _:
            return operation


def _tidied_project(project: NewProject) -> NewProject:
    return replace(project, title=_on_one_line(project.title))


def _on_one_line(title: str) -> str:
    return " ".join(title.split())


def check_operations(definition: Definition, graph: ProjectGraph, operations: tuple[GraphOperation, ...]) -> None:
    """Require that the operations name real projects, teams and models, and that each changes something."""
    if not operations or len(operations) > PROJECT_LIMIT:
        raise Rejected("graph_unchanged")
    for operation in operations:
        graph = checked_after(definition, graph, operation)


def checked_after(definition: Definition, graph: ProjectGraph, operation: GraphOperation) -> ProjectGraph:
    """Give the graph after one operation; require that it can be done and changes something."""
    _check_operation(definition, graph, operation)
    after = _applied(graph, operation)
    if after == graph:
        raise Rejected("graph_unchanged")
    return after


# --- what each operation does -----------------------------------------------------------------------------------------


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
            return _with_each(graph, project, owner=owner)
        case AllowReference(producer, consumer):
            if not (graph.project(producer) and graph.project(consumer)):
                return graph
            return replace(graph, references=graph.references | {Reference(producer, consumer)})
        case ForbidReference(producer, consumer):
            return replace(graph, references=graph.references - {Reference(producer, consumer)})
        case SplitProject(project, into):
            return _put_in_place(graph, (project,), into)
        case MergeProjects(projects, into):
            return _put_in_place(graph, projects, (into,))
        case MarkPublic(project, model):
            return _with_models(graph, project, lambda models: {*models, model})
        case MarkPrivate(project, model):
            return _with_models(graph, project, lambda models: {*models} - {model})
        case _:
            assert_never(operation)


def _with_each(graph: ProjectGraph, project: str, **changes: object) -> ProjectGraph:
    changed_projects = tuple(
        replace(each, **changes) if each.id == project else each  # type: ignore[arg-type]
        for each in graph.projects
    )
    return replace(graph, projects=changed_projects)


def _with_models(
    graph: ProjectGraph, project: str, models_after: Callable[[tuple[str, ...]], set[str]]
) -> ProjectGraph:
    """Change which models a project offers; they stand in the order of their names, however they came."""
    found = graph.project(project)
    if found is None:
        return graph
    return _with_each(graph, project, public_models=tuple(sorted(models_after(found.public_models))))


def _put_in_place(graph: ProjectGraph, gone: tuple[str, ...], into: tuple[NewProject, ...]) -> ProjectGraph:
    """Put new projects where others were: each inherits all references, the first the public models and the hub.

    A new project may bear the id of one that goes. What goes and is not there changes nothing.
    """
    leaving = [each for each in graph.projects if each.id in gone]
    if not leaving:
        return graph
    names = tuple(each.id for each in into)
    projects: list[Project] = []
    for project in graph.projects:
        if project is leaving[0]:
            projects += _newcomers(graph, leaving, into)
        elif project.id not in gone:
            projects.append(_heir(project, leaving) if project.id == names[0] else project)
    return ProjectGraph(tuple(projects), _inherited(graph.references, frozenset(gone), names))


def _newcomers(graph: ProjectGraph, leaving: list[Project], into: tuple[NewProject, ...]) -> list[Project]:
    """Make the new projects, except those that stand elsewhere in the graph already."""
    left = {project.id for project in leaving}
    made = [
        Project(each.id, each.title, each.owner) for each in into if each.id in left or graph.project(each.id) is None
    ]
    return [_heir(each, leaving) if each.id == into[0].id else each for each in made]


def _heir(project: Project, leaving: list[Project]) -> Project:
    models = {*project.public_models, *(model for each in leaving for model in each.public_models)}
    is_hub = project.hub or any(each.hub for each in leaving)
    return replace(project, hub=is_hub, public_models=tuple(sorted(models)))


def _inherited(references: frozenset[Reference], gone: frozenset[str], names: tuple[str, ...]) -> frozenset[Reference]:
    """Hand the references of what goes on to what comes; those among what goes end with it."""

    def heirs(project: str) -> tuple[str, ...]:
        return names if project in gone else (project,)

    return frozenset(
        Reference(producer, consumer)
        for each in references
        if not {each.producer, each.consumer} <= gone
        for producer in heirs(each.producer)
        for consumer in heirs(each.consumer)
        if producer != consumer
    )


# --- what each operation needs ----------------------------------------------------------------------------------------


def _check_operation(definition: Definition, graph: ProjectGraph, operation: GraphOperation) -> None:
    match operation:
        case AddProject(project, title, owner):
            _check_new_projects(definition, graph, (NewProject(project, title, owner),), ())
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
        case SplitProject(project, into):
            _check_project(graph, project)
            if not FEWEST_PARTS <= len(into) <= PARTS_LIMIT:
                raise Rejected("graph_split_unsound", limit=PARTS_LIMIT)
            _check_new_projects(definition, graph, into, (project,))
        case MergeProjects(projects, into):
            for project in projects:
                _check_project(graph, project)
            if len(set(projects)) != len(projects) or len(projects) < FEWEST_PARTS:
                raise Rejected("graph_merge_unsound")
            _check_new_projects(definition, graph, (into,), projects)
        case MarkPublic(project, model) | MarkPrivate(project, model):
            _check_model(graph, project, model)
        case _:
            assert_never(operation)


def _check_new_projects(
    definition: Definition, graph: ProjectGraph, into: tuple[NewProject, ...], gone: tuple[str, ...]
) -> None:
    names = [each.id for each in into]
    for each in into:
        is_name = each.id.isidentifier() and each.id == each.id.lower() and len(each.id) <= NAME_LIMIT
        if not is_name or not each.title.strip() or len(each.title) > TITLE_LIMIT:
            raise Rejected("graph_impossible", what=each.id[:NAME_LIMIT])
        if names.count(each.id) > 1 or (each.id not in gone and graph.project(each.id) is not None):
            raise Rejected("graph_name_taken", what=each.title)
        _check_owner(definition, each.owner)
    if len(graph.projects) - len(gone) + len(into) > PROJECT_LIMIT:
        raise Rejected("graph_impossible", what=names[0])


def _check_project(graph: ProjectGraph, project: str) -> None:
    if graph.project(project) is None:
        raise Rejected("graph_impossible", what=project[:NAME_LIMIT])


def _check_owner(definition: Definition, owner: str | None) -> None:
    if owner is not None and owner not in definition.teams_by_id:
        raise Rejected("graph_impossible", what=owner[:NAME_LIMIT])


def _check_model(graph: ProjectGraph, project: str, model: str) -> None:
    _check_project(graph, project)
    if not is_model_name(model):
        raise Rejected("model_name_unsound", what=model[:TITLE_LIMIT], limit=TITLE_LIMIT)
    found = graph.project(project)
    if found is not None and len(found.public_models) >= MODELS_LIMIT and model not in found.public_models:
        raise Rejected("too_many_motions", limit=MODELS_LIMIT)


def is_model_name(name: str) -> bool:
    """Tell whether a text can be a model's name: lower-case letters, figures and underscores, no figure first."""
    return name.isascii() and name.isidentifier() and name == name.lower() and len(name) <= TITLE_LIMIT
