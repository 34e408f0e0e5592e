"""How a motion went through its procedure."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.matters import Stage


@dataclass(frozen=True, slots=True)
class StageBegun:
    """A stage before or after the ballot began; `order`: who speaks in turn; at the deadline (ms) it ends by itself."""

    motion: str
    stage: Stage
    rules: ProcedureRules
    order: tuple[int, ...] = ()
    deadline: int | None = None


@dataclass(frozen=True, slots=True)
class TurnTaken:
    """A seat spoke in the round on a motion, or passed."""

    motion: str
    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class ObjectionTested:
    """A seat said whether an objection qualifies."""

    motion: str
    objection: str
    seat: int
    qualifies: bool


@dataclass(frozen=True, slots=True)
class ObjectionSetAside:
    """Too many found that the objection is none."""

    motion: str
    objection: str


@dataclass(frozen=True, slots=True)
class ObjectionLifted:
    """The seat that objected took the objection back."""

    motion: str
    objection: str


@dataclass(frozen=True, slots=True)
class IssueRaised:
    """A seat put an open point or a new argument on the list."""

    motion: str
    issue: str
    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class IssueAnswered:
    """An open point was answered."""

    motion: str
    issue: str
    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class IssueSupported:
    """Another seat found an argument substantial."""

    motion: str
    issue: str
    seat: int


@dataclass(frozen=True, slots=True)
class CommentCancelled:
    """The final comment period ended early, because an argument is new and substantial: debate is open again."""

    motion: str
    issue: str


@dataclass(frozen=True, slots=True)
class ConsensusDeclared:
    """The chair declared rough consensus, or none; unless somebody appeals before the deadline (ms), it holds."""

    motion: str
    seat: int
    reached: bool
    reason: str
    deadline: int | None = None


@dataclass(frozen=True, slots=True)
class DeclarationAppealed:
    """A seat appealed from the declaration."""

    motion: str
    seat: int
    reason: str


@dataclass(frozen=True, slots=True)
class DelegateOffered:
    """A seat offered to decide the motion."""

    motion: str
    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class OfferTakenBack:
    """A seat no longer offers to decide."""

    motion: str
    seat: int


@dataclass(frozen=True, slots=True)
class DelegatesNamed:
    """These seats may decide the motion."""

    motion: str
    seats: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DelegateLeft:
    """A delegate stepped down, left or was called back."""

    motion: str
    seat: int


@dataclass(frozen=True, slots=True)
class AdviceAsked:
    """Who decides asked these seats for advice."""

    motion: str
    seats: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AdviceGiven:
    """A seat gave advice."""

    motion: str
    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class DecidedAlone:
    """A delegate said what is to happen to the motion."""

    motion: str
    seat: int
    adopt: bool
    reason: str
