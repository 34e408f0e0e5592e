"""Plays an evening with a real browser and takes the pictures of the documents: `python -m tools.pictures`.

Everything on them was played: nothing is drawn or retouched. They go to docs/images, or to the folder that is named.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from meshcouncil.application.gatherings import Gatherings, Hosting
from meshcouncil.application.rehearsal import RehearsalLinks, prepare
from meshcouncil.bootstrap import opened
from meshcouncil.bots.names import bot_names
from meshcouncil.gathering.commands import FillWithBots
from meshcouncil.settings import Settings
from tools.chromium import chromium_path, launch_arguments
from tools.png import smaller

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "images"
LARGEST = 300_000
"""No picture is larger, in bytes: pages of documents are read on phones too."""

DESK = (1440, 900)
PHONE = (390, 844)
SCREEN = (1280, 720)
CLOCK_PACE, BOT_PACE = 400, 400
TABLES, SEAT = 4, 5
PATIENCE = 150.0
CLAIMS_COME_FOR = 12.0
"""Seconds."""


@dataclass(frozen=True)
class Links:
    """Where the evening's pages are."""

    seat: str
    facilitator: str
    projector: str


@contextmanager
def evening() -> Iterator[Links]:
    """Serve a gathering of several tables: bots everywhere but on one seat, which is ours."""
    with tempfile.TemporaryDirectory() as folder:
        with opened(Settings(data=Path(folder))) as application:
            links = asyncio.run(_hosted(application.gatherings))
        command = [sys.executable, "-m", "meshcouncil", "serve", "--data", folder, "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                at = _address(server)
                yield Links(*(f"{at}/i/{token}" for token in (links.seat, links.facilitator, links.projector)))
            finally:
                server.terminate()


async def _hosted(gatherings: Gatherings) -> RehearsalLinks:
    hosting = Hosting("rainbow-road", "", tables=TABLES, pace=CLOCK_PACE, bot_pace=BOT_PACE)
    links = await prepare(gatherings, hosting, SEAT)
    for table in range(2, TABLES + 1):
        names = bot_names(await gatherings.hall(links.gathering), 10)
        await gatherings.in_hall(links.gathering, FillWithBots(table, names))
    return links


def _address(server: subprocess.Popen[str]) -> str:
    said = server.stdout.readline() if server.stdout else ""
    found = re.search(r"http://\S+", said)
    if not found:
        raise SystemExit(f"The server did not start: {said}")
    return found[0]


class Photographer:
    """Plays the seat, the facilitator and the projector, and takes pictures on the way."""

    def __init__(self, browser: Browser, links: Links, folder: Path) -> None:
        self._browser = browser
        self._links = links
        self._folder = folder
        self._taken: dict[str, bytes] = {}
        self.facilitator = self._come_in(links.facilitator, DESK)
        self.projector = self._come_in(links.projector, SCREEN)
        self.me = self._page(DESK)
        self.me.goto(links.seat)
        self.me.fill("input[name=name]", "Robin")
        self.shoot("seat", self.me)
        self._accept(self.me)
        self.phone = self._come_in(self.me.locator("#return-link").input_value(), PHONE)

    def shoot(self, name: str, page: Page) -> None:
        """Take one picture; bots do not wait while it is made smaller."""
        self._taken[name] = page.screenshot(animations="disabled")

    def develop(self) -> None:
        """Write the pictures, each as small as it can be."""
        for name, taken in self._taken.items():
            picture = smaller(taken)
            if len(picture) > LARGEST:
                raise SystemExit(f"{name} has {len(picture):,} bytes; {LARGEST:,} is the limit: show less on it.")
            (self._folder / f"{name}.png").write_bytes(picture)
            print(f"{name}.png: {len(picture) // 1000} kB", flush=True)

    def next_step(self) -> None:
        """Let the facilitator go on."""
        button = self.facilitator.get_by_role("button", name=re.compile("^(Start the agenda|Next step)"))
        button.first.click()
        self.facilitator.wait_for_timeout(700)

    def open_tab(self, page: Page, name: str) -> None:
        """Open one of the tabs of the work."""
        page.locator(".council__middle").get_by_role("tab", name=re.compile(name)).first.click()

    def _page(self, size: tuple[int, int]) -> Page:
        width, height = size
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", color_scheme="light"
        )
        context.set_default_timeout(20_000)
        return context.new_page()

    def _come_in(self, link: str, size: tuple[int, int]) -> Page:
        page = self._page(size)
        page.goto(link)
        self._accept(page)
        return page

    def _accept(self, page: Page) -> None:
        page.locator("main form button").last.click()
        page.wait_for_load_state()


