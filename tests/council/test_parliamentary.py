"""The motion stack of Robert's Rules, lite (D.14; RONR: Robert's Rules of Order Newly Revised, by section)."""

from dataclasses import replace

import pytest

from meshcouncil.council.commands import (
    AcceptAmendment,
    CloseCouncil,
    OpenVote,
    RaisePoint,
    RulePoint,
    SecondMotion,
    SwitchParliamentary,
    TableMotion,
    WithdrawMotion,
)
from meshcouncil.council.matters import (
    AddPolicy,
    AmendMotion,
    AppealRuling,
    EndDebate,
    HoldCaucus,
    Matter,
    PostponeMotion,
    ReferMotion,
    SettleDecision,
)
from meshcouncil.council.offers import accepted, refusal_of
from meshcouncil.council.rules.parliamentary import stack
from meshcouncil.council.state import Caucus, Council
from meshcouncil.council.views import Observer, Seated, view
from meshcouncil.documents.refusals import refusal_sentence
from tests.council.builders import CHAIR, ballot, cast, did, opened, refused, sitting, small_pack, tabled, voting

POLICY = AddPolicy("Name things", "By their team.")
LONGER = AddPolicy("Name things", "By their team and their area.")
SHORTER = AddPolicy("Name things", "By their area.")
OTHER = SettleDecision("tests", "all")
RECESS = HoldCaucus("recess", "", minutes=3)


def parliament() -> Council:
    """A council that goes by the motion stack."""
    return did(sitting(), SwitchParliamentary(on=True))


def debating() -> Council:
    """The main motion M1 is before the council."""
    return opened(parliament(), POLICY)


def amended(version: int = 1) -> AmendMotion:
    return AmendMotion("M1", version, LONGER)


def pending(council: Council) -> list[str]:
    return [motion.id for motion in stack(council)]


def statuses(council: Council) -> dict[str, str]:
    return {motion.id: motion.status for motion in council.motions.values()}


def decided(council: Council, yes: int) -> Council:
    """The council after so many of the six seats voted yes on the latest motion, and the others no."""
    return cast(council, {seat: "yes" if seat <= yes else "no" for seat in sorted(council.seats)})


# --- the mode ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("matter", [EndDebate("M1"), ReferMotion("M1", "north"), PostponeMotion("M1", "next step")])
def test_newcomers_meet_none_of_it(matter: Matter) -> None:
    council = opened(sitting(), POLICY)
    assert refused(council, TableMotion(2, matter)) == "not_in_use"
    assert refused(council, RaisePoint(2, "order", "Out of turn.")) == "not_in_use"
    assert accepted(council, TableMotion(2, OTHER)), "two main motions may stand side by side"
    assert stack(council) == ()


def test_a_pack_or_the_facilitator_switches_it_on() -> None:
    assert sitting(replace(small_pack(), parliamentary=True)).is_parliamentary
    assert parliament().is_parliamentary
    assert refused(parliament(), SwitchParliamentary(on=True)) == "already_so"
    assert refused(did(sitting(), CloseCouncil()), SwitchParliamentary(on=True)) == "council_closed"


def test_switched_off_again_its_motions_lapse_and_the_main_motion_stays() -> None:
    council = did(tabled(debating(), ReferMotion("M1", "north"), 2), SwitchParliamentary(on=False))
    assert statuses(council) == {"M1": "open", "M2": "lapsed"}
    assert council.motions["M2"].lapsed_because == "switched"


def test_main_motions_that_stand_side_by_side_wait_behind_the_oldest() -> None:
    council = did(opened(opened(sitting(), POLICY), OTHER, 2), SwitchParliamentary(on=True))
    assert pending(council) == ["M1"]
    assert refused(council, OpenVote(CHAIR, "M2")) == "settle_first"
    council = did(council, WithdrawMotion(1, "M1"))
    assert pending(council) == ["M2"]
    assert accepted(council, OpenVote(CHAIR, "M2"))


# --- precedence (D.14; RONR 5 and 6) ----------------------------------------------------------------------------------


def test_one_main_motion_at_a_time() -> None:
    council = debating()
    assert refused(council, TableMotion(2, OTHER)) == "outranked"
    refusal = refusal_of(council, TableMotion(2, OTHER))
    assert refusal is not None
    assert refusal_sentence(refusal.code, refusal.context) == (
        "M1, the main motion, is pending: settle it before you move this."
    )


def test_a_motion_without_a_second_is_not_pending() -> None:
    """RONR 4: a motion that nobody seconds is not before the assembly."""
    council = did(tabled(parliament(), POLICY), TableMotion(2, OTHER), SecondMotion(1, "M2"))
    assert pending(council) == ["M2"]
    assert refused(council, SecondMotion(2, "M1")) == "outranked"


