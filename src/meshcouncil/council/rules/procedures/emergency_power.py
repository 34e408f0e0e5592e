"""Emergency power: a named role acts at once, and the council lets it stand or undoes it (specification D.12, D.18)."""

from __future__ import annotations

from meshcouncil.council.rules.procedures.procedure import BallotBox, Procedure, no_choices, uncounted
from meshcouncil.council.tallies import Tally


def count(box: BallotBox) -> Tally:
    """Decide nothing by ballot: the act holds at once, and its ratification is a vote of its own."""
    return uncounted(box)


EMERGENCY_POWER = Procedure(
    kind="emergency_power",
    title="Emergency power",
    sentence="A named team acts at once; when the council sits again, it lets the act stand or undoes it.",
    fits="Fires: what cannot wait until the council sits again.",
    choices=no_choices,
    count=count,
    states=("acted", "before the council", "ratified or undone"),
    ties="A tie does not ratify: the act is undone.",
    family="emergency",
    source="Usual practice: act now, answer for it afterwards",
    ballot="none",
    for_rules=False,
)
