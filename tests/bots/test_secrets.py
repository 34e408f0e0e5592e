"""What another seat hides changes nothing that a bot does."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from meshcouncil.bots.headless import play_council
from meshcouncil.bots.mandate import mandate_of
from meshcouncil.bots.principled import Principled
from meshcouncil.bots.strategy import Progress
from meshcouncil.council.commands import Command
from meshcouncil.council.definition import Definition
from meshcouncil.council.evolve import evolve
from meshcouncil.council.offers import offers
from meshcouncil.council.state import Council, seated
from meshcouncil.council.views import Seated, view
from tests.bots.builders import ALL_SEATS, CANARY, rainbow_road, texts_in, with_canaries, with_other_secrets


@pytest.mark.parametrize("seat", ALL_SEATS)
def test_a_mandate_holds_nothing_of_what_others_hide(seat: int) -> None:
    pack = rainbow_road()
    assert mandate_of(pack, seat, "tight") == mandate_of(with_other_secrets(pack, seat), seat, "tight")


@pytest.mark.parametrize("seat", ALL_SEATS)
def test_a_mandate_holds_no_secret_words_not_even_its_own(seat: int) -> None:
    assert [text for text in texts_in(mandate_of(with_canaries(), seat, "open")) if CANARY in text] == []


def test_other_seats_secrets_change_nothing_that_a_bot_does() -> None:
    """Follow a council from its record; at every tenth event ask a seat in the true pack and in a changed one."""
    pack = rainbow_road()
    played = play_council(pack, "sixty", 11)
    changed = {seat: with_other_secrets(pack, seat) for seat in ALL_SEATS}
    council = seated(pack)
    acted = 0
    for number, event in enumerate(played.events):
        council = evolve(council, event)
        if number % 10 or number < 20:
            continue
        seat = ALL_SEATS[number // 10 % 10]
        true = _answer(pack, council, seat, number)
        assert true == _answer(changed[seat], _moved_to(council, changed[seat]), seat, number)
        acted += true is not None
    assert acted > 10  # the law says nothing where nobody ever acts


def test_a_seats_own_mission_does_change_what_it_does() -> None:
    pack = rainbow_road()
    other = with_other_secrets(pack, 1)  # seat 9 now wants something else
    asked = [(pack, 9), (other, 9)]
    council = play_council(pack, "sixty", 11).events
    answers = []
    for definition, seat in asked:
        state = seated(definition)
        given: list[Command | None] = []
        for number, event in enumerate(council):
            state = evolve(state, event)
            if number % 10 == 0 and number >= 20:
                given.append(_answer(definition, state, seat, number))
        answers.append(given)
    assert answers[0] != answers[1]


def _answer(pack: Definition, council: Council, seat: int, number: int) -> Command | None:
    return Principled().next_command(
        view(council, Seated(seat)),
        offers(council, seat),
        mandate_of(pack, seat, "open"),
        Progress(0.5, number / 600),
        Random(number),
    )


def _moved_to(council: Council, pack: Definition) -> Council:
    """Give the same deliberation under another pack that differs in secrets alone."""
    return replace(council, definition=pack)
