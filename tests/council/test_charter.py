"""The final vote on the charter as a whole, on a frozen text, by more than half of the seats (0.2, D.18)."""

import pytest

from meshcouncil.council.commands import (
    BeginStep,
    CallFinalVote,
    CastCharterBallot,
    CloseFinalVote,
    SecondMotion,
    VacateSeat,
)
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import Definition
from meshcouncil.council.events import CharterBallotCast, FinalVoteCalled, MotionLapsed
from meshcouncil.council.matters import AddPolicy, SettleDecision
from meshcouncil.council.rules.standing import PAD_LIMIT
from meshcouncil.council.state import Council
from meshcouncil.council.tallies import TallyResult
from tests.council.builders import CHAIR, OTHERS, carried, did, passed, refused, sitting, tabled

POLICY = AddPolicy("Name things", "By their team.")
LETTERS = {"y": "yes", "n": "no", "a": "abstain"}


def called(council: Council | None = None) -> Council:
    """A council of six that votes on a charter with one policy."""
    return did(carried(council or sitting(), POLICY), CallFinalVote(CHAIR, "The pad."))


def test_the_chairing_team_puts_the_charter_to_the_vote_as_it_stands_on_the_pad() -> None:
    council = carried(sitting(), POLICY)
    assert refused(council, CallFinalVote(1)) == "not_your_turn_to_chair"
    assert decide(council, CallFinalVote(CHAIR, "The pad. ")) == (FinalVoteCalled(1, "The pad."),)


def test_when_the_charter_cannot_be_put_to_the_vote() -> None:
    council = sitting()
    assert refused(council, CallFinalVote(CHAIR)) == "charter_empty"
    council = carried(council, POLICY)
    assert refused(council, CallFinalVote(CHAIR, "x" * (PAD_LIMIT + 1))) == "text_too_long"
    early = did(council, BeginStep("one", sitting=True, procedure=False, final_vote=False))
    assert refused(early, CallFinalVote(CHAIR)) == "final_vote_not_yet"
    away = did(council, BeginStep("break", sitting=False, procedure=False, final_vote=True))
    assert refused(away, CallFinalVote(CHAIR)) == "council_not_sitting"
    assert refused(called(), CallFinalVote(CHAIR)) == "charter_frozen"
    assert refused(passed(council), CallFinalVote(CHAIR)) == "charter_final"


def test_a_settled_decision_is_a_charter_too() -> None:
    council = carried(sitting(), SettleDecision("tests", "all"))
    assert did(council, CallFinalVote(CHAIR)).is_frozen


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (CastCharterBallot(1, 2, "yes"), "text_changed"),
        (CastCharterBallot(1, 0, "yes"), "text_changed"),
        (CastCharterBallot(1, 1, "maybe"), "no_such_choice"),
        (CastCharterBallot(7, 1, "yes"), "no_such_seat"),
    ],
)
def test_what_is_no_ballot_on_the_charter(command: CastCharterBallot, code: str) -> None:
    assert refused(called(), command) == code


def test_one_may_think_again_until_the_close() -> None:
    council = did(called(), CastCharterBallot(1, 1, "yes"))
    assert refused(council, CastCharterBallot(1, 1, "yes")) == "already_so"
    assert did(council, CastCharterBallot(1, 1, "no")).final_votes[0].ballots == {1: "no"}


def test_there_is_no_voting_on_the_charter_before_or_after() -> None:
    for council in (carried(sitting(), POLICY), passed(carried(sitting(), POLICY))):
        assert refused(council, CastCharterBallot(1, 1, "no")) == "vote_not_open"
        assert refused(council, CloseFinalVote(CHAIR)) == "vote_not_open"


def test_the_last_ballot_closes_the_vote() -> None:
    council = did(called(), *(CastCharterBallot(seat, 1, "yes") for seat in range(1, 6)))
    first, second = decide(council, CastCharterBallot(6, 1, "no"))
    assert (first, type(second).__name__) == (CharterBallotCast(6, "no"), "FinalVoteClosed")


