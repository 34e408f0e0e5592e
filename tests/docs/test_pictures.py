"""Every picture is in use, and none is too large for a phone."""

from __future__ import annotations

import re

from tests.architecture.tree import ROOT
from tests.docs.snippets import documents
from tools.pictures import FOLDER, LARGEST

PICTURES = sorted(FOLDER.glob("*.png"))


def test_every_picture_is_shown_by_a_document_with_words_for_those_who_cannot_see_it() -> None:
    shown = {
        (page.parent / target).resolve(): words
        for page in documents()
        for words, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text("utf-8"))
    }
    assert {path.resolve() for path in PICTURES} == set(shown)
    assert [path for path, words in shown.items() if not words] == []


def test_no_picture_is_too_large() -> None:
    assert [path.relative_to(ROOT) for path in PICTURES if path.stat().st_size > LARGEST] == []
