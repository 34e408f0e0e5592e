"""What holds for every procedure, whatever the ballots."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from meshcouncil.council.definition import Base, Fraction, ProcedureKind, ProcedureRules, TieRule
from meshcouncil.council.matters import AskCouncil
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.procedure import ABSTAIN, MOST_POINTS, NONE_OF_THESE, BallotBox
from meshcouncil.council.state import Ballot
from meshcouncil.council.tallies import TallyResult
from tests.council.procedures.boxes import count

KINDS: tuple[ProcedureKind, ...] = get_args(ProcedureKind)
OPTIONS = ("one", "two", "three")
BEST: dict[ProcedureKind, str] = {
    "simple_majority": "yes",
    "supermajority": "yes",
    "unanimity": "yes",
    "unanimous_consent": "no_objection",
    "consent": "consent",
    "consensus": "agree",
    "lazy_consensus": "read",
    "apache_vote": "+1",
    "delegation": "confirm",
    "rfc": "yes",
}
"""The answer most in favour, where answers are given."""

MARKED: tuple[ProcedureKind, ...] = ("approval", "dot_vote", "score_vote")
SILENCE_SPEAKS: tuple[ProcedureKind, ...] = ("unanimous_consent", "delegation")
DECIDES: frozenset[TallyResult] = frozenset(
    {"carried", "lost", "tied", "nominated", "confirmed", "rework", "postponed"}
)

shares = st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(1, 10), Fraction(1, 1)])


@st.composite
def rules_of(draw: st.DrawFn, kind: ProcedureKind) -> ProcedureRules:
    return ProcedureRules(
        kind=kind,
        threshold=draw(shares),
        base=draw(st.sampled_from(get_args(Base))),
        quorum=draw(shares),
        tie=draw(st.sampled_from(get_args(TieRule))),
        every_team=draw(st.booleans()),
        stand_asides=draw(shares),
        veto=draw(st.booleans()),
        confirm=draw(st.booleans()),
    )


@st.composite
def ballots_of(draw: st.DrawFn, kind: ProcedureKind, choices: tuple[str, ...]) -> Ballot:
    """A ballot as the procedure's form lets a seat fill it in."""
    match PROCEDURES[kind].ballot:
        case "choice":
            return Ballot(draw(st.sampled_from(choices)), draw(st.sampled_from(["", "Because."])))
        case "hum":
            return Ballot(marks=(("hum", draw(st.integers(0, MOST_POINTS))),))
        case "none":
            return Ballot("yes")
        case "ranking":
            order = draw(st.permutations(choices))[: draw(st.integers(0, len(choices)))]
            return Ballot(ranking=tuple(order)) if order else Ballot(ABSTAIN)
        case form:
            most = {"ticks": 1, "dots": 3}.get(form, MOST_POINTS)
            marks = draw(st.dictionaries(st.sampled_from(choices), st.integers(0, most)))
            return Ballot(marks=tuple(marks.items())) if marks else Ballot(ABSTAIN)


@st.composite
def boxes(draw: st.DrawFn, kind: ProcedureKind) -> BallotBox:
    """One to ten seats in teams of two, some of them silent."""
    seats = draw(st.integers(1, 10))
    choices = PROCEDURES[kind].choices(AskCouncil("What first?", OPTIONS), ())
    teams = {seat: f"team {(seat + 1) // 2}" for seat in range(1, 12)}
    ballots = {seat: draw(ballots_of(kind, choices)) for seat in range(1, seats + 1) if draw(st.integers(0, 4))}
    return BallotBox(
        draw(rules_of(kind)), tuple(range(1, seats + 1)), teams, teams[seats], ballots, choices, draw(st.integers(0, 1))
    )


any_box = st.sampled_from(KINDS).flatmap(boxes)
law = settings(max_examples=150, deadline=None)
law_of_winners = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)  # most random ballots adopt nothing


def test_there_is_one_procedure_for_each_kind() -> None:
    assert tuple(PROCEDURES) == KINDS
    assert [procedure.kind for procedure in PROCEDURES.values()] == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_says_what_it_is_when_it_fits_how_it_goes_and_what_a_tie_does(kind: ProcedureKind) -> None:
    procedure = PROCEDURES[kind]
    told = (procedure.title, procedure.sentence, procedure.fits, procedure.ties, procedure.source)
    assert all(told)
    assert len(procedure.states) >= 3
    assert all(each.endswith(".") for each in (procedure.sentence, procedure.fits, procedure.ties))


