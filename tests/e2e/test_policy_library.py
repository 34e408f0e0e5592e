"""The policy library in people's hands: by keyboard, with a script that finds at once, and without any script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.friends import Friend
from tests.e2e.guests import Arrive, Guest
from tests.e2e.onlooker import tabs_to
from tests.e2e.served import Served

pytestmark = pytest.mark.browser

OTHERS = {"Fay": "1:2", "Gil": "1:4", "Hal": "1:7", "Ida": "1:9"}


def sits_down(served: Served, arrive: Arrive, host: Friend, name: str, seat: str, *, script: bool = True) -> Guest:
    guest = arrive(name, java_script_enabled=script)
    return Friend.joining(served, host.code, name, seat).shows_up(guest)


def test_a_policy_is_found_changed_and_moved_with_and_without_a_script(served: Served, arrive: Arrive) -> None:
    host = Friend.hosting(served)
    friends = [Friend.joining(served, host.code, name, seat) for name, seat in OTHERS.items()]
    ada = sits_down(served, arrive, host, "Ada", "1:1")
    ben = sits_down(served, arrive, host, "Ben", "1:5", script=False)
    host.does("start-agenda")
    host.does("next-step")
    ada.sees_heading("how we decide")

    # with a script and by keyboard: typing finds at once, and leaves the cursor where it is
    ada.opens("Motions")
    door = ada.get("link", "Take a draft from the library")
    door.focus()
    ada.page.keyboard.press("Enter")
    ada.sees_heading("Policy library")
    field = ada.page.get_by_label("Find a policy")
    tabs_to(ada, field)
    ada.page.keyboard.type("dashboard exposure")
    expect(ada.get("status", "")).to_have_text("1 of 49 policies · Show all")
    expect(field).to_be_focused()
    ada.reloads()
    expect(ada.page.get_by_label("Find a policy")).to_have_value("dashboard exposure")
    ada.get("link", "Dashboards rest on public models").click()
    ada.get("link", "Take it as a draft").click()
    draft = ada.get("region", "Your draft of a policy")
    expect(draft.get_by_label("Title")).to_have_value("Dashboards rest on public models")
    expect(draft.get_by_label("Steward: who looks after it?")).to_have_value("The owner of the report")

    # what others do does not touch the draft; a refusal stands by it; what was moved is away
    draft.get_by_label("Title").fill("Reports rest on public models")
    friends[0].does("table-motion", matter="add_policy", matter__title="Snacks", matter__text="We will have snacks.")
    ada.sees("Snacks")
    expect(draft.get_by_label("Title")).to_have_value("Reports rest on public models")
    draft.get_by_label("Enforced by").select_option(label="Not said yet")
    ada.presses("Move it", within=draft)
    expect(draft.locator(".form__refusal")).to_be_visible()
    draft.get_by_label("Enforced by").select_option(label="A test in CI")
    ada.presses("Move it", within=draft)
    expect(draft).to_have_count(0)
    ada.is_on("table")
    ada.sees_heading("Reports rest on public models")

    # without a script: a form, links and a form
    address = ben.page.url.rsplit("/", 1)[0]
    ben.goes_to(f"{address}/library")
    ben.page.get_by_label("Find a policy").fill("snacks")
    ben.presses("Search")
    ben.get("link", "There are snacks").click()
    ben.get("link", "Take it as a draft").click()
    ben.page.locator("#policy-draft").get_by_label("Title").fill("There are apples")
    ben.presses("Move it", within=ben.page.locator("#policy-draft"))
    ada.sees_heading("There are apples")
