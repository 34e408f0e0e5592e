"""What must hold at a table whatever happens there, on random play driven by the offers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from meshcouncil.application.event_codec import EventCodec
from meshcouncil.council.commands import (
    AnswerAsFacilitator,
    CallFinalVote,
    CastBallot,
    CastCharterBallot,
    CloseVote,
    Command,
    FillSeat,
    OpenVote,
    Say,
    SecondMotion,
    TableMotion,
)
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import Definition, ProcedureRules
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import BallotCast, CharterBallotCast, Event, FinalVoteClosed, VoteClosed
from meshcouncil.council.evolve import evolve, replayed
from meshcouncil.council.matters import AddPolicy, SettleDecision
from meshcouncil.council.offers import Offer, offers, refusal_of
from meshcouncil.council.rules.matters import subject
from meshcouncil.council.rules.project_graph import rebuilt
from meshcouncil.council.state import Council, seated
from meshcouncil.council.views import Facilitator, Observer, Seated, TableView, Viewer, view
from tests.council.builders import CHAIR, did, latest, rainbow_road, sitting, small_pack
from tests.laws.council_play import (
    Played,
    all_viewers,
    blank,
    blanked,
    filled,
    play,
    random_rules,
    universe,
)

SMALL = small_pack()
CODEC: EventCodec[Event] = EventCodec(Event)


class Dice(Random):
    """Dice that tell their seed, so that a play which breaks a law can be played again."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    def __repr__(self) -> str:
        return f"Dice({self.number})"


DICE = st.integers(min_value=0, max_value=2**32 - 1).map(Dice)


