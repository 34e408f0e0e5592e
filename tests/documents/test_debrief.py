"""Why goals were met or missed, who won, how tables differ, and what happened when."""

from dataclasses import replace

import pytest

from meshcouncil.council.events import Event as TableEvent
from meshcouncil.council.judging import Claim, Ruling, SeatVerdict, judge, machine_judges
from meshcouncil.council.matters import SettleDecision
from meshcouncil.council.state import Council, seated
from meshcouncil.documents.debrief import (
    Answer,
    ComparisonRow,
    Moment,
    collective_sentence,
    table_comparison,
    timeline,
    why_sentence,
    winner_sentence,
)
from meshcouncil.gathering.events import Event as HallEvent
from tests.documents.councils import Play, whole_council
from tests.documents.deliberations import deliberating_council
from tests.documents.halls import AFTERWARDS, BEFORE_REVEAL, happened
from tests.documents.pond import POND, goal


def council_with(**settled: str) -> Council:
    """A council that settled these decision points, in this order; an unknown option is an answer of its own."""
    play = Play().sit().begin("second", final_vote=True)
    for decision, option in settled.items():
        known = POND.decisions_by_id[decision].option(option)
        play.move(1, SettleDecision(decision, option) if known else SettleDecision(decision, "", option)).vote("yyyyy")
    return play.council


def why(goal_id: str, council: Council, claims: dict[str, Claim] | None = None, **rulings: Ruling) -> str:
    verdicts = judge(council, "tight", claims, {name.replace("_", "."): ruling for name, ruling in rulings.items()})
    return why_sentence(verdicts.goal(goal_id), POND, council, "tight")


def why_of(predicate: str, council: Council) -> str:
    """The sentence for a goal of this text, judged by machine."""
    verdict = judge(council, "tight").goal("T.F")
    made = goal("X", "X", predicate)
    machine = machine_judges(council, made, "tight")
    odd = replace(verdict, goal=made, machine=machine, standing="met" if machine else "not_met")
    return why_sentence(odd, POND, council, "tight")


@pytest.mark.parametrize(
    ("settled", "goal_id", "sentence"),
    [
        ({"alarm": "whistle"}, "T.F", "Met: “How do we call an emergency?” stands at “With a whistle”."),
        ({}, "T.F", "Missed: “How do we call an emergency?” was left at “As today” instead of “With a whistle”."),
        (
            {"feeding": "rota"},
            "T.D",
            (
                "Met: “Where do the ducks live?” was left at “In a place of their own”; “Who may feed?” stands at "
                "“Whoever is on the rota”."
            ),
        ),
        (
            {"feeding": "nobody"},
            "T.D",
            "Missed: “Who may feed?” stands at “Nobody” instead of “Anyone” or “Whoever is on the rota”.",
        ),
        ({"feeding": "nobody"}, "R.1", "Met: “Who may feed?” stands at “Nobody”."),
        (
            {"feeding": "rota"},
            "R.1",
            (
                "Missed: “How do we call an emergency?” was left at “As today” instead of “With a whistle”; “Who "
                "may feed?” stands at “Whoever is on the rota” instead of “Nobody”."
            ),
        ),
        (
            {"feeding": "rota"},
            "R.2",
            "Missed: “Who may feed?” stands at “Whoever is on the rota” instead of “Nobody”.",
        ),
        (
            {"name": "Home."},
            "R.4",
            (
                "Missed: “What is the pond called?” has an answer in the council's own words, which counts as “Not "
                "settled” instead of “The Pond”."
            ),
        ),
        (
            {"alarm": "whistle", "feeding": "nobody"},
            "T.K",
            (
                "Missed: “What the charter costs” comes to 1 (−1 for “Nobody” to “Who may feed?” and +2 for “With a "
                "whistle”) instead of at most 0; the council did not adopt the charter."
            ),
        ),
        ({}, "W.K", "Missed: the charter says nothing."),
        ({"name": "pond"}, "W.K", "Met: the charter is written down."),
    ],
)
def test_the_choices_that_decided_are_named(settled: dict[str, str], goal_id: str, sentence: str) -> None:
    assert why(goal_id, council_with(**settled)) == sentence


