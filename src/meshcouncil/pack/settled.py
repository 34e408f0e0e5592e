"""Compiles what is to be settled: decision points, quantities with their cost tables, and couplings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from meshcouncil.council.definition import (
    COST_QUANTITIES,
    AddProject,
    AllowReference,
    ChangeOwner,
    Coupling,
    DecisionPoint,
    ForbidReference,
    GraphOperation,
    Option,
    RemoveProject,
    Topic,
)
from meshcouncil.council.predicates import (
    Amount,
    Chosen,
    Counted,
    Difference,
    Number,
    Product,
    Quantity,
    Sum,
    parts_of,
    quantities_in,
)
from meshcouncil.pack.draft import Draft
from meshcouncil.pack.problems import did_you_mean, listed
from meshcouncil.pack.schema import CostTable, DecisionEntry, GraphChange, OptionEntry, ReferenceEntry
from meshcouncil.pack.yaml_source import Loc, Source

MAX_WRITTEN_OUT = 20_000


def compile_topics(draft: Draft) -> tuple[Topic, ...]:
    """Compile the headings of decisions.yaml."""
    loaded = draft.sources.decisions
    if loaded is None:
        return ()
    entries = list(zip(loaded.places("topics"), loaded.model.topics, strict=True))
    draft.check_unique("topic", ((loaded.source, (*loc, "id"), topic.id) for loc, topic in entries))
    return tuple(Topic(topic.id, topic.title) for _, topic in entries)


def compile_decisions(draft: Draft) -> tuple[DecisionPoint, ...]:
    """Compile the decision points."""
    loaded = draft.sources.decisions
    if loaded is None:
        return ()
    entries = list(zip(loaded.places("decisions"), loaded.model.decisions, strict=True))
    draft.check_unique("decision point", ((loaded.source, (*loc, "id"), entry.id) for loc, entry in entries))
    return tuple(_decision(draft, loaded.source, loc, entry) for loc, entry in entries)


def compile_quantities(draft: Draft) -> dict[str, Amount]:
    """Compile the quantities, and gross_cost, savings and net_cost from the tables."""
    loaded = draft.sources.decisions
    if loaded is None:
        return {}
    source, model, words = loaded.source, loaded.model, draft.names.vocabulary
    amounts: dict[str, Amount] = {}
    for name, entry in model.quantities.items():
        loc = ("quantities", name)
        if name in COST_QUANTITIES and (model.costs or model.savings):
            sentence = f"'{name}' is made from the tables costs and savings; give this quantity another name."
            draft.findings.error(source.file, source.line_of_key(loc), sentence)
        if name in (draft.names.options or {}):
            sentence = f"'{name}' is a decision point already; give this quantity another name."
            draft.findings.error(source.file, source.line_of_key(loc), sentence)
        amounts[name] = draft.amount(source, (*loc, "amount"), entry.amount, words, f"Quantity {name}")
    if model.costs or model.savings:
        amounts["gross_cost"] = _total(draft, source, "costs", model.costs)
        amounts["savings"] = _total(draft, source, "savings", model.savings)
        amounts["net_cost"] = Difference(Quantity("gross_cost"), Quantity("savings"))
    _check_no_circle(draft, source, amounts)
    return amounts


def compile_quantity_titles(draft: Draft) -> dict[str, str]:
    """Give the title of every quantity."""
    loaded = draft.sources.decisions
    if loaded is None:
        return {}
    titles = {name: entry.title for name, entry in loaded.model.quantities.items()}
    if loaded.model.costs or loaded.model.savings:
        unit = f" ({loaded.model.cost_unit})" if loaded.model.cost_unit else ""
        titles |= {"gross_cost": f"Cost{unit}", "savings": f"Savings{unit}", "net_cost": f"Cost less savings{unit}"}
    return titles


def compile_couplings(draft: Draft) -> tuple[Coupling, ...]:
    """Compile the couplings."""
    loaded = draft.sources.decisions
    if loaded is None:
        return ()
    words = draft.names.vocabulary
    return tuple(
        Coupling(draft.predicate(loaded.source, (*loc, "holds"), entry.holds, words, "Coupling"), entry.why.strip())
        for loc, entry in zip(loaded.places("couplings"), loaded.model.couplings, strict=True)
    )


def _decision(draft: Draft, source: Source, loc: Loc, entry: DecisionEntry) -> DecisionPoint:
    draft.check_known(source, (*loc, "topic"), entry.topic, draft.names.topics, "topic")
    draft.check_known(source, (*loc, "step"), entry.step, draft.names.steps, "step in any plan")
    places = [(*loc, "options", index) for index in range(len(entry.options))]
    identities = ((source, (*place, "id"), option.id) for place, option in zip(places, entry.options, strict=True))
    draft.check_unique("option", identities)
    options = tuple(_option(draft, source, place, item) for place, item in zip(places, entry.options, strict=True))
    return DecisionPoint(entry.id, entry.topic, entry.step, entry.question, options)


def _option(draft: Draft, source: Source, loc: Loc, entry: OptionEntry) -> Option:
    changes = (_change(draft, source, (*loc, "graph", index), item) for index, item in enumerate(entry.graph))
    graph = tuple(change for change in changes if change is not None)
    return Option(entry.id, entry.label, (entry.clause or entry.label).strip(), graph)


def _change(draft: Draft, source: Source, loc: Loc, entry: GraphChange) -> GraphOperation | None:
    named = [key for key, value in entry if value is not None]
    if not named and source.value_at(loc):
        return None  # it held an unknown key, which is reported already
    if len(named) != 1:
        wanted = ", ".join(GraphChange.model_fields)
        draft.error(
            source, loc, f"A change of the graph has exactly one key of {wanted}; write several as several items."
        )
        return None
    place = (*loc, named[0])
    if entry.add_project is not None:
        draft.check_known(source, (*place, "owner"), entry.add_project.owner, draft.names.teams, "team")
        return AddProject(entry.add_project.id, entry.add_project.title, entry.add_project.owner)
    if entry.change_owner is not None:
        _check_project(draft, source, (*place, "project"), entry.change_owner.project)
        draft.check_known(source, (*place, "owner"), entry.change_owner.owner, draft.names.teams, "team")
        return ChangeOwner(entry.change_owner.project, entry.change_owner.owner)
    if entry.remove_project is not None:
        _check_project(draft, source, place, entry.remove_project)
        return RemoveProject(entry.remove_project)
    if entry.allow_reference is not None:
        check_reference(draft, source, place, entry.allow_reference)
        return AllowReference(entry.allow_reference.producer, entry.allow_reference.consumer)
    if entry.forbid_reference is not None:
        check_reference(draft, source, place, entry.forbid_reference)
        return ForbidReference(entry.forbid_reference.producer, entry.forbid_reference.consumer)
    return None


def check_reference(draft: Draft, source: Source, loc: Loc, entry: ReferenceEntry) -> None:
    """See that a reference names two projects, and not one twice."""
    _check_project(draft, source, (*loc, "from"), entry.producer)
    _check_project(draft, source, (*loc, "to"), entry.consumer)
    if entry.producer == entry.consumer:
        draft.error(
            source,
            loc,
            f"A project always sees its own models; take the reference of '{entry.producer}' to itself out.",
        )


def _check_project(draft: Draft, source: Source, loc: Loc, project: str) -> None:
    draft.check_known(source, loc, project, draft.names.projects, "project")


def _total(draft: Draft, source: Source, table: str, entries: CostTable) -> Amount:
    """Add a table up: each amount counts when its option is chosen."""
    options = draft.names.options or {}
    terms: list[Amount] = []
    for decision, by_option in entries.items():
        loc: Loc = (table, decision)
        if not _check_key(draft, source, loc, decision, options, "decision point"):
            continue
        for option, text in by_option.items():
            place = (*loc, option)
            _check_key(draft, source, place, option, options[decision], f"option of '{decision}'")
            worth = draft.amount(source, place, text, draft.names.vocabulary, f"Table {table}")
            terms.append(Product(Counted(Chosen(decision, frozenset({option}))), worth))
    return Sum(tuple(terms)) if terms else Number(0)


def _check_key(draft: Draft, source: Source, loc: Loc, word: str, known: Iterable[str], noun: str) -> bool:
    """Tell whether the key of a table names something; the finding stands at the key's line."""
    candidates = list(known)
    if word in candidates:
        return True
    hint = did_you_mean(word, candidates) or f"; there are {listed(candidates)}."
    draft.findings.error(source.file, source.line_of_key(loc), f"'{word}' names no {noun}{hint}")
    return False


