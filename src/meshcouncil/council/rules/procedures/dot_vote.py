"""Dot vote: everybody spreads a few dots over the options, several on one if they like (specification D.9)."""

from __future__ import annotations

from meshcouncil.council.rules.procedures.marks import TIES, count_marks
from meshcouncil.council.rules.procedures.procedure import BallotBox, Procedure, options_of
from meshcouncil.council.tallies import Tally


def count(box: BallotBox) -> Tally:
    """Let the option with the most dots win."""
    return count_marks(box)


DOT_VOTE = Procedure(
    kind="dot_vote",
    title="Dot vote",
    sentence="Everybody spreads a few dots over the options; the one with the most dots comes first.",
    fits="Priorities: what to do first, and what can wait.",
    choices=options_of,
    count=count,
    states=("options", "placing dots", "counting", "the order of the options"),
    ties=TIES,
    family="several",
    source="Loomio's poll types",
    ballot="dots",
)
