"""People at their screens: each has a browser context of their own, and nobody's page may fail unseen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

OUTPUT = Path(__file__).parent / "output"
"""Where screenshots are kept, to be looked at by people; git ignores it."""

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SLOWLY = 30_000
"""Milliseconds to wait for what needs others: bots think at their own pace, and the machine may be busy."""

Colours = Literal["light", "dark"]
Role = Literal[
    "alert", "article", "button", "checkbox", "columnheader", "combobox", "group", "heading", "link",
    "listitem", "main", "navigation", "radio", "region", "row", "status", "tab", "table", "tabpanel", "textbox",
]  # fmt: skip

_NO_FAULT = re.compile(r"WebSocket|ERR_CONNECTION|ERR_EMPTY_RESPONSE|the server responded with a status of 4\d\d")
"""Console lines that a killed server or a refusal leaves behind; everything else is a fault of a page."""


class Guest:
    """Somebody with a page open. `faults` fills when a page throws, breaks its content policy or logs an error."""

    def __init__(self, name: str, context: BrowserContext, faults: list[str], *, phone: bool = False) -> None:
        self.name = name
        self.phone = phone
        self.context = context
        self.page: Page = context.new_page()
        self._faults = faults
        self.page.on("pageerror", lambda error: faults.append(f"{name}: {error}"))
        self.page.on("console", self._hear)

    def goes_to(self, address: str) -> Guest:
        """Open an address."""
        self.page.goto(address)
        return self

    def get(
        self, role: Role, name: str | re.Pattern[str], *, exact: bool = False, within: Locator | None = None
    ) -> Locator:
        """Find what is on the page as somebody who listens to it would: by role and name."""
        return (within or self.page).get_by_role(role, name=name, exact=exact)

    def presses(self, name: str | re.Pattern[str], *, exact: bool = False, within: Locator | None = None) -> None:
        """Press a button."""
        self.get("button", name, exact=exact, within=within).click()

    def opens(self, tab: str) -> None:
        """Choose a tab, on a phone or of the work."""
        self.get("tab", re.compile(f"^{tab}")).click()

    def unfolds(self, summary: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Open a fold of the page unless it is open."""
        fold = (within or self.page).locator("details", has=self.page.locator("summary").filter(has_text=summary)).last
        if fold.get_attribute("open") is None:
            fold.locator("> summary").click()

    def sees(self, text: str | re.Pattern[str], *, timeout: float = SLOWLY) -> None:
        """Wait until a text can be seen."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible(timeout=timeout)

    def sees_heading(self, text: str | re.Pattern[str], *, timeout: float = SLOWLY) -> None:
        """Wait until a heading can be seen."""
        expect(self.get("heading", text).filter(visible=True).first).to_be_visible(timeout=timeout)

    def is_on(self, surface: str, *, timeout: float = SLOWLY) -> None:
        """Wait until the page of the moment is this one."""
        expect(self.page).to_have_url(re.compile(rf"/{surface}(#.*)?$"), timeout=timeout)

    def reloads(self) -> None:
        """Reload the page."""
        self.page.reload()

    def shoots(self, name: str, *, whole: bool = False) -> None:
        """Keep what the screen shows, in light and in dark."""
        OUTPUT.mkdir(exist_ok=True)
        colours: tuple[Colours, ...] = ("dark", "light")
        for scheme in colours:
            self.page.emulate_media(color_scheme=scheme)
            picture = OUTPUT / f"{name}-{scheme}.jpg"  # jpeg: a png takes twice as long, and there are ninety of them
            self.page.screenshot(path=picture, type="jpeg", quality=85, full_page=whole)

    def leaves_a_trace(self) -> None:
        """Keep what this page shows, for whoever looks into a failure."""
        if self.page.is_closed():
            return
        OUTPUT.mkdir(exist_ok=True)
        trace = OUTPUT / f"failed-{self.name.replace(' ', '-')}"
        self.page.screenshot(path=trace.with_suffix(".png"))
        trace.with_suffix(".txt").write_text(f"{self.page.url}\n{self.page.locator('body').aria_snapshot()}\n")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _NO_FAULT.search(message.text):
            self._faults.append(f"{self.name}: {message.text}")


Arrive = Callable[..., Guest]
