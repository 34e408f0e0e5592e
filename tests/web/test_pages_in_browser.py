"""Every page as a browser shows it: nothing that axe calls serious, nothing wider than the page, no missing asset."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

import meshcouncil.web
from meshcouncil.web.security import CONTENT_POLICY
from tests.web.samples import samples
from tests.web.test_templates import drawn

pytestmark = pytest.mark.browser

STATIC = Path(meshcouncil.web.__file__).parent / "static"
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
WIDTHS = (360, 1024, 1440)
NO_SERVER = ("WebSocket", "Failed to load resource")  # no socket answers here; assets are looked at one by one
ONE_OF_EACH = frozenset({sample.page: sample.name for sample in reversed(samples())}.values())
"""Samples that are looked at in the dark too: colours come from tokens, so one of each page shows them all."""
ALIKE = {
    "table-scored", "table-blocked", "table-offered", "table-offered-chair", "table-round-chair", "table-apache",
    "table-points", "table-declared", "table-hummed",
}  # fmt: skip
"""Tables made of the same parts as others that are looked at."""
LOOKED_AT = [sample.name for sample in samples() if sample.name not in ALIKE]
SERIOUS_ONES = """
axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations
  .filter(({ impact }) => ["serious", "critical"].includes(impact))
  .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`))
"""


class Pages(BaseHTTPRequestHandler):
    """Serves the drawn samples and the real assets, under the real content policy."""

    def do_GET(self) -> None:
        """Answer with a page or an asset."""
        path = self.path.partition("?")[0].strip("/")
        if path.startswith("static/") and (STATIC / path.removeprefix("static/")).is_file():
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            self._answer(200, kind, (STATIC / path.removeprefix("static/")).read_bytes())
        elif path in {sample.name for sample in samples()}:
            self._answer(200, "text/html; charset=utf-8", drawn(path).encode())
        else:
            self._answer(404, "text/plain", b"")

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", CONTENT_POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@dataclass
class Window:
    """One browser window for all samples, and what the page that it shows complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", lambda answer: self.missing.append(answer.url) if is_missing(answer) else None)

    def goes_to(self, address: str) -> None:
        self.complaints.clear()
        self.missing.clear()
        self.page.emulate_media(color_scheme="light")
        self.page.goto(address)
        self.page.evaluate(AXE.read_text("utf-8"))

    def overhang(self, width: int) -> int:
        """Give the pixels by which the page is wider than a screen of this width."""
        self.page.set_viewport_size({"width": width, "height": 800})
        return max(0, int(self.page.evaluate("document.documentElement.scrollWidth")) - width)

    def serious(self, theme: Literal["light", "dark"], width: int) -> list[str]:
        """Give what axe calls serious."""
        self.page.emulate_media(color_scheme=theme)
        self.page.set_viewport_size({"width": width, "height": 800})
        return list(self.page.evaluate(SERIOUS_ONES))


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    context = browser.new_context(reduced_motion="reduce")
    yield Window(context.new_page())
    context.close()


@pytest.mark.parametrize("name", LOOKED_AT)
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_the_page(name: str, address: str, window: Window) -> None:
    window.goes_to(f"{address}/{name}")
    assert {width: window.overhang(width) for width in WIDTHS} == dict.fromkeys(WIDTHS, 0)
    assert window.serious("light", WIDTHS[0]) == []
    if name in ONE_OF_EACH:
        assert window.serious("dark", WIDTHS[-1]) == []
    assert [text for text in window.complaints if not any(word in text for word in NO_SERVER)] == []
    assert window.missing == []


def is_missing(answer: Any) -> bool:
    """Tell whether an asset of the page was not there."""
    return "/static/" in answer.url and answer.status >= 400


FIRST_PAINT = """
window.firstTheme = new Promise((tell) => requestAnimationFrame(() => tell(document.documentElement.dataset.theme)));
"""
WIDEST = """
new Promise((tell) => requestAnimationFrame(() => requestAnimationFrame(() =>
  tell(document.documentElement.scrollWidth))))
"""
SCROLLED = "new Promise((tell) => requestAnimationFrame(() => tell(scrollY)))"
GROUND = "getComputedStyle(document.documentElement).getPropertyValue('--paper')"


def test_a_chosen_theme_holds_on_every_page_from_the_first_frame(address: str, browser: Any) -> None:
    context = browser.new_context(color_scheme="light")
    context.add_init_script(FIRST_PAINT)
    home, table = context.new_page(), context.new_page()
    home.goto(f"{address}/home")
    light = home.evaluate(GROUND)
    table.goto(f"{address}/table-work")
    home.get_by_label("Colours").select_option("dark")
    dark = home.evaluate(GROUND)
    assert dark != light
    expect(table.locator("html")).to_have_attribute("data-theme", "dark")  # an open page follows
    table.goto(f"{address}/debrief")
    assert (table.evaluate("window.firstTheme"), table.evaluate(GROUND)) == ("dark", dark)
    assert table.get_by_label("Colours").input_value() == "dark"
    table.get_by_label("Colours").select_option("as my device")
    home.reload()
    assert (home.evaluate(GROUND), home.get_by_label("Colours").input_value()) == (light, "")
    context.close()


def test_without_scripts_no_theme_is_offered(address: str, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/home")
    assert not page.get_by_label("Colours").is_visible()
    context.close()


def test_a_phone_shows_a_chosen_tab_from_its_top(address: str, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 700})
    page = context.new_page()
    page.goto(f"{address}/table-work")
    tabs = {name: page.get_by_role("tab", name=name, exact=True) for name in ("Brief", "People")}
    for first, then in (("Brief", "People"), ("People", "Brief"), ("Brief", "Brief")):
        tabs[first].click()
        page.evaluate("scrollTo({ top: 600, behavior: 'instant' })")
        assert page.evaluate("scrollY") > 300
        tabs[then].click()
        assert page.evaluate(SCROLLED) == 0
    context.close()


def test_a_phone_shows_a_chosen_tab_although_a_ballot_stands_above_it(address: str, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/table-dots")
    waiting = page.get_by_role("button", name="Place my dots")
    expect(waiting).to_be_attached()
    page.get_by_role("tab", name="People", exact=True).click()
    expect(page.get_by_role("heading", name="The council", exact=True)).to_be_in_viewport()
    page.get_by_role("tab", name="Work", exact=True).click()
    expect(page.get_by_role("tab", name="How we decide")).to_be_in_viewport(ratio=1)
    page.get_by_role("tab", name="Vote", exact=True).click()
    expect(page.get_by_role("heading", name="The hub, and Finance").first).to_be_in_viewport()
    page.close()


def test_a_stamp_that_comes_down_makes_no_phone_page_wider(address: str, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}/table-announced")
    page.get_by_role("tab", name="Work", exact=True).click()
    page.get_by_role("tab", name="Motions").click()
    page.evaluate("document.querySelector('.motion--carried').classList.add('moment')")
    expect(page.locator(".moment .stamp")).to_be_attached()
    assert page.evaluate(WIDEST) == 390
    context.close()
