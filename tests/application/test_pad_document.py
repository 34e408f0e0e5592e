"""A pad's text goes to plain text and back without loss, and an edit touches only what was edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from meshcouncil.application.pad_document import (
    Block,
    PadPolicy,
    add_policy,
    append_paragraph,
    merged,
    pad_blocks,
    pad_fragment,
    pad_policies,
    pad_text,
    parse_plain,
    replace_text,
    write_plain,
    write_policy,
)
from meshcouncil.council.definition import NO_RECORD, PolicyRecord

PAD = """# Our charter
We meet on Mondays.
- fast
  - but not hasty
- fair
1. first
2. second
## Policy: Names of columns
Every column has one name.
- in lower case
\\Options: none worth a line of its own.
Category: interoperability
Context: Joins fail.
Context: Twice a week.
Enforcement: A test in CI
Level: Warning
Only warns until: 2027-06-30
---
Notes below the policy.
## Open questions
\\- not a point
\\---

## Policy: Owners
"""

NAMES = PolicyRecord(
    category="interoperability",
    context="Joins fail.\nTwice a week.",
    enforcement="ci_test",
    level="warn",
    warn_until="2027-06-30",
)

line = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=20) | st.sampled_from(
    [
        "# A",
        "## Policy: X",
        "## Policy:",
        "---",
        "- a",
        "  - b",
        "    1. c",
        "\\x",
        "\\---",
        "-",
        "# ",
        "1. ",
        "",
        "## \\Policy: no",
        "Context: because",
        "context: and because",
        "Enforcement: a test in CI",
        "Enforcement: shouting",
        "Holds for:",
        "\\Context: of no field",
    ]
)
texts = st.lists(line, max_size=12).map("\n".join)


def ids(prefix: str = "p") -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"{prefix}{next(numbers)}"


def a_pad(text: str) -> Doc[XmlFragment]:
    doc: Doc[XmlFragment] = Doc()
    replace_text(doc, text, ids())
    return doc


def test_every_kind_of_block_comes_back_from_plain_text() -> None:
    assert pad_text(a_pad(PAD)) == PAD


def test_plain_text_is_read_as_blocks() -> None:
    assert parse_plain("## Policy: T\n- a\n  1. b\n---\n# H") == (
        Block(
            "policy",
            children=(
                Block("policy_title", "T"),
                Block(
                    "bullet_list",
                    children=(
                        Block(
                            "list_item",
                            children=(
                                Block("paragraph", "a"),
                                Block(
                                    "ordered_list", children=(Block("list_item", children=(Block("paragraph", "b"),)),)
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        Block("heading", "H", level=1),
    )


@given(texts)
@example("## Policy:\n- a\nContext:\n- b")
@example("## Policy: T\n- a\nContext: Why\n- b")
def test_reading_what_was_written_gives_the_same_blocks(text: str) -> None:
    blocks = parse_plain(text)
    assert parse_plain(write_plain(blocks)) == blocks


@given(texts, texts)
def test_a_pad_says_what_it_was_made_to_say_whatever_it_said_before(before: str, after: str) -> None:
    doc = a_pad(before)
    replace_text(doc, after, ids("q"))
    assert pad_text(doc) == write_plain(parse_plain(after))


def test_policies_are_listed_with_id_title_and_text() -> None:
    assert pad_policies(a_pad(PAD)) == [
        PadPolicy(
            "p1",
            "Names of columns",
            "Every column has one name.\n- in lower case\n\\Options: none worth a line of its own.",
            NAMES,
        ),
        PadPolicy("p2", "Owners", ""),
    ]


def test_policies_keep_their_ids_when_the_text_around_and_in_them_changes() -> None:
    doc = a_pad(PAD)
    changed = PAD.replace("We meet", "On some days we meet").replace("Names of columns", "Names of all columns")
    replace_text(doc, changed.replace("## Policy: Owners", "## Policy: A new one\nx\n## Policy: Owners"), ids("new"))
    assert [(p.id, p.title) for p in pad_policies(doc)] == [
        ("p1", "Names of all columns"),
        ("new1", "A new one"),
        ("p2", "Owners"),
    ]


def test_the_form_and_the_plain_text_are_two_views_of_one_policy() -> None:
    doc = a_pad(PAD)
    seen = pad_policies(doc)[0]
    record = replace(seen.record, context="Joins fail.", steward="Platform", compliance_due="2027-03-31", scope="north")
    assert write_policy(doc, "p1", "Names", seen.text, record)
    assert "## Policy: Names\nEvery column has one name.\n- in lower case\n\\Options" in pad_text(doc)
    fields = pad_text(doc).split("own.\n")[1].split("\n---")[0]
    assert fields == (
        "Category: interoperability\nHolds for: north\nContext: Joins fail.\nSteward: Platform\n"
        "Enforcement: A test in CI\nLevel: Warning\nOnly warns until: 2027-06-30\nComply by: 2027-03-31"
    )
    replace_text(doc, pad_text(doc).replace("Level: Warning", "level: Error").replace("Steward: Platform\n", ""), ids())
    assert pad_policies(doc)[0] == PadPolicy("p1", "Names", seen.text, replace(record, level="error", steward=""))
    assert not write_policy(doc, "p7", "Gone", "", NO_RECORD)


def test_two_who_change_different_fields_at_once_both_keep_theirs() -> None:
    one = a_pad("## Policy: Names\nOne name.\nContext: Old")
    two: Doc[XmlFragment] = Doc()
    two.apply_update(one.get_update())
    write_policy(one, "p1", "Names", "One name.", PolicyRecord(context="New"))
    write_policy(two, "p1", "Names", "One good name.", PolicyRecord(context="Old", steward="Ada"))
    one.apply_update(two.get_update())
    assert pad_policies(one) == [PadPolicy("p1", "Names", "One good name.", PolicyRecord(context="New", steward="Ada"))]


def test_a_form_takes_back_nothing_that_others_changed_meanwhile() -> None:
    before = PadPolicy("p1", "Names", "One name.", PolicyRecord(context="Old", steward="Ada"))
    after = replace(before, title="Good names", record=replace(before.record, steward=""))
    now = replace(before, text="One name each.", record=replace(before.record, context="New"))
    assert merged(before, after, now) == PadPolicy("p1", "Good names", "One name each.", PolicyRecord(context="New"))


def test_an_edit_in_one_word_is_a_small_update_and_leaves_other_blocks_alone() -> None:
    doc = a_pad((PAD + "\n") * 20)
    state = doc.get_state()
    replace_text(doc, ((PAD + "\n") * 20).replace("Mondays", "Fridays", 1), ids("q"))
    other: Doc[XmlFragment] = Doc()
    other.apply_update(doc.get_update())
    deletions_and_word = doc.get_update(state)
    assert len(deletions_and_word) < 100
    assert pad_text(other) == ((PAD + "\n") * 20).replace("Mondays", "Fridays", 1)


def test_two_edits_of_the_same_paragraph_at_once_both_stay() -> None:
    one = a_pad("The council meets.")
    two: Doc[XmlFragment] = Doc()
    two.apply_update(one.get_update())
    replace_text(one, "The whole council meets.", ids())
    replace_text(two, "The council meets 🎉 on Monday.", ids())
    one.apply_update(two.get_update())
    assert pad_text(one) == "The whole council meets 🎉 on Monday."


def test_marks_survive_and_are_taken_on_by_what_is_typed_within_them() -> None:
    doc = a_pad("Größe of columns")
    paragraph = pad_fragment(doc).children[0]
    assert isinstance(paragraph, XmlElement)
    text = paragraph.children[0]
    assert isinstance(text, XmlText)
    text.format(0, len("Größe".encode()), {"strong": {}})
    replace_text(doc, "Größßte of all columns!", ids())
    assert text.diff() == [("Größßte", {"strong": {}}), (" of all columns!", None)]


def test_a_server_side_policy_stands_last_but_above_the_empty_line() -> None:
    doc = a_pad("Hello\n")
    add_policy(doc, "p9", "Late\nnights ", "No deploys after five.\n# Really\n- not one")
    append_paragraph(doc, "Agreed.\nTwice.")
    assert (
        pad_text(doc)
        == "Hello\n## Policy: Late nights\nNo deploys after five.\nReally\n- not one\n---\nAgreed.\nTwice.\n"
    )
    assert pad_policies(doc) == [PadPolicy("p9", "Late nights", "No deploys after five.\nReally\n- not one")]


def test_a_policy_id_used_twice_is_listed_once() -> None:
    doc = a_pad("")
    add_policy(doc, "p1", "One", "a")
    add_policy(doc, "p1", "Two", "b")
    assert pad_policies(doc) == [PadPolicy("p1", "One", "a")]


@pytest.mark.parametrize("level", [float("nan"), float("inf"), -3.0, "2", None])
def test_a_strange_document_can_still_be_read(level: object) -> None:
    doc: Doc[XmlFragment] = Doc()
    deep = XmlElement("table", {}, [XmlText("cell")])
    for _ in range(60):
        deep = XmlElement("list_item", {}, [deep])
    heading = XmlElement("heading", {"level": level}, [XmlText("H")])  # type: ignore[arg-type]
    pad_fragment(doc).children.append(heading)
    pad_fragment(doc).children.append(XmlElement("script", {}, [XmlText("x\ny")]))
    pad_fragment(doc).children.append(deep)
    assert pad_text(doc).startswith("# H\nx y\n- ")
    assert pad_blocks(doc)[0] == Block("heading", "H", level=1)
