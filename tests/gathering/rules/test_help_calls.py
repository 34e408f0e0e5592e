"""Calls for the facilitator."""

from meshcouncil.gathering.commands import AnswerHelp, CallHelp
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import HelpAnswered, HelpCalled
from tests.gathering.builders import NOON, after, happened, refusal, running, seated


def test_a_seat_calls_with_or_without_words() -> None:
    assert happened(running(), CallHelp(1, 1, "We are stuck", NOON)) == (HelpCalled(1, 1, "We are stuck", NOON),)
    assert happened(seated(), CallHelp(1, 1, "", NOON)) == (HelpCalled(1, 1, "", NOON),)


def test_a_seat_calls_once_until_it_is_answered() -> None:
    hall = after(running(), CallHelp(1, 1, "", NOON))
    assert refusal(hall, CallHelp(1, 1, "", NOON)) == Rejected("already_called")
    assert happened(hall, AnswerHelp(1, 1)) == (HelpAnswered(1, 1),)
    assert refusal(after(hall, AnswerHelp(1, 1)), CallHelp(1, 1, "", NOON)) is None


def test_nobody_can_be_called_where_nobody_facilitates() -> None:
    assert refusal(running(facilitated=False), CallHelp(1, 1, "", NOON)) == Rejected("no_facilitator")


def test_there_must_be_a_caller_and_a_call() -> None:
    assert refusal(running(), CallHelp(1, 4, "", NOON)) == Rejected("not_seated")
    assert refusal(running(), AnswerHelp(1, 1)) == Rejected("no_such_call")
