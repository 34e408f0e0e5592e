"""Compiles the agenda: shared steps and the plans that use them."""

from __future__ import annotations

from meshcouncil.council.definition import Plan, Step
from meshcouncil.pack.draft import Draft
from meshcouncil.pack.schema import PlanEntry, StepEntry, StepUse
from meshcouncil.pack.yaml_source import Loc, Source


def compile_plans(draft: Draft) -> tuple[Plan, ...]:
    """Compile agenda.yaml."""
    loaded = draft.sources.agenda
    if loaded is None:
        return ()
    shared: dict[str, StepEntry] = {}
    shared_entries = list(zip(loaded.places("steps"), loaded.model.steps, strict=True))
    draft.check_unique("step", ((loaded.source, (*loc, "id"), step.id) for loc, step in shared_entries))
    for loc, step in shared_entries:
        _check_references(draft, loaded.source, loc, step)
        shared[step.id] = step
    entries = list(zip(loaded.places("plans"), loaded.model.plans, strict=True))
    draft.check_unique("plan", ((loaded.source, (*loc, "id"), plan.id) for loc, plan in entries))
    return tuple(_plan(draft, loaded.source, loc, plan, shared) for loc, plan in entries)


def _plan(draft: Draft, source: Source, loc: Loc, entry: PlanEntry, shared: dict[str, StepEntry]) -> Plan:
    steps: list[Step] = []
    identities: list[tuple[Source, Loc, object]] = []
    for index, item in enumerate(entry.steps):
        place = (*loc, "steps", index)
        _check_references(draft, source, place, item)
        if isinstance(item, StepEntry):
            steps.append(_step(item))
            identities.append((source, (*place, "id"), item.id))
            continue
        identities.append((source, (*place, "use"), item.use))
        known = draft.check_known(source, (*place, "use"), item.use, draft.names.shared_steps, "shared step")
        if known and item.use in shared:
            steps.append(_step(_taken(shared[item.use], item)))
    draft.check_unique("step", identities, "a plan has each step once")
    return Plan(entry.id, entry.title, tuple(steps))


def _taken(shared: StepEntry, use: StepUse) -> StepEntry:
    """Lay what the plan says over the shared step."""
    changes = {key: value for key, value in use if key != "use" and value is not None}
    return shared.model_copy(update=changes)


def _check_references(draft: Draft, source: Source, loc: Loc, step: StepEntry | StepUse) -> None:
    for index, slide in enumerate(step.slides or []):
        draft.check_known(source, (*loc, "slides", index), slide, draft.names.slides, "slide")
    draft.check_known(source, (*loc, "inject"), step.inject, draft.names.injects, "inject")


def _step(entry: StepEntry) -> Step:
    return Step(
        id=entry.id,
        title=entry.title,
        minutes=entry.minutes,
        objective=(entry.objective or "").strip(),
        questions=tuple(entry.questions),
        notes=(entry.notes or "").strip(),
        surfaces=tuple(entry.surfaces),
        group_by=entry.group_by,
        quotation=(entry.quotation or "").strip(),
        slides=tuple(entry.slides),
        inject=entry.inject,
        final_vote=entry.final_vote,
        procedure=entry.procedure,
        minutes_each=entry.minutes_each,
    )
