"""Every team has one before any has two; bots make way; nobody sits twice."""

from collections import Counter

from meshcouncil.gathering.commands import (
    CallHelp,
    DrawSeats,
    EnterHall,
    FillWithBots,
    HandSeatToBot,
    LeaveSeat,
    MovePerson,
    SeatBot,
    StartAgenda,
    TakeSeat,
)
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import BotRemoved, BotSeated, HelpAnswered, SeatLeft, SeatTaken
from tests.gathering.builders import NOON, PEOPLE, after, entered, happened, refusal, running, seated, sitting


def test_a_person_takes_a_free_seat() -> None:
    assert happened(entered("ana"), TakeSeat("ana", 1, 4)) == (SeatTaken("ana", 1, 4),)


def test_a_team_with_nobody_comes_before_anybodys_partner() -> None:
    hall = after(entered("ana", "ben"), TakeSeat("ana", 1, 1))
    assert refusal(hall, TakeSeat("ben", 1, 2)) == Rejected("team_waiting", table=1, teams=("field", "chair"))


def test_the_other_table_has_a_law_of_its_own() -> None:
    hall = after(entered("ana", "ben"), TakeSeat("ana", 1, 1))
    assert refusal(hall, TakeSeat("ben", 2, 2)) is None


def test_once_every_team_has_somebody_partners_may_sit() -> None:
    assert happened(seated(), TakeSeat("ben", 1, 4)) == (SeatTaken("ben", 1, 4),)


def test_changing_seats_in_the_lobby_gives_up_the_old_one() -> None:
    hall = after(entered("ana"), TakeSeat("ana", 1, 1))
    assert happened(hall, TakeSeat("ana", 1, 2)) == (SeatLeft("ana", 1, 1), SeatTaken("ana", 1, 2))


def test_the_only_one_of_a_team_does_not_become_anothers_second() -> None:
    assert refusal(seated(), TakeSeat("eli", 1, 4)) == Rejected("team_waiting", table=1, teams=("chair",))


def test_a_seat_that_a_person_holds_is_taken() -> None:
    assert refusal(seated(), TakeSeat("ben", 1, 1)) == Rejected("seat_taken", table=1, seat=1)


def test_a_bot_makes_way_for_a_person() -> None:
    assert happened(seated(), TakeSeat("ben", 1, 2)) == (BotRemoved(1, 2), SeatTaken("ben", 1, 2))


def test_ones_own_seat_is_not_taken_again() -> None:
    assert refusal(seated(), TakeSeat("ana", 1, 1)) == Rejected("already_there")


def test_ghosts_and_places_that_do_not_exist_are_refused() -> None:
    hall = entered("ana")
    assert refusal(hall, TakeSeat("ghost", 1, 1)) == Rejected("no_such_person")
    assert refusal(hall, TakeSeat("ana", 3, 1)) == Rejected("no_such_table", table=3)
    assert refusal(hall, TakeSeat("ana", 1, 6)) == Rejected("no_such_seat", table=1, seat=6)


def test_nobody_changes_seats_by_themselves_once_play_has_begun() -> None:
    assert refusal(running(), TakeSeat("ana", 1, 2)) == Rejected("already_seated")


def test_somebody_who_came_late_may_still_choose() -> None:
    assert refusal(running(), TakeSeat("ben", 1, 4)) is None


def test_a_table_that_does_not_play_takes_nobody_in() -> None:
    assert refusal(running(), TakeSeat("ben", 2, 1)) == Rejected("no_such_table", table=2)


def test_where_seats_are_given_nobody_chooses_but_the_invited() -> None:
    hall = entered("ana", seating="facilitator")
    assert refusal(hall, TakeSeat("ana", 1, 1)) == Rejected("seats_are_given", seating="facilitator")
    assert refusal(hall, TakeSeat("ana", 1, 1, invited=True)) is None


def test_where_seats_are_given_one_may_still_take_back_ones_own() -> None:
    hall = after(entered("ana", "ben", seating="facilitator"), MovePerson("ana", 1, 1), HandSeatToBot(1, 1, "Bo"))
    assert refusal(hall, TakeSeat("ben", 1, 1)) == Rejected("seats_are_given", seating="facilitator")
    assert refusal(hall, TakeSeat("ana", 1, 1)) is None


def test_standing_up_frees_the_seat() -> None:
    assert happened(seated(), LeaveSeat("ana")) == (SeatLeft("ana", 1, 1),)
    assert refusal(seated(), LeaveSeat("ben")) == Rejected("not_seated")


def test_a_call_for_help_goes_with_its_caller() -> None:
    hall = after(seated(), CallHelp(1, 1, "Please", NOON))
    assert happened(hall, LeaveSeat("ana")) == (HelpAnswered(1, 1), SeatLeft("ana", 1, 1))


# --- the facilitator's hand -------------------------------------------------------------------------------------------


def test_two_people_swap() -> None:
    assert happened(seated(), MovePerson("ana", 1, 3)) == (
        SeatLeft("ana", 1, 1),
        SeatLeft("cho", 1, 3),
        SeatTaken("ana", 1, 3),
        SeatTaken("cho", 1, 1),
    )


def test_somebody_who_stands_swaps_with_somebody_who_sits() -> None:
    assert happened(seated(), MovePerson("ben", 1, 3)) == (SeatLeft("cho", 1, 3), SeatTaken("ben", 1, 3))


