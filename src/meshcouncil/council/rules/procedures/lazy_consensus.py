"""Lazy consensus: announced with a deadline, adopted when nobody objects and enough have read it (specification D.10).

An objection has a reason. The mover works it in and announces again, with a fresh clock, or the chair puts the motion
to a simple majority.
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
    """Give the answers: I have seen it, or I object."""
    return ("read", "object")


def count(box: BallotBox) -> Tally:
    """Carry what nobody objects to; the quorum is of readers, and who objects has read it too."""
    seats = len(box.electorate)
    said = choice_counts(box, ("read", "object"))
    counted = YesNo(said["read"], said["object"], 0, seats - len(box.votes), seats)
    tally = tally_of(box, counted, 0, "objected" if said["object"] else "carried", "seats")
    return replace(tally, objections=said["object"])


LAZY_CONSENSUS = Procedure(
    kind="lazy_consensus",
    title="Lazy consensus",
    sentence="Silence is assent: adopted at the deadline if nobody objects and enough seats have read it.",
    fits="Small changes that can be undone, and that most people are glad not to discuss.",
    choices=choices,
    count=count,
    states=(
        "announced",
        "no objection at the deadline, so adopted",
        "or an objection, so discussion",
        "revised, a vote, or withdrawn",
    ),
    ties="It knows no tie; the vote after an objection is a simple majority.",
    family="lazy",
    source="The Apache Software Foundation's page on voting",
    reasoned=frozenset({"object"}),
    clock=60,
    silence=True,
    loops=1,
    fallback=majority_of_votes_cast,
    mover_puts=True,
    for_rules=False,
)
