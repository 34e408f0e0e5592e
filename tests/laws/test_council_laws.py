"""What must hold at a table whatever happens there, on random play driven by the offers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
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
    EndStage,
    FillSeat,
    OfferToDecide,
    OpenVote,
    RingClocks,
    Say,
    SecondMotion,
    TableMotion,
)
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import Definition, ProcedureKind, ProcedureRules
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import (
    BallotCast,
    CharterBallotCast,
    DecisionSettled,
    Event,
    FinalVoteClosed,
    GraphChanged,
    PolicyAdopted,
    PolicyChanged,
    PolicyRepealed,
    ProcedureAdopted,
    RulebookAdopted,
    VoteClosed,
)
from meshcouncil.council.evolve import evolve, replayed
from meshcouncil.council.evolving.changes import change_motion
from meshcouncil.council.matters import AddPolicy, RatifyAct, SettleDecision
from meshcouncil.council.offers import Offer, offers, refusal_of
from meshcouncil.council.rules.ballots import closed_by_count
from meshcouncil.council.rules.matters import subject
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.project_graph import rebuilt
from meshcouncil.council.state import Council, seated
from meshcouncil.council.views import Facilitator, Observer, Seated, TableView, Viewer, view
from tests.council.builders import CHAIR, did, rainbow_road, sitting, small_pack
from tests.laws.council_play import (
    KINDS,
    Played,
    all_viewers,
    blank,
    blanked,
    filled,
    play,
    random_rules,
    recorded,
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


@pytest.fixture(params=KINDS)
def record(request: pytest.FixtureRequest) -> Played:
    """A long play that begins with each procedure in turn; the laws of the record all look at the same ones."""
    return recorded(request.param, 0)


# --- offers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_offers_are_exactly_what_is_accepted(kind: ProcedureKind) -> None:
    council = liveliest(recorded(kind, 0))
    for seat in sorted(SMALL.roles_by_number):
        offered = list(offers(council, seat))
        for offer in offered:
            assert refusal_of(council, offer.command) is None, offer
        every, in_words = _shapes(offered), _shapes([offer for offer in offered if WORDS.issuperset(offer.holes)])
        for command in universe(council, seat):
            is_accepted = refusal_of(council, command) is None
            assert _is_offered(command, every) or not is_accepted, f"accepted but not offered: {command}"
            assert is_accepted or not _is_offered(command, in_words), f"offered but not accepted: {command}"


def liveliest(record: Played) -> Council:
    """The moment of a play at which motions stand at the most different points of their way."""
    return max((before for before, _, _ in record.steps()), key=_liveliness)


def _liveliness(council: Council) -> int:
    stands = {(motion.status, motion.stage, bool(motion.objections)) for motion in council.live_motions}
    return len(stands) if council.sitting and not council.is_frozen and len(council.seats) > 2 else -1


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


@lawful(12)
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


@lawful(3)
@given(DICE)
def test_teammates_whisper_unheard(dice: Random) -> None:
    council = _with_everybody(played(dice, 40).end)
    one, two = both(council, Say(1, "team", "CANARY ONE"), Say(1, "team", "CANARY TWO"))
    assert_nothing_leaks(one, two, outsiders_of(one, Seated(1), Seated(2)))
    assert_nothing_leaks(council, one, outsiders_of(one, Seated(1), Seated(2)))
    assert view(one, Seated(2)) != view(two, Seated(2))


@lawful(3)
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


@lawful(15)
@given(DICE)
def test_nobody_sees_another_vote_while_the_ballot_is_open(dice: Random) -> None:
    council = in_a_ballot(rules_with_a_ballot(dice))
    one, two = both(council, *two_ballots(council, 2, dice))
    if "voting" == one.motions["M1"].status == two.motions["M1"].status:  # a ballot that ends a silence is seen at once
        assert_nothing_leaks(one, two, outsiders_of(one, Seated(2)))
        assert view(one, Seated(2)) != view(two, Seated(2))


@lawful(15)
@given(DICE)
def test_a_vote_that_changes_changes_nothing_for_others(dice: Random) -> None:
    council = in_a_ballot(rules_with_a_ballot(dice))
    first, second = two_ballots(council, 2, dice)
    once = did(council, first)
    if once.motions["M1"].status == "voting":
        twice = did(once, second)
        if twice.motions["M1"].status == "voting":
            assert_nothing_leaks(once, twice, outsiders_of(once, Seated(2)))


def rules_with_a_ballot(dice: Random, kind: ProcedureKind | None = None) -> ProcedureRules:
    rules = random_rules(dice, kind)
    return rules if PROCEDURES[rules.kind].ballot != "none" else rules_with_a_ballot(dice)


def in_a_ballot(rules: ProcedureRules) -> Council:
    """A council that votes under the rules, after the stages that come before."""
    council = sitting(small_pack(rules))
    council = did(council, TableMotion(CHAIR, SettleDecision("cadence", "daily"), "Why not."))
    if council.motions["M1"].status == "tabled":
        council = did(council, SecondMotion(3, "M1"))
    council = did(council, OpenVote(CHAIR, "M1"))
    while (stage := council.motions["M1"].stage) != "":
        if stage == "offers":
            council = did(council, OfferToDecide(CHAIR, "M1", "I know."))
        due = council.next_deadline
        council = did(council, EndStage(CHAIR, "M1") if due is None else RingClocks(due))
    return council


def some_ballot(council: Council, seat: int, dice: Random) -> CastBallot:
    ballots = [filled(offer, council, dice) for offer in offers(council, seat) if isinstance(offer.command, CastBallot)]
    ballot = dice.choice(ballots)
    assert isinstance(ballot, CastBallot)
    return ballot


def two_ballots(council: Council, seat: int, dice: Random) -> tuple[CastBallot, CastBallot]:
    one = two = some_ballot(council, seat, dice)
    while replace(two, reason="") == replace(one, reason=""):
        two = some_ballot(council, seat, dice)
    return one, two


def test_the_reason_of_a_secret_vote_is_for_nobody_else() -> None:
    secret = ProcedureRules(ballots="secret", second_needed=False)
    council = did(sitting(small_pack(secret)), TableMotion(CHAIR, AddPolicy("Name things", "By team.")))
    council = did(council, OpenVote(CHAIR, "M1"), CastBallot(1, "M1", 1, "no", "CANARY"))
    for votes in ((), (2, 3, 4)):
        council = did(council, *(CastBallot(seat, "M1", 1, "yes") for seat in votes))
        seen = {viewer for viewer in all_viewers(council) if "CANARY" in repr(view(council, viewer))}
        assert seen == {Seated(1)}
    council = did(council, CloseVote(CHAIR, "M1"))
    assert not any("CANARY" in repr(view(council, viewer)) for viewer in all_viewers(council))
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


@pytest.mark.parametrize("kind", [kind for kind in KINDS if PROCEDURES[kind].ballot != "none"])
def test_the_order_of_ballots_never_changes_what_follows(kind: ProcedureKind) -> None:
    """Where an objection ends a silence at once there is no order to speak of, so nobody objects to one here."""
    for seed in range(4):
        dice = Dice(seed)
        rules = random_rules(dice, kind)
        council = in_a_ballot(rules)
        procedure = PROCEDURES[kind]
        quiet = procedure.reasoned if procedure.silence else frozenset()
        ballots = [some_ballot(council, seat, dice) for seat in sorted(council.seats)]
        ballots = [each for each in ballots if each.choice not in quiet]
        one, two = (closed_at_last(did(council, *order)) for order in (ballots, dice.sample(ballots, len(ballots))))
        assert one == two
        assert one.motions["M1"].tally is not None


def closed_at_last(council: Council) -> Council:
    if council.motions["M1"].status != "voting":
        return council
    due = council.next_deadline
    return did(council, CloseVote(CHAIR, "M1") if due is None else RingClocks(due))


def test_a_count_looks_at_no_order_wherever_it_happens(record: Played) -> None:
    dice = Dice(7)
    for before, event, after in record.moments():
        if isinstance(event, VoteClosed):
            motion = before.motions[event.motion]
            seats = dice.sample(sorted(motion.ballots), len(motion.ballots))
            shuffled = change_motion(before, motion.id, ballots={seat: motion.ballots[seat] for seat in seats})
            at = after.next_deadline or 0
            assert closed_by_count(shuffled, motion.id, at) == closed_by_count(before, motion.id, at)


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


def test_a_count_has_room_for_every_seat_once(record: Played) -> None:
    for before, event, _ in record.moments():
        if isinstance(event, VoteClosed | FinalVoteClosed):
            tally = event.tally
            assert 0 <= tally.took_part <= len(before.seats)
            if tally.withheld:
                assert tally.took_part + tally.silent == len(before.seats)
            elif tally.kind == "rough_consensus":
                assert tally.base_size + tally.abstained + tally.silent == len(before.seats)
            elif tally.base != "teams":
                counted = tally.yes + tally.no + tally.abstained + tally.postpone + tally.silent
                assert counted == len(before.seats)


def test_a_closed_ballot_never_changes(record: Played) -> None:
    """What became of an act in an emergency is the one thing that is still to come when a motion is over."""
    for before, _, after in record.moments():
        for motion_id, motion in before.motions.items():
            later = after.motions[motion_id]
            assert later.rounds[: len(motion.rounds)] == motion.rounds
            if not motion.is_live:
                assert replace(later, act=motion.act) == motion
        for vote, then in zip(before.final_votes, after.final_votes, strict=False):
            assert vote.open or then == vote


WITHOUT_QUORUM = {"no_quorum", "objected", "contested", "noted"}


def test_a_lost_quorum_decides_nothing(record: Played) -> None:
    """An objection stands, and a poll is noted, whoever else took part; neither changes anything."""
    for _, events in record.turns:
        for number, event in enumerate(events):
            if isinstance(event, VoteClosed):
                tally, later = event.tally, events[number + 1 :]
                if tally.took_part < tally.quorum:
                    assert tally.result in WITHOUT_QUORUM
                else:
                    assert tally.result != "no_quorum" or tally.missing_team
                if tally.result in ("no_quorum", "objected", "contested"):
                    assert not any(getattr(each, "motion", "") == event.motion for each in later)
                if tally.result == "noted":
                    assert not any(isinstance(each, ENTERING) and each.motion == event.motion for each in later)
            if isinstance(event, FinalVoteClosed) and event.tally.took_part < event.tally.quorum:
                assert event.tally.result == "no_quorum"


ENTERING = (
    ProcedureAdopted,
    RulebookAdopted,
    PolicyAdopted,
    PolicyChanged,
    PolicyRepealed,
    DecisionSettled,
    GraphChanged,
)


def test_nothing_enters_the_charter_but_by_a_motion_that_is_carried(record: Played) -> None:
    """A lost motion to let an act stand undoes the act; what a proposal grows into, its last motion carried."""
    for before, event, after in record.moments():
        charter = (before.policies, before.settled, before.graph, before.procedure, before.rulebook)
        if (after.policies, after.settled, after.graph, after.procedure, after.rulebook) != charter:
            motion = after.motions[getattr(event, "motion")]  # noqa: B009 - every such event has one
            undoes = isinstance(motion.matter, RatifyAct) and motion.status == "lost"
            assert motion.status == "carried" or undoes
            assert not before.is_frozen
            assert not before.has_passed


# --- the record -------------------------------------------------------------------------------------------------------


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


def test_the_record_survives_being_written_down(record: Played) -> None:
    assert written_and_read(record.events) == record.events


@lawful(6)
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


def test_the_graph_is_what_plan_choices_and_carried_motions_add_up_to(record: Played) -> None:
    for _, _, after in record.moments():
        assert after.graph == rebuilt(after)


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
