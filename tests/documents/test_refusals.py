"""Every refusal is one friendly sentence that fits what the rules hand over."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import meshcouncil.council
import meshcouncil.gathering
from meshcouncil.council.errors import REFUSALS as COUNCIL_REFUSALS
from meshcouncil.documents.refusals import SENTENCES, blanks_of, refusal_sentence
from meshcouncil.gathering.errors import REFUSALS as GATHERING_REFUSALS

CODES = sorted(COUNCIL_REFUSALS | GATHERING_REFUSALS)

DERIVED = {"unsound": "why", "plan": "what", "giving": "seating", "unsound_record": "why", "place": "status"}
"""Blanks that are a sentence chosen by another value of the context."""


@cache
def raised_contexts() -> tuple[tuple[str, frozenset[str]], ...]:
    """The code and the names of the context of every `raise Rejected(...)` of the rules."""
    paths = [
        path
        for package in (meshcouncil.council, meshcouncil.gathering)
        for path in sorted(Path(package.__path__[0]).rglob("*.py"))
    ]
    nodes = (node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(
        raised
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Rejected"
        for raised in _codes(node)
    )


def _codes(call: ast.Call) -> Iterator[tuple[str, frozenset[str]]]:
    names = frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
    for part in ast.walk(call.args[0]):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value, names


def test_every_code_has_sentences_and_no_sentence_lacks_a_code() -> None:
    assert sorted(SENTENCES) == CODES


@pytest.mark.parametrize("code", CODES)
def test_every_blank_is_filled_by_some_rule(code: str) -> None:
    contexts = [names for raised, names in raised_contexts() if raised == code]
    blanks = {DERIVED.get(blank, blank) for sentence in SENTENCES[code] for blank in blanks_of(sentence)}
    assert contexts, "no rule says this"
    assert blanks <= frozenset().union(*contexts)


@pytest.mark.parametrize("code", CODES)
def test_every_code_can_be_said_without_any_context(code: str) -> None:
    values = {"limit": 5, "low": 1, "high": 9, "needed": 4}
    said = refusal_sentence(code, values if "{" in SENTENCES[code][-1] else {})
    assert said[0].isupper()
    assert said.endswith(".")
    assert "{" not in said


FORBIDDEN = r"\b(state|invalid|illegal|error|null|none given|command|event|stream|id|code|exception|failed|must not)\b"


@pytest.mark.parametrize("code", CODES)
def test_no_sentence_speaks_of_machinery(code: str) -> None:
    for sentence in SENTENCES[code]:
        assert not re.search(FORBIDDEN, re.sub(r"\{\w+\}", "", sentence), re.IGNORECASE), sentence
        assert len(sentence) <= 160


@pytest.mark.parametrize(
    ("code", "context", "sentence"),
    [
        (
            "text_too_long",
            {"limit": 8000, "length": 9001},
            "That is 9,001 characters, and 8,000 fit here: please shorten it.",
        ),
        (
            "text_too_long",
            {"field": "reason", "limit": 1000},
            "That is too long for your reason, which holds 1,000 characters: please shorten it.",
        ),
        ("text_empty", {"field": "name"}, "There is nothing written yet: please write a name."),
        ("text_empty", {}, "There is nothing written yet: please write something first."),
        (
            "not_your_turn_to_chair",
            {"team": "Data Leadership"},
            "Data Leadership chairs the council: please ask them.",
        ),
        (
            "may_not_propose",
            {"who": "Director of HR"},
            "Under your procedure motions come from Director of HR: please ask them to make yours.",
        ),
        (
            "may_not_propose",
            {},
            "Under your procedure this seat may not make motions: ask one that may to make yours.",
        ),
        (
            "procedure_unsound",
            {"why": "super"},
            "A large majority is more than half: choose two thirds, three quarters or four fifths.",
        ),
        ("no_such_seat", {"table": None, "seat": 3}, "There is no such seat: please choose another."),
        ("no_such_seat", {"table": 2, "seat": 30}, "There is no such seat at table 2: please choose another."),
        (
            "team_missing",
            {"table": 1, "teams": ("people_ops", "finance_marketing")},
            "Table 1 cannot begin without People Ops and Finance & Marketing: seat a person or a bot for each.",
        ),
        ("bad_minutes", {"low": -30, "high": 30}, "Please choose a whole number of minutes from −30 to 30."),
        ("seats_are_given", {"seating": "random"}, "Seats are drawn by lot here: please wait for the draw."),
    ],
)
def test_a_sentence_says_what_is_wrong_and_what_to_do(code: str, context: dict[str, object], sentence: str) -> None:
    assert refusal_sentence(code, context, {"finance_marketing": "Finance & Marketing"}) == sentence


def test_every_reason_of_an_unsound_procedure_has_its_own_sentence() -> None:
    reasons = ("share", "super", "secret_chair", "secret_teams", "secret_consent")
    assert len({refusal_sentence("procedure_unsound", {"why": why}) for why in reasons}) == len(reasons)


def test_a_code_of_nobody_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        refusal_sentence("no_such_code", {})
