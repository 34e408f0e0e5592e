"""Advice on a pack that compiles: what would spoil an evening although no rule of the format is broken."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from meshcouncil.council.definition import Definition, Goal, Reading
from meshcouncil.council.predicates import (
    Chosen,
    Facts,
    Predicate,
    PredicateError,
    atoms_in,
    decisions_in,
    holds,
    parse_predicate,
    parts_of,
)
from meshcouncil.pack.compile import compile_with_sources
from meshcouncil.pack.draft import Names
from meshcouncil.pack.load import Sources
from meshcouncil.pack.policy_library import PolicyLibrary
from meshcouncil.pack.problems import Level, PackRefused, Problem, did_you_mean, listed
from meshcouncil.pack.schema import FILES, PAGES
from meshcouncil.pack.validation import Loaded
from meshcouncil.pack.yaml_source import Loc, Source

LONGEST_BRIEF_WORDS = 300
SECRET_RUN_WORDS = 8
MOST_CHARTERS = 10_000
BESIDE_THE_PACK = frozenset({"README.md", "LICENSE", "LICENSE.md", "boards", "mesh"})


@dataclass(frozen=True, slots=True)
class PlacedGoal:
    """A goal and where it stands."""

    goal: Goal
    kind: str
    source: Source
    loc: Loc

    def line(self, key: str) -> int:
        """Give the line of one of its keys."""
        return self.source.line_of((*self.loc, key))


class Subject:
    """What the checks look at."""

    def __init__(self, definition: Definition, sources: Sources) -> None:
        self.definition = definition
        self.sources = sources
        self.names = Names(sources)

    @cached_property
    def goals(self) -> tuple[PlacedGoal, ...]:
        """Give every mission and every set of priorities."""
        return tuple(self._goals())

    @cached_property
    def silence(self) -> Facts:
        """Give the facts of a charter that settles nothing and passes."""
        return self.definition.facts({}, passed=True, documented=True)

    @cached_property
    def codified_silence(self) -> frozenset[str]:
        """Give the author's exceptions: goal ids and atoms as written."""
        decisions = self.sources.decisions
        return frozenset(decisions.model.codified_silence if decisions else ())

    def is_excepted(self, atom: Chosen) -> bool:
        """Tell whether the author lists this atom among the exceptions."""
        return atom in self._excepted_atoms

    def finding(self, source: Source, loc: Loc, sentence: str, level: Level = "problem") -> Problem:
        """Put a finding at a place in a file."""
        return Problem(source.file, source.line_of(loc), sentence, level)

    @cached_property
    def _excepted_atoms(self) -> frozenset[Predicate]:
        atoms: set[Predicate] = set()
        for text in self.codified_silence:
            try:
                atoms.add(parse_predicate(text, cast("Any", self.names.vocabulary)))
            except PredicateError:
                continue
        return frozenset(atoms)

    def _goals(self) -> Iterator[PlacedGoal]:
        for loaded, key, owners in (
            (self.sources.teams, "teams", {team.id: team for team in self.definition.teams}),
            (self.sources.roles, "roles", self.definition.roles_by_number),
        ):
            for loc, entry in _entries(loaded, key):
                owner: Any = cast("Any", owners)[entry.id if key == "teams" else entry.number]
                source = cast("Loaded[Any]", loaded).source
                yield PlacedGoal(owner.mission, "mission", source, (*loc, "mission"))
                yield PlacedGoal(owner.priorities, "priorities", source, (*loc, "priorities"))


Check = Callable[[Subject], Iterator[Problem]]


def lint_pack(folder: Path, library: PolicyLibrary | None = None) -> tuple[Problem, ...]:
    """Check a pack: its errors, or, when it has none, advice (problems and notes), in the order of files and lines.

    `library`: whose cards the pack may name; the shipped one when none is given.
    """
    try:
        definition, sources = compile_with_sources(folder, library)
    except PackRefused as refused:
        return refused.problems
    subject = Subject(definition, sources)
    return tuple(sorted({problem for check in CHECKS for problem in check(subject)}))


def slug_is_the_folders_name(subject: Subject) -> Iterator[Problem]:
    """A pack is found by its folder's name, so both must agree."""
    folder = subject.sources.folder.resolve().name
    pack = subject.sources.pack
    if pack and folder != subject.definition.slug:
        sentence = f"The folder is called '{folder}' and the slug is '{subject.definition.slug}'; let both be the same."
        yield subject.finding(pack.source, ("slug",), sentence)


