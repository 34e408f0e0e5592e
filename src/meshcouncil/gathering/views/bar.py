"""The bar: the step, its objective, the clock and the agenda."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from meshcouncil.gathering.clock import Clock, ends_at
from meshcouncil.gathering.plan import Grouping, Surface
from meshcouncil.gathering.state import Gathering, Stage

StepState = Literal["done", "now", "ahead", "skipped"]


@dataclass(frozen=True, slots=True)
class ClockView:
    """A clock as a page needs it. `ends_at` while it runs; `left`: the ms left when it last started or stopped."""

    ends_at: int | None
    left: int
    running: bool
    paused: bool


@dataclass(frozen=True, slots=True)
class StripItemView:
    """One step in the agenda strip."""

    id: str
    title: str
    minutes: int
    state: StepState


@dataclass(frozen=True, slots=True)
class BarView:
    """Where the gathering stands: the step (none in the lobby), the `number`th `of` those played, and the clock."""

    stage: Stage
    step: str | None
    title: str
    objective: str
    number: int
    of: int
    strip: tuple[StripItemView, ...]
    clock: ClockView
    surfaces: tuple[Surface, ...]
    group_by: Grouping
    procedure: bool
    final_vote: bool
    is_last: bool
    revealed: bool


def clock_view(clock: Clock, *, begun: bool) -> ClockView:
    """Show a clock without asking what time it is."""
    left = min(clock.allotted, max(0, clock.allotted - clock.ran))
    return ClockView(ends_at(clock), left, clock.running, begun and not clock.running)


def bar_view(hall: Gathering) -> BarView:
    """Show everybody the step, its objective and the clock."""
    now = hall.now
    played = [step.id for step in hall.steps if not step.skipped]
    return BarView(
        stage=hall.stage,
        step=hall.step,
        title="" if now is None else now.title,
        objective="" if now is None else now.objective,
        number=0 if now is None else played.index(now.id) + 1,
        of=len(played),
        strip=tuple(
            StripItemView(step.id, step.title, step.minutes, step_state(hall, index))
            for index, step in enumerate(hall.steps)
        ),
        clock=clock_view(hall.clock, begun=hall.stage == "running"),
        surfaces=() if now is None else now.surfaces,
        group_by="hall" if now is None else now.group_by,
        procedure=now is not None and now.procedure,
        final_vote=now is not None and now.final_vote,
        is_last=hall.is_last_step,
        revealed=hall.is_revealed,
    )


def step_state(hall: Gathering, index: int) -> StepState:
    """Tell where the agenda's step at this index stands."""
    if index == hall.index:
        return "now"
    if hall.steps[index].skipped:
        return "skipped"
    return "done" if index < hall.index else "ahead"
