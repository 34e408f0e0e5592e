"""What holds in every hall, however people play."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from meshcouncil.gathering.clock import left, minutes, spent
from meshcouncil.gathering.commands import (
    CallHelp,
    ClaimGoal,
    Command,
    DealInject,
    ExtendStep,
    NextStep,
    Pause,
    PreviousStep,
    Resume,
    SayInRoom,
)
from meshcouncil.gathering.decide import accepted, decide, why_not
from meshcouncil.gathering.events import BotSeated, GoalJudged, HallLeft, SeatTaken
from meshcouncil.gathering.evolve import evolve, replay
from meshcouncil.gathering.offers import offers
from meshcouncil.gathering.permission import may_send, place_of
from meshcouncil.gathering.state import Gathering, Place, Sitter
from meshcouncil.gathering.viewers import Facilitator, Participant, Projector, Viewer
from meshcouncil.gathering.views import view
from tests.gathering.builders import NOON, PEOPLE, after, entered, running
from tests.gathering.random_play import MOVES, OPENINGS, Played, play, viewers, whole_commands

Opening = Callable[[bool], Gathering]
some_play = st.builds(
    lambda opening, facilitated, moves: play(opening(facilitated), moves), OPENINGS, st.booleans(), MOVES
)
unhurried = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@unhurried
@given(some_play)
def test_offers_are_exactly_what_is_accepted(played: Played) -> None:
    hall = played.end
    commands = list(whole_commands(hall))
    sound = [command for command in commands if accepted(hall, command)]
    for viewer in viewers(hall):
        offered = list(offers(hall, viewer))
        assert all(may_send(hall, viewer, offer.command) and accepted(hall, offer.command) for offer in offered)
        whole = [offer.command for offer in offered if not offer.holes]
        assert len(whole) == len(set(whole))
        assert set(whole) == {command for command in sound if may_send(hall, viewer, command)}


@unhurried
@given(some_play)
def test_replaying_what_happened_gives_the_same_hall(played: Played) -> None:
    assert replay(played.events, onto=played.start) == played.end


@unhurried
@given(some_play)
def test_nobody_is_in_two_seats_and_no_seat_is_held_twice(played: Played) -> None:
    hall = played.start
    for event in played.events:
        if isinstance(event, SeatTaken | BotSeated):
            assert Place(event.table, event.seat) not in hall.seats
        if isinstance(event, HallLeft):
            assert hall.place_of(event.person) is None
        hall = evolve(hall, event)
        sitters = [held.person for held in hall.seats.values() if isinstance(held, Sitter)]
        assert len(sitters) == len(set(sitters))
        assert set(sitters) <= set(hall.people)
        assert set(hall.calls) <= set(hall.seats)


@unhurried
@given(some_play)
def test_no_team_gets_its_second_while_another_has_nobody(played: Played) -> None:
    for before, _, events in played.turns:
        hall = replay(events, onto=before)
        for table in range(1, hall.tables + 1):
            grown = teams_at(hall, table) - teams_at(before, table)
            if any(teams_at(hall, table)[team] > 1 for team in grown):
                assert hall.waiting_teams(table) == ()


def teams_at(hall: Gathering, table: int) -> Counter[str]:
    """Count the occupants of each team at a table."""
    return Counter(hall.plans_by_number[seat].team for seat in hall.occupants(table))


@unhurried
@given(some_play)
def test_names_in_the_hall_are_never_shared(played: Played) -> None:
    names = [person.name.casefold() for person in played.end.people.values()]
    assert len(names) == len(set(names))


@unhurried
@given(some_play)
def test_the_table_judges_only_where_nobody_facilitates(played: Played) -> None:
    judges = {event.by for event in played.events if isinstance(event, GoalJudged)}
    assert judges <= {"facilitator" if played.start.facilitated else "table"}


@unhurried
@given(some_play, st.integers(0, 100_000))
def test_the_instant_of_a_command_never_decides_whether_it_is_accepted(played: Played, at: int) -> None:
    hall = played.end
    eyes: tuple[Viewer, ...] = (Facilitator(), *(Participant(person) for person in hall.people))
    for viewer in eyes:
        for offer in offers(hall, viewer):
            if hasattr(offer.command, "at"):
                assert accepted(hall, replace(offer.command, at=at))  # type: ignore[arg-type]


# --- secrets ----------------------------------------------------------------------------------------------------------


def look(hall: Gathering, viewer: Viewer) -> tuple[object, ...]:
    """Give all that a viewer can learn: what is shown, what is offered, and how every command of theirs is refused."""
    asked = [command for command in whole_commands(hall) if may_send(hall, viewer, command)]
    return view(hall, viewer), tuple(offers(hall, viewer)), tuple(why_not(hall, command) for command in asked)


def secrets_at(hall: Gathering, place: Place) -> tuple[Command, ...]:
    """Give what somebody in a seat may do that is not everybody's business."""
    goal = hall.plans_by_number[place.seat].goals[0]
    return (
        ClaimGoal(place.table, place.seat, goal, "CANARY"),
        SayInRoom(place.table, place.seat, place.seat, "CANARY", NOON),
        CallHelp(place.table, place.seat, "CANARY", NOON),
        DealInject("twist", place.table, NOON),
    )


