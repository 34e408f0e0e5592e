"""Motions and the ballots on them."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.matters import Matter


@dataclass(frozen=True, slots=True)
class TableMotion:
    """A seat moves a matter, with its reasons. `emergency` asks to act at once under the emergency rule."""

    seat: int
    matter: Matter
    reason: str = ""
    emergency: bool = False
    at: int = 0


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
    """The mover changes the matter before the vote, or works in an objection (its id); ballots on the old text fall."""

    seat: int
    motion: str
    matter: Matter
    reason: str = ""
    objection: str = ""


@dataclass(frozen=True, slots=True)
class OpenVote:
    """A motion is put: its procedure begins with its first stage. The chairing team puts most motions."""

    seat: int
    motion: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class CastBallot:
    """A seat votes, or changes its vote while the ballot is open. `version` is the text that the voter read.

    `marks`: by option, one for a tick, dots, points from 0 to 10; for a hum the one mark ("hum", loudness 0 to 10).
    """

    seat: int
    motion: str
    version: int
    choice: str = ""
    reason: str = ""
    ranking: tuple[str, ...] = ()
    marks: tuple[tuple[str, int], ...] = ()
    at: int = 0


@dataclass(frozen=True, slots=True)
class CloseVote:
    """The chairing team closes the ballot and has it counted."""

    seat: int
    motion: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class AcceptAmendment:
    """The mover of the amended motion takes an amendment as friendly; the text changes at once.

    `version` is the wording of the amendment that the mover read; 0: whichever stands.
    """

    seat: int
    motion: str
    version: int = 0
