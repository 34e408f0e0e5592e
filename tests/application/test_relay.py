"""What an event of the hall says to the tables."""

from __future__ import annotations

import pytest

from meshcouncil.application.gatherings import agenda_of, seat_plans_of
from meshcouncil.application.relay import sent_to_tables
from meshcouncil.council import commands as at_table
from meshcouncil.gathering import commands as in_hall
from meshcouncil.gathering.decide import decide
from meshcouncil.gathering.evolve import evolve
from meshcouncil.gathering.state import Gathering
from tests.application.hosting import SHELF, START


def hall_after(*commands: in_hall.Command) -> tuple[Gathering, list[tuple[int, at_table.Command]]]:
    """Play commands in a hall of two tables; give it, and what the last command sent to the tables."""
    pack = SHELF.definition("rainbow-road")
    opening = in_hall.OpenGathering(
        gathering="g",
        title="An evening",
        pack_digest=pack.digest,
        pack_slug=pack.slug,
        plan_id="sixty",
        steps=agenda_of(pack.plans[0]),
        seats=seat_plans_of(pack),
        tables=2,
        min_teams=5,
        bots=True,
        facilitated=True,
        reading="open",
        seating="choose",
        pace=100,
        at=START,
        injects=("emergency", "budget-freeze"),
    )
    hall = Gathering()
    sent: list[tuple[int, at_table.Command]] = []
    for command in (opening, *commands):
        sent = []
        for event in decide(hall, command):
            hall = evolve(hall, event)
            sent.extend(sent_to_tables(hall, event))
    return hall, sent


ADA = in_hall.EnterHall("ada", "Ada", START)
BEN = in_hall.EnterHall("ben", "Ben", START)
SIT = in_hall.TakeSeat("ada", 1, 1)
BOTS = in_hall.FillWithBots(None, ("Bo", "Sam", "Kim"))
BEGIN = in_hall.StartAgenda(START)


@pytest.mark.parametrize(
    ("commands", "sent"),
    [
        ((ADA,), []),
        ((ADA, SIT), [(1, at_table.FillSeat(1, "person", "Ada"))]),
        ((ADA, SIT, in_hall.LeaveSeat("ada")), [(1, at_table.VacateSeat(1))]),
        ((ADA, SIT, in_hall.LeaveHall("ada")), [(1, at_table.VacateSeat(1))]),
        ((ADA, in_hall.RenamePerson("ada", "Zoe")), []),
        ((ADA, SIT, in_hall.RenamePerson("ada", "Zoe")), [(1, at_table.FillSeat(1, "person", "Zoe"))]),
        ((in_hall.SeatBot(2, 3, "Bo"),), [(2, at_table.FillSeat(3, "bot", "Bo"))]),
        ((in_hall.SeatBot(2, 3, "Bo"), in_hall.RemoveBot(2, 3)), [(2, at_table.VacateSeat(3))]),
        (
            (in_hall.SeatBot(1, 1, "Bo"), ADA, SIT),
            [(1, at_table.VacateSeat(1)), (1, at_table.FillSeat(1, "person", "Ada"))],
        ),
        (
            (ADA, SIT, in_hall.HandSeatToBot(1, 1, "Bo")),
            [(1, at_table.VacateSeat(1)), (1, at_table.FillSeat(1, "bot", "Bo"))],
        ),
        (
            (ADA, BEN, SIT, in_hall.TakeSeat("ben", 2, 3), in_hall.MovePerson("ada", 2, 3)),
            [
                (1, at_table.VacateSeat(1)),
                (2, at_table.VacateSeat(3)),
                (2, at_table.FillSeat(3, "person", "Ada")),
                (1, at_table.FillSeat(1, "person", "Ben")),
            ],
        ),
        ((ADA, SIT, BOTS, BEGIN, in_hall.Pause(START + 5)), [(1, at_table.StopClocks(START + 5))]),
        (
            (ADA, SIT, BOTS, BEGIN, in_hall.Pause(START + 5), in_hall.Resume(START + 9)),
            [(1, at_table.StartClocks(START + 9))],
        ),
        ((ADA, SIT, BOTS, BEGIN, in_hall.Broadcast("Hello", START)), []),
    ],
)
def test_seats_follow_the_hall(commands: tuple[in_hall.Command, ...], sent: list[tuple[int, at_table.Command]]) -> None:
    assert hall_after(*commands)[1] == sent


def test_a_step_begins_at_every_table_in_play() -> None:
    hall, sent = hall_after(ADA, SIT, BOTS, BEGIN, in_hall.NextStep(START + 9))
    assert hall.step == "cs1"
    begin = at_table.BeginStep("cs1", sitting=True, procedure=True, final_vote=False, at=START + 9, pace=100)
    assert sent == [(table, begin) for table in hall.playing]


def test_an_inject_goes_to_the_tables_it_is_dealt_to() -> None:
    begun = (ADA, SIT, in_hall.FillWithBots(1, ("Bo",)), in_hall.FillWithBots(2, ("Bo",)), BEGIN)
    assert hall_after(*begun, in_hall.DealInject("emergency", 2, START))[1] == [(2, at_table.DealInject("emergency"))]
    both = [(1, at_table.DealInject("emergency")), (2, at_table.DealInject("emergency"))]
    assert hall_after(*begun, in_hall.DealInject("emergency", None, START))[1] == both


def test_the_end_closes_every_council_in_play() -> None:
    hall, sent = hall_after(ADA, SIT, BOTS, BEGIN, in_hall.CloseGathering(START))
    assert sent == [(table, at_table.CloseCouncil()) for table in hall.playing]
