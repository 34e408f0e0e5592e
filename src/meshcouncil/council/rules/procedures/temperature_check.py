"""Temperature check: thumbs up, to the side or down; it never binds anybody (specification D.9)."""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.council.matters import Matter
from meshcouncil.council.rules.procedures.procedure import BallotBox, Procedure, YesNo, choice_counts, tally_of
from meshcouncil.council.tallies import Tally

THUMBS = ("up", "side", "down")


def choices(_matter: Matter, _options: tuple[str, ...]) -> tuple[str, ...]:
    """Give the three ways a thumb can point."""
    return THUMBS


def count(box: BallotBox) -> Tally:
    """Note the thumbs, and no more."""
    said = choice_counts(box, THUMBS)
    shown = sum(said.values())
    counted = YesNo(said["up"], said["down"], said["side"], len(box.electorate) - len(box.votes), shown)
    return replace(tally_of(box, counted, 0, "noted", "present"), totals=tuple(said.items()))


TEMPERATURE_CHECK = Procedure(
    kind="temperature_check",
    title="Temperature check",
    sentence="Thumbs up, to the side or down: it shows where people stand and decides nothing.",
    fits="Finding out early whether an idea is worth more time.",
    choices=choices,
    count=count,
    states=("asked", "thumbs", "noted"),
    ties="There is none: nothing is decided.",
    family="polls",
    source="Loomio's poll types; the hand signals of Occupy",
    binding=False,
    for_rules=False,
)
