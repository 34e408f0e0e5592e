"""One vote, shown only where the rules of secrecy let a viewer see it."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.state import Ballot, Council


@dataclass(frozen=True, slots=True)
class BallotView:
    """A vote that this viewer may see: their own, or anybody's after an open ballot closed."""

    seat: int
    title: str
    choice: str
    reason: str
    ranking: tuple[str, ...]
    marks: tuple[tuple[str, int], ...] = ()


def ballot_view(council: Council, seat: int, ballot: Ballot) -> BallotView:
    """Show a vote with its voter; the caller answers for its being visible."""
    title = council.definition.roles_by_number[seat].title
    return BallotView(seat, title, ballot.choice, ballot.reason, ballot.ranking, ballot.marks)
