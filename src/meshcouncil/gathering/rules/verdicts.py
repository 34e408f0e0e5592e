"""The facilitator's verdicts, and the reveal."""

from __future__ import annotations

from meshcouncil.gathering.commands import JudgeGoal, Reveal
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import Event, GoalJudged, MissionsRevealed
from meshcouncil.gathering.rules import texts
from meshcouncil.gathering.rules.standing import require_running, require_table
from meshcouncil.gathering.state import Gathering, GoalAt


def judge(hall: Gathering, command: JudgeGoal) -> tuple[Event, ...]:
    """Find a goal met or not, claimed or unclaimed; against the machine or an earlier verdict, say why."""
    require_running(hall)
    if not hall.facilitated:
        raise Rejected("table_judges")
    require_table(hall, command.table)
    if command.goal not in hall.goals:
        raise Rejected("no_such_goal")
    earlier = hall.verdicts.get(GoalAt(command.table, command.goal))
    overrides = command.machine not in (None, command.met) or (earlier is not None and earlier.met != command.met)
    reason = texts.words(command.reason, "reason", texts.REASON_LIMIT, may_be_empty=True)
    if overrides and not reason:
        raise Rejected("reason_needed")
    return (GoalJudged(command.table, command.goal, command.met, reason, "facilitator", overrides),)


def reveal(hall: Gathering, command: Reveal) -> tuple[Event, ...]:
    """Open the missions to all, in the last step or in one made for it."""
    require_running(hall)
    if hall.is_revealed:
        raise Rejected("already_revealed")
    if not hall.is_last_step and (hall.now is None or "reveal" not in hall.now.surfaces):
        raise Rejected("too_early")
    return (MissionsRevealed(command.at),)
