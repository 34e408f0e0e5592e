"""Approval: tick as many options as you can live with; the one with the most ticks wins (specification D.8)."""

from __future__ import annotations

from meshcouncil.council.rules.procedures.marks import TIES, count_marks
from meshcouncil.council.rules.procedures.procedure import BallotBox, Procedure, options_of
from meshcouncil.council.tallies import Tally


def count(box: BallotBox) -> Tally:
    """Let the option that most seats ticked win."""
    return count_marks(box)


APPROVAL = Procedure(
    kind="approval",
    title="Approval vote",
    sentence="Everybody ticks every option that is all right for them; the one with the most ticks wins.",
    fits="Several answers of which most people can live with more than one.",
    choices=options_of,
    count=count,
    states=("options", "ticking", "counting", "adopted or not adopted"),
    ties=TIES,
    family="several",
    source="PEP 13 of Python, which elects its steering council so",
    ballot="ticks",
)
