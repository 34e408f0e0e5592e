"""Injects come into play when the facilitator says so."""

from meshcouncil.gathering.commands import DealInject, Pause
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import InjectDealt
from tests.gathering.builders import NOON, after, happened, refusal, seated, two_tables


def test_an_inject_is_dealt_to_every_table() -> None:
    assert happened(two_tables(), DealInject("twist", None, NOON)) == (InjectDealt("twist", (1, 2), NOON),)


def test_an_inject_is_dealt_even_while_the_clock_stands_still() -> None:
    assert refusal(after(two_tables(), Pause(NOON)), DealInject("outage", None, NOON)) is None


def test_a_table_that_met_it_does_not_meet_it_again() -> None:
    hall = after(two_tables(), DealInject("twist", 1, NOON))
    assert happened(hall, DealInject("twist", None, NOON)) == (InjectDealt("twist", (2,), NOON),)
    assert refusal(hall, DealInject("twist", 1, NOON)) == Rejected("inject_already_dealt", inject="twist")


def test_what_cannot_be_dealt_is_refused() -> None:
    assert refusal(two_tables(), DealInject("flood", None, NOON)) == Rejected("no_such_inject", inject="flood")
    assert refusal(two_tables(), DealInject("twist", 3, NOON)) == Rejected("no_such_table", table=3)
    assert refusal(seated(), DealInject("twist", None, NOON)) == Rejected("not_running")
