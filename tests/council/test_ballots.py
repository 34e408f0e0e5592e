"""Ballots on motions: opened by the chair, cast by seats, counted by the procedure."""

from itertools import permutations

import pytest

from meshcouncil.council.commands import CallFinalVote, CastBallot, CloseVote, OpenVote, ReviseMotion
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import ChangeOwner, Definition, ProcedureRules, RemoveProject
from meshcouncil.council.events import BallotCast, DecisionSettled, MotionLapsed, VoteClosed, VoteOpened
from meshcouncil.council.matters import AddPolicy, ChangeGraph, SettleDecision
from meshcouncil.council.rules.standing import REASON_LIMIT
from meshcouncil.council.state import Ballot
from meshcouncil.council.tallies import Tally
from tests.council.builders import (
    CHAIR,
    ballot,
    carried,
    cast,
    closed,
    did,
    opened,
    passed,
    refused,
    sitting,
    tabled,
    voting,
)

POLICY = AddPolicy("Name things", "By their team.")
TESTS = SettleDecision("tests", "all")
VOTE_AGAIN = ProcedureRules(tie="vote_again")


def test_the_chairing_team_calls_the_vote() -> None:
    council = opened(sitting(), POLICY)
    assert refused(council, OpenVote(1, "M1")) == "not_your_turn_to_chair"
    for chair in (5, 6):
        assert decide(council, OpenVote(chair, "M1")) == (
            VoteOpened("M1", 1, ProcedureRules(), ("yes", "no", "abstain")),
        )


def test_a_vote_is_called_once() -> None:
    assert refused(voting(sitting(), POLICY), OpenVote(CHAIR, "M1")) == "motion_not_open"
    assert refused(carried(sitting(), POLICY), OpenVote(CHAIR, "M1")) == "motion_not_open"


def test_a_seat_votes_and_may_think_again_until_the_close() -> None:
    council = voting(sitting(), POLICY)
    assert decide(council, ballot(council, 1, "yes", "  I like it. ")) == (BallotCast("M1", 1, "yes", "I like it."),)
    council = cast(council, {1: "yes", 2: "no"})
    assert refused(council, ballot(council, 1, "yes")) == "already_so"
    council = cast(council, {1: "abstain"})
    assert council.motions["M1"].ballots == {1: Ballot("abstain"), 2: Ballot("no")}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (CastBallot(1, "M9", 1, "yes"), "no_such_motion"),
        (CastBallot(1, "M1", 1, "maybe"), "no_such_choice"),
        (CastBallot(1, "M1", 1, ""), "no_such_choice"),
        (CastBallot(1, "M1", 1, "yes", ranking=("yes",)), "no_such_choice"),
        (CastBallot(1, "M1", 1, "yes", "x" * (REASON_LIMIT + 1)), "text_too_long"),
        (CastBallot(7, "M1", 1, "yes"), "no_such_seat"),
        (CastBallot(1, "M1", 2, "yes"), "text_changed"),
    ],
)
def test_what_is_no_ballot(command: CastBallot, code: str) -> None:
    assert refused(voting(sitting(), POLICY), command) == code


def test_a_ballot_on_a_text_that_changed_is_refused() -> None:
    council = opened(sitting(), POLICY)
    stale = ballot(council, 2, "yes")
    council = did(council, ReviseMotion(1, "M1", AddPolicy("Name things", "By nobody.")), OpenVote(CHAIR, "M1"))
    assert refused(council, stale) == "text_changed"
    assert did(council, ballot(council, 2, "yes")).motions["M1"].ballots == {2: Ballot("yes")}


def test_there_is_no_voting_before_or_after_the_vote() -> None:
    for council in (opened(sitting(), POLICY), carried(sitting(), POLICY)):
        assert refused(council, ballot(council, 1, "yes")) == "vote_not_open"
        assert refused(council, CloseVote(CHAIR, "M1")) == "vote_not_open"


def test_the_last_ballot_closes_the_vote() -> None:
    council = cast(voting(sitting(), POLICY), dict.fromkeys((1, 2, 3, 4, 5), "yes"))
    assert [type(event).__name__ for event in decide(council, ballot(council, 6, "no"))] == [
        "BallotCast",
        "VoteClosed",
        "PolicyAdopted",
    ]


def test_the_chair_closes_a_vote_and_who_was_silent_is_counted_so() -> None:
    council = cast(voting(sitting(), POLICY), {1: "yes", 2: "yes", 3: "no", 4: "abstain"})
    assert refused(council, CloseVote(1, "M1")) == "not_your_turn_to_chair"
    assert closed(council).motions["M1"].tally == Tally(
        result="carried",
        yes=2,
        no=1,
        abstained=1,
        silent=2,
        base="votes_cast",
        base_size=3,
        needed=2,
        quorum=4,
        took_part=4,
        kind="simple_majority",
    )


def test_of_a_secret_vote_that_is_held_again_for_want_of_a_quorum_no_count_is_told() -> None:
    council = voting(sitting(rules=ProcedureRules(ballots="secret")), POLICY)
    one, other = (
        closed(cast(council, dict.fromkeys((1, 2, 3), choice))).motions["M1"].tally for choice in ("yes", "no")
    )
    assert one == other
    assert one is not None
    assert (one.result, one.withheld, one.took_part, one.silent) == ("no_quorum", True, 3, 3)


def test_a_vote_without_a_quorum_decides_nothing_and_may_be_called_again() -> None:
    council = closed(cast(voting(sitting(), POLICY), {1: "yes", 2: "yes", 3: "yes"}))
    motion = council.motions["M1"]
    assert (motion.status, motion.tally and motion.tally.result, council.policies) == ("open", "no_quorum", {})
    council = did(council, OpenVote(CHAIR, "M1"))
    motion = council.motions["M1"]
    assert (motion.round, motion.ballots, motion.tally) == (2, {}, None)


