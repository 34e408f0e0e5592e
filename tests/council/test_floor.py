"""Who speaks: the list of speakers, caucuses and recess, rounds, points of information (D.14, D.16, D.17).

D.16 and D.17 are after Model UN handbooks; which rule a test is an example of is named with it.
"""

from dataclasses import replace

import pytest

from meshcouncil.council.commands import (
    BeginStep,
    CallSpeaker,
    CastBallot,
    CloseCouncil,
    CloseRound,
    EndCaucus,
    EndSpeech,
    LowerHand,
    OpenRound,
    RaiseHand,
    RaisePoint,
    RingClocks,
    RulePoint,
    SecondMotion,
    SetSpeakersList,
    SpeakInRound,
    StartClocks,
    StopClocks,
    TableMotion,
    VacateSeat,
    YieldFloor,
)
from meshcouncil.council.decide import decide
from meshcouncil.council.events import CaucusBegun, CaucusEnded, RoundClosed, SpeakerCalled, SpeechEnded
from meshcouncil.council.matters import HoldCaucus
from meshcouncil.council.offers import accepted
from meshcouncil.council.rules.floor import calling_order
from meshcouncil.council.state import Caucus, Council, Floor, FloorPoint, Speech, Turn, Turns
from meshcouncil.council.views import Observer, Seated, view
from tests.council.builders import CHAIR, cast, did, refused, sitting

ON_THE_HOUR = 3_600_000
MODERATED = HoldCaucus("moderated", "Names of models", minutes=2, seconds_each=30)
UNMODERATED = HoldCaucus("unmoderated", "", minutes=5)
RECESS = HoldCaucus("recess", "", minutes=3)


def listed(*hands: int, seconds: int = 60, newcomers_first: bool = False) -> Council:
    """A council with a timed list of speakers and these hands up, in this order."""
    setting = SetSpeakersList(CHAIR, seconds, newcomers_first)
    return did(sitting(), setting, *(RaiseHand(seat) for seat in hands))


def called(*hands: int, seconds: int = 60) -> Council:
    """A council in which the first of these hands got the floor on the hour."""
    return did(listed(*hands, seconds=seconds), CallSpeaker(CHAIR, at=ON_THE_HOUR))


def holding(matter: HoldCaucus, votes: str = "yes") -> Council:
    """A council that voted on a caucus, moved by the chair."""
    council = did(sitting(), TableMotion(CHAIR, matter, at=ON_THE_HOUR), SecondMotion(1, "M1"))
    return cast(council, dict.fromkeys(sorted(council.seats), votes))


# --- the list of speakers (D.17) --------------------------------------------------------------------------------------


def test_speakers_are_called_in_the_order_in_which_hands_went_up() -> None:
    council = called(3, 1, 4)
    assert council.floor.speech == Speech(3, ON_THE_HOUR, ON_THE_HOUR + 60_000)
    assert council.hands == (1, 4)


def test_the_chair_may_call_somebody_out_of_order_but_only_from_the_list() -> None:
    council = listed(3, 1)
    assert did(council, CallSpeaker(CHAIR, speaker=1)).hands == (3,)
    assert refused(council, CallSpeaker(CHAIR, speaker=2)) == "not_on_list"
    assert refused(council, CallSpeaker(1, speaker=1)) == "not_your_turn_to_chair"
    assert refused(did(sitting(), SetSpeakersList(CHAIR, 30)), CallSpeaker(CHAIR)) == "nobody_waits"


def test_who_never_spoke_may_go_first_and_silent_teams_before_them() -> None:
    """D.17: first-time speakers and silent teams go first (option)."""
    council = did(listed(1), CallSpeaker(CHAIR, at=0), EndSpeech(1, at=20_000))
    council = did(council, *(RaiseHand(seat) for seat in (1, 2, 3)))
    assert calling_order(council) == (1, 2, 3)
    council = did(council, SetSpeakersList(CHAIR, 60, newcomers_first=True))
    assert calling_order(council) == (3, 2, 1)
    assert did(council, CallSpeaker(CHAIR)).floor.speech == Speech(3, 0, 60_000)


