"""After the reveal: why a goal was met or missed, who won, how the tables differ, and what happened when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal, assert_never

from meshcouncil.council import events as at_table
from meshcouncil.council.definition import Definition, Reading
from meshcouncil.council.evolve import evolve
from meshcouncil.council.judging import GoalVerdict, SeatVerdict, Standing, Verdicts, facts_of
from meshcouncil.council.predicates import (
    AllOf,
    Amount,
    AnyOf,
    Chosen,
    Compared,
    Comparison,
    Facts,
    Not,
    Number,
    Outcome,
    Predicate,
    Quantity,
    amount,
    decisions_in,
    holds,
)
from meshcouncil.council.state import Council, seated
from meshcouncil.documents.account import step_title
from meshcouncil.documents.matters import (
    LAPSES,
    choice_labels,
    ending_sentence,
    matter_title,
    option_label,
    titles_of,
)
from meshcouncil.documents.procedures import procedure_title
from meshcouncil.documents.tallies import tally_sentence
from meshcouncil.documents.words import count_of, ended, listed, quoted, readable, shortened
from meshcouncil.gathering import events as in_hall

SHORT_LABEL = 8
"""An option's label with fewer characters (a `Yes`) says nothing without its question."""

STANDINGS: Mapping[Standing, str] = {
    "met": "Met",
    "not_met": "Missed",
    "waiting": "Waiting for a verdict",
    "unclaimed": "Not claimed",
}
"""How a goal stands, in a word or two."""

# --- why a goal was met or missed -------------------------------------------------------------------------------------


def why_sentence(verdict: GoalVerdict, definition: Definition, council: Council, reading: Reading = "open") -> str:
    """Say which choices made a goal met or missed, in the pack's own labels, and what people found."""
    because = _because(verdict.goal.predicate(reading), council)
    if verdict.ruling is not None:
        return _ruled(verdict, because)
    match verdict.standing:
        case "met" | "not_met":
            return f"{STANDINGS[verdict.standing]}: {because}."
        case "waiting":
            return f"{_claimed(verdict, definition)}, and nobody has judged it yet. {_by_choices(verdict, because)}"
        case "unclaimed":
            if verdict.machine:
                return f"Nobody claimed it, so it does not count, though the choices alone would do: {because}."
            return f"Nobody claimed it, and the choices alone would not do either: {because}."
        case _:
            assert_never(verdict.standing)


def _ruled(verdict: GoalVerdict, because: str) -> str:
    ruling = verdict.ruling
    found = "Met" if ruling and ruling.met else "Missed"
    words = f": {quoted(ruling.reason)}" if ruling and ruling.reason else "."
    if verdict.was_overridden:
        return f"{found}, as people found{words} The choices alone say otherwise: {because}."
    return f"{found}, as people found{words} {_by_choices(verdict, because)}"


def _claimed(verdict: GoalVerdict, definition: Definition) -> str:
    claim = verdict.claim
    if claim is None:
        return "Claimed"
    return f"{definition.roles_by_number[claim.seat].title} claims it with {quoted(shortened(claim.clause, 300))}"


def _by_choices(verdict: GoalVerdict, because: str) -> str:
    return f"Going by the choices alone it is {'met' if verdict.machine else 'missed'}: {because}."


@dataclass(frozen=True, slots=True)
class _Reason:
    """One thing on which a goal hangs: how it stands, and (of a decision point in the way) the options asked for."""

    stands: str
    decision: str = ""
    asked: frozenset[str] = frozenset()


def _because(predicate: Predicate, council: Council) -> str:
    """Join the parts that make the predicate hold, or fail, without repeating any."""
    reasons = _reasons(predicate, facts_of(council), council, wanted=True)
    return "; ".join(dict.fromkeys(_worded(reason, council.definition) for reason in reasons))


def _worded(reason: _Reason, definition: Definition) -> str:
    if not reason.asked:
        return reason.stands
    options = definition.decisions_by_id[reason.decision].options
    asked = (quoted(option.label) for option in options if option.id in reason.asked)
    return f"{reason.stands} instead of {listed(asked, 'or')}"


def _reasons(predicate: Predicate, facts: Facts, council: Council, *, wanted: bool) -> list[_Reason]:
    """Walk to the parts that decide; the goal wants the part to hold, or (under a `not`) to fail."""
    match predicate:
        case Chosen():
            return [_choice_reason(predicate, facts, council, wanted=wanted)]
        case Outcome(name):
            return [_Reason(_outcome_words(name, holding=facts.outcomes[name]))]
        case Not(operand):
            return _reasons(operand, facts, council, wanted=not wanted)
        case AllOf() | AnyOf():
            found = (
                _reasons(each, facts, council, wanted=wanted) for each in _decisive(predicate, facts, wanted=wanted)
            )
            return _merged(chain.from_iterable(found), any_will_do=isinstance(predicate, AnyOf) == wanted)
        case Compared():
            return [_Reason(_amount_words(predicate, facts, council, wanted=wanted))]
        case _:
            assert_never(predicate)


