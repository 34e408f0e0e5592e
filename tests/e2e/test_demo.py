"""What `make demo` promises: one table, nine bots, a free seat, and a person who plays to the debrief."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.council import press_if_there
from tests.e2e.guests import SLOWLY, Arrive
from tests.e2e.served import Served

pytestmark = pytest.mark.browser


@pytest.fixture
def demo() -> Iterator[Served]:
    server = Served("demo", "--pace", "1500", "--bot-pace", "100")
    server.start()
    server.wait_for("Join code:    (.*)")
    yield server
    server.kill()


def link(demo: Served, whose: str) -> str:
    return demo.wait_for(rf"{whose}:\s+(http\S+)")


def test_a_person_opens_the_seat_link_and_plays_to_the_debrief(demo: Served, arrive: Arrive) -> None:
    me, facilitator, wall = arrive("Robin"), arrive("the facilitator"), arrive("the wall")

    me.goes_to(link(demo, "Your seat"))
    me.sees_heading("Director of HR")
    me.page.get_by_label("What should the others call you?").fill("Robin")
    me.presses("Sit down")
    me.is_on("lobby")
    expect(me.page.get_by_text("bot", exact=True)).to_have_count(9)
    me.shoots("lobby")

    me.get("link", "Read my brief").click()
    fold = me.get("button", "The private half")
    expect(me.page.get_by_text("Your secret mission", exact=True)).to_be_hidden()
    fold.click()
    expect(me.page.get_by_text("Your secret mission", exact=True)).to_be_visible()
    me.shoots("brief-open")
    fold.click()
    expect(me.page.get_by_text("Your secret mission", exact=True)).to_be_hidden()
    me.get("link", "Back", exact=True).click()

    wall.goes_to(link(demo, "Projector")).presses("Show it on this screen")
    wall.sees("Come in and take a seat.")
    facilitator.goes_to(link(demo, "Facilitator")).presses("Take the facilitator's place")
    facilitator.presses("Start the agenda")
    facilitator.get("link", "To the console").click()

    me.is_on("table")
    facilitator.presses("Next step")
    me.sees_heading("how we decide")
    me.opens("Pad")
    pad = me.get("textbox", "The council’s pad")
    pad.click()
    me.page.keyboard.type("Every public model has an owner by name.")
    expect(pad).to_contain_text("Every public model has an owner by name.")

    facilitator.presses("Next step")
    me.sees_heading("Emergency")
    facilitator.presses("Next step")
    me.sees_heading("Council session 2")

    me.opens("Motions")
    me.unfolds("Move a policy")
    me.page.get_by_label("Title").filter(visible=True).fill("Owners have names")
    me.page.get_by_label("What everyone must follow").fill("Every public model has one owner, by name.")
    me.presses("Move it", exact=True)
    me.sees_heading("Owners have names")

    ballot = me.page.locator("#vote").get_by_role("button", name=re.compile("^(Yes|Consent|Cast my ranking)$")).first
    expect(ballot).to_be_visible(timeout=2 * SLOWLY)
    me.shoots("table-ballot")
    press_if_there(ballot)
    me.sees(re.compile("Your vote is in|[Aa]dopted"))

    for heading, surface in (
        ("Sidebar", "sidebar"),
        ("Council session 3", "table"),
        ("Presentations", "presentations"),
    ):
        facilitator.presses("Next step")
        me.is_on(surface)
        me.sees_heading(heading)
    facilitator.presses("Next step")
    me.is_on("debrief")
    me.sees("The cards are still face down")
    facilitator.presses("Reveal the missions")
    me.sees_heading(re.compile("The council (wins|does not win) together"))
    me.sees("of 10 seats won for themselves")
    wall.sees_heading("The cards are on the table")
    me.shoots("debrief-one-table", whole=True)