def test_a_bot_goes_to_the_seat_left_free() -> None:
    assert happened(seated(), MovePerson("eli", 1, 2)) == (
        SeatLeft("eli", 1, 5),
        BotRemoved(1, 2),
        SeatTaken("eli", 1, 2),
        BotSeated(1, 5, "Robin", None),
    )


def test_a_bot_goes_when_no_seat_was_left() -> None:
    assert happened(seated(), MovePerson("ben", 1, 2)) == (BotRemoved(1, 2), SeatTaken("ben", 1, 2))


def test_the_facilitator_may_ask_somebody_to_stand_up() -> None:
    assert happened(seated(), MovePerson("ana", None, None)) == (SeatLeft("ana", 1, 1),)
    assert refusal(seated(), MovePerson("ben", None, None)) == Rejected("not_seated")


def test_the_law_of_seating_binds_the_facilitator_too() -> None:
    assert refusal(seated(), MovePerson("eli", 1, 4)) == Rejected("team_waiting", table=1, teams=("chair",))
    assert refusal(seated(), MovePerson("ana", 1, 4)) is None


def test_a_table_alone_means_the_next_seat_there() -> None:
    assert happened(seated(), MovePerson("ben", 1, None)) == (SeatTaken("ben", 1, 4),)
    assert happened(seated(), MovePerson("ben", 2, None)) == (SeatTaken("ben", 2, 1),)
    assert refusal(seated(), MovePerson("ana", 1, None)) == Rejected("already_there")
    assert refusal(seated(), MovePerson("ben", None, 3)) == Rejected("no_such_seat", table=None, seat=3)


def test_a_table_full_of_people_takes_nobody_else() -> None:
    hall = after(entered(*PEOPLE, "fay"), *(MovePerson(person, 1, None) for person in PEOPLE))
    assert refusal(hall, MovePerson("fay", 1, None)) == Rejected("table_full", table=1)


def test_the_facilitator_moves_people_while_the_agenda_runs() -> None:
    assert refusal(running(), MovePerson("ana", 1, 2)) is None
    assert refusal(running(), MovePerson("ana", 1, 1)) == Rejected("already_there")


# --- the draw ---------------------------------------------------------------------------------------------------------


def test_a_draw_gives_every_team_somebody_first() -> None:
    hall = after(entered("ana", "ben", "cho", bots=False), DrawSeats((7, 3, 5, 1, 8, 2)))
    assert (sorted(sitting(hall).values()), hall.waiting_teams(1)) == (["Ana", "Ben", "Cho"], ())


def test_a_draw_without_bots_opens_no_table_it_cannot_make_ready() -> None:
    hall = after(entered(*PEOPLE, bots=False), DrawSeats(tuple(range(10))))
    assert (len(hall.occupants(1)), len(hall.occupants(2))) == (5, 0)


def test_a_draw_with_bots_to_help_fills_all_tables_evenly() -> None:
    hall = after(entered(*PEOPLE), DrawSeats(tuple(range(10))))
    assert (len(hall.occupants(1)), len(hall.occupants(2))) == (3, 2)


def test_a_draw_leaves_those_who_sit_where_they_are() -> None:
    hall = after(seated(tables=1), DrawSeats((4, 4, 4, 4)))
    assert sorted(sitting(hall).values()) == ["Ana", "Ben", "Cho", "Dia", "Eli"]
    assert {seat: name for seat, name in sitting(hall).items() if seat in (1, 3, 5)} == {1: "Ana", 3: "Cho", 5: "Eli"}


def test_a_draw_seats_latecomers_in_the_place_of_bots() -> None:
    hall = after(entered("ana", tables=1), TakeSeat("ana", 1, 1), FillWithBots(1, ("Bo",)), StartAgenda(NOON))
    late = after(hall, EnterHall("ben", "Ben", NOON))
    assert happened(late, DrawSeats((0, 0))) == (BotRemoved(1, 2), SeatTaken("ben", 1, 2))


def test_the_dice_decide_and_every_seat_can_be_drawn() -> None:
    hall = entered("ana", tables=1)
    drawn = Counter(after(hall, DrawSeats((0, die))).places_by_person["ana"].seat for die in range(10))
    assert drawn == {1: 2, 2: 2, 3: 2, 4: 2, 5: 2}


def test_a_draw_needs_people_dice_and_seats() -> None:
    assert refusal(entered(), DrawSeats(())) == Rejected("nobody_waiting")
    assert refusal(entered("ana"), DrawSeats((1,))) == Rejected("too_few_dice", needed=2)
    full = after(entered(*PEOPLE, "fay", tables=1), *(MovePerson(person, 1, None) for person in PEOPLE))
    assert refusal(full, DrawSeats((1, 2))) == Rejected("no_free_seat")


def test_a_seat_kept_for_somebody_is_drawn_last() -> None:
    hall = after(seated(tables=1), SeatBot(1, 4, "Sam"), HandSeatToBot(1, 1, "Bo"))
    drawn = happened(hall, DrawSeats((0, 0, 0, 0, 0, 0)))
    assert [event for event in drawn if isinstance(event, BotRemoved)][-1] == BotRemoved(1, 1)
