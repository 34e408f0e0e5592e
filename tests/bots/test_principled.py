"""One turn of one bot: what it does in which situation."""

from __future__ import annotations

from random import Random

import pytest

from meshcouncil.bots.mandate import mandate_of
from meshcouncil.bots.principled import Principled
from meshcouncil.bots.strategy import GoalClaim, Progress, progress_at
from meshcouncil.council.commands import (
    AnswerAsFacilitator,
    BeginStep,
    CallFinalVote,
    CastBallot,
    CastCharterBallot,
    CloseCouncil,
    Command,
    DealInject,
    FillSeat,
    Introduce,
    OpenVote,
    Say,
    SecondMotion,
    TableMotion,
    WithdrawMotion,
)
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.evolve import replayed
from meshcouncil.council.matters import AddPolicy, AdoptProcedure, Matter, SettleDecision
from meshcouncil.council.offers import accepted, offers
from meshcouncil.council.state import Council
from meshcouncil.council.views import Seated, view
from tests.bots.builders import ALL_SEATS, at_table, rainbow_road

EVERYBODY_IS_KNOWN = tuple(Introduce(seat, f"I am seat {seat}.") for seat in ALL_SEATS)


def _turn(council: Council, seat: int, seed: int = 1, progress: Progress | None = None) -> Command | None:
    mandate = mandate_of(rainbow_road(), seat, "open")
    at = progress or Progress(0.5, 0.5)
    command = Principled().next_command(view(council, Seated(seat)), offers(council, seat), mandate, at, Random(seed))
    assert command is None or accepted(council, command)
    return command


def _turns(council: Council, seat: int, progress: Progress | None = None) -> list[Command]:
    """Give what the seat would do with each of forty dice."""
    turns = (_turn(council, seat, seed, progress) for seed in range(40))
    return [turn for turn in turns if turn is not None]


def _council(*commands: Command, step: str = "cs2") -> Council:
    return at_table(rainbow_road(), *EVERYBODY_IS_KNOWN, *commands, step=step)


def _voting(matter: Matter, *first: Command) -> Council:
    return _council(*first, TableMotion(1, matter), SecondMotion(2, "M1"), OpenVote(9, "M1"))


def _moved(turns: list[Command]) -> list[Matter]:
    return [turn.matter for turn in turns if isinstance(turn, TableMotion)]


def test_a_bot_introduces_itself_first() -> None:
    assert isinstance(_turn(at_table(rainbow_road()), 4), Introduce)


def test_a_bot_of_the_chair_moves_a_procedure_in_the_first_session_and_nobody_else_rushes() -> None:
    council = _council(step="cs1")
    at = Progress(0.4, 0.1)
    assert {type(matter) for matter in _moved(_turns(council, 9, at))} == {AdoptProcedure}
    assert _moved(_turns(council, 2, at)) == []


def test_where_nobody_chairs_well_any_bot_moves_a_procedure_after_a_while() -> None:
    council = replayed(_council(step="cs1"), ())
    for seat in (9, 10):
        council = replayed(council, decide(council, FillSeat(seat, "person", "Kim")))
    assert {type(matter) for matter in _moved(_turns(council, 2, Progress(0.7, 0.2)))} == {AdoptProcedure}


def test_a_bot_votes_for_what_it_came_for_and_against_what_ruins_it() -> None:
    duties = _voting(SettleDecision("job_duties", "hr_process_required"))
    hiring = _voting(SettleDecision("de_hiring", "per_part"))
    assert {turn.choice for turn in _turns(duties, 5) if isinstance(turn, CastBallot)} == {"yes"}
    assert {turn.choice for turn in _turns(hiring, 3) if isinstance(turn, CastBallot)} == {"no"}


def test_a_bot_objects_with_a_reason_under_consent() -> None:
    consent = ProcedureRules(kind="consent", second_needed=False)
    adopted: tuple[Command, ...] = (
        TableMotion(9, AdoptProcedure(consent)),
        SecondMotion(10, "M1"),
        OpenVote(9, "M1"),
        *(CastBallot(seat, "M1", 1, "yes") for seat in ALL_SEATS),
        TableMotion(1, SettleDecision("de_hiring", "per_part")),
        OpenVote(9, "M2"),
    )
    ballots = [turn for turn in _turns(_council(*adopted), 3) if isinstance(turn, CastBallot)]
    assert {ballot.choice for ballot in ballots} == {"object"}
    assert min(len(ballot.reason) for ballot in ballots) > 20


