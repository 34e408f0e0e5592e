"""The count of a ballot, as data; the sentence that people read is made from it and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from meshcouncil.council.definition import Base, ProcedureKind

TallyResult = Literal[
    "carried",
    "lost",
    "tied",
    "no_quorum",
    "objected",
    "contested",
    "rework",
    "nominated",
    "confirmed",
    "noted",
    "postponed",
]
"""How a ballot ended. `contested`: somebody objected to doing without a vote, so a vote follows; `rework`: the
motion is open again, since too many stood aside or its delegates were refused; `nominated`: an option leads and now
needs an up-or-down vote; `confirmed`: delegates may decide; `noted`: nothing binding was asked."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a ranked count: first preferences by option, and who dropped out after it."""

    counts: tuple[tuple[str, int], ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How a ballot ended. Counts are of seats, except under base ``teams``, where they are of teams.

    `kind`: the procedure that counted (None in councils recorded before there were more than five). `totals`: by
    option, ticks, dots or points, and of a hum, seats by loudness ("0" to "10"); `asides`, `reservations`, `postpone`:
    seats that answered so; `missing_team`: a team that had to take part and did not; `asides_allowed`: seats that may
    stand aside; `spreads`: by option, the fewest and the most points that one seat gave it. `withheld`: how many said
    what is not told, since it would betray secret ballots; `silent` and `took_part` are.
    """

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
    kind: ProcedureKind | None = None
    totals: tuple[tuple[str, int], ...] = ()
    asides: int = 0
    reservations: int = 0
    postpone: int = 0
    missing_team: str = ""
    asides_allowed: int = 0
    spreads: tuple[tuple[str, int, int], ...] = ()
    withheld: bool = False
