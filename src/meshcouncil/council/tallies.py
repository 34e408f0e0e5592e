"""The count of a ballot, as data; the sentence that people read is made from it and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from meshcouncil.council.definition import Base

TallyResult = Literal["carried", "lost", "tied", "no_quorum", "objected"]


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a ranked count: first preferences by option, and who dropped out after it."""

    counts: tuple[tuple[str, int], ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How a ballot ended. Counts are of seats, except under base ``teams``, where they are of teams."""

    result: TallyResult
    yes: int
    no: int
    abstained: int
    silent: int
    base: Base
    base_size: int
    needed: int
    quorum: int
    took_part: int
    objections: int = 0
    rounds: tuple[Round, ...] = ()
    winner: str = ""
    by_chair: bool = False
