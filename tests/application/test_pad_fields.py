"""The fields of a policy on the pad: the browser and the server know the same ones by the same words."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

import meshcouncil.web
from meshcouncil.application.pad_fields import FIELD_LIMIT, WORDS, field_lines, fields_of, read_field, record_of
from meshcouncil.council.definition import NO_RECORD, PolicyRecord
from meshcouncil.documents.policies import RECORD_LABELS

ISLAND = Path(meshcouncil.web.__file__).parent / "islands/pad/record.js"
FULL = PolicyRecord(**{each.name: f"A {each.name}" for each in fields(PolicyRecord)})  # type: ignore[arg-type]


def table(text: str) -> dict[str, str]:
    return dict(re.findall(r'(\w+): "([^"]*)"', text))


def test_the_browser_knows_the_same_fields_by_the_same_words() -> None:
    script = ISLAND.read_text(encoding="utf-8")
    labels, words = script.partition("export const WORDS")[::2]
    assert table(labels) == RECORD_LABELS
    shown = {name: table(inside) for name, inside in re.findall(r"(\w+): \{([^{}]*)\}", words.partition("};")[0])}
    assert shown == WORDS
    assert f"LONGEST = {FIELD_LIMIT:_};" in script


def test_a_record_is_kept_whole_and_silence_is_not_kept() -> None:
    assert record_of(fields_of(FULL)) == FULL
    assert fields_of(NO_RECORD) == ()
    assert record_of((("id", "p1"), ("steward", "Ada"))) == PolicyRecord(steward="Ada")


def test_a_field_is_read_as_it_was_written() -> None:
    record = PolicyRecord(scope="north", weight="minor", enforcement="dbt_config", level="info", context="One.\n\nTwo.")
    lines = list(field_lines(fields_of(record)))
    assert lines == [
        "Holds for: north",
        "Weight: Minor",
        "Context: One.",
        "Context: ",
        "Context: Two.",
        "Enforcement: A setting of the dbt project",
        "Level: Note",
    ]
    assert [read_field(line) for line in lines] == [
        ("scope", "north"),
        ("weight", "minor"),
        ("context", "One."),
        ("context", ""),
        ("context", "Two."),
        ("enforcement", "dbt_config"),
        ("level", "info"),
    ]


@pytest.mark.parametrize("line", ["Context", "Contexts: no", "The context: no", " Context: no", "Context:no", ""])
def test_what_only_resembles_a_field_is_none(line: str) -> None:
    assert read_field(line) is None
