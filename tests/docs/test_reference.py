"""The generated reference is never behind the code, and leaves nothing out."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import fields

import pytest

from meshcouncil.cli import COMMANDS
from meshcouncil.council import commands as table_commands
from meshcouncil.council import errors as table_errors
from meshcouncil.council import events as table_events
from meshcouncil.gathering import commands as hall_commands
from meshcouncil.gathering import errors as hall_errors
from meshcouncil.gathering import events as hall_events
from meshcouncil.settings import Settings
from tools.cli_pages import cli_page, settings_page, variable
from tools.reference import FOLDER, PAGES, stale_pages
from tools.rules_pages import commands_page, events_page, members, refusals_page

COMMAND_CLASSES = [*members(hall_commands.Command), *members(table_commands.Command)]
EVENT_CLASSES = [*members(hall_events.Event), *members(table_events.Event)]


def headings(page: str, level: int) -> list[str]:
    return re.findall(rf"^{'#' * level} `(.+)`$", page, flags=re.MULTILINE)


def section(page: str, name: str) -> str:
    """Give the first section of this name."""
    return re.split(r"^##", page.split(f"### `{name}`\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize("page", PAGES)
def test_the_committed_page_is_what_the_code_says(page: str) -> None:
    assert page not in stale_pages(), "run `make docs` and commit the result"


def test_nothing_else_lies_in_the_folder_of_the_reference() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*PAGES}


@pytest.mark.parametrize(
    ("page", "classes"),
    [(commands_page(), COMMAND_CLASSES), (events_page(), EVENT_CLASSES)],
    ids=["commands", "events"],
)
def test_every_command_and_event_has_its_entry_with_every_field(page: str, classes: list[type]) -> None:
    assert headings(page, 3)[: len(classes)] == [cls.__name__ for cls in classes]
    for cls in classes:
        own = section(page, cls.__name__) if headings(page, 3).count(cls.__name__) == 1 else page
        rows = [field.name for field in dataclasses.fields(cls) if f"| `{field.name}` |" not in own]
        assert rows == []


@pytest.mark.parametrize("page", [commands_page(), events_page()], ids=["commands", "events"])
def test_every_value_that_is_linked_is_explained_on_the_page(page: str) -> None:
    linked = set(re.findall(r"\]\(#(\w+)\)", page))
    assert linked == {name.lower() for name in headings(page, 3)} & linked


def test_every_refusal_has_a_row_and_says_who_refuses() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \| .+ \|$", refusals_page(), flags=re.MULTILINE))
    assert rows == {
        code: " and ".join(
            name
            for name, refuses in (
                ("the hall", code in hall_errors.REFUSALS),
                ("a table", code in table_errors.REFUSALS),
            )
            if refuses
        )
        for code in hall_errors.REFUSALS | table_errors.REFUSALS
    }


def test_every_subcommand_has_its_section() -> None:
    assert {name.split()[1] for name in headings(cli_page(), 2)} == set(COMMANDS)


def test_every_setting_has_its_row() -> None:
    rows = re.findall(r"^\| `--(\w+)` \| `(\w+)` \|", settings_page(), flags=re.MULTILINE)
    assert rows == [(field.name, variable(field.name)) for field in fields(Settings)]


@pytest.mark.parametrize("setting", [field.name for field in fields(Settings)])
def test_every_setting_is_read_from_the_variable_that_the_page_names(setting: str) -> None:
    value = "8123"
    assert str(getattr(Settings.read({variable(setting): value}), setting)) == value
