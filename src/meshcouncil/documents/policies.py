"""Policies in words: what their record says, who is exempt until when, who dissented, and what they said before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from meshcouncil.council.definition import EnforcementKind, EnforcementLevel, PolicyCategory, PolicyRecord, Weight
from meshcouncil.council.rules.policy_records import GLOBAL, is_date
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.views.policies import DecidedView, DissentView, ExceptionView, PolicyView
from meshcouncil.documents.words import count_of, ended, listed, one_line, quoted, readable

RECORD_LABELS: Mapping[str, str] = {
    "category": "Category",
    "scope": "Holds for",
    "weight": "Weight",
    "context": "Context",
    "options": "Options",
    "consequences": "Consequences",
    "steward": "Steward",
    "enforcement": "Enforcement",
    "level": "Level",
    "warn_until": "Only warns until",
    "code": "Code",
    "monitoring": "Monitoring",
    "compliance_due": "Comply by",
    "review_by": "Review by",
}
"""What each field of a policy's record is called, in the order in which people read them."""

CATEGORIES: tuple[str, ...] = get_args(PolicyCategory)
"""The categories of policies that people are offered (specification C.1); any other word serves as well."""

WEIGHTS: Mapping[Weight, str] = {
    "minor": "Minor: a small thing, easily undone",
    "ordinary": "Ordinary",
    "standard": "Standard: the whole mesh depends on it",
}
ENFORCEMENTS: Mapping[EnforcementKind, str] = {
    "": "Not said yet",
    "manual": "By hand",
    "review": "In review",
    "ci_test": "A test in CI",
    "platform": "The platform itself",
    "dbt_config": "A setting of the dbt project",
}
LEVELS: Mapping[EnforcementLevel, str] = {
    "": "Not said yet",
    "info": "Note",
    "warn": "Warning",
    "error": "Error",
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One field of a policy's record: its name, what it is called, and what it says."""

    name: str
    label: str
    text: str


def record_lines(record: PolicyRecord, scope_name: str = "") -> tuple[RecordLine, ...]:
    """Write what a record says, field by field; what it does not say is left out. `scope_name`: its team, if it has."""
    return tuple(_lines(record, scope_name))


def date_words(date: str) -> str:
    """Write a date as people do: ``31 March 2027``; what is none stays as it is."""
    if not is_date(date):
        return date
    return f"{int(date[8:])} {MONTHS[int(date[5:7]) - 1]} {int(date[:4])}"


def enforcement_sentence(record: PolicyRecord) -> str:
    """Say how a policy is enforced: by what, how hard a failure counts, and from when. Empty: nothing is said."""
    if not record.enforcement:
        return ""
    until = date_words(record.warn_until)
    if until:
        return f"{ENFORCEMENTS[record.enforcement]}; a failure only warns until {until}, then it is an error"
    words: Mapping[str, str] = {
        "info": "a failure is only noted",
        "warn": "a failure warns",
        "error": "a failure is an error",
    }
    return "; ".join((ENFORCEMENTS[record.enforcement], *([words[record.level]] if record.level else [])))


def exception_sentence(exception: ExceptionView) -> str:
    """Say who may depart from a policy, until when and why."""
    until = date_words(exception.until)
    return f"{exception.team_name} may depart from it until {until} ({exception.motion}): {ended(exception.reason)}"


def dissent_sentences(decided: DecidedView | None) -> tuple[str, ...]:
    """Say who did not go along when a policy was adopted, and why; of a secret ballot only how many."""
    if decided is None or decided.rules is None or PROCEDURES[decided.rules.kind].ballot != "choice":
        return ()
    if decided.secret:
        return tuple(_secret_dissent(decided))
    answers = dict.fromkeys(each.choice for each in decided.dissent)
    return tuple(
        f"{DISSENTS[answer]}: {_voices([each for each in decided.dissent if each.choice == answer])}"
        for answer in sorted(answers, key=list(DISSENTS).index)
    )


DISSENTS: Mapping[str, str] = {
    "block": "Blocked",
    "object": "Objected",
    "-1": "Vetoed",
    "no": "Voted no",
    "refuse": "Refused",
    "-0.5": "Rather against",
    "stand_aside": "Stood aside",
}
"""How dissent is named in the record of a policy, the strongest first."""


def history_sentence(policy: PolicyView) -> str:
    """Say which version a policy is in and by which motions the earlier ones came. Empty: it is the first."""
    if not policy.earlier:
        return ""
    before = listed(f"version {each.number} ({each.motion})" for each in reversed(policy.earlier))
    return f"Version {policy.version}, by motion {policy.motion}; it replaces {before}."


def _lines(record: PolicyRecord, scope_name: str) -> Iterator[RecordLine]:
    said = {
        "category": record.category,
        "scope": _scope(record.scope, scope_name),
        "weight": WEIGHTS[record.weight] if record.weight != "ordinary" else "",
        "context": record.context,
        "options": record.options,
        "consequences": record.consequences,
        "steward": record.steward,
        "enforcement": enforcement_sentence(record),
        "code": record.code,
        "monitoring": record.monitoring,
        "compliance_due": date_words(record.compliance_due),
        "review_by": date_words(record.review_by),
    }
    for name, text in said.items():
        if text:
            yield RecordLine(name, RECORD_LABELS[name], text)


def _scope(scope: str, name: str) -> str:
    return "" if scope in ("", GLOBAL) else f"{name or readable(scope)} only"


def _voices(dissent: list[DissentView]) -> str:
    return ended("; ".join(_voice(each) for each in dissent))


def _voice(dissent: DissentView) -> str:
    return f"{dissent.title}, {quoted(one_line(dissent.reason))}" if dissent.reason else dissent.title


def _secret_dissent(decided: DecidedView) -> Iterator[str]:
    if decided.against or decided.stood_aside:
        against = f"{count_of(decided.against, 'seat')} against" if decided.against else ""
        aside = f"{count_of(decided.stood_aside, 'seat')} stood aside" if decided.stood_aside else ""
        yield f"In a secret ballot: {listed(part for part in (against, aside) if part)}."
