"""Events change the hall; no rule is asked."""

from typing import get_args

from meshcouncil.gathering.clock import Clock
from meshcouncil.gathering.commands import Command
from meshcouncil.gathering.events import (
    AgendaStarted,
    BotSeated,
    ClaimVoteCast,
    Event,
    GoalClaimed,
    GoalJudged,
    HallEntered,
    SeatLeft,
    SeatTaken,
    StepOpened,
)
from meshcouncil.gathering.evolve import evolve, replay
from meshcouncil.gathering.state import Bot, Claim, Gathering, GoalAt, Person, Place, Sitter, Verdict
from tests.gathering.builders import MINUTE, NOON, opened, running


def test_a_replay_folds_events_in_their_order() -> None:
    hall = replay((HallEntered("ana", "Ana", NOON), SeatTaken("ana", 1, 1), SeatLeft("ana", 1, 1)), onto=opened())
    assert (hall.people, hall.seats) == ({"ana": Person("ana", "Ana")}, {})


def test_a_replay_of_nothing_is_a_hall_nobody_has_opened() -> None:
    assert replay(()) == Gathering()


def test_an_event_leaves_the_hall_before_it_untouched() -> None:
    hall = opened()
    evolve(hall, BotSeated(1, 1, "Bo"))
    assert hall == opened()


def test_people_and_bots_hold_seats() -> None:
    hall = replay((HallEntered("ana", "Ana", NOON), SeatTaken("ana", 1, 1), BotSeated(1, 2, "Bo", "ben")), opened())
    assert hall.seats == {Place(1, 1): Sitter("ana"), Place(1, 2): Bot("Bo", "ben")}


def test_the_clock_of_a_step_that_was_left_is_kept() -> None:
    kept = Clock(5 * MINUTE, MINUTE, NOON, running=False)
    opened_next = StepOpened("council", Clock(10 * MINUTE, 0, NOON, running=True), "setup", kept, NOON)
    hall = evolve(running(), opened_next)
    assert (hall.step, hall.clock, hall.times) == ("council", opened_next.clock, {"setup": kept})


def test_a_fact_is_taken_as_it_is() -> None:
    hall = replay(
        (AgendaStarted((2,), NOON), GoalClaimed(2, 4, "r4", "§ 1"), ClaimVoteCast(2, 5, "r4", True)), opened()
    )
    judged = evolve(hall, GoalJudged(2, "r4", False, "No.", "table"))
    assert judged.claims == {GoalAt(2, "r4"): Claim(4, "§ 1", {5: True})}
    assert judged.verdicts == {GoalAt(2, "r4"): Verdict(False, "No.", "table")}


def test_every_command_and_every_event_says_what_it_is() -> None:
    for kind in (*get_args(Command), *get_args(Event)):
        assert kind.__doc__
        assert not kind.__doc__.startswith(kind.__name__)
