"""What each fragment is drawn from: views and nothing else, so that no template reaches what its viewer may not see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from meshcouncil.application.verdicts import verdicts_at
from meshcouncil.council import views as table_views
from meshcouncil.council.definition import Inject, Slide, Step
from meshcouncil.council.judging import Verdicts, goals_of
from meshcouncil.council.predicates import decisions_in
from meshcouncil.council.state import Council
from meshcouncil.council.views import FloorView, TableView
from meshcouncil.documents.charter import CharterDocument, charter_of
from meshcouncil.documents.debrief import (
    collective_sentence,
    table_comparison,
    why_sentence,
    winner_sentence,
)
from meshcouncil.documents.procedures import electorate_at, procedure_sentences, what_if
from meshcouncil.documents.refusals import names_in
from meshcouncil.documents.rule_choices import rule_choices
from meshcouncil.gathering import views as hall_views
from meshcouncil.gathering.viewers import Facilitator
from meshcouncil.web.graph_words import draft_in_words, graph_in_words
from meshcouncil.web.scene import Scene

Context = Mapping[str, object]


# --- the table --------------------------------------------------------------------------------------------------------


def personal(scene: Scene) -> Context:
    """Draw from what this viewer may see of their table."""
    return {"view": scene.view}


def shared(scene: Scene) -> Context:
    """Draw from what everybody of the same permissions sees of the table."""
    return {"view": scene.shared_view}


def motions(scene: Scene) -> Context:
    """Draw the motions of the viewer's table, in words that are the same to everybody."""
    return {"view": scene.view, "words": scene.instant.motion_words}


def graph(scene: Scene) -> Context:
    """Draw the project graph, and what the motions before the council would make of it."""
    return {"view": scene.shared_view, **graph_in_words(scene.shared_view, scene.definition)}


def graph_draft(scene: Scene) -> Context:
    """Draw the viewer's own draft of the project graph, and the forms with which they change it."""
    return {"view": scene.view, **draft_in_words(scene.view, scene.definition)}


def decisions(scene: Scene) -> Context:
    """Draw the board of decision points, every answer weighed."""
    return {"view": scene.shared_view, "board": table_views.board_view(scene.instant.council)}


def floor(scene: Scene) -> Context:
    """Draw who speaks and who comes next; motions on the stack with their titles."""
    seen = scene.view
    pending = [motion.id for motion in seen.floor.stack]
    headings = scene.instant.motion_words.headings if pending else {}
    return {"view": seen, "titles": {motion: headings[motion].title for motion in pending}}


def procedure(scene: Scene) -> Context:
    """Draw how the table decides, and what it could choose instead."""
    council = scene.instant.council
    return {"view": scene.shared_view, **procedure_in_words(council)}


def procedure_in_words(council: Council) -> Context:
    """Say how a table decides, and what it could choose instead."""
    rules, definition, electorate = council.rules, council.definition, electorate_at(council)
    return {
        "sentences": procedure_sentences(rules, definition, electorate),
        "choices": rule_choices(rules, definition, electorate),
        "what_if": what_if(rules, definition, electorate),
    }


def bar(scene: Scene) -> Context:
    """Draw the step, its objective and the clock."""
    return {"bar": hall_views.bar_view(scene.hall), "title": scene.hall.title, "alarm": alarm(scene)}


def people(scene: Scene) -> Context:
    """Draw who sits at the viewer's table, who is here and who is typing."""
    notices = hall_views.notices_view(scene.hall, scene.viewer)
    return {
        "view": scene.view,
        "presence": scene.present_seats,
        "typing": scene.typing_seats,
        "call": notices.call,
        "may_call_help": scene.may_call_help,
        "return_link": scene.door.own_link,
    }


