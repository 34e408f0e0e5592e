"""Everything that can have happened at a table."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.commands import Audience, Occupancy
from meshcouncil.council.definition import GraphOperation, ProcedureRules
from meshcouncil.council.matters import Matter
from meshcouncil.council.tallies import Tally


@dataclass(frozen=True, slots=True)
class SeatFilled:
    """A person or a bot sits here now."""

    seat: int
    occupant: Occupancy
    name: str


@dataclass(frozen=True, slots=True)
class SeatVacated:
    """Nobody sits here now."""

    seat: int


@dataclass(frozen=True, slots=True)
class StepBegun:
    """A step of the agenda began for this table."""

    step: str
    sitting: bool
    procedure: bool
    final_vote: bool


@dataclass(frozen=True, slots=True)
class InjectDealt:
    """The facilitator dealt an inject."""

    inject: str


@dataclass(frozen=True, slots=True)
class CouncilClosed:
    """Deliberation ended for good."""


@dataclass(frozen=True, slots=True)
class Introduced:
    """A seat introduced itself."""

    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class FactDeclared:
    """A seat imagined a fact about its own area."""

    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class HandRaised:
    """A seat asked to speak."""

    seat: int


@dataclass(frozen=True, slots=True)
class HandLowered:
    """A seat no longer asks to speak."""

    seat: int


@dataclass(frozen=True, slots=True)
class Said:
    """A seat (or the facilitator: None) spoke; `to` is the seat of a talk with the facilitator."""

    seat: int | None
    audience: Audience
    text: str
    to: int | None = None


@dataclass(frozen=True, slots=True)
class MotionTabled:
    """A seat moved a matter."""

    motion: str
    seat: int
    matter: Matter
    reason: str
    second_needed: bool


@dataclass(frozen=True, slots=True)
class MotionSeconded:
    """Another seat seconded the motion."""

    motion: str
    seat: int


@dataclass(frozen=True, slots=True)
class MotionWithdrawn:
    """The mover took the motion back."""

    motion: str


@dataclass(frozen=True, slots=True)
class MotionRevised:
    """The mover changed the matter; a new version begins."""

    motion: str
    version: int
    matter: Matter
    reason: str


@dataclass(frozen=True, slots=True)
class VoteOpened:
    """The ballot on a motion opened under these rules, with these choices, for these seats."""

    motion: str
    round: int
    rules: ProcedureRules
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BallotCast:
    """A seat voted or changed its vote."""

    motion: str
    seat: int
    choice: str
    reason: str = ""
    ranking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VoteClosed:
    """The ballot was counted."""

    motion: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class MotionLapsed:
    """The motion fell without a vote: the council closed, or another motion made it pointless."""

    motion: str
    because: str


@dataclass(frozen=True, slots=True)
class EmergencyActed:
    """A motion took effect at once under the emergency rule, without a vote."""

    motion: str


@dataclass(frozen=True, slots=True)
class ProcedureAdopted:
    """From now on the council decides by these rules."""

    rules: ProcedureRules
    motion: str


@dataclass(frozen=True, slots=True)
class PolicyAdopted:
    """A policy entered the charter."""

    policy: str
    title: str
    text: str
    motion: str


@dataclass(frozen=True, slots=True)
class PolicyChanged:
    """A policy got another title or text."""

    policy: str
    title: str
    text: str
    motion: str


@dataclass(frozen=True, slots=True)
class PolicyRepealed:
    """A policy left the charter."""

    policy: str
    motion: str


@dataclass(frozen=True, slots=True)
class DecisionSettled:
    """A decision point was settled by one of the pack's options (`option` empty: by the council's own answer)."""

    decision: str
    option: str
    text: str
    motion: str


@dataclass(frozen=True, slots=True)
class GraphChanged:
    """The project graph changed by these operations."""

    operations: tuple[GraphOperation, ...]
    motion: str


@dataclass(frozen=True, slots=True)
class FinalVoteCalled:
    """The charter was frozen and put to the vote; `pad_text` is what stood on the pad."""

    vote: int
    pad_text: str


@dataclass(frozen=True, slots=True)
class CharterBallotCast:
    """A seat voted on the charter or changed its vote."""

    seat: int
    choice: str


@dataclass(frozen=True, slots=True)
class FinalVoteClosed:
    """The vote on the charter was counted."""

    vote: int
    tally: Tally


Event = (
    SeatFilled
    | SeatVacated
    | StepBegun
    | InjectDealt
    | CouncilClosed
    | Introduced
    | FactDeclared
    | HandRaised
    | HandLowered
    | Said
    | MotionTabled
    | MotionSeconded
    | MotionWithdrawn
    | MotionRevised
    | VoteOpened
    | BallotCast
    | VoteClosed
    | MotionLapsed
    | EmergencyActed
    | ProcedureAdopted
    | PolicyAdopted
    | PolicyChanged
    | PolicyRepealed
    | DecisionSettled
    | GraphChanged
    | FinalVoteCalled
    | CharterBallotCast
    | FinalVoteClosed
)
