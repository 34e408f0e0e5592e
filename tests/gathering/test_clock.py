"""The clock of a step is plain arithmetic."""

from meshcouncil.gathering.clock import Clock, ends_at, extended, left, minutes, paused, resumed, spent

TEN = Clock(allotted=600_000, ran=0, since=1_000, running=True)


def test_a_running_clock_counts_down() -> None:
    assert (left(TEN, 1_000), left(TEN, 61_000), left(TEN, 600_999)) == (600_000, 540_000, 1)


def test_a_clock_never_shows_less_than_nothing() -> None:
    assert left(TEN, 9_000_000) == 0


def test_a_running_clock_knows_when_it_ends_and_a_stopped_one_does_not() -> None:
    assert (ends_at(TEN), ends_at(paused(TEN, 2_000))) == (601_000, None)


def test_a_pause_freezes_what_is_left() -> None:
    stopped = paused(TEN, 61_000)
    assert (left(stopped, 61_000), left(stopped, 999_000)) == (540_000, 540_000)


def test_resuming_goes_on_from_where_it_stood() -> None:
    again = resumed(paused(TEN, 61_000), 100_000)
    assert (left(again, 100_000), ends_at(again)) == (540_000, 640_000)


def test_resuming_a_running_clock_changes_nothing() -> None:
    assert resumed(TEN, 61_000) == TEN


def test_a_minute_more_is_a_minute_more() -> None:
    assert left(extended(TEN, minutes(1), 61_000), 61_000) == 600_000


def test_a_minute_less_never_ends_the_step_before_now() -> None:
    nearly = extended(TEN, minutes(-1), 600_000)
    assert (left(nearly, 600_000), ends_at(nearly)) == (0, 600_000)


def test_a_minute_more_after_the_end_counts_from_now() -> None:
    assert left(extended(TEN, minutes(1), 900_000), 900_000) == 60_000


def test_a_minute_at_sixty_times_the_pace_is_a_second() -> None:
    assert minutes(1, pace=6_000) == 1_000


def test_an_instant_before_the_last_start_counts_as_that_start() -> None:
    assert (spent(TEN, 0), left(paused(TEN, 0), 0)) == (0, 600_000)
