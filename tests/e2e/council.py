"""What people do at a council, as they do it on its pages. Bots may be quicker; then there is nothing left to do."""

from __future__ import annotations

import re
from collections.abc import Iterable

from playwright.sync_api import Locator, TimeoutError, expect

from meshcouncil.documents.matters import MOTION_STATUSES
from tests.e2e.guests import SLOWLY, Guest

QUICK = 4_000
PUTS = re.compile("^(Call the vote|Ask for consent)$")
"""What a chair presses to put a motion to a majority, a ranking or consent."""

NEEDS_A_SECOND, DEBATED = MOTION_STATUSES["tabled"], MOTION_STATUSES["open"]
ADOPTED, NOT_ADOPTED = MOTION_STATUSES["carried"], MOTION_STATUSES["lost"]
OBJECTED = MOTION_STATUSES["objected"]


def work(guest: Guest, tab: str) -> None:
    """Turn to a tab of the council's work, on a phone through the tab of that name."""
    if guest.phone:
        guest.get("tab", "Work", exact=True).click()
    guest.opens(tab)


def motion(guest: Guest, title: str) -> Locator:
    """Find the newest live card of a motion."""
    return guest.page.get_by_role("article", name=title, exact=True).first


def stands(guest: Guest, title: str, status: str) -> None:
    """Wait until a motion's card shows that it stands so."""
    expect(motion(guest, title).get_by_text(status, exact=True)).to_be_visible(timeout=SLOWLY)


def second(guest: Guest, title: str) -> None:
    """Second a motion, unless somebody was quicker."""
    work(guest, "Motions")
    card = motion(guest, title)
    button = guest.get("button", "Second it", within=card)
    expect(card).to_be_visible(timeout=SLOWLY)
    press_if_there(button)
    expect(card.get_by_text(NEEDS_A_SECOND, exact=True)).to_be_hidden(timeout=SLOWLY)


def call_the_vote(chair: Guest, title: str) -> None:
    """Let the chair call the vote on a motion, unless a bot did because people were silent for long."""
    work(chair, "Motions")
    button = chair.get("button", PUTS, within=motion(chair, title))
    expect(button.or_(ballot(chair, title)).first).to_be_visible(timeout=SLOWLY)
    press_if_there(button)
    expect(ballot(chair, title)).to_be_visible(timeout=SLOWLY)


def ballot(guest: Guest, title: str) -> Locator:
    """Find the open ballot on a motion."""
    return guest.page.get_by_role("region", name=title, exact=True)


def vote(guest: Guest, title: str, choice: str) -> None:
    """Cast a ballot on a motion; on a phone it has come to the front by itself, and goes back when it is cast."""
    cast(guest, ballot(guest, title), choice)


def cast(guest: Guest, running: Locator, choice: str) -> None:
    """Press an answer and see that it is taken: it stays pressed, or the ballot goes."""
    guest.presses(choice, exact=True, within=running)
    expect(running.get_by_role("button", name=choice, exact=True, pressed=False)).to_be_hidden(timeout=SLOWLY)


def count(chair: Guest, title: str) -> None:
    """Wait until every seat has voted, bots too: then the vote is counted by itself."""
    expect(ballot(chair, title)).to_be_hidden(timeout=2 * SLOWLY)


def decide(chair: Guest, voters: Iterable[Guest], title: str, choice: str) -> None:
    """Vote on a motion that is open for debate, from the call to the count."""
    call_the_vote(chair, title)
    for voter in voters:
        vote(voter, title, choice)
    count(chair, title)


def press_if_there(button: Locator) -> None:
    """Press a button unless it has gone, or goes before it can be pressed."""
    if not button.is_visible():
        return
    try:
        button.click(timeout=QUICK)
    except TimeoutError:
        return