def shares(hall: Gathering, viewer: Viewer, place: Place, secret: Command) -> bool:
    """Tell whether a viewer is meant to learn of a secret."""
    if isinstance(viewer, Facilitator) or place_of(hall, viewer) == place:
        return True
    mine = place_of(hall, viewer)
    if isinstance(secret, ClaimGoal):
        return mine is not None and mine.table == place.table and (hall.table_votes or _holds(hall, mine, secret.goal))
    if isinstance(secret, SayInRoom):
        return mine is not None and mine.seat == place.seat
    if isinstance(secret, DealInject):
        at_the_table = mine is not None and mine.table == place.table
        return at_the_table or steers(hall, viewer) or (viewer == Projector() and is_last_to_meet(hall, place, secret))
    return False


def _holds(hall: Gathering, mine: Place, goal: str) -> bool:
    return goal in hall.plans_by_number[mine.seat].goals


def steers(hall: Gathering, viewer: Viewer) -> bool:
    """Tell whether a participant deals the injects, for nobody facilitates."""
    return not hall.facilitated and place_of(hall, viewer) is not None


def is_last_to_meet(hall: Gathering, place: Place, dealt: DealInject) -> bool:
    """Tell whether every other table has met an inject: then it is a secret no more."""
    return all(hall.is_dealt(dealt.inject, table) for table in hall.playing if table != place.table)


@unhurried
@given(some_play, st.integers(0, 100), st.integers(0, 3))
def test_a_secret_changes_nothing_for_anybody_else(played: Played, where: int, which: int) -> None:
    hall = played.end
    assume(hall.seats and not hall.is_revealed)
    place = sorted(hall.seats)[where % len(hall.seats)]
    secret = secrets_at(hall, place)[which]
    assume(accepted(hall, secret))
    other = after(hall, secret)
    assert view(hall, Facilitator()) != view(other, Facilitator())
    for viewer in viewers(hall):
        if not shares(hall, viewer, place, secret):
            assert look(hall, viewer) == look(other, viewer)


# --- the clock --------------------------------------------------------------------------------------------------------

ticks = st.integers(0, 4 * 60_000)
hands = st.lists(
    st.tuples(ticks, st.sampled_from([Pause, Resume, NextStep, PreviousStep]) | st.integers(-30, 30)), max_size=30
)


@unhurried
@given(hands, st.sampled_from([100, 400]))
def test_time_is_neither_lost_nor_found(hands: list[tuple[int, type | int]], pace: int) -> None:
    hall, at = running(pace=pace), NOON
    ran: Counter[str] = Counter()
    allotted = {step.id: minutes(step.minutes, pace) for step in hall.steps}
    for tick, hand in hands:
        at += tick
        step = hall.step or ""
        ran[step] += tick if hall.clock.running else 0
        command: Command = ExtendStep(hand, at) if isinstance(hand, int) else hand(at)
        if not accepted(hall, command):
            continue
        before = left(hall.clock, at)
        hall = replay(decide(hall, command), onto=hall)
        if isinstance(command, ExtendStep):
            by = command.minutes * 60_000 * 100 // pace
            allotted[step] = ran[step] + max(0, before + by)
        if isinstance(command, Pause | Resume):
            assert left(hall.clock, at) == before
        now = hall.step or ""
        assert (spent(hall.clock, at), hall.clock.allotted) == (ran[now], allotted[now])
        assert left(hall.clock, at) == max(0, allotted[now] - ran[now])


@unhurried
@given(hands, ticks)
def test_a_paused_clock_never_moves(hands: list[tuple[int, type | int]], tick: int) -> None:
    hall, at = running(), NOON
    for wait, hand in hands:
        at += wait
        command: Command = ExtendStep(hand, at) if isinstance(hand, int) else hand(at)
        hall = replay(decide(hall, command), onto=hall) if accepted(hall, command) else hall
        if hall.is_paused:
            assert left(hall.clock, at + tick) == left(hall.clock, at)
        assert left(hall.clock, at + tick) <= left(hall.clock, at)


# --- perft ------------------------------------------------------------------------------------------------------------


def ways_to_sit(hall: Gathering, people: tuple[str, ...]) -> int:
    """Count the ways in which people can take seats one after another."""
    if not people:
        return 1
    ways = 0
    for offer in offers(hall, Participant(people[0])):
        if type(offer.command).__name__ == "TakeSeat":
            ways += ways_to_sit(after(hall, offer.command), people[1:])
    return ways


def test_the_ways_to_sit_down_are_counted() -> None:
    hall = entered(*PEOPLE, tables=1)
    counted = [ways_to_sit(hall, PEOPLE[:people]) for people in range(1, 6)]
    # five seats; then the other teams' three or four; then the last team's; the partners after that as they like
    assert counted == [5, 16, 24, 48, 48]
