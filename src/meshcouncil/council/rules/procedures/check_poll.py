"""Check poll: who has read it, who joins in; it never binds anybody (specification D.9)."""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.council.matters import Matter
from meshcouncil.council.rules.procedures.procedure import BallotBox, Procedure, YesNo, choice_counts, tally_of
from meshcouncil.council.tallies import Tally

ANSWERS = ("done", "not_yet")


def choices(_matter: Matter, _options: tuple[str, ...]) -> tuple[str, ...]:
    """Give the answers: I have read it, or not yet."""
    return ANSWERS


def count(box: BallotBox) -> Tally:
    """Note who is done, and no more."""
    seats = len(box.electorate)
    said = choice_counts(box, ANSWERS)
    counted = YesNo(said["done"], said["not_yet"], 0, seats - len(box.votes), seats)
    return replace(tally_of(box, counted, 0, "noted", "seats"), totals=tuple(said.items()))


CHECK_POLL = Procedure(
    kind="check_poll",
    title="Check poll",
    sentence="Everybody says whether they have read it: it shows who is ready and decides nothing.",
    fits="Making sure that everybody knows the text before it is discussed.",
    choices=choices,
    count=count,
    states=("asked", "answers", "noted"),
    ties="There is none: nothing is decided.",
    family="polls",
    source="Loomio's poll types",
    binding=False,
    for_rules=False,
)
