"""The fields of a policy on the pad: attributes of its block, and lines such as ``Context: Why we need it`` as text.

The island of the pad writes and reads the same lines (web/islands/pad/record.js).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from meshcouncil.council.definition import NO_RECORD, PolicyRecord
from meshcouncil.documents.policies import ENFORCEMENTS, LEVELS, RECORD_LABELS, WEIGHTS

Fields = tuple[tuple[str, str], ...]
"""What a block's fields say, by name, in the order of a record; what says no more than silence is left out."""

FIELD_LIMIT = 4_000
"""Characters of one field that are read from a pad."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "scope": {"global": "All teams"},
    "weight": {name: words.partition(":")[0] for name, words in WEIGHTS.items()},
    "enforcement": {name: words for name, words in ENFORCEMENTS.items() if name},
    "level": {name: words for name, words in LEVELS.items() if name},
}
"""The words that stand for the values of a closed field."""

_NAMES = {label.casefold(): name for name, label in RECORD_LABELS.items()}
_LINE = re.compile(rf"({'|'.join(RECORD_LABELS.values())}):(?: (.*))?", re.IGNORECASE | re.DOTALL)


def fields_of(record: PolicyRecord) -> Fields:
    """Give what a record says, as the fields of a block."""
    return ordered({each.name: getattr(record, each.name) for each in fields(PolicyRecord)})


def record_of(block_fields: Iterable[tuple[str, str]]) -> PolicyRecord:
    """Give the record that a block's fields make; whether it makes sense is for the council's rules to say."""
    known = set(RECORD_LABELS)
    return PolicyRecord(**{name: value for name, value in block_fields if name in known})  # type: ignore[arg-type]


def ordered(values: Mapping[str, object]) -> Fields:
    """Give the fields of a record among these values, in order, without those that are as good as unsaid."""
    texts = {name: str(values.get(name) or "")[:FIELD_LIMIT].strip() for name in RECORD_LABELS}
    return tuple((name, text) for name, text in texts.items() if text and text != getattr(NO_RECORD, name))


def field_lines(block_fields: Fields) -> Iterator[str]:
    """Write fields as lines; a text of several lines repeats its label."""
    for name, value in block_fields:
        for line in WORDS.get(name, {}).get(value, value).split("\n"):
            yield f"{RECORD_LABELS[name]}: {line}"


def read_field(line: str) -> tuple[str, str] | None:
    """Read a line as a field's name and value; None where it is none."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    name, words = _NAMES[found[1].casefold()], found[2] or ""
    known = {shown.casefold(): value for value, shown in WORDS.get(name, {}).items()}
    return name, known.get(words.strip().casefold(), words)


def read_fields(lines: Iterable[tuple[str, str]]) -> Fields:
    """Join the lines of fields: those of one label belong to one text."""
    texts: dict[str, list[str]] = {}
    for name, value in lines:
        texts.setdefault(name, []).append(value)
    return ordered({name: "\n".join(values) for name, values in texts.items()})
