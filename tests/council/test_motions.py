"""Motions from being moved to being ready for the vote, and acts under the emergency rule."""

import pytest

from meshcouncil.council.commands import (
    CallFinalVote,
    DealInject,
    OpenVote,
    ReviseMotion,
    SecondMotion,
    TableMotion,
    VacateSeat,
    WithdrawMotion,
)
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import AllowReference, ChangeOwner, Fraction, ProcedureRules
from meshcouncil.council.events import EmergencyActed, MotionLapsed, MotionTabled, PolicyAdopted
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    ChangeGraph,
    ChangePolicy,
    Matter,
    RepealPolicy,
    SettleDecision,
)
from meshcouncil.council.offers import accepted
from meshcouncil.council.rules.rulebook import FOUNDING_RULES
from meshcouncil.council.rules.standing import LIVE_MOTIONS_PER_SEAT, REASON_LIMIT
from meshcouncil.council.state import Motion
from tests.council.builders import (
    CHAIR,
    adopted,
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


def test_a_motion_waits_for_a_second() -> None:
    policy = AddPolicy(" Name things ", " By their team. ", "block-1")
    council = did(sitting(), TableMotion(1, policy, "  So we find them. "))
    assert council.motions == {
        "M1": Motion("M1", 1, AddPolicy("Name things", "By their team.", "block-1"), "So we find them.", "tabled")
    }
    assert refused(council, OpenVote(CHAIR, "M1")) == "motion_not_open"
    seconded = did(council, SecondMotion(4, "M1")).motions["M1"]
    assert (seconded.status, seconded.seconder) == ("open", 4)


def test_a_motion_that_needs_no_second_is_ready() -> None:
    council = tabled(sitting(rules=ProcedureRules(second_needed=False)), POLICY)
    assert council.motions["M1"].status == "open"
    assert refused(council, SecondMotion(2, "M1")) == "second_not_needed"


def test_who_may_not_second() -> None:
    council = tabled(sitting(), POLICY)
    assert refused(council, SecondMotion(1, "M1")) == "own_motion"
    assert refused(council, SecondMotion(2, "M9")) == "no_such_motion"
    assert refused(did(council, SecondMotion(2, "M1")), SecondMotion(3, "M1")) == "already_seconded"
    assert refused(did(council, WithdrawMotion(1, "M1")), SecondMotion(3, "M1")) == "motion_not_open"


def test_the_mover_takes_a_motion_back_unless_its_vote_is_running() -> None:
    council = opened(sitting(), POLICY)
    assert refused(council, WithdrawMotion(2, "M1")) == "not_your_motion"
    assert refused(did(council, OpenVote(CHAIR, "M1")), WithdrawMotion(1, "M1")) == "motion_not_open"
    council = did(council, WithdrawMotion(1, "M1"))
    assert council.motions["M1"].status == "withdrawn"
    assert refused(council, WithdrawMotion(1, "M1")) == "motion_not_open"


def test_a_motion_outlives_the_seat_that_moved_it() -> None:
    council = did(tabled(sitting(), POLICY), VacateSeat(1), SecondMotion(2, "M1"), OpenVote(CHAIR, "M1"))
    assert council.motions["M1"].status == "voting"


# --- who may propose --------------------------------------------------------------------------------------------------


def movers(rules: ProcedureRules, *gone: int) -> set[int]:
    """The seats that may move a matter under the rules when some seats are empty."""
    council = did(adopted(sitting(), rules), *(VacateSeat(seat) for seat in gone))
    return {seat for seat in council.seats if accepted(council, TableMotion(seat, TESTS))}


def test_who_may_propose() -> None:
    assert movers(ProcedureRules(proposers="any_seat", second_needed=False)) == {1, 2, 3, 4, 5, 6}
    assert movers(ProcedureRules(proposers="one_per_team")) == {1, 3, 5}
    assert movers(ProcedureRules(proposers="one_per_team"), 1, 6) == {2, 3, 5}
    assert movers(ProcedureRules(proposers="chair_team")) == {5, 6}
    assert movers(ProcedureRules(proposers="chair_team"), 5, 6) == {1, 2, 3, 4}


def test_before_a_procedure_is_adopted_anybody_may_propose_one() -> None:
    council = sitting(rules=ProcedureRules(proposers="chair_team", second_needed=False))
    assert refused(council, TableMotion(1, TESTS)) == "may_not_propose"
    council = tabled(council, AdoptProcedure(ProcedureRules(kind="consent")))
    assert council.motions["M1"].status == "tabled"


def test_the_first_procedure_needs_a_majority_of_seats_and_a_later_one_what_is_in_force() -> None:
    council = voting(sitting(), AdoptProcedure(ProcedureRules(kind="consent")))
    assert council.motions["M1"].rules == FOUNDING_RULES
    council = cast(council, {1: "yes", 2: "yes", 3: "yes", 4: "abstain", 5: "abstain", 6: "abstain"})
    assert (council.motions["M1"].status, council.procedure) == ("lost", None)
    council = adopted(council, ProcedureRules(kind="consent"))
    council = voting(council, AdoptProcedure(ProcedureRules()))
    assert council.motions["M3"].rules == ProcedureRules(kind="consent")
    assert cast(council, dict.fromkeys(range(1, 7), "consent")).procedure == ProcedureRules()


def test_a_vote_that_is_running_keeps_the_rules_it_began_with() -> None:
    council = voting(opened(sitting(), AdoptProcedure(ProcedureRules(kind="unanimity"))), POLICY)
    council = did(council, OpenVote(CHAIR, "M1"), *(ballot(council, seat, "yes", motion="M1") for seat in range(1, 7)))
    assert council.rules.kind == "unanimity"
    council = cast(council, {1: "yes", 2: "yes", 3: "yes", 4: "no"})
    assert closed(council).motions["M2"].status == "carried"


# --- what cannot be moved ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("matter", "code"),
    [
        (AddPolicy("", "Text."), "text_empty"),
        (AddPolicy("Title", "  "), "text_empty"),
        (AddPolicy("x" * 121, "Text."), "text_too_long"),
        (AddPolicy("Title", "x" * 8_001), "text_too_long"),
        (ChangePolicy("P1", "Title", "Text."), "no_such_policy"),
        (RepealPolicy("P1"), "no_such_policy"),
        (SettleDecision("lunch", "all"), "no_such_decision"),
        (SettleDecision("tests", "some"), "no_such_option"),
        (SettleDecision("tests", "", "  "), "text_empty"),
        (ChangeGraph(()), "graph_unchanged"),
        (ChangeGraph((ChangeOwner("south", "south"),)), "graph_unchanged"),
        (ChangeGraph((ChangeOwner("west", "south"),)), "graph_impossible"),
        (ChangeGraph((AllowReference("hub", "hub"),)), "graph_impossible"),
        (AdoptProcedure(ProcedureRules(threshold=Fraction(3, 2))), "procedure_unsound"),
        (AdoptProcedure(ProcedureRules(quorum=Fraction(0, 1))), "procedure_unsound"),
        (AdoptProcedure(ProcedureRules(kind="supermajority")), "procedure_unsound"),
        (AdoptProcedure(ProcedureRules(ballots="secret", tie="chair_decides")), "procedure_unsound"),
        (AdoptProcedure(ProcedureRules(ballots="secret", base="teams")), "procedure_unsound"),
        (AdoptProcedure(ProcedureRules(ballots="secret", kind="consent")), "procedure_unsound"),
        (AdoptProcedure(ProcedureRules(ballots="secret", kind="unanimity")), "procedure_unsound"),
    ],
)
def test_what_makes_no_sense_is_not_moved(matter: Matter, code: str) -> None:
    assert refused(sitting(), TableMotion(1, matter)) == code


