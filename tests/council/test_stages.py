"""Motions on their way through the procedures that have more than a ballot."""

from __future__ import annotations

from meshcouncil.council.commands import (
    AnswerIssue,
    AppealDeclaration,
    AskAdvice,
    BeginStep,
    CastBallot,
    CloseVote,
    Command,
    DecideAlone,
    DeclareConsensus,
    EndStage,
    GiveAdvice,
    LiftObjection,
    OfferToDecide,
    OpenVote,
    RaiseIssue,
    ReviseMotion,
    RingClocks,
    StartClocks,
    StepDown,
    StopClocks,
    SupportIssue,
    TableMotion,
    TakeBackOffer,
    TakePoll,
    TakeTurn,
    VacateSeat,
    WeighObjection,
)
from meshcouncil.council.definition import Fraction, ProcedureKind, ProcedureRules
from meshcouncil.council.matters import AddPolicy, AdoptProcedure, AmendMotion, RevokeDelegate, SettleDecision
from meshcouncil.council.rules.rulebook import DEBATE_RULES
from meshcouncil.council.state import Council, Motion
from tests.council.builders import ballot, did, latest, opened, refused, sitting, tabled, voting

POLICY = AddPolicy("Ask first", "We will ask before we change a public model.")
BETTER = AddPolicy("Ask first", "We will ask a week before we change a public model.")
ALL = (1, 2, 3, 4, 5, 6)
MINUTE = 60_000


def table(kind: ProcedureKind, **rules: object) -> Council:
    """A council whose usual procedure is this one, without seconds."""
    return sitting(rules=ProcedureRules(kind=kind, second_needed=False, **rules))  # type: ignore[arg-type]


def under(kind: ProcedureKind, **rules: object) -> Council:
    """The same, with the policy put by seat 5, which chairs."""
    return did(tabled(table(kind, **rules), POLICY), OpenVote(5, "M1"))


def motion(council: Council) -> Motion:
    return council.motions[latest(council)]


def titles(council: Council) -> list[str]:
    return [policy.text for policy in council.policies_in_force]


def each(choice: str, *seats: int) -> list[Command]:
    return [CastBallot(seat, "M1", 1, choice) for seat in seats]


# --- consent: rounds, tests, integration (sociocracyforall.org; specification D.5) ------------------------------------


def test_consent_with_rounds_hears_everybody_twice_the_mover_last_and_then_asks_for_objections() -> None:
    council = under("consent", rounds=True)
    assert (motion(council).status, motion(council).stage) == ("deliberating", "clarifying")
    assert refused(council, TakeTurn(4, "M1", "Out of turn.")) == "not_your_turn"
    for seat in (2, 3, 4, 5, 6, 1):
        council = did(council, TakeTurn(seat, "M1", f"Question of {seat}."))
    assert motion(council).stage == "reactions"
    assert refused(council, ballot(council, 2, "consent")) == "vote_not_open"
    council = did(council, TakeTurn(6, "M1"), TakeTurn(2, "M1", "I like it."), EndStage(5, "M1"))
    assert (motion(council).status, motion(council).stage) == ("voting", "")
    assert [[turn.seat for turn in turns.taken] for turns in motion(council).said_in_turn] == [
        [2, 3, 4, 5, 6, 1],
        [6, 2],
    ]
    assert titles(did(council, *each("consent", *ALL))) == [POLICY.text]


def objected(*objectors: int, kind: ProcedureKind = "consent", **rules: object) -> Council:
    """A motion to which these seats object, or which they block."""
    council = under(kind, **rules)
    yes, no = {"consent": ("consent", "object"), "consensus": ("agree", "block"), "apache_vote": ("+1", "-1")}[kind]
    for seat in ALL:
        choice, reason = (no, f"Harm seen by {seat}.") if seat in objectors else (yes, "")
        council = did(council, CastBallot(seat, "M1", 1, choice, reason))
    return council