@law
@given(any_box, st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_makes_no_difference(box: BallotBox, dice: object) -> None:
    seats = list(box.ballots)
    dice.shuffle(seats)  # type: ignore[attr-defined]
    shuffled = replace(box, ballots={seat: box.ballots[seat] for seat in seats})
    assert count(shuffled) == count(box)


@law
@given(any_box, st.randoms(use_true_random=False))
def test_who_said_it_makes_no_difference_where_teams_and_chairs_have_no_say(box: BallotBox, dice: object) -> None:
    rules = replace(box.rules, base="seats" if box.rules.base == "teams" else box.rules.base, every_team=False)
    rules = replace(rules, tie="not_adopted" if rules.tie == "chair_decides" else rules.tie)
    box = replace(box, rules=rules)
    seats = list(box.electorate)
    dice.shuffle(seats)  # type: ignore[attr-defined]
    swapped = dict(zip(box.electorate, seats, strict=True))
    assert count(replace(box, ballots={swapped[seat]: each for seat, each in box.ballots.items()})) == count(box)


@law
@given(any_box, st.data())
def test_a_ballot_of_a_seat_that_may_not_vote_counts_for_nothing(box: BallotBox, data: st.DataObject) -> None:
    outsider = data.draw(ballots_of(box.rules.kind, box.choices))
    assert count(replace(box, ballots={**box.ballots, 11: outsider})) == count(box)


@law
@given(any_box)
def test_without_a_quorum_or_a_team_nothing_is_decided(box: BallotBox) -> None:
    tally = count(box)
    absent = box.rules.every_team and len(box.votes) < len(box.electorate) and bool(tally.missing_team)
    if tally.result in DECIDES:
        assert tally.took_part >= tally.quorum
        assert not absent
    if tally.result == "no_quorum":
        assert tally.took_part < tally.quorum or absent
    assert bool(tally.winner) == (
        tally.result in ("carried", "nominated") and PROCEDURES[tally.kind or "rfc"].family == "several"
    )
    assert tally.winner != NONE_OF_THESE


@law
@given(any_box)
def test_the_numbers_of_a_tally_add_up(box: BallotBox) -> None:
    tally = count(box)
    seats, voted = len(box.electorate), len(box.votes)
    assert tally.took_part == (seats if box.rules.kind in SILENCE_SPEAKS else voted)
    assert tally.kind == box.rules.kind
    if tally.base == "teams" or PROCEDURES[box.rules.kind].ballot == "none":
        return
    assert tally.silent == seats - voted
    if PROCEDURES[box.rules.kind].ballot != "hum":  # who hums right in the middle is neither loud nor soft
        assert tally.yes + tally.no + tally.abstained + tally.postpone == voted


@law_of_winners
@given(st.sampled_from([*BEST]).flatmap(boxes), st.data())
def test_one_more_in_favour_never_makes_an_adopted_motion_fail(box: BallotBox, data: st.DataObject) -> None:
    box = replace(box, rules=replace(box.rules, tie="not_adopted"))
    assume(count(box).result in ("carried", "confirmed"))
    seat = data.draw(st.sampled_from(box.electorate))
    more = {**box.ballots, seat: Ballot(BEST[box.rules.kind])}
    assert count(replace(box, ballots=more)).result == count(box).result


@law_of_winners
@given(st.sampled_from(MARKED).flatmap(boxes), st.data())
def test_a_mark_more_for_the_winner_keeps_it_winning(box: BallotBox, data: st.DataObject) -> None:
    """A seat that was silent or marked something joins those behind the winner. Ranked choice lacks this (D.8)."""
    winner = count(box).winner
    assume(winner)
    seat = data.draw(st.sampled_from(box.electorate))
    before = dict(box.ballots[seat].marks) if seat in box.ballots else {}
    more = Ballot(marks=tuple({**before, winner: before.get(winner, 0) + 1}.items()))
    assert count(replace(box, ballots={**box.ballots, seat: more})).winner == winner


@law
@given(st.sampled_from(MARKED).flatmap(boxes), st.data())
def test_where_an_option_stands_on_the_ballot_never_helps_it(box: BallotBox, data: st.DataObject) -> None:
    reordered = tuple(data.draw(st.permutations(box.choices)))
    one, other = count(box), count(replace(box, choices=reordered))
    assert (one.result, one.winner, dict(one.totals)) == (other.result, other.winner, dict(other.totals))


@law
@given(st.sampled_from([kind for kind in KINDS if not PROCEDURES[kind].binding]).flatmap(boxes))
def test_a_poll_is_only_noted(box: BallotBox) -> None:
    assert count(box).result == "noted"


@law
@given(st.sampled_from([kind for kind in BEST if PROCEDURES[kind].reasoned]).flatmap(boxes))
def test_what_stops_a_motion_stops_it_with_a_reason(box: BallotBox) -> None:
    """A stopped motion has somebody's objection; without any, nothing is said to be objected to."""
    tally = count(box)
    against = [each for each in box.votes.values() if each.choice in PROCEDURES[box.rules.kind].reasoned]
    assert tally.objections <= len(against)
    if tally.result in ("objected", "contested"):
        assert tally.objections > 0
    elif tally.result == "carried":
        assert tally.objections == 0
