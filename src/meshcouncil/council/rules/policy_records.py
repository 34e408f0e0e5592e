"""What a policy says besides its title and its decision: its fields tidied and held to sense (specification C.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import get_args

from meshcouncil.council.definition import NO_RECORD, EnforcementKind, EnforcementLevel, PolicyRecord, Weight
from meshcouncil.council.errors import Rejected
from meshcouncil.council.rules.standing import check_length
from meshcouncil.council.state import Council

GLOBAL = "global"
"""The scope of a policy that holds for every team."""

RECORD_LIMITS: Mapping[str, int] = {
    "category": 60,
    "steward": 120,
    "code": 500,
    "context": 4_000,
    "options": 4_000,
    "consequences": 4_000,
    "monitoring": 2_000,
}
"""How many characters each text of a record holds."""

ONE_LINE = ("category", "steward", "code")
"""The texts of a record that stand on one line."""

RECORD_DATES = ("warn_until", "compliance_due", "review_by")
"""The dates of a record."""

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def checked(council: Council, record: PolicyRecord) -> PolicyRecord:
    """Give the record tidied; require known scopes, dates that are dates, and texts that fit. Raises Rejected."""
    if record == NO_RECORD:
        return record
    tidy = tidied(record)
    for name, limit in RECORD_LIMITS.items():
        check_length(getattr(tidy, name), limit)
    for name in RECORD_DATES:
        if getattr(tidy, name):
            check_date(getattr(tidy, name))
    if tidy.scope != GLOBAL:
        check_team(council, tidy.scope)
    _check_words(tidy)
    _check_enforcement(tidy)
    return tidy


def tidied(record: PolicyRecord) -> PolicyRecord:
    """Give the record without needless blanks, short texts on one line; a scope that is not said is everybody's."""
    texts = {each.name: str(getattr(record, each.name)).strip() for each in fields(record)}
    texts.update({name: " ".join(texts[name].split()) for name in ONE_LINE})
    return replace(record, **{**texts, "scope": texts["scope"] or GLOBAL})  # type: ignore[arg-type]


def check_date(text: str) -> str:
    """Give the date; require that it is a day of the calendar, written YYYY-MM-DD."""
    if not is_date(text):
        raise Rejected("date_unsound", date=text[:40])
    return text


def is_date(text: str) -> bool:
    """Tell whether a text is a day of the (Gregorian) calendar, written YYYY-MM-DD."""
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    year, month, day = (int(part) for part in found.groups())
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= _days_in(year, month)


def check_team(council: Council, team: str) -> str:
    """Give the team's id; require that the pack has it."""
    if team not in council.definition.teams_by_id:
        raise Rejected("no_such_team", named=team[:40])
    return team


def level_on(record: PolicyRecord, date: str) -> EnforcementLevel:
    """Give the level at which a policy is enforced on a day: until the day it is to warn, a failure only warns."""
    if record.warn_until and record.level in ("warn", "error"):
        return "warn" if date <= record.warn_until else "error"
    return record.level


def _days_in(year: int, month: int) -> int:
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and is_leap else _DAYS[month - 1]


def _check_words(record: PolicyRecord) -> None:
    if record.weight not in get_args(Weight):
        raise Rejected("record_unsound", why="weight")
    if record.enforcement not in get_args(EnforcementKind):
        raise Rejected("record_unsound", why="enforcement")
    if record.level not in get_args(EnforcementLevel):
        raise Rejected("record_unsound", why="level")


def _check_enforcement(record: PolicyRecord) -> None:
    """A level says how hard something bites: without a kind of enforcement nothing bites."""
    if record.level and not record.enforcement:
        raise Rejected("record_unsound", why="no_kind")
    if record.warn_until and record.level not in ("warn", "error"):
        raise Rejected("record_unsound", why="no_level")
