"""Minutes of whole councils, what they keep to themselves, and that long ones are quick."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from meshcouncil.council.commands import (
    BeginStep,
    CastBallot,
    CloseVote,
    DealInject,
    OpenVote,
    RaisePoint,
    RulePoint,
    SwitchParliamentary,
    TableMotion,
)
from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.matters import AddPolicy, AdoptProcedure, AskCouncil, RatifyAct, SettleDecision
from meshcouncil.council.state import Council, Motion, seated
from meshcouncil.documents.minutes import minutes_data, minutes_markdown, minutes_of
from tests.documents.councils import CONSENT, SECRET, Play, whole_council
from tests.documents.deliberations import by, deliberating_council
from tests.documents.pond import POND

GOLDEN = Path(__file__).with_name("minutes.md")


def test_the_minutes_of_a_council_that_went_through_every_family_of_procedures() -> None:
    assert minutes_markdown(minutes_of(deliberating_council().council, 2)) == GOLDEN.read_text(encoding="utf-8")


def test_before_anything_was_moved_there_is_little_to_tell() -> None:
    assert minutes_markdown(minutes_of(seated(POND))) == (
        "# Minutes of The Pond Council\n\n"
        "The council decides by: Simple majority of the votes cast.\n\n"
        "No motion has been made yet.\n"
    )


def test_every_motion_stands_in_the_minutes_in_order_with_its_end() -> None:
    minutes = minutes_of(whole_council().council)
    assert minutes.summary == "12 motions: 8 adopted, 2 lapsed, 1 not adopted, 1 withdrawn."
    assert [motion.id for motion in minutes.motions] == [f"M{number}" for number in range(1, 13)]
    outcomes = {motion.id: motion.outcome for motion in minutes.motions}
    assert outcomes["M3"] == (
        "In force at once, without a vote, under the emergency rule. "
        "The council has not said yet whether it stands (M5)."
    )
    assert outcomes["M10"] == "Withdrawn."
    assert outcomes["M12"] == "Lapsed. The charter was adopted before it came to a vote."
    assert [vote.sentence for vote in minutes.charter_votes] == ["3 of 5 seats needed; 3 yes, 1 no, 1 silent: adopted."]
    assert minutes.motions[0].dissent == ("Voted no: Mother Duck.",)
    assert minutes.motions[5].dissent == (), "what was not adopted has no dissent"


def test_what_was_done_in_an_emergency_is_followed_up() -> None:
    play = Play().sit().begin().move(5, AdoptProcedure(CONSENT)).vote("yyyyy")
    play.send(DealInject("storm"), TableMotion(1, SettleDecision("alarm", "whistle"), emergency=True))
    play.send(BeginStep("second", sitting=True, procedure=False, final_vote=False))
    assert play.council.motions[play.latest].matter == RatifyAct("M2")
    play.vote("nnny-")
    told = {motion.id: motion.outcome for motion in minutes_of(play.council).motions}
    assert told["M2"] == "In force at once, without a vote, under the emergency rule. The council undid it (M3)."


def test_points_stand_with_the_motion_they_are_about() -> None:
    play = Play().sit().begin().move(3, AddPolicy("Bread", "Bread is cut small."))
    play.send(SwitchParliamentary(on=True))
    play.send(RaisePoint(1, "order", "Nobody asked the keepers.", "M1"))
    point = play.council.floor.points[0].id
    play.send(RulePoint(5, point, well_taken=False, text="They are here."))
    assert minutes_of(play.council).motions[0].rulings == (
        (
            f"{point}, Head Frog, point of order: “Nobody asked the keepers.” "
            "Pond Keeper rules: not well taken. “They are here.”"
        ),
    )


def test_the_same_stands_in_the_data() -> None:
    minutes = minutes_of(deliberating_council().council)
    data = json.loads(json.dumps(minutes_data(minutes)))
    assert list(data) == [
        "title", "organisation", "seats", "procedure", "summary", "motions", "rounds", "rulings", "charter_votes",
    ]  # fmt: skip
    assert data["motions"][1]["counts"][0] == {
        "round": 1,
        "version": 2,
        "rule": "Consent",
        "sentence": ("No objection allowed; 4 consent, 1 objects: not adopted until this one is worked in."),
        "votes": [
            "Consent: Head Frog, Night Frog, Mother Duck and Old Drake",
            "Pond Keeper objects: “It swells in the water.”",
        ],
        "secret": False,
    }


# --- secrets ----------------------------------------------------------------------------------------------------------


def test_minutes_of_a_secret_ballot_do_not_depend_on_who_voted_how() -> None:
    told = set()
    for votes in ("yynyy", "nyyyy", "yyyyn"):
        play = Play().sit().begin().move(5, AdoptProcedure(SECRET)).vote("yyyyy")
        told.add(minutes_markdown(minutes_of(play.move(3, AddPolicy("Bread", "Cut small.")).vote(votes).council)))
    assert len(told) == 1


def test_minutes_of_hums_and_secret_dots_do_not_depend_on_who_answered_how() -> None:
    hums, dots = set(), set()
    for order in ((10, 9, 1, 5, 5), (1, 5, 5, 10, 9)):
        play = by(ProcedureRules(kind="rough_consensus"))
        play.move(3, AddPolicy("Bread", "Cut small.")).send(OpenVote(5, "M2"))
        play.send(*(CastBallot(seat, "M2", 1, marks=(("hum", loud),)) for seat, loud in enumerate(order, start=1)))
        hums.add(minutes_markdown(minutes_of(play.council)))
    for placed in (("Song", "Bread", "Bread", "Bread", "Bread"), ("Bread", "Bread", "Bread", "Bread", "Song")):
        play = by(ProcedureRules(kind="dot_vote", ballots="secret"))
        play.move(3, AskCouncil("What first?", ("Bread", "Song"))).send(OpenVote(5, "M2"))
        play.send(*(CastBallot(seat, "M2", 1, marks=((option, 2),)) for seat, option in enumerate(placed, start=1)))
        dots.add(minutes_markdown(minutes_of(play.council)))
    assert (len(hums), len(dots)) == (1, 1)


def test_a_ballot_that_runs_is_in_no_minutes() -> None:
    play = Play().sit().begin().move(3, AddPolicy("Bread", "Cut small.")).send(OpenVote(5, "M1"))
    before = minutes_markdown(minutes_of(play.council))
    assert minutes_markdown(minutes_of(play.send(CastBallot(1, "M1", 1, "no")).council)) == before
    assert "No: Head Frog" in minutes_markdown(minutes_of(play.send(*_yes(), CloseVote(5, "M1")).council))


def _yes() -> list[CastBallot]:
    return [CastBallot(seat, "M1", 1, "yes") for seat in (2, 3, 4)]


def test_what_is_said_in_private_is_in_no_minutes() -> None:
    told = json.dumps(minutes_data(minutes_of(whole_council().council)))
    assert [word for word in ("CANARY", "SECRET-", "TEAMMATE-ONLY", POND.teams[0].mission.text) if word in told] == []


# --- size -------------------------------------------------------------------------------------------------------------


def test_a_text_cannot_break_out_of_its_motion() -> None:
    play = Play().sit().begin().move(3, AddPolicy("# M9. A # title", "# M9. Not a heading\n---\n<b>bold</b>"))
    markdown = minutes_markdown(minutes_of(play.council))
    assert "## M1. New policy: # M9. A # title" in markdown
    assert "> \\# M9. Not a heading\n> \\---\n> \\<b>bold\\</b>" in markdown
    assert [line for line in markdown.splitlines() if line.startswith("# ")] == ["# Minutes of The Pond Council"]


def long_council(motions: int) -> Council:
    """A council with as many motions as asked for, each like the one that a short council carried."""
    council = Play().sit().begin().move(3, AddPolicy("Bread", "Cut small.")).vote("yyyyy").council
    one = council.motions["M1"]
    many: dict[str, Motion] = {f"M{number}": replace(one, id=f"M{number}") for number in range(1, motions + 1)}
    return replace(council, motions=many)


def test_the_minutes_of_240_motions_are_written_at_once() -> None:
    council = long_council(240)
    began = perf_counter()
    minutes = minutes_of(council)
    assert len(minutes.motions) == 240
    assert perf_counter() - began < 0.5
    assert [motion.id for motion in minutes_of(council, motions=slice(40, 43)).motions] == ["M41", "M42", "M43"]


def test_the_summary_counts_motions_in_english() -> None:
    council = long_council(3)
    waiting = {name: replace(motion, status="tabled") for name, motion in council.motions.items()}
    assert minutes_of(replace(council, motions=waiting)).summary == "3 motions: 3 waiting for a second."