def test_a_tie_is_voted_again_once() -> None:
    halves = {1: "yes", 2: "yes", 3: "yes", 4: "no", 5: "no", 6: "no"}
    council = cast(voting(sitting(rules=VOTE_AGAIN), POLICY), halves)
    assert (council.motions["M1"].status, council.motions["M1"].ties) == ("open", 1)
    council = cast(did(council, OpenVote(CHAIR, "M1")), halves)
    assert council.motions["M1"].status == "lost"


def test_a_round_without_a_quorum_does_not_use_up_the_second_vote() -> None:
    halves = {1: "yes", 2: "yes", 3: "yes", 4: "no", 5: "no", 6: "no"}
    council = closed(voting(sitting(rules=VOTE_AGAIN), POLICY))
    council = cast(did(council, OpenVote(CHAIR, "M1")), halves)
    assert (council.motions["M1"].round, council.motions["M1"].status) == (2, "open")


def test_a_changed_text_may_tie_anew() -> None:
    halves = {1: "yes", 2: "yes", 3: "yes", 4: "no", 5: "no", 6: "no"}
    council = cast(voting(sitting(rules=VOTE_AGAIN), POLICY), halves)
    council = did(council, ReviseMotion(1, "M1", AddPolicy("Name things", "By topic.")), OpenVote(CHAIR, "M1"))
    assert cast(council, halves).motions["M1"].status == "open"


def test_a_changed_text_drops_the_count_of_the_old_one() -> None:
    halves = {1: "yes", 2: "yes", 3: "yes", 4: "no", 5: "no", 6: "no"}
    council = cast(voting(sitting(rules=VOTE_AGAIN), POLICY), halves)
    motion = did(council, ReviseMotion(1, "M1", AddPolicy("Name things", "By topic."))).motions["M1"]
    assert (motion.ballots, motion.tally, motion.rules, motion.choices) == ({}, None, None, ())


def test_a_lost_motion_may_be_moved_again() -> None:
    council = cast(voting(sitting(), POLICY), dict.fromkeys(range(1, 7), "no"))
    assert council.motions["M1"].status == "lost"
    assert tabled(council, POLICY).motions["M2"].status == "tabled"


def test_a_carried_motion_overtakes_those_it_makes_pointless() -> None:
    council = tabled(sitting(), ChangeGraph((ChangeOwner("south", "north"),)), mover=2)
    council = voting(council, ChangeGraph((RemoveProject("south"),)))
    council = cast(council, dict.fromkeys((1, 2, 3, 4, 5), "yes"))
    assert decide(council, ballot(council, 6, "yes"))[-1] == MotionLapsed("M1", "overtaken")


def test_rivals_are_decided_one_after_the_other_and_the_last_stands() -> None:
    council = carried(opened(sitting(), SettleDecision("tests", "hub"), mover=2), TESTS)
    assert (council.choices, council.motions["M1"].status) == ({"tests": "all"}, "open")
    council = did(council, OpenVote(CHAIR, "M1"), *(CastBallot(seat, "M1", 1, "yes") for seat in range(1, 7)))
    assert (council.choices, council.settled["tests"].motion) == ({"tests": "hub"}, "M1")


def test_a_frozen_or_final_charter_takes_no_ballots() -> None:
    council = voting(carried(sitting(), TESTS), POLICY)
    frozen = did(council, CallFinalVote(CHAIR))
    assert refused(frozen, ballot(frozen, 1, "yes")) == "charter_frozen"
    assert refused(frozen, CloseVote(CHAIR, "M2")) == "charter_frozen"
    final = passed(council)
    assert final.motions["M2"].status == "lapsed"
    assert refused(final, ballot(final, 1, "yes")) == "charter_final"


def test_a_charter_that_was_voted_down_thaws_and_the_vote_goes_on() -> None:
    council = cast(voting(carried(sitting(), TESTS), POLICY), {1: "yes"})
    council = passed(council, dict.fromkeys(range(1, 7), "no"))
    assert cast(council, {2: "yes"}).motions["M2"].ballots == {1: Ballot("yes"), 2: Ballot("yes")}


@pytest.mark.parametrize("order", [order for n, order in enumerate(permutations(range(1, 7))) if n % 97 == 0])
def test_the_order_of_the_ballots_makes_no_difference(order: tuple[int, ...]) -> None:
    votes = {1: "yes", 2: "no", 3: "abstain", 4: "yes", 5: "no", 6: "yes"}
    council = cast(voting(sitting(), POLICY), {seat: votes[seat] for seat in order})
    tally = council.motions["M1"].tally
    assert tally is not None
    assert (tally.result, tally.yes, tally.no, tally.abstained) == ("carried", 3, 2, 1)


def test_ten_seats_decide_by_six(rainbow_road: Definition) -> None:
    """The default of the game: more than half of the votes cast, six of ten taking part (specification D.18)."""
    council = sitting(rainbow_road)
    point = rainbow_road.decisions[0]
    council = voting(council, SettleDecision(point.id, point.options[1].id), mover=1, seconder=2)
    five = cast(council, dict.fromkeys(range(1, 6), "yes"))
    assert closed(five).motions["M1"].status == "open"
    six = closed(cast(five, {6: "abstain"}))
    assert six.settled[point.id].option == point.options[1].id


def test_a_carried_decision_is_settled_in_the_packs_words() -> None:
    council = cast(voting(sitting(), TESTS), dict.fromkeys((1, 2, 3, 4, 5), "yes"))
    events = decide(council, ballot(council, 6, "yes"))
    assert isinstance(events[1], VoteClosed)
    assert events[2:] == (DecisionSettled("tests", "all", "Clause tests: all.", "M1"),)
