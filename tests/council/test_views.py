"""What one pair of eyes may see of a table."""

from dataclasses import replace

import pytest

from meshcouncil.council.commands import (
    CallFinalVote,
    CastBallot,
    CastCharterBallot,
    CloseCouncil,
    CloseFinalVote,
    DealInject,
    FillSeat,
    Introduce,
    OpenVote,
    RaiseHand,
    ReviseMotion,
    Say,
    TableMotion,
    VacateSeat,
)
from meshcouncil.council.definition import Definition, ProcedureRules
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    ChangePolicy,
    RepealPolicy,
    SettleDecision,
)
from meshcouncil.council.predicates import Number
from meshcouncil.council.rules.procedures.consent import CONSENT_ROUNDS, fallback
from meshcouncil.council.rules.rulebook import FOUNDING_RULES
from meshcouncil.council.state import Council, Occupant
from meshcouncil.council.views import (
    ChoiceView,
    DecisionView,
    Facilitator,
    MessageView,
    MotionView,
    Observer,
    Seated,
    SeatView,
    Viewer,
    brief_of,
    permissions,
    view,
)
from tests.council.builders import (
    CHAIR,
    adopted,
    carried,
    cast,
    closed,
    did,
    opened,
    passed,
    sitting,
    tabled,
    voting,
)

POLICY = AddPolicy("Name things", "By their team.")
CONSENT = ProcedureRules(kind="consent", second_needed=False)


def motion(council: Council, viewer: Viewer, number: int = -1) -> MotionView:
    return view(council, viewer).motions[number]


def decision(council: Council, decision_id: str) -> DecisionView:
    seen = view(council, Observer())
    return next(point for topic in seen.topics for point in topic.points if point.id == decision_id)


# --- people -----------------------------------------------------------------------------------------------------------


def test_a_place_at_the_table() -> None:
    council = did(sitting(), Introduce(2, "I build things."), RaiseHand(2))
    assert view(council, Seated(1)).seats[1] == SeatView(
        number=2,
        title="Role 2",
        team="north",
        team_name="North",
        shape="circle",
        team_number=1,
        occupant=Occupant("person", "Person 2"),
        introduction="I build things.",
        hand_up=True,
        is_me=False,
        is_teammate=True,
        chairs=False,
    )


def test_one_knows_oneself_and_ones_teammate() -> None:
    seats = view(sitting(), Seated(3)).seats
    assert [seat.number for seat in seats if seat.is_me] == [3]
    assert [seat.number for seat in seats if seat.is_teammate] == [4]
    assert [seat.number for seat in view(sitting(), Observer()).seats if seat.is_me or seat.is_teammate] == []


def test_who_keeps_the_process_is_marked() -> None:
    def marked(council: Council) -> list[int]:
        return [seat.number for seat in view(council, Observer()).seats if seat.chairs]

    assert marked(sitting()) == [5, 6]
    assert marked(did(sitting(), VacateSeat(5))) == [5, 6]
    assert marked(did(sitting(), VacateSeat(5), VacateSeat(6), VacateSeat(1))) == [2, 3, 4, 5, 6]


def test_only_a_seat_reads_a_brief_and_only_its_own() -> None:
    me = view(sitting(), Seated(3)).me
    assert me is not None
    assert (me.seat, me.secret, me.mission, me.team_mission, me.for_teammate) == (
        3,
        "Secret of 3.",
        "Text of three.",
        "Text of south-mission.",
        "For the teammate of 3.",
    )
    assert me == brief_of(sitting(), 3)
    assert view(sitting(), Facilitator()).me is None
    assert view(sitting(), Observer()).me is None


@pytest.mark.parametrize("number", range(1, 11))
def test_no_mission_of_rainbow_road_shows_in_anothers_view(number: int, rainbow_road: Definition) -> None:
    council = sitting(rainbow_road)
    seen = repr(view(council, Seated(number)))
    team = rainbow_road.team_of(number)
    for role in rainbow_road.roles:
        assert (role.mission.text in seen) == (role.number == number)
    for each in rainbow_road.teams:
        assert (each.mission.text in seen) == (each.id == team.id)


