"""Delegation: somebody offers to decide for the council, which may refuse them (specification D.12).

Silence confirms; more than half of the seats have to refuse. Two who were confirmed must both agree, else the motion
goes back to the council.
"""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.matters import Matter, Stage
from meshcouncil.council.rules.procedures.procedure import BallotBox, Procedure, YesNo, choice_counts, tally_of
from meshcouncil.council.tallies import Tally


def offers_first(_rules: ProcedureRules) -> tuple[Stage, ...]:
    """Give the stage before the ballot: somebody has to offer to decide."""
    return ("offers",)


def choices(_matter: Matter, _options: tuple[str, ...]) -> tuple[str, ...]:
    """Give the answers to 'may they decide?'."""
    return ("confirm", "refuse")


def count(box: BallotBox) -> Tally:
    """Confirm the delegates unless more than half of all seats refuse; `needed` is how many would have to refuse.

    Refused is not lost: the result ``rework`` gives the motion itself back to the council.
    """
    seats = len(box.electorate)
    said = choice_counts(box, ("confirm", "refuse"))
    needed = seats // 2 + 1
    counted = YesNo(said["confirm"], said["refuse"], 0, seats - len(box.votes), seats)
    tally = tally_of(box, counted, needed, "rework" if said["refuse"] >= needed else "confirmed", "seats")
    return replace(tally, took_part=seats)


DELEGATION = Procedure(
    kind="delegation",
    title="Delegation",
    sentence="One or two seats offer to decide, and may, unless more than half of the seats refuse them.",
    fits="Questions that somebody knows more about than the council does.",
    choices=choices,
    count=count,
    states=("offered", "confirmed", "deciding", "adopted, not adopted, stepped down or revoked"),
    ties="There is none: one decides, or two who must agree; if they do not, it goes back to the council.",
    family="delegation",
    source="PEP 1 of Python",
    before=offers_first,
    after="deciding",
    silence=True,
    for_rules=False,
)
