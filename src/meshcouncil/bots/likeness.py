"""Free text, recognised: which of the pack's options a sentence that somebody wrote comes closest to.

People write policies in their own words. A bot compares the words with the clauses and labels of the options and takes
the nearest one for its meaning, when it is near enough; a text that resembles nothing leaves it neutral.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from meshcouncil.bots.appraisal import Change
from meshcouncil.council.definition import DecisionPoint, Option

NEAR_ENOUGH = 0.5
WORDS_IN_COMMON = 4
_WORD = re.compile(r"[a-z][a-z'-]{3,}")
_EMPTY_WORDS = frozenset(
    ["will", "with", "that", "this", "them", "they", "from", "have", "been", "every", "each", "when", "what", "which"]
)


def words_of(text: str) -> frozenset[str]:
    """Give the words of a text that carry meaning, without endings that only bend them."""
    return frozenset(_stem(word) for word in _WORD.findall(text.lower()) if word not in _EMPTY_WORDS)


def resembled(text: str, points: Iterable[DecisionPoint]) -> Change | None:
    """Give the option that the text comes closest to; None when it resembles none."""
    words = words_of(text)
    best, nearest = NEAR_ENOUGH, None
    for point in points:
        for option in point.options:
            nearness = _nearness(words, option)
            if nearness > best:
                best, nearest = nearness, Change(point.id, option.id)
    return nearest


def _nearness(words: frozenset[str], option: Option) -> float:
    wanted = words_of(f"{option.label} {option.clause}")
    common = words & wanted
    return len(common) / len(wanted) if len(common) >= WORDS_IN_COMMON else 0.0


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word