def every_file_is_read(subject: Subject) -> Iterator[Problem]:
    """A file in the wrong place is silently missing from the game."""
    known = {*FILES, *PAGES, *BESIDE_THE_PACK, *_asked_for(subject)}
    folder = subject.sources.folder
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        top = name.split("/")[0]
        if name.startswith(".") or "/." in name or path.is_dir() or name in known or top in BESIDE_THE_PACK:
            continue
        if top in PAGES and "/" in name and name.count("/") == 1 and name.endswith(".md"):
            continue
        hint = did_you_mean(name, known, 0.85) or "; name it where it is needed, or take it out."
        yield Problem(name, 1, f"Nothing in this pack reads '{name}'{hint}", "problem")


def every_step_has_an_objective(subject: Subject) -> Iterator[Problem]:
    """The objective stands on every screen during the step."""
    agenda = subject.sources.agenda
    if agenda is None:
        return
    for loc, step in _steps(agenda):
        if getattr(step, "objective", None) is None and not hasattr(step, "use"):
            sentence = f"The step '{step.id}' has no objective; say what participants should have at its end."
            yield subject.finding(agenda.source, loc, sentence)


def every_plan_lets_the_council_decide(subject: Subject) -> Iterator[Problem]:
    """Without these steps no council adopts a procedure or votes on its charter."""
    agenda = subject.sources.agenda
    for (loc, _), plan in zip(_entries(agenda, "plans"), subject.definition.plans, strict=True):
        source = cast("Loaded[Any]", agenda).source
        if not any(step.final_vote for step in plan.steps):
            sentence = f"In the plan '{plan.id}' the charter is never voted on; give a step 'final_vote: true'."
            yield subject.finding(source, (*loc, "id"), sentence)
        if not any(step.procedure for step in plan.steps):
            sentence = f"In the plan '{plan.id}' no procedure is agreed; give a step 'procedure: true'."
            yield subject.finding(source, (*loc, "id"), sentence)


def plan_takes_as_long_as_its_title_says(subject: Subject) -> Iterator[Problem]:
    """Facilitators choose a plan by its title."""
    agenda = subject.sources.agenda
    for (loc, _), plan in zip(_entries(agenda, "plans"), subject.definition.plans, strict=True):
        said, total = _minutes_said(plan.title), sum(step.minutes for step in plan.steps)
        if said is not None and said != total:
            sentence = f"The title speaks of {said} minutes and the steps add up to {total}; change one of them."
            yield subject.finding(cast("Loaded[Any]", agenda).source, (*loc, "title"), sentence)


def presentations_have_minutes(subject: Subject) -> Iterator[Problem]:
    """`minutes_each` is for presentations, and they need it."""
    agenda = subject.sources.agenda
    if agenda is None:
        return
    for loc, step in _steps(agenda):
        surfaces = step.surfaces or []
        if "presentations" in surfaces and step.minutes_each is None and not hasattr(step, "use"):
            sentence = f"The step '{step.id}' has presentations; say with 'minutes_each' how long each table has."
            yield subject.finding(agenda.source, loc, sentence)
        if step.minutes_each is not None and step.surfaces is not None and "presentations" not in surfaces:
            sentence = "'minutes_each' is for presentations, and this step has none; take it out."
            yield subject.finding(agenda.source, (*loc, "minutes_each"), sentence)


def decisions_have_a_step_in_every_plan(subject: Subject) -> Iterator[Problem]:
    """A decision point whose step a plan leaves out is still open, but no step leads to it."""
    decisions = subject.sources.decisions
    for loc, entry in _entries(decisions, "decisions"):
        absent = [plan.id for plan in subject.definition.plans if entry.step not in {step.id for step in plan.steps}]
        if absent:
            sentence = f"The step '{entry.step}' of '{entry.id}' is not in the plan {listed(absent)}."
            yield subject.finding(cast("Loaded[Any]", decisions).source, (*loc, "step"), sentence, "note")


def every_decision_matters_to_somebody(subject: Subject) -> Iterator[Problem]:
    """A decision point that no goal and no inject speaks of has no stakes."""
    wanted: set[str] = set()
    for placed in subject.goals:
        for predicate in (placed.goal.tight, placed.goal.open):
            wanted |= decisions_in(predicate, subject.definition.quantities)
    for inject in subject.definition.injects:
        wanted |= set(inject.concerns)
    decisions = subject.sources.decisions
    for loc, entry in _entries(decisions, "decisions"):
        if entry.id not in wanted:
            sentence = f"No goal and no inject is about '{entry.id}', so nobody has a stake in it."
            yield subject.finding(cast("Loaded[Any]", decisions).source, (*loc, "id"), sentence, "note")


