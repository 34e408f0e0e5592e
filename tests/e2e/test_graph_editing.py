"""The project graph in people's hands: by keyboard and mouse on a desk, by touch on a phone; drafted, then moved."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.friends import Friend
from tests.e2e.guests import SLOWLY, Arrive, Guest
from tests.e2e.onlooker import Onlooker
from tests.e2e.served import Served

pytestmark = pytest.mark.browser

OTHERS = {"Fay": "1:2", "Gil": "1:4", "Hal": "1:7", "Ida": "1:9"}
CIRCLE = re.compile("A circle: Data Platform feeds Rescue Operations feeds Data Platform")


def drafted(guest: Guest) -> Locator:
    """What stands in somebody's draft, line by line."""
    return guest.get("region", "Your draft").locator("ol > li")


def panel(guest: Guest, project: str) -> Locator:
    """The changes that can be made to a project."""
    return guest.page.locator("details.graph-panel").filter(has=guest.page.locator("summary", has_text=project)).first


def picture(guest: Guest) -> Locator:
    return guest.page.locator("mesh-graph [part=stage]")


def place_of(guest: Guest, project: str) -> tuple[float, float]:
    """Where a project stands in the picture, in pixels of the window."""
    picture(guest).scroll_into_view_if_needed()
    share = guest.page.locator("mesh-graph").evaluate("(host, id) => host.placeOf(id)", project)
    box = picture(guest).bounding_box()
    assert box
    return box["x"] + share["x"] * box["width"], box["y"] + share["y"] * box["height"]


def sits_down(served: Served, arrive: Arrive, host: Friend, name: str, seat: str, *, phone: bool = False) -> Guest:
    guest = arrive(name, phone=phone)
    return Friend.joining(served, host.code, name, seat).shows_up(guest)


def test_the_graph_is_changed_by_keyboard_by_mouse_and_by_touch(served: Served, arrive: Arrive) -> None:
    host = Friend.hosting(served)
    friends = {name: Friend.joining(served, host.code, name, seat) for name, seat in OTHERS.items()}
    desk = sits_down(served, arrive, host, "Ada", "1:1")
    phone = sits_down(served, arrive, host, "Ben", "1:5", phone=True)
    host.does("start-agenda")
    host.does("next-step")
    desk.sees_heading("how we decide")

    # by keyboard: choose the project that is last in the picture, and make a circle
    desk.opens("Graph")
    picture(desk).focus()
    for _ in range(4):
        desk.page.keyboard.press("ArrowRight")
    status = desk.page.locator("mesh-graph [part=status]")
    expect(status).to_have_text("Rescue Operations: belongs to Rescue Operations; 0 projects may use it.")
    desk.page.keyboard.press("Enter")
    expect(panel(desk, "Rescue Operations").locator("> summary")).to_be_focused()
    let_use = panel(desk, "Rescue Operations").get_by_label("Who else may use Rescue Operations")
    let_use.select_option(label="Data Platform")
    let_use.press("Tab")
    desk.page.keyboard.press("Enter")
    expect(drafted(desk)).to_have_text(["Let Data Platform use the public models of Rescue Operations."])
    expect(desk.get("region", "Your draft")).to_contain_text(CIRCLE)
    desk.shoots("graph-warned")
    desk.presses("Undo", exact=True)
    expect(drafted(desk)).to_have_count(0)

    picture(desk).focus()
    desk.page.keyboard.press("ArrowDown")
    expect(status).to_have_text("Rescue Operations may use the public models of Data Platform.")
    desk.page.keyboard.press("Enter")
    expect(desk.get("button", "No longer let Rescue Operations use Data Platform")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(drafted(desk)).to_have_text(["No longer let Rescue Operations use the public models of Data Platform."])
    desk.presses("Undo", exact=True)
    expect(drafted(desk)).to_have_count(0)

    # by mouse: from one project to another
    desk.page.mouse.move(*place_of(desk, "people_ops"))
    desk.page.mouse.down()
    desk.page.mouse.move(*place_of(desk, "finance_marketing"), steps=6)
    desk.page.mouse.up()
    expect(drafted(desk)).to_have_text(["Let Finance & Marketing use the public models of People Ops."])
    desk.page.mouse.click(*place_of(desk, "people_ops"))
    desk.unfolds("Split", within=panel(desk, "People Ops"))
    desk.get("textbox", "Part 1").fill("People Ops")
    desk.get("textbox", "Part 2").fill("Payroll")
    desk.presses("Split it", within=panel(desk, "People Ops"))
    expect(drafted(desk)).to_have_count(2)
    desk.unfolds("Your draft as tables")
    expect(desk.get("row", re.compile("^Payroll People Ops none named")).first).to_contain_text("+ added")
    look = Onlooker()
    look.looks(desk, "graph, drafted")

    # what is moved is there for everybody, and the draft is empty
    desk.page.get_by_label("Why? One sentence is enough.").filter(visible=True).fill("Finance needs the head count.")
    desk.presses("Move these changes")
    expect(drafted(desk)).to_have_count(0)
    phone.get("tab", "Work", exact=True).tap()
    phone.get("tab", re.compile("^Graph")).tap()
    asked = phone.get("region", "What motion M1 would change")
    expect(asked).to_contain_text("Split People Ops into People Ops", timeout=SLOWLY)

    # by touch: a project, then a reference of it
    phone.page.touchscreen.tap(*place_of(phone, "people_ops"))
    expect(panel(phone, "People Ops")).to_have_attribute("open", "")
    phone.get("button", "No longer let People Ops use Data Platform").tap()
    expect(drafted(phone)).to_have_text(["No longer let People Ops use the public models of Data Platform."])
    look.looks(phone, "graph on a phone")
    phone.shoots("graph-phone")
    phone.get("button", "Clear the draft").tap()
    expect(drafted(phone)).to_have_count(0)
    assert look.found == []
    assert friends["Fay"].reads("table").count("Finance needs the head count.") == 1
    assert "No longer possible" not in friends["Ida"].reads("table")