@pytest.mark.parametrize(
    ("predicate", "sentence"),
    [
        ("not (alarm == whistle and feeding == rota)", "Met: “Who may feed?” was left at “Anyone”."),
        (
            "not (alarm == whistle or name == pond)",
            "Missed: “How do we call an emergency?” stands at “With a whistle” instead of “As today”.",
        ),
        (
            "not cost > 2",
            "Met: “What the charter costs” comes to 2 (+2 for “With a whistle”), where at most 2 is asked for.",
        ),
        (
            "n_projects >= cost + 2",
            "Missed: “Projects of the pond” comes to 3 instead of at least “What is counted here”, which is 4.",
        ),
        (
            "(alarm == whistle) + (name == pond) >= 2",
            "Missed: “What is counted here” comes to 1 (+1 for “With a whistle”) instead of at least 2.",
        ),
        ("alarm == whistle or alarm == whistle", "Met: “How do we call an emergency?” stands at “With a whistle”."),
        (
            "feeding == rota or (feeding == nobody and alarm == whistle)",
            "Missed: “Who may feed?” was left at “Anyone” instead of “Whoever is on the rota” or “Nobody”.",
        ),
        (
            "feeding in [rota, nobody] and feeding == nobody",
            "Missed: “Who may feed?” was left at “Anyone” instead of “Nobody”.",
        ),
        ("not passed", "Met: the council did not adopt the charter."),
    ],
)
def test_every_kind_of_goal_is_explained(predicate: str, sentence: str) -> None:
    assert why_of(predicate, council_with(alarm="whistle")) == sentence


def test_a_claim_waits_counts_or_is_found_missed() -> None:
    council = council_with(feeding="rota")
    claims = {"R.3": Claim(3, "We will feed by a rota.")}
    by_choices = "it is met: “Who may feed?” stands at “Whoever is on the rota”."
    assert why("R.3", council) == (
        "Nobody claimed it, so it does not count, though the choices alone would do: “Who may feed?” stands at "
        "“Whoever is on the rota”."
    )
    assert why("R.3", council_with()) == (
        "Nobody claimed it, and the choices alone would not do either: “Who may feed?” was left at “Anyone” instead of "
        "“Whoever is on the rota”."
    )
    assert why("R.3", council, claims) == (
        "Mother Duck claims it with “We will feed by a rota.”, and nobody has judged it yet. "
        f"Going by the choices alone {by_choices}"
    )
    assert (
        why("R.3", council, claims, R_3=Ruling(met=True))
        == f"Met, as people found. Going by the choices alone {by_choices}"
    )
    assert why("R.3", council, claims, R_3=Ruling(met=False, reason="It names no days.")) == (
        f"Missed, as people found: “It names no days.” Going by the choices alone {by_choices}"
    )


def test_a_verdict_against_the_machine_says_so() -> None:
    ruling = Ruling(met=False, reason="Nobody owns a whistle.")
    assert why("T.F", council_with(alarm="whistle"), T_F=ruling) == (
        "Missed, as people found: “Nobody owns a whistle.” The choices alone say otherwise: “How do we call an "
        "emergency?” stands at “With a whistle”."
    )


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (
            SeatVerdict(1, True, True, False, won=True, by_missions=True),
            "Head Frog wins: their own mission and the mission of Frogs are both met.",
        ),
        (
            SeatVerdict(1, True, True, True, won=True, by_missions=True),
            (
                "Head Frog wins: their own mission and the mission of Frogs are both met; the priorities of "
                "Frogs stand in the charter as well."
            ),
        ),
        (
            SeatVerdict(3, False, True, True, won=True, by_missions=False),
            "Mother Duck wins: the priorities of Ducks stand in a charter that the council adopted.",
        ),
        (
            SeatVerdict(3, True, False, False, won=False, by_missions=False),
            "Mother Duck does not win: their own mission is met, the mission of Ducks is not.",
        ),
        (
            SeatVerdict(3, False, True, True, won=False, by_missions=False),
            (
                "Mother Duck does not win: the mission of Ducks is met, their own mission is not, and the "
                "priorities of Ducks are met, but not in an adopted charter."
            ),
        ),
        (
            SeatVerdict(3, False, False, False, won=False, by_missions=False),
            "Mother Duck does not win: neither their own mission nor the mission of Ducks is met.",
        ),
        (
            SeatVerdict(3, True, True, False, won=False, by_missions=True),
            "Mother Duck does not win: both missions are met, but that is not enough here.",
        ),
    ],
)
def test_it_is_said_who_won_and_how(verdict: SeatVerdict, sentence: str) -> None:
    assert winner_sentence(verdict, POND) == sentence


def test_it_is_said_whether_the_council_won_together() -> None:
    assert collective_sentence(judge(whole_council().council, "open")) == (
        "The council wins together: its charter is written down and adopted."
    )
    assert collective_sentence(judge(council_with(name="pond"), "open")) == (
        "The council does not win together: its charter was not adopted."
    )
    assert collective_sentence(judge(council_with(), "open")) == (
        "The council does not win together: its charter says nothing."
    )


