"""Judging a table by what the hall recorded: its claims and what people found about them."""

from __future__ import annotations

from meshcouncil.council.judging import Claim, Ruling, Verdicts, judge
from meshcouncil.council.state import Council
from meshcouncil.gathering.state import Gathering


def verdicts_at(hall: Gathering, table: int, council: Council) -> Verdicts:
    """Judge every mission of a table with the claims and verdicts of the hall, in the hall's reading."""
    claims = {key.goal: Claim(each.seat, each.clause) for key, each in hall.claims.items() if key.table == table}
    rulings = {key.goal: Ruling(each.met, each.reason) for key, each in hall.verdicts.items() if key.table == table}
    return judge(council, hall.reading, claims, rulings)