def notices(scene: Scene) -> Context:
    """Draw broadcasts and injects, and what stands still at the table; shared, so nobody's own call for help."""
    seen = replace(hall_views.notices_view(scene.hall, scene.viewer), call=None)
    known = scene.definition.injects_by_id
    return {
        "notices": seen,
        "injects": tuple(known[each.inject] for each in seen.injects if each.inject in known),
        "fresh": _fresh(scene),
        "frozen": scene.council is not None and scene.council.is_frozen,
        "closed": scene.council is not None and scene.council.closed,
    }


# --- lobby, sidebar, presentations ------------------------------------------------------------------------------------


def seats(scene: Scene) -> Context:
    """Draw the tables and who sits where."""
    return {
        "hall": scene.hall_view,
        "seats": hall_views.seats_view(scene.hall, scene.viewer),
        "me": hall_views.me_view(scene.hall, scene.viewer),
        "teams": scene.definition.teams_by_id,
        "return_link": scene.door.own_link,
    }


def room(scene: Scene) -> Context:
    """Draw the sidebar's room of the viewer's role number."""
    shape = scene.definition.team_of(scene.place.seat).shape if scene.place else "circle"
    return {"room": hall_views.room_view(scene.hall, scene.viewer), "shape": shape}


def present(scene: Scene) -> Context:
    """Draw the table that presents, with its charter, and what to speak about."""
    return {
        "present": hall_views.present_view(scene.hall),
        "charter": _presented(scene),
        "questions": _questions(scene),
    }


# --- claims and the debrief -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GoalText:
    """What a goal asks for, and of which kind it is."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class TableDebrief:
    """One table in the debrief; what stands from `verdicts` on is filled only for eyes that may see missions.

    `together` says whether the council won; `won` by seat, `why` and `evidence` by goal.
    """

    number: int
    view: TableView
    is_mine: bool
    verdicts: Verdicts | None = None
    together: str = ""
    won: Mapping[int, str] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WaitingClaim:
    """A claim that waits for the facilitator's judgement, with the machine's opinion."""

    table: int
    goal: str
    name: str
    title: str
    text: str
    clause: str
    machine: bool


def claims(scene: Scene) -> Context:
    """Draw the viewer's own goals with their claims, and those that the table judges."""
    shown = hall_views.claims_view(scene.hall, scene.viewer)
    known = {each.goal for each in shown.goals}
    texts = {goal.id: GoalText(kind, goal.text) for goal, kind, _ in goals_of(scene.definition) if goal.id in known}
    return {"claims": shown, "goals": texts}


def debrief(scene: Scene) -> Context:
    """Draw the tables side by side, with missions and verdicts for eyes that may see them."""
    shows = scene.hall.is_revealed or isinstance(scene.viewer, Facilitator)
    return {
        "debrief": tuple(_table_debrief(scene, table, shows_missions=shows) for table in scene.hall.playing),
        "comparison": table_comparison({table: scene.tables[table].state for table in scene.hall.playing}),
        "revealed": scene.hall.is_revealed,
        "facilitated": scene.hall.facilitated,
        "is_facilitator": isinstance(scene.viewer, Facilitator),
    }


def verdicts_of(scene: Scene, table: int) -> Verdicts:
    """Judge a table with the claims and rulings that the hall recorded."""
    return verdicts_at(scene.hall, table, scene.tables[table].state)


def _table_debrief(scene: Scene, table: int, *, shows_missions: bool) -> TableDebrief:
    council = scene.tables[table].state
    view = table_views.view(council, table_views.Observer())
    is_mine = scene.place is not None and scene.place.table == table
    if not shows_missions:
        return TableDebrief(table, view, is_mine)
    verdicts = verdicts_of(scene, table)
    reading = scene.hall.reading
    return TableDebrief(
        table,
        view,
        is_mine,
        verdicts,
        together=collective_sentence(verdicts),
        won={each.seat: winner_sentence(each, scene.definition) for each in verdicts.seats},
        why={each.goal.id: why_sentence(each, scene.definition, council, reading) for each in verdicts.goals},
        evidence=_evidence(scene, council),
    )


