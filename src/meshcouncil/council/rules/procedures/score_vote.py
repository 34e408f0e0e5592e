"""Score vote: everybody gives each option 0 to 10 points; the best still needs a yes-or-no vote (specification D.9).

An option that a ballot leaves out gets nothing from it. Points say how much, not whether: they never decide for good.
"""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.council.rules.procedures.marks import TIES, count_marks, marked_ballots, marks_of
from meshcouncil.council.rules.procedures.procedure import BallotBox, Procedure, options_of
from meshcouncil.council.tallies import Tally


def count(box: BallotBox) -> Tally:
    """Nominate the option with the most points; totals over `base_size` ballots are the means, spreads the extremes."""
    points = [marks_of(ballot, box) for ballot in marked_ballots(box)]
    spreads = tuple(
        (option, min(each.get(option, 0) for each in points), max(each.get(option, 0) for each in points))
        for option in box.choices
        if points
    )
    return replace(count_marks(box, winning="nominated"), spreads=spreads)


SCORE_VOTE = Procedure(
    kind="score_vote",
    title="Score vote",
    sentence="Everybody gives each option 0 to 10 points; the best one is then put to a yes-or-no vote.",
    fits="Finding out how much people like each of several options.",
    choices=options_of,
    count=count,
    states=("options", "giving points", "counting", "nominated", "an up-or-down vote"),
    ties=TIES,
    family="several",
    source="Loomio's poll types; score voting",
    ballot="points",
)
