"""The hall opens and closes; people come, change their names and go."""

from __future__ import annotations

from meshcouncil.gathering.clock import paused
from meshcouncil.gathering.commands import CloseGathering, EnterHall, LeaveHall, OpenGathering, RenamePerson
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import Event, GatheringClosed, GatheringOpened, HallEntered, HallLeft, PersonRenamed
from meshcouncil.gathering.rules import seating, texts
from meshcouncil.gathering.rules.agenda import require_minutes
from meshcouncil.gathering.rules.standing import require_open, require_person
from meshcouncil.gathering.state import Bot, Gathering

TABLE_LIMIT = 50
PEOPLE_LIMIT = 1_000
SLOWEST, FASTEST = 10, 100_000


def open_gathering(hall: Gathering, command: OpenGathering) -> tuple[Event, ...]:
    """Open the hall with a sound plan."""
    if hall.stage != "new":
        raise Rejected("already_open")
    _require_steps(command)
    _require_seats(command)
    if not 1 <= command.tables <= TABLE_LIMIT:
        raise Rejected("bad_tables", limit=TABLE_LIMIT)
    if not SLOWEST <= command.pace <= FASTEST:
        raise Rejected("bad_pace", low=SLOWEST, high=FASTEST)
    return (
        GatheringOpened(
            gathering=command.gathering,
            title=texts.line(command.title, "title", texts.TITLE_LIMIT),
            pack_digest=command.pack_digest,
            pack_slug=command.pack_slug,
            plan_id=command.plan_id,
            steps=command.steps,
            seats=command.seats,
            tables=command.tables,
            min_teams=command.min_teams,
            bots=command.bots,
            facilitated=command.facilitated,
            reading=command.reading,
            seating=command.seating,
            pace=command.pace,
            at=command.at,
            injects=_injects(command),
        ),
    )


def _injects(command: OpenGathering) -> tuple[str, ...]:
    of_steps = (step.inject for step in command.steps if step.inject is not None)
    return tuple(dict.fromkeys((*command.injects, *of_steps)))


def _require_steps(command: OpenGathering) -> None:
    ids = [step.id for step in command.steps]
    if len(set(ids)) != len(ids) or all(step.skipped for step in command.steps):
        raise Rejected("bad_plan", what="steps")
    for step in command.steps:
        require_minutes(step.minutes)


def _require_seats(command: OpenGathering) -> None:
    numbers = [seat.number for seat in command.seats]
    if not numbers or len(set(numbers)) != len(numbers):
        raise Rejected("bad_plan", what="seats")
    if not 1 <= command.min_teams <= len({seat.team for seat in command.seats}):
        raise Rejected("bad_plan", what="min_teams")


def enter(hall: Gathering, command: EnterHall) -> tuple[Event, ...]:
    """Anybody may come in at any time before the end, under a name nobody else has."""
    require_open(hall)
    if command.person in hall.people:
        raise Rejected("already_here")
    if len(hall.people) >= PEOPLE_LIMIT:
        raise Rejected("hall_full", limit=PEOPLE_LIMIT)
    return (HallEntered(command.person, texts.name(command.name, _names(hall)), command.at),)


def rename(hall: Gathering, command: RenamePerson) -> tuple[Event, ...]:
    """Take another name."""
    require_open(hall)
    require_person(hall, command.person)
    return (PersonRenamed(command.person, texts.name(command.name, _names(hall, but=command.person))),)


def _names(hall: Gathering, but: str | None = None) -> set[str]:
    people = {person.name for person in hall.people.values() if person.id != but}
    return people | {held.name for held in hall.seats.values() if isinstance(held, Bot)}


def leave(hall: Gathering, command: LeaveHall) -> tuple[Event, ...]:
    """Go away; a seat that is held falls free."""
    require_open(hall)
    require_person(hall, command.person)
    place = hall.place_of(command.person)
    stood_up = () if place is None else seating.vacated(hall, place)
    return (*stood_up, HallLeft(command.person))


def close(hall: Gathering, command: CloseGathering) -> tuple[Event, ...]:
    """End the gathering, wherever its agenda stands."""
    require_open(hall)
    return (GatheringClosed(paused(hall.clock, command.at), command.at),)
