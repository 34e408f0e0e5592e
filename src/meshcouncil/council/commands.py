"""Everything that can be asked of a table. The application fills `seat` from the login, never from the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from meshcouncil.council.matters import Matter

Occupancy = Literal["person", "bot"]
Audience = Literal["council", "team", "facilitator"]


@dataclass(frozen=True, slots=True)
class FillSeat:
    """The hall seats a person or a bot (again, or in another's place)."""

    seat: int
    occupant: Occupancy
    name: str


@dataclass(frozen=True, slots=True)
class VacateSeat:
    """The hall frees a seat."""

    seat: int


@dataclass(frozen=True, slots=True)
class BeginStep:
    """The hall begins a step; `sitting` says whether the council deliberates in it."""

    step: str
    sitting: bool
    procedure: bool
    final_vote: bool


@dataclass(frozen=True, slots=True)
class DealInject:
    """The facilitator deals an inject to this table."""

    inject: str


@dataclass(frozen=True, slots=True)
class CloseCouncil:
    """The hall ends deliberation for good, before the reveal."""


@dataclass(frozen=True, slots=True)
class Introduce:
    """A seat introduces itself in its role."""

    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class DeclareFact:
    """A seat imagines a fact about its own area. There is no way to declare one about another's."""

    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class RaiseHand:
    """A seat asks to speak."""

    seat: int


@dataclass(frozen=True, slots=True)
class LowerHand:
    """A seat no longer asks to speak."""

    seat: int


@dataclass(frozen=True, slots=True)
class Say:
    """A seat says something to the council, to its teammate or to the facilitator."""

    seat: int
    audience: Audience
    text: str


@dataclass(frozen=True, slots=True)
class AnswerAsFacilitator:
    """The facilitator speaks to the whole table (`seat` None) or to one seat alone."""

    seat: int | None
    text: str


@dataclass(frozen=True, slots=True)
class TableMotion:
    """A seat moves a matter, with its reasons. `emergency` asks to act at once under the emergency rule."""

    seat: int
    matter: Matter
    reason: str = ""
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class SecondMotion:
    """Another seat finds the motion worth discussing."""

    seat: int
    motion: str


@dataclass(frozen=True, slots=True)
class WithdrawMotion:
    """The mover takes the motion back before its vote."""

    seat: int
    motion: str


@dataclass(frozen=True, slots=True)
class ReviseMotion:
    """The mover changes the matter before the vote, or after objections; ballots cast on the old text fall."""

    seat: int
    motion: str
    matter: Matter
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OpenVote:
    """The chairing team calls the vote on a motion."""

    seat: int
    motion: str


@dataclass(frozen=True, slots=True)
class CastBallot:
    """A seat votes, or changes its vote while the ballot is open. `version` is the text that the voter read."""

    seat: int
    motion: str
    version: int
    choice: str = ""
    reason: str = ""
    ranking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CloseVote:
    """The chairing team closes the ballot and has it counted."""

    seat: int
    motion: str


@dataclass(frozen=True, slots=True)
class CallFinalVote:
    """The chairing team puts the charter as a whole to the vote; `pad_text` is the pad at that moment."""

    seat: int
    pad_text: str = ""


@dataclass(frozen=True, slots=True)
class CastCharterBallot:
    """A seat votes on the frozen charter. `vote` is the number of the final vote that the voter saw."""

    seat: int
    vote: int
    choice: str


@dataclass(frozen=True, slots=True)
class CloseFinalVote:
    """The chairing team closes the vote on the charter."""

    seat: int


Command = (
    FillSeat
    | VacateSeat
    | BeginStep
    | DealInject
    | CloseCouncil
    | Introduce
    | DeclareFact
    | RaiseHand
    | LowerHand
    | Say
    | AnswerAsFacilitator
    | TableMotion
    | SecondMotion
    | WithdrawMotion
    | ReviseMotion
    | OpenVote
    | CastBallot
    | CloseVote
    | CallFinalVote
    | CastCharterBallot
    | CloseFinalVote
)
