"""The facilitator's hand on the clock."""

from meshcouncil.gathering.clock import Clock, left
from meshcouncil.gathering.commands import ExtendStep, Pause, Resume
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import ClockPaused, ClockResumed, StepExtended
from tests.gathering.builders import MINUTE, NOON, after, happened, refusal, running, seated


def test_a_pause_stops_the_clock() -> None:
    at = NOON + MINUTE
    assert happened(running(), Pause(at)) == (ClockPaused(Clock(5 * MINUTE, MINUTE, at, running=False), at),)


def test_resuming_lets_it_run_on() -> None:
    at = NOON + 9 * MINUTE
    hall = after(running(), Pause(NOON + MINUTE))
    assert happened(hall, Resume(at)) == (ClockResumed(Clock(5 * MINUTE, MINUTE, at, running=True), at),)


def test_a_clock_is_paused_once_and_resumed_once() -> None:
    assert refusal(running(), Resume(NOON)) == Rejected("not_paused")
    assert refusal(after(running(), Pause(NOON)), Pause(NOON)) == Rejected("already_paused")


def test_there_is_no_clock_in_the_lobby() -> None:
    for command in (Pause(NOON), Resume(NOON), ExtendStep(1, NOON)):
        assert refusal(seated(), command) == Rejected("not_running")


def test_a_step_gets_more_minutes() -> None:
    hall = running()
    (event,) = happened(hall, ExtendStep(2, NOON + MINUTE))
    assert event == StepExtended(2, Clock(7 * MINUTE, 0, NOON, running=True), NOON + MINUTE)


def test_a_step_gets_fewer_minutes_but_never_ends_before_now() -> None:
    at = NOON + 4 * MINUTE
    assert left(after(running(), ExtendStep(-30, at)).clock, at) == 0


def test_minutes_at_another_pace_are_shorter() -> None:
    assert after(running(pace=200), ExtendStep(-1, NOON)).clock.allotted == 2 * MINUTE


def test_extensions_have_limits() -> None:
    for minutes in (0, 31, -31):
        assert refusal(running(), ExtendStep(minutes, NOON)) == Rejected("bad_minutes", low=-30, high=30)
