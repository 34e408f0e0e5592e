"""Bots take the seats that people leave empty."""

from meshcouncil.gathering.commands import CallHelp, FillWithBots, HandSeatToBot, RemoveBot, SeatBot, TakeSeat
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import BotRemoved, BotSeated, HelpAnswered, SeatLeft, SeatTaken
from tests.gathering.builders import NOON, after, entered, happened, opened, refusal, running, seated, sitting


def test_a_bot_takes_a_free_seat_under_a_name_of_its_own() -> None:
    assert happened(seated(), SeatBot(1, 4, "robin")) == (BotSeated(1, 4, "robin 2"),)
    assert happened(seated(), SeatBot(1, 4, "Ben")) == (BotSeated(1, 4, "Ben 2"),)


def test_a_bot_takes_nobodys_seat() -> None:
    assert refusal(seated(), SeatBot(1, 1, "Bo")) == Rejected("seat_taken", table=1, seat=1)
    assert refusal(seated(), SeatBot(1, 2, "Bo")) == Rejected("seat_taken", table=1, seat=2)


def test_the_law_of_seating_binds_bots_too() -> None:
    hall = after(opened(), SeatBot(1, 1, "Bo"))
    assert refusal(hall, SeatBot(1, 2, "Sam")) == Rejected("team_waiting", table=1, teams=("field", "chair"))


def test_a_gathering_without_bots_has_none() -> None:
    hall = entered("ana", bots=False)
    for command in (SeatBot(1, 1, "Bo"), FillWithBots(None, ("Bo",)), HandSeatToBot(1, 1, "Bo")):
        assert refusal(hall, command) == Rejected("no_bots")


def test_filling_a_table_begins_with_the_teams_that_have_nobody() -> None:
    hall = after(entered("ana"), TakeSeat("ana", 1, 4))
    assert happened(hall, FillWithBots(1, ("Bo", "Sam"))) == (
        BotSeated(1, 1, "Bo"),
        BotSeated(1, 5, "Sam"),
        BotSeated(1, 2, "Bo 2"),
        BotSeated(1, 3, "Sam 2"),
    )


def test_filling_everything_fills_the_tables_where_somebody_sits() -> None:
    hall = after(seated(), FillWithBots(None, ("Bo",)))
    assert (sitting(hall, 1), sitting(hall, 2)) == ({1: "Ana", 2: "Robin", 3: "Cho", 4: "Bo", 5: "Eli"}, {})


def test_filling_an_empty_hall_fills_every_table() -> None:
    hall = after(opened(), FillWithBots(None, ("Bo",)))
    assert (len(hall.occupants(1)), len(hall.occupants(2))) == (5, 5)


def test_filling_needs_names_and_free_seats() -> None:
    assert refusal(seated(), FillWithBots(1, ())) == Rejected("text_empty", field="names")
    assert refusal(seated(), FillWithBots(3, ("Bo",))) == Rejected("no_such_table", table=3)
    full = after(seated(), FillWithBots(1, ("Bo",)))
    assert refusal(full, FillWithBots(1, ("Bo",))) == Rejected("no_free_seat")


def test_a_bot_can_be_removed_and_a_person_cannot() -> None:
    assert happened(seated(), RemoveBot(1, 2)) == (BotRemoved(1, 2),)
    assert refusal(seated(), RemoveBot(1, 1)) == Rejected("no_such_bot", table=1, seat=1)


def test_a_bot_plays_on_for_a_person_who_stays_in_the_hall() -> None:
    hall = after(running(), CallHelp(1, 1, "", NOON))
    assert happened(hall, HandSeatToBot(1, 1, "Bo")) == (
        HelpAnswered(1, 1),
        SeatLeft("ana", 1, 1),
        BotSeated(1, 1, "Bo", "ana"),
    )
    handed = after(hall, HandSeatToBot(1, 1, "Bo"))
    assert "ana" in handed.people
    assert happened(handed, TakeSeat("ana", 1, 1)) == (BotRemoved(1, 1), SeatTaken("ana", 1, 1))


def test_only_a_persons_seat_is_handed_over() -> None:
    assert refusal(seated(), HandSeatToBot(1, 2, "Bo")) == Rejected("not_seated")
    assert refusal(seated(), HandSeatToBot(1, 4, "Bo")) == Rejected("not_seated")
