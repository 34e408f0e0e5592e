"""The server is killed and comes back while people are in the middle of a word: nothing is lost, nobody reloads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.guests import SLOWLY, Arrive, Guest
from tests.e2e.served import Served

pytestmark = pytest.mark.browser

HALF_A_SENTENCE = "What I mean is that every"
HALF_A_FACT = "Nobody in my department has ever"


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Served]:
    """A gathering with bots that take their time, in a folder that outlives its server."""
    server = Served("demo", "--bot-pace", "20", data=tmp_path / "data")
    server.start()
    server.wait_for("Join code:    (.*)")
    yield server
    server.kill()


def link(demo: Served, whose: str) -> str:
    return demo.wait_for(rf"{whose}:\s+(http\S+)")


def test_a_restart_costs_nobody_a_word(demo: Served, arrive: Arrive) -> None:
    me, facilitator, wall = arrive("Robin"), arrive("the facilitator"), arrive("the wall")
    me.goes_to(link(demo, "Your seat"))
    me.page.get_by_label("What should the others call you?").fill("Robin")
    me.presses("Sit down")
    me.is_on("lobby")
    wall.goes_to(link(demo, "Projector")).presses("Show it on this screen")
    facilitator.goes_to(link(demo, "Facilitator")).presses("Take the facilitator's place")
    facilitator.presses("Start the agenda")
    facilitator.get("link", "To the console").click()
    me.is_on("table")
    facilitator.presses("Next step")
    me.sees_heading("how we decide")

    me.opens("Pad")
    pad = me.get("textbox", "The council’s pad")
    pad.click()
    me.page.keyboard.type("Written before the crash. ")
    expect(me.page.get_by_text("Saved", exact=True)).to_be_visible(timeout=SLOWLY)
    fact = me.page.get_by_label("Introduce yourself in your role")
    fact.fill(HALF_A_FACT)
    saying = me.page.get_by_label("Say to the council")
    saying.fill(HALF_A_SENTENCE)
    tabs = (me, facilitator, wall)
    opened = [when_opened(guest) for guest in tabs]

    demo.kill()
    for guest in tabs:
        expect(sign(guest)).to_have_text("Reconnecting…", timeout=SLOWLY)
    me.shoots("table-reconnecting")
    me.presses("Say", exact=True)
    me.sees("The server could not be reached. What you wrote is still here; try again in a moment.")
    pad.click()
    me.page.keyboard.press("Control+End")
    me.page.keyboard.type("Written without a server. ")

    restarted = Served("serve", data=demo.data)
    restarted.port = demo.port
    restarted.start()
    try:
        for guest in tabs:
            expect(sign(guest)).to_be_hidden(timeout=SLOWLY)
        expect(saying).to_have_value(HALF_A_SENTENCE)
        expect(fact).to_have_value(HALF_A_FACT)
        expect(pad).to_contain_text("Written before the crash. Written without a server.")
        expect(me.page.get_by_text("Saved", exact=True)).to_be_visible(timeout=SLOWLY)

        facilitator.presses("Next step")
        for guest in tabs:
            guest.sees("A change in the hub has broken People Ops")
        saying.click()
        me.page.keyboard.press("End")
        me.page.keyboard.type(" public model has an owner.")
        me.page.keyboard.press("Enter")
        expect(me.page.get_by_role("list", name="What was said")).to_contain_text(
            f"{HALF_A_SENTENCE} public model has an owner."
        )
        expect(fact).to_have_value(HALF_A_FACT)
        assert [when_opened(guest) for guest in tabs] == opened, "somebody's page was reloaded"
        me.reloads()
        me.opens("Pad")
        expect(pad).to_contain_text("Written before the crash. Written without a server.", timeout=SLOWLY)
    finally:
        restarted.kill()


def sign(guest: Guest) -> Locator:
    return guest.page.get_by_role("status").filter(has_text=re.compile("Reconnecting"))


def when_opened(guest: Guest) -> float:
    return float(guest.page.evaluate("performance.timeOrigin"))
