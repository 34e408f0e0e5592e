"""The browser of the tests: a real Chromium, found or failed, never skipped."""

from typing import TypedDict

import pytest

from tools import chromium


class LaunchOptions(TypedDict):
    """What Playwright's `chromium.launch(**options)` takes."""

    executable_path: str
    args: list[str]
    headless: bool


def chromium_path() -> str:
    """The Chromium to start; fails the test with one clear sentence when there is none."""
    try:
        return chromium.chromium_path()
    except chromium.ChromiumMissing as missing:
        pytest.fail(str(missing), pytrace=False)


def launch_options() -> LaunchOptions:
    """Everything `chromium.launch` needs on this machine."""
    return LaunchOptions(executable_path=chromium_path(), args=chromium.launch_arguments(), headless=True)