def test_a_message_shows_who_speaks() -> None:
    council = did(sitting(), Say(1, "facilitator", "Help?"))
    expected = MessageView(1, "Role 1", "Person 1", 1, "facilitator", "Help?", is_mine=True, to=1)
    assert view(council, Seated(1)).messages == (expected,)
    assert view(council, Facilitator()).messages == (replace(expected, is_mine=False),)


def test_an_injects_notes_are_for_the_facilitator() -> None:
    council = did(sitting(), DealInject("fire"))
    assert [inject.notes for inject in view(council, Facilitator()).injects] == ["NOTES"]
    for viewer in (Seated(1), Observer()):
        assert [(inject.text, inject.notes) for inject in view(council, viewer).injects] == [("It burns.", "")]


# --- motions ----------------------------------------------------------------------------------------------------------


def test_while_a_vote_runs_all_see_who_has_voted_and_none_sees_how() -> None:
    council = cast(voting(sitting(), POLICY), {2: "no", 4: "yes"})
    for viewer in (Seated(1), Facilitator(), Observer()):
        seen = motion(council, viewer)
        assert (seen.voted, seen.waiting_for, seen.ballots, seen.my_ballot, seen.tally) == (
            (2, 4),
            (1, 3, 5, 6),
            (),
            None,
            None,
        )
    mine = motion(council, Seated(2)).my_ballot
    assert mine is not None
    assert (mine.seat, mine.title, mine.choice) == (2, "Role 2", "no")


def test_after_an_open_vote_all_see_who_voted_how() -> None:
    council = closed(cast(voting(sitting(), POLICY), {1: "yes", 2: "no", 3: "yes", 4: "yes"}))
    seen = motion(council, Observer())
    assert [(ballot.seat, ballot.choice) for ballot in seen.ballots] == [(1, "yes"), (2, "no"), (3, "yes"), (4, "yes")]
    assert (seen.voted, seen.waiting_for) == ((), ())


def test_after_a_secret_vote_all_see_the_count_alone() -> None:
    council = voting(sitting(rules=ProcedureRules(ballots="secret")), POLICY)
    council = closed(cast(council, {1: "yes", 2: "no", 3: "yes", 4: "yes"}))
    seen = motion(council, Seated(3))
    assert (seen.ballots, seen.tally and (seen.tally.yes, seen.tally.no)) == ((), (3, 1))
    assert seen.my_ballot is None  # whoever takes the seat over would read it


def test_objections_are_told_without_names() -> None:
    council = voting(sitting(rules=CONSENT), POLICY)
    council = closed(cast(council, {1: "consent", 2: "object", 3: "consent", 4: "object"}))
    assert motion(council, Observer()).objections == ("Because of 2.", "Because of 4.")


def test_an_option_on_a_ballot_has_the_packs_label() -> None:
    council = voting(
        sitting(rules=ProcedureRules(kind="ranked_choice", second_needed=False)), SettleDecision("refs", "across")
    )
    assert motion(council, Observer()).choices == (
        ChoiceView("hub_only", "The hub only"),
        ChoiceView("across", "Each other"),
        ChoiceView("no_hub", "No hub"),
        ChoiceView("none", ""),
    )


def test_a_motion_shows_the_rules_of_its_next_vote_until_it_is_counted() -> None:
    council = tabled(sitting(), POLICY)
    assert motion(council, Observer()).rules == ProcedureRules()
    council = adopted(council, CONSENT)
    assert motion(council, Observer(), 0).rules == CONSENT
    assert motion(tabled(sitting(), AdoptProcedure(CONSENT)), Observer()).rules == FOUNDING_RULES


def test_a_motion_shows_that_consent_falls_back() -> None:
    council = opened(sitting(rules=CONSENT), POLICY)
    for _ in range(CONSENT_ROUNDS):
        council = did(council, OpenVote(CHAIR, "M1"))
        council = closed(cast(council, {1: "consent", 2: "object", 3: "consent", 4: "consent"}))
    council = did(council, ReviseMotion(1, "M1", AddPolicy("Name things", "By topic.")))
    assert motion(council, Observer()).rules == fallback(CONSENT)


