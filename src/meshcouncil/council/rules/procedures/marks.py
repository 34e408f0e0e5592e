"""What votes among several by marks share: ticks, dots or points are added up, and the option with the most leads.

Options that tie for the first place share it. None of them is adopted: an earlier place on the ballot never wins.
"""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.council.rules.procedures.procedure import NONE_OF_THESE, BallotBox, YesNo, tally_of, won
from meshcouncil.council.state import Ballot
from meshcouncil.council.tallies import Tally, TallyResult

TIES = "Options that tie for the first place share it and none is adopted, unless the rules ask for a second vote."


def marked_ballots(box: BallotBox) -> tuple[Ballot, ...]:
    """Give the ballots that mark an option of the vote; the others abstain."""
    return tuple(ballot for ballot in box.votes.values() if marks_of(ballot, box))


def marks_of(ballot: Ballot, box: BallotBox) -> dict[str, int]:
    """Give what a ballot says of the options, leaving out what is not on the list."""
    return {option: number for option, number in ballot.marks if option in box.choices and number >= 0}


def totals_of(box: BallotBox) -> dict[str, int]:
    """Add up each option's marks, in the order of the options."""
    marks = [marks_of(ballot, box) for ballot in box.votes.values()]
    return {option: sum(each.get(option, 0) for each in marks) for option in box.choices}


def leaders(totals: dict[str, int]) -> tuple[str, ...]:
    """Give the options with the most marks; none where nobody marked anything."""
    most = max(totals.values(), default=0)
    return tuple(option for option, total in totals.items() if total == most > 0)


def count_marks(box: BallotBox, winning: TallyResult | None = None) -> Tally:
    """Let the option with the most marks win: `winning`, or what the rules say; 'none of these' adopts nothing.

    `yes` are the seats that marked the winner (or none of these), `no` those that marked only others; no number of them
    is needed but one.
    """
    totals = totals_of(box)
    first = leaders(totals)
    leader = first[0] if len(first) == 1 else ""
    marked = marked_ballots(box)
    behind = sum(marks_of(ballot, box).get(leader, 0) > 0 for ballot in marked)
    took_part = len(box.votes)
    counted = YesNo(behind, len(marked) - behind, took_part - len(marked), len(box.electorate) - took_part, len(marked))
    result = _result(box, first, winning or won(box.rules))
    tally = tally_of(box, counted, 1, result, "votes_cast")
    adopts = leader if result in ("carried", "nominated") else ""
    return replace(tally, totals=tuple(totals.items()), winner=adopts)


def _result(box: BallotBox, first: tuple[str, ...], winning: TallyResult) -> TallyResult:
    if len(first) > 1 and box.rules.tie == "vote_again" and box.ties == 0:
        return "tied"
    return winning if len(first) == 1 and first[0] != NONE_OF_THESE else "lost"
