"""Boxes of ballots by how many said what: seats in teams of two, counted as the council counts them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.procedure import BallotBox, counted
from meshcouncil.council.state import Ballot
from meshcouncil.council.tallies import Tally

Marks = Mapping[str, int]


def box_of(
    rules: ProcedureRules, ballots: Iterable[Ballot], choices: tuple[str, ...] = (), seats: int = 10, ties: int = 0
) -> BallotBox:
    """Seats from 1 on, the first of which cast the ballots; the rest are silent. The last team chairs."""
    electorate = tuple(range(1, seats + 1))
    teams = {seat: f"team {(seat + 1) // 2}" for seat in electorate}
    return BallotBox(rules, electorate, teams, teams[seats], dict(enumerate(ballots, start=1)), choices, ties)


def count(box: BallotBox) -> Tally:
    """The count of a box, held to its quorum."""
    return counted(box, PROCEDURES[box.rules.kind].count)


def said(rules: ProcedureRules, answers: Marks, seats: int = 10, ties: int = 0) -> Tally:
    """The count of so many seats that gave each answer; who stops something says why."""
    reasoned = PROCEDURES[rules.kind].reasoned
    ballots = [
        Ballot(answer, "Because." if answer in reasoned else "")
        for answer, many in answers.items()
        for _ in range(many)
    ]
    return count(box_of(rules, ballots, seats=seats, ties=ties))


def marked(
    rules: ProcedureRules,
    groups: Iterable[tuple[int, Marks]],
    choices: tuple[str, ...] = (),
    seats: int | None = None,
    ties: int = 0,
) -> Tally:
    """The count of groups of seats that marked alike (no marks: they abstain); by default nobody else has a seat."""
    ballots = [
        Ballot(marks=tuple(marks.items())) if marks else Ballot("abstain")
        for many, marks in groups
        for _ in range(many)
    ]
    return count(box_of(rules, ballots, choices, seats or len(ballots), ties))