def every_option_has_a_clause(subject: Subject) -> Iterator[Problem]:
    """A charter words an option by its clause; the label alone reads like a button."""
    decisions = subject.sources.decisions
    for loc, entry in _entries(decisions, "decisions"):
        bare = [option.id for option in entry.options if option.clause is None]
        if bare:
            sentence = f"'{entry.id}' has no clause for {listed(bare)}; the charter will show the label."
            yield subject.finding(cast("Loaded[Any]", decisions).source, loc, sentence, "note")


def labels_differ(subject: Subject) -> Iterator[Problem]:
    """Two answers that read alike cannot be told apart on a ballot."""
    decisions = subject.sources.decisions
    for loc, entry in _entries(decisions, "decisions"):
        labels = [option.label.strip().casefold() for option in entry.options]
        for index, label in enumerate(labels):
            if label in labels[:index]:
                place = (*loc, "options", index, "label")
                sentence = (
                    f"Two options of '{entry.id}' read '{entry.options[index].label.strip()}'; word one differently."
                )
                yield subject.finding(cast("Loaded[Any]", decisions).source, place, sentence)


def silence_breaks_no_coupling(subject: Subject) -> Iterator[Problem]:
    """A silent charter must not hold a drafting error."""
    broken = subject.definition.incoherences({})
    decisions = subject.sources.decisions
    for (loc, _), coupling in zip(_entries(decisions, "couplings"), subject.definition.couplings, strict=True):
        if coupling in broken:
            sentence = (
                "This coupling is broken while the charter is silent; change it or a status quo (a first option)."
            )
            yield subject.finding(cast("Loaded[Any]", decisions).source, (*loc, "holds"), sentence)


def no_atom_is_idle(subject: Subject) -> Iterator[Problem]:
    """A comparison that holds for every option says nothing."""
    options = subject.names.options or {}
    for placed in subject.goals:
        for reading in _readings(placed):
            for part in parts_of(placed.goal.predicate(reading)):
                if isinstance(part, Chosen) and len(part.options) == len(options.get(part.decision, ())):
                    sentence = f"In {placed.goal.id} ({reading}) the comparison of '{part.decision}' always holds."
                    yield Problem(placed.source.file, placed.line(reading), sentence, "problem")


def no_goal_is_met_by_silence(subject: Subject) -> Iterator[Problem]:
    """Who wins by saying nothing has nothing to play for."""
    for placed in subject.goals:
        if placed.goal.id in subject.codified_silence:
            continue
        for reading in _readings(placed):
            predicate = placed.goal.predicate(reading)
            if decisions_in(predicate, subject.definition.quantities) and holds(predicate, subject.silence):
                sentence = (
                    f"{placed.goal.id} ({reading}) holds while the charter is silent;"
                    f" ask for a choice, or list {placed.goal.id} under codified_silence in decisions.yaml."
                )
                yield Problem(placed.source.file, placed.line(reading), sentence, "problem")


def goals_ask_for_choices(subject: Subject) -> Iterator[Problem]:
    """What must be codified should not be a status quo, unless the author says so."""
    status_quo = subject.definition.status_quo
    for placed in subject.goals:
        if placed.goal.id in subject.codified_silence:
            continue
        for reading in _readings(placed):
            for atom, is_wanted in atoms_in(placed.goal.predicate(reading)):
                only = frozenset({status_quo[atom.decision]})
                if is_wanted and atom.options == only and not subject.is_excepted(atom):
                    text = f"{atom.decision} == {status_quo[atom.decision]}"
                    sentence = (
                        f"{placed.goal.id} ({reading}) asks for '{text}', which holds in a silent charter already;"
                        " if that is meant, list it under codified_silence in decisions.yaml."
                    )
                    yield Problem(placed.source.file, placed.line(reading), sentence, "problem")


def codified_silence_names_something(subject: Subject) -> Iterator[Problem]:
    """An exception that names nothing hides nothing."""
    decisions = subject.sources.decisions
    if decisions is None or subject.names.vocabulary is None:
        return
    goals = {placed.goal.id for placed in subject.goals}
    for index, text in enumerate(decisions.model.codified_silence):
        if text in goals:
            continue
        try:
            parsed = parse_predicate(text, subject.names.vocabulary)
            sentence = (
                "" if isinstance(parsed, Chosen) else "Write one comparison, such as tools == any, or a goal's id."
            )
        except PredicateError as error:
            sentence = f"'{text}' is neither a goal's id nor a comparison: {error.sentence}"
        if sentence:
            yield subject.finding(decisions.source, ("codified_silence", index), sentence)