def test_tables_stand_side_by_side() -> None:
    rows = table_comparison({2: council_with(feeding="rota", name="Home."), 1: whole_council().council})
    assert rows == (
        ComparisonRow(
            "The council",
            "How did you decide?",
            (
                Answer(1, "Simple majority of all seats", settled=True),
                Answer(2, "Simple majority of the votes cast", settled=False),
            ),
        ),
        ComparisonRow(
            "The council",
            "Was the charter adopted?",
            (Answer(1, "Yes, 3 of 5 seats", settled=True), Answer(2, "Not voted on", settled=False)),
        ),
        ComparisonRow(
            "The council", "Which policies?", (Answer(1, "Bread", settled=True), Answer(2, "None", settled=False))
        ),
        ComparisonRow(
            "The council",
            "How many projects?",
            (Answer(1, "4", settled=True), Answer(2, "2, as planned", settled=False)),
        ),
        ComparisonRow(
            "Places",
            "Where do the ducks live?",
            (
                Answer(1, "In a place of their own", settled=True),
                Answer(2, "Left as it is: In a place of their own", settled=False),
            ),
        ),
        ComparisonRow(
            "Places",
            "How do we call an emergency?",
            (Answer(1, "With a whistle", settled=True), Answer(2, "Left as it is: As today", settled=False)),
        ),
        ComparisonRow(
            "Places",
            "What is the pond called?",
            (Answer(1, "“Call it Home.”", settled=True), Answer(2, "“Home.”", settled=True)),
        ),
        ComparisonRow(
            "Bread",
            "Who may feed?",
            (Answer(1, "Left as it is: Anyone", settled=False), Answer(2, "Whoever is on the rota", settled=True)),
        ),
    )
    assert all(row.differs for row in rows)
    assert table_comparison({}) == ()


def test_tables_that_agree_do_not_differ() -> None:
    rows = table_comparison({1: seated(POND), 2: seated(POND)})
    assert [row.differs for row in rows] == [False] * 4


def timed(events: list[HallEvent]) -> list[tuple[int, HallEvent]]:
    return [(index * 1000, event) for index, event in enumerate(events)]


def timed_at_table(events: list[TableEvent], offset: int = 0) -> list[tuple[int, TableEvent]]:
    return [(offset + index * 1000, event) for index, event in enumerate(events)]


def test_a_table_alone_has_a_timeline_of_its_own() -> None:
    play = Play().sit((1, 2, 3, 5)).begin("second", final_vote=True).move(1, SettleDecision("name", "pond"))
    play.vote("yny-").final("yyy-")
    assert timeline((), {1: timed_at_table(play.events, 500)}, POND) == (
        Moment(4_500, 0, 1, "step", "Second council"),
        Moment(
            11_500,
            7_000,
            1,
            "adopted",
            "Settle: What is the pond called? → The Pond",
            "2 of 3 votes cast needed; 2 yes, 1 no, 1 silent: adopted.",
        ),
        Moment(13_500, 9_000, 1, "charter", "The charter is put to the vote"),
        Moment(
            17_500,
            13_000,
            1,
            "charter",
            "The charter is adopted",
            "3 of 4 seats needed; 3 yes, 0 no, 1 silent: adopted.",
        ),
    )


def test_the_whole_gathering_has_one_timeline_in_order() -> None:
    hall = timed(happened(*BEFORE_REVEAL, *AFTERWARDS))
    moments = timeline(hall, {1: timed_at_table(whole_council().events)}, POND)
    assert [moment.at for moment in moments] == sorted(moment.at for moment in moments)
    assert {moment.kind for moment in moments} == {
        "begin",
        "step",
        "inject",
        "adopted",
        "not_adopted",
        "emergency",
        "charter",
        "reveal",
        "end",
    }
    assert [moment.title for moment in moments if moment.table == 0] == [
        "The gathering begins with 1 table",
        "First council",
        "sidebar",
        "Second council",
        "A storm",
        "sidebar",
        "Second council",
        "show",
        "The reveal",
        "The missions are revealed",
        "The gathering closes",
    ]
    assert [moment for moment in moments if moment.kind == "emergency"] == [
        Moment(
            moments[[moment.kind for moment in moments].index("emergency")].at,
            moments[[moment.kind for moment in moments].index("emergency")].since,
            1,
            "emergency",
            "Settle: How do we call an emergency? → With a whistle",
            "Head Frog acts at once.",
        )
    ]


def test_nothing_happened_yet() -> None:
    assert timeline((), {}, POND) == ()


def test_what_was_decided_without_a_count_is_in_the_timeline_and_what_only_went_on_is_not() -> None:
    moments = timeline((), {1: timed_at_table(deliberating_council().events)}, POND)
    assert [(moment.kind, moment.title, moment.detail) for moment in moments][-4:] == [
        ("adopted", "New policy: Song", "Adopted. The chair's word holds: there is rough consensus."),
        ("not_adopted", "New policy: Lamps", "Not adopted. Decided by who had the power to decide it."),
        ("adopted", "New policy: Water", "Adopted. Decided by who had the power to decide it."),
        (
            "adopted",
            "Question: What comes first?",
            "5 voted. Dots: “Bread” 8, “Song” 4, “None of these” 1. “Bread” leads: adopted.",
        ),
    ]


def test_tables_side_by_side_tell_of_a_rulebook() -> None:
    row = table_comparison({1: deliberating_council().council})[0]
    assert row.answers[0].text == "Consent, and a rulebook for 4 kinds of matter"
