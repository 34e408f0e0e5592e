"""Unanimous consent: the chair asks for objections, and silence adopts at once (specification D.4).

A single objection leads to an ordinary debate and a vote by simple majority of the votes cast.
"""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.council.matters import Matter
from meshcouncil.council.rules.procedures.procedure import (
    BallotBox,
    Procedure,
    YesNo,
    choice_counts,
    majority_of_votes_cast,
    tally_of,
)
from meshcouncil.council.tallies import Tally


def choices(_matter: Matter, _options: tuple[str, ...]) -> tuple[str, ...]:
    """Give the answers to 'is there any objection?'."""
    return ("no_objection", "object")


def count(box: BallotBox) -> Tally:
    """Carry what no seat objects to; who says nothing agrees, so that every seat takes part."""
    seats = len(box.electorate)
    said = choice_counts(box, ("no_objection", "object"))
    counted = YesNo(said["no_objection"], said["object"], 0, seats - len(box.votes), seats)
    tally = tally_of(box, counted, 0, "contested" if said["object"] else "carried", "seats")
    return replace(tally, objections=said["object"], took_part=seats)


UNANIMOUS_CONSENT = Procedure(
    kind="unanimous_consent",
    title="Unanimous consent",
    sentence="The chair asks whether anyone objects; if nobody does before the clock runs out, it is adopted.",
    fits="Minutes, small corrections and whatever nobody is likely to mind.",
    choices=choices,
    count=count,
    states=("asked", "silence, so adopted", "or an objection, so debate and a vote"),
    ties="It knows no tie; the vote after an objection is a simple majority.",
    family="lazy",
    source="Robert's Rules of Order",
    reasoned=frozenset({"object"}),
    clock=30,
    silence=True,
    loops=1,
    fallback=majority_of_votes_cast,
)