def test_a_reason_has_its_length() -> None:
    assert refused(sitting(), TableMotion(1, POLICY, "x" * (REASON_LIMIT + 1))) == "text_too_long"


@pytest.mark.parametrize(
    ("matter", "again"),
    [
        (POLICY, AddPolicy("NAME THINGS", "Otherwise.")),
        (TESTS, TESTS),
        (SettleDecision("tests", "", "On Fridays."), SettleDecision("tests", "", "ON FRIDAYS.")),
        (AdoptProcedure(ProcedureRules()), AdoptProcedure(ProcedureRules(kind="consent"))),
    ],
)
def test_two_live_motions_never_ask_for_the_same(matter: Matter, again: Matter) -> None:
    council = tabled(sitting(), matter)
    assert refused(council, TableMotion(2, again)) == "same_motion_open"
    assert tabled(did(council, WithdrawMotion(1, "M1")), again, mover=2).motions["M2"].status == "tabled"


@pytest.mark.parametrize(
    ("matter", "rival"),
    [
        (TESTS, SettleDecision("tests", "hub")),
        (SettleDecision("tests", "", "On Fridays."), SettleDecision("tests", "", "On Mondays.")),
        (POLICY, AddPolicy("Own things", "By one team.")),
        (ChangeGraph((ChangeOwner("south", "north"),)), ChangeGraph((ChangeOwner("south", "north"),))),
    ],
)
def test_rival_motions_may_stand_side_by_side(matter: Matter, rival: Matter) -> None:
    assert len(tabled(tabled(sitting(), matter), rival, mover=2).live_motions) == 2


