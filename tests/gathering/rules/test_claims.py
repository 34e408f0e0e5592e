"""A seat claims its goals; where nobody facilitates, the table votes."""

import pytest

from meshcouncil.gathering.commands import ClaimGoal, JudgeGoal, LeaveSeat, Reveal, TakeSeat, VoteOnClaim, WithdrawClaim
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import ClaimVoteCast, ClaimWithdrawn, GoalClaimed, GoalJudged
from meshcouncil.gathering.state import Claim, Gathering, GoalAt
from tests.gathering.builders import NOON, after, at_step, happened, refusal, running, seated

CLAIM = ClaimGoal(1, 1, "t.hub", "Article 2 says so.")


def voting() -> Gathering:
    """Give a table of four that votes on the claim of seat 1."""
    return after(at_step("present", facilitated=False), CLAIM)


@pytest.mark.parametrize("goal", ["r1", "t.hub", "p.hub"])
def test_a_seat_claims_its_own_and_its_teams_goals(goal: str) -> None:
    claim = ClaimGoal(1, 1, goal, " Article 2 ")
    assert happened(running(), claim) == (GoalClaimed(1, 1, goal, "Article 2"),)


def test_anothers_goal_is_as_unknown_as_one_that_does_not_exist() -> None:
    for goal in ("r3", "t.field", "nonsense"):
        assert refusal(running(), ClaimGoal(1, 1, goal, "Article 2")) == Rejected("no_such_goal")
        assert refusal(running(), WithdrawClaim(1, 1, goal)) == Rejected("no_such_goal")


def test_a_claim_shows_a_clause_of_bounded_length() -> None:
    assert refusal(running(), ClaimGoal(1, 1, "r1", "")) == Rejected("text_empty", field="clause")
    long = ClaimGoal(1, 1, "r1", "x" * 4_001)
    assert refusal(running(), long) == Rejected("text_too_long", field="clause", limit=4_000)


def test_a_claim_is_worded_anew_by_either_partner() -> None:
    hall = after(running(), CLAIM, ClaimGoal(1, 2, "t.hub", "Article 3"))
    assert hall.claims == {GoalAt(1, "t.hub"): Claim(2, "Article 3")}


def test_claims_are_made_while_the_game_runs() -> None:
    assert refusal(seated(), CLAIM) == Rejected("not_running")
    assert refusal(after(at_step("present"), Reveal(NOON)), CLAIM) == Rejected("already_revealed")
    assert refusal(running(), ClaimGoal(1, 4, "r4", "Article 2")) == Rejected("not_seated")


def test_a_claim_is_taken_back() -> None:
    assert happened(running(), CLAIM, WithdrawClaim(1, 2, "t.hub")) == (ClaimWithdrawn(1, "t.hub"),)
    assert refusal(running(), WithdrawClaim(1, 1, "t.hub")) == Rejected("no_such_claim")


def test_a_judged_claim_stands() -> None:
    hall = after(running(), CLAIM, JudgeGoal(1, "t.hub", True, "", None))
    assert refusal(hall, CLAIM) == Rejected("already_judged")
    assert refusal(hall, WithdrawClaim(1, 1, "t.hub")) == Rejected("already_judged")


def test_more_than_half_of_the_others_decide() -> None:
    first = VoteOnClaim(1, 2, "t.hub", met=True)
    second = VoteOnClaim(1, 3, "t.hub", met=True)
    assert happened(voting(), first) == (ClaimVoteCast(1, 2, "t.hub", True),)
    assert happened(voting(), first, second) == (
        ClaimVoteCast(1, 3, "t.hub", True),
        GoalJudged(1, "t.hub", True, "", "table"),
    )


def test_a_majority_against_decides_as_early() -> None:
    hall = after(voting(), VoteOnClaim(1, 2, "t.hub", met=False))
    assert happened(hall, VoteOnClaim(1, 5, "t.hub", met=False))[1:] == (GoalJudged(1, "t.hub", False, "", "table"),)


def test_a_tie_when_all_have_voted_leaves_the_goal_unmet() -> None:
    hall = after(voting(), LeaveSeat("eli"), VoteOnClaim(1, 2, "t.hub", met=True))
    assert happened(hall, VoteOnClaim(1, 3, "t.hub", met=False))[1:] == (GoalJudged(1, "t.hub", False, "", "table"),)


def test_a_latecomer_has_a_vote_too() -> None:
    hall = after(voting(), TakeSeat("ben", 1, 4), VoteOnClaim(1, 2, "t.hub", met=True))
    assert len(happened(hall, VoteOnClaim(1, 3, "t.hub", met=True))) == 1


def test_everybody_votes_once_and_nobody_on_their_own_claim() -> None:
    hall = after(voting(), VoteOnClaim(1, 2, "t.hub", met=True))
    assert refusal(hall, VoteOnClaim(1, 2, "t.hub", met=False)) == Rejected("already_voted")
    assert refusal(hall, VoteOnClaim(1, 1, "t.hub", met=True)) == Rejected("own_claim")
    assert refusal(hall, VoteOnClaim(1, 2, "r3", met=True)) == Rejected("no_such_claim")


def test_once_a_vote_is_cast_the_wording_stands() -> None:
    hall = after(voting(), VoteOnClaim(1, 2, "t.hub", met=True))
    assert refusal(hall, CLAIM) == Rejected("already_voted_on")
    assert refusal(hall, WithdrawClaim(1, 1, "t.hub")) == Rejected("already_voted_on")


def test_a_decided_claim_takes_no_more_votes() -> None:
    hall = after(voting(), VoteOnClaim(1, 2, "t.hub", met=True), VoteOnClaim(1, 3, "t.hub", met=True))
    assert refusal(hall, VoteOnClaim(1, 5, "t.hub", met=True)) == Rejected("already_judged")


def test_the_table_votes_in_the_last_step_and_only_where_nobody_facilitates() -> None:
    vote = VoteOnClaim(1, 2, "t.hub", met=True)
    assert refusal(after(running(), CLAIM), vote) == Rejected("facilitator_judges")
    assert refusal(after(running(facilitated=False), CLAIM), vote) == Rejected("too_early")
    assert refusal(running(facilitated=False), vote) == Rejected("too_early")
