"""What seats do while a motion goes through its procedure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class TakePoll:
    """The chairing team takes a poll on a motion that is open: a temperature check or a check poll. It binds nobody."""

    seat: int
    motion: str
    kind: Literal["temperature_check", "check_poll"]
    at: int = 0


@dataclass(frozen=True, slots=True)
class EndStage:
    """The chairing team ends a stage that waits for somebody: a round, a call for delegates, advice."""

    seat: int
    motion: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class TakeTurn:
    """A seat speaks in the round on a motion; without a text it passes."""

    seat: int
    motion: str
    text: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class WeighObjection:
    """A seat says whether an objection (or a block) of another qualifies as one."""

    seat: int
    motion: str
    objection: str
    qualifies: bool


@dataclass(frozen=True, slots=True)
class LiftObjection:
    """The seat that objected finds its objection met, or takes it back."""

    seat: int
    motion: str
    objection: str


@dataclass(frozen=True, slots=True)
class RaiseIssue:
    """A seat puts an open point (rough consensus) or a new argument (RFC) on the list of a motion."""

    seat: int
    motion: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerIssue:
    """A seat answers an open point: addressed, which need not mean accommodated."""

    seat: int
    motion: str
    issue: str
    text: str


@dataclass(frozen=True, slots=True)
class SupportIssue:
    """Another seat finds the new argument substantial."""

    seat: int
    motion: str
    issue: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class DeclareConsensus:
    """The chairing team declares that there is rough consensus, or that there is none."""

    seat: int
    motion: str
    reached: bool
    reason: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class AppealDeclaration:
    """A seat does not accept the declaration; the council votes on the motion."""

    seat: int
    motion: str
    reason: str


@dataclass(frozen=True, slots=True)
class OfferToDecide:
    """A seat offers to decide the motion for the council, and says why it is fit to."""

    seat: int
    motion: str
    text: str


@dataclass(frozen=True, slots=True)
class TakeBackOffer:
    """A seat no longer offers to decide."""

    seat: int
    motion: str


@dataclass(frozen=True, slots=True)
class AskAdvice:
    """Who decides alone asks these seats for advice."""

    seat: int
    motion: str
    seats: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GiveAdvice:
    """A seat gives advice to who decides."""

    seat: int
    motion: str
    text: str


@dataclass(frozen=True, slots=True)
class DecideAlone:
    """A delegate, or who follows the advice process, decides, and publishes the reasons."""

    seat: int
    motion: str
    adopt: bool
    reason: str


@dataclass(frozen=True, slots=True)
class StepDown:
    """A delegate gives the power to decide back to the council."""

    seat: int
    motion: str
