"""Seats as the hall fills and frees them, the steps and injects it sends, and the end of deliberation."""

import pytest

from meshcouncil.council.commands import (
    BeginStep,
    CallFinalVote,
    CastCharterBallot,
    CloseCouncil,
    CloseVote,
    Command,
    DealInject,
    DeclareFact,
    FillSeat,
    Introduce,
    OpenVote,
    RaiseHand,
    Say,
    TableMotion,
    VacateSeat,
)
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import Definition
from meshcouncil.council.events import (
    CouncilClosed,
    FinalVoteClosed,
    HandLowered,
    MotionLapsed,
    SeatFilled,
    SeatVacated,
)
from meshcouncil.council.matters import AddPolicy, SettleDecision
from meshcouncil.council.state import Occupant, seated
from tests.council.builders import (
    CHAIR,
    OTHERS,
    carried,
    cast,
    did,
    opened,
    passed,
    refused,
    sitting,
    small_pack,
    tabled,
    voting,
)

POLICY = AddPolicy("Name things", "By their team.")
SESSION = BeginStep("one", sitting=True, procedure=False, final_vote=False)
BREAK = BeginStep("break", sitting=False, procedure=False, final_vote=False)


def test_a_council_begins_empty_with_the_graph_of_the_plan(rainbow_road: Definition) -> None:
    council = seated(rainbow_road)
    assert (council.seats, council.motions, council.graph) == ({}, {}, rainbow_road.graph)


def test_a_seat_is_filled_handed_on_and_freed() -> None:
    council = did(seated(small_pack()), FillSeat(1, "person", "Ann"), FillSeat(1, "bot", "Robin"))
    assert council.seats == {1: Occupant("bot", "Robin")}
    assert did(council, VacateSeat(1)).seats == {}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (FillSeat(7, "person", "Ann"), "no_such_seat"),
        (FillSeat(1, "person", "Person 1"), "seat_taken"),
        (VacateSeat(7), "seat_empty"),
        (DealInject("snow"), "no_such_inject"),
    ],
)
def test_what_the_hall_cannot_do(command: Command, code: str) -> None:
    assert refused(sitting(), command) == code


def test_a_raised_hand_falls_when_its_seat_is_freed() -> None:
    council = did(sitting(), RaiseHand(2))
    assert decide(council, VacateSeat(2)) == (HandLowered(2), SeatVacated(2))
    assert did(council, VacateSeat(2)).hands == ()


@pytest.mark.parametrize(
    "command",
    [Introduce(2, "Hello."), DeclareFact(2, "We use two tools."), RaiseHand(2), Say(2, "council", "Hello.")],
)
def test_nobody_speaks_from_an_empty_seat(command: Command) -> None:
    assert refused(did(sitting(), VacateSeat(2)), command) == "seat_empty"


def test_nobody_speaks_from_a_seat_that_is_not_there() -> None:
    assert refused(sitting(), RaiseHand(7)) == "no_such_seat"


def test_a_ballot_leaves_with_the_seat_that_cast_it() -> None:
    council = cast(voting(sitting(), POLICY), {1: "yes", 2: "yes", 3: "no"})
    council = did(council, VacateSeat(2))
    assert sorted(council.motions["M1"].ballots) == [1, 3]


def test_a_ballot_stays_with_a_seat_that_is_handed_on() -> None:
    council = cast(voting(sitting(), POLICY), {1: "yes", 2: "yes", 3: "no"})
    council = did(council, FillSeat(2, "bot", "Robin"))
    assert sorted(council.motions["M1"].ballots) == [1, 2, 3]


def test_a_closed_ballot_keeps_the_vote_of_a_seat_that_left() -> None:
    council = did(carried(sitting(), POLICY), VacateSeat(2))
    assert sorted(council.motions["M1"].ballots) == [1, 2, 3, 4, 5, 6]


def test_who_leaves_in_the_middle_of_a_ballot_makes_the_council_smaller() -> None:
    """Three yes and two no of six carry nothing by all seats; of five they do (recount on leaving, D.1)."""
    council = cast(voting(sitting(), POLICY), {1: "yes", 2: "yes", 3: "no", 4: "no", 5: "yes"})
    council = did(council, VacateSeat(6), CloseVote(CHAIR, "M1"))
    tally = council.motions["M1"].tally
    assert tally is not None
    assert (tally.result, tally.yes, tally.no, tally.silent, tally.quorum) == ("carried", 3, 2, 0, 3)


