"""The advice process: whoever moves a matter decides it alone, after asking those it touches (specification D.12)."""

from __future__ import annotations

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.matters import Stage
from meshcouncil.council.rules.procedures.procedure import BallotBox, Procedure, no_choices, uncounted
from meshcouncil.council.tallies import Tally


def advice_first(_rules: ProcedureRules) -> tuple[Stage, ...]:
    """Give the stage in which the mover asks, hears, and then decides."""
    return ("advice",)


def count(box: BallotBox) -> Tally:
    """Decide nothing by ballot: one seat decides."""
    return uncounted(box)


ADVICE_PROCESS = Procedure(
    kind="advice_process",
    title="Advice process",
    sentence="The mover asks those whom it touches and those who know, and then decides alone and says why.",
    fits="Matters of one team that others feel, and exceptions.",
    choices=no_choices,
    count=count,
    states=("asking", "advice given", "decided, with reasons"),
    ties="There is none: one seat decides.",
    family="delegation",
    source="Loomio's guide to advice processes",
    ballot="none",
    before=advice_first,
    mover_puts=True,
    for_rules=False,
)
