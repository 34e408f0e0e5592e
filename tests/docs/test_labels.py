"""What a document tells people to press is written so on a page."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, ROOT
from tests.docs.snippets import documents

PRESSED = re.compile(
    r"(?:[Pp]ress|[Cc]hoose|[Oo]pen|then|under|Under|to the console|on|[Ss]tand under) \*\*([^*]+?)\*\*"
)
GUIDES = [page for page in documents() if page.parent.name in ("tutorials", "how-to")]


@cache
def pages() -> str:
    """Give everything that pages are made of, with every stretch of blanks as one."""
    sources = [*(PACKAGE / "web").rglob("*.py"), *(PACKAGE / "web" / "templates").rglob("*.html")]
    sources += (PACKAGE / "web" / "islands").rglob("*.js")
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(sources))
    return " ".join(text.replace("’", "'").split())


def pressed(page: Path) -> set[str]:
    return {" ".join(label.split()) for label in PRESSED.findall(" ".join(page.read_text("utf-8").split()))}


@pytest.mark.parametrize("document", GUIDES, ids=lambda document: document.relative_to(ROOT).as_posix())
def test_everything_to_be_pressed_is_on_a_page(document: Path) -> None:
    assert [label for label in sorted(pressed(document)) if label not in pages()] == []


def test_the_tutorial_and_the_facilitators_guide_name_many() -> None:
    assert len(set().union(*map(pressed, GUIDES))) > 12