def test_a_speech_is_cut_at_zero_by_the_clock_and_not_before() -> None:
    council = called(3)
    assert refused(council, RingClocks(ON_THE_HOUR + 59_999)) == "already_so"
    assert decide(council, RingClocks(ON_THE_HOUR + 63_000)) == (SpeechEnded(3, 60_000, "cut"),)


def test_time_is_counted_by_seat_and_nobody_is_counted_for_longer_than_they_had() -> None:
    council = did(called(3, 1), EndSpeech(3, at=ON_THE_HOUR + 15_000))
    council = did(council, CallSpeaker(CHAIR, at=ON_THE_HOUR + 20_000), EndSpeech(CHAIR, at=ON_THE_HOUR + 99_000))
    assert council.floor.spoken == {3: 15_000, 1: 60_000}
    assert council.floor.speeches == {3: 1, 1: 1}


def test_calling_the_next_speaker_ends_the_speech_that_runs() -> None:
    assert decide(called(3, 1), CallSpeaker(CHAIR, at=ON_THE_HOUR + 10_000)) == (
        SpeechEnded(3, 10_000, "done"),
        SpeakerCalled(1, ON_THE_HOUR + 10_000, ON_THE_HOUR + 70_000),
    )


def test_a_speaker_yields_the_rest_of_the_time_to_another_once() -> None:
    """D.16: yields; time that was yielded cannot be yielded again."""
    council = did(called(3, 1), YieldFloor(3, to=1, at=ON_THE_HOUR + 20_000))
    assert council.floor.speech == Speech(1, ON_THE_HOUR + 20_000, ON_THE_HOUR + 60_000, yielded_by=3)
    assert council.floor.spoken == {3: 20_000}
    assert council.hands == (1,), "who speaks in another's time keeps the place on the list"
    assert refused(council, YieldFloor(1, to=2)) == "yielded_already"
    assert refused(called(3), YieldFloor(1, to=2)) == "not_your_speech"
    assert refused(called(3), YieldFloor(3, to=3)) == "already_so"
    assert refused(sitting(seats=(1, 3, CHAIR)), YieldFloor(3, to=1)) == "nobody_speaks"
    assert refused(did(called(3), VacateSeat(2)), YieldFloor(3, to=2)) == "seat_empty"


def test_without_a_timer_a_speech_lasts_until_it_is_ended() -> None:
    council = did(sitting(), RaiseHand(2), CallSpeaker(CHAIR, at=ON_THE_HOUR))
    assert council.floor.speech == Speech(2, ON_THE_HOUR, None)
    assert council.next_deadline is None
    assert refused(council, EndSpeech(3)) == "not_your_turn_to_chair"
    assert did(council, EndSpeech(2, at=ON_THE_HOUR + 250_000)).floor.spoken == {2: 250_000}


def test_clocks_stand_still_while_the_hall_pauses() -> None:
    """A speech that is paused for a minute goes on with the seconds it had; the minute counts for nobody."""
    council = did(called(3), StopClocks(ON_THE_HOUR + 10_000), StartClocks(ON_THE_HOUR + 70_000))
    assert council.floor.speech == Speech(3, ON_THE_HOUR + 60_000, ON_THE_HOUR + 120_000)
    paused = did(called(3), StopClocks(ON_THE_HOUR + 10_000))
    assert decide(paused, EndSpeech(3, at=ON_THE_HOUR + 50_000)) == (SpeechEnded(3, 10_000, "done"),)
    handed_on = did(paused, YieldFloor(3, 1, at=ON_THE_HOUR + 50_000), StartClocks(ON_THE_HOUR + 70_000))
    assert handed_on.floor.speech == Speech(1, ON_THE_HOUR + 70_000, ON_THE_HOUR + 120_000, yielded_by=3)