def test_change_and_repeal_of_one_policy_do_not_run_side_by_side() -> None:
    council = tabled(carried(sitting(), POLICY), ChangePolicy("P1", "Name things", "By their topic."))
    assert refused(council, TableMotion(2, RepealPolicy("P1"))) == "same_motion_open"


def test_what_is_already_so_is_not_moved() -> None:
    council = carried(carried(sitting(), POLICY), TESTS)
    council = carried(council, SettleDecision("cadence", "", "On Fridays."))
    council = adopted(council, ProcedureRules())
    for matter in (
        POLICY,
        TESTS,
        ChangePolicy("P1", "Name things", "By their team."),
        SettleDecision("cadence", "", "On Fridays."),
        AdoptProcedure(ProcedureRules()),
    ):
        assert refused(council, TableMotion(1, matter)) == "already_so"


def test_a_seat_has_so_many_motions_before_the_council_and_no_more() -> None:
    council = sitting()
    for number in range(LIVE_MOTIONS_PER_SEAT):
        council = tabled(council, AddPolicy(f"Policy {number}", "Text."))
    assert refused(council, TableMotion(1, TESTS)) == "too_many_motions"
    assert tabled(council, TESTS, mover=2).motions["M4"].mover == 2
    assert tabled(did(council, WithdrawMotion(1, "M1")), TESTS).motions["M4"].mover == 1


def test_nothing_is_moved_while_the_charter_is_frozen_or_once_it_passed() -> None:
    council = carried(sitting(), POLICY)
    assert refused(did(council, CallFinalVote(CHAIR)), TableMotion(1, TESTS)) == "charter_frozen"
    assert refused(passed(council), TableMotion(1, TESTS)) == "charter_final"
    assert tabled(passed(council, dict.fromkeys(range(1, 7), "no")), TESTS).motions["M2"].status == "tabled"


# --- revising ---------------------------------------------------------------------------------------------------------


def test_a_changed_text_is_a_new_version_and_keeps_its_second() -> None:
    council = did(opened(sitting(), POLICY), ReviseMotion(1, "M1", AddPolicy("Name things", "By topic."), "Shorter."))
    motion = council.motions["M1"]
    assert (motion.version, motion.seconder, motion.matter, motion.reason, motion.status) == (
        2,
        3,
        AddPolicy("Name things", "By topic."),
        "Shorter.",
        "open",
    )


def test_a_changed_text_keeps_the_old_reason_when_there_is_no_new_one() -> None:
    council = did(sitting(rules=ProcedureRules(second_needed=False)), TableMotion(1, POLICY, "So we find them."))
    council = did(council, ReviseMotion(1, "M1", AddPolicy("Name things", "By topic.")))
    assert council.motions["M1"].reason == "So we find them."


@pytest.mark.parametrize(
    ("matter", "revised", "code"),
    [
        (POLICY, POLICY, "already_so"),
        (POLICY, TESTS, "other_matter"),
        (TESTS, SettleDecision("cadence", "weekly"), "other_matter"),
        (POLICY, AddPolicy("", "Text."), "text_empty"),
    ],
)
def test_a_change_keeps_to_what_was_seconded(matter: Matter, revised: Matter, code: str) -> None:
    assert refused(opened(sitting(), matter), ReviseMotion(1, "M1", revised)) == code


def test_a_change_cannot_move_to_another_policy() -> None:
    council = carried(carried(sitting(), POLICY), AddPolicy("Own things", "By one team."))
    council = opened(council, ChangePolicy("P1", "Name things", "By topic."))
    assert refused(council, ReviseMotion(1, "M3", ChangePolicy("P2", "Own things", "By two."))) == "other_matter"


def test_a_change_cannot_become_what_another_motion_asks_for() -> None:
    council = opened(tabled(sitting(), SettleDecision("tests", "hub"), mover=2), TESTS)
    assert refused(council, ReviseMotion(1, "M2", SettleDecision("tests", "hub"))) == "same_motion_open"


def test_a_text_changes_only_between_second_and_vote() -> None:
    other = AddPolicy("Name things", "By topic.")
    assert refused(tabled(sitting(), POLICY), ReviseMotion(1, "M1", other)) == "motion_not_open"
    assert refused(opened(sitting(), POLICY), ReviseMotion(2, "M1", other)) == "not_your_motion"
    assert refused(voting(sitting(), POLICY), ReviseMotion(1, "M1", other)) == "motion_not_open"
    assert refused(carried(sitting(), POLICY), ReviseMotion(1, "M1", other)) == "motion_not_open"


def test_a_repeal_has_nothing_to_change() -> None:
    council = opened(carried(sitting(), POLICY), RepealPolicy("P1"))
    assert refused(council, ReviseMotion(1, "M2", RepealPolicy("P1"))) == "motion_not_open"


