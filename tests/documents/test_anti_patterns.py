"""Habits that hurt a council: each is seen where it is, and not seen where it is not."""

from __future__ import annotations

import pytest

from meshcouncil.council.commands import (
    AcceptAmendment,
    CastBallot,
    OpenVote,
    ReviseMotion,
    RingClocks,
    Say,
    TableMotion,
)
from meshcouncil.council.definition import Fraction, PolicyRecord, ProcedureRules
from meshcouncil.council.matters import AddPolicy, AdoptProcedure, AmendMotion, SettleDecision
from meshcouncil.documents.anti_patterns import ADVICE, TITLES, AntiPattern, Kind, anti_patterns
from tests.documents.councils import SECRET, Play, whole_council
from tests.documents.deliberations import by, deliberating_council

KEPT = PolicyRecord(steward="Pond Keeper", enforcement="review", scope="ducks")
BREAD = AddPolicy("Bread", "Bread is cut small.", record=KEPT)
LATER = 10_000_000
ONE_FIFTH = Fraction(1, 5)


def seen(play: Play, kind: Kind) -> AntiPattern | None:
    found = anti_patterns(play.council, play.events)
    return next((each for each in found if each.kind == kind), None)


def sentence(play: Play, kind: Kind) -> str:
    found = seen(play, kind)
    return found.sentence if found else ""


def test_a_council_without_bad_habits_hears_of_none() -> None:
    play = by(ProcedureRules(base="seats")).move(3, BREAD).vote("yyyyn")
    assert anti_patterns(play.council, play.events) == ()


def test_each_comes_with_a_title_and_something_to_try() -> None:
    found = anti_patterns(whole_council().council, whole_council().events)
    assert [(each.kind, each.title == TITLES[each.kind], each.advice == ADVICE[each.kind]) for each in found] == [
        ("toothless_policy", True, True)
    ]


# --- an objection without a reason ------------------------------------------------------------------------------------


def consent(reason: str) -> Play:
    play = by(ProcedureRules(kind="consent"))
    return play.move(3, BREAD).vote("cccco", [reason])


def test_an_objection_in_a_word_or_two_is_named() -> None:
    play = consent("No.")
    assert sentence(play, "hollow_objection") == "In M2 the Pond Keeper stopped the council with “No.” alone."
    play.move(4, AddPolicy("Song", "Until nine.", record=KEPT)).vote("occcc", ["Too late."])
    assert sentence(play, "hollow_objection") == (
        "In M2 the Pond Keeper stopped the council with “No.” alone. The same in M3."
    )


def test_an_objection_with_a_reason_is_none_of_these() -> None:
    assert seen(consent("It swells in the water and the small ones choke."), "hollow_objection") is None


# --- silence ----------------------------------------------------------------------------------------------------------


def lazily(readers: int, clock: int = 60) -> Play:
    play = by(ProcedureRules(kind="lazy_consensus", clock=clock, quorum=ONE_FIFTH))
    play.move(3, BREAD).send(OpenVote(5, "M2"))
    play.send(*(CastBallot(seat, "M2", 1, "read") for seat in range(1, readers + 1)))
    return play.send(RingClocks(LATER))


def test_silence_of_those_who_did_not_read_it_is_named() -> None:
    assert sentence(lazily(readers=2), "unread_silence") == (
        "M2 was adopted by the silence of 3 of 5 seats; 2 had said that they read it."
    )
    asked = by(ProcedureRules(kind="unanimous_consent")).move(3, BREAD).send(OpenVote(5, "M2"), RingClocks(LATER))
    assert sentence(asked, "unread_silence") == (
        "M2 was adopted by the silence of 5 of 5 seats; nobody had said that they read it."
    )


def test_silence_without_time_to_read_is_named() -> None:
    assert seen(lazily(readers=4, clock=5), "unread_silence") is not None


def test_silence_of_few_among_readers_is_none_of_these() -> None:
    assert seen(lazily(readers=4), "unread_silence") is None


# --- a majority of what? ----------------------------------------------------------------------------------------------


def test_a_majority_that_was_not_one_of_all_seats_is_named() -> None:
    play = by(ProcedureRules(base="seats")).move(3, BREAD).vote("yyn--")
    assert sentence(play, "unstated_base") == (
        "M2 had 2 yes and 1 no and was not adopted, because the majority was one of all seats."
    )


def test_a_council_that_never_said_how_it_decides_is_told_so() -> None:
    play = Play().sit().begin().move(3, BREAD).vote("yyyyn")
    assert sentence(play, "unstated_base") == (
        "You voted without ever saying how you decide: the usual rules said for you what a majority is of."
    )


def test_a_plain_no_is_none_of_these() -> None:
    assert seen(by(ProcedureRules(base="seats")).move(3, BREAD).vote("ynnnn"), "unstated_base") is None


# --- the chair's vote -------------------------------------------------------------------------------------------------