def test_a_closed_list_takes_no_more_hands_and_lets_go_who_waits() -> None:
    """D.17: list open, then closed, then exhausted; an entry may leave."""
    council = did(listed(3, 1), SetSpeakersList(CHAIR, 60, open=False))
    assert refused(council, RaiseHand(2)) == "list_closed"
    council = did(council, LowerHand(1), CallSpeaker(CHAIR), EndSpeech(3))
    assert council.hands == ()
    assert did(council, SetSpeakersList(CHAIR, 60), RaiseHand(2)).hands == (2,)


def test_a_freed_seat_loses_the_floor_and_its_place_on_the_list() -> None:
    council = did(called(3, 1), VacateSeat(3, at=ON_THE_HOUR + 4_000), VacateSeat(1))
    assert council.floor.speech is None
    assert council.floor.spoken == {3: 4_000}
    assert council.hands == ()


def test_the_list_is_set_by_the_chair_within_bounds() -> None:
    assert refused(sitting(), SetSpeakersList(1, 60)) == "not_your_turn_to_chair"
    assert refused(sitting(), SetSpeakersList(CHAIR, 9)) == "bad_seconds"
    assert refused(sitting(), SetSpeakersList(CHAIR, 601)) == "bad_seconds"
    assert refused(sitting(), SetSpeakersList(CHAIR, 0)) == "already_so"


# --- caucus and recess (D.16) -----------------------------------------------------------------------------------------


def test_a_caucus_is_voted_on_as_soon_as_it_is_seconded_and_the_mover_speaks_first() -> None:
    """D.16: simple majority, no debate; in a moderated caucus the mover speaks first."""
    council = did(sitting(), TableMotion(CHAIR, MODERATED), SecondMotion(1, "M1"))
    assert council.motions["M1"].status == "voting"
    council = cast(council, dict.fromkeys((1, 2, 3, 4, 5, 6), "yes"))
    assert council.floor == Floor(
        caucus=Caucus("moderated", "Names of models", 120_000, 30, "M1"), speech=Speech(CHAIR, 0, 30_000)
    )


def test_a_tie_or_a_majority_against_holds_no_caucus() -> None:
    assert holding(UNMODERATED, "no").floor == Floor()
    council = did(sitting(), TableMotion(CHAIR, UNMODERATED), SecondMotion(1, "M1"))
    tied = cast(council, {1: "yes", 2: "yes", 3: "yes", 4: "no", 5: "no", 6: "no"})
    assert (tied.motions["M1"].status, tied.floor) == ("lost", Floor())


@pytest.mark.parametrize(
    ("matter", "code"),
    [
        (replace(MODERATED, minutes=1, seconds_each=45), "time_does_not_divide"),
        (replace(MODERATED, seconds_each=5), "bad_seconds"),
        (replace(MODERATED, topic=" "), "text_empty"),
        (replace(UNMODERATED, minutes=0), "bad_minutes"),
        (replace(RECESS, minutes=31), "bad_minutes"),
    ],
)
def test_a_caucus_names_times_that_fit(matter: HoldCaucus, code: str) -> None:
    """D.16: the total is divisible by the time per speech."""
    assert refused(sitting(), TableMotion(CHAIR, matter)) == code


def test_in_a_moderated_caucus_short_speeches_end_with_it_at_the_latest() -> None:
    council = did(holding(MODERATED), RingClocks(30_000), RaiseHand(2), CallSpeaker(CHAIR, at=100_000))
    assert council.floor.speech == Speech(2, 100_000, 120_000)
    assert decide(council, RingClocks(121_000)) == (SpeechEnded(2, 20_000, "cut"), CaucusEnded())


@pytest.mark.parametrize("matter", [UNMODERATED, RECESS])
def test_nobody_is_called_while_people_move_about(matter: HoldCaucus) -> None:
    """D.16: an unmoderated caucus is free movement."""
    council = did(holding(matter), RaiseHand(2))
    assert refused(council, CallSpeaker(CHAIR)) == "caucus_running"
    assert refused(council, OpenRound(CHAIR, "How are you?")) == "caucus_running"
    assert did(council, RingClocks(matter.minutes * 60_000), CallSpeaker(CHAIR)).floor.caucus is None


