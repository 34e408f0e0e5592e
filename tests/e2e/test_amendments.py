"""Three people change each other's words: one amendment is friendly, one voted on, one fitted to the new wording."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.council import ADOPTED, ballot, cast, motion, work
from tests.e2e.friends import Friend
from tests.e2e.guests import SLOWLY, Arrive, Guest
from tests.e2e.served import Served

pytestmark = pytest.mark.browser

POLICY = "Whoever breaks it says so first"
TEXT = "A change to a public model is announced two weeks ahead. The owner answers questions within a day."


@dataclass(frozen=True, slots=True)
class Table:
    """Three people at their screens; two more send plain forms, so that every team of the pack is there."""

    amina: Guest
    esi: Guest
    chair: Guest
    dov: Friend
    mei: Friend

    @property
    def guests(self) -> tuple[Guest, ...]:
        return (self.amina, self.esi, self.chair)


def test_words_change_by_agreement_and_by_vote(served: Served, arrive: Arrive) -> None:
    table = a_motion_is_debated(served, arrive)
    an_amendment_is_taken_as_friendly(table)
    another_is_voted_on_before_the_motion(table)
    the_third_is_fitted_to_the_new_wording(table)


def a_motion_is_debated(served: Served, arrive: Arrive) -> Table:
    facilitator = Friend.hosting(served)
    friends = {
        seat: Friend.joining(served, facilitator.code, name, f"1:{seat}")
        for seat, name in ((1, "Amina"), (3, "Dov"), (5, "Esi"), (7, "Mei"), (9, "Ivo"))
    }
    facilitator.does("start-agenda")
    facilitator.does("next-step")
    friends[1].does("table-motion", matter="add_policy", matter__title=POLICY, matter__text=TEXT)
    friends[3].does("second-motion", motion="M1")
    table = Table(
        amina=friends[1].shows_up(arrive("Amina")),
        esi=friends[5].shows_up(arrive("Esi", phone=True)),
        chair=friends[9].shows_up(arrive("Ivo")),
        dov=friends[3],
        mei=friends[7],
    )
    for guest in table.guests:
        work(guest, "Motions")
    return table


def an_amendment_is_taken_as_friendly(table: Table) -> None:
    """Esi, on a phone, finds the wording in the form and changes two words; the mover accepts."""
    suggest(table.esi, TEXT.replace("two weeks", "three weeks"))
    asked = amendment(table.amina, "M2")
    expect(asked.locator("del")).to_contain_text("two")
    expect(asked.locator("ins")).to_contain_text("three")
    table.amina.shoots("amendment-to-accept")
    table.amina.presses("Accept it", within=asked)
    card = motion(table.esi, POLICY)
    expect(card).to_contain_text("announced three weeks ahead", timeout=SLOWLY)
    table.esi.unfolds("What changed since wording 1", within=card)
    expect(card.locator("del")).to_contain_text("two")
    table.esi.sees("The mover of M1 accepted it: it needed no vote.")
    table.esi.shoots("amendment-accepted-phone")


def another_is_voted_on_before_the_motion(table: Table) -> None:
    """Ivo's is not accepted; it is seconded, the vote on the motion has to wait, and the council votes on the words."""
    suggest(table.chair, TEXT.replace("two weeks", "three weeks").replace("within a day", "within an hour"))
    suggest(table.esi, TEXT.replace("two weeks ahead", "three weeks ahead to everybody who reads it"))
    table.dov.does("second-motion", motion="M3")
    table.chair.presses("Call the vote", within=amendment(table.chair, "M3"))
    expect(ballot(table.amina, POLICY).locator("ins")).to_contain_text("hour", timeout=SLOWLY)
    table.amina.shoots("amendment-ballot")
    for friend in (table.dov, table.mei):
        friend.does("cast-ballot", motion="M3", version="1", choice="yes")
    for guest in table.guests:
        cast(guest, ballot(guest, POLICY), "Yes")
    expect(ballot(table.chair, POLICY)).to_be_hidden(timeout=SLOWLY)
    expect(table.chair.page.locator("#motion-M3")).to_contain_text(ADOPTED)


def the_third_is_fitted_to_the_new_wording(table: Table) -> None:
    """Esi's other amendment was written for the older wording; it stands on the new one now, and says so."""
    waiting = amendment(table.amina, "M4")
    expect(waiting).to_contain_text("Fitted to wording 3 of M1.", timeout=SLOWLY)
    expect(waiting.locator("ins")).to_contain_text("to everybody who reads it")
    expect(motion(table.amina, POLICY)).to_contain_text(
        "three weeks ahead. The owner answers questions within an hour."
    )
    table.amina.goes_to(table.amina.page.url.rsplit("/", 1)[0] + "/motion-M1")
    table.amina.presses("Accept it", within=amendment(table.amina, "M4"))
    expect(table.amina.page.get_by_role("article")).to_contain_text("wording 4", timeout=SLOWLY)
    table.amina.shoots("amendment-page", whole=True)


def suggest(guest: Guest, text: str) -> None:
    """Change the wording in the form that is filled with it, and send it."""
    work(guest, "Motions")
    card = motion(guest, POLICY)
    expect(card).to_be_visible(timeout=SLOWLY)
    guest.unfolds("Suggest a change", within=card)
    form = card.locator("form", has=guest.page.get_by_role("button", name="Suggest it"))
    form.get_by_label("Wording").fill(text)
    guest.presses("Suggest it", within=form)
    expect(form.get_by_label("Wording")).to_be_hidden(timeout=SLOWLY)


def amendment(guest: Guest, name: str) -> Locator:
    """Find an amendment under its motion."""
    found = guest.page.locator(f"li#motion-{name}")
    expect(found).to_be_visible(timeout=SLOWLY)
    return found