def play(shots: Photographer) -> None:
    """Play the hour and take the pictures."""
    me, phone, facilitator = shots.me, shots.phone, shots.facilitator
    shots.next_step()
    facilitator.goto(re.sub("/lobby.*", "/console", facilitator.url))
    shots.next_step()  # the first council: how we decide
    me.wait_for_url(re.compile("/table"))
    _vote_until(me, lambda: _is_there(me.locator("#work-procedure .tag--good")), "procedure")
    shots.next_step()  # the emergency
    time.sleep(5)
    shots.shoot("projector", shots.projector)
    shots.next_step()  # the second council: what to do
    shots.open_tab(me, "Pad")
    _write(me)
    phone.locator(".tabbar a[href='#vote']").click()
    _wait(lambda: _is_there(me.locator(".ballot--waiting")), "vote")
    shots.shoot("phone", phone)
    me.evaluate("document.querySelectorAll('.council__middle, .council__middle *').forEach(each => each.scrollTop = 0)")
    shots.shoot("table", me)
    shots.shoot("console", facilitator)
    _vote_for(me, 100)
    shots.open_tab(me, "Graph")
    _scroll(me)
    me.wait_for_timeout(1_500)
    shots.shoot("graph", me)
    shots.next_step()  # the sidebar
    shots.next_step()  # the third council: the charter
    _vote_for(me, 80)
    for _ in range(3):  # the chair calls the vote when time runs low
        facilitator.get_by_role("button", name="−1 min").click()
        facilitator.wait_for_timeout(300)
    final = me.locator(".ballot--final.ballot--waiting")
    _vote_until(me, lambda: _is_there(final), "vote on the charter")
    shots.shoot("charter", me)
    final.locator(".vote--yes").click()
    _wait(lambda: _is_there(me.locator(".ballot--final .stamp--seal")), "count of the vote on the charter")
    shots.next_step()  # presentations
    shots.next_step()  # the end
    me.wait_for_url(re.compile("/debrief"))
    face_down = me.get_by_text("The cards are still face down")
    _wait(lambda: _is_there(face_down), "debrief")
    _judge(facilitator)
    facilitator.get_by_role("button", name=re.compile("^Reveal")).first.click()
    _wait(lambda: not _is_there(face_down), "reveal")
    me.wait_for_timeout(1_000)
    shots.shoot("debrief", me)


def _judge(page: Page) -> None:
    """Judge as the words alone have it whatever is claimed, until nothing more comes."""
    claim = page.locator("article.claim").first
    quiet = time.monotonic() + CLAIMS_COME_FOR
    while time.monotonic() < quiet:
        if _is_there(claim):
            met = "it is met" in claim.inner_text()
            claim.get_by_role("button", name="It is met" if met else "It is not", exact=True).click()
            quiet = time.monotonic() + CLAIMS_COME_FOR
        page.wait_for_timeout(400)


def _scroll(page: Page) -> None:
    """Turn the wheel over the work."""
    page.mouse.move(DESK[0] / 2, DESK[1] * 2 / 3)
    page.mouse.wheel(0, 420)


def _write(page: Page) -> None:
    pad = page.locator(".ProseMirror").first
    pad.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("Where we start: every model has one owner, and we say who it is.")


def _vote_for(page: Page, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        _vote(page)


def _vote_until(page: Page, done: Callable[[], bool], what: str) -> None:
    """Vote yes on whatever comes until it is done."""

    def voted_and_done() -> bool:
        _vote(page)
        return done()

    _wait(voted_and_done, what)


def _vote(page: Page) -> None:
    yes = page.locator(".ballot--waiting:not(.ballot--final) .vote--yes").first
    if _is_there(yes):
        yes.click()
    page.wait_for_timeout(500)


def _wait(condition: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > until:
            raise SystemExit(f"There was no {what} within {PATIENCE:.0f} seconds.")
        time.sleep(0.3)


def _is_there(thing: Locator) -> bool:
    return thing.count() > 0 and thing.first.is_visible()


def main(arguments: list[str]) -> int:
    """Take every picture."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with evening() as links, sync_playwright() as playwright:  # Playwright keeps a loop of its own
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=launch_arguments())
        photographer = Photographer(browser, links, folder)
        play(photographer)
        browser.close()
    photographer.develop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
