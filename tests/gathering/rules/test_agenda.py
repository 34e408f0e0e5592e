"""The agenda starts, goes on and goes back."""

from dataclasses import replace

import pytest

from meshcouncil.gathering.clock import Clock, left
from meshcouncil.gathering.commands import (
    ChangeStepMinutes,
    ExtendStep,
    LeaveSeat,
    NextStep,
    Pause,
    PreviousStep,
    RestoreStep,
    Resume,
    SkipStep,
    StartAgenda,
    TakeSeat,
)
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import (
    AgendaStarted,
    InjectDealt,
    StepMinutesChanged,
    StepOpened,
    StepRestored,
    StepSkipped,
)
from tests.gathering.builders import (
    MINUTE,
    NOON,
    STEPS,
    after,
    at_step,
    entered,
    happened,
    opened,
    refusal,
    running,
    seated,
    two_tables,
)


def test_the_agenda_starts_with_its_first_step_and_leaves_empty_tables_out() -> None:
    assert happened(seated(), StartAgenda(NOON)) == (
        AgendaStarted((1,), NOON),
        StepOpened("setup", Clock(5 * MINUTE, 0, NOON, running=True), None, None, NOON),
    )
    assert (running().open_tables, two_tables().open_tables) == ((1,), (1, 2))


def test_a_skipped_first_step_is_passed_over() -> None:
    assert after(seated(), SkipStep("setup"), StartAgenda(NOON)).step == "council"


def test_an_accelerated_clock_shortens_every_minute() -> None:
    assert running(pace=6_000).clock.allotted == 5_000


def test_nobody_starts_without_people_or_twice() -> None:
    assert refusal(opened(), StartAgenda(NOON)) == Rejected("nobody_seated")
    assert refusal(running(), StartAgenda(NOON)) == Rejected("already_started")


def test_a_table_starts_with_all_its_teams() -> None:
    hall = after(seated(), LeaveSeat("cho"))
    assert refusal(hall, StartAgenda(NOON)) == Rejected("team_missing", table=1, teams=("field",))


def test_a_pack_may_ask_for_fewer_teams() -> None:
    hall = after(entered("ana", "ben", min_teams=2), TakeSeat("ana", 1, 1), TakeSeat("ben", 1, 5))
    assert refusal(hall, StartAgenda(NOON)) is None


def test_the_next_step_begins_with_its_own_time() -> None:
    at = NOON + 2 * MINUTE
    assert happened(running(), NextStep(at)) == (
        StepOpened(
            "council",
            Clock(10 * MINUTE, 0, at, running=True),
            "setup",
            Clock(5 * MINUTE, 2 * MINUTE, at, running=False),
            at,
        ),
    )


def test_a_step_deals_its_inject_once() -> None:
    hall = two_tables("council")
    assert happened(hall, NextStep(NOON))[1:] == (InjectDealt("outage", (1, 2), NOON),)
    again = after(hall, NextStep(NOON), PreviousStep(NOON))
    assert happened(again, NextStep(NOON))[1:] == ()


def test_going_back_restores_the_time_that_was_left() -> None:
    hall = after(running(), NextStep(NOON + 2 * MINUTE), PreviousStep(NOON + 3 * MINUTE))
    assert (hall.step, left(hall.clock, NOON + 3 * MINUTE)) == ("setup", 3 * MINUTE)


def test_going_on_again_counts_what_the_step_had_run() -> None:
    hall = after(running(), NextStep(NOON), PreviousStep(NOON + MINUTE), NextStep(NOON + MINUTE))
    assert left(hall.clock, NOON + MINUTE) == 9 * MINUTE


def test_extra_time_is_kept_when_one_comes_back() -> None:
    hall = after(running(), ExtendStep(3, NOON), NextStep(NOON), PreviousStep(NOON))
    assert left(hall.clock, NOON) == 8 * MINUTE


def test_a_pause_lasts_from_step_to_step() -> None:
    hall = after(running(), Pause(NOON), NextStep(NOON + MINUTE))
    assert (hall.is_paused, left(hall.clock, NOON + 5 * MINUTE)) == (True, 10 * MINUTE)
    assert left(after(hall, Resume(NOON + 5 * MINUTE)).clock, NOON + 6 * MINUTE) == 9 * MINUTE


def test_the_agenda_has_two_ends() -> None:
    assert refusal(running(), PreviousStep(NOON)) == Rejected("no_step_before")
    assert refusal(at_step("present"), NextStep(NOON)) == Rejected("no_step_ahead")


def test_nothing_moves_before_the_start() -> None:
    assert refusal(seated(), NextStep(NOON)) == Rejected("not_running")
    assert refusal(seated(), PreviousStep(NOON)) == Rejected("not_running")


def test_a_step_ahead_can_be_skipped_and_restored() -> None:
    assert happened(running(), SkipStep("council")) == (StepSkipped("council"),)
    hall = after(running(), SkipStep("council"))
    assert after(hall, NextStep(NOON)).step == "emergency"
    assert happened(hall, RestoreStep("council")) == (StepRestored("council"),)
    assert after(hall, RestoreStep("council")).steps == STEPS


def test_going_back_passes_over_what_was_skipped() -> None:
    assert after(running(), SkipStep("council"), NextStep(NOON), PreviousStep(NOON)).step == "setup"


@pytest.mark.parametrize("command", [SkipStep("setup"), RestoreStep("setup"), ChangeStepMinutes("setup", 3)], ids=repr)
def test_the_current_step_is_not_ahead(command: SkipStep | RestoreStep | ChangeStepMinutes) -> None:
    assert refusal(running(), command) == Rejected("step_not_ahead", step="setup")


def test_steps_are_skipped_and_restored_once() -> None:
    hall = after(running(), SkipStep("council"))
    assert refusal(hall, SkipStep("council")) == Rejected("already_skipped", step="council")
    assert refusal(hall, RestoreStep("sidebar")) == Rejected("not_skipped", step="sidebar")
    assert refusal(hall, SkipStep("nap")) == Rejected("no_such_step", step="nap")


def test_something_must_be_left_to_play() -> None:
    hall = after(opened(), *(SkipStep(step.id) for step in STEPS[1:]))
    assert refusal(hall, SkipStep("setup")) == Rejected("last_step", step="setup")


def test_a_step_ahead_can_be_lengthened() -> None:
    assert happened(running(), ChangeStepMinutes("council", 25)) == (StepMinutesChanged("council", 25, None),)
    hall = after(running(), ChangeStepMinutes("council", 25))
    assert hall.steps[1] == replace(STEPS[1], minutes=25)
    assert after(hall, NextStep(NOON)).clock.allotted == 25 * MINUTE


def test_a_step_gone_back_from_can_be_lengthened_and_what_it_had_run_counts() -> None:
    hall = after(running(), NextStep(NOON), PreviousStep(NOON + MINUTE), ChangeStepMinutes("council", 20))
    assert left(after(hall, NextStep(NOON + MINUTE)).clock, NOON + MINUTE) == 19 * MINUTE


def test_minutes_have_limits() -> None:
    for minutes in (0, 241):
        assert refusal(running(), ChangeStepMinutes("council", minutes)) == Rejected("bad_minutes", low=1, high=240)
