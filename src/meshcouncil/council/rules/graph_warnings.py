"""What a change of the project graph would break: shown before one moves it, and to everybody once it is moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from meshcouncil.council.definition import GraphOperation, ProjectGraph
from meshcouncil.council.rules.project_graph import changed, is_so
from meshcouncil.council.state import Council


@dataclass(frozen=True, slots=True)
class Circle:
    """Projects that would use each other in a circle, in the order of use, the first one once."""

    projects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UndoesAnswer:
    """The change takes back what a settled decision point did to the graph."""

    decision: str
    option: str


@dataclass(frozen=True, slots=True)
class WithoutOwner:
    """A project that nobody would look after."""

    project: str
    hub: bool = False


@dataclass(frozen=True, slots=True)
class NothingPublic:
    """Projects may use this one, which would offer no public model."""

    project: str
    consumers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NobodyInEmergencies:
    """The procedure lets the owner of the hub act in an emergency, and there would be no such owner."""


GraphWarning = Circle | UndoesAnswer | WithoutOwner | NothingPublic | NobodyInEmergencies


def warnings(council: Council, operations: Iterable[GraphOperation]) -> tuple[GraphWarning, ...]:
    """Name what the operations would break that is in order now; they change the graph in force."""
    before = council.graph
    after = changed(before, operations)
    return (
        *_circles(before, after),
        *_answers_undone(council, after),
        *_unowned(before, after),
        *_nothing_public(council, after),
        *_emergencies(council, after),
    )


def circles(graph: ProjectGraph) -> tuple[Circle, ...]:
    """Find projects that use each other in a circle: for each reference that closes one, the shortest."""
    found: dict[frozenset[str], Circle] = {}
    ordered = sorted(graph.references, key=lambda each: (each.producer, each.consumer))
    consumers: dict[str, list[str]] = {}
    for reference in ordered:
        consumers.setdefault(reference.producer, []).append(reference.consumer)
    for reference in ordered:
        way = _way(consumers, reference.consumer, reference.producer)
        if way:
            found.setdefault(frozenset(way), Circle(_from_the_smallest(way)))
    return tuple(found.values())


def _circles(before: ProjectGraph, after: ProjectGraph) -> Iterator[Circle]:
    known = set(circles(before)) if after.references else set()
    yield from (each for each in circles(after) if each not in known)


def _way(consumers: Mapping[str, list[str]], start: str, goal: str) -> tuple[str, ...]:
    """Find the shortest way along references from one project to another, both of them included."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    for way in ways:  # grows while it is walked: breadth first
        if way[-1] == goal:
            return way
        for name in consumers.get(way[-1], ()):
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()


def _from_the_smallest(way: tuple[str, ...]) -> tuple[str, ...]:
    start = way.index(min(way))
    return (*way[start:], *way[:start])


def _answers_undone(council: Council, after: ProjectGraph) -> Iterator[UndoesAnswer]:
    for decision, chosen in council.choices.items():
        option = council.definition.decisions_by_id[decision].option(chosen)
        if option and any(is_so(each, council.graph) and not is_so(each, after) for each in option.graph):
            yield UndoesAnswer(decision, chosen)


def _unowned(before: ProjectGraph, after: ProjectGraph) -> Iterator[WithoutOwner]:
    for project in after.projects:
        old = before.project(project.id)
        if project.owner is None and (old is None or old.owner is not None):
            yield WithoutOwner(project.id, project.hub)


def _nothing_public(council: Council, after: ProjectGraph) -> Iterator[NothingPublic]:
    """Where public models are named at all, a project that others come to use should offer one."""
    before = council.graph
    if not any(each.public_models for each in before.projects):
        return
    for project in after.projects:
        consumers = tuple(sorted(each.consumer for each in after.references if each.producer == project.id))
        old = before.project(project.id)
        stood = old is not None and not old.public_models
        known = {each.consumer for each in before.references if each.producer == project.id} if stood else set()
        if not project.public_models and set(consumers) - known:
            yield NothingPublic(project.id, consumers)


def _emergencies(council: Council, after: ProjectGraph) -> Iterator[NobodyInEmergencies]:
    def has_owner(graph: ProjectGraph) -> bool:
        return any(project.hub and project.owner for project in graph.projects)

    if council.rules.emergency == "hub_owner" and has_owner(council.graph) and not has_owner(after):
        yield NobodyInEmergencies()