def test_each_motion_of_higher_rank_is_in_order_over_the_lower_ones() -> None:
    """RONR 5: amend, refer, postpone, previous question, recess, each made while the one before is pending."""
    council = debating()
    for matter in (amended(), ReferMotion("M1", "north"), PostponeMotion("M1", "the last step")):
        council = opened(council, matter, mover=2)
    assert pending(council) == ["M1", "M2", "M3", "M4"]
    voted_at_once = opened(council, EndDebate("M4"), mover=3, seconder=4)
    assert statuses(voted_at_once)["M5"] == "voting"
    assert statuses(opened(council, RECESS, mover=3, seconder=4))["M5"] == "voting"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (ReferMotion("M1", "north"), AmendMotion("M1", 1, LONGER)),
        (PostponeMotion("M1", "the last step"), ReferMotion("M1", "north")),
        (PostponeMotion("M1", "the last step"), AmendMotion("M1", 1, LONGER)),
        (AmendMotion("M1", 1, LONGER), AmendMotion("M1", 1, SHORTER)),
        (AmendMotion("M1", 1, LONGER), OTHER),
        (AmendMotion("M1", 1, LONGER), EndDebate("M1")),
    ],
)
def test_a_motion_of_lower_rank_is_out_of_order(first: Matter, then: Matter) -> None:
    """RONR 5: while a motion is pending, none of lower rank is in order; the previous question is on the last one."""
    expected = "not_pending" if isinstance(then, EndDebate) else "outranked"
    assert refused(opened(debating(), first, mover=2), TableMotion(3, then)) == expected


def test_an_amendment_of_an_amendment_stands_above_it() -> None:
    """RONR 12: the secondary amendment is decided first."""
    council = opened(debating(), amended(), mover=2)
    council = opened(council, AmendMotion("M2", 1, SHORTER), mover=3, seconder=4)
    assert pending(council) == ["M1", "M2", "M3"]
    assert refused(council, OpenVote(CHAIR, "M2")) in ("amendments_first", "settle_first")


def test_only_the_top_of_the_stack_is_voted_on() -> None:
    council = opened(debating(), ReferMotion("M1", "north"), mover=2)
    assert refused(council, OpenVote(CHAIR, "M1")) == "settle_first"
    assert statuses(did(council, OpenVote(CHAIR, "M2")))["M2"] == "voting"


def test_nothing_but_points_and_appeals_interrupts_a_vote() -> None:
    """RONR 5 and 23: no motion interrupts voting; a point of order may."""
    council = voting(parliament(), POLICY)
    assert refused(council, TableMotion(2, RECESS)) == "voting_now"
    assert accepted(council, RaisePoint(2, "order", "The text is not the one we read."))


# --- the previous question (RONR 16) ----------------------------------------------------------------------------------


def test_two_thirds_end_the_debate_and_the_motion_is_put_at_once() -> None:
    """RONR 16: the previous question takes two thirds of the votes cast: 4 of 6."""
    council = decided(opened(debating(), EndDebate("M1"), mover=2), 4)
    assert statuses(council) == {"M1": "voting", "M2": "carried"}
    assert [policy.title for policy in decided_main(council).policies_in_force] == ["Name things"]


def decided_main(council: Council) -> Council:
    for seat in sorted(council.seats):
        council = did(council, ballot(council, seat, "yes", motion="M1"))
    return council


def test_a_mere_majority_does_not_end_the_debate() -> None:
    council = decided(opened(debating(), EndDebate("M1"), mover=2), 3)
    assert statuses(council) == {"M1": "open", "M2": "lost"}
    assert accepted(council, TableMotion(3, EndDebate("M1"))), "it may be moved again"


def test_it_is_put_without_debate_and_ends_the_debate_on_an_amendment_first() -> None:
    """RONR 16: unqualified, it applies to the immediately pending question only."""
    council = opened(debating(), amended(), mover=2)
    council = opened(council, EndDebate("M2"), mover=3, seconder=4)
    assert statuses(council)["M3"] == "voting"
    council = decided(council, 6)
    assert statuses(council) == {"M1": "open", "M2": "voting", "M3": "carried"}


def test_there_is_no_debate_to_end_on_what_is_not_debated() -> None:
    council = tabled(debating(), RECESS, 2)
    assert refused(council, TableMotion(3, EndDebate("M2"))) == "motion_not_open"


def test_a_withdrawn_motion_takes_the_motions_on_it_along() -> None:
    council = did(opened(debating(), EndDebate("M1"), mover=2), WithdrawMotion(1, "M1"))
    assert statuses(council) == {"M1": "withdrawn", "M2": "lapsed"}


# --- refer and postpone (RONR 13 and 14) ------------------------------------------------------------------------------


def test_a_referred_motion_leaves_the_floor_with_its_amendments() -> None:
    """RONR 13: a motion is referred with the amendments that adhere to it; a majority does."""
    council = opened(opened(debating(), amended(), mover=2), ReferMotion("M1", "north"), mover=3, seconder=4)
    council = decided(did(council, OpenVote(CHAIR, "M3")), 4)
    assert statuses(council) == {"M1": "referred", "M2": "lapsed", "M3": "carried"}
    assert council.motions["M1"].ended_because == "north"
    assert accepted(council, TableMotion(1, POLICY)), "it may come back as a new motion"


