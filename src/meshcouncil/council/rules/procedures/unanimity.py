"""Unanimity: everybody in the base says yes (specification D.4)."""

from __future__ import annotations

from meshcouncil.council.rules.procedures.procedure import (
    BallotBox,
    Procedure,
    count_yes_no,
    quorum_size,
    tallied,
    yes_no_choices,
)
from meshcouncil.council.tallies import Tally


def count(box: BallotBox) -> Tally:
    """Carry a motion with a yes from everybody in the base, so that a single no stops it.

    Of the votes cast ("no one against") at least a quorum must say yes, so that a few do not decide for the rest.
    """
    counted = count_yes_no(box)
    quorum = quorum_size(len(box.electorate), box.rules.quorum) if box.rules.base == "votes_cast" else 1
    needed = max(quorum, counted.base_size)
    return tallied(box, counted, needed, "carried" if counted.yes >= needed else "lost")


UNANIMITY = Procedure(
    kind="unanimity",
    title="Unanimity",
    sentence="Everybody says yes: all who vote, all who take part, all seats or all teams; one no stops it.",
    fits="Small councils, and matters nobody may be forced into.",
    choices=yes_no_choices,
    count=count,
    states=("moved", "seconded", "debate", "voting", "adopted or not adopted"),
    ties="It knows no tie: a single no is enough to stop it.",
    family="majority",
    source="Usual practice: all in favour, or nobody against (nemine contradicente)",
)