def test_a_motion_to_change_shows_the_text_in_force_until_it_is_decided() -> None:
    council = carried(sitting(), POLICY)
    assert (
        motion(tabled(council, ChangePolicy("P1", "Name things", "By topic.")), Observer()).before == "By their team."
    )
    assert motion(tabled(council, RepealPolicy("P1")), Observer()).before == "By their team."
    assert motion(carried(council, ChangePolicy("P1", "Name things", "By topic.")), Observer()).before == ""
    settled = carried(sitting(), SettleDecision("tests", "all"))
    assert motion(tabled(settled, SettleDecision("tests", "hub")), Observer()).before == "Clause tests: all."


def test_what_one_may_do_with_a_motion() -> None:
    def may(council: Council, viewer: Viewer) -> list[str]:
        seen = motion(council, viewer)
        flags = ("may_second", "may_withdraw", "may_revise", "may_open_vote", "may_vote", "may_close_vote")
        return [flag for flag in flags if getattr(seen, flag)]

    council = tabled(sitting(), POLICY)
    assert [may(council, viewer) for viewer in (Seated(1), Seated(2), Facilitator())] == [
        ["may_withdraw"],
        ["may_second"],
        [],
    ]
    council = opened(sitting(), POLICY)
    assert [may(council, viewer) for viewer in (Seated(1), Seated(2), Seated(CHAIR), Observer())] == [
        ["may_withdraw", "may_revise"],
        [],
        ["may_open_vote"],
        [],
    ]
    council = voting(sitting(), POLICY)
    assert [may(council, viewer) for viewer in (Seated(1), Seated(CHAIR), Observer())] == [
        ["may_vote"],
        ["may_vote", "may_close_vote"],
        [],
    ]
    assert may(did(opened(sitting(), POLICY), CloseCouncil()), Seated(1)) == []


# --- what may be moved ------------------------------------------------------------------------------------------------


def test_why_one_may_not_move_anything() -> None:
    rules = ProcedureRules(proposers="chair_team")
    busy = sitting()
    for number in range(3):
        busy = tabled(busy, AddPolicy(f"Policy {number}", "Text."))
    frozen = did(carried(sitting(), POLICY), CallFinalVote(CHAIR))
    reasons = [
        (sitting(), ""),
        (sitting(rules=rules), "may_not_propose"),
        (busy, "too_many_motions"),
        (frozen, "charter_frozen"),
        (passed(carried(sitting(), POLICY)), "charter_final"),
        (did(sitting(), CloseCouncil()), "council_closed"),
        (did(sitting(), VacateSeat(1)), "seat_empty"),
    ]
    for council, reason in reasons:
        assert view(council, Seated(1)).procedure.why_not == reason
        assert permissions(council, Seated(1))[:2] == (not reason, reason)


def test_who_only_looks_is_given_no_reason() -> None:
    assert permissions(sitting(), Observer()) == (False, "", False)


def test_a_first_procedure_may_be_moved_by_all_even_where_motions_are_not() -> None:
    council = sitting(rules=ProcedureRules(proposers="chair_team"))
    assert permissions(council, Seated(1)) == (False, "may_not_propose", True)


def test_a_procedure_shows_whether_it_was_adopted_and_who_acts_in_an_emergency() -> None:
    rules = ProcedureRules(emergency="hub_owner")
    usual, own = view(sitting(), Observer()).procedure, view(adopted(sitting(), rules), Observer()).procedure
    assert (usual.adopted, usual.rules, usual.emergency_team) == (False, ProcedureRules(), "")
    assert (own.adopted, own.rules, own.emergency_team) == (True, rules, "North")


def test_one_may_act_alone_only_once() -> None:
    council = did(sitting(rules=ProcedureRules(emergency="chair_team")), DealInject("fire"))
    assert "act_in_emergency" in view(council, Seated(CHAIR)).may
    assert "act_in_emergency" not in view(council, Seated(1)).may
    council = did(council, TableMotion(CHAIR, POLICY, emergency=True))
    assert "act_in_emergency" not in view(council, Seated(CHAIR)).may


# --- the charter ------------------------------------------------------------------------------------------------------


def test_a_decision_point_is_open_proposed_or_settled() -> None:
    council = sitting()
    assert decision(council, "tests").status == "open"
    council = tabled(council, SettleDecision("tests", "all"))
    assert (decision(council, "tests").status, decision(council, "tests").motion) == ("proposed", "M1")
    council = carried(sitting(), SettleDecision("tests", "all"))
    seen = decision(council, "tests")
    assert (seen.status, seen.settled_option, seen.settled_text, seen.motion, seen.status_quo) == (
        "settled",
        "all",
        "Clause tests: all.",
        "M1",
        "None",
    )


