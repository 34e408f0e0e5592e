"""Who sits where.

The law of seating: at a table, a team with nobody is seated before any team gets its second occupant. A bot always
makes way for a person, and nobody is ever in two seats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from meshcouncil.gathering.commands import DrawSeats, LeaveSeat, MovePerson, TakeSeat
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import BotRemoved, BotSeated, Event, HelpAnswered, SeatLeft, SeatTaken
from meshcouncil.gathering.rules.standing import require_open, require_person, require_place, require_table
from meshcouncil.gathering.state import Bot, Gathering, Occupant, Place, Sitter


def take(hall: Gathering, command: TakeSeat) -> tuple[Event, ...]:
    """A person sits down where people choose their seats, or where they are invited, or back in their own seat."""
    require_open(hall)
    require_person(hall, command.person)
    place = require_place(hall, command.table, command.seat)
    old = hall.place_of(command.person)
    if old == place:
        raise Rejected("already_there")
    if old is not None and hall.stage == "running":
        raise Rejected("already_seated")
    if not (hall.seating == "choose" or command.invited or _is_own(hall, place, command.person)):
        raise Rejected("seats_are_given", seating=hall.seating)
    if isinstance(hall.seats.get(place), Sitter):
        raise Rejected("seat_taken", table=place.table, seat=place.seat)
    require_fair(hall, place, leaving=old)
    stood_up = () if old is None else vacated(hall, old)
    return (*stood_up, *vacated(hall, place), SeatTaken(command.person, place.table, place.seat))


def _is_own(hall: Gathering, place: Place, person: str) -> bool:
    held = hall.seats.get(place)
    return isinstance(held, Bot) and held.stands_in_for == person


def leave(hall: Gathering, command: LeaveSeat) -> tuple[Event, ...]:
    """A person stands up and stays in the hall."""
    require_open(hall)
    require_person(hall, command.person)
    return vacated(hall, _require_seat_of(hall, command.person))


def move(hall: Gathering, command: MovePerson) -> tuple[Event, ...]:
    """The facilitator seats somebody by hand: people swap, bots make way to the seat left free, or go."""
    require_open(hall)
    require_person(hall, command.person)
    if command.table is None:
        if command.seat is not None:
            raise Rejected("no_such_seat", table=None, seat=command.seat)
        return vacated(hall, _require_seat_of(hall, command.person))
    if command.seat is None:
        place = _next_place(hall, command.table, command.person)
    else:
        place = require_place(hall, command.table, command.seat)
    old = hall.place_of(command.person)
    if old == place:
        raise Rejected("already_there")
    require_fair(hall, place, leaving=old)
    return _exchange(hall, command.person, old, place)


def _require_seat_of(hall: Gathering, person: str) -> Place:
    place = hall.place_of(person)
    if place is None:
        raise Rejected("not_seated")
    return place


def _exchange(hall: Gathering, person: str, old: Place | None, new: Place) -> tuple[Event, ...]:
    stood_up = () if old is None else vacated(hall, old)
    seated = (*stood_up, *vacated(hall, new), SeatTaken(person, new.table, new.seat))
    if old is None:
        return seated
    match hall.seats.get(new):
        case Sitter(person=other):
            return (*seated, SeatTaken(other, old.table, old.seat))
        case Bot(name=name, stands_in_for=absent):
            return (*seated, BotSeated(old.table, old.seat, name, absent))
        case None:
            return seated


def _next_place(hall: Gathering, table: int, person: str) -> Place:
    """Give the place at a table where the next person belongs."""
    require_table(hall, table)
    old = hall.place_of(person)
    if old is not None and old.table == table:
        raise Rejected("already_there")
    choice = best_places({place.seat: held for place, held in hall.seats.items() if place.table == table}, hall)
    if not choice:
        raise Rejected("table_full", table=table)
    return Place(table, choice[0])


def best_places(held: dict[int, Occupant], hall: Gathering) -> tuple[int, ...]:
    """Give the seats of a table where the next person may as well sit.

    First the seats of teams with nobody, then free seats, then those of bots, last those that bots keep for somebody.
    """
    seated = {hall.plans_by_number[seat].team for seat in held}
    free = tuple(seat for seat in hall.plans_by_number if seat not in held)
    waiting = tuple(seat for seat in free if hall.plans_by_number[seat].team not in seated)
    bots = {seat: bot for seat, bot in held.items() if isinstance(bot, Bot)}
    guests = tuple(seat for seat, bot in bots.items() if bot.stands_in_for is None)
    return waiting or free or guests or tuple(bots)


def require_fair(hall: Gathering, place: Place, leaving: Place | None = None) -> None:
    """Refuse a team's second occupant while another team of the table has nobody; `leaving`: the seat given up."""
    if place in hall.seats:
        return
    teams = Counter(hall.plans_by_number[seat].team for seat in hall.occupants(place.table))
    if leaving is not None and leaving.table == place.table:
        teams[hall.plans_by_number[leaving.seat].team] -= 1
    waiting = tuple(team for team in hall.teams if not teams[team])
    if waiting and hall.plans_by_number[place.seat].team not in waiting:
        raise Rejected("team_waiting", table=place.table, teams=waiting)