def every_goal_can_be_met(subject: Subject) -> Iterator[Problem]:
    """A goal that no charter fulfils, and an open reading that is stricter than the tight one, are slips."""
    for placed in subject.goals:
        met = {"tight": False, "open": False}
        is_stricter = False
        charters, is_complete = _charters(subject, placed.goal)
        for facts in charters:
            tight, generous = holds(placed.goal.tight, facts), holds(placed.goal.open, facts)
            met["tight"] |= tight
            met["open"] |= generous
            is_stricter |= tight and not generous
        for reading in _readings(placed):
            if is_complete and not met[reading]:
                sentence = (
                    f"No charter whatever meets {placed.goal.id} ({reading}); its conditions contradict each other."
                )
                yield Problem(placed.source.file, placed.line(reading), sentence, "problem")
        if is_stricter and met["open"]:
            sentence = f"A charter can meet {placed.goal.id} read tight and fail it read open; open should be easier."
            yield Problem(placed.source.file, placed.line("open"), sentence, "problem")


def every_judgement_says_why(subject: Subject) -> Iterator[Problem]:
    """Who judges needs to know what there is to judge."""
    for placed in subject.goals:
        if placed.goal.judgement != "none" and not placed.goal.why:
            sentence = (
                f"{placed.goal.id} needs a person's judgement of {placed.goal.judgement}; say with 'why' of what."
            )
            yield Problem(placed.source.file, placed.line("judgement"), sentence, "problem")


def briefs_are_short(subject: Subject) -> Iterator[Problem]:
    """A brief is read in two minutes, by people who also want to talk."""
    roles = subject.sources.roles
    for loc, entry in _entries(roles, "roles"):
        words = len(subject.definition.roles_by_number[entry.number].about.split())
        if words > LONGEST_BRIEF_WORDS:
            sentence = f"The brief of role {entry.number} has {words} words; {LONGEST_BRIEF_WORDS} are enough."
            yield subject.finding(cast("Loaded[Any]", roles).source, (*loc, "brief"), sentence)


def no_secret_stands_in_public(subject: Subject) -> Iterator[Problem]:
    """A mission whose words everybody may read is no secret."""
    public = _words(" / ".join(_public_texts(subject.definition)))
    runs = set(_runs(public))
    for placed in subject.goals:
        told = placed.kind == "mission" and next((run for run in _runs(_words(placed.goal.text)) if run in runs), None)
        if told:
            sentence = f"The secret mission {placed.goal.id} shares the words '{' '.join(told)}' with a public text."
            yield Problem(placed.source.file, placed.line("text"), sentence, "problem")


def teams_own_their_projects(subject: Subject) -> Iterator[Problem]:
    """teams.yaml and graph.yaml must tell the same story."""
    teams = subject.sources.teams
    for loc, entry in _entries(teams, "teams"):
        project = subject.definition.graph.project(entry.project) if entry.project else None
        if project is not None and project.owner != entry.id:
            owner = f"'{project.owner}'" if project.owner else "nobody"
            sentence = f"graph.yaml says that '{project.id}' belongs to {owner}, not to '{entry.id}'; mend one of them."
            yield subject.finding(cast("Loaded[Any]", teams).source, (*loc, "project"), sentence)


def what_is_referenced_offers_something(subject: Subject) -> Iterator[Problem]:
    """Where a pack names public models, each project that others may reference has one."""
    graph, loaded = subject.definition.graph, subject.sources.graph
    if loaded is None or not any(project.public_models for project in graph.projects):
        return
    for loc, entry in _entries(loaded, "references"):
        producer = graph.project(entry.producer)
        if producer is not None and not producer.public_models:
            sentence = f"'{producer.id}' has no public model to reference; name one, or take the reference out."
            yield subject.finding(loaded.source, loc, sentence)


def hub_owner_exists_where_asked_for(subject: Subject) -> Iterator[Problem]:
    """The emergency rule `hub_owner` needs a hub with an owner."""
    pack = subject.sources.pack
    has_owner = any(project.hub and project.owner for project in subject.definition.graph.projects)
    if pack and subject.definition.default_procedure.emergency == "hub_owner" and not has_owner:
        sentence = "No project of graph.yaml is a hub with an owner, so nobody could act in an emergency."
        yield subject.finding(pack.source, ("default_procedure", "emergency"), sentence)