def test_a_caucus_is_extended_once() -> None:
    """D.16: extensions usually once."""
    council = did(holding(UNMODERATED), TableMotion(CHAIR, replace(UNMODERATED, minutes=2)), SecondMotion(1, "M2"))
    council = cast(council, dict.fromkeys((1, 2, 3, 4, 5, 6), "yes"))
    assert council.floor.caucus == Caucus("unmoderated", "", 7 * 60_000, 0, "M2", extended=True)
    assert refused(council, TableMotion(CHAIR, UNMODERATED)) == "extended_already"
    assert refused(holding(RECESS), TableMotion(CHAIR, UNMODERATED)) == "caucus_running"


def test_the_chair_ends_a_caucus_before_its_time() -> None:
    council = holding(MODERATED)
    assert refused(council, EndCaucus(1)) == "not_your_turn_to_chair"
    assert decide(council, EndCaucus(CHAIR, at=12_000)) == (SpeechEnded(CHAIR, 12_000, "done"), CaucusEnded())
    assert refused(sitting(), EndCaucus(CHAIR)) == "no_caucus"


def test_where_no_rules_of_order_are_in_use_caucuses_are_called_by_the_chairing_team() -> None:
    assert refused(sitting(), TableMotion(1, UNMODERATED)) == "may_not_propose"
    assert accepted(sitting(), TableMotion(6, UNMODERATED))


def test_a_caucus_ends_the_speech_that_runs() -> None:
    council = did(called(3), TableMotion(CHAIR, RECESS), SecondMotion(1, "M1"))
    council = cast(council, dict.fromkeys((1, 2, 3, 4, 5), "yes"))
    last = decide(council, replace(_ballot(council), at=ON_THE_HOUR + 30_000))
    assert last[-2:] == (
        SpeechEnded(3, 30_000, "done"),
        CaucusBegun("recess", "", ON_THE_HOUR + 210_000, 0, "M1"),
    )


def _ballot(council: Council) -> CastBallot:
    return CastBallot(6, "M1", council.motions["M1"].version, "yes")


# --- rounds -----------------------------------------------------------------------------------------------------------


def test_everybody_has_a_turn_the_opener_last_and_the_round_closes_by_itself() -> None:
    council = did(sitting(), OpenRound(CHAIR, "One word each"))
    order = (6, 1, 2, 3, 4, 5)
    assert council.floor.turns == Turns("One word each", order)
    assert refused(council, SpeakInRound(1, "Too soon")) == "not_your_turn"
    for seat in order[:-1]:
        council = did(council, SpeakInRound(seat, "" if seat == 2 else f"Word {seat}"))
    assert decide(council, SpeakInRound(5, "Last"))[-1] == RoundClosed()
    after = did(council, SpeakInRound(5, "Last")).floor
    said = tuple(Turn(seat, "" if seat == 2 else f"Word {seat}") for seat in order[:-1])
    assert (after.turns, after.past_rounds) == (None, (Turns("One word each", order, (*said, Turn(5, "Last"))),))


def test_a_round_does_not_wait_for_an_empty_seat() -> None:
    council = did(sitting(seats=(1, 3, CHAIR)), OpenRound(CHAIR, "Worries"))
    council = did(council, VacateSeat(1), SpeakInRound(3, "None"))
    assert council.floor.turns == Turns("Worries", (3, 5), (Turn(3, "None"),))
    assert did(council, VacateSeat(CHAIR)).floor.turns is None


def test_one_round_at_a_time_opened_and_closed_by_the_chair() -> None:
    council = did(sitting(), OpenRound(CHAIR, "Worries"))
    assert refused(council, OpenRound(CHAIR, "Hopes")) == "round_open"
    assert refused(council, CloseRound(1)) == "not_your_turn_to_chair"
    closed = did(council, CloseRound(CHAIR))
    assert refused(closed, CloseRound(CHAIR)) == refused(closed, SpeakInRound(1)) == "no_round"
    assert refused(sitting(), OpenRound(CHAIR, " ")) == "text_empty"


# --- points of information (D.14, D.16) -------------------------------------------------------------------------------