def vacated(hall: Gathering, place: Place) -> tuple[Event, ...]:
    """Give what happens when whoever holds a seat leaves it: an open call for help falls away with them."""
    held = hall.seats.get(place)
    if held is None:
        return ()
    call = (HelpAnswered(place.table, place.seat),) if place in hall.calls else ()
    match held:
        case Sitter(person=person):
            return (*call, SeatLeft(person, place.table, place.seat))
        case Bot():
            return (*call, BotRemoved(place.table, place.seat))


# --- the draw ---------------------------------------------------------------------------------------------------------


def draw(hall: Gathering, command: DrawSeats) -> tuple[Event, ...]:
    """Seat everybody who waits, by lot: tables fill evenly, and every team gets one before any gets two."""
    require_open(hall)
    waiting = [person.id for person in hall.unseated]
    if not waiting:
        raise Rejected("nobody_waiting")
    if len(command.dice) < 2 * len(waiting):
        raise Rejected("too_few_dice", needed=2 * len(waiting))
    order = _shuffled(waiting, command.dice)
    events = _drawn(hall, order, command.dice[len(waiting) :])
    if not events:
        raise Rejected("no_free_seat")
    return events


def _shuffled(people: list[str], dice: tuple[int, ...]) -> list[str]:
    """Shuffle after Fisher and Yates, one die for each person."""
    order = list(people)
    for last in range(len(order) - 1, 0, -1):
        other = dice[last] % (last + 1)
        order[last], order[other] = order[other], order[last]
    return order


def _drawn(hall: Gathering, order: list[str], dice: tuple[int, ...]) -> tuple[Event, ...]:
    tables = {table: dict(hall.occupants(table)) for table in _drawn_tables(hall, len(order))}
    events: list[Event] = []
    for person, die in zip(order, dice, strict=False):
        choices = {table: best for table, held in tables.items() if (best := best_places(held, hall))}
        if not choices:
            break
        table = min(choices, key=lambda number: (_people(tables[number].values()), number))
        seat = choices[table][die % len(choices[table])]
        if seat in tables[table]:
            events.extend(vacated(hall, Place(table, seat)))
        tables[table][seat] = Sitter(person)
        events.append(SeatTaken(person, table, seat))
    return tuple(events)


def _people(held: Iterable[Occupant]) -> int:
    return sum(isinstance(each, Sitter) for each in held)


def _drawn_tables(hall: Gathering, newcomers: int) -> tuple[int, ...]:
    """Choose the tables to fill: all of them where bots can help out, else no more than can be made ready to play."""
    tables = hall.open_tables
    if hall.bots or hall.stage == "running":
        return tables
    capacity = len(hall.seat_plans)
    everybody = newcomers + len(hall.seats)
    wanted = max(everybody // hall.min_teams, -(-everybody // capacity), 1)
    in_use = tuple(table for table in tables if hall.occupants(table))
    others = tuple(table for table in tables if table not in in_use)
    return tuple(sorted((*in_use, *others)[: max(wanted, len(in_use))]))
