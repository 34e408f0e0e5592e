"""Packs bring small Markdown; pages get safe HTML."""

from __future__ import annotations

import pytest

from meshcouncil.web.prose import inline, prose

TABLE = (
    '<table><thead><tr><th scope="col">project</th><th scope="col">may use</th></tr></thead>'
    "<tbody><tr><td>hub</td><td>none</td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One line.", "<p>One line.</p>"),
        ("One\nparagraph.", "<p>One paragraph.</p>"),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("## Who decides", "<h4>Who decides</h4>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("1. one\n2. two\n   and more", "<ol><li>one</li><li>two and more</li></ol>"),
        ("Watch for\n- silence", "<p>Watch for</p>\n<ul><li>silence</li></ul>"),
        ("> First agree\n> how to agree.", "<blockquote><p>First agree how to agree.</p></blockquote>"),
        ("**now** and *then* and `dbt`", "<p><strong>now</strong> and <em>then</em> and <code>dbt</code></p>"),
        (
            "| project | may use |\n|---|---|\n| hub | none |",
            TABLE,
        ),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("", ""),
    ],
)
def test_markdown_is_set_as_html(text: str, html: str) -> None:
    assert str(prose(text)) == html


def test_top_headings_take_the_level_that_the_page_gives() -> None:
    assert str(prose("# Title", first_heading=2)) == "<h2>Title</h2>"


def test_markup_in_a_pack_stays_text() -> None:
    assert str(prose("<script>alert(1)</script>")) == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    assert str(inline("*<b>*")) == "<em>&lt;b&gt;</em>"