def test_a_postponed_motion_is_deferred_until_a_time() -> None:
    """RONR 14: to a certain time, by a majority; a tie is lost."""
    council = opened(debating(), PostponeMotion("M1", " the  third step "), mover=2)
    council = did(council, OpenVote(CHAIR, "M2"))
    assert statuses(decided(council, 3))["M1"] == "open"
    put_off = decided(council, 4).motions["M1"]
    assert (put_off.status, put_off.ended_because) == ("deferred", "the third step")


@pytest.mark.parametrize("kind", [ReferMotion, PostponeMotion])
def test_only_a_main_motion_is_referred_or_postponed(kind: type[ReferMotion | PostponeMotion]) -> None:
    council = opened(debating(), amended(), mover=2)
    assert refused(council, TableMotion(3, kind("M2", "north"))) == "not_main"
    assert refused(council, TableMotion(3, kind("M9", "north"))) == "no_such_motion"


def test_a_recess_may_be_moved_while_nothing_is_pending_and_over_anything() -> None:
    """RONR 20: the recess is privileged; carried, it leaves the main motion where it was."""
    council = decided(opened(debating(), RECESS, mover=2), 4)
    assert council.floor.caucus == Caucus("recess", "", 180_000, 0, "M2")
    assert pending(council) == ["M1"]
    assert accepted(parliament(), TableMotion(1, RECESS))


# --- points of order and appeals (RONR 23 and 24) ---------------------------------------------------------------------


def ruled() -> Council:
    """The chair ruled a point of order not well taken."""
    council = did(debating(), RaisePoint(2, "order", "This belongs to another step.", "M1"))
    return did(council, RulePoint(CHAIR, "Q1", False, "It does not."))


def test_the_chair_rules_on_a_point_of_order() -> None:
    council = did(debating(), RaisePoint(2, "order", "This belongs to another step."))
    assert refused(council, RulePoint(1, "Q1", True)) == "not_your_turn_to_chair"
    assert refused(council, TableMotion(2, AppealRuling("Q1"))) == "no_ruling"
    point = ruled().floor.points[0]
    assert (point.ruled_by, point.well_taken, point.ruling) == (CHAIR, False, "It does not.")


@pytest.mark.parametrize(("yes", "overturned"), [(4, True), (3, False), (2, False)])
def test_an_appeal_needs_a_majority_and_a_tie_upholds_the_chair(yes: int, overturned: bool) -> None:
    """RONR 24: a tie vote sustains the decision of the chair."""
    council = decided(opened(ruled(), AppealRuling("Q1"), mover=2), yes)
    assert council.floor.points[0].overturned is overturned
    assert refused(council, TableMotion(3, AppealRuling("Q1"))) == "already_so"


def test_an_appeal_is_in_order_whatever_is_pending() -> None:
    council = opened(ruled(), PostponeMotion("M1", "the last step"), mover=4, seconder=3)
    assert accepted(did(council, OpenVote(CHAIR, "M2")), TableMotion(2, AppealRuling("Q1")))


# --- amendments under the stack (RONR 12) -----------------------------------------------------------------------------


def test_an_amendment_is_decided_before_its_motion() -> None:
    council = opened(debating(), amended(), mover=2)
    assert refused(council, OpenVote(CHAIR, "M1")) in ("amendments_first", "settle_first")
    council = decided(did(council, OpenVote(CHAIR, "M2")), 4)
    assert (statuses(council), council.motions["M1"].matter) == ({"M1": "open", "M2": "carried"}, LONGER)
    assert accepted(council, OpenVote(CHAIR, "M1"))


def test_a_friendly_amendment_needs_no_vote() -> None:
    council = did(opened(debating(), amended(), mover=2), AcceptAmendment(1, "M2"))
    assert (statuses(council), council.motions["M1"].matter) == ({"M1": "open", "M2": "carried"}, LONGER)


# --- what is seen of it -----------------------------------------------------------------------------------------------


def test_the_stack_is_shown_from_the_top_with_the_moves_that_are_in_order() -> None:
    council = opened(debating(), amended(), mover=2)
    floor = view(council, Seated(3)).floor
    assert [(each.id, each.kind) for each in floor.stack] == [("M2", "amend"), ("M1", "main")]
    assert floor.moves == {
        "moderated": "",
        "unmoderated": "",
        "recess": "",
        "end_debate": "M2",
        "refer": "M1",
        "postpone": "M1",
    }
    assert view(council, Observer()).floor.moves == {}


def test_while_something_is_pending_new_business_waits_in_one_sentence() -> None:
    procedure = view(debating(), Seated(2)).procedure
    assert (procedure.may_move, procedure.why_not) == (False, "outranked")
