"""The vote on the charter as a whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CallFinalVote:
    """The chairing team puts the charter as a whole to the vote; `pad_text` is the pad at that moment."""

    seat: int
    pad_text: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class CastCharterBallot:
    """A seat votes on the frozen charter. `vote` is the number of the final vote that the voter saw."""

    seat: int
    vote: int
    choice: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class CloseFinalVote:
    """The chairing team closes the vote on the charter."""

    seat: int
    at: int = 0
