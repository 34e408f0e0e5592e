"""A gathering keeps the very pack it was opened with."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshcouncil.council.definition import Definition, Goal
from meshcouncil.council.predicates import (
    AllOf,
    Amount,
    AnyOf,
    Chosen,
    Compared,
    Counted,
    Difference,
    Largest,
    Not,
    Number,
    Outcome,
    Predicate,
    Product,
    Quantity,
    Smallest,
    Sum,
)
from meshcouncil.pack.compile import compile_pack
from meshcouncil.pack.pinned import PinnedPackError, definition_from_json, definition_to_json, digest_of
from meshcouncil.pack.shelf import Shelf


def test_a_pinned_pack_comes_back_as_it_was(library: Path) -> None:
    pack = compile_pack(library)
    text = definition_to_json(pack)
    again = definition_from_json(text)
    assert again == pack
    assert (definition_to_json(again), digest_of(again)) == (text, pack.digest)


def test_the_shipped_packs_come_back_as_they_were() -> None:
    shelf = Shelf()
    packs = [shelf.definition(slug) for slug in shelf.places()]
    assert [definition_from_json(definition_to_json(pack).encode()) for pack in packs] == packs


_WORDS = st.sampled_from(["a", "b", "c"])
_AMOUNT_LEAVES = st.one_of(st.integers(-9, 9).map(Number), _WORDS.map(Quantity))
_LEAVES = st.one_of(st.builds(Chosen, _WORDS, st.frozensets(_WORDS, min_size=1)), _WORDS.map(Outcome))


def _amounts(predicates: st.SearchStrategy[Predicate]) -> st.SearchStrategy[Amount]:
    leaves: st.SearchStrategy[Amount] = st.one_of(_AMOUNT_LEAVES, predicates.map(Counted))

    def grow(smaller: st.SearchStrategy[Amount]) -> st.SearchStrategy[Amount]:
        several = st.lists(smaller, min_size=1, max_size=3).map(tuple)
        return st.one_of(
            several.map(Sum),
            several.map(Largest),
            several.map(Smallest),
            st.builds(Difference, smaller, smaller),
            st.builds(Product, smaller, smaller),
        )

    return st.recursive(leaves, grow, max_leaves=4)


def _grow(smaller: st.SearchStrategy[Predicate]) -> st.SearchStrategy[Predicate]:
    several = st.lists(smaller, max_size=3).map(tuple)
    amounts = _amounts(smaller)
    relations = st.sampled_from(["==", "!=", "<=", ">=", "<", ">"])
    compared = st.builds(Compared, amounts, relations, amounts)
    return st.one_of(several.map(AllOf), several.map(AnyOf), smaller.map(Not), compared)


@pytest.fixture(scope="module")
def rainbow_road() -> Definition:
    """Compile the shipped pack once."""
    return Shelf().definition("rainbow-road")


@settings(deadline=None)
@given(predicate=st.recursive(_LEAVES, _grow, max_leaves=8))
def test_every_predicate_comes_back_as_it_was(rainbow_road: Definition, predicate: Predicate) -> None:
    goal = Goal("G", "Text — “with” signs", predicate, predicate)
    team = replace(rainbow_road.teams[0], mission=goal)
    pack = replace(rainbow_road, teams=(team,), roles=(), decisions=(), plans=(), handbook=(), slides=())
    assert definition_from_json(definition_to_json(pack)) == pack


def test_a_value_that_is_the_default_is_not_written(library: Path) -> None:
    written = json.loads(definition_to_json(compile_pack(library)))["definition"]
    assert "shape" not in written["teams"][0]
    assert written["teams"][1]["shape"] == "square"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This is no pinned pack: it is not JSON."),
        ("[" * 100_000, "This is no pinned pack: it is not JSON."),
        ("[]", "This is no pinned pack: its format is not mesh-council/pinned-pack@1."),
        ('{"format": "other"}', "This is no pinned pack: its format is not mesh-council/pinned-pack@1."),
        (
            '{"format": "mesh-council/pinned-pack@1"}',
            "This pinned pack cannot be read: definition is not what it should be.",
        ),
        (
            '{"format": "mesh-council/pinned-pack@1", "definition": {"slug": "a"}}',
            "This pinned pack cannot be read: definition is not complete.",
        ),
        (
            '{"format": "mesh-council/pinned-pack@1", "definition": {"slug": 1}}',
            "This pinned pack cannot be read: definition.slug is not what it should be.",
        ),
        (
            '{"format": "mesh-council/pinned-pack@1", "definition": {"slugg": "a"}}',
            "This pinned pack cannot be read: definition holds 'slugg', which nobody knows here.",
        ),
        (
            '{"format": "mesh-council/pinned-pack@1", "definition": {"collective_win": {"is": "Exec"}}}',
            "This pinned pack cannot be read: definition.collective_win is of no known kind.",
        ),
    ],
)
def test_what_is_no_pinned_pack_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(PinnedPackError) as refusal:
        definition_from_json(text)
    assert str(refusal.value) == sentence