def test_an_objection_is_worked_in_one_at_a_time_and_the_round_is_held_again() -> None:
    council = objected(2, 3)
    assert [(one.id, one.seat, one.reason, one.status) for one in motion(council).objections] == [
        ("O1", 2, "Harm seen by 2.", "standing"),
        ("O2", 3, "Harm seen by 3.", "standing"),
    ]
    council = did(council, ReviseMotion(1, "M1", BETTER, "A week of notice.", objection="O1"))
    assert [one.status for one in motion(council).objections] == ["integrated", "standing"]
    assert refused(council, ReviseMotion(1, "M1", POLICY, "", objection="O1")) == "no_such_objection"
    council = did(council, OpenVote(5, "M1"))
    assert [one.status for one in motion(council).objections] == ["integrated", "asked_again"]
    council = did(council, *(CastBallot(seat, "M1", 2, "consent") for seat in ALL))
    assert titles(council) == [BETTER.text]


def test_an_objection_that_more_than_half_of_the_others_doubt_is_set_aside_and_the_motion_adopted() -> None:
    council = objected(2)
    assert refused(council, WeighObjection(2, "M1", "O1", qualifies=False)) == "own_objection"
    council = did(council, *(WeighObjection(seat, "M1", "O1", qualifies=False) for seat in (1, 3)))
    assert motion(council).status == "objected"
    council = did(council, WeighObjection(4, "M1", "O1", qualifies=False))
    assert (motion(council).status, motion(council).ended_because) == ("carried", "objections_answered")
    assert [(one.status, one.doubts) for one in motion(council).objections] == [("set_aside", (1, 3, 4))]
    assert titles(council) == [POLICY.text]


def test_who_doubts_an_objection_may_come_to_see_it() -> None:
    council = did(objected(2), WeighObjection(1, "M1", "O1", qualifies=False))
    assert refused(council, WeighObjection(1, "M1", "O1", qualifies=False)) == "already_so"
    council = did(council, WeighObjection(1, "M1", "O1", qualifies=True))
    assert motion(council).objections[0].doubts == ()


def test_a_motion_is_adopted_when_its_last_objection_is_taken_back() -> None:
    council = objected(2, 3)
    council = did(council, LiftObjection(3, "M1", "O2"))
    assert motion(council).status == "objected"
    assert refused(council, LiftObjection(3, "M1", "O1")) == "not_your_objection"
    assert titles(did(council, LiftObjection(2, "M1", "O1"))) == [POLICY.text]


def test_after_three_rounds_with_objections_two_thirds_of_the_votes_cast_decide() -> None:
    council = objected(2)
    for _ in range(2):
        council = did(council, OpenVote(5, "M1"))
        for seat in ALL:
            council = did(council, ballot(council, seat, "object" if seat == 2 else "consent", "Still harm."))
    council = did(council, OpenVote(5, "M1"))
    rules = motion(council).rules
    assert rules is not None
    assert (rules.kind, rules.threshold, rules.base) == ("supermajority", Fraction(2, 3), "votes_cast")
    assert titles(did(council, *(ballot(council, seat, "no" if seat == 2 else "yes") for seat in ALL))) == [POLICY.text]


# --- consensus: blocks and stand-asides (specification D.6) -----------------------------------------------------------


def test_one_block_stops_a_consensus_until_it_is_met() -> None:
    council = objected(4, kind="consensus")
    assert (motion(council).status, titles(council)) == ("objected", [])
    assert titles(did(council, LiftObjection(4, "M1", "O1"))) == [POLICY.text]


def test_a_block_that_more_than_a_fifth_of_the_others_doubt_does_not_count() -> None:
    council = did(objected(4, kind="consensus"), WeighObjection(1, "M1", "O1", qualifies=False))
    assert motion(council).status == "objected"
    assert titles(did(council, WeighObjection(2, "M1", "O1", qualifies=False))) == [POLICY.text]


def test_too_many_stand_asides_bring_the_motion_back_and_after_two_failed_tests_four_fifths_decide() -> None:
    council = under("consensus")
    for _ in range(2):
        council = did(council, *each("agree", 1, 2, 3), *each("stand_aside", 4, 5, 6))
        assert motion(council).status == "open"
        council = did(council, OpenVote(5, "M1"))
    rules = motion(council).rules
    assert rules is not None
    assert (rules.kind, rules.threshold) == ("supermajority", Fraction(4, 5))


