"""Legal moves as data: what a seat may send at a given moment."""

from meshcouncil.council.commands import (
    CallFinalVote,
    CastBallot,
    CastCharterBallot,
    CloseFinalVote,
    CloseVote,
    Command,
    DealInject,
    LowerHand,
    OpenVote,
    RaiseHand,
    ReviseMotion,
    SecondMotion,
    TableMotion,
    TakePoll,
    VacateSeat,
    WithdrawMotion,
)
from meshcouncil.council.definition import AddProject, Definition, ProcedureRules
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    ChangeGraph,
    ChangePolicy,
    RepealPolicy,
    SettleDecision,
)
from meshcouncil.council.offers import Offer, accepted, new_policy, offers, other_rules, refusal_of
from meshcouncil.council.state import Council, seated
from tests.council.builders import (
    CHAIR,
    adopted,
    carried,
    cast,
    did,
    opened,
    sitting,
    small_pack,
    tabled,
    voting,
)

POLICY = AddPolicy("Name things", "By their team.")
AT_ONCE = ProcedureRules(second_needed=False)


def about(council: Council, seat: int, motion: str = "M1") -> list[Command]:
    """What a seat may do about a motion."""
    return [offer.command for offer in offers(council, seat) if getattr(offer.command, "motion", "") == motion]


def names(council: Council, seat: int) -> set[str]:
    return {type(offer.command).__name__ for offer in offers(council, seat)}


def test_before_anybody_sits_nobody_may_do_anything() -> None:
    council = seated(small_pack())
    assert [list(offers(council, seat)) for seat in (1, 5, 7)] == [[], [], []]


def test_an_empty_seat_has_no_offers() -> None:
    assert list(offers(did(sitting(), VacateSeat(2)), 2)) == []


def test_what_a_seat_may_do_at_first() -> None:
    talk = {"Introduce", "DeclareFact", "RaiseHand", "Say", "RaisePoint"}
    at_first = talk | {"TableMotion", "ProposePolicy", "DraftGraph"}
    assert names(sitting(), 1) == at_first
    assert names(sitting(), CHAIR) == at_first | {"SetSpeakersList", "OpenRound"}


def test_a_hand_goes_up_or_down() -> None:
    council = did(sitting(), RaiseHand(1))
    hands = [offer.command for offer in offers(council, 1) if isinstance(offer.command, RaiseHand | LowerHand)]
    assert hands == [LowerHand(1)]


def test_a_tabled_motion_is_seconded_by_others_and_taken_back_by_its_mover() -> None:
    council = tabled(sitting(), POLICY)
    assert about(council, 1) == [WithdrawMotion(1, "M1")]
    assert about(council, 2) == [SecondMotion(2, "M1")]
    assert about(council, CHAIR) == [SecondMotion(CHAIR, "M1")]


def test_an_open_motion_is_called_by_the_chair_and_revised_by_its_mover() -> None:
    council = opened(sitting(), POLICY)
    assert about(council, 1) == [
        WithdrawMotion(1, "M1"),
        ReviseMotion(1, "M1", AddPolicy("Name things", "By their team.…")),
    ]
    assert about(council, 2) == []
    assert about(council, CHAIR) == [
        OpenVote(CHAIR, "M1"),
        TakePoll(CHAIR, "M1", "temperature_check"),
        TakePoll(CHAIR, "M1", "check_poll"),
    ]


def test_a_running_vote_takes_the_ballots_that_change_something() -> None:
    council = cast(voting(sitting(), POLICY), {2: "yes"})
    assert about(council, 1) == [CastBallot(1, "M1", 1, choice) for choice in ("yes", "no", "abstain")]
    assert about(council, 2) == [CastBallot(2, "M1", 1, choice) for choice in ("no", "abstain")]
    assert about(council, CHAIR)[0] == CloseVote(CHAIR, "M1")


def test_an_objection_is_offered_with_a_hole_for_its_reason() -> None:
    council = voting(sitting(rules=ProcedureRules(kind="consent", second_needed=False)), POLICY)
    assert [offer for offer in offers(council, 1) if isinstance(offer.command, CastBallot)] == [
        Offer(CastBallot(1, "M1", 1, "consent"), ("reason",)),
        Offer(CastBallot(1, "M1", 1, "object", "…"), ("reason",)),
    ]