def test_a_tie_that_the_chair_broke_is_named() -> None:
    play = by(ProcedureRules(tie="chair_decides")).move(3, BREAD).vote("ynn-y")
    assert sentence(play, "casting_vote") == "In M2 it stood 2 to 2, and the vote of Keepers alone decided."


def test_a_tie_that_adopts_nothing_is_none_of_these() -> None:
    assert seen(by(ProcedureRules()).move(3, BREAD).vote("ynn-y"), "casting_vote") is None


# --- policies ---------------------------------------------------------------------------------------------------------


def policies(*records: PolicyRecord) -> Play:
    play = by(ProcedureRules(base="seats"))
    for number, record in enumerate(records, start=1):
        play.move(3, AddPolicy(f"Rule {number}", f"Text {number}.", record=record)).vote("yyyyy")
    return play


@pytest.mark.parametrize(
    ("records", "told"),
    [
        ((PolicyRecord(),), "Policy P1, “Rule 1”, says neither who looks after it nor how it is kept."),
        ((PolicyRecord(steward="Eve"),), "Policy P1, “Rule 1”, does not say how it is kept."),
        (
            (PolicyRecord(enforcement="manual"), PolicyRecord()),
            "Policy P1, “Rule 1”, does not say who looks after it. Nor does another.",
        ),
        (
            (PolicyRecord(), PolicyRecord(), PolicyRecord()),
            "Policy P1, “Rule 1”, says neither who looks after it nor how it is kept. Nor do 2 others.",
        ),
        ((KEPT,), ""),
    ],
)
def test_a_policy_without_a_steward_or_a_check_is_named(records: tuple[PolicyRecord, ...], told: str) -> None:
    assert sentence(policies(*records), "toothless_policy") == told


def test_policies_that_all_bind_everyone_are_named() -> None:
    for_all = PolicyRecord(steward="Eve", enforcement="review")
    assert sentence(policies(for_all, for_all, for_all), "rules_for_all") == (
        "All 3 policies of your charter bind every team; not one is a team's own."
    )
    assert seen(policies(for_all, for_all), "rules_for_all") is None
    assert seen(policies(for_all, for_all, KEPT), "rules_for_all") is None


# --- wordings ---------------------------------------------------------------------------------------------------------


def reworded(play: Play, text: str) -> Play:
    return play.send(ReviseMotion(3, "M2", AddPolicy("Bread", text, record=KEPT)))


def test_a_wording_that_nobody_could_speak_about_before_the_vote_is_named() -> None:
    play = by(ProcedureRules(base="seats")).move(3, BREAD).send(Say(1, "council", "Smaller, please."))
    reworded(play, "Bread is cut very small.").vote("yyyyy")
    assert sentence(play, "unseen_text") == (
        "The wording of M2 changed after the last word of the debate, and was voted on at once."
    )


def test_a_wording_that_was_talked_about_or_works_in_an_objection_is_none_of_these() -> None:
    talked = by(ProcedureRules(base="seats")).move(3, BREAD)
    reworded(talked, "Bread is cut very small.").send(Say(1, "council", "Good."))
    assert seen(talked.vote("yyyyy"), "unseen_text") is None
    assert seen(deliberating_council(), "unseen_text") is None


def test_whispers_to_a_teammate_are_no_debate() -> None:
    play = by(ProcedureRules(base="seats")).move(3, BREAD)
    reworded(play, "Bread is cut very small.").send(Say(1, "team", "Did you see that?"))
    assert seen(play.vote("yyyyy"), "unseen_text") is not None


def test_an_amendment_taken_as_friendly_right_before_the_vote_is_named() -> None:
    play = by(ProcedureRules(base="seats")).move(3, BREAD)
    play.send(TableMotion(4, AmendMotion("M2", 1, AddPolicy("Bread", "Bread is dry.", record=KEPT))))
    play.send(AcceptAmendment(3, "M3"), OpenVote(5, "M2"))
    assert seen(play, "unseen_text") is not None


def test_endless_wordings_are_named() -> None:
    play = by(ProcedureRules(base="seats")).move(3, BREAD)
    for size in ("one", "two", "three"):
        reworded(play, f"Bread is cut to {size} bites.")
    assert seen(play, "wordsmithing") is None
    reworded(play, "Bread is cut to four bites.")
    assert sentence(play, "wordsmithing") == "M2 went through 5 wordings and 0 amendments."


# --- secrets ----------------------------------------------------------------------------------------------------------


def test_a_secret_ballot_gives_nobody_away() -> None:
    told = set()
    for votes in ("yynyy", "nyyyy"):
        play = Play().sit().begin().move(5, AdoptProcedure(SECRET)).vote("yyyyy")
        play.move(3, SettleDecision("ducks_home", "own")).vote(votes)
        told.add(anti_patterns(play.council, play.events))
    assert told == {()}