def test_lifting_a_block_does_not_carry_a_motion_from_which_too_many_stand_aside() -> None:
    council = under("consensus")
    council = did(council, *each("agree", 1, 2, 3), *each("stand_aside", 5, 6), CastBallot(4, "M1", 1, "block", "No."))
    council = did(council, LiftObjection(4, "M1", "O1"))
    assert (motion(council).status, titles(council)) == ("objected", [])
    assert titles(did(council, OpenVote(5, "M1"), *each("agree", *ALL))) == [POLICY.text]


def test_a_veto_stands_until_who_gave_it_takes_it_back() -> None:
    """Apache: nobody can override a justified -1 on a change (apache.org/foundation/voting)."""
    council = objected(4, kind="apache_vote")
    assert refused(council, WeighObjection(1, "M1", "O1", qualifies=False)) == "no_test"
    assert titles(did(council, LiftObjection(4, "M1", "O1"))) == [POLICY.text]


# --- unanimous consent (Robert's Rules; specification D.4) ------------------------------------------------------------


def test_silence_adopts_when_the_time_for_an_objection_is_over() -> None:
    council = did(tabled(table("unanimous_consent"), POLICY), OpenVote(5, "M1", at=1_000))
    assert motion(council).deadline == 31_000
    assert refused(council, CloseVote(5, "M1", at=2_000)) == "clock_runs"
    assert refused(council, RingClocks(30_999)) == "already_so"
    assert titles(did(council, RingClocks(31_000))) == [POLICY.text]


def test_one_objection_leads_to_an_ordinary_vote() -> None:
    council = did(under("unanimous_consent"), CastBallot(2, "M1", 1, "object", "I want to vote."))
    assert motion(council).status == "open"
    council = did(council, OpenVote(5, "M1"))
    rules = motion(council).rules
    assert rules is not None
    assert rules.kind == "simple_majority"
    assert titles(did(council, *each("yes", 1, 3, 4, 5, 6), *each("no", 2))) == [POLICY.text]


# --- lazy consensus (Apache; specification D.10) ----------------------------------------------------------------------


def announced(at: int = 0) -> Council:
    return did(tabled(table("lazy_consensus"), POLICY), OpenVote(1, "M1", at=at))


def test_the_mover_announces_and_silence_adopts_once_more_than_half_have_read() -> None:
    council = did(announced(), *each("read", 1, 2, 3, 4))
    assert titles(did(council, RingClocks(MINUTE))) == [POLICY.text]


def test_silence_of_people_who_have_not_read_decides_nothing() -> None:
    council = did(announced(), *each("read", 1, 2, 3), RingClocks(MINUTE))
    assert (motion(council).status, titles(council)) == ("open", [])


def test_one_click_objects_and_a_revised_announcement_starts_the_clock_again() -> None:
    council = did(announced(), CastBallot(4, "M1", 1, "object", "Too soon."))
    assert motion(council).status == "objected"
    council = did(council, ReviseMotion(1, "M1", BETTER, "", objection="O1"), OpenVote(1, "M1", at=5 * MINUTE))
    assert motion(council).deadline == 6 * MINUTE
    council = did(council, *(CastBallot(seat, "M1", 2, "read") for seat in ALL), RingClocks(6 * MINUTE))
    assert titles(council) == [BETTER.text]


def test_an_objection_that_stands_leads_to_a_vote() -> None:
    council = did(announced(), CastBallot(4, "M1", 1, "object", "Too soon."), OpenVote(5, "M1"))
    rules = motion(council).rules
    assert rules is not None
    assert rules.kind == "simple_majority"


def test_lazy_consensus_never_changes_how_the_council_decides() -> None:
    """Not for charter changes: specification D.10."""
    council = opened(table("lazy_consensus"), AdoptProcedure(ProcedureRules(kind="consent")))
    council = did(council, OpenVote(5, "M1"))
    rules = motion(council).rules
    assert rules is not None
    assert (rules.kind, rules.base) == ("simple_majority", "seats")


def test_deadlines_stand_still_while_the_hall_pauses_and_between_the_sessions() -> None:
    council = did(announced(at=10_000), StopClocks(20_000))
    assert (council.next_deadline, refused(council, RingClocks(10 * MINUTE))) == (None, "already_so")
    council = did(council, StartClocks(50_000))
    assert council.next_deadline == 100_000
    council = did(council, BeginStep("break", sitting=False, procedure=False, final_vote=False, at=60_000))
    assert council.next_deadline is None
    council = did(council, BeginStep("two", sitting=True, procedure=False, final_vote=False, at=160_000))
    assert council.next_deadline == 200_000


