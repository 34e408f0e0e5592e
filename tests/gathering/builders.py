"""A small hall to test with: three teams, five seats, five steps; and short ways to get it where a test needs it."""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.gathering.commands import (
    Command,
    EnterHall,
    NextStep,
    OpenGathering,
    SeatBot,
    StartAgenda,
    TakeSeat,
)
from meshcouncil.gathering.decide import decide, why_not
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import Event
from meshcouncil.gathering.evolve import replay
from meshcouncil.gathering.plan import AgendaStep, SeatPlan
from meshcouncil.gathering.state import Gathering, Place

MINUTE = 60_000
NOON = 1_000_000_000

STEPS = (
    AgendaStep("setup", "Set-up", 5, objective="Read your sheet.", surfaces=("slides", "table"), slides=2),
    AgendaStep("council", "Council", 10, objective="Agree how you decide.", procedure=True),
    AgendaStep("emergency", "Emergency", 5, inject="outage"),
    AgendaStep("sidebar", "Sidebar", 5, surfaces=("sidebar",), group_by="role_numbers"),
    AgendaStep("present", "Presentations", 4, surfaces=("presentations",), group_by="hall", minutes_each=1),
)
SEATS = (
    SeatPlan(1, "hub", "Engineer", ("r1", "t.hub", "p.hub")),
    SeatPlan(2, "hub", "Modeller", ("r2", "t.hub", "p.hub")),
    SeatPlan(3, "field", "Analyst", ("r3", "t.field", "p.field")),
    SeatPlan(4, "field", "Planner", ("r4", "t.field", "p.field")),
    SeatPlan(5, "chair", "Chair", ("r5", "t.chair", "p.chair")),
)
OPENING = OpenGathering(
    gathering="g1",
    title="An evening",
    pack_digest="d1g35t",
    pack_slug="small",
    plan_id="short",
    steps=STEPS,
    seats=SEATS,
    tables=2,
    min_teams=3,
    bots=True,
    facilitated=True,
    reading="open",
    seating="choose",
    pace=100,
    at=NOON,
    injects=("twist",),
)
PEOPLE = ("ana", "ben", "cho", "dia", "eli")


def after(hall: Gathering, *commands: Command) -> Gathering:
    """Send commands, all of which must be accepted."""
    for command in commands:
        hall = replay(decide(hall, command), hall)
    return hall


def happened(hall: Gathering, *commands: Command) -> tuple[Event, ...]:
    """Send commands and give the events of the last one."""
    return decide(after(hall, *commands[:-1]), commands[-1])


def refusal(hall: Gathering, command: Command) -> Rejected | None:
    """Give the refusal a command meets."""
    return why_not(hall, command)


def opened(**changes: object) -> Gathering:
    """Give an open hall with nobody in it."""
    return after(Gathering(), replace(OPENING, **changes))  # type: ignore[arg-type]


def entered(*people: str, **changes: object) -> Gathering:
    """Give an open hall with these people, none of them seated."""
    return after(opened(**changes), *(EnterHall(person, person.title(), NOON) for person in people))


def seated(**changes: object) -> Gathering:
    """Give a hall where ana, cho and eli hold seats 1, 3 and 5 of table 1, Robin (a bot) seat 2; ben and dia stand."""
    return after(
        entered(*PEOPLE, **changes),
        TakeSeat("ana", 1, 1),
        TakeSeat("cho", 1, 3),
        TakeSeat("eli", 1, 5),
        SeatBot(1, 2, "Robin"),
    )


def running(**changes: object) -> Gathering:
    """Give the seated hall with its agenda begun at noon."""
    return after(seated(**changes), StartAgenda(NOON))


def at_step(step: str, **changes: object) -> Gathering:
    """Give the seated hall at a step, still at noon."""
    hall = running(**changes)
    while hall.step != step:
        hall = after(hall, NextStep(NOON))
    return hall


def two_tables(step: str = "setup", **changes: object) -> Gathering:
    """Give a hall where table 1 is seated as usual and bots play table 2, at a step."""
    hall = after(seated(**changes), SeatBot(2, 1, "Kit"), SeatBot(2, 3, "Lou"), SeatBot(2, 5, "Mo"), StartAgenda(NOON))
    while hall.step != step:
        hall = after(hall, NextStep(NOON))
    return hall


def sitting(hall: Gathering, table: int = 1) -> dict[int, str]:
    """Give the names at a table by seat."""
    return {seat: hall.name_at(Place(table, seat)) or "" for seat in hall.occupants(table)}
