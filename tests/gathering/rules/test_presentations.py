"""What the whole hall looks at."""

from meshcouncil.gathering.commands import NextStep, PresentTable, ShowSlide
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import SlideShown, TablePresented
from tests.gathering.builders import MINUTE, NOON, after, happened, refusal, running, two_tables


def test_tables_present_in_turn() -> None:
    hall = two_tables("present")
    assert happened(hall, PresentTable(2, NOON + MINUTE)) == (TablePresented(2, MINUTE, NOON + MINUTE),)
    hall = after(hall, PresentTable(2, NOON), PresentTable(1, NOON), PresentTable(2, NOON))
    assert (hall.turn is not None and hall.turn.table, hall.presented) == (2, (2, 1))


def test_tables_present_when_it_is_time_to() -> None:
    assert refusal(running(), PresentTable(1, NOON)) == Rejected("not_now")
    assert refusal(two_tables("present"), PresentTable(3, NOON)) == Rejected("no_such_table", table=3)


def test_slides_belong_to_the_step() -> None:
    hall = after(running(), ShowSlide(1))
    assert happened(running(), ShowSlide(1)) == (SlideShown(1),)
    assert (hall.slide, after(hall, NextStep(NOON)).slide) == (1, 0)


def test_a_slide_that_is_not_there_is_refused() -> None:
    for index in (-1, 2):
        assert refusal(running(), ShowSlide(index)) == Rejected("no_such_slide", slides=2)
