"""The project graph, how it differs from the plan and from today, and what changes of it would break."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from meshcouncil.council.definition import Definition, GraphOperation, Project, ProjectGraph
from meshcouncil.council.matters import AmendMotion, ChangeGraph, Matter
from meshcouncil.council.rules.graph_drafts import fitting
from meshcouncil.council.rules.graph_warnings import GraphWarning, warnings
from meshcouncil.council.rules.project_graph import changed
from meshcouncil.council.state import Council
from meshcouncil.council.views.same import Same
from meshcouncil.council.views.viewers import Seated, Viewer

State = Literal["same", "added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project, with how it differs from the plan, or from what else it is compared with."""

    id: str
    title: str
    owner: str
    owner_name: str
    hub: bool
    state: State
    planned_owner_name: str
    planned_title: str = ""
    public_models: tuple[str, ...] = ()
    models_added: tuple[str, ...] = ()
    models_removed: tuple[str, ...] = ()

    @property
    def has_other_owner(self) -> bool:
        """Tell whether it stood before, and somebody else looked after it."""
        return self.state == "changed" and self.owner_name != self.planned_owner_name


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """An allowed reference, with how it differs from the plan, or from what else it is compared with."""

    producer: str
    consumer: str
    state: Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class ComparedGraph:
    """A graph beside another: all projects and references of both, with what became of them."""

    projects: tuple[ProjectView, ...]
    references: tuple[ReferenceView, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether nothing differs."""
        return all(project.state == "same" for project in self.projects) and all(
            reference.state == "same" for reference in self.references
        )

    @property
    def standing(self) -> tuple[ProjectView, ...]:
        """Give the projects that are there."""
        return tuple(project for project in self.projects if project.state != "removed")

    @property
    def allowed(self) -> tuple[ReferenceView, ...]:
        """Give the references that are there."""
        return tuple(reference for reference in self.references if reference.state != "removed")

    @property
    def titles(self) -> Mapping[str, str]:
        """Name the projects by id."""
        return {project.id: project.title for project in self.projects}


@dataclass(frozen=True, slots=True)
class GraphView(ComparedGraph):
    """The project graph and its difference from the plan."""

    @property
    def is_as_planned(self) -> bool:
        """Tell whether nothing differs from the plan."""
        return self.is_same


@dataclass(frozen=True, slots=True)
class GraphMotionView:
    """What a live motion would make of the graph, against today, and what that would break."""

    motion: str
    operations: tuple[GraphOperation, ...]
    warnings: tuple[GraphWarning, ...]
    graph: ComparedGraph


@dataclass(frozen=True, slots=True)
class GraphDraftView:
    """What a seat drafts, against today, for its own eyes. `fallen`: changes that fit no more and drop out."""

    operations: tuple[GraphOperation, ...]
    fallen: tuple[GraphOperation, ...]
    warnings: tuple[GraphWarning, ...]
    graph: ComparedGraph


def graph_view(council: Council) -> GraphView:
    """Build the project graph with its difference from the plan."""
    against_plan = compared(council.definition, council.definition.graph, council.graph)
    return GraphView(against_plan.projects, against_plan.references)


def graph_motions_view(council: Council) -> tuple[GraphMotionView, ...]:
    """Show the graph of every live motion that would change it."""
    asked = ((motion.id, _operations(motion.matter)) for motion in council.live_motions)
    return tuple(
        GraphMotionView(
            motion,
            operations,
            warnings(council, operations),
            compared(council.definition, council.graph, changed(council.graph, operations)),
        )
        for motion, operations in asked
        if operations
    )


def graph_draft_view(council: Council, viewer: Viewer) -> GraphDraftView | None:
    """Show a seat its own draft; None: there is none, or it is not theirs."""
    if not isinstance(viewer, Seated) or not council.graph_drafts.get(viewer.seat):
        return None
    operations, fallen = fitting(council, viewer.seat)
    after = changed(council.graph, operations)
    seen = compared(council.definition, council.graph, after)
    return GraphDraftView(operations, fallen, warnings(council, operations), seen)


def compared(definition: Definition, before: ProjectGraph, after: ProjectGraph) -> ComparedGraph:
    """Put a graph beside another one that it came from."""
    return _compared(Same(definition), Same(before), Same(after))


@lru_cache(maxsize=64)
def _compared(same: Same[Definition], first: Same[ProjectGraph], then: Same[ProjectGraph]) -> ComparedGraph:
    """Compare the same two graphs once: they stand while a council talks and votes."""
    definition, before, after = same.value, first.value, then.value
    references = sorted(before.references | after.references, key=lambda each: (each.producer, each.consumer))
    return ComparedGraph(
        projects=tuple(_project(definition, project, before, after) for project in _ordered(before, after)),
        references=tuple(
            ReferenceView(
                each.producer, each.consumer, _difference(each in before.references, each in after.references)
            )
            for each in references
        ),
    )


def _operations(matter: Matter) -> tuple[GraphOperation, ...]:
    asked = matter.to if isinstance(matter, AmendMotion) else matter
    return asked.operations if isinstance(asked, ChangeGraph) else ()


def _difference(before: bool, after: bool) -> Literal["same", "added", "removed"]:
    return "same" if before == after else "added" if after else "removed"


def _ordered(before: ProjectGraph, after: ProjectGraph) -> tuple[Project, ...]:
    """Give every project of either graph as it stands after, or as it was before when it is gone."""
    added = tuple(project for project in after.projects if before.project(project.id) is None)
    return (*(after.project(project.id) or project for project in before.projects), *added)


def _project(definition: Definition, project: Project, before: ProjectGraph, after: ProjectGraph) -> ProjectView:
    old, new = before.project(project.id), after.project(project.id)
    state: State = _difference(old is not None, new is not None)
    if old and new and (old.owner, old.title, old.public_models) != (new.owner, new.title, new.public_models):
        state = "changed"
    former = old.public_models if old and new else project.public_models
    return ProjectView(
        id=project.id,
        title=project.title,
        owner=project.owner or "",
        owner_name=_team_name(definition, project.owner),
        hub=project.hub,
        state=state,
        planned_owner_name=_team_name(definition, old.owner) if old else "",
        planned_title=old.title if old and old.title != project.title else "",
        public_models=project.public_models,
        models_added=tuple(each for each in project.public_models if each not in former),
        models_removed=tuple(each for each in former if each not in project.public_models),
    )


def _team_name(definition: Definition, team: str | None) -> str:
    return definition.teams_by_id[team].name if team else ""
