"""Whole councils of bots: they end, they are believable, they are the same each time, and they keep their secrets."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import get_args

import pytest

from meshcouncil.bots.headless import PlayedCouncil, play_council
from meshcouncil.bots.principled import Principled
from meshcouncil.bots.strategy import Strategy
from meshcouncil.council.definition import Fraction, ProcedureKind, ProcedureRules
from meshcouncil.council.events import FactDeclared, Introduced, MotionTabled, ProcedureAdopted, Said
from meshcouncil.council.judging import Verdicts
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.rulebook import usual_rules
from tests.bots.builders import ALL_SEATS, CANARY, ONE_A_TEAM, SEVEN, rainbow_road, texts_in, with_canaries

SIZES = {"five seats": ONE_A_TEAM, "seven seats": SEVEN, "ten seats": ALL_SEATS}
SEEDS = range(12)


@cache
def council_of(seed: int, seats: tuple[int, ...] = ALL_SEATS) -> PlayedCouncil:
    """A council at which several tests look, its secrets marked; odd seeds read missions openly, even ones tightly."""
    return play_council(with_canaries(), "sixty", seed, "open" if seed % 2 else "tight", seats=seats)


@pytest.mark.parametrize("seats", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("seed", SEEDS)
def test_every_council_ends_well_within_the_rules_and_no_secret_is_ever_spoken(
    seats: tuple[int, ...], seed: int
) -> None:
    """An illegal command would be refused, and a refusal would end the council here."""
    played = council_of(seed, seats)
    assert (_what_is_missing(played), _leaks(played)) == ([], [])


def test_councils_are_neither_too_easy_nor_too_hard() -> None:
    played = [council_of(seed) for seed in SEEDS]
    settled = [len(each.council.settled) for each in played]
    winners = [sum(seat.won for seat in each.verdicts.seats) for each in played]
    passed = sum(each.verdicts.passed for each in played)
    met = Counter(goal.goal.id for each in played for goal in each.verdicts.goals if goal.met)
    assert 10 <= sum(settled) / len(settled) <= 25
    assert 2 <= sum(winners) / len(winners) <= 8
    assert winners.count(10) < len(played) / 4
    assert len(played) * 0.6 <= passed
    assert max(met[role.mission.id] for role in rainbow_road().roles) < len(played)


def test_the_same_seed_plays_the_same_council_and_another_seed_another() -> None:
    one, other = council_of(4, ONE_A_TEAM), council_of(5, ONE_A_TEAM)
    again = play_council(with_canaries(), "sixty", 4, "tight", seats=ONE_A_TEAM)
    assert one.events == again.events
    assert one.verdicts == again.verdicts
    assert one.events != other.events


@pytest.mark.parametrize("kind", get_args(ProcedureKind))
def test_a_council_ends_well_by_every_procedure(kind: ProcedureKind) -> None:
    """It uses its procedure and ends with a charter, or without one where nothing that it asks binds anybody."""
    played = play_council(rainbow_road(), "sixty", 3, seats=ONE_A_TEAM, procedure=usual_rules(kind))
    polls = PROCEDURES[kind].family == "polls"
    motions = played.council.motions.values()
    went_by = {past.rules.kind for motion in motions for past in motion.rounds}
    went_by.update(motion.rules.kind for motion in motions if motion.rules is not None)
    went_by.update("emergency_power" for motion in motions if motion.emergency)
    assert kind in went_by
    assert played.council.closed
    assert bool(played.council.policies_in_force or played.council.settled) != polls
    assert _what_is_missing(played, polls=polls) == []


def test_bots_adopt_the_procedure_that_they_prefer() -> None:
    rules = ProcedureRules(kind="consent", second_needed=False)
    strategies: dict[int, Strategy] = dict.fromkeys(ALL_SEATS, Principled(preferred=rules))
    for seed in range(20):
        played = play_council(rainbow_road(), "sixty", seed, strategies=strategies)
        if any(event.rules == rules for event in played.events if isinstance(event, ProcedureAdopted)):
            assert _what_is_missing(played) == []
            return
    pytest.fail("no council adopted the procedure")


@pytest.mark.parametrize(
    "rules",
    [
        ProcedureRules(proposers="chair_team"),
        ProcedureRules(proposers="one_per_team", base="teams", tie="chair_decides"),
        ProcedureRules(ballots="secret", quorum=Fraction(1, 1)),
        ProcedureRules(emergency="hub_owner", tie="vote_again", base="seats"),
    ],
    ids=["only the chair moves", "one mover a team", "secret ballots", "the hub's owner acts"],
)
def test_bots_keep_to_unusual_rules(rules: ProcedureRules) -> None:
    strategies: dict[int, Strategy] = dict.fromkeys(ALL_SEATS, Principled(preferred=rules))
    for seed in range(2):
        assert len(play_council(rainbow_road(), "sixty", seed, strategies=strategies).verdicts.goals) == 20


def test_the_long_plan_is_played_too() -> None:
    played = play_council(rainbow_road(), "long", 2, seats=ONE_A_TEAM)
    assert _what_is_missing(played) == []
    assert len(played.council.settled) <= 44


@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_says_the_same_thing_twice_in_a_council(seed: int) -> None:
    events = council_of(seed).events
    spoken = [event.text for event in events if isinstance(event, Said | Introduced | FactDeclared)]
    reasons = [event.reason for event in events if isinstance(event, MotionTabled)]
    assert len(spoken) > 30
    assert [text for text, times in Counter([*spoken, *reasons]).items() if times > 1] == []


def test_only_what_was_claimed_and_confirmed_counts() -> None:
    played = council_of(7)
    for goal in played.verdicts.goals:
        if goal.goal.judgement != "none":
            assert goal.met == (goal.goal.id in played.claims and goal.machine)
            assert (goal.goal.id in played.rulings) == (goal.goal.id in played.claims)


def test_an_unknown_plan_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="has no plan 'yearly'; its plans are sixty, long"):
        play_council(rainbow_road(), "yearly", 1)


@pytest.mark.parametrize(
    ("seats", "sentence"),
    [
        ((1, 3, 5, 7, 11), "There is no seat 11; seats are numbered 1 to 10."),
        ((1, 2, 3, 4, 5, 6), "Every team needs a seat: nobody sits for Rescue Operations."),
        ((1, 2), "Every team needs a seat: nobody sits for Finance & Marketing."),
    ],
)
def test_seats_that_will_not_do_are_refused_in_words(seats: tuple[int, ...], sentence: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the sentence is compared whole below
        play_council(rainbow_road(), "sixty", 1, seats=seats)
    assert str(refused.value) == sentence


def _what_is_missing(played: PlayedCouncil, *, polls: bool = False) -> list[str]:
    """What a council should have, but has not; one that only takes polls has no charter to vote on."""
    council, verdicts = played.council, played.verdicts
    chose = played.definition.default_procedure != rainbow_road().default_procedure
    there = {
        "an adopted procedure": council.procedure is not None or chose,
        "a policy": bool(council.policies_in_force) or polls,
        "a settled decision": bool(council.settled) or polls,
        "a counted vote on the charter": polls or any(vote.tally is not None for vote in council.final_votes),
        "an answer to the emergency": council.injects == ("emergency",),
        "every introduction": set(council.introductions) == set(council.seats),
        "verdicts": len(_missions(verdicts)) == 15 and len(verdicts.seats) == len(council.seats),
        "an end": council.closed,
    }
    return [what for what, is_there in there.items() if not is_there]


def _missions(verdicts: Verdicts) -> list[str]:
    return [verdict.goal.id for verdict in verdicts.goals if verdict.kind != "team_priorities"]


def _leaks(played: PlayedCouncil) -> list[str]:
    spoken = [text for event in played.events for text in texts_in(event)]
    claimed = [claim.clause for claim in played.claims.values()]
    return [text for text in (*spoken, *claimed) if CANARY in text]
