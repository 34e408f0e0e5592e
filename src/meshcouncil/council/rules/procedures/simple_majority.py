"""Simple majority: more for than against (votes cast), or more than half of the base (specification D.2)."""

from __future__ import annotations

from meshcouncil.council.rules.procedures.procedure import (
    BallotBox,
    Procedure,
    after_tie,
    count_yes_no,
    tallied,
    yes_no_choices,
)
from meshcouncil.council.tallies import Tally


def count(box: BallotBox) -> Tally:
    """Carry a motion that more than half of the base supports; a tie goes by the tie rule.

    A tie is what one vote more would carry: three against three of ten seats is no tie but far from a majority.
    """
    counted = count_yes_no(box)
    needed = counted.base_size // 2 + 1
    if counted.yes >= needed:
        return tallied(box, counted, needed, "carried")
    if counted.yes == counted.no and 0 < counted.yes == needed - 1:
        result, by_chair = after_tie(box)
        return tallied(box, counted, needed, result, by_chair=by_chair)
    return tallied(box, counted, needed, "lost")


SIMPLE_MAJORITY = Procedure(
    kind="simple_majority",
    title="Simple majority",
    sentence="More than half say yes: of the votes cast, of those who take part, of all seats or of all teams.",
    fits="Everyday matters, and councils that want to be quick.",
    choices=yes_no_choices,
    count=count,
    states=("moved", "seconded", "debate", "voting", "adopted or not adopted"),
    ties="A tie adopts nothing, unless the council agreed that the chair's vote decides or that it votes once more.",
    family="majority",
    source="Robert's Rules of Order; PEP 13 of Python",
)
