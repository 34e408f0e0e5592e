"""Compiles a pack's folder into the frozen definition on which the rules stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from meshcouncil.council.definition import (
    Card,
    Credit,
    Definition,
    Fraction,
    Inject,
    ProcedureRules,
    Project,
    ProjectGraph,
    Reference,
    Section,
    Slide,
)
from meshcouncil.council.predicates import Predicate, Vocabulary
from meshcouncil.pack.agenda import compile_plans
from meshcouncil.pack.draft import NOTHING_ASKED, Draft, Names
from meshcouncil.pack.load import Page, Sources, read_pack, read_page
from meshcouncil.pack.people import check_goal_ids, compile_roles, compile_teams
from meshcouncil.pack.pinned import digest_of
from meshcouncil.pack.policy_library import PolicyLibrary, card_of, check_record, shipped_library
from meshcouncil.pack.problems import Findings, did_you_mean
from meshcouncil.pack.schema import BriefHead, CardEntry, LibraryFile, PackFile, Procedure
from meshcouncil.pack.settled import (
    check_reference,
    compile_couplings,
    compile_decisions,
    compile_quantities,
    compile_quantity_titles,
    compile_topics,
)
from meshcouncil.pack.validation import Loaded
from meshcouncil.pack.yaml_source import Loc, Source

_COLLECTIVE = Vocabulary(outcomes=frozenset({"documented", "passed"}))
_INDIVIDUAL = Vocabulary(
    outcomes=frozenset({"documented", "passed", "team_mission", "role_mission", "team_priorities"})
)


def compile_pack(folder: Path, library: PolicyLibrary | None = None) -> Definition:
    """Compile the pack in a folder. Raises PackRefused with every error that was found.

    `library`: whose cards the pack may name; the shipped one when none is given.
    """
    return compile_with_sources(folder, library)[0]


def compile_with_sources(folder: Path, library: PolicyLibrary | None = None) -> tuple[Definition, Sources]:
    """Compile the pack in a folder and hand back what was read too, for the linter."""
    findings = Findings()
    sources = read_pack(folder, findings)
    draft = Draft(sources, Names(sources), findings)
    definition = _compile(draft, library)
    findings.refuse_if_any()
    if definition is None:  # a model that is missing has left a finding
        raise AssertionError("a pack without findings compiles")
    return replace(definition, digest=digest_of(definition)), sources


def _compile(draft: Draft, policies: PolicyLibrary | None) -> Definition | None:
    pack = draft.sources.pack
    teams, roles = compile_teams(draft), compile_roles(draft)
    check_goal_ids(draft)
    slides, injects = _slides(draft), _injects(draft)
    handbook = _handbook(draft)
    plans = compile_plans(draft)
    topics, decisions = compile_topics(draft), compile_decisions(draft)
    quantities, titles = compile_quantities(draft), compile_quantity_titles(draft)
    couplings = compile_couplings(draft)
    graph, library = _graph(draft), _library(draft, policies)
    if pack is None:
        return None
    head, source = pack.model, pack.source
    _check_seats(draft, source, head)
    return Definition(
        slug=head.slug,
        title=head.title,
        summary=head.summary.strip(),
        organisation=head.organisation.name,
        backstory=_backstory(draft, source, head),
        win_texts=tuple(head.win.texts),
        credits=tuple(Credit(each.name, each.work, each.address or "") for each in head.credits),
        handbook=handbook,
        teams=teams,
        roles=roles,
        chair_team=head.seats.chair_team,
        plans=plans,
        slides=slides,
        injects=injects,
        topics=topics,
        decisions=decisions,
        couplings=couplings,
        quantities=quantities,
        default_procedure=_procedure(draft, source, head.default_procedure),
        graph=graph,
        library=library,
        collective_win=_win(draft, source, "collective", head.win.collective, _COLLECTIVE),
        individual_win=_win(draft, source, "individual", head.win.individual, _INDIVIDUAL),
        min_seats=head.seats.minimum,
        quantity_titles=titles,
        parliamentary=head.parliamentary,
    )


def _win(draft: Draft, source: Source, key: str, text: str, words: Vocabulary) -> Predicate:
    return draft.predicate(source, ("win", key), text, words, f"Win condition {key}") if text else NOTHING_ASKED


def _backstory(draft: Draft, source: Source, head: PackFile) -> str:
    asked_by = (source.file, source.line_of(("organisation", "backstory")))
    page = read_page(draft.sources.folder, head.organisation.backstory, BriefHead, draft.findings, asked_by=asked_by)
    return page.text if page else ""


def _check_seats(draft: Draft, source: Source, head: PackFile) -> None:
    loc = ("seats", "minimum")
    draft.check_known(source, ("seats", "chair_team"), head.seats.chair_team, draft.names.teams, "team")
    teams, roles = draft.names.teams, draft.sources.roles
    if teams is not None and head.seats.minimum < len(set(teams)):
        count = len(set(teams))
        sentence = f"Every team needs a person, and there are {count} teams: let the minimum be {count} or more."
        draft.error(source, loc, sentence)
    if roles is not None and not roles.dropped and head.seats.minimum > len(roles.model.roles):
        sentence = f"There are only {len(roles.model.roles)} roles; let the minimum be that many or fewer."
        draft.error(source, loc, sentence)


def _procedure(draft: Draft, source: Source, entry: Procedure) -> ProcedureRules:
    threshold, quorum = _fraction(entry.threshold), _fraction(entry.quorum)
    if not 0 <= quorum.over <= quorum.under or quorum.under == 0:
        sentence = f"A quorum lies between 0/1 and 1/1; '{entry.quorum}' does not."
        draft.error(source, ("default_procedure", "quorum"), sentence)
    if threshold.under == 0 or not threshold.under <= 2 * threshold.over <= 2 * threshold.under:
        sentence = f"A threshold lies between 1/2 and 1/1; '{entry.threshold}' does not."
        draft.error(source, ("default_procedure", "threshold"), sentence)
    elif entry.kind == "supermajority" and 2 * threshold.over == threshold.under:
        sentence = "A supermajority needs a threshold of more than 1/2, such as 2/3."
        draft.error(source, ("default_procedure", "threshold"), sentence)
    for loc, sentence in _betrayals(entry):
        draft.error(source, ("default_procedure", loc), sentence)
    return ProcedureRules(
        kind=entry.kind,
        proposers=entry.proposers,
        second_needed=entry.second_needed,
        threshold=threshold,
        base=entry.base,
        quorum=quorum,
        ballots=entry.ballots,
        tie=entry.tie,
        emergency=entry.emergency,
    )


def _betrayals(entry: Procedure) -> Iterator[tuple[str, str]]:
    """Find the rules that would show how somebody voted although ballots are secret."""
    if entry.ballots != "secret":
        return
    if entry.kind in ("consent", "unanimity"):
        yield "kind", "Whoever objects must be heard: let ballots be open, or choose another procedure."
    if entry.base == "teams":
        yield "base", "Seats of one team must be seen to agree: let ballots be open, or count by seats."
    if entry.tie == "chair_decides":
        yield "tie", "The chair's ballot cannot break a tie in secret: let ballots be open, or choose another rule."


def _fraction(text: str) -> Fraction:
    over, under = text.split("/")
    return Fraction(int(over), int(under))


def _headed(pages: list[Page]) -> list[tuple[Page, Source, Any]]:
    return [(page, page.head.source, page.head.model) for page in pages if page.head is not None]


def _check_pages(draft: Draft, folder: str, noun: str) -> list[tuple[Page, Source, Any]]:
    pages = _headed(draft.sources.pages.get(folder, []))
    draft.check_unique(noun, ((source, ("id",), head.id) for _, source, head in pages))
    return pages


def _handbook(draft: Draft) -> tuple[Section, ...]:
    pages = _check_pages(draft, "handbook", "handbook page")
    return tuple(Section(head.id, head.title, page.text) for page, _, head in pages)


def _slides(draft: Draft) -> tuple[Slide, ...]:
    pages = _check_pages(draft, "slides", "slide")
    return tuple(Slide(head.id, head.title, page.text, (head.notes or "").strip()) for page, _, head in pages)


def _injects(draft: Draft) -> tuple[Inject, ...]:
    pages = _check_pages(draft, "injects", "inject")
    for _, source, head in pages:
        for index, decision in enumerate(head.concerns):
            draft.check_known(source, ("concerns", index), decision, draft.names.options, "decision point")
    return tuple(
        Inject(head.id, head.title, page.text, (head.notes or "").strip(), head.emergency, tuple(head.concerns))
        for page, _, head in pages
    )


def _graph(draft: Draft) -> ProjectGraph:
    loaded = draft.sources.graph
    if loaded is None:
        return ProjectGraph()
    source = loaded.source
    projects = list(zip(loaded.places("projects"), loaded.model.projects, strict=True))
    draft.check_unique("project", ((source, (*loc, "id"), project.id) for loc, project in projects))
    for loc, project in projects:
        draft.check_known(source, (*loc, "owner"), project.owner, draft.names.teams, "team")
        models = enumerate(project.public_models)
        places = ((source, (*loc, "public_models", index), model) for index, model in models)
        draft.check_unique("public model", places, "take one of them out")
    references = list(zip(loaded.places("references"), loaded.model.references, strict=True))
    for loc, reference in references:
        check_reference(draft, source, loc, reference)
    return ProjectGraph(
        tuple(
            Project(each.id, each.title, each.owner, each.hub, tuple(sorted(each.public_models)))
            for _, each in projects
        ),
        frozenset(Reference(each.producer, each.consumer) for _, each in references),
    )


def _library(draft: Draft, policies: PolicyLibrary | None) -> tuple[Card, ...]:
    """Give the pack's own cards, and behind them those that it names from the policy library."""
    loaded = draft.sources.library
    if loaded is None:
        return ()
    cards = list(zip(loaded.places("cards"), loaded.model.cards, strict=True))
    draft.check_unique("card", ((loaded.source, (*loc, "id"), card.id) for loc, card in cards))
    for loc, card in cards:
        _check_card(draft, loaded.source, loc, card)
    own = tuple(
        card_of(card, card.scope, tuple(pair for served in card.serves for pair in served.items())) for _, card in cards
    )
    return (*own, *_named_cards(draft, loaded, policies))


