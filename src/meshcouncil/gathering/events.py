"""What happened in the hall: the closed union `Event`. Each records its facts in full: replaying needs no rule."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.gathering.clock import Clock
from meshcouncil.gathering.plan import AgendaStep, Reading, SeatingMode, SeatPlan
from meshcouncil.gathering.state import Judge


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheringOpened:
    """The hall stands open."""

    gathering: str
    title: str
    pack_digest: str
    pack_slug: str
    plan_id: str
    steps: tuple[AgendaStep, ...]
    seats: tuple[SeatPlan, ...]
    tables: int
    min_teams: int
    bots: bool
    facilitated: bool
    reading: Reading
    seating: SeatingMode
    pace: int
    at: int
    injects: tuple[str, ...] = ()


# --- people and seats -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HallEntered:
    """Somebody came in, under this name."""

    person: str
    name: str
    at: int


@dataclass(frozen=True, slots=True)
class PersonRenamed:
    """Somebody goes by another name."""

    person: str
    name: str


@dataclass(frozen=True, slots=True)
class HallLeft:
    """Somebody who held no seat went away."""

    person: str


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """A person sat down on a free seat."""

    person: str
    table: int
    seat: int


@dataclass(frozen=True, slots=True)
class SeatLeft:
    """A person stood up."""

    person: str
    table: int
    seat: int


@dataclass(frozen=True, slots=True)
class BotSeated:
    """A bot sat down on a free seat, perhaps to stand in for a person."""

    table: int
    seat: int
    name: str
    stands_in_for: str | None = None


@dataclass(frozen=True, slots=True)
class BotRemoved:
    """A bot left its seat."""

    table: int
    seat: int


# --- agenda and clock -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AgendaStarted:
    """These tables play; the others are left out."""

    tables: tuple[int, ...]
    at: int


@dataclass(frozen=True, slots=True)
class StepOpened:
    """A step began or was gone back to; `kept` is the stopped clock of the step that was left, if one was."""

    step: str
    clock: Clock
    left_step: str | None
    kept: Clock | None
    at: int


@dataclass(frozen=True, slots=True)
class ClockPaused:
    """The clock stands still."""

    clock: Clock
    at: int


@dataclass(frozen=True, slots=True)
class ClockResumed:
    """The clock runs on."""

    clock: Clock
    at: int


@dataclass(frozen=True, slots=True)
class StepExtended:
    """The current step got more or less time."""

    minutes: int
    clock: Clock
    at: int


@dataclass(frozen=True, slots=True)
class StepSkipped:
    """A step was left out of the agenda."""

    step: str


@dataclass(frozen=True, slots=True)
class StepRestored:
    """A step came back into the agenda."""

    step: str


@dataclass(frozen=True, slots=True)
class StepMinutesChanged:
    """A step ahead was given other minutes; `kept` is its stopped clock, if it had begun before."""

    step: str
    minutes: int
    kept: Clock | None


# --- injects, talk, presentations -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InjectDealt:
    """An inject came into play at these tables."""

    inject: str
    tables: tuple[int, ...]
    at: int


@dataclass(frozen=True, slots=True)
class BroadcastSent:
    """The facilitator told everybody something."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class HelpCalled:
    """A seat called the facilitator."""

    table: int
    seat: int
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class HelpAnswered:
    """A seat's call is closed."""

    table: int
    seat: int


@dataclass(frozen=True, slots=True)
class SaidInRoom:
    """Somebody spoke in a room of the sidebar, under this name."""

    room: int
    table: int
    seat: int
    name: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class TablePresented:
    """A table's turn began; `began` is what the step's clock had run by then, in ms."""

    table: int
    began: int
    at: int


@dataclass(frozen=True, slots=True)
class SlideShown:
    """Another slide stands on the projector."""

    index: int


# --- missions ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GoalClaimed:
    """A seat said that a goal is met."""

    table: int
    seat: int
    goal: str
    clause: str


@dataclass(frozen=True, slots=True)
class ClaimWithdrawn:
    """A claim was taken back."""

    table: int
    goal: str


@dataclass(frozen=True, slots=True)
class ClaimVoteCast:
    """A seat said whether another's claim holds."""

    table: int
    seat: int
    goal: str
    met: bool


@dataclass(frozen=True, slots=True)
class GoalJudged:
    """People found that a goal is met, or not."""

    table: int
    goal: str
    met: bool
    reason: str
    by: Judge
    overrides: bool = False


@dataclass(frozen=True, slots=True)
class MissionsRevealed:
    """Missions, claims and verdicts are open to all."""

    at: int


@dataclass(frozen=True, slots=True)
class GatheringClosed:
    """The gathering is over; `clock` is where its clock stopped."""

    clock: Clock
    at: int


Event = (
    GatheringOpened
    | HallEntered
    | PersonRenamed
    | HallLeft
    | SeatTaken
    | SeatLeft
    | BotSeated
    | BotRemoved
    | AgendaStarted
    | StepOpened
    | ClockPaused
    | ClockResumed
    | StepExtended
    | StepSkipped
    | StepRestored
    | StepMinutesChanged
    | InjectDealt
    | BroadcastSent
    | HelpCalled
    | HelpAnswered
    | SaidInRoom
    | TablePresented
    | SlideShown
    | GoalClaimed
    | ClaimWithdrawn
    | ClaimVoteCast
    | GoalJudged
    | MissionsRevealed
    | GatheringClosed
)
