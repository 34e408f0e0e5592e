"""The people in the hall: who sits where, and the viewer's own place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from meshcouncil.gathering.commands import TakeSeat
from meshcouncil.gathering.decide import why_not
from meshcouncil.gathering.permission import may_steer, place_of
from meshcouncil.gathering.plan import SeatingMode
from meshcouncil.gathering.state import Bot, Gathering, Place, Sitter
from meshcouncil.gathering.viewers import BotSeat, Facilitator, Participant, Viewer


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody in the hall; `person` is their id, for the facilitator's eyes."""

    name: str
    you: bool
    person: str | None


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat and who holds it. `keeps_for`: whom a bot stands in for. `refused`: why you may not sit here now."""

    seat: int
    team: str
    title: str
    name: str | None
    bot: bool
    you: bool
    person: str | None
    keeps_for: str | None
    may_take: bool
    refused: str | None


@dataclass(frozen=True, slots=True)
class TableView:
    """A table's seats; `waiting` names its teams that have nobody; a table that is not open was left out of play."""

    table: int
    open: bool
    seats: tuple[SeatView, ...]
    waiting: tuple[str, ...]
    people: int
    bots: int


@dataclass(frozen=True, slots=True)
class HallSeatsView:
    """Who sits where, and who has no seat."""

    seating: SeatingMode
    tables: tuple[TableView, ...]
    unseated: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True)
class MeView:
    """Your own place. `kept`: the seat a bot keeps for you. `steers`: you keep the agenda, for nobody facilitates."""

    name: str
    place: Place | None
    team: str | None
    title: str | None
    kept: Place | None
    steers: bool


def seats_view(hall: Gathering, viewer: Viewer) -> HallSeatsView:
    """Show who sits where, with what this viewer may take."""
    me = viewer.person if isinstance(viewer, Participant) else None
    hosting = isinstance(viewer, Facilitator)
    return HallSeatsView(
        seating=hall.seating,
        tables=tuple(_table_view(hall, table, viewer) for table in range(1, hall.tables + 1)),
        unseated=tuple(
            PersonView(person.name, person.id == me, person.id if hosting else None) for person in hall.unseated
        ),
    )


def _table_view(hall: Gathering, table: int, viewer: Viewer) -> TableView:
    held = Counter(type(occupant) for occupant in hall.occupants(table).values())
    return TableView(
        table=table,
        open=table in hall.open_tables,
        seats=tuple(_seat_view(hall, place, viewer) for place in hall.places(table)),
        waiting=hall.waiting_teams(table),
        people=held[Sitter],
        bots=held[Bot],
    )


def _seat_view(hall: Gathering, place: Place, viewer: Viewer) -> SeatView:
    plan = hall.plans_by_number[place.seat]
    held = hall.seats.get(place)
    absent = held.stands_in_for if isinstance(held, Bot) else None
    take = TakeSeat(viewer.person, place.table, place.seat) if isinstance(viewer, Participant) else None
    refusal = None if take is None else why_not(hall, take)
    return SeatView(
        seat=place.seat,
        team=plan.team,
        title=plan.title,
        name=hall.name_at(place),
        bot=isinstance(held, Bot),
        you=place == place_of(hall, viewer),
        person=held.person if isinstance(held, Sitter) and isinstance(viewer, Facilitator) else None,
        keeps_for=hall.people[absent].name if absent is not None and absent in hall.people else None,
        may_take=take is not None and refusal is None,
        refused=None if refusal is None else refusal.code,
    )


def me_view(hall: Gathering, viewer: Viewer) -> MeView | None:
    """Show a participant or a bot its own place."""
    place = place_of(hall, viewer)
    plan = None if place is None else hall.plans_by_number[place.seat]
    team, title = (None, None) if plan is None else (plan.team, plan.title)
    match viewer:
        case Participant(person=person) if person in hall.people:
            kept = next((where for where, held in hall.seats.items() if _keeps_for(held, person)), None)
            return MeView(hall.people[person].name, place, team, title, kept, may_steer(hall, viewer))
        case BotSeat() if place is not None:
            return MeView(hall.name_at(place) or "", place, team, title, None, steers=False)
        case _:
            return None


def _keeps_for(held: Sitter | Bot, person: str) -> bool:
    return isinstance(held, Bot) and held.stands_in_for == person