def test_a_ranking_is_offered_with_a_hole() -> None:
    council = voting(sitting(rules=ProcedureRules(kind="ranked_choice", second_needed=False)), POLICY)
    assert [offer for offer in offers(council, 1) if isinstance(offer.command, CastBallot)] == [
        Offer(CastBallot(1, "M1", 1, "abstain"), ("reason",)),
        Offer(CastBallot(1, "M1", 1, ranking=("adopt",)), ("ranking", "reason")),
        Offer(CastBallot(1, "M1", 1, ranking=("none",)), ("ranking", "reason")),
    ]


def matters(council: Council, seat: int = 1) -> list[object]:
    return [offer.command.matter for offer in offers(council, seat) if isinstance(offer.command, TableMotion)]


def test_every_option_of_every_decision_point_may_be_moved(rainbow_road: Definition) -> None:
    moved = [each for each in matters(sitting(rainbow_road)) if isinstance(each, SettleDecision) and each.option]
    points = rainbow_road.decisions
    assert moved == [SettleDecision(point.id, option.id) for point in points for option in point.options]


def test_what_is_settled_is_not_offered_again() -> None:
    offered = matters(carried(sitting(), SettleDecision("tests", "all")))
    assert SettleDecision("tests", "all") not in offered
    assert SettleDecision("tests", "hub") in offered


def test_a_policy_in_force_may_be_changed_or_repealed() -> None:
    offered = matters(carried(sitting(), POLICY))
    assert ChangePolicy("P1", "Name things", "By their team.…") in offered
    assert RepealPolicy("P1") in offered


def test_another_procedure_is_always_offered() -> None:
    council = adopted(sitting(), other_rules(None))
    assert AdoptProcedure(other_rules(council.procedure)) in matters(council)
    assert other_rules(None, other_rules(None)) != other_rules(None)


def test_a_new_project_is_offered_with_a_hole() -> None:
    operations = (AddProject("project_1", "…"),)
    assert Offer(TableMotion(1, ChangeGraph(operations)), ("matter.operations", "reason")) in list(offers(sitting(), 1))


def test_a_motion_that_copies_a_sample_blocks_nobody() -> None:
    """Somebody may really call a policy "…": the others are still offered a new one."""
    council = tabled(tabled(sitting(), new_policy(sitting())), SettleDecision("tests", "", "…"))
    assert new_policy(council) != new_policy(sitting())
    assert new_policy(council) in matters(council, 2)
    assert SettleDecision("tests", "", "… 2") in matters(council, 2)


def test_an_emergency_offers_what_it_concerns_and_a_policy() -> None:
    council = did(sitting(rules=ProcedureRules(emergency="chair_team")), DealInject("fire"), DealInject("news"))
    alone = [offer.command for offer in offers(council, CHAIR) if getattr(offer.command, "emergency", False)]
    assert [command.matter for command in alone if isinstance(command, TableMotion)] == [
        AddPolicy("…", "…"),
        SettleDecision("cadence", "free"),
        SettleDecision("cadence", "weekly"),
        SettleDecision("cadence", "daily"),
        SettleDecision("cadence", "", "…"),
    ]
    assert not any(getattr(offer.command, "emergency", False) for offer in offers(council, 1))


def test_the_charter_is_put_to_the_vote_voted_on_and_counted() -> None:
    council = carried(sitting(rules=AT_ONCE), POLICY)
    assert Offer(CallFinalVote(CHAIR), ("pad_text",)) in list(offers(council, CHAIR))
    assert "CallFinalVote" not in names(council, 1)
    council = did(council, CallFinalVote(CHAIR))
    votes = [offer.command for offer in offers(council, 1) if isinstance(offer.command, CastCharterBallot)]
    assert votes == [CastCharterBallot(1, 1, choice) for choice in ("yes", "no", "abstain")]
    assert CloseFinalVote(CHAIR) in [offer.command for offer in offers(council, CHAIR)]
    assert "TableMotion" not in names(council, 1)


def test_a_refusal_can_be_asked_for_without_playing() -> None:
    refusal = refusal_of(sitting(), OpenVote(1, "M1"))
    assert refusal is not None
    assert (refusal.code, refusal.context) == ("no_such_motion", {"motion": "M1"})
    assert refusal_of(sitting(), RaiseHand(1)) is None
    assert accepted(sitting(), RaiseHand(1))
