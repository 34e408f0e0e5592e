"""Eyes for what a page owes everybody: axe in light and dark, no sideways scrolling, and a focus that can be seen."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize

from tests.e2e.guests import OUTPUT, Guest

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
SERIOUS_ONES = """
axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations
  .filter(({ impact }) => ["serious", "critical"].includes(impact))
  .map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} (${node.failureSummary})`)}`))
"""
NARROW: ViewportSize = {"width": 360, "height": 740}
MOST_STOPS = 400

FOCUS = """
() => {
  const at = document.activeElement;
  if (!at || at === document.body || at === document.documentElement) return { name: "", isSeen: true };
  const name = `${at.tagName.toLowerCase()} ${at.getAttribute("aria-label") || at.textContent.trim().slice(0, 40)}`;
  const box = at.getBoundingClientRect();
  const isInside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  const marked = [at, at.parentElement, at.closest("label")].filter(Boolean).some((each) => {
    const style = getComputedStyle(each);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  });
  const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
  const onTop = document.elementFromPoint(
    middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  const isOnTop = [at, at.closest("label")].some((each) => each?.contains(onTop) || (each && onTop?.contains(each)));
  return { name, isSeen: box.width > 0 && box.height > 0 && isInside && marked && isOnTop };
}
"""


WIDEST = """
() => [...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 6).map((each) => `${each.tagName}.${each.className}`)
"""


class Onlooker:
    """Looks at pages and keeps a list of what is wrong with them, and pictures of it."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def looks(self, guest: Guest, name: str) -> None:
        """Look at a page as it is, in light, and as narrow as a small phone, in dark."""
        page = guest.page
        size = page.viewport_size
        page.emulate_media(color_scheme="light")
        self._run_axe(page, f"{name}, light")
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(NARROW)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > NARROW["width"]:
            self._find(page, f"{name}, narrow", f"{width} px wide at {NARROW['width']} px: {_widest(page)}")
        self._run_axe(page, f"{name}, narrow and dark")
        page.emulate_media(color_scheme="light")
        if size:
            page.set_viewport_size(size)

    def _run_axe(self, page: Page, where: str) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text("utf-8"))
        for violation in page.evaluate(SERIOUS_ONES):
            self._find(page, where, violation)

    def _find(self, page: Page, where: str, what: str) -> None:
        self.found.append(f"{where}: {what}")
        OUTPUT.mkdir(exist_ok=True)
        page.screenshot(path=OUTPUT / f"{re.sub('[^a-z]+', '-', 'look ' + where.lower())}.png")


def _widest(page: Page) -> str:
    return str(page.evaluate(WIDEST))


def tabs_to(guest: Guest, target: Locator, *, key: str = "Tab") -> None:
    """Go on by keyboard until the focus is there; it has to be seen at every stop."""
    for _ in range(MOST_STOPS):
        guest.page.keyboard.press(key)
        must_see_focus(guest)
        if target.count() and target.first.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} cannot be reached with {key}")


def must_see_focus(guest: Guest) -> None:
    """Fail when the focus is somewhere that nobody can see."""
    focus = guest.page.evaluate(FOCUS)
    assert focus["isSeen"], f"the focus cannot be seen on: {focus['name']}"


def has_focus(guest: Guest) -> bool:
    """Tell whether the focus is on something, not lost at the top of the page."""
    return bool(guest.page.evaluate(FOCUS)["name"])
