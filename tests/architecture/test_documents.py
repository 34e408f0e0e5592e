"""The documents hold together: links lead somewhere, decisions are complete and listed."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, texts

DECISIONS = ROOT / "docs" / "decisions"
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
SECTIONS = ["Context", "Decision", "Consequences", "Enforced by"]


def local_links(text: str) -> list[str]:
    """The targets of Markdown links and images that point into this repository."""
    without_code = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)", without_code)
    return [target.split("#")[0] for target in targets if not re.match(r"[a-z]+:|#|/", target)]


def markdown_outside_packs() -> dict[str, str]:
    """Documents for readers of the repository; a pack's Markdown is read on the pages of a gathering."""
    return {name: text for name, text in texts().items() if name.endswith(".md") and "/packs/" not in name}


def test_every_link_between_documents_leads_to_a_file() -> None:
    dead = [
        f"{name}: {target}"
        for name, text in markdown_outside_packs().items()
        for target in local_links(text)
        if not (ROOT / name).parent.joinpath(target).exists()
    ]
    assert dead == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_decision_record_has_its_four_sections(record: Path) -> None:
    assert re.findall(r"^## (.+)$", record.read_text(encoding="utf-8"), flags=re.MULTILINE) == SECTIONS


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_decision_is_one_sentence_that_can_be_quoted(record: Path) -> None:
    quoted = re.search(r"^## Decision\n\n> (.+(?:\n> .+)*)\n", record.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert quoted is not None
    assert re.findall(r"[.!?](?=\s|$)", quoted.group(1)) == ["."]


def test_decision_records_are_numbered_without_gaps() -> None:
    assert [record.name[:4] for record in RECORDS] == [f"{number:04}" for number in range(1, len(RECORDS) + 1)]


def test_every_decision_record_is_listed() -> None:
    page = (DECISIONS / "README.md").read_text(encoding="utf-8")
    assert [record.name for record in RECORDS if f"]({record.name})" not in page] == []


PLACES = (ROOT, ROOT / "src" / "meshcouncil")


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_what_enforces_a_decision_is_there(record: Path) -> None:
    enforced = record.read_text(encoding="utf-8").split("## Enforced by")[1]
    named = re.findall(r"`([\w./-]+/[\w./-]+|pyproject\.toml)`", enforced)
    assert [name for name in named if not any((place / name).exists() for place in PLACES)] == []
    assert named or "make " in enforced
