"""Legal moves are data."""

from meshcouncil.gathering.commands import (
    CallHelp,
    ClaimGoal,
    CloseGathering,
    EnterHall,
    HandSeatToBot,
    JudgeGoal,
    LeaveHall,
    LeaveSeat,
    RenamePerson,
    Reveal,
    SayInRoom,
    TakeSeat,
    VoteOnClaim,
)
from meshcouncil.gathering.offers import SAMPLE, Offer, offers
from meshcouncil.gathering.state import Gathering
from meshcouncil.gathering.viewers import BotSeat, Facilitator, Participant, Projector, Stranger
from tests.gathering.builders import NOON, after, at_step, entered, opened, running


def test_a_stranger_may_come_in() -> None:
    assert tuple(offers(opened(), Stranger())) == (Offer(EnterHall("", SAMPLE, 0), ("person", "name")),)


def test_a_projector_only_shows() -> None:
    assert tuple(offers(running(), Projector())) == ()


def test_nothing_is_offered_before_the_hall_is_open() -> None:
    assert tuple(offers(Gathering(), Facilitator())) == ()


def test_a_newcomer_may_choose_among_the_seats_that_are_fair() -> None:
    hall = after(entered("ana", "ben", tables=1), TakeSeat("ana", 1, 1))
    assert tuple(offers(hall, Participant("ben"))) == (
        Offer(RenamePerson("ben", SAMPLE), ("name",)),
        Offer(LeaveHall("ben")),
        Offer(TakeSeat("ben", 1, 3)),
        Offer(TakeSeat("ben", 1, 4)),
        Offer(TakeSeat("ben", 1, 5)),
    )


def test_a_seat_in_play_has_its_moves() -> None:
    assert tuple(offers(at_step("sidebar"), Participant("eli"))) == (
        Offer(RenamePerson("eli", SAMPLE), ("name",)),
        Offer(LeaveHall("eli")),
        Offer(LeaveSeat("eli")),
        Offer(CallHelp(1, 5, SAMPLE, 0), ("text",)),
        Offer(HandSeatToBot(1, 5, SAMPLE), ("name",)),
        Offer(SayInRoom(1, 5, 5, SAMPLE, 0), ("text",)),
        Offer(ClaimGoal(1, 5, "r5", SAMPLE), ("clause",)),
        Offer(ClaimGoal(1, 5, "t.chair", SAMPLE), ("clause",)),
        Offer(ClaimGoal(1, 5, "p.chair", SAMPLE), ("clause",)),
    )


def test_a_bot_votes_on_its_tables_claims_where_nobody_facilitates() -> None:
    hall = after(at_step("present", facilitated=False), ClaimGoal(1, 1, "r1", "Article 2"))
    votes = [offer for offer in offers(hall, BotSeat(1, 2)) if isinstance(offer.command, VoteOnClaim)]
    assert votes == [Offer(VoteOnClaim(1, 2, "r1", met=True)), Offer(VoteOnClaim(1, 2, "r1", met=False))]


def test_the_facilitator_may_reveal_and_judge_at_the_end() -> None:
    offered = set(offers(at_step("present"), Facilitator()))
    assert {Offer(Reveal(0)), Offer(JudgeGoal(1, "r1", True, SAMPLE, None), ("reason", "machine"))} <= offered
    assert Offer(Reveal(0)) not in set(offers(at_step("sidebar"), Facilitator()))


def test_a_closed_gathering_offers_nothing() -> None:
    hall = after(running(), CloseGathering(NOON))
    assert [tuple(offers(hall, viewer)) for viewer in (Facilitator(), Participant("ana"), Stranger())] == [(), (), ()]