def test_only_the_chairing_team_closes_the_vote() -> None:
    assert refused(called(), CloseFinalVote(1)) == "not_your_turn_to_chair"


@pytest.mark.parametrize(
    ("votes", "result", "has_passed"),
    [
        ("yyyyyynnnn", "carried", True),  # six of ten (D.0)
        ("yyyyyyaaaa", "carried", True),
        ("yyyyyy----", "carried", True),
        ("yyyyynnnnn", "lost", False),  # a tie is no majority
        ("yyyyyaaaaa", "lost", False),  # an abstention is not in favour
        ("yyyyya----", "lost", False),
        ("yyyyy-----", "no_quorum", False),
        ("nnnnnnnnnn", "lost", False),
    ],
)
def test_six_of_ten_seats_adopt_a_charter(
    votes: str, result: TallyResult, has_passed: bool, rainbow_road: Definition
) -> None:
    point = rainbow_road.decisions[0]
    council = carried(sitting(rainbow_road), SettleDecision(point.id, point.options[1].id))
    council = did(council, CallFinalVote(9))
    for seat, letter in enumerate(votes, start=1):
        council = did(council, CastCharterBallot(seat, 1, LETTERS[letter])) if letter != "-" else council
    council = did(council, CloseFinalVote(10)) if council.is_frozen else council
    tally = council.final_votes[0].tally
    assert tally is not None
    assert (tally.result, council.has_passed, tally.needed, tally.base) == (result, has_passed, 6, "seats")


def test_a_charter_voted_down_thaws_and_may_be_put_to_the_vote_again() -> None:
    council = passed(carried(sitting(), POLICY), dict.fromkeys(range(1, 7), "no"))
    assert (council.is_frozen, council.has_passed) == (False, False)
    council = carried(council, SettleDecision("tests", "all"))
    council = passed(council)
    assert ([vote.number for vote in council.final_votes], council.has_passed) == ([1, 2], True)


def test_when_the_charter_passes_what_is_still_open_lapses() -> None:
    council = did(tabled(called_before(), POLICY2), CallFinalVote(CHAIR))
    council = did(council, *(CastCharterBallot(seat, 1, "yes") for seat in range(1, 6)))
    assert decide(council, CastCharterBallot(6, 1, "yes"))[-1] == MotionLapsed("M2", "adopted")


POLICY2 = AddPolicy("Own things", "By one team.")


def called_before() -> Council:
    return carried(sitting(), POLICY)


def test_a_motion_may_be_seconded_while_the_charter_is_frozen() -> None:
    council = did(tabled(called_before(), POLICY2), CallFinalVote(CHAIR), SecondMotion(2, "M2"))
    assert council.motions["M2"].status == "open"


def test_who_leaves_takes_the_ballot_along_and_the_majority_shrinks() -> None:
    council = did(called(), *(CastCharterBallot(seat, 1, "yes") for seat in (1, 2, 3)), CastCharterBallot(4, 1, "no"))
    assert did(council, CloseFinalVote(CHAIR)).final_votes[0].passed is False
    council = did(council, VacateSeat(4), CloseFinalVote(CHAIR))
    assert council.final_votes[0].ballots == dict.fromkeys((1, 2, 3), "yes")
    assert council.has_passed


def test_a_quorum_may_be_lost() -> None:
    council = did(called(), *(CastCharterBallot(seat, 1, "yes") for seat in OTHERS), VacateSeat(1), VacateSeat(2))
    tally = did(council, CloseFinalVote(CHAIR)).final_votes[0].tally
    assert tally is not None
    assert (tally.result, tally.took_part, tally.quorum) == ("no_quorum", 2, 3)


def test_the_vote_goes_on_when_the_step_is_over() -> None:
    council = did(called(), BeginStep("break", sitting=False, procedure=False, final_vote=False))
    council = did(council, *(CastCharterBallot(seat, 1, "yes") for seat in range(1, 7)))
    assert council.has_passed
