"""The final vote on the charter."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.commands import CastCharterBallot, CloseFinalVote
from meshcouncil.council.state import Ballot, Council, FinalVote
from meshcouncil.council.tallies import Tally
from meshcouncil.council.views.ballots import BallotView, ballot_view
from meshcouncil.council.views.permission import is_allowed
from meshcouncil.council.views.viewers import Seated, Viewer


@dataclass(frozen=True, slots=True)
class FinalVoteView:
    """The vote on the charter: frozen text, who has voted, the count, and what this viewer may do."""

    number: int
    open: bool
    passed: bool
    pad_text: str
    voted: tuple[int, ...]
    waiting_for: tuple[int, ...]
    my_choice: str
    ballots: tuple[BallotView, ...]
    tally: Tally | None
    may_vote: bool
    may_close: bool


def final_vote_view(council: Council, vote: FinalVote, viewer: Viewer) -> FinalVoteView:
    """Show a vote on the charter; votes are named once it has closed."""
    seat = viewer.seat if isinstance(viewer, Seated) else 0
    seats = tuple(sorted(council.seats))
    ballots = () if vote.open else tuple(sorted(vote.ballots.items()))
    return FinalVoteView(
        number=vote.number,
        open=vote.open,
        passed=vote.passed,
        pad_text=vote.pad_text,
        voted=tuple(sorted(vote.ballots)),
        waiting_for=tuple(each for each in seats if each not in vote.ballots) if vote.open else (),
        my_choice=vote.ballots.get(seat, ""),
        ballots=tuple(ballot_view(council, voter, Ballot(choice)) for voter, choice in ballots),
        tally=vote.tally,
        may_vote=any(
            is_allowed(council, viewer, CastCharterBallot(seat, vote.number, choice)) for choice in ("yes", "no")
        ),
        may_close=is_allowed(council, viewer, CloseFinalVote(seat)),
    )
