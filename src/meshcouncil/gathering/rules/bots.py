"""Bots take the seats that people leave empty."""

from __future__ import annotations

from meshcouncil.gathering.commands import FillWithBots, HandSeatToBot, RemoveBot, SeatBot
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import BotSeated, Event
from meshcouncil.gathering.rules import seating, texts
from meshcouncil.gathering.rules.standing import require_open, require_place, require_table
from meshcouncil.gathering.state import Bot, Gathering, Place, Sitter


def seat(hall: Gathering, command: SeatBot) -> tuple[Event, ...]:
    """Put a bot on a free seat."""
    _require_bots(hall)
    place = require_place(hall, command.table, command.seat)
    if place in hall.seats:
        raise Rejected("seat_taken", table=place.table, seat=place.seat)
    seating.require_fair(hall, place)
    return (BotSeated(place.table, place.seat, texts.name(command.name, _names_at(hall, place.table))),)


def fill(hall: Gathering, command: FillWithBots) -> tuple[Event, ...]:
    """Put bots on all free seats, teams with nobody first; names are used in turn, and over again if they run out."""
    _require_bots(hall)
    if command.table is not None:
        require_table(hall, command.table)
    if not command.names:
        raise Rejected("text_empty", field="names")
    tables = _tables_to_fill(hall) if command.table is None else (command.table,)
    free = [place for table in tables for place in _free_places(hall, table)]
    if not free:
        raise Rejected("no_free_seat")
    names: dict[int, set[str]] = {table: _names_at(hall, table) for table in tables}
    events: list[Event] = []
    for turn, place in enumerate(free):
        name = texts.name(command.names[turn % len(command.names)], names[place.table])
        names[place.table].add(name)
        events.append(BotSeated(place.table, place.seat, name))
    return tuple(events)


def _tables_to_fill(hall: Gathering) -> tuple[int, ...]:
    return tuple(table for table in hall.open_tables if hall.occupants(table)) or hall.open_tables


def _free_places(hall: Gathering, table: int) -> list[Place]:
    """Give the free seats in an order that keeps the law of seating."""
    teams = {hall.plans_by_number[number].team for number in hall.occupants(table)}
    first: list[Place] = []
    second: list[Place] = []
    for place in hall.places(table):
        team = hall.plans_by_number[place.seat].team
        if place not in hall.seats:
            (second if team in teams else first).append(place)
            teams.add(team)
    return first + second


def remove(hall: Gathering, command: RemoveBot) -> tuple[Event, ...]:
    """Take a bot off its seat."""
    require_open(hall)
    place = require_place(hall, command.table, command.seat)
    if not isinstance(hall.seats.get(place), Bot):
        raise Rejected("no_such_bot", table=place.table, seat=place.seat)
    return seating.vacated(hall, place)


def hand_over(hall: Gathering, command: HandSeatToBot) -> tuple[Event, ...]:
    """Let a bot play on for a person, who stays in the hall and may take the seat back."""
    _require_bots(hall)
    place = require_place(hall, command.table, command.seat)
    held = hall.seats.get(place)
    if not isinstance(held, Sitter):
        raise Rejected("not_seated")
    name = texts.name(command.name, _names_at(hall, place.table))
    return (*seating.vacated(hall, place), BotSeated(place.table, place.seat, name, held.person))


def _require_bots(hall: Gathering) -> None:
    require_open(hall)
    if not hall.bots:
        raise Rejected("no_bots")


def _names_at(hall: Gathering, table: int) -> set[str]:
    """Collect the names a bot at this table may not have: those of its occupants and of everybody in the hall."""
    at_table = {hall.name_at(Place(table, number)) or "" for number in hall.occupants(table)}
    return at_table | {person.name for person in hall.people.values()}
