"""The house open for guests: one server process for a test, and browsers that report what goes wrong in them."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.e2e.guests import DESK, PHONE, Arrive, Guest
from tests.e2e.served import Served

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """An empty house."""
    server = Served("serve", data=tmp_path / "data")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def arrive(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Arrive]:
    """Let somebody come with a browser of their own; at the end no page may have failed.

    What everybody saw when a test failed is kept beside the screenshots.
    """
    contexts: list[BrowserContext] = []
    guests: list[Guest] = []
    faults: list[str] = []

    def come(name: str, *, phone: bool = False, **options: Any) -> Guest:
        wishes: dict[str, Any] = {"viewport": PHONE if phone else DESK, "has_touch": phone, "reduced_motion": "reduce"}
        context = browser.new_context(**(wishes | options))
        context.set_default_timeout(15_000)
        contexts.append(context)
        guests.append(Guest(name, context, faults, phone=phone))
        return guests[-1]

    yield come
    if request.node.stash.get(FAILED, False):
        for guest in guests:
            guest.leaves_a_trace()
    for context in contexts:
        context.close()
    assert faults == []
