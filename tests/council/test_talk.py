"""Introductions, imagined facts, hands and talk (specification 0.2)."""

from dataclasses import replace

import pytest

from meshcouncil.council.commands import (
    AnswerAsFacilitator,
    Command,
    DeclareFact,
    FillSeat,
    Introduce,
    LowerHand,
    RaiseHand,
    Say,
    VacateSeat,
)
from meshcouncil.council.decide import decide
from meshcouncil.council.events import HandLowered, Said
from meshcouncil.council.rules.standing import CHAT_LIMIT, FACT_LIMIT
from meshcouncil.council.rules.talk import FACTS_PER_SEAT
from meshcouncil.council.state import DeclaredFact, Message
from meshcouncil.council.views import Facilitator, Observer, Seated, Viewer, view
from tests.council.builders import did, refused, sitting, small_pack


def heard(viewer: Viewer, *commands: Command) -> list[str]:
    """The texts that this viewer hears of what was said."""
    return [message.text for message in view(did(sitting(), *commands), viewer).messages]


def test_a_seat_introduces_itself_once() -> None:
    council = did(sitting(), Introduce(1, "  I build things.  "))
    assert council.introductions == {1: "I build things."}
    assert refused(council, Introduce(1, "Again.")) == "already_introduced"


def test_a_fact_belongs_to_the_seat_that_declares_it() -> None:
    council = did(sitting(), DeclareFact(1, "We use two tools."), DeclareFact(3, "We have one."))
    assert council.facts == (DeclaredFact(1, "We use two tools."), DeclaredFact(3, "We have one."))


def test_a_seat_declares_so_many_facts_and_no_more() -> None:
    council = did(sitting(), *(DeclareFact(1, f"Fact {number}.") for number in range(FACTS_PER_SEAT)))
    assert refused(council, DeclareFact(1, "One more.")) == "too_many_motions"
    assert len(did(council, DeclareFact(2, "Mine.")).facts) == FACTS_PER_SEAT + 1


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (Say(1, "council", " \n "), "text_empty"),
        (Say(1, "council", "x" * (CHAT_LIMIT + 1)), "text_too_long"),
        (Introduce(1, ""), "text_empty"),
        (Introduce(1, "x" * (FACT_LIMIT + 1)), "text_too_long"),
        (DeclareFact(1, "x" * (FACT_LIMIT + 1)), "text_too_long"),
        (AnswerAsFacilitator(None, ""), "text_empty"),
        (AnswerAsFacilitator(7, "Hello."), "no_such_seat"),
        (LowerHand(1), "hand_not_up"),
    ],
)
def test_what_cannot_be_said(command: Command, code: str) -> None:
    assert refused(sitting(), command) == code


def test_a_text_as_long_as_allowed_fits() -> None:
    assert did(sitting(), Say(1, "council", "x" * CHAT_LIMIT + " ")).messages[0].text == "x" * CHAT_LIMIT


def test_hands_are_kept_in_the_order_in_which_they_went_up() -> None:
    council = did(sitting(), RaiseHand(3), RaiseHand(1))
    assert council.hands == (3, 1)
    assert refused(council, RaiseHand(3)) == "hand_already_up"
    assert did(council, LowerHand(3)).hands == (1,)


def test_speaking_to_the_council_lowers_the_hand_and_whispering_does_not() -> None:
    council = did(sitting(), RaiseHand(1))
    assert decide(council, Say(1, "council", "Hello.")) == (Said(1, "council", "Hello."), HandLowered(1))
    assert decide(council, Say(1, "team", "Psst.")) == (Said(1, "team", "Psst."),)


def test_everybody_hears_what_is_said_to_the_council() -> None:
    for viewer in (Seated(1), Seated(4), Facilitator(), Observer()):
        assert heard(viewer, Say(1, "council", "Hello."), AnswerAsFacilitator(None, "Welcome.")) == [
            "Hello.",
            "Welcome.",
        ]


def test_only_teammates_hear_each_other_whisper() -> None:
    whisper = Say(1, "team", "Psst.")
    assert {seat for seat in range(1, 7) if heard(Seated(seat), whisper)} == {1, 2}
    assert heard(Facilitator(), whisper) == heard(Observer(), whisper) == []


def test_only_the_facilitator_and_the_seat_hear_their_talk() -> None:
    talk = (Say(1, "facilitator", "Help?"), AnswerAsFacilitator(1, "Coming."))
    assert {seat for seat in range(1, 7) if heard(Seated(seat), *talk)} == {1}
    assert heard(Facilitator(), *talk) == heard(Seated(1), *talk) == ["Help?", "Coming."]
    assert heard(Observer(), *talk) == []


def test_one_who_has_no_teammate_cannot_whisper() -> None:
    pack = small_pack()
    alone = replace(pack, roles=tuple(role for role in pack.roles if role.number != 2))
    assert refused(sitting(alone), Say(1, "team", "Psst.")) == "no_teammate"


def test_a_seat_that_changes_hands_puts_no_words_into_anothers_mouth() -> None:
    council = did(
        sitting(),
        Say(1, "council", "Mine."),
        FillSeat(1, "bot", "Robin"),
        Say(1, "council", "Beep."),
        VacateSeat(1),
        AnswerAsFacilitator(None, "Thanks."),
    )
    assert council.messages == (
        Message(1, "council", "Mine.", name="Person 1"),
        Message(1, "council", "Beep.", name="Robin"),
        Message(None, "council", "Thanks."),
    )
    assert [message.name for message in view(council, Observer()).messages] == ["Person 1", "Robin", ""]
