"""Motions, ballots, and what carried motions did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from meshcouncil.council.definition import NO_RECORD, GraphOperation, PolicyRecord, ProcedureRules, RulebookLine
from meshcouncil.council.matters import Amendable, Matter
from meshcouncil.council.tallies import Tally


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
    """The matter got another wording; a new version begins.

    `objection`: the one that the wording works in; `amendment`: the one that it comes from.
    """

    motion: str
    version: int
    matter: Matter
    reason: str
    objection: str = ""
    amendment: str = ""


@dataclass(frozen=True, slots=True)
class VoteOpened:
    """The ballot on a motion opened under these rules, with these choices; at the deadline (ms) it closes by itself."""

    motion: str
    round: int
    rules: ProcedureRules
    choices: tuple[str, ...]
    deadline: int | None = None


@dataclass(frozen=True, slots=True)
class BallotCast:
    """A seat voted or changed its vote."""

    motion: str
    seat: int
    choice: str
    reason: str = ""
    ranking: tuple[str, ...] = ()
    marks: tuple[tuple[str, int], ...] = ()


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
    record: PolicyRecord = NO_RECORD


@dataclass(frozen=True, slots=True)
class PolicyChanged:
    """A policy got another title, text or record (None: the record stayed)."""

    policy: str
    title: str
    text: str
    motion: str
    record: PolicyRecord | None = None


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
class MotionDecided:
    """A motion ended without a count: somebody decided it alone, it was declared, put off or given to others."""

    motion: str
    result: Literal["carried", "lost", "deferred", "referred", "noted"]
    because: str = ""


@dataclass(frozen=True, slots=True)
class AmendmentAccepted:
    """The mover of the amended motion took the amendment as friendly."""

    motion: str
    seat: int


@dataclass(frozen=True, slots=True)
class AmendmentRebased:
    """The amended motion got another wording, and the amendment was written for it anew."""

    motion: str
    version: int
    to: Amendable


@dataclass(frozen=True, slots=True)
class RulebookAdopted:
    """From now on each of these classes of matters has its own procedure."""

    lines: tuple[RulebookLine, ...]
    motion: str


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """The council answered a question of its own; `order`: its options with what they got, the best first."""

    question: str
    order: tuple[tuple[str, int], ...]
    motion: str


@dataclass(frozen=True, slots=True)
class ExceptionGranted:
    """A team may depart from a policy for a while."""

    policy: str
    team: str
    reason: str
    until: str
    motion: str


@dataclass(frozen=True, slots=True)
class ActRatified:
    """What was done alone in an emergency stands."""

    act: str
    motion: str


@dataclass(frozen=True, slots=True)
class ActUndone:
    """What was done alone in an emergency was undone."""

    act: str
    motion: str


@dataclass(frozen=True, slots=True)
class DecisionReopened:
    """A decision point is open again."""

    decision: str
    motion: str
