"""Names and words as people type them: cleaned, and bounded."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from meshcouncil.gathering.errors import Rejected

NAME_LIMIT = 40
TITLE_LIMIT = 120
CHAT_LIMIT = 2_000
CLAUSE_LIMIT = 4_000
REASON_LIMIT = 1_000
BROADCAST_LIMIT = 1_000
JOINERS = "\u200c\u200d"  # they join letters and emoji in many scripts; every other invisible character goes
INVISIBLE = {"Cc", "Cf", "Cs"}


def _is_readable(character: str) -> bool:
    return character == "\n" or character in JOINERS or unicodedata.category(character) not in INVISIBLE


def _readable(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(filter(_is_readable, plain)).strip()


def words(text: str, field: str, limit: int, *, may_be_empty: bool = False) -> str:
    """Clean what somebody wrote: no control characters, no blanks around it. Refuses what is empty or too long."""
    cleaned = _readable(text)
    if not cleaned.strip(JOINERS) and not may_be_empty:
        raise Rejected("text_empty", field=field)
    if len(cleaned) > limit:
        raise Rejected("text_too_long", field=field, limit=limit)
    return cleaned


def line(text: str, field: str, limit: int) -> str:
    """Clean a text that stands on one line: every stretch of blanks becomes one."""
    return words(" ".join(_readable(text).split()), field, limit)


def name(text: str, taken: Collection[str]) -> str:
    """Clean a name; where somebody has it already, a number goes behind it."""
    wanted = line(text, "name", NAME_LIMIT)
    others = {each.casefold() for each in taken}
    given, number = wanted, 1
    while given.casefold() in others:
        number += 1
        suffix = f" {number}"
        given = wanted[: NAME_LIMIT - len(suffix)].rstrip() + suffix
    return given
