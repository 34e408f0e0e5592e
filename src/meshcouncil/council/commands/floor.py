"""Who speaks, and Robert's Rules where they are switched on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SwitchParliamentary:
    """The facilitator switches the motion stack of Robert's Rules on or off."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetSpeakersList:
    """The chairing team opens or closes the list of speakers and says how long each may speak (0: no timer)."""

    seat: int
    seconds_each: int
    newcomers_first: bool = False
    open: bool = True


@dataclass(frozen=True, slots=True)
class CallSpeaker:
    """The chairing team gives the floor to a seat on the list (None: the next one)."""

    seat: int
    speaker: int | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class EndSpeech:
    """The speaker ends the speech, or the chairing team does."""

    seat: int
    at: int = 0


@dataclass(frozen=True, slots=True)
class YieldFloor:
    """The speaker gives the rest of the time to another seat."""

    seat: int
    to: int
    at: int = 0


@dataclass(frozen=True, slots=True)
class EndCaucus:
    """The chairing team ends a caucus or a recess before its time."""

    seat: int
    at: int = 0


@dataclass(frozen=True, slots=True)
class OpenRound:
    """The chairing team opens a round: everyone in turn, on a topic."""

    seat: int
    topic: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class SpeakInRound:
    """A seat speaks in the open round; without a text it passes."""

    seat: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class CloseRound:
    """The chairing team closes the open round."""

    seat: int


@dataclass(frozen=True, slots=True)
class RaisePoint:
    """A seat raises a point of order (the chair rules) or of information (somebody answers)."""

    seat: int
    kind: Literal["order", "information"]
    text: str
    motion: str = ""


@dataclass(frozen=True, slots=True)
class RulePoint:
    """The chairing team rules on a point of order, or answers one of information."""

    seat: int
    point: str
    well_taken: bool
    text: str = ""