def test_a_rehearsal_at_a_faster_pace_has_shorter_clocks() -> None:
    council = did(
        tabled(table("lazy_consensus"), POLICY),
        BeginStep("one", sitting=True, procedure=True, final_vote=True, at=0, pace=6_000),
        OpenVote(1, "M1", at=0),
    )
    assert motion(council).deadline == 1_000


# --- rough consensus (RFC 7282; specification D.7) --------------------------------------------------------------------


def hummed(*, answered: bool = True) -> Council:
    """Everybody hummed, one open point was put up."""
    council = under("rough_consensus")
    council = did(council, RaiseIssue(3, "M1", "Who pays for the week of waiting?"))
    for seat, loud in zip(ALL, (9, 8, 2, 7, 9, 10), strict=True):
        council = did(council, CastBallot(seat, "M1", 1, marks=(("hum", loud),)))
    return did(council, AnswerIssue(1, "M1", "I1", "Nobody: the old version stays.")) if answered else council


def test_a_hum_binds_nobody_and_the_chair_declares_only_when_every_open_point_has_its_answer() -> None:
    council = hummed(answered=False)
    assert (motion(council).stage, titles(council)) == ("declaring", [])
    assert refused(council, DeclareConsensus(5, "M1", reached=True)) == "points_open"
    assert refused(council, AnswerIssue(3, "M1", "I1", "I answer myself.")) == "own_issue"
    council = did(council, AnswerIssue(1, "M1", "I1", "Nobody: the old version stays."))
    assert refused(council, DeclareConsensus(1, "M1", reached=True)) == "not_your_turn_to_chair"
    council = did(council, DeclareConsensus(5, "M1", reached=True, reason="One low hum, answered.", at=0))
    assert (motion(council).stage, titles(council)) == ("declared", [])
    assert titles(did(council, RingClocks(motion(council).deadline or 0))) == [POLICY.text]


def test_an_appeal_from_the_declaration_is_voted_on() -> None:
    council = did(hummed(), DeclareConsensus(5, "M1", reached=True), AppealDeclaration(3, "M1", "I was not heard."))
    assert (motion(council).status, motion(council).rules) == ("voting", DEBATE_RULES)
    council = did(council, *each("yes", 1, 2), *each("no", 3, 4, 5, 6))
    assert (motion(council).status, titles(council)) == ("lost", [])


def test_no_rough_consensus_ends_a_motion_too() -> None:
    council = did(hummed(), DeclareConsensus(5, "M1", reached=False))
    council = did(council, RingClocks(motion(council).deadline or 0))
    assert (motion(council).status, motion(council).ended_because) == ("lost", "no_consensus")


def test_hums_are_secret_whatever_the_council_does_otherwise() -> None:
    rules = motion(under("rough_consensus")).rules
    assert rules is not None
    assert rules.ballots == "secret"


# --- delegation and advice (PEP 1 and PEP 13; specification D.12) -----------------------------------------------------


def test_a_delegate_offers_is_confirmed_by_silence_and_decides_with_reasons() -> None:
    council = under("delegation")
    assert motion(council).stage == "offers"
    council = did(council, OfferToDecide(3, "M1", "I know these models."), EndStage(5, "M1"))
    council = did(council, *each("confirm", 1, 2), CloseVote(5, "M1"))
    assert (motion(council).stage, motion(council).delegates) == ("deciding", (3,))
    assert refused(council, DecideAlone(2, "M1", adopt=True, reason="Me too.")) == "not_yours_to_decide"
    council = did(council, AskAdvice(3, "M1", (1,)), GiveAdvice(1, "M1", "Take it."))
    council = did(council, DecideAlone(3, "M1", adopt=True, reason="It costs little."))
    assert (titles(council), motion(council).decided) == ([POLICY.text], ((3, True, "It costs little."),))


