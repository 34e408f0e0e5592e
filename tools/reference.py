"""Writes the reference pages that are generated from the code: `python -m tools.reference`; `--check` only compares.

To add a page: write a function that gives its text, and its line in `PAGES`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from meshcouncil.pack.json_schema import json_schema_text, library_schema_text
from meshcouncil.pack.reference import library_keys_page, pack_keys_page
from tools.cli_pages import cli_page, settings_page
from tools.procedures_page import procedures_page
from tools.rules_pages import commands_page, events_page, refusals_page

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference"
PAGES: dict[str, Callable[[], str]] = {
    "cli.md": cli_page,
    "commands.md": commands_page,
    "events.md": events_page,
    "library-keys.md": library_keys_page,
    "library.schema.json": library_schema_text,
    "pack-keys.md": pack_keys_page,
    "pack.schema.json": json_schema_text,
    "procedures.md": procedures_page,
    "refusals.md": refusals_page,
    "settings.md": settings_page,
}


def stale_pages(folder: Path = FOLDER) -> list[str]:
    """Name the pages that are not what the code says."""
    return [name for name, write in PAGES.items() if _read(folder / name) != write()]


def write_pages(folder: Path = FOLDER) -> list[str]:
    """Write the pages that changed and name them."""
    stale = stale_pages(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (folder / name).write_text(PAGES[name](), encoding="utf-8")
    return stale


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` say which are stale."""
    if "--check" in arguments:
        stale = stale_pages()
        for name in stale:
            print(f"docs/reference/{name} is not what the code says; run `make docs`.")
        return 1 if stale else 0
    for name in write_pages():
        print(f"docs/reference/{name} written.")
    return 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
