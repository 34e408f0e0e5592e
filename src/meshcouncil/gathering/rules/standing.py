"""What must stand before a rule goes on: the hall is open, the agenda runs, the place exists, the seat is held."""

from __future__ import annotations

from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.state import Gathering, Person, Place


def require_open(hall: Gathering) -> None:
    """Refuse before the hall is open and after it has closed."""
    if hall.stage == "new":
        raise Rejected("not_open")
    if hall.stage == "closed":
        raise Rejected("gathering_closed")


def require_running(hall: Gathering) -> None:
    """Refuse before the agenda starts and after the end."""
    require_open(hall)
    if hall.stage != "running":
        raise Rejected("not_running")


def require_person(hall: Gathering, person: str) -> Person:
    """Give somebody who is in the hall."""
    found = hall.people.get(person)
    if found is None:
        raise Rejected("no_such_person")
    return found


def require_table(hall: Gathering, table: int) -> None:
    """Refuse a table that does not exist or was left out when the agenda started."""
    if table not in hall.open_tables:
        raise Rejected("no_such_table", table=table)


def require_place(hall: Gathering, table: int, seat: int) -> Place:
    """Give a seat at a table that is open."""
    require_table(hall, table)
    if seat not in hall.plans_by_number:
        raise Rejected("no_such_seat", table=table, seat=seat)
    return Place(table, seat)


def require_seated(hall: Gathering, table: int, seat: int) -> Place:
    """Give a seat that somebody holds."""
    place = require_place(hall, table, seat)
    if place not in hall.seats:
        raise Rejected("not_seated")
    return place
