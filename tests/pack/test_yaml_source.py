"""YAML as packs read it: plain values, and the place of each."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from meshcouncil.pack.problems import Findings
from meshcouncil.pack.yaml_source import Source, read_yaml


def _read(text: str) -> Source:
    findings = Findings()
    source = read_yaml("file.yaml", text, findings)
    assert findings.problems == []
    assert source is not None
    return source


def test_plain_words_stay_words_and_only_true_and_false_are_truth_values() -> None:
    source = _read("[no, on, yes, none, true, False, null, ~, 12, -3, 1.5, 012, '7', 2024-10-08, 1:30]")
    assert source.value == [
        "no", "on", "yes", "none", True, False, None, None, 12, -3, 1.5, 12, "7", "2024-10-08", "1:30",
    ]  # fmt: skip


def test_every_value_and_key_knows_its_line() -> None:
    source = _read("# remark\nteams:\n  - id: a\n    name: >-\n      A\n      B\n  - id: b\n")
    assert source.value == {"teams": [{"id": "a", "name": "A B"}, {"id": "b"}]}
    assert [
        source.line_of(("teams",)),
        source.line_of_key(("teams",)),
        source.line_of(("teams", 0, "name")),
        source.line_of(("teams", 1, "id")),
        source.line_of(("teams", 1, "nowhere", "at all")),
    ] == [3, 2, 4, 7, 7]


def test_the_head_of_a_page_counts_from_the_pages_first_line() -> None:
    source = read_yaml("page.md", "id: a\ntitle: b", Findings(), first_line=1)
    assert source is not None
    assert source.line_of(("title",)) == 3


TEXT = "home == own and tools == anny"


def _places_of_anny(yaml: str) -> tuple[int, int]:
    return _read(yaml).place_in(("p",), TEXT.index("anny"))


def test_a_character_of_a_text_is_found_in_every_way_of_writing_it() -> None:
    assert _places_of_anny("p: home == own and tools == anny") == (1, 29)
    assert _places_of_anny('p: "home == own and tools == anny"') == (1, 30)
    assert _places_of_anny("p: 'home == own and\n  tools == anny'") == (2, 12)
    assert _places_of_anny("p: home == own and\n  tools == anny") == (2, 12)
    assert _places_of_anny("p: >-\n  home == own and\n\n  tools == anny\n") == (4, 12)
    assert _places_of_anny("p: |\n    home == own and\n    tools == anny\nq: 1\n") == (3, 14)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_whatever_raises(text: str) -> None:
    findings = Findings()
    source = read_yaml("file.yaml", text, findings)
    assert source is not None or findings.problems


@settings(deadline=None)
@given(st.text(alphabet="ab: -[]{},&*!|>'\"#\n \t%@?", max_size=60))
def test_no_text_of_yamls_own_characters_raises(text: str) -> None:
    findings = Findings()
    source = read_yaml("file.yaml", text, findings)
    assert source is not None or findings.problems
    assert all(problem.line >= 1 for problem in findings.problems)
