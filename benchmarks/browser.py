"""From a command in one browser to the changed page in another: a real Chromium, two people at one table."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import quantiles

from playwright.async_api import Browser, Page, async_playwright

from benchmarks.clients import Poster
from benchmarks.hall import Hall, Seat
from tools import chromium

SAMPLES = 20
PAUSE = 0.15
"""Seconds between two commands of one person: the server lets ten a second through."""

WATCH = """
() => {
  window.now = () => performance.timeOrigin + performance.now();
  const sent = window.fetch;
  window.fetch = (...all) => { window.sentAt = window.now(); return sent(...all); };
  document.addEventListener("keydown", () => { window.keyAt = window.now(); }, { capture: true });
  window.changed = (selector, words) => new Promise((done, late) => {
    const place = document.querySelector(selector);
    const watch = new MutationObserver(() => {
      if (!place.textContent.includes(words)) return;
      watch.disconnect();
      done(window.now());
    });
    watch.observe(place, { subtree: true, childList: true, characterData: true, attributes: true });
    setTimeout(() => { watch.disconnect(); late(new Error(`${selector} did not change`)); }, 10000);
  });
}
"""
SAY = """(words) => {
  const field = document.querySelector("#say-council");
  field.value = words;
  field.form.requestSubmit();
}"""
MOVE = """(words) => {
  const form = document.querySelector("#put-policy");
  form.querySelector("[name='matter.title']").value = words;
  form.querySelector("[name='matter.text']").value = "Every table has one owner.";
  form.requestSubmit();
}"""
VOTE = """(motion) => {
  const form = [...document.querySelectorAll("#f-vote form")].find((f) => f.elements.motion?.value === motion);
  form.querySelector("button").click();
}"""


@dataclass(frozen=True, slots=True)
class Latency:
    """How long it took, in ms."""

    samples: int
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Latencies:
    """From what was done in one browser to the page of the other."""

    chat: Latency
    vote: Latency
    motion: Latency
    pad: Latency


async def latencies(port: int, hall: Hall) -> Latencies:
    """Open the table of the first two seats in two browsers and play there."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium.chromium_path(), args=chromium.launch_arguments(), headless=True
        )
        try:
            by_number = {seat.number: seat for seat in hall.seats if seat.table == 1}
            mover, other = by_number[3], by_number[4]
            near, far = await _open(browser, port, mover), await _open(browser, port, other)
            poster = Poster(port)
            chat = await _sampled(near, far, "#f-talk", lambda n: f"Point {n}.", SAY)
            motion = await _sampled(
                near, far, "#f-motions", lambda n: f"Rule {n}", MOVE, lambda n: _withdrawn(poster, mover, f"M{n + 2}")
            )
            vote = await _votes(near, far, poster, by_number, by_number[hall.chair])
            pad = await _keys(near, far)
        finally:
            await browser.close()
    return Latencies(chat, vote, motion, pad)


async def _open(browser: Browser, port: int, seat: Seat) -> Page:
    """Open a seat's page in a browser context of its own, and wait until it is live."""
    context = await browser.new_context()
    name, _, value = seat.cookie.partition("=")
    path = f"/g/{seat.code}/p/{seat.person}"
    await context.add_cookies([{"name": name, "value": value, "domain": "127.0.0.1", "path": path}])
    page = await context.new_page()
    await page.goto(f"http://127.0.0.1:{port}{seat.page}")
    await page.locator(".pad__text[contenteditable=true]").wait_for()
    await page.evaluate(WATCH)
    return page


async def _sampled(
    near: Page,
    far: Page,
    place: str,
    words: Callable[[int], str],
    act: str,
    tidy: Callable[[int], Awaitable[None]] | None = None,
) -> Latency:
    """Do something some times; each time the words must come to stand in that place of the other page."""
    took = []
    for number in range(SAMPLES):
        changed = asyncio.ensure_future(far.evaluate("([p, w]) => window.changed(p, w)", [place, words(number)]))
        await asyncio.sleep(PAUSE / 3)
        await near.evaluate(act, words(number))
        took.append(await changed - await near.evaluate("window.sentAt"))
        await asyncio.sleep(PAUSE)
        if tidy is not None:
            await tidy(number)
    return _latency(took)


async def _votes(near: Page, far: Page, poster: Poster, seats: dict[int, Seat], chair: Seat) -> Latency:
    """Somebody else moves and calls a vote each time; the first ballot shows in the other browser."""
    first = SAMPLES + 2  # behind the open vote and the motions before
    took = []
    for number in range(SAMPLES // 2):
        motion = f"M{first + number}"
        form = {"matter": "add_policy", "matter.title": f"Vote {number}", "matter.text": "One owner for each table."}
        mover = seats[5 + number % 4]
        called = asyncio.ensure_future(far.evaluate("([p, w]) => window.changed(p, w)", ["#f-vote", f"Vote {number}"]))
        await poster.post(mover.command("table-motion"), mover.cookie, form)
        await poster.post(seats[4].command("second-motion"), seats[4].cookie, {"motion": motion})
        await poster.post(chair.command("open-vote"), chair.cookie, {"motion": motion})
        await called
        await asyncio.sleep(PAUSE)
        changed = asyncio.ensure_future(far.evaluate("([p, w]) => window.changed(p, w)", ["#f-vote", ""]))
        await asyncio.sleep(PAUSE / 3)
        await near.evaluate(VOTE, motion)
        took.append(await changed - await near.evaluate("window.sentAt"))
        await poster.post(chair.command("close-vote"), chair.cookie, {"motion": motion})
        await asyncio.sleep(PAUSE)
    return _latency(took)


async def _keys(near: Page, far: Page) -> Latency:
    """Write on the pad; each letter shows on the other's."""
    took = []
    await near.locator(".pad__text").click()
    for number in range(SAMPLES):
        word = f"w{number};"
        await near.keyboard.type(word[:-1])
        await asyncio.sleep(PAUSE / 2)
        changed = asyncio.ensure_future(far.evaluate("([p, w]) => window.changed(p, w)", [".pad__text", word]))
        await asyncio.sleep(PAUSE / 3)
        await near.keyboard.press(";")
        took.append(await changed - await near.evaluate("window.keyAt"))
    return _latency(took)


async def _withdrawn(poster: Poster, seat: Seat, motion: str) -> None:
    await poster.post(seat.command("withdraw-motion"), seat.cookie, {"motion": motion})


def _latency(took: list[float]) -> Latency:
    cuts = quantiles(took, n=20, method="inclusive")
    return Latency(len(took), cuts[9], cuts[18])
