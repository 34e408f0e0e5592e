"""The policy library: the shipped cards are whole, an own one is read strictly, and search finds what one means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema_rs import Draft202012Validator, meta

from meshcouncil.council.definition import Card, PolicyRecord
from meshcouncil.council.rules.policy_records import RECORD_LIMITS, is_date
from meshcouncil.council.rules.standing import POLICY_LIMIT, TITLE_LIMIT
from meshcouncil.pack.cards import draft_record, search
from meshcouncil.pack.json_schema import library_schema
from meshcouncil.pack.pinned import definition_from_json, definition_to_json
from meshcouncil.pack.policy_library import (
    CATEGORIES,
    PolicyLibrary,
    read_library,
    shipped_library,
    shipped_library_folder,
)
from meshcouncil.pack.problems import PackRefused
from meshcouncil.pack.shelf import Shelf
from tests.pack.conftest import Spoil, errors_of

HARBOUR = """\
schema: mesh-council/policy-library@1
title: Rules of the harbour
cards:
  - id: HAR-01
    title: Lanterns are lit at dusk
    category: security
    text: We will light every lantern before the sun is down.
    context: Boats come home in the dark.
    steward: The harbour master
    enforcement: manual
    level: warn
    warn_for_weeks: 2
    review_after_months: 13
    source: The harbour's own logbook
  - id: HAR-02
    title: Ropes are coiled
    category: quality
    text: We will coil every rope that we use.
    context: A rope on the floor trips somebody.
    steward: Whoever used it
    source: The harbour's own logbook
