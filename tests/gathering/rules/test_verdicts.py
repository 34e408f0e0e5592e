"""The facilitator's verdicts, and the reveal."""

from dataclasses import replace

from meshcouncil.gathering.commands import JudgeGoal, Reveal
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import GoalJudged, MissionsRevealed
from tests.gathering.builders import NOON, STEPS, after, at_step, happened, refusal, running, seated

MET = JudgeGoal(1, "r1", True, "", None)


def test_the_facilitator_judges_a_goal_claimed_or_not() -> None:
    assert happened(running(), MET) == (GoalJudged(1, "r1", True, "", "facilitator"),)


def test_going_with_the_machine_needs_no_reason() -> None:
    assert happened(running(), replace(MET, machine=True)) == (GoalJudged(1, "r1", True, "", "facilitator"),)


def test_going_against_the_machine_needs_a_reason() -> None:
    against = replace(MET, machine=False)
    assert refusal(running(), against) == Rejected("reason_needed")
    assert happened(running(), replace(against, reason="Article 2 covers it.")) == (
        GoalJudged(1, "r1", True, "Article 2 covers it.", "facilitator", overrides=True),
    )


def test_changing_a_verdict_needs_a_reason() -> None:
    hall = after(running(), MET)
    assert refusal(hall, replace(MET, met=False)) == Rejected("reason_needed")
    assert happened(hall, replace(MET, met=False, reason="I misread it.")) == (
        GoalJudged(1, "r1", False, "I misread it.", "facilitator", overrides=True),
    )
    assert refusal(hall, MET) is None


def test_verdicts_are_also_given_after_the_reveal() -> None:
    assert refusal(after(at_step("present"), Reveal(NOON)), MET) is None


def test_what_cannot_be_judged_is_refused() -> None:
    assert refusal(seated(), MET) == Rejected("not_running")
    assert refusal(running(), replace(MET, table=2)) == Rejected("no_such_table", table=2)
    assert refusal(running(), replace(MET, goal="nonsense")) == Rejected("no_such_goal")
    assert refusal(running(facilitated=False), MET) == Rejected("table_judges")
    long = replace(MET, reason="x" * 1_001)
    assert refusal(running(), long) == Rejected("text_too_long", field="reason", limit=1_000)


def test_the_missions_are_revealed_in_the_last_step() -> None:
    assert refusal(at_step("sidebar"), Reveal(NOON)) == Rejected("too_early")
    assert happened(at_step("present"), Reveal(NOON)) == (MissionsRevealed(NOON),)
    assert refusal(after(at_step("present"), Reveal(NOON)), Reveal(NOON)) == Rejected("already_revealed")


def test_the_missions_are_revealed_in_a_step_made_for_it() -> None:
    steps = (replace(STEPS[0], surfaces=("reveal",)), *STEPS[1:])
    assert refusal(running(steps=steps), Reveal(NOON)) is None
