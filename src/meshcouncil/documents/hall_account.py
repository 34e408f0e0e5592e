"""What happened in the hall, told in order; see `account` for what a public account leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from meshcouncil.council.definition import Definition
from meshcouncil.council.judging import GoalKind, goals_of
from meshcouncil.documents.account import INSET, TALK_LENGTH, TEXT_LENGTH, AccountViewer, heading, step_title
from meshcouncil.documents.words import count_of, ended, listed, quoted, shortened
from meshcouncil.gathering import events as in_hall
from meshcouncil.gathering.evolve import evolve
from meshcouncil.gathering.state import Gathering

GOAL_KINDS: dict[GoalKind, str] = {
    "role_mission": "mission",
    "team_mission": "team mission",
    "team_priorities": "team priorities",
}
"""What kind of goal it is, in words."""


def hall_account(
    definition: Definition, events: Iterable[in_hall.Event], viewer: AccountViewer = "public"
) -> list[str]:
    """Tell what happened in the hall, a line for each thing."""
    hall = Gathering()
    lines: list[str] = []
    for event in events:
        after = evolve(hall, event)
        lines.extend(_told(definition, hall, after, event, viewer))
        hall = after
    return lines


def clock_face(milliseconds: int) -> str:
    """Write a span as minutes and seconds: ``07:40``."""
    seconds = max(0, milliseconds) // 1000
    return f"{seconds // 60:02}:{seconds % 60:02}"


def _told(  # noqa: C901 - the list of all events
    definition: Definition, hall: Gathering, after: Gathering, event: in_hall.Event, viewer: AccountViewer
) -> Iterator[str]:
    match event:
        case in_hall.GatheringOpened():
            plan = definition.plan(event.plan_id)
            title = f"{plan.title}, " if plan else ""
            yield f"The hall opens: {event.title} ({title}{count_of(event.tables, 'table')})."
        case (
            in_hall.HallEntered()
            | in_hall.PersonRenamed()
            | in_hall.HallLeft()
            | in_hall.SeatTaken()
            | in_hall.SeatLeft()
            | in_hall.BotSeated()
            | in_hall.BotRemoved()
        ):
            yield _moved(definition, hall, event)
        case (
            in_hall.AgendaStarted()
            | in_hall.StepOpened()
            | in_hall.ClockPaused()
            | in_hall.ClockResumed()
            | in_hall.StepExtended()
            | in_hall.StepSkipped()
            | in_hall.StepRestored()
            | in_hall.StepMinutesChanged()
        ):
            yield _ran(definition, hall, event)
        case in_hall.InjectDealt(inject, tables):
            yield f"Dealt at {_tables(tables)}: {definition.injects_by_id[inject].title}."
        case in_hall.BroadcastSent(text):
            yield f"The facilitator to everybody: {quoted(shortened(text, TEXT_LENGTH))}"
        case in_hall.TablePresented(table):
            yield f"Table {table} presents."
        case in_hall.SlideShown():
            return
        case in_hall.HelpCalled() | in_hall.HelpAnswered() | in_hall.SaidInRoom():
            if viewer == "facilitator":
                yield _heard(definition, event)
        case in_hall.GoalClaimed() | in_hall.ClaimWithdrawn() | in_hall.ClaimVoteCast() | in_hall.GoalJudged():
            if viewer == "facilitator" or hall.is_revealed:
                yield from _judged(definition, event)
        case in_hall.MissionsRevealed():
            yield "The missions are revealed."
            if viewer == "public":
                yield from _held_back(definition, after)
        case in_hall.GatheringClosed():
            yield "The gathering closes."
        case _:
            assert_never(event)


_Move = (
    in_hall.HallEntered
    | in_hall.PersonRenamed
    | in_hall.HallLeft
    | in_hall.SeatTaken
    | in_hall.SeatLeft
    | in_hall.BotSeated
    | in_hall.BotRemoved
)


def _moved(definition: Definition, hall: Gathering, event: _Move) -> str:
    match event:
        case in_hall.HallEntered(_, name):
            return f"{name} comes in."
        case in_hall.PersonRenamed(person, name):
            return f"{_person(hall, person)} is now called {name}."
        case in_hall.HallLeft(person):
            return f"{_person(hall, person)} leaves."
        case in_hall.SeatTaken(person, table, seat):
            return f"{_person(hall, person)} sits down at table {table} as {_role(definition, seat)}."
        case in_hall.SeatLeft(person, table, seat):
            return f"{_person(hall, person)} stands up from table {table}, {_role(definition, seat)}."
        case in_hall.BotSeated(table, seat, name, person):
            place = f"at table {table} as {_role(definition, seat)}"
            return f"{name} (a bot) sits down {place}{f' for {_person(hall, person)}' if person else ''}."
        case in_hall.BotRemoved(table, seat):
            return f"The bot at table {table}, {_role(definition, seat)}, makes way."
        case _:
            assert_never(event)


_Agenda = (
    in_hall.AgendaStarted
    | in_hall.StepOpened
    | in_hall.ClockPaused
    | in_hall.ClockResumed
    | in_hall.StepExtended
    | in_hall.StepSkipped
    | in_hall.StepRestored
    | in_hall.StepMinutesChanged
)


def _ran(definition: Definition, hall: Gathering, event: _Agenda) -> str:
    match event:
        case in_hall.AgendaStarted(tables):
            return f"The gathering begins with {_tables(tables)}."
        case in_hall.StepOpened(step, clock):
            again = " again" if step in hall.times else ""
            left = clock_face(clock.allotted - clock.ran)
            return heading(f"{_step(definition, hall, step)}{again}, {left} on the clock")
        case in_hall.ClockPaused(clock):
            return f"The clock stops with {clock_face(clock.allotted - clock.ran)} left."
        case in_hall.ClockResumed():
            return "The clock runs on."
        case in_hall.StepExtended(minutes):
            return f"The step gets {count_of(abs(minutes), 'minute')} {'more' if minutes > 0 else 'less'}."
        case in_hall.StepSkipped(step):
            return f"Left out: {_step(definition, hall, step)}."
        case in_hall.StepRestored(step):
            return f"Back on the agenda: {_step(definition, hall, step)}."
        case in_hall.StepMinutesChanged(step, minutes):
            return f"{_step(definition, hall, step)} will take {count_of(minutes, 'minute')}."
        case _:
            assert_never(event)


def _heard(definition: Definition, event: in_hall.HelpCalled | in_hall.HelpAnswered | in_hall.SaidInRoom) -> str:
    who = f"{_role(definition, event.seat)} at table {event.table}"
    match event:
        case in_hall.HelpCalled(text=text):
            said = f": {quoted(shortened(text, TALK_LENGTH))}" if text else "."
            return f"{who} calls the facilitator{said}"
        case in_hall.HelpAnswered():
            return f"The call of {who} is answered."
        case in_hall.SaidInRoom(text=text, name=name):
            return f"In the sidebar {who}, {name}: {quoted(shortened(text, TALK_LENGTH))}"
        case _:
            assert_never(event)


_Judging = in_hall.GoalClaimed | in_hall.ClaimWithdrawn | in_hall.ClaimVoteCast | in_hall.GoalJudged


def _judged(definition: Definition, event: _Judging) -> Iterator[str]:
    match event:
        case in_hall.GoalClaimed(table, seat, goal, clause):
            yield from _claimed(definition, table, seat, goal, clause)
        case in_hall.ClaimWithdrawn(table, goal):
            yield f"Table {table}: the claim of the {_goal(definition, goal)} is taken back."
        case in_hall.ClaimVoteCast(table, seat, goal, met):
            claim = f"the claim of the {_goal(definition, goal)}"
            yield f"Table {table}: {_role(definition, seat)} finds that {claim} {'holds' if met else 'does not hold'}."
        case in_hall.GoalJudged(table, goal, met, reason, by):
            yield _verdict(definition, table, goal, met=met, reason=reason, by=by)
        case _:
            assert_never(event)


def _claimed(definition: Definition, table: int, seat: int, goal: str, clause: str) -> Iterator[str]:
    yield f"Table {table}: {_role(definition, seat)} claims the {_goal(definition, goal)}:"
    yield f"{INSET}{quoted(shortened(clause, TALK_LENGTH))}"


def _verdict(definition: Definition, table: int, goal: str, *, met: bool, reason: str, by: str) -> str:
    why = f" {quoted(shortened(reason, TALK_LENGTH))}" if reason else ""
    return f"Table {table}: the {by} finds the {_goal(definition, goal)} {'met' if met else 'missed'}.{why}"


def _held_back(definition: Definition, hall: Gathering) -> Iterator[str]:
    """Tell at the reveal what was claimed and judged before it."""
    for at, claim in hall.claims.items():
        yield from _claimed(definition, at.table, claim.seat, at.goal, claim.clause)
    for at, verdict in hall.verdicts.items():
        yield _verdict(definition, at.table, at.goal, met=verdict.met, reason=verdict.reason, by=verdict.by)


def _goal(definition: Definition, goal_id: str) -> str:
    for goal, kind, seats in goals_of(definition):
        if goal.id == goal_id:
            one = (
                definition.roles_by_number[seats[0]].title
                if kind == "role_mission"
                else definition.team_of(seats[0]).name
            )
            text = f" ({quoted(ended(shortened(goal.text, TALK_LENGTH)))})" if goal.text else ""
            return f"{GOAL_KINDS[kind]} of {one}{text}"
    return goal_id


def _person(hall: Gathering, person: str | None) -> str:
    found = hall.people.get(person or "")
    return found.name if found else "Somebody"


def _role(definition: Definition, seat: int) -> str:
    role = definition.roles_by_number.get(seat)
    return role.title if role else f"seat {seat}"


def _step(definition: Definition, hall: Gathering, step_id: str) -> str:
    step = hall.step_called(step_id)
    return step.title if step else step_title(definition, step_id)


def _tables(tables: tuple[int, ...]) -> str:
    noun = "table" if len(tables) == 1 else "tables"
    return f"{noun} {listed(str(table) for table in tables)}"