def test_two_who_decide_together_must_agree_or_the_motion_goes_back() -> None:
    council = did(under("delegation"), OfferToDecide(3, "M1", "A."), OfferToDecide(4, "M1", "B."), EndStage(5, "M1"))
    council = did(council, *each("confirm", *ALL))
    assert motion(council).delegates == (3, 4)
    council = did(council, DecideAlone(3, "M1", adopt=True, reason="Yes."))
    assert (motion(council).stage, titles(council)) == ("deciding", [])
    council = did(council, DecideAlone(4, "M1", adopt=False, reason="No."))
    assert (motion(council).status, motion(council).delegates, titles(council)) == ("open", (), [])


def test_a_motion_that_nobody_offers_to_decide_is_deferred() -> None:
    council = did(under("delegation"), EndStage(5, "M1"))
    assert (motion(council).status, motion(council).ended_because) == ("deferred", "no_delegate")


def test_who_was_refused_has_to_offer_anew() -> None:
    council = did(under("delegation"), OfferToDecide(3, "M1", "I know."), EndStage(5, "M1"))
    council = did(council, *each("refuse", 1, 2, 4, 5), *each("confirm", 3, 6))
    assert (motion(council).status, motion(council).offers) == ("open", ())
    council = did(council, OpenVote(5, "M1"), OfferToDecide(3, "M1", "I still know."))
    assert [each.text for each in motion(council).offers] == ["I still know."]


def deciding() -> Council:
    council = did(under("delegation"), OfferToDecide(3, "M1", "I know."), EndStage(5, "M1"))
    return did(council, *each("confirm", *ALL))


def test_a_delegate_may_step_down_leave_or_be_called_back() -> None:
    assert motion(did(deciding(), StepDown(3, "M1"))).status == "open"
    assert motion(did(deciding(), VacateSeat(3))).status == "open"
    council = voting(deciding(), RevokeDelegate("M1"), mover=1)
    council = did(council, *(CastBallot(seat, "M2", 1, "yes") for seat in ALL))
    assert (council.motions["M1"].status, council.motions["M1"].delegates) == ("open", ())


def test_under_the_advice_process_the_mover_decides_after_asking_two_other_teams() -> None:
    council = did(tabled(table("advice_process"), POLICY), OpenVote(1, "M1"))
    assert (motion(council).stage, motion(council).delegates) == ("advice", (1,))
    assert refused(council, DecideAlone(1, "M1", adopt=True, reason="Mine.")) == "ask_advice_first"
    council = did(council, AskAdvice(1, "M1", (3, 5)), GiveAdvice(3, "M1", "Go on."))
    assert refused(council, DecideAlone(1, "M1", adopt=True, reason="Mine.")) == "advice_awaited"
    council = did(council, GiveAdvice(5, "M1", "Mind the cost."))
    council = did(council, DecideAlone(1, "M1", adopt=True, reason="Both agree."))
    assert (motion(council).status, motion(council).ended_because, titles(council)) == (
        "carried",
        "delegate",
        [POLICY.text],
    )


def test_where_the_mover_has_left_who_chairs_takes_the_advice_and_decides() -> None:
    council = did(tabled(table("advice_process"), POLICY), VacateSeat(1), OpenVote(5, "M1"))
    assert motion(council).delegates == (5,)
    council = did(council, AskAdvice(5, "M1", (2, 3)), GiveAdvice(2, "M1", "Go on."), GiveAdvice(3, "M1", "Do."))
    assert titles(did(council, DecideAlone(5, "M1", adopt=True, reason="Both agree."))) == [POLICY.text]


# --- RFC with a final comment (Rust RFC process; specification D.13) --------------------------------------------------


def test_the_final_comment_runs_ninety_seconds_and_then_the_council_votes() -> None:
    council = did(tabled(table("rfc"), POLICY), OpenVote(5, "M1", at=0))
    assert (motion(council).stage, motion(council).deadline) == ("final_comment", 90_000)
    assert refused(council, EndStage(5, "M1")) == "clock_runs"
    council = did(council, RingClocks(90_000))
    assert titles(did(council, *each("yes", 1, 2, 3, 4), *each("postpone", 5, 6))) == [POLICY.text]


def test_an_argument_that_two_others_find_substantial_reopens_the_debate() -> None:
    council = did(under("rfc"), RaiseIssue(2, "M1", "It breaks the nightly build."))
    assert refused(council, SupportIssue(2, "M1", "I1")) == "own_issue"
    council = did(council, SupportIssue(3, "M1", "I1"))
    assert motion(council).stage == "final_comment"
    council = did(council, SupportIssue(4, "M1", "I1"))
    assert (motion(council).status, motion(council).deadline) == ("open", None)