# --- emergencies ------------------------------------------------------------------------------------------------------

CHAIR_ACTS = ProcedureRules(emergency="chair_team")
HUB_ACTS = ProcedureRules(emergency="hub_owner")
WEEKLY = SettleDecision("cadence", "weekly")


def test_without_an_emergency_nobody_acts_alone() -> None:
    assert refused(sitting(rules=CHAIR_ACTS), TableMotion(CHAIR, WEEKLY, emergency=True)) == "no_emergency"
    calm = did(sitting(rules=CHAIR_ACTS), DealInject("news"))
    assert refused(calm, TableMotion(CHAIR, WEEKLY, emergency=True)) == "no_emergency"


def actors(rules: ProcedureRules, *gone: int) -> set[int]:
    """The seats that may act alone after the fire broke out."""
    council = did(sitting(rules=rules), DealInject("fire"), *(VacateSeat(seat) for seat in gone))
    return {seat for seat in council.seats if accepted(council, TableMotion(seat, WEEKLY, emergency=True))}


def test_who_acts_in_an_emergency() -> None:
    assert actors(ProcedureRules(emergency="council")) == set()
    assert actors(CHAIR_ACTS) == {5, 6}
    assert actors(CHAIR_ACTS, 5) == {6}
    assert actors(HUB_ACTS) == {1, 2}


def test_the_hub_owner_acts_who_owns_it_now() -> None:
    council = carried(sitting(rules=HUB_ACTS), ChangeGraph((ChangeOwner("hub", "south"),)))
    council = did(council, DealInject("fire"))
    assert refused(council, TableMotion(1, WEEKLY, emergency=True)) == "not_your_emergency"
    assert did(council, TableMotion(3, WEEKLY, emergency=True)).choices["cadence"] == "weekly"


def test_without_a_hub_the_council_decides() -> None:
    council = did(carried(sitting(rules=HUB_ACTS), SettleDecision("refs", "no_hub")), DealInject("fire"))
    assert {refused(council, TableMotion(seat, WEEKLY, emergency=True)) for seat in council.seats} == {
        "not_your_emergency"
    }


def test_an_emergency_act_takes_effect_at_once_and_once_for_each_emergency() -> None:
    council = did(sitting(rules=CHAIR_ACTS), DealInject("fire"))
    quick = AddPolicy("Undo first", "Then talk.")
    assert decide(council, TableMotion(5, quick, "It burns.", emergency=True)) == (
        MotionTabled("M1", 5, quick, "It burns.", second_needed=False),
        EmergencyActed("M1"),
        PolicyAdopted("P1", "Undo first", "Then talk.", "M1"),
    )
    council = did(council, TableMotion(5, quick, emergency=True))
    assert (council.motions["M1"].status, council.motions["M1"].emergency) == ("carried", True)
    assert refused(council, TableMotion(6, WEEKLY, emergency=True)) == "not_your_emergency"
    assert did(council, DealInject("flood"), TableMotion(6, TESTS, emergency=True)).choices == {"tests": "all"}


@pytest.mark.parametrize(
    "matter",
    [
        TESTS,  # not what the fire concerns
        SettleDecision("home", "", "Nowhere."),
        AdoptProcedure(ProcedureRules(kind="consent")),
        ChangeGraph((ChangeOwner("south", "north"),)),
    ],
)
def test_an_emergency_is_no_pretext_for_anything_else(matter: Matter) -> None:
    council = did(sitting(rules=CHAIR_ACTS), DealInject("fire"))
    assert refused(council, TableMotion(CHAIR, matter, emergency=True)) == "not_your_emergency"


def test_an_emergency_act_may_answer_in_its_own_words() -> None:
    council = did(sitting(rules=CHAIR_ACTS), DealInject("fire"))
    council = did(council, TableMotion(CHAIR, SettleDecision("cadence", "", "Not today."), emergency=True))
    assert council.settled["cadence"].text == "Not today."


def test_an_emergency_act_overtakes_a_motion_that_asks_for_the_same() -> None:
    council = did(tabled(sitting(rules=CHAIR_ACTS), WEEKLY), DealInject("fire"))
    events = decide(council, TableMotion(CHAIR, WEEKLY, emergency=True))
    assert events[-1] == MotionLapsed("M1", "overtaken")


def test_nobody_acts_alone_on_a_frozen_charter() -> None:
    council = did(carried(sitting(rules=CHAIR_ACTS), POLICY), DealInject("fire"), CallFinalVote(CHAIR))
    assert refused(council, TableMotion(CHAIR, WEEKLY, emergency=True)) == "charter_frozen"