def _decisive(predicate: AllOf | AnyOf, facts: Facts, *, wanted: bool) -> tuple[Predicate, ...]:
    """Give the operands on which it hangs: one is enough where any would do."""
    holding = holds(predicate, facts)
    decisive = tuple(each for each in predicate.operands if holds(each, facts) == holding)
    one_is_enough = holding == wanted and isinstance(predicate, AnyOf if holding else AllOf)
    return decisive[:1] if one_is_enough else decisive


def _merged(reasons: Iterable[_Reason], *, any_will_do: bool) -> list[_Reason]:
    """Speak of each decision point once: any of the options asked for will do, or only those asked for every time."""
    merged: dict[str, _Reason] = {}
    for reason in reasons:
        key = reason.decision or reason.stands
        before = merged.get(key, reason)
        asked = before.asked | reason.asked if any_will_do else (before.asked & reason.asked or before.asked)
        merged[key] = replace(reason, asked=asked)
    return list(merged.values())


def _choice_reason(atom: Chosen, facts: Facts, council: Council, *, wanted: bool) -> _Reason:
    point = council.definition.decisions_by_id[atom.decision]
    stands = f"{quoted(point.question)} {_how_it_stands(atom.decision, facts, council)}"
    if holds(atom, facts) == wanted:
        return _Reason(stands, atom.decision)
    asked = frozenset(option.id for option in point.options if (option.id in atom.options) == wanted)
    return _Reason(stands, atom.decision, asked)


def _how_it_stands(decision: str, facts: Facts, council: Council) -> str:
    now = quoted(option_label(council.definition, decision, facts.choices[decision]))
    settled = council.settled.get(decision)
    if settled is None:
        return f"was left at {now}"
    return f"stands at {now}" if settled.option else f"has an answer in the council's own words, which counts as {now}"


def _outcome_words(name: str, *, holding: bool) -> str:
    known = _OUTCOMES.get(name)
    if known:
        return known[0] if holding else known[1]
    return f"{readable(name).lower()} {'holds' if holding else 'does not hold'}"


_OUTCOMES: Mapping[str, tuple[str, str]] = {
    "passed": ("the council adopted the charter", "the council did not adopt the charter"),
    "documented": ("the charter is written down", "the charter says nothing"),
}

_RELATIONS: Mapping[Comparison, tuple[str, str]] = {
    "<=": ("at most", "more than"),
    "<": ("less than", "at least"),
    ">=": ("at least", "less than"),
    ">": ("more than", "at most"),
    "==": ("exactly", "anything but"),
    "!=": ("anything but", "exactly"),
}
"""What a comparison asks for, and what its opposite does."""


def _amount_words(compared: Compared, facts: Facts, council: Council, *, wanted: bool) -> str:
    asked = _RELATIONS[compared.relation][0 if wanted else 1]
    goal = f"{asked} {_limit_words(compared.right, facts, council.definition)}"
    value = f"{amount(compared.left, facts)}{_counted_choices(compared.left, council)}"
    comes = f"{quoted(_amount_title(compared.left, council.definition))} comes to {value}"
    if holds(compared, facts) == wanted:
        return f"{comes}, where {goal} is asked for"
    return f"{comes} instead of {goal}"


def _amount_title(expression: Amount, definition: Definition) -> str:
    match expression:
        case Quantity(name):
            return definition.quantity_titles.get(name, readable(name))
        case _:
            return "What is counted here"


def _limit_words(expression: Amount, facts: Facts, definition: Definition) -> str:
    value = amount(expression, facts)
    if isinstance(expression, Number):
        return str(value)
    return f"{quoted(_amount_title(expression, definition))}, which is {value}"


def _counted_choices(expression: Amount, council: Council) -> str:
    """Name the settled choices that move an amount, each with what it adds to things as they are today."""
    facts = facts_of(council)
    moves: list[str] = []
    for point in council.definition.decisions:
        option = point.option(council.choices.get(point.id, ""))
        if option is None or point.id not in decisions_in(expression, council.definition.quantities):
            continue
        without = replace(facts, choices={**facts.choices, point.id: point.status_quo.id})
        added = amount(expression, facts) - amount(expression, without)
        if added:
            answer = quoted(option.label) + (f" to {quoted(point.question)}" if len(option.label) < SHORT_LABEL else "")
            moves.append(f"{added:+} for {answer}".replace("-", "−", 1))
    return f" ({listed(moves)})" if moves else ""


# --- who won ----------------------------------------------------------------------------------------------------------


