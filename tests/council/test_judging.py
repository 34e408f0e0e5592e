"""Who reached what, and who won (specification 0.2)."""

from meshcouncil.council.commands import VacateSeat
from meshcouncil.council.definition import Definition
from meshcouncil.council.judging import (
    Claim,
    GoalVerdict,
    Ruling,
    SeatVerdict,
    Standing,
    goals_of,
    judge,
    machine_judges,
)
from meshcouncil.council.matters import AddPolicy, SettleDecision
from meshcouncil.council.state import Council
from tests.council.builders import carried, did, passed, sitting, small_pack


def charter(**choices: str) -> Council:
    """A council that settled decision points; the charter has not been voted on."""
    council = sitting()
    for decision, option in choices.items():
        council = carried(council, SettleDecision(decision, option))
    return council


def standing(council: Council, goal: str, claims: dict[str, Claim] | None = None, **rulings: Ruling) -> Standing:
    return judge(council, "open", claims, rulings).goal(goal).standing


def won(council: Council, **rulings: Ruling) -> dict[int, bool]:
    return {verdict.seat: verdict.won for verdict in judge(council, "open", None, rulings).seats}


def test_every_goal_that_counts_has_its_holders() -> None:
    assert [(goal.id, kind, seats) for goal, kind, seats in goals_of(small_pack())] == [
        ("north-mission", "team_mission", (1, 2)),
        ("north-priorities", "team_priorities", (1, 2)),
        ("south-mission", "team_mission", (3, 4)),
        ("south-priorities", "team_priorities", (3, 4)),
        ("keepers-mission", "team_mission", (5, 6)),
        ("keepers-priorities", "team_priorities", (5, 6)),
        ("one", "role_mission", (1,)),
        ("two", "role_mission", (2,)),
        ("three", "role_mission", (3,)),
        ("four", "role_mission", (4,)),
        ("five", "role_mission", (5,)),
        ("six", "role_mission", (6,)),
    ]


def test_the_machine_settles_what_a_predicate_says() -> None:
    council = charter(tests="all")
    assert (standing(council, "one"), standing(council, "three")) == ("met", "not_met")
    assert standing(charter(cadence="daily"), "three") == "met"


def test_where_the_charter_is_silent_the_status_quo_holds() -> None:
    council = carried(sitting(), SettleDecision("cadence", "", "Now and then."))
    assert standing(council, "three") == "not_met"


def test_evidence_and_wording_are_claimed_and_judged_by_people() -> None:
    council = charter(tests="all")
    claims = {"two": Claim(2, "Everybody tests everything.")}
    assert standing(council, "two") == "unclaimed"
    assert standing(council, "two", claims) == "waiting"
    assert standing(council, "two", claims, two=Ruling(True)) == "met"
    assert standing(council, "two", claims, two=Ruling(False, "It does not say so.")) == "not_met"
    assert judge(council, "open", claims).goal("two").machine is True


def test_a_person_may_override_the_machine_with_a_reason() -> None:
    council = charter(tests="all")
    ruling = Ruling(False, "The policy takes it back.")
    verdict = judge(council, "open", None, {"one": ruling}).goal("one")
    assert (verdict.standing, verdict.was_overridden, verdict.ruling) == ("not_met", True, ruling)
    assert not judge(council, "open", None, {"one": Ruling(True)}).goal("one").was_overridden


def test_a_confirmed_claim_overrides_nothing() -> None:
    verdict = judge(sitting(), "open", {"two": Claim(2, "Here.")}, {"two": Ruling(True)}).goal("two")
    assert isinstance(verdict, GoalVerdict)
    assert (verdict.machine, verdict.met, verdict.was_overridden) == (False, True, False)


def test_both_missions_win_whether_the_charter_passed_or_not() -> None:
    council = charter(tests="all", home="shared")
    assert judge(council, "open").seats[0] == SeatVerdict(
        seat=1, role_mission=True, team_mission=True, team_priorities=True, won=True, by_missions=True
    )
    assert won(council) == {1: True, 2: False, 3: False, 4: False, 5: False, 6: False}
    assert won(council, two=Ruling(True))[2] is True


def test_priorities_win_only_in_a_charter_that_passed() -> None:
    council = charter(tests="hub")
    assert not any(won(council).values())
    assert all(won(passed(council)).values())
    assert not any(won(passed(council, dict.fromkeys(range(1, 7), "no"))).values())


def test_a_council_wins_together_with_a_documented_charter_that_passed() -> None:
    council = charter(tests="hub")
    verdicts = judge(council, "open")
    assert (verdicts.documented, verdicts.passed, verdicts.collective) == (True, False, False)
    verdicts = judge(passed(council), "open")
    assert (verdicts.documented, verdicts.passed, verdicts.collective) == (True, True, True)
    nothing = judge(sitting(), "open")
    assert (nothing.documented, nothing.passed, nothing.collective) == (False, False, False)


def test_only_seats_that_are_taken_are_judged() -> None:
    assert [verdict.seat for verdict in judge(did(sitting(), VacateSeat(2)), "open").seats] == [1, 3, 4, 5, 6]


def test_rainbow_road_has_fifteen_missions_and_five_sets_of_priorities(rainbow_road: Definition) -> None:
    kinds = [kind for _, kind, _ in goals_of(rainbow_road)]
    assert (kinds.count("team_mission") + kinds.count("role_mission"), kinds.count("team_priorities")) == (15, 5)


def test_a_tight_reading_never_gives_more_than_an_open_one_at_the_start(rainbow_road: Definition) -> None:
    council = sitting(rainbow_road)
    for goal, _, _ in goals_of(rainbow_road):
        assert machine_judges(council, goal, "tight") <= machine_judges(council, goal, "open")


def test_a_policy_alone_documents_a_charter() -> None:
    assert judge(carried(sitting(), AddPolicy("Name things", "By their team.")), "open").documented