def test_a_bot_ranks_what_it_likes_best_first_and_leaves_out_what_is_worse_than_nothing() -> None:
    ranked = ProcedureRules(kind="ranked_choice")
    council = _council(
        TableMotion(9, AdoptProcedure(ranked)),
        SecondMotion(10, "M1"),
        OpenVote(9, "M1"),
        *(CastBallot(seat, "M1", 1, "yes") for seat in ALL_SEATS),
        TableMotion(1, SettleDecision("people_ops_home", "own_may_fold")),
        SecondMotion(2, "M2"),
        OpenVote(9, "M2"),
    )
    rankings = {turn.ranking[0] for turn in _turns(council, 6) if isinstance(turn, CastBallot)}
    assert rankings == {"own_may_fold"}


def test_a_bot_seconds_what_is_worth_discussing() -> None:
    council = _council(TableMotion(1, SettleDecision("public_models", "docs_and_tests")))
    assert SecondMotion(4, "M1") in _turns(council, 4)


def test_arguments_name_the_motion_and_a_bot_speaks_on_it_once() -> None:
    moved = TableMotion(1, SettleDecision("de_hiring", "per_part")), SecondMotion(2, "M1")
    words = [turn for turn in _turns(_council(*moved), 3) if isinstance(turn, Say)]
    assert words
    assert all("M1" in turn.text for turn in words)
    spoken = _council(*moved, Say(3, "council", "M1? I hesitate."))
    assert not any(isinstance(turn, Say) and "M1" in turn.text for turn in _turns(spoken, 3))


def test_the_chair_opens_the_vote_once_it_was_talked_about() -> None:
    talked = [Say(seat, "council", f"M1 it is, says {seat}.") for seat in (2, 3, 4)]
    council = _council(TableMotion(1, SettleDecision("tools", "approved_list")), SecondMotion(2, "M1"), *talked)
    assert OpenVote(10, "M1") in _turns(council, 10)
    assert not any(isinstance(turn, OpenVote) for turn in _turns(council, 4))


def test_a_bot_in_the_chair_leaves_the_process_to_a_person_of_its_team() -> None:
    matter = TableMotion(1, SettleDecision("tools", "approved_list")), SecondMotion(2, "M1")
    talked = [Say(seat, "council", f"M1 it is, says {seat}.") for seat in (2, 3, 4)]
    alone = _council(*matter, *talked)
    beside_a_person = replayed(alone, decide(alone, FillSeat(9, "person", "Kim")))
    opened = [sum(isinstance(turn, OpenVote) for turn in _turns(each, 10)) for each in (alone, beside_a_person)]
    assert 0 < opened[1] < 0.7 * opened[0]


def test_a_bots_motions_do_not_give_its_missions_away() -> None:
    """About half of them are open wishes and sound practice; most seats also move what they secretly need."""
    council, secret, moved = _council(), 0, 0
    for seat in ALL_SEATS:
        mandate = mandate_of(rainbow_road(), seat, "open")
        missions = mandate.aim("role_mission").decisions | mandate.aim("team_mission").decisions
        decisions = [each.decision for each in _moved(_turns(council, seat)) if isinstance(each, SettleDecision)]
        moved += len(decisions)
        secret += sum(decision in missions for decision in decisions)
    assert moved > 100
    assert 0.15 < secret / moved < 0.6


def test_bots_write_policies_too() -> None:
    policies = {
        each.title for seat in ALL_SEATS for each in _moved(_turns(_council(), seat)) if isinstance(each, AddPolicy)
    }
    assert len(policies) > 5


def test_a_bot_answers_an_emergency_with_a_departure_from_what_let_it_happen() -> None:
    council = _council(DealInject("emergency"), step="emergency")
    moved = _moved(_turns(council, 5, Progress(0.3, 0.4)))
    concerned = rainbow_road().injects_by_id["emergency"].concerns
    settled = [each for each in moved if isinstance(each, SettleDecision)]
    quo = rainbow_road().status_quo
    assert settled
    assert all(each.decision in concerned and each.option != quo[each.decision] for each in settled)


def test_who_may_act_in_an_emergency_acts() -> None:
    rules = ProcedureRules(emergency="chair_team")
    adopted: tuple[Command, ...] = (
        TableMotion(9, AdoptProcedure(rules)),
        SecondMotion(10, "M1"),
        OpenVote(9, "M1"),
        *(CastBallot(seat, "M1", 1, "yes") for seat in ALL_SEATS),
        DealInject("emergency"),
    )
    acts = [turn for turn in _turns(_council(*adopted, step="emergency"), 9) if isinstance(turn, TableMotion)]
    assert acts
    assert all(act.emergency for act in acts)


def test_a_motion_that_finds_no_second_is_taken_back_sometimes() -> None:
    council = _council(
        TableMotion(1, SettleDecision("tools", "any")), TableMotion(2, SettleDecision("catalog", "mesh_wide_builtin"))
    )
    assert WithdrawMotion(1, "M1") in _turns(council, 1)


def _documented() -> tuple[Command, ...]:
    votes = (CastBallot(seat, "M1", 1, "yes") for seat in ALL_SEATS)
    moved = TableMotion(5, SettleDecision("job_duties", "hr_process_required"))
    return moved, SecondMotion(2, "M1"), OpenVote(9, "M1"), *votes