def collective_sentence(verdicts: Verdicts) -> str:
    """Say whether the council won together, and why."""
    if verdicts.collective:
        return "The council wins together: its charter is written down and adopted."
    if not verdicts.documented:
        return "The council does not win together: its charter says nothing."
    if not verdicts.passed:
        return "The council does not win together: its charter was not adopted."
    return "The council does not win together this time."


def winner_sentence(verdict: SeatVerdict, definition: Definition) -> str:
    """Say whether a seat won, and by which route."""
    title = definition.roles_by_number[verdict.seat].title
    team = definition.team_of(verdict.seat).name
    if verdict.won and verdict.by_missions:
        also = f"; the priorities of {team} stand in the charter as well" if verdict.team_priorities else ""
        return f"{title} wins: their own mission and the mission of {team} are both met{also}."
    if verdict.won:
        return f"{title} wins: the priorities of {team} stand in a charter that the council adopted."
    return f"{title} does not win: {_what_was_missing(verdict, team)}."


def _what_was_missing(verdict: SeatVerdict, team: str) -> str:
    unadopted = f", and the priorities of {team} are met, but not in an adopted charter"
    priorities = unadopted if verdict.team_priorities else ""
    if verdict.role_mission and verdict.team_mission:
        return f"both missions are met, but that is not enough here{priorities}"
    if verdict.role_mission:
        return f"their own mission is met, the mission of {team} is not{priorities}"
    if verdict.team_mission:
        return f"the mission of {team} is met, their own mission is not{priorities}"
    return f"neither their own mission nor the mission of {team} is met{priorities}"


# --- tables side by side ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """What one table answered; `settled` is False where it left things as they are."""

    table: int
    text: str
    settled: bool


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A question under its topic, and every table's answer in the order of the tables."""

    topic: str
    question: str
    answers: tuple[Answer, ...]

    @property
    def differs(self) -> bool:
        """Tell whether the tables answered differently."""
        return len({answer.text for answer in self.answers}) > 1


_Answering = Callable[[Council], tuple[str, bool]]


def table_comparison(councils: Mapping[int, Council]) -> tuple[ComparisonRow, ...]:
    """Put tables side by side: how each decided and voted, and every decision point that one of them settled."""
    if not councils:
        return ()
    definition = next(iter(councils.values())).definition
    return (*_rows_about_the_council(councils), *_rows_of_decisions(definition, councils))


def _rows_about_the_council(councils: Mapping[int, Council]) -> Iterator[ComparisonRow]:
    topic = "The council"
    yield _row(topic, "How did you decide?", councils, _procedure_answer)
    yield _row(topic, "Was the charter adopted?", councils, _charter_answer)
    yield _row(topic, "Which policies?", councils, _policies_answer)
    yield _row(topic, "How many projects?", councils, _projects_answer)


def _procedure_answer(council: Council) -> tuple[str, bool]:
    lines = len(council.rulebook)
    rulebook = f", and a rulebook for {count_of(lines, 'kind')} of matter" if lines else ""
    return f"{procedure_title(council.rules)}{rulebook}", bool(council.procedure or lines)


def _charter_answer(council: Council) -> tuple[str, bool]:
    tally = council.final_vote.tally if council.final_vote else None
    if tally is None:
        return "Not voted on", False
    return f"{'Yes' if council.has_passed else 'No'}, {tally.yes} of {count_of(tally.base_size, 'seat')}", True


def _policies_answer(council: Council) -> tuple[str, bool]:
    titles = [policy.title for policy in council.policies_in_force]
    return "; ".join(titles) or "None", bool(titles)


def _projects_answer(council: Council) -> tuple[str, bool]:
    as_planned = council.graph == council.definition.graph
    return f"{len(council.graph.projects)}{', as planned' if as_planned else ''}", not as_planned


def _rows_of_decisions(definition: Definition, councils: Mapping[int, Council]) -> Iterator[ComparisonRow]:
    for topic in definition.topics:
        for point in definition.decisions:
            if point.topic == topic.id and any(point.id in council.settled for council in councils.values()):
                yield _row(topic.title, point.question, councils, _answerer(point.id))


def _answerer(decision: str) -> _Answering:
    def answer(council: Council) -> tuple[str, bool]:
        settled = council.settled.get(decision)
        if settled is None:
            return f"Left as it is: {council.definition.decisions_by_id[decision].status_quo.label}", False
        if not settled.option:
            return quoted(settled.text), True
        return option_label(council.definition, decision, settled.option), True

    return answer


def _row(topic: str, question: str, councils: Mapping[int, Council], answer: _Answering) -> ComparisonRow:
    answers = tuple(Answer(table, *answer(council)) for table, council in sorted(councils.items()))
    return ComparisonRow(topic, question, answers)


# --- the timeline -----------------------------------------------------------------------------------------------------