def test_anybody_asks_for_information_and_anybody_else_answers() -> None:
    council = did(sitting(), RaisePoint(2, "information", " Who owns the hub? "))
    assert refused(council, RaisePoint(2, "information", "And more?")) == "point_open"
    assert refused(council, RulePoint(2, "Q1", True, "I do")) == "own_point"
    assert refused(council, RulePoint(1, "Q1", True)) == "text_empty"
    council = did(council, RulePoint(1, "Q1", False, "North does."))
    assert council.floor.points == (
        FloorPoint("Q1", 2, "information", "Who owns the hub?", "", 1, well_taken=True, ruling="North does."),
    )
    assert refused(council, RulePoint(3, "Q1", True, "No, South")) == "point_ruled"
    assert refused(council, RulePoint(3, "Q2", True, "What?")) == "no_such_point"


def test_a_point_may_be_about_a_motion_that_is_there() -> None:
    assert refused(sitting(), RaisePoint(2, "information", "What is this?", "M1")) == "no_such_motion"
    council = did(sitting(), TableMotion(CHAIR, UNMODERATED), RaisePoint(2, "information", "Why?", "M1"))
    assert council.floor.points[0].motion == "M1"


def test_nobody_speaks_by_the_list_while_the_council_does_not_sit() -> None:
    council = did(listed(3), BeginStep("two", sitting=False, procedure=False, final_vote=False))
    assert refused(council, CallSpeaker(CHAIR)) == "council_not_sitting"


# --- what is seen of it -----------------------------------------------------------------------------------------------


def test_newcomers_see_nothing_of_it_but_their_hands() -> None:
    seen = [view(did(sitting(), RaiseHand(2)), eyes).floor for eyes in (Seated(1), Seated(CHAIR), Observer())]
    assert [floor.is_kept for floor in seen] == [False, False, False]
    assert [floor.moves for floor in seen[::2]] == [{}, {}]
    assert [floor.may for floor in seen] == [{"ask"}, {"ask", "set_list", "call_speaker", "open_round"}, set()]


def test_speaking_time_is_shared_out_in_whole_percent_that_add_up() -> None:
    """D.17: show speaking-time shares."""
    council = did(sitting(), SetSpeakersList(CHAIR, 60))
    for seat, seconds in ((1, 20), (2, 20), (3, 20), (1, 0)):
        council = did(council, RaiseHand(seat), CallSpeaker(CHAIR), EndSpeech(seat, at=seconds * 1000))
    floor = view(council, Observer()).floor
    assert [(each.name, each.seconds, each.percent) for each in floor.seat_shares] == [
        ("Role 1", 20, 34),
        ("Role 2", 20, 33),
        ("Role 3", 20, 33),
    ]
    assert [(each.name, each.percent) for each in floor.team_shares] == [("North", 67), ("South", 33)]


def test_the_list_is_shown_as_it_is_called_with_first_timers_marked() -> None:
    council = did(called(1), EndSpeech(1), SetSpeakersList(CHAIR, 60, newcomers_first=True))
    council = did(council, RaiseHand(1), RaiseHand(2), RaiseHand(4))
    queue = view(council, Observer()).floor.queue
    assert [(each.name, each.first_time) for each in queue] == [
        ("Person 4", True),
        ("Person 2", True),
        ("Person 1", False),
    ]


def test_only_the_speaker_is_offered_to_hand_the_time_on() -> None:
    council = called(3, 1)
    assert [each.seat for each in view(council, Seated(3)).floor.yield_to] == [1, 2, 4, 5, 6]
    assert view(council, Seated(1)).floor.yield_to == ()
    speech = view(council, Seated(1)).floor.speech
    assert speech is not None
    assert (speech.speaker.title, speech.is_mine, speech.until) == ("Role 3", False, ON_THE_HOUR + 60_000)


def test_when_the_council_is_over_nobody_has_the_floor() -> None:
    floor = view(did(called(3), CloseCouncil()), Seated(3)).floor
    assert (floor.speech, floor.may, floor.yield_to) == (None, frozenset(), ())