def slides_and_injects_are_used(subject: Subject) -> Iterator[Problem]:
    """What no step shows or deals is left to the facilitator's hand."""
    steps = [step for plan in subject.definition.plans for step in plan.steps]
    shown = {slide for step in steps for slide in step.slides}
    dealt = {step.inject for step in steps}
    for folder, used, deed in (("slides", shown, "shows"), ("injects", dealt, "deals")):
        for page in subject.sources.pages.get(folder, []):
            head: Any = page.head.model if page.head else None
            if head is not None and head.id not in used:
                yield Problem(page.file, 1, f"No step {deed} '{head.id}'; only the facilitator can.", "note")


CHECKS: tuple[Check, ...] = (
    slug_is_the_folders_name,
    every_file_is_read,
    every_step_has_an_objective,
    every_plan_lets_the_council_decide,
    plan_takes_as_long_as_its_title_says,
    presentations_have_minutes,
    decisions_have_a_step_in_every_plan,
    every_decision_matters_to_somebody,
    every_option_has_a_clause,
    labels_differ,
    silence_breaks_no_coupling,
    no_atom_is_idle,
    no_goal_is_met_by_silence,
    goals_ask_for_choices,
    codified_silence_names_something,
    every_goal_can_be_met,
    every_judgement_says_why,
    briefs_are_short,
    no_secret_stands_in_public,
    teams_own_their_projects,
    what_is_referenced_offers_something,
    hub_owner_exists_where_asked_for,
    slides_and_injects_are_used,
)


def _entries(loaded: Any, key: str) -> list[tuple[Loc, Any]]:
    if loaded is None:
        return []
    return list(zip(loaded.places(key), getattr(loaded.model, key), strict=True))


def _steps(agenda: Any) -> Iterator[tuple[Loc, Any]]:
    yield from _entries(agenda, "steps")
    for loc, plan in _entries(agenda, "plans"):
        for index, step in enumerate(plan.steps):
            yield (*loc, "steps", index), step


def _asked_for(subject: Subject) -> set[str]:
    roles, pack = subject.sources.roles, subject.sources.pack
    asked = {Path(entry.brief).as_posix() for _, entry in _entries(roles, "roles")}
    return asked | ({Path(pack.model.organisation.backstory).as_posix()} if pack else set())


def _readings(placed: PlacedGoal) -> tuple[Reading, ...]:
    return ("tight",) if placed.goal.tight == placed.goal.open else ("tight", "open")


def _minutes_said(title: str) -> int | None:
    found = re.search(r"([0-9]+) *(?:-| )?min", title, re.IGNORECASE)
    if found:
        return int(found[1])
    return 60 if re.search(r"\bone hour\b", title, re.IGNORECASE) else None


def _charters(subject: Subject, goal: Goal) -> tuple[Iterator[Facts], bool]:
    """Give passed charters over the decision points of a goal, and whether they are all: many at random if too many."""
    definition = subject.definition
    names = sorted(decisions_in(goal.tight, definition.quantities) | decisions_in(goal.open, definition.quantities))
    options = [[option.id for option in definition.decisions_by_id[name].options] for name in names]
    size = 1
    for each in options:
        size *= len(each)
    is_complete = size <= MOST_CHARTERS
    dice = random.Random(goal.id)
    some = ([dice.choice(each) for each in options] for _ in range(MOST_CHARTERS // 5))
    chosen = itertools.product(*options) if is_complete else some
    settled = (dict(zip(names, each, strict=True)) for each in chosen)
    return (definition.facts(each, passed=True, documented=True) for each in settled), is_complete


def _public_texts(definition: Definition) -> Iterator[str]:
    yield from (definition.summary, definition.backstory, *definition.win_texts)
    for team in definition.teams:
        yield from (team.about, *team.strengths, *team.weaknesses, *team.priority_texts)
    for role in definition.roles:
        yield from (role.about, *role.strengths, *role.weaknesses, *role.priority_texts)
    yield from (section.text for section in definition.handbook)
    yield from (slide.text for slide in definition.slides)
    yield from (inject.text for inject in definition.injects)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+|/", text.casefold())


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words) - SECRET_RUN_WORDS + 1):
        yield tuple(words[start : start + SECRET_RUN_WORDS])
