"""The project graph, and how it differs from the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from meshcouncil.council.definition import Project, ProjectGraph
from meshcouncil.council.state import Council


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project in the graph, with how it differs from the plan."""

    id: str
    title: str
    owner: str
    owner_name: str
    hub: bool
    state: Literal["same", "added", "removed", "changed"]
    planned_owner_name: str


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """An allowed reference, with how it differs from the plan."""

    producer: str
    consumer: str
    state: Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class GraphView:
    """The project graph and its difference from the plan."""

    projects: tuple[ProjectView, ...]
    references: tuple[ReferenceView, ...]

    @property
    def is_as_planned(self) -> bool:
        """Tell whether nothing differs from the plan."""
        return all(project.state == "same" for project in self.projects) and all(
            reference.state == "same" for reference in self.references
        )


def graph_view(council: Council) -> GraphView:
    """Build the project graph with its difference from the plan."""
    plan, now = council.definition.graph, council.graph
    references = sorted(plan.references | now.references, key=lambda each: (each.producer, each.consumer))
    return GraphView(
        projects=tuple(_project(council, project) for project in _ordered(plan, now)),
        references=tuple(
            ReferenceView(each.producer, each.consumer, _difference(each in plan.references, each in now.references))
            for each in references
        ),
    )


def _difference(before: bool, after: bool) -> Literal["same", "added", "removed"]:
    return "same" if before == after else "added" if after else "removed"


def _ordered(plan: ProjectGraph, now: ProjectGraph) -> tuple[Project, ...]:
    """Give every project of either graph as it stands, or as it was planned when it is gone."""
    added = tuple(project for project in now.projects if plan.project(project.id) is None)
    return (*(now.project(project.id) or project for project in plan.projects), *added)


def _project(council: Council, project: Project) -> ProjectView:
    before, after = council.definition.graph.project(project.id), council.graph.project(project.id)
    state: Literal["same", "added", "removed", "changed"] = _difference(before is not None, after is not None)
    if before and after and before.owner != after.owner:
        state = "changed"
    return ProjectView(
        id=project.id,
        title=project.title,
        owner=project.owner or "",
        owner_name=_team_name(council, project.owner),
        hub=project.hub,
        state=state,
        planned_owner_name=_team_name(council, before.owner) if before else "",
    )


def _team_name(council: Council, team: str | None) -> str:
    return council.definition.teams_by_id[team].name if team else ""
