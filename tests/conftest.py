"""What every test shares: bytecode, the order of the run, and the browser that Playwright starts."""

import os
import sys
from pathlib import Path

import pytest

from tests.browser import LaunchOptions, launch_options

BYTECODE = Path(__file__).parents[1] / ".pytest_cache" / "bytecode"


def pytest_configure() -> None:
    """Keep bytecode, in a folder of its own, where the machine's habit is to keep none: it is half of a server's start.

    Every program that a test starts finds it, and so do the workers of the run.
    """
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        folder = os.environ.setdefault("PYTHONPYCACHEPREFIX", str(BYTECODE))
        sys.dont_write_bytecode, sys.pycache_prefix = False, folder


LONGEST = (
    "test_accessibility.py",
    "test_whole_council.py",
    "test_live.py",
    "test_pages_in_browser.py",
    "test_procedures.py",
)
"""Browser tests of these files take longest, so they begin first and no worker is left alone with one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run browser tests last: quick failures come first, and Playwright's loop disturbs no asyncio test."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> tuple[bool, int]:
    name = item.path.name
    in_browser = item.get_closest_marker("browser") is not None
    return in_browser, LONGEST.index(name) if in_browser and name in LONGEST else len(LONGEST)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> LaunchOptions:
    """Let pytest-playwright start the machine's own Chromium instead of a downloaded one."""
    return launch_options()
