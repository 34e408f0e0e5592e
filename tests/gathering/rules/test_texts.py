"""Names and words are cleaned and bounded."""

import pytest

from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.rules import texts


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana   Lima ", "Ana Lima"),
        ("Ana\nLima\t", "Ana Lima"),
        ("A\u202ena\x00", "Ana"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("\ud800Ben", "Ben"),
    ],
    ids=["blanks", "lines", "invisible", "joiners stay", "half a character"],
)
def test_a_name_is_cleaned(typed: str, kept: str) -> None:
    assert texts.name(typed, ()) == kept


def test_a_name_that_somebody_has_gets_a_number() -> None:
    assert texts.name("ana", ("Ana", "ANA 2")) == "ana 3"


def test_a_numbered_name_stays_within_the_limit() -> None:
    longest = "x" * texts.NAME_LIMIT
    assert texts.name(longest, (longest,)) == "x" * (texts.NAME_LIMIT - 2) + " 2"


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\n", "\u200d"])
def test_an_empty_name_is_refused(typed: str) -> None:
    with pytest.raises(Rejected) as refused:
        texts.name(typed, ())
    assert refused.value == Rejected("text_empty", field="name")


def test_a_name_that_is_too_long_is_refused() -> None:
    with pytest.raises(Rejected) as refused:
        texts.name("x" * 41, ())
    assert refused.value == Rejected("text_too_long", field="name", limit=40)


def test_words_keep_their_lines() -> None:
    assert texts.words(" one\r\ntwo\rthree \x07", "text", 100) == "one\ntwo\nthree"


def test_words_may_be_left_out_where_that_is_allowed() -> None:
    assert texts.words("  ", "text", 100, may_be_empty=True) == ""