MomentKind = Literal["begin", "step", "inject", "adopted", "not_adopted", "emergency", "charter", "reveal", "end"]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something worth remembering: when (ms since the epoch, and since the beginning), at which table (0: the hall)."""

    at: int
    since: int
    table: int
    kind: MomentKind
    title: str
    detail: str = ""


def timeline(
    hall: Iterable[tuple[int, in_hall.Event]],
    tables: Mapping[int, Iterable[tuple[int, at_table.Event]]],
    definition: Definition,
) -> tuple[Moment, ...]:
    """Give the moments of a gathering in order. Every event comes with its instant in ms; `tables` by number."""
    in_the_hall = tuple(_hall_moments(hall, definition))
    at_the_tables = (
        moment
        for table, events in sorted(tables.items())
        for moment in _table_moments(table, events, definition, tell_steps=not in_the_hall)
    )
    moments = sorted((*in_the_hall, *at_the_tables), key=lambda moment: moment.at)
    beginnings = [moment.at for moment in moments if moment.kind in ("begin", "step")]
    zero = min(beginnings, default=moments[0].at if moments else 0)
    return tuple(replace(moment, since=max(0, moment.at - zero)) for moment in moments)


def _hall_moments(events: Iterable[tuple[int, in_hall.Event]], definition: Definition) -> Iterator[Moment]:
    for at, event in events:
        match event:
            case in_hall.AgendaStarted(tables):
                yield Moment(at, 0, 0, "begin", f"The gathering begins with {count_of(len(tables), 'table')}")
            case in_hall.StepOpened(step):
                yield Moment(at, 0, 0, "step", step_title(definition, step))
            case in_hall.InjectDealt(inject):
                yield Moment(at, 0, 0, "inject", definition.injects_by_id[inject].title)
            case in_hall.MissionsRevealed():
                yield Moment(at, 0, 0, "reveal", "The missions are revealed")
            case in_hall.GatheringClosed():
                yield Moment(at, 0, 0, "end", "The gathering closes")
            case _:
                pass


def _table_moments(
    table: int, events: Iterable[tuple[int, at_table.Event]], definition: Definition, *, tell_steps: bool
) -> Iterator[Moment]:
    council = seated(definition)
    for at, event in events:
        council = evolve(council, event)
        moment = _hall_seen_from_table(at, table, event, definition) if tell_steps else None
        moment = moment or _table_moment(at, table, event, council)
        if moment:
            yield moment


def _hall_seen_from_table(at: int, table: int, event: at_table.Event, definition: Definition) -> Moment | None:
    """Where there is no hall (a council of bots alone), the table's own steps and injects are told."""
    match event:
        case at_table.StepBegun(step):
            return Moment(at, 0, table, "step", step_title(definition, step))
        case at_table.InjectDealt(inject):
            return Moment(at, 0, table, "inject", definition.injects_by_id[inject].title)
        case at_table.CouncilClosed():
            return Moment(at, 0, table, "end", "The council ends")
        case _:
            return None


def _table_moment(at: int, table: int, event: at_table.Event, council: Council) -> Moment | None:
    match event:
        case at_table.VoteClosed(_, tally) if tally.result in ("noted", "confirmed", "nominated", "contested"):
            return None  # it goes on from there
        case at_table.MotionDecided(motion, result, because) if result != "noted":
            kind: MomentKind = "adopted" if result == "carried" else "not_adopted"
            detail = ending_sentence(result, because, council.definition)
            return Moment(at, 0, table, kind, _motion_title(council, motion), detail)
        case at_table.VoteClosed(motion, tally):
            kind = "adopted" if tally.result == "carried" else "not_adopted"
            labels = choice_labels(council.motions[motion].matter, council.definition)
            return Moment(at, 0, table, kind, _motion_title(council, motion), tally_sentence(tally, labels))
        case at_table.EmergencyActed(motion):
            mover = council.definition.roles_by_number[council.motions[motion].mover].title
            return Moment(at, 0, table, "emergency", _motion_title(council, motion), f"{mover} acts at once.")
        case at_table.MotionLapsed(motion, because):
            detail = LAPSES.get(because, ended(because))
            return Moment(at, 0, table, "not_adopted", _motion_title(council, motion), detail)
        case at_table.ActUndone(act):
            return Moment(at, 0, table, "not_adopted", _motion_title(council, act), "What was done alone is undone.")
        case at_table.FinalVoteCalled():
            return Moment(at, 0, table, "charter", "The charter is put to the vote")
        case at_table.FinalVoteClosed(_, tally):
            title = "The charter is adopted" if tally.result == "carried" else "The charter is not adopted"
            return Moment(at, 0, table, "charter", title, tally_sentence(tally))
        case _:
            return None


def _motion_title(council: Council, motion: str) -> str:
    return matter_title(council.motions[motion].matter, council.definition, titles_of(council))