def test_a_settled_point_that_a_motion_would_change_still_counts_as_settled() -> None:
    council = tabled(carried(sitting(), SettleDecision("tests", "all")), SettleDecision("tests", "hub"))
    seen = view(council, Observer())
    assert (decision(council, "tests").status, decision(council, "tests").is_settled) == ("proposed", True)
    assert (seen.decisions_settled, seen.decisions_total, seen.topics[0].settled) == (1, 4, 1)


def test_an_answer_of_the_councils_own_counts_as_settled() -> None:
    council = carried(sitting(), SettleDecision("tests", "", "On Fridays."))
    assert (decision(council, "tests").status, view(council, Observer()).decisions_settled) == ("settled", 1)


def test_choices_that_do_not_go_together_and_what_they_cost_are_told() -> None:
    council = carried(sitting(), SettleDecision("tests", "all"))
    assert view(council, Observer()).incoherences == ("Tests want a weekly release.",)
    council = carried(council, SettleDecision("cadence", "weekly"))
    assert view(council, Observer()).incoherences == ()
    assert [(cost.id, cost.title, cost.value) for cost in view(council, Observer()).costs] == [
        ("posts", "Posts", 6),
        ("base", "base", 3),
    ]


def test_a_bill_is_read_from_the_cost_to_what_is_left_after_savings() -> None:
    council = sitting()
    quantities = {name: Number(1) for name in ("base", "gross_cost", "net_cost", "savings")}
    council = replace(council, definition=replace(council.definition, quantities=quantities))
    costs = view(council, Observer()).costs
    assert [cost.id for cost in costs] == ["gross_cost", "savings", "net_cost", "base"]


def test_the_map_shows_its_difference_from_the_plan() -> None:
    seen = view(sitting(), Observer()).graph
    assert seen.is_as_planned
    council = carried(carried(sitting(), SettleDecision("home", "shared")), SettleDecision("refs", "across"))
    seen = view(council, Observer()).graph
    assert [
        (project.id, project.state, project.owner_name, project.planned_owner_name) for project in seen.projects
    ] == [
        ("hub", "same", "North", "North"),
        ("south", "changed", "North", "South"),
        ("east", "same", "Keepers", "Keepers"),
        ("bridge", "added", "North", ""),
    ]
    assert [(each.producer, each.consumer, each.state) for each in seen.references] == [
        ("hub", "east", "same"),
        ("hub", "south", "same"),
        ("south", "east", "added"),
    ]
    gone = view(carried(sitting(), SettleDecision("home", "gone")), Observer()).graph
    assert [(project.id, project.state) for project in gone.projects if project.state != "same"] == [
        ("south", "removed")
    ]
    assert [each.state for each in gone.references] == ["same", "removed"]


def test_the_vote_on_the_charter_is_told_with_names_after_the_count() -> None:
    council = did(carried(sitting(), POLICY), CallFinalVote(CHAIR, "Pad."), CastCharterBallot(2, 1, "no"))
    seen = view(council, Seated(2)).final_vote
    assert seen is not None
    assert (seen.voted, seen.waiting_for, seen.my_choice, seen.ballots, seen.open) == (
        (2,),
        (1, 3, 4, 5, 6),
        "no",
        (),
        True,
    )
    council = did(council, *(CastCharterBallot(seat, 1, "yes") for seat in (1, 3, 4, 5)), CloseFinalVote(CHAIR))
    council = did(council, VacateSeat(3), FillSeat(3, "bot", "Robin"))
    after = view(council, Observer()).final_vote
    assert after is not None
    assert (after.open, after.passed, after.pad_text, after.voted, after.waiting_for) == (
        False,
        True,
        "Pad.",
        (1, 2, 3, 4, 5),
        (),
    )
    assert [(ballot.seat, ballot.choice) for ballot in after.ballots] == [
        (1, "yes"),
        (2, "no"),
        (3, "yes"),
        (4, "yes"),
        (5, "yes"),
    ]


def test_a_ballot_may_be_changed_while_it_runs() -> None:
    council = did(voting(sitting(), POLICY), CastBallot(1, "M1", 1, "yes"))
    assert motion(council, Seated(1)).may_vote