def _check_no_circle(draft: Draft, source: Source, amounts: Mapping[str, Amount]) -> None:
    """Report circles; where there are none, report what would grow too large when written out."""
    uses = {name: sorted(quantities_in(amount) & amounts.keys()) for name, amount in amounts.items()}
    reported: set[str] = set()
    for name in amounts:
        circle = _circle(name, uses)
        if circle and not reported & set(circle):
            reported |= set(circle)
            sentence = f"'{name}' is computed from itself ({' -> '.join(circle)}); break the circle."
            draft.findings.error(source.file, source.line_of_key(_place_of_quantity(name)), sentence)
    if reported:
        return
    sizes: dict[str, int] = {}
    for name in amounts:
        if _written_out(name, amounts, sizes) > MAX_WRITTEN_OUT:
            sentence = f"'{name}' is too large when the quantities in it are written out; make it of fewer parts."
            draft.findings.error(source.file, source.line_of_key(_place_of_quantity(name)), sentence)
            return


def _place_of_quantity(name: str) -> Loc:
    if name in COST_QUANTITIES:
        return ("savings",) if name == "savings" else ("costs",)
    return ("quantities", name)


def _circle(start: str, uses: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Find the shortest way from a quantity back to itself."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:  # grows while it is walked: breadth first
        for name in uses[way[-1]]:
            if name == start:
                return (*way, name)
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()


def _written_out(name: str, amounts: Mapping[str, Amount], sizes: dict[str, int]) -> int:
    if name not in sizes:
        parts = list(parts_of(amounts[name]))
        below = (part.name for part in parts if isinstance(part, Quantity) and part.name in amounts)
        sizes[name] = len(parts) + sum(_written_out(each, amounts, sizes) for each in below)
    return sizes[name]
