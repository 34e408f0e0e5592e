"""What may be asked of the hall: the closed union `Command`. `at` is the instant in ms since the epoch."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.gathering.plan import AgendaStep, Reading, SeatingMode, SeatPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGathering:
    """Open the hall with a plan, seats and tables. `pace` in percent of real time; `injects`: all of the pack."""

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
class EnterHall:
    """Come in, at any time before the end."""

    person: str
    name: str
    at: int


@dataclass(frozen=True, slots=True)
class RenamePerson:
    """Change a display name."""

    person: str
    name: str


@dataclass(frozen=True, slots=True)
class LeaveHall:
    """Go, and give up the seat."""

    person: str


@dataclass(frozen=True, slots=True)
class TakeSeat:
    """Sit down. `invited`: the person holds an invitation to this very seat, whatever the mode of seating."""

    person: str
    table: int
    seat: int
    invited: bool = False


@dataclass(frozen=True, slots=True)
class LeaveSeat:
    """Stand up and stay in the hall."""

    person: str


@dataclass(frozen=True, slots=True)
class MovePerson:
    """Seat somebody by hand: no table means the hall, a table without a seat means the next seat there."""

    person: str
    table: int | None
    seat: int | None


@dataclass(frozen=True, slots=True)
class DrawSeats:
    """Seat everybody who has no seat by lot. `dice`: two whole numbers for each of them, of any size."""

    dice: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeatBot:
    """Put a bot on a free seat."""

    table: int
    seat: int
    name: str


@dataclass(frozen=True, slots=True)
class FillWithBots:
    """Put bots on every free seat of a table, or of all tables where somebody sits (of all when nobody sits)."""

    table: int | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemoveBot:
    """Take a bot off its seat."""

    table: int
    seat: int


@dataclass(frozen=True, slots=True)
class HandSeatToBot:
    """Let a bot play on for a person, who stays in the hall and may take the seat back."""

    table: int
    seat: int
    name: str


# --- agenda and clock -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StartAgenda:
    """Begin the first step. Tables with nobody are left out."""

    at: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """Go on to the next step that is not skipped."""

    at: int


@dataclass(frozen=True, slots=True)
class PreviousStep:
    """Go back one step, with the time it had left."""

    at: int


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop the clock."""

    at: int


@dataclass(frozen=True, slots=True)
class Resume:
    """Let the clock run on."""

    at: int


@dataclass(frozen=True, slots=True)
class ExtendStep:
    """Give the current step more minutes, or fewer (a negative number), but never end it before now."""

    minutes: int
    at: int


@dataclass(frozen=True, slots=True)
class SkipStep:
    """Leave out a step that lies ahead."""

    step: str


@dataclass(frozen=True, slots=True)
class RestoreStep:
    """Take a skipped step that lies ahead back into the agenda."""

    step: str


@dataclass(frozen=True, slots=True)
class ChangeStepMinutes:
    """Set the minutes of a step that lies ahead."""

    step: str
    minutes: int


# --- injects, talk, presentations -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DealInject:
    """Bring an inject into play at one table, or at every table that has not met it."""

    inject: str
    table: int | None
    at: int


@dataclass(frozen=True, slots=True)
class Broadcast:
    """Tell everybody something."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class CallHelp:
    """Ask the facilitator to come; the words may be left out."""

    table: int
    seat: int
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class AnswerHelp:
    """Close a seat's call: the facilitator came, or the seat needs no help any more."""

    table: int
    seat: int


@dataclass(frozen=True, slots=True)
class SayInRoom:
    """Speak in the sidebar's room for one's own role number."""

    table: int
    seat: int
    room: int
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class PresentTable:
    """Give a table its turn to present."""

    table: int
    at: int


@dataclass(frozen=True, slots=True)
class ShowSlide:
    """Show one of the current step's slides; the first is 0."""

    index: int


# --- missions ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClaimGoal:
    """Say that a goal of one's own or of one's team is met, and show the clause; again, to word it anew."""

    table: int
    seat: int
    goal: str
    clause: str


@dataclass(frozen=True, slots=True)
class WithdrawClaim:
    """Take a claim back."""

    table: int
    seat: int
    goal: str


@dataclass(frozen=True, slots=True)
class VoteOnClaim:
    """Say whether another seat's claim holds, where there is no facilitator to judge it."""

    table: int
    seat: int
    goal: str
    met: bool


@dataclass(frozen=True, slots=True)
class JudgeGoal:
    """Give the facilitator's verdict. `machine`: what the predicate found; going against it needs a reason."""

    table: int
    goal: str
    met: bool
    reason: str
    machine: bool | None


@dataclass(frozen=True, slots=True)
class Reveal:
    """Open all missions, claims and verdicts to everybody."""

    at: int


@dataclass(frozen=True, slots=True)
class CloseGathering:
    """End the gathering: from now on it can only be read."""

    at: int


Command = (
    OpenGathering
    | EnterHall
    | RenamePerson
    | LeaveHall
    | TakeSeat
    | LeaveSeat
    | MovePerson
    | DrawSeats
    | SeatBot
    | FillWithBots
    | RemoveBot
    | HandSeatToBot
    | StartAgenda
    | NextStep
    | PreviousStep
    | Pause
    | Resume
    | ExtendStep
    | SkipStep
    | RestoreStep
    | ChangeStepMinutes
    | DealInject
    | Broadcast
    | CallHelp
    | AnswerHelp
    | SayInRoom
    | PresentTable
    | ShowSlide
    | ClaimGoal
    | WithdrawClaim
    | VoteOnClaim
    | JudgeGoal
    | Reveal
    | CloseGathering
)