def _evidence(scene: Scene, council: Council) -> Mapping[str, tuple[str, ...]]:
    """Give, for every goal, the clauses of the charter that settle what its predicate asks about."""
    reading, quantities = scene.hall.reading, scene.definition.quantities
    named = {goal.id: decisions_in(goal.predicate(reading), quantities) for goal, _, _ in goals_of(scene.definition)}
    return {
        goal: tuple(settled.text for decision, settled in council.settled.items() if decision in decisions)
        for goal, decisions in named.items()
    }


def habits(scene: Scene) -> Context:
    """Draw what got in each council's way, as it was read from the record."""
    shows = scene.hall.is_revealed or isinstance(scene.viewer, Facilitator)
    mine = scene.place.table if scene.place is not None else None
    return {"habits": scene.habits if shows else {}, "mine": mine, "shows_habits": shows}


def timeline(scene: Scene) -> Context:
    """Draw the story of the gathering as it was read from the record."""
    return {"timeline": scene.story}


# --- the facilitator --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Glance:
    """How a table's work stands, at a glance. `pad`: letters on its pad; `vote`: the vote on its charter."""

    adopted: bool
    motions: int
    settled: int
    total: int
    policies: int
    pad: int
    hands: int
    vote: str
    voting: bool
    waiting_for: int
    parliamentary: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A seat's talk with the facilitator: (whether the facilitator said it, the words)."""

    table: int
    seat: int
    name: str
    title: str
    shape: str
    messages: tuple[tuple[bool, str], ...]


def console(scene: Scene) -> Context:
    """Draw the controls of the hall."""
    return {
        "bar": hall_views.bar_view(scene.hall),
        "title": scene.hall.title,
        "alarm": alarm(scene),
        "console": hall_views.console_view(scene.hall),
        "names": names_in(scene.definition),
        "join": scene.door.join,
        "links": scene.door.links,
    }


def notes(scene: Scene) -> Context:
    """Draw the facilitator's notes of the step and its slides."""
    return {"console": hall_views.console_view(scene.hall), "step": _step(scene), "slides": _slides(scene)}


def tables(scene: Scene) -> Context:
    """Draw every table at a glance."""
    return {
        "console": hall_views.console_view(scene.hall),
        "teams": scene.definition.teams_by_id,
        "work": {table: _glance(scene, table) for table in scene.tables},
        "present": hall_views.present_view(scene.hall),
    }


def console_people(scene: Scene) -> Context:
    """Draw calls for help, what can be dealt, and who sits where."""
    return {
        "console": hall_views.console_view(scene.hall),
        "injects": scene.definition.injects_by_id,
        "seats": hall_views.seats_view(scene.hall, scene.viewer),
    }


def console_talk(scene: Scene) -> Context:
    """Draw the talks of seats with the facilitator, the latest first."""
    threads = [thread for table in scene.tables for thread in _threads(scene, table)]
    return {"desk": tuple(threads)}


def console_claims(scene: Scene) -> Context:
    """Draw the claims that wait for a judgement."""
    goals = {goal.id: goal for goal, _, _ in goals_of(scene.definition)}
    waiting = []
    for key, claim in scene.hall.claims.items():
        if key in scene.hall.verdicts or key.table not in scene.tables:
            continue
        verdict = verdicts_of(scene, key.table).goal(key.goal)
        council = scene.tables[key.table].state
        name = council.seats[claim.seat].name if claim.seat in council.seats else "Somebody who left"
        title = scene.definition.roles_by_number[claim.seat].title
        waiting.append(
            WaitingClaim(key.table, key.goal, name, title, goals[key.goal].text, claim.clause, verdict.machine)
        )
    return {"waiting": tuple(waiting), "facilitated": scene.hall.facilitated}


