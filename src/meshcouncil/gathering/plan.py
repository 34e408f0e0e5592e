"""What a gathering is opened with: the steps of its agenda and the seats of each of its tables, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Reading = Literal["tight", "open"]
SeatingMode = Literal["choose", "random", "facilitator"]
Surface = Literal["slides", "table", "pad", "board", "sidebar", "comparison_round", "presentations", "reveal"]
Grouping = Literal["hall", "tables", "teams", "role_numbers", "groups"]


@dataclass(frozen=True, slots=True)
class AgendaStep:
    """One item of the agenda. `inject` is dealt when it begins; `slides` counts them; `minutes_each`: per table."""

    id: str
    title: str
    minutes: int
    objective: str = ""
    surfaces: tuple[Surface, ...] = ("table",)
    group_by: Grouping = "tables"
    inject: str | None = None
    final_vote: bool = False
    procedure: bool = False
    minutes_each: int | None = None
    slides: int = 0
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """One seat of every table. `goals`: the ids of its own mission, its team's mission and its team's priorities."""

    number: int
    team: str
    title: str
    goals: tuple[str, ...] = ()
