"""The vote on the charter as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.tallies import Tally


@dataclass(frozen=True, slots=True)
class FinalVoteCalled:
    """The charter was frozen and put to the vote; `pad_text` is what stood on the pad."""

    vote: int
    pad_text: str
    at: int = 0


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
    at: int = 0
