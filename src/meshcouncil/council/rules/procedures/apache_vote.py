"""Apache voting: +1, 0, -1 and fractions in between (specification D.11).

With a veto (consensus approval): at least three +1, and no -1 that gives a reason; a -1 without one is void. Without a
veto (majority approval): at least three +1, and more +1 than -1. Fractions show a leaning and count for nothing.
"""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.council.matters import Matter
from meshcouncil.council.rules.procedures.procedure import BallotBox, Procedure, YesNo, choice_counts, tally_of
from meshcouncil.council.tallies import Tally, TallyResult

LEAST_IN_FAVOUR = 3
FOR, AGAINST = "+1", "-1"
VALUES = (FOR, "+0.5", "0", "-0.5", AGAINST)


def choices(_matter: Matter, _options: tuple[str, ...]) -> tuple[str, ...]:
    """Give the values, from the strongest in favour to the strongest against."""
    return VALUES


def count(box: BallotBox) -> Tally:
    """Carry with three +1, or all seats where there are fewer, unless somebody vetoes or as many are against."""
    seats = len(box.electorate)
    said = choice_counts(box, VALUES)
    vetoes = sum(ballot.choice == AGAINST and bool(ballot.reason.strip()) for ballot in box.votes.values())
    stopped = vetoes if box.rules.veto else 0
    needed = _needed(seats, 0 if box.rules.veto else said[AGAINST])
    result: TallyResult = "objected" if stopped else "carried" if said[FOR] >= needed else "lost"
    between = len(box.votes) - said[FOR] - said[AGAINST]
    counted = YesNo(said[FOR], said[AGAINST], between, seats - len(box.votes), seats)
    tally = tally_of(box, counted, needed, result, "seats")
    return replace(tally, objections=stopped, totals=tuple(said.items()))


def _needed(seats: int, against: int) -> int:
    return max(1, min(LEAST_IN_FAVOUR, seats), against + 1 if against else 0)


APACHE_VOTE = Procedure(
    kind="apache_vote",
    title="Apache vote",
    sentence="At least three seats say +1 and nobody says -1 for a good reason.",
    fits="Texts and standards where one person may see what everybody else missed.",
    choices=choices,
    count=count,
    states=("called", "voting", "adopted, not enough in favour, or vetoed until the -1 is withdrawn"),
    ties="It knows no tie: one -1 with a reason is a veto; where there are no vetoes, as many -1 as +1 adopt nothing.",
    family="consensus",
    source="The Apache Software Foundation's page on voting",
    reasoned=frozenset({AGAINST}),
)
