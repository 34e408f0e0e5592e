"""The digest of an end: the same for what counts the same, another for whatever counts."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import pytest

from meshcouncil.application.replay import COUNTED, end_digest
from meshcouncil.council.state import Message, Occupant, Settled, seated
from meshcouncil.gathering.state import Announcement, Gathering, Person
from meshcouncil.pack.shelf import Shelf

TABLE = seated(Shelf().definition("rainbow-road"))
HALL = Gathering(id="one", title="An evening", people={"a": Person("a", "Ada"), "b": Person("b", "Ben")})


@pytest.mark.parametrize("cls", COUNTED, ids=lambda cls: cls.__name__)
def test_everything_that_counts_is_there(cls: type) -> None:
    assert set(COUNTED[cls]) - {field.name for field in dataclasses.fields(cls)} == set()


def test_equal_states_have_one_digest_in_whatever_order_they_came_about() -> None:
    assert end_digest(HALL) == end_digest(replace(HALL, people={each: HALL.people[each] for each in ("b", "a")}))
    assert end_digest(TABLE) == end_digest(replace(TABLE, hands=(3,)))


def test_an_import_under_another_id_ends_the_same() -> None:
    assert end_digest(HALL) == end_digest(replace(HALL, id="two"))


@pytest.mark.parametrize(
    "other",
    [
        replace(TABLE, seats={1: Occupant("bot", "Ada")}),
        replace(TABLE, messages=(Message(1, "council", "Good evening."),)),
        replace(TABLE, settled={"council": Settled("council", "continues", "It goes on.", "M1")}),
        replace(TABLE, closed=True),
    ],
    ids=["a seat", "a word", "an answer", "the close"],
)
def test_whatever_counts_changes_the_digest(other: object) -> None:
    assert end_digest(other) != end_digest(TABLE)


def test_words_to_everybody_count_and_what_a_page_remembers_does_not() -> None:
    said = replace(HALL, announcements=(Announcement("Welcome.", 1),))
    assert end_digest(said) == end_digest(replace(said, step_opened_at=7))
    assert end_digest(said) != end_digest(HALL)