def lawful(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Try a law on so many random plays; there is no deadline, and a seed cannot be shrunk."""
    return settings(max_examples=examples, deadline=None, derandomize=True, phases=(Phase.generate,))


def played(dice: Random, turns: int = 60, definition: Definition = SMALL) -> Played:
    return play(definition, dice, turns)


@cache
def recorded(seed: int) -> Played:
    """A long play; the laws of the record all look at the same ones."""
    return play(SMALL, Random(seed), 110)


RECORDS = st.integers(min_value=0, max_value=19).map(recorded)


# --- offers -----------------------------------------------------------------------------------------------------------


@lawful(12)
@given(DICE)
def test_offers_are_exactly_what_is_accepted(dice: Random) -> None:
    council = played(dice, dice.randrange(90)).end
    for seat in sorted(SMALL.roles_by_number):
        offered = list(offers(council, seat))
        for offer in offered:
            assert refusal_of(council, offer.command) is None, offer
        every, in_words = _shapes(offered), _shapes([offer for offer in offered if WORDS.issuperset(offer.holes)])
        for command in universe(council, seat):
            is_accepted = refusal_of(council, command) is None
            assert _is_offered(command, every) or not is_accepted, f"accepted but not offered: {command}"
            assert is_accepted or not _is_offered(command, in_words), f"offered but not accepted: {command}"


WORDS = frozenset({"text", "reason", "pad_text", "matter.title", "matter.text", "matter.answer"})
"""Holes that take any words; what fills the others (rules, operations, a ranking) has to make sense."""

Shapes = dict[tuple[type[Command], tuple[str, ...]], set[str]]


def _shapes(offered: list[Offer]) -> Shapes:
    """The offers with their holes blanked, by their kind and by what the holes are."""
    shapes: Shapes = {}
    for offer in offered:
        shapes.setdefault((type(offer.command), offer.holes), set()).add(repr(blank(offer)))
    return shapes


def _is_offered(command: Command, shapes: Shapes) -> bool:
    for (kind, holes), blanks in shapes.items():
        if kind is not type(command):
            continue
        try:
            shape = blanked(command, holes)
        except (AttributeError, TypeError):  # it has no such field
            continue
        if repr(shape) in blanks:
            return True
    return False


@lawful(15)
@given(DICE)
def test_a_hole_takes_any_words_of_its_own(dice: Random) -> None:
    council = played(dice, dice.randrange(90)).end
    for seat in sorted(council.seats):
        for offer in offers(council, seat):
            if WORDS.issuperset(offer.holes):
                assert refusal_of(council, filled(offer, council, dice)) is None, offer


@lawful(15)
@given(DICE)
def test_what_a_view_says_one_may_do_is_what_is_offered(dice: Random) -> None:
    council = played(dice, dice.randrange(90)).end
    for seat in sorted(SMALL.roles_by_number):
        seen = view(council, Seated(seat))
        offered = [offer.command for offer in offers(council, seat)]
        kinds = {type(command).__name__ for command in offered}
        assert ("introduce" in seen.may, "declare_fact" in seen.may) == ("Introduce" in kinds, "DeclareFact" in kinds)
        assert ("raise_hand" in seen.may, "lower_hand" in seen.may) == ("RaiseHand" in kinds, "LowerHand" in kinds)
        assert ("call_final_vote" in seen.may) == ("CallFinalVote" in kinds)
        alone = [command for command in offered if isinstance(command, TableMotion) and command.emergency]
        assert ("act_in_emergency" in seen.may) == bool(alone)
        assert ("table_motion" in seen.may) == seen.procedure.may_move == (not seen.procedure.why_not)
        for motion in seen.motions:
            about = {type(each).__name__ for each in offered if getattr(each, "motion", "") == motion.id}
            assert {
                "SecondMotion": motion.may_second,
                "WithdrawMotion": motion.may_withdraw,
                "ReviseMotion": motion.may_revise,
                "OpenVote": motion.may_open_vote,
                "CastBallot": motion.may_vote,
                "CloseVote": motion.may_close_vote,
            } == {name: name in about for name in ABOUT_A_MOTION}
        if seen.final_vote is not None:
            assert seen.final_vote.may_vote == ("CastCharterBallot" in kinds)
            assert seen.final_vote.may_close == ("CloseFinalVote" in kinds)


ABOUT_A_MOTION = ("SecondMotion", "WithdrawMotion", "ReviseMotion", "OpenVote", "CastBallot", "CloseVote")


def test_who_only_looks_may_do_nothing() -> None:
    council = played(Random(3), 80).end
    for viewer in (Facilitator(), Observer()):
        seen = view(council, viewer)
        assert (seen.may, seen.procedure.may_move, seen.me) == (frozenset(), False, None)
        assert not any(motion.may_vote or motion.may_revise or motion.my_ballot for motion in seen.motions)


# --- secrets ----------------------------------------------------------------------------------------------------------


def assert_nothing_leaks(one: Council, two: Council, outsiders: tuple[Viewer, ...]) -> None:
    """Two councils that differ in a secret look, offer and refuse alike to those who are not let in."""
    for viewer in outsiders:
        assert view(one, viewer) == view(two, viewer), viewer
        if isinstance(viewer, Seated):
            assert list(offers(one, viewer.seat)) == list(offers(two, viewer.seat))
            for command in universe(one, viewer.seat):
                assert _answer(one, command) == _answer(two, command), command


def _answer(council: Council, command: Command) -> tuple[str, str]:
    refusal = refusal_of(council, command)
    return ("", "") if refusal is None else (refusal.code, repr(refusal.context))


def outsiders_of(council: Council, *insiders: Viewer) -> tuple[Viewer, ...]:
    return tuple(viewer for viewer in all_viewers(council) if viewer not in insiders)


def both(council: Council, one: Command, two: Command) -> tuple[Council, Council]:
    return did(council, one), did(council, two)


@lawful(6)
@given(DICE)
def test_teammates_whisper_unheard(dice: Random) -> None:
    council = _with_everybody(played(dice, 40).end)
    one, two = both(council, Say(1, "team", "CANARY ONE"), Say(1, "team", "CANARY TWO"))
    assert_nothing_leaks(one, two, outsiders_of(one, Seated(1), Seated(2)))
    assert_nothing_leaks(council, one, outsiders_of(one, Seated(1), Seated(2)))
    assert view(one, Seated(2)) != view(two, Seated(2))


@lawful(6)
@given(DICE)
def test_a_talk_with_the_facilitator_stays_between_two(dice: Random) -> None:
    council = _with_everybody(played(dice, 40).end)
    insiders = (Seated(1), Facilitator())
    for one, two in (
        both(council, Say(1, "facilitator", "CANARY ONE"), Say(1, "facilitator", "CANARY TWO")),
        both(council, AnswerAsFacilitator(1, "CANARY ONE"), AnswerAsFacilitator(1, "CANARY TWO")),
    ):
        assert_nothing_leaks(one, two, outsiders_of(one, *insiders))
        assert_nothing_leaks(council, one, outsiders_of(one, *insiders))
        assert all(view(one, insider) != view(two, insider) for insider in insiders)


def _with_everybody(council: Council) -> Council:
    empty = [number for number in council.definition.roles_by_number if number not in council.seats]
    return did(council, *(FillSeat(number, "person", f"Late {number}") for number in empty))


@lawful(8)
@given(DICE)
def test_nobody_sees_another_vote_while_the_ballot_is_open(dice: Random) -> None:
    council = _voting(dice, random_rules(dice))
    choices = _two_ballots(council, 2, dice)
    one, two = both(council, *choices)
    assert one.motions[latest(one)].status == "voting"
    assert_nothing_leaks(one, two, outsiders_of(one, Seated(2)))
    assert view(one, Seated(2)) != view(two, Seated(2))


@lawful(8)
@given(DICE)
def test_a_vote_that_changes_changes_nothing_for_others(dice: Random) -> None:
    council = _voting(dice, random_rules(dice))
    first, second = _two_ballots(council, 2, dice)
    once = did(council, first)
    assert_nothing_leaks(once, did(once, second), outsiders_of(once, Seated(2)))


def _voting(dice: Random, rules: ProcedureRules) -> Council:
    """A council that votes under the rules, in the middle of other business."""
    council = sitting(small_pack(rules))
    council = did(council, TableMotion(CHAIR, SettleDecision("cadence", "daily"), "Why not."))
    if council.motions["M1"].status == "tabled":
        council = did(council, SecondMotion(3, "M1"))
    return did(council, OpenVote(CHAIR, "M1"))


def _two_ballots(council: Council, seat: int, dice: Random) -> tuple[CastBallot, CastBallot]:
    ballots = [filled(offer, council, dice) for offer in offers(council, seat) if isinstance(offer.command, CastBallot)]
    one, two = dice.sample(ballots, 2)
    assert isinstance(one, CastBallot)
    assert isinstance(two, CastBallot)
    return one, two


@lawful(10)
@given(DICE)
def test_a_secret_ballot_shows_step_by_step_only_who_has_voted_and_in_the_end_the_count(dice: Random) -> None:
    """Two seats exchange their votes; nobody else can tell at any moment, up to and after the count."""
    rules = random_rules(dice)
    while rules.ballots != "secret":
        rules = random_rules(dice)
    council = _voting(dice, rules)
    motion = council.motions["M1"]
    votes = {seat: _some_vote(motion.choices, rules, dice) for seat in sorted(council.seats)}
    swapped = {**votes, 1: votes[3], 3: votes[1]}
    order = dice.sample(sorted(votes), len(votes))
    one = two = council
    for seat in order:
        one = did(one, CastBallot(seat, "M1", 1, votes[seat][0], f"Because of {votes[seat]}.", votes[seat][1]))
        two = did(two, CastBallot(seat, "M1", 1, swapped[seat][0], f"Because of {swapped[seat]}.", swapped[seat][1]))
        for viewer in outsiders_of(one, Seated(1), Seated(3)):
            assert view(one, viewer) == view(two, viewer)
    assert one.motions["M1"].status != "voting"
    assert_nothing_leaks(one, two, outsiders_of(one, Seated(1), Seated(3)))


def _some_vote(choices: tuple[str, ...], rules: ProcedureRules, dice: Random) -> tuple[str, tuple[str, ...]]:
    if rules.kind == "ranked_choice":
        return "", tuple(dice.sample(choices, dice.randrange(1, len(choices) + 1)))
    return dice.choice(choices), ()


def test_the_reason_of_a_secret_vote_is_for_nobody_else() -> None:
    secret = ProcedureRules(ballots="secret", second_needed=False)
    council = did(sitting(small_pack(secret)), TableMotion(CHAIR, AddPolicy("Name things", "By team.")))
    council = did(council, OpenVote(CHAIR, "M1"), CastBallot(1, "M1", 1, "no", "CANARY"))
    for votes in ((), (2, 3, 4)):
        council = did(council, *(CastBallot(seat, "M1", 1, "yes") for seat in votes))
        seen = {viewer for viewer in all_viewers(council) if "CANARY" in repr(view(council, viewer))}
        assert seen == {Seated(1)}
    council = did(council, CloseVote(CHAIR, "M1"))
    assert {viewer for viewer in all_viewers(council) if "CANARY" in repr(view(council, viewer))} == {Seated(1)}
    assert view(council, Observer()).motions[0].ballots == ()


def test_an_open_vote_is_told_with_its_reason_after_the_count() -> None:
    usual = ProcedureRules(second_needed=False)
    council = did(sitting(small_pack(usual)), TableMotion(CHAIR, AddPolicy("Name things", "By team.")))
    council = did(council, OpenVote(CHAIR, "M1"), CastBallot(1, "M1", 1, "no", "CANARY"))
    assert {viewer for viewer in all_viewers(council) if "CANARY" in repr(view(council, viewer))} == {Seated(1)}
    council = did(council, *(CastBallot(seat, "M1", 1, "yes") for seat in (2, 3, 4)), CloseVote(CHAIR, "M1"))
    assert all("CANARY" in repr(view(council, viewer)) for viewer in all_viewers(council))


def test_objections_are_read_without_names_only_after_the_round() -> None:
    consent = ProcedureRules(kind="consent", second_needed=False)
    council = did(sitting(small_pack(consent)), TableMotion(CHAIR, AddPolicy("Name things", "By team.")))
    council = did(council, OpenVote(CHAIR, "M1"), CastBallot(1, "M1", 1, "object", "CANARY"))
    assert view(council, Observer()).motions[0].objections == ()
    council = did(council, *(CastBallot(seat, "M1", 1, "consent") for seat in (2, 3, 4)), CloseVote(CHAIR, "M1"))
    assert view(council, Observer()).motions[0].objections == ("CANARY",)


@lawful(8)
@given(DICE)
def test_nobody_sees_another_vote_on_the_charter_while_it_is_open(dice: Random) -> None:
    council = sitting(small_pack(ProcedureRules(second_needed=False)))
    council = did(council, TableMotion(1, AddPolicy("Name things", "By team.")), OpenVote(CHAIR, "M1"))
    council = did(council, *(CastBallot(seat, "M1", 1, "yes") for seat in range(1, 7)), CallFinalVote(CHAIR, "Pad."))
    early = dice.sample((1, 3, 4, 5), dice.randrange(4))
    council = did(council, *(CastCharterBallot(seat, 1, dice.choice(("yes", "no", "abstain"))) for seat in early))
    one, two = both(council, CastCharterBallot(2, 1, "yes"), CastCharterBallot(2, 1, "no"))
    assert_nothing_leaks(one, two, outsiders_of(one, Seated(2)))
    assert view(one, Seated(2)) != view(two, Seated(2))


# --- ballots ----------------------------------------------------------------------------------------------------------


@lawful(40)
@given(DICE)
def test_the_order_of_ballots_never_changes_the_count(dice: Random) -> None:
    rules = random_rules(dice)
    council = _voting(dice, rules)
    votes = {seat: _some_vote(council.motions["M1"].choices, rules, dice) for seat in sorted(council.seats)}
    ends = []
    for order in (sorted(votes), dice.sample(sorted(votes), len(votes))):
        after = council
        for seat in order:
            reason = "Because." if votes[seat][0] == "object" else ""
            after = did(after, CastBallot(seat, "M1", 1, votes[seat][0], reason, votes[seat][1]))
        ends.append(after)
    one, two = ends
    assert one.motions["M1"].tally == two.motions["M1"].tally
    assert (one.motions["M1"].status, one.settled, one.graph) == (two.motions["M1"].status, two.settled, two.graph)


@lawful(20)
@given(RECORDS)
def test_nobody_votes_twice_or_for_another(record: Played) -> None:
    for command, events in record.turns:
        for event in events:
            if isinstance(event, BallotCast | CharterBallotCast):
                assert isinstance(command, CastBallot | CastCharterBallot)
                assert event.seat == command.seat
    for before, event, after in record.moments():
        if isinstance(event, BallotCast):
            old, new = before.motions[event.motion].ballots, after.motions[event.motion].ballots
            assert {seat: new[seat] for seat in new if seat != event.seat} == {
                seat: old[seat] for seat in old if seat != event.seat
            }
            assert event.seat in before.seats


@lawful(20)
@given(RECORDS)
def test_a_count_has_room_for_every_seat_once(record: Played) -> None:
    for before, event, _ in record.moments():
        if isinstance(event, VoteClosed | FinalVoteClosed):
            tally = event.tally
            assert 0 <= tally.took_part <= len(before.seats)
            if tally.base != "teams":
                assert tally.yes + tally.no + tally.abstained + tally.silent == len(before.seats)


@lawful(20)
@given(RECORDS)
def test_a_closed_ballot_never_changes(record: Played) -> None:
    for before, _, after in record.moments():
        for motion_id, motion in before.motions.items():
            if motion.status in ("carried", "lost", "withdrawn", "lapsed"):
                assert after.motions[motion_id] == motion
        for vote, later in zip(before.final_votes, after.final_votes, strict=False):
            assert vote.open or later == vote


@lawful(20)
@given(RECORDS)
def test_a_lost_quorum_decides_nothing(record: Played) -> None:
    for command, events in record.turns:
        closed = [event for event in events if isinstance(event, VoteClosed | FinalVoteClosed)]
        for event in closed:
            if event.tally.took_part < event.tally.quorum:
                assert event.tally.result == "no_quorum", command
                assert events[-1] == event
            else:
                assert event.tally.result != "no_quorum"


@lawful(20)
@given(RECORDS)
def test_nothing_enters_the_charter_but_by_a_carried_motion(record: Played) -> None:
    for before, event, after in record.moments():
        charter = (before.policies, before.settled, before.graph, before.procedure)
        if (after.policies, after.settled, after.graph, after.procedure) != charter:
            assert after.motions[getattr(event, "motion")].status == "carried"  # noqa: B009 - every such event has one
            assert not before.is_frozen
            assert not before.has_passed


# --- the record -------------------------------------------------------------------------------------------------------


@lawful(20)
@given(RECORDS)
def test_replaying_is_folding_one_event_after_the_other(record: Played) -> None:
    folded = seated(record.definition)
    for event in record.events:
        folded = evolve(folded, event)
    assert folded == record.end
    half = len(record.events) // 2
    assert replayed(replayed(seated(record.definition), record.events[:half]), record.events[half:]) == record.end


def written_and_read(events: tuple[Event, ...]) -> tuple[Event, ...]:
    payloads = [CODEC.encode(event) for event in events]
    return tuple(CODEC.decode(payload.kind, payload.data) for payload in payloads)


@lawful(20)
@given(RECORDS)
def test_the_record_survives_being_written_down(record: Played) -> None:
    assert written_and_read(record.events) == record.events


@lawful(15)
@given(DICE)
def test_a_refusal_leaves_no_trace(dice: Random) -> None:
    council = played(dice, 60).end
    before = repr(council)
    for seat in (1, 5):
        for command in universe(council, seat):
            try:
                decide(council, command)
            except Rejected:
                continue
    assert repr(council) == before


@lawful(20)
@given(RECORDS)
def test_the_graph_is_what_plan_choices_and_carried_motions_add_up_to(record: Played) -> None:
    for _, _, after in record.moments():
        assert after.graph == rebuilt(after)


@lawful(20)
@given(RECORDS)
def test_no_two_live_motions_ask_for_the_same(record: Played) -> None:
    for _, _, after in record.moments():
        subjects = [subject(motion.matter) for motion in after.live_motions]
        asked = [each for each in subjects if each is not None]
        assert len(asked) == len(set(asked))


@lawful(3)
@given(DICE)
def test_the_laws_of_the_record_hold_in_rainbow_road_too(dice: Random) -> None:
    record = played(dice, 40, rainbow_road())
    assert written_and_read(record.events) == record.events
    assert record.end.graph == rebuilt(record.end)
    for seat in (1, 9):
        for offer in offers(record.end, seat):
            assert refusal_of(record.end, offer.command) is None


@pytest.mark.parametrize("turns", [0, 30, 110])
def test_everybody_can_look_at_any_moment(turns: int) -> None:
    council = played(Random(turns), turns).end
    for viewer in all_viewers(council):
        assert isinstance(view(council, viewer), TableView)