def _named_cards(draft: Draft, loaded: Loaded[LibraryFile], policies: PolicyLibrary | None) -> tuple[Card, ...]:
    """Look up the cards that the pack names; what the library lacks, and what is the pack's own already, is told."""
    named = list(zip(loaded.places("from_library"), loaded.model.from_library, strict=True))
    if not named:
        return ()
    known = (policies or shipped_library()).by_id
    own = {card.id for card in loaded.model.cards}
    for loc, name in named:
        if name in own:
            draft.error(loaded.source, loc, f"'{name}' is a card of this pack already; give one of the two another id.")
        elif name not in known:
            hint = did_you_mean(name, known) or "; `meshcouncil library list` names them all."
            draft.error(loaded.source, loc, f"'{name}' names no card of the policy library{hint}")
    return tuple(known[name] for _, name in named if name in known)


def _check_card(draft: Draft, source: Source, loc: Loc, card: CardEntry) -> None:
    for index, served in enumerate(card.serves):
        _check_served(draft, source, (*loc, "serves", index), served)
    if card.scope != "global":
        draft.check_known(source, (*loc, "scope"), card.scope, draft.names.teams, "team")
    check_record(source, loc, card, draft.findings)


def _check_served(draft: Draft, source: Source, loc: tuple[str | int, ...], served: dict[str, str]) -> None:
    options = draft.names.options
    if options is None:
        return
    for decision, option in served.items():
        known = options.get(decision)
        if known is None:
            hint = did_you_mean(decision, options) or "; name one of decisions.yaml."
            sentence = f"'{decision}' names no decision point{hint}"
            draft.findings.error(source.file, source.line_of_key((*loc, decision)), sentence)
        else:
            draft.check_known(source, (*loc, decision), option, known, f"option of '{decision}'")