"""
BEGIN_IT = "begin it with 'schema: mesh-council/policy-library@1', or move it."
NO_KIND = "say in 'enforcement' what does (manual, review, ci_test, platform or dbt_config)."
RECORD_FIELDS = ("context", "options", "consequences", "steward", "enforcement", "level", "monitoring")


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    folder = tmp_path / "harbour"
    folder.mkdir()
    (folder / "rules.yaml").write_text(HARBOUR, encoding="utf-8")
    return folder


def refusals(read: Callable[[], object]) -> list[str]:
    with pytest.raises(PackRefused) as refused:
        read()
    return [str(problem) for problem in refused.value.problems]


def ids(cards: tuple[Card, ...]) -> list[str]:
    return [card.id for card in cards]


# --- the shipped cards ------------------------------------------------------------------------------------------------


def test_every_subject_of_the_specification_has_its_card() -> None:
    known = set(shipped_library().by_id)
    assert {f"POL-{number:02}" for number in range(1, 27)} <= known
    headings = [card.id for card in shipped_library().cards if card.together]
    assert headings == [f"POL-27-{word}" for word in ("OWNERSHIP", "FORGET", "RETENTION", "REASSESS", "CONSENT")]
    pads = {pad: sum(card.id.startswith(f"PAD-{pad}") for card in shipped_library().cards) for pad in "ABCDE"}
    assert pads == {"A": 9, "B": 9, "C": 5, "D": 4, "E": 8}
    assert sum(card.id.startswith("WAY-") for card in shipped_library().cards) == 18


@pytest.mark.parametrize("card", shipped_library().cards, ids=lambda card: card.id)
def test_a_shipped_card_is_a_whole_record_that_a_council_can_move(card: Card) -> None:
    record = draft_record(card, date(2026, 11, 20))
    assert card.text.startswith(("We will ", "We will not "))
    assert card.source
    assert (len(card.title) <= TITLE_LIMIT, len(card.text) <= POLICY_LIMIT) == (True, True)
    assert [name for name, limit in RECORD_LIMITS.items() if len(getattr(record, name)) > limit] == []
    assert card.category == record.category
    assert record.category in CATEGORIES
    if not card.together:
        assert [name for name in RECORD_FIELDS if not getattr(record, name)] == []
        assert is_date(record.review_by)
        assert "(chosen here)" in record.options


def test_no_two_cards_say_the_same() -> None:
    cards = shipped_library().cards
    assert len({card.title for card in cards}) == len({card.text for card in cards}) == len(cards) == 84


def test_whose_work_the_cards_retell_is_named() -> None:
    names = {credit.name for credit in shipped_library().credits}
    assert names == {"INNOQ", "Bitol", "dbt Labs", "Jenna Jordan", "Five councils"}


def test_every_shipped_file_is_valid_by_the_schema_for_editors() -> None:
    assert meta.is_valid(library_schema())
    validator = Draft202012Validator(library_schema())
    for path in shipped_library_folder().glob("*.yaml"):
        assert list(validator.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))) == []


# --- reading ----------------------------------------------------------------------------------------------------------


def test_a_card_is_read_as_it_was_written(harbour: Path) -> None:
    assert read_library(harbour) == PolicyLibrary(
        (
            Card(
                id="HAR-01",
                title="Lanterns are lit at dusk",
                text="We will light every lantern before the sun is down.",
                category="security",
                record=PolicyRecord(
                    category="security",
                    context="Boats come home in the dark.",
                    steward="The harbour master",
                    enforcement="manual",
                    level="warn",
                ),
                source="The harbour's own logbook",
                warn_for_weeks=2,
                review_after_months=13,
            ),
            Card(
                id="HAR-02",
                title="Ropes are coiled",
                text="We will coil every rope that we use.",
                category="quality",
                record=PolicyRecord(
                    category="quality", context="A rope on the floor trips somebody.", steward="Whoever used it"
                ),
                source="The harbour's own logbook",
            ),
        ),
        ("rules.yaml:4", "rules.yaml:15"),
    )


@pytest.mark.parametrize(
    ("stands", "instead", "errors"),
    [
        ("steward: Whoever used it", "stewart: Whoever used it", [
            "rules.yaml:15: The card 'HAR-02' has no 'steward'; add it (who looks after it).",
            "rules.yaml:20: 'stewart' is not a key of a card; did you mean 'steward'?",
        ]),
        ("category: quality", "category: qualty", [
            "rules.yaml:17: 'category' cannot be 'qualty'; did you mean 'quality'?",
        ]),
        ("id: HAR-02", "id: HAR-01", [
            "rules.yaml:15: The card 'HAR-01' stands twice, first at rules.yaml:4; give this one another id.",
        ]),
        ("    enforcement: manual\n", "", [
            f"rules.yaml:10: 'level' says how hard something bites; {NO_KIND}",
        ]),
        ("level: warn\n", "level: info\n", [
            "rules.yaml:12: 'warn_for_weeks' needs the level warn or error; add it, or take the weeks out.",
        ]),
        ("warn_for_weeks: 2", "warn_for_weeks: two", [
            "rules.yaml:12: 'warn_for_weeks' should be a whole number, not text.",
        ]),
        ("title: Ropes are coiled", "title: [Ropes", [
            "rules.yaml:16: This is not YAML: a bracket is not closed, or a comma is missing.",
        ]),
        ("schema: mesh-council/policy-library@1\n", "", [
            f"rules.yaml:1: This file is none of a policy library; {BEGIN_IT}",
        ]),
        ("policy-library@1", "policy-library@2", [
            "rules.yaml:1: 'schema' should be mesh-council/policy-library@1, not 'mesh-council/policy-library@2'.",
        ]),
    ],
    ids=["key", "category", "twice", "no kind", "no level", "weeks", "syntax", "no library", "version"],
)  # fmt: skip
def test_a_spoilt_card_is_told_with_file_line_and_sentence(
    harbour: Path, stands: str, instead: str, errors: list[str]
) -> None:
    assert HARBOUR.count(stands) == 1
    (harbour / "rules.yaml").write_text(HARBOUR.replace(stands, instead), encoding="utf-8")
    assert refusals(lambda: read_library(harbour)) == errors


def test_a_folder_that_is_no_library_is_refused_in_a_sentence(harbour: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (harbour / "more.yml").write_text(HARBOUR, encoding="utf-8")
    assert [
        refusals(lambda place=place: read_library(place))  # type: ignore[misc]
        for place in (tmp_path / "nowhere", harbour / "rules.yaml", tmp_path / "empty", harbour)
    ] == [
        [f"{tmp_path}/nowhere: There is no such folder; name a folder of YAML files with cards."],
        [f"{harbour}/rules.yaml: This is a file; name the folder that holds it."],
        [f"{tmp_path}/empty: This folder has no .yaml file, so it is no policy library."],
        ["more.yml: Files of a library end in .yaml; rename this one to more.yaml."],
    ]


# --- searching and taking ---------------------------------------------------------------------------------------------


def test_search_finds_cards_with_every_word_the_likeliest_first(harbour: Path) -> None:
    cards = read_library(harbour).cards
    assert ids(search(cards, "ROPE")) == ["HAR-02"]
    assert ids(search(cards, "harbour")) == ["HAR-01", "HAR-02"]
    assert ids(search(cards, "every rope dark")) == []
    assert ids(search(cards, "", "security")) == ["HAR-01"]
    assert ids(search(cards, "rope", "security")) == []
    assert search(cards, "  ") == cards
    assert ids(search(shipped_library().cards, "pol-17")) == ["POL-17"]
    assert ids(search(shipped_library().cards, "snacks")) == ["PAD-D4"]
    assert "POL-02" in ids(search(shipped_library().cards, "data contract"))[:2]


def test_a_draft_counts_its_dates_from_the_day_on_which_it_is_taken(harbour: Path) -> None:
    card = read_library(harbour).by_id["HAR-01"]
    taken = draft_record(card, date(2027, 12, 31))
    assert (taken.warn_until, taken.compliance_due, taken.review_by) == ("2028-01-14", "", "2029-01-31")
    assert draft_record(card, date(2028, 1, 31)).review_by == "2029-02-28"


# --- packs and organisations ------------------------------------------------------------------------------------------


def test_a_pack_names_cards_of_the_library(library: Path, errors_after: Spoil) -> None:
    file = library / "library.yaml"
    file.write_text(f"{file.read_text('utf-8')}from_library:\n  - POL-13\n  - PAD-D4\n", encoding="utf-8")
    assert errors_of(library) == []
    definition = Shelf((library.parent,)).definition(library.name)
    assert ids(definition.library) == ["tested_before_shared", "POL-13", "PAD-D4"]
    assert definition.library[1] == shipped_library().by_id["POL-13"]
    assert definition_from_json(definition_to_json(definition)) == definition
    assert errors_after("library.yaml", "  - PAD-D4\n", "  - PAD-D44\n  - zebra\n") == [
        "library.yaml:11: 'PAD-D44' names no card of the policy library; did you mean 'PAD-D4'?",
        "library.yaml:12: 'zebra' names no card of the policy library; `meshcouncil library list` names them all.",
    ]


def test_a_packs_own_card_may_be_a_whole_record(library: Path, errors_after: Spoil) -> None:
    told = (
        "    scope: branches\n    weight: minor\n    context: Readers ask.\n    steward: The cataloguer\n    serves:\n"
    )
    assert errors_after("library.yaml", "    serves:\n", told) == []
    card = Shelf((library.parent,)).definition(library.name).library[0]
    record = PolicyRecord("Sharing", "branches", "minor", context="Readers ask.", steward="The cataloguer")
    assert card.record == record
    assert errors_after("library.yaml", "scope: branches", "scope: brunches") == [
        "library.yaml:7: 'brunches' names no team; did you mean 'branches'?"
    ]


def test_an_organisations_cards_are_in_every_pack(harbour: Path, library: Path) -> None:
    file = library / "library.yaml"
    file.write_text(f"{file.read_text('utf-8')}from_library: [HAR-02, POL-13]\n", encoding="utf-8")
    shelf = Shelf((library.parent,), harbour)
    assert ids(shelf.definition(library.name).library) == ["tested_before_shared", "HAR-02", "POL-13", "HAR-01"]
    plain, with_own = Shelf().definition("rainbow-road"), shelf.definition("rainbow-road")
    assert with_own.library == (*plain.library, *read_library(harbour).cards)
    assert with_own.digest != plain.digest
    assert definition_from_json(definition_to_json(with_own)) == with_own


def test_an_organisations_card_takes_the_place_of_a_shipped_one(harbour: Path, library: Path) -> None:
    (harbour / "rules.yaml").write_text(HARBOUR.replace("HAR-02", "POL-13"), encoding="utf-8")
    file = library / "library.yaml"
    file.write_text(f"{file.read_text('utf-8')}from_library: [POL-13]\n", encoding="utf-8")
    definition = Shelf((library.parent,), harbour).definition(library.name)
    assert [card.title for card in definition.library[1:]] == ["Ropes are coiled", "Lanterns are lit at dusk"]


def test_an_organisations_library_is_refused_where_it_is_wrong(harbour: Path, library: Path) -> None:
    rules = harbour / "rules.yaml"
    shelf = Shelf((library.parent,), harbour)
    rules.write_text(HARBOUR.replace("HAR-02", "tested_before_shared"), encoding="utf-8")
    assert refusals(lambda: shelf.definition(library.name)) == [
        f"{rules}:15: The pack harbour-library has a card 'tested_before_shared' of its own; give this one another id."
    ]
    rules.write_text(HARBOUR.replace("level: warn", "level: loud"), encoding="utf-8")
    assert refusals(lambda: shelf.definition(library.name)) == [
        f"{rules}:11: 'level' cannot be 'loud'; it is one of info, warn, error."
    ]
