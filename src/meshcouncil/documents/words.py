"""Small pieces of English that every sentence here is made from."""

from __future__ import annotations

from collections.abc import Iterable
from math import gcd
from typing import Literal

from meshcouncil.council.definition import Base, Fraction

_SHARES: dict[tuple[int, int], str] = {
    (1, 1): "all",
    (1, 2): "half",
    (1, 3): "one third",
    (2, 3): "two thirds",
    (1, 4): "one quarter",
    (3, 4): "three quarters",
    (1, 5): "one fifth",
    (2, 5): "two fifths",
    (3, 5): "three fifths",
    (4, 5): "four fifths",
}

BASES: dict[Base, str] = {
    "votes_cast": "the votes cast",
    "present": "those who take part",
    "seats": "all seats",
    "teams": "all teams",
}
"""What a share is a share of, in words."""


def count_of(number: int, noun: str) -> str:
    """Write a number with its noun: ``1 seat``, ``3 seats``."""
    return f"{number} {noun if number == 1 else noun + 's'}"


def duration(seconds: int) -> str:
    """Write a time as a person would: ``90 seconds``, ``5 minutes``, ``3 days``."""
    for size, noun in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= 2 * size and seconds % size == 0:
            return count_of(seconds // size, noun)
    return count_of(seconds, "second")


def listed(items: Iterable[str], last: Literal["and", "or"] = "and") -> str:
    """Write a list as a person would: ``a``, ``a and b``, ``a, b and c``."""
    *others, end = [*items] or [""]
    return f"{', '.join(others)} {last} {end}" if others else end


def share(fraction: Fraction) -> str:
    """Write a share in words: ``two thirds``; shares without a usual name are ``7 out of 10``."""
    divisor = gcd(fraction.over, fraction.under) or 1
    over, under = fraction.over // divisor, fraction.under // divisor
    return _SHARES.get((over, under), f"{over} out of {under}")


def shortened(text: str, limit: int) -> str:
    """Give the text in one line of at most `limit` characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    between_words = cut.rsplit(" ", 1)[0] if " " in cut and line[limit - 1] != " " else cut
    return f"{between_words.rstrip(' ,;:.-–')}…"


def one_line(text: str) -> str:
    """Give the text in one line: every break and run of blanks becomes one blank."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """Put words between quotation marks; marks inside become single ones."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def readable(identifier: str) -> str:
    """Make a name out of an id for which no title is known: ``data_platform`` is ``Data Platform``; words stay."""
    if any(character.isspace() for character in identifier):
        return identifier
    return " ".join(word.capitalize() for word in identifier.replace("-", "_").split("_") if word)


def ended(text: str) -> str:
    """End a sentence with a full stop unless it already ends."""
    clean = text.strip()
    return clean if not clean or clean[-1] in ".!?…" or clean[-2:] in {'."', ".”", "?”", "!”"} else f"{clean}."
