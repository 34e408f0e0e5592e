"""A policy is one thing in two views: the block on the pad and the form; put to the council, it carries every field."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.council import motion, work
from tests.e2e.friends import Friend
from tests.e2e.guests import SLOWLY, Arrive
from tests.e2e.served import Served

pytestmark = pytest.mark.browser

TITLE = "Owners have names"


def test_the_block_and_the_form_are_the_same_policy(served: Served, arrive: Arrive) -> None:
    facilitator = Friend.hosting(served)
    seats = ((1, "Amina"), (3, "Dov"), (5, "Esi"), (7, "Mei"), (9, "Ivo"))
    friends = [Friend.joining(served, facilitator.code, name, f"1:{seat}") for seat, name in seats]
    facilitator.does("start-agenda")
    facilitator.does("next-step")
    amina = friends[0].shows_up(arrive("Amina"))
    esi = friends[2].shows_up(arrive("Esi", phone=True))
    for guest in (amina, esi):
        work(guest, "Pad")
    pad = amina.page.locator(".pad__text")
    pad.click()
    amina.page.keyboard.type(f"Policy: {TITLE}\nEvery model has one.")
    expect(amina.page.locator(".pad__status")).to_have_text("Saved", timeout=SLOWLY)

    amina.presses("Fields")
    form = amina.page.get_by_role("dialog", name="This policy on the pad")
    expect(form.get_by_label("Title")).to_have_value(TITLE)
    form.get_by_label("Context").fill("Nobody knows whom to ask.\nEspecially at night.")
    form.get_by_label("Enforced by").select_option(label="A test in CI")
    form.get_by_label("A failure counts as").select_option(label="Warning")
    form.get_by_label("Projects comply by").fill("2027-03-31")
    amina.shoots("policy-fields")
    amina.presses("Save on the pad")
    expect(form).to_be_hidden(timeout=SLOWLY)
    for guest in (amina, esi):
        fields = guest.page.locator(".pad__fields")
        expect(fields).to_contain_text("Enforcement: A test in CI", timeout=SLOWLY)
        expect(fields).to_contain_text("Context: Nobody knows whom to ask.\nEspecially at night.")
    amina.shoots("policy-on-the-pad")

    esi.presses("Plain text")
    plain = esi.page.get_by_role("textbox", name="as plain text")
    text = plain.input_value()
    assert text == (
        f"## Policy: {TITLE}\nEvery model has one.\nContext: Nobody knows whom to ask.\nContext: Especially at night.\n"
        "Enforcement: A test in CI\nLevel: Warning\nComply by: 2027-03-31"
    )
    plain.fill(text.replace("Level: Warning", "Level: Error\nSteward: Data Architect"))
    expect(amina.page.locator(".pad__fields")).to_contain_text("Level: Error", timeout=SLOWLY)
    amina.presses("Fields")
    expect(form.get_by_label("A failure counts as")).to_have_value("error")
    expect(form.get_by_label("Steward")).to_have_value("Data Architect")
    amina.presses("Close")

    amina.presses("Put to the council")
    amina.presses("Move it")
    card = motion(esi, TITLE)
    work(esi, "Motions")
    expect(card).to_be_visible(timeout=SLOWLY)
    esi.unfolds("More about this policy", within=card)
    for words in (
        "Nobody knows whom to ask.",
        "A test in CI; a failure is an error",
        "Data Architect",
        "31 March 2027",
    ):
        expect(card).to_contain_text(words)
