"""What every test shares: the order of the run, and the browser that Playwright starts."""

import pytest

from tests.browser import LaunchOptions, launch_options


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run browser tests last: quick failures come first, and Playwright's loop disturbs no asyncio test."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> LaunchOptions:
    """Let pytest-playwright start the machine's own Chromium instead of a downloaded one."""
    return launch_options()