def test_to_postpone_is_a_result_of_its_own() -> None:
    council = did(under("rfc"), RingClocks(90_000), *each("postpone", 1, 2, 3, 4), *each("yes", 5, 6))
    assert motion(council).status == "deferred"


# --- polls (Loomio; specification D.9) --------------------------------------------------------------------------------


def test_a_temperature_check_on_an_open_motion_binds_nobody() -> None:
    council = opened(sitting(rules=ProcedureRules()), POLICY)
    assert refused(council, TakePoll(1, "M1", "temperature_check")) == "not_your_turn_to_chair"
    council = did(council, TakePoll(5, "M1", "temperature_check"), *each("up", *ALL))
    assert (motion(council).status, titles(council)) == ("open", [])
    council = did(council, OpenVote(5, "M1"), *each("yes", *ALL))
    assert titles(council) == [POLICY.text]


def test_a_council_that_only_takes_polls_adopts_nothing() -> None:
    council = did(under("temperature_check"), *each("up", *ALL))
    assert (motion(council).status, motion(council).ended_because, titles(council)) == ("noted", "not_binding", [])


# --- votes among several (specification D.8, D.9) ---------------------------------------------------------------------


def test_what_leads_a_score_still_needs_an_up_or_down_vote() -> None:
    council = did(tabled(table("score_vote"), SettleDecision("tests", "all")), OpenVote(5, "M1"))
    council = did(council, *(CastBallot(seat, "M1", 1, marks=(("hub", 9), ("all", 4))) for seat in ALL))
    assert (motion(council).status, motion(council).nominee, council.settled) == ("open", "hub", {})
    council = did(council, OpenVote(5, "M1"), *each("yes", *ALL))
    assert council.settled["tests"].option == "hub"


def test_dots_beyond_the_budget_are_refused() -> None:
    council = under("dot_vote", dots=3)
    assert refused(council, CastBallot(1, "M1", 1, marks=(("adopt", 4),))) == "too_many_dots"
    assert refused(council, CastBallot(1, "M1", 1, marks=(("adopt", -1),))) == "marks_unsound"
    assert refused(council, CastBallot(1, "M1", 1, marks=(("nothing", 1),))) == "marks_unsound"
    assert titles(did(council, *(CastBallot(seat, "M1", 1, marks=(("adopt", 2),)) for seat in ALL))) == [POLICY.text]


def test_a_move_is_only_what_a_seat_may_make() -> None:
    council = tabled(table("delegation"), POLICY)
    assert refused(council, TableMotion(2, RevokeDelegate("M1"))) == "no_such_motion"
    assert refused(council, OfferToDecide(2, "M1", "Me.")) == "no_offers_now"
    assert refused(council, TakeTurn(2, "M1")) == "no_round"
    assert refused(council, RaiseIssue(2, "M1", "Why?")) == "no_issues_here"


def test_the_chair_may_stop_waiting_for_a_mover_who_takes_no_advice() -> None:
    council = did(tabled(table("advice_process"), POLICY), OpenVote(1, "M1"))
    assert refused(council, EndStage(2, "M1")) == "not_your_turn_to_chair"
    council = did(council, EndStage(5, "M1"))
    assert (motion(council).status, motion(council).stage, motion(council).delegates) == ("open", "", ())


def test_three_offers_are_one_too_many_until_somebody_takes_one_back() -> None:
    council = did(under("delegation"), *(OfferToDecide(seat, "M1", "Me.") for seat in (2, 3, 4)))
    assert refused(council, EndStage(5, "M1")) == "too_many_offers"
    assert motion(did(council, TakeBackOffer(4, "M1"), EndStage(5, "M1"))).status == "voting"


def test_amendments_and_ratifications_are_as_secret_as_the_council_votes() -> None:
    council = tabled(sitting(rules=ProcedureRules(ballots="secret", second_needed=False)), POLICY)
    council = did(council, TableMotion(2, AmendMotion("M1", 1, BETTER)), OpenVote(5, "M2"))
    rules = council.motions["M2"].rules
    assert rules is not None
    assert rules.ballots == "secret"
