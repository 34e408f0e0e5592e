"""Supermajority: two thirds, three quarters or four fifths of the base (specification D.3)."""

from __future__ import annotations

from meshcouncil.council.rules.procedures.procedure import (
    BallotBox,
    Procedure,
    count_yes_no,
    share_of,
    tallied,
    yes_no_choices,
)
from meshcouncil.council.tallies import Tally


def count(box: BallotBox) -> Tally:
    """Carry a motion that reaches the threshold; a majority below it is not enough."""
    counted = count_yes_no(box)
    needed = max(1, share_of(counted.base_size, box.rules.threshold))
    return tallied(box, counted, needed, "carried" if counted.yes >= needed else "lost")


SUPERMAJORITY = Procedure(
    kind="supermajority",
    title="Supermajority",
    sentence="Two thirds, three quarters or four fifths say yes, of the votes cast or of whatever was agreed on.",
    fits="Rules that bind everyone, and changes to the council's own rules.",
    choices=yes_no_choices,
    count=count,
    states=("moved", "seconded", "debate", "voting", "adopted, a majority but not enough, or not adopted"),
    ties="It knows no tie: whatever stays below the threshold is not adopted.",
    family="majority",
    source="Robert's Rules of Order; PEP 13 of Python; the charter of the Bitol project",
)