def _glance(scene: Scene, table: int) -> Glance:
    seen = table_views.view(scene.tables[table].state, table_views.Facilitator())
    vote = seen.final_vote
    ballots = seen.open_ballots
    waiting = vote.waiting_for if vote and vote.open else tuple(seat for each in ballots for seat in each.waiting_for)
    return Glance(
        adopted=seen.procedure.adopted,
        motions=len(seen.live_motions),
        settled=seen.decisions_settled,
        total=seen.decisions_total,
        policies=len(seen.policies),
        pad=scene.pads.get(table, 0),
        hands=sum(seat.hand_up for seat in seen.seats),
        vote="" if vote is None else "open" if vote.open else "passed" if vote.passed else "failed",
        voting=bool(ballots) or (vote is not None and vote.open),
        waiting_for=len(waiting),
        parliamentary=seen.floor.parliamentary,
    )


def _threads(scene: Scene, table: int) -> tuple[Thread, ...]:
    seen = table_views.view(scene.tables[table].state, table_views.Facilitator())
    threads: dict[int, list[tuple[bool, str]]] = {}
    for message in seen.messages:
        if message.audience == "facilitator" and message.to is not None:
            threads.setdefault(message.to, []).append((message.seat is None, message.text))
    seats_by_number = {seat.number: seat for seat in seen.seats}
    return tuple(
        Thread(
            table,
            seat,
            occupant.name if (occupant := seats_by_number[seat].occupant) else "Somebody who left",
            seats_by_number[seat].title,
            seats_by_number[seat].shape,
            tuple(messages),
        )
        for seat, messages in threads.items()
    )


# --- the projector ----------------------------------------------------------------------------------------------------


def screen(scene: Scene) -> Context:
    """Draw what the room should see."""
    slides = _slides(scene)
    seen = hall_views.screen_view(scene.hall)
    shows = scene.hall.is_revealed
    return {
        "screen": seen,
        "alarm": alarm(scene),
        "step": _step(scene),
        "slide": slides[seen.slide] if seen.slide < len(slides) else None,
        "charter": _presented(scene),
        "join": scene.door.join,
        "results": tuple(_table_debrief(scene, table, shows_missions=True) for table in scene.hall.playing)
        if shows
        else (),
        "floors": _floors(scene),
    }


# --- parts ------------------------------------------------------------------------------------------------------------


def alarm(scene: Scene) -> Inject | None:
    """Give the emergency that the present step is about."""
    inject = scene.definition.injects_by_id.get((scene.hall.now and scene.hall.now.inject) or "")
    return inject if inject and inject.emergency else None


def _fresh(scene: Scene) -> str:
    """Name the inject that the present step is about, or else the one dealt last by hand: it stands open."""
    if scene.hall.now is not None and scene.hall.now.inject:
        return scene.hall.now.inject
    of_steps = {step.inject for step in scene.hall.steps}
    by_hand = [dealing.inject for dealing in scene.hall.dealings if dealing.inject not in of_steps]
    return by_hand[-1] if by_hand and not isinstance(scene.viewer, Facilitator) else ""


def _step(scene: Scene) -> Step | None:
    """Give the present step as the pack words it."""
    plan = scene.definition.plan(scene.hall.plan_id)
    return next((step for step in plan.steps if step.id == scene.hall.step), None) if plan else None


def _slides(scene: Scene) -> tuple[Slide, ...]:
    step = _step(scene)
    known = {slide.id: slide for slide in scene.definition.slides}
    return tuple(known[slide] for slide in step.slides if slide in known) if step else ()


def _floors(scene: Scene) -> tuple[tuple[int, FloorView], ...]:
    """Give the floors of the tables at which somebody speaks by the list, or a caucus runs."""
    onlooker = table_views.Observer()
    seen = ((table, table_views.floor_view(stream.state, onlooker)) for table, stream in scene.tables.items())
    return tuple((table, each) for table, each in seen if each.speech or each.caucus)


def _questions(scene: Scene) -> tuple[str, ...]:
    step = _step(scene)
    return step.questions if step else ()


def _presented(scene: Scene) -> CharterDocument | None:
    """Give the charter of the table that presents, as anybody may see it."""
    shown = hall_views.present_view(scene.hall)
    stream = scene.tables.get(shown.table) if shown and shown.table else None
    return charter_of(stream.state) if stream else None