def test_the_final_vote_is_called_in_the_last_third_of_its_step() -> None:
    council = _council(*_documented(), step="cs3")
    assert _turn(council, 9, progress=Progress(0.75, 0.9)) == CallFinalVote(9)
    assert not any(isinstance(turn, CallFinalVote) for turn in _turns(council, 9, Progress(0.3, 0.8)))
    assert not any(isinstance(turn, CallFinalVote) for turn in _turns(council, 4, Progress(0.75, 0.9)))


def test_data_leadership_votes_for_the_charter_and_others_by_what_is_in_it_for_them() -> None:
    council = _council(*_documented(), CallFinalVote(9), step="cs3")
    choices = {
        seat: {turn.choice for turn in _turns(council, seat) if isinstance(turn, CastCharterBallot)} for seat in (3, 9)
    }
    assert choices[9] == {"yes"}
    assert "no" in choices[3]


def test_a_bot_answers_the_person_who_turns_to_it() -> None:
    seated = _council(AnswerAsFacilitator(None, "Welcome."), FillSeat(1, "person", "Kim"))
    asked = replayed(seated, decide(seated, Say(1, "council", "What does the Director of HR think?")))
    assert isinstance(_turn(asked, 5), Say)
    between_teammates = replayed(seated, decide(seated, Say(1, "team", "Shall we push for standards?")))
    answer = _turn(between_teammates, 2)
    assert isinstance(answer, Say)
    assert answer.audience == "team"


def test_nothing_is_said_once_the_council_is_closed() -> None:
    assert _turns(_council(CloseCouncil()), 3) == []


def test_a_bot_waits_while_the_council_does_not_sit() -> None:
    away = BeginStep("sidebar", sitting=False, procedure=False, final_vote=False)
    assert _turns(_council(away), 3) == []


def test_a_goal_is_claimed_with_the_clause_that_shows_it_and_believed_when_it_holds() -> None:
    pack = rainbow_road()
    votes = [CastBallot(seat, "M1", 1, "yes") for seat in ALL_SEATS]
    moved = TableMotion(5, SettleDecision("people_ops_home", "own_may_fold"))
    council = _council(moved, SecondMotion(2, "M1"), OpenVote(9, "M1"), *votes)
    seen, mandate = view(council, Seated(5)), mandate_of(pack, 5, "open")
    clause = council.settled["people_ops_home"].text
    assert Principled().claims(seen, mandate) == (GoalClaim(5, "T.PO", clause),)
    goal = pack.team_of(5).mission
    other, seen_by_other = mandate_of(pack, 1, "open"), view(council, Seated(1))
    believes = Principled().believes
    assert believes(seen_by_other, goal, clause, other, "open")
    assert not believes(seen_by_other, goal, "It says so somewhere.", other, "open")
    assert not believes(seen_by_other, goal, clause, other, "tight")


def test_a_goal_that_holds_in_silence_is_not_claimed() -> None:
    seen = view(_council(), Seated(3))
    assert Principled().claims(seen, mandate_of(rainbow_road(), 3, "open")) == ()


@pytest.mark.parametrize(
    ("step", "share", "expected"),
    [
        ("setup", 0.5, Progress(0.5, 0.0)),
        ("cs1", 0.5, Progress(0.5, 5 / 35)),
        ("sidebar", 1.0, Progress(1.0, 25 / 35)),
        ("cs3", 2.0, Progress(1.0, 1.0)),
        ("nowhere", -1.0, Progress(0.0, 1.0)),
    ],
)
def test_progress_counts_the_minutes_in_which_the_council_sits(step: str, share: float, expected: Progress) -> None:
    plan = rainbow_road().plan("sixty")
    assert plan is not None
    assert progress_at(plan, step, share) == expected


@pytest.mark.parametrize("people", [(2,), (9,), (1, 4, 6)])
def test_a_table_where_people_say_nothing_still_decides(people: tuple[int, ...]) -> None:
    """Whoever is silent holds nobody up: votes are opened, closed without them, and the charter is voted on."""
    seated = (FillSeat(seat, "person", "Kim") for seat in people)
    council = at_table(rainbow_road(), *seated, step="cs3")
    bots = [seat for seat in ALL_SEATS if seat not in people]
    dice, turns = Random(3), 600
    for turn in range(turns):
        progress = Progress(turn / turns, 0.6 + 0.4 * turn / turns)
        dice.shuffle(bots)
        for seat in bots:
            command = _turn(council, seat, dice.randrange(1_000_000), progress)
            if command is not None:
                council = replayed(council, decide(council, command))
                break
    assert len(council.settled) >= 3
    assert council.final_votes
    assert council.final_votes[0].tally is not None