def test_a_quorum_may_be_lost_when_seats_are_freed_after_voting() -> None:
    """Four of six voted; two of them leave: two of four are no quorum of three."""
    council = cast(voting(sitting(), POLICY), dict.fromkeys(OTHERS, "yes"))
    council = did(council, VacateSeat(1), VacateSeat(2), CloseVote(CHAIR, "M1"))
    assert (council.motions["M1"].status, council.policies) == ("open", {})


def test_who_joins_in_the_middle_of_a_ballot_votes_too() -> None:
    council = voting(sitting(seats=(1, 2, 3, 4, 5)), POLICY)
    council = did(cast(council, {1: "yes", 2: "yes", 3: "yes", 4: "no"}), FillSeat(6, "person", "Late"))
    council = cast(council, {5: "no"})
    assert council.motions["M1"].status == "voting"
    assert cast(council, {6: "no"}).motions["M1"].status == "lost"


def test_when_the_chairing_team_is_gone_everybody_keeps_the_process() -> None:
    council = opened(sitting(seats=(1, 2, 3, 4, 5)), POLICY)
    assert refused(council, OpenVote(1, "M1")) == "not_your_turn_to_chair"
    council = did(council, VacateSeat(5), OpenVote(1, "M1"))
    assert did(council, CloseVote(2, "M1")).motions["M1"].status == "open"


def test_a_council_decides_only_while_it_sits() -> None:
    council = did(voting(sitting(), POLICY), BREAK)
    for command in (TableMotion(2, SettleDecision("tests", "all")), CloseVote(CHAIR, "M1"), Introduce(1, "Hello.")):
        assert refused(council, command) == "council_not_sitting"
    assert did(council, SESSION, CloseVote(CHAIR, "M1")).motions["M1"].status == "open"


def test_talk_goes_on_while_the_council_does_not_sit() -> None:
    assert did(sitting(), BREAK, Say(1, "council", "Coffee?"), RaiseHand(2)).hands == (2,)


def test_an_inject_is_dealt_once() -> None:
    council = did(sitting(), DealInject("fire"))
    assert council.injects == ("fire",)
    assert refused(council, DealInject("fire")) == "inject_already_dealt"


def test_when_the_council_closes_its_motions_lapse() -> None:
    council = voting(opened(sitting(), SettleDecision("tests", "all")), POLICY)
    assert decide(council, CloseCouncil()) == (
        MotionLapsed("M1", "closed"),
        MotionLapsed("M2", "closed"),
        CouncilClosed(),
    )


def test_when_the_council_closes_a_running_vote_on_the_charter_is_counted_first() -> None:
    council = tabled(carried(sitting(), POLICY), SettleDecision("tests", "all"))
    council = did(council, CallFinalVote(CHAIR))
    council = did(council, *(CastCharterBallot(seat, 1, "yes") for seat in OTHERS))
    counted, *rest = decide(council, CloseCouncil())
    assert isinstance(counted, FinalVoteClosed)
    assert (counted.tally.result, rest) == ("carried", [MotionLapsed("M2", "adopted"), CouncilClosed()])
    assert did(council, CloseCouncil()).has_passed


def test_nothing_is_decided_after_the_close() -> None:
    council = did(carried(sitting(), POLICY), CloseCouncil())
    commands: tuple[Command, ...] = (
        TableMotion(1, SettleDecision("tests", "all")),
        CallFinalVote(CHAIR),
        CastCharterBallot(1, 1, "yes"),
        DeclareFact(1, "We use two tools."),
        SESSION,
        CloseCouncil(),
    )
    assert {refused(council, command) for command in commands} == {"council_closed"}


def test_a_vote_that_passed_stays_passed_when_the_council_closes() -> None:
    council = did(passed(carried(sitting(), POLICY)), CloseCouncil())
    assert (council.has_passed, len(council.final_votes)) == (True, 1)


def test_filling_a_seat_tells_who_sits_there() -> None:
    assert decide(sitting(), FillSeat(3, "bot", "Robin")) == (SeatFilled(3, "bot", "Robin"),)
