"""The small pieces of English."""

import pytest

from meshcouncil.council.definition import Fraction
from meshcouncil.documents.words import (
    count_of,
    ended,
    listed,
    one_line,
    quoted,
    readable,
    share,
    shortened,
)


def test_a_number_has_its_noun() -> None:
    assert [count_of(number, "seat") for number in (0, 1, 2)] == ["0 seats", "1 seat", "2 seats"]


def test_a_list_reads_like_a_sentence() -> None:
    assert [listed(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert listed(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(
    ("fraction", "words"),
    [
        (Fraction(1, 2), "half"),
        (Fraction(2, 4), "half"),
        (Fraction(2, 3), "two thirds"),
        (Fraction(4, 5), "four fifths"),
        (Fraction(10, 10), "all"),
        (Fraction(7, 10), "7 out of 10"),
    ],
)
def test_a_share_is_said_in_words(fraction: Fraction, words: str) -> None:
    assert share(fraction) == words


def test_a_long_text_is_cut_between_words() -> None:
    assert shortened("one two three four", 18) == "one two three four"
    assert shortened("one two three four", 14) == "one two three…"
    assert shortened("one two, three four", 10) == "one two…"
    assert shortened("immeasurable", 6) == "immea…"
    assert shortened("one\n  two", 20) == "one two"


def test_small_repairs_of_a_phrase() -> None:
    assert one_line("  a\n b\t c ") == "a b c"
    assert quoted("He said “yes”") == "“He said ‘yes’”"
    assert readable("data_platform") == "Data Platform"
    assert [ended(text) for text in ("Yes", "Yes. ", "Yes?", "He said “yes.”", "")] == [
        "Yes.",
        "Yes.",
        "Yes?",
        "He said “yes.”",
        "",
    ]
