"""Robert's Rules at one table: a speech and its yield, a main motion, the previous question, the votes, the record."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.council import ADOPTED, ballot, cast, motion, second, work
from tests.e2e.friends import Friend
from tests.e2e.guests import SLOWLY, Arrive, Guest
from tests.e2e.served import Served

pytestmark = pytest.mark.browser

POLICY = "Names say who owns a model"
TEXT = "Every model starts with the short name of the team that owns it."
AMENDED = f"{TEXT} Public models start with theirs, too."
END_OF_DEBATE = f"End the debate on M1 (New policy: {POLICY})"


@dataclass(frozen=True, slots=True)
class Assembly:
    """Three people at their screens; two more vote by plain forms, so that every team of the pack is there."""

    facilitator: Friend
    amina: Guest
    esi: Guest
    chair: Guest
    others: tuple[Friend, ...]

    @property
    def guests(self) -> tuple[Guest, ...]:
        return (self.amina, self.esi, self.chair)


def test_a_motion_goes_from_the_floor_to_the_record(served: Served, arrive: Arrive) -> None:
    assembly = the_council_sits(served, arrive)
    a_speaker_hands_the_rest_of_the_time_on(assembly)
    a_motion_is_before_the_council(assembly)
    its_mover_takes_a_friendly_amendment(assembly)
    two_thirds_end_the_debate(assembly)
    the_motion_is_adopted(assembly)


def the_council_sits(served: Served, arrive: Arrive) -> Assembly:
    facilitator = Friend.hosting(served)
    friends = {
        seat: Friend.joining(served, facilitator.code, name, f"1:{seat}")
        for seat, name in ((1, "Amina"), (3, "Dov"), (5, "Esi"), (7, "Mei"), (9, "Ivo"))
    }
    facilitator.does("start-agenda")
    facilitator.does("next-step")
    facilitator.does("switch-parliamentary", table="1", on="yes")
    return Assembly(
        facilitator,
        amina=friends[1].shows_up(arrive("Amina")),
        esi=friends[5].shows_up(arrive("Esi", phone=True)),
        chair=friends[9].shows_up(arrive("Ivo")),
        others=(friends[3], friends[7]),
    )


def a_speaker_hands_the_rest_of_the_time_on(assembly: Assembly) -> None:
    """The chair gives a minute each; Amina yields to Esi, who says when she is done."""
    amina, esi, chair = assembly.guests
    chair.unfolds("Speakers’ list")
    chair.page.get_by_label("Time for each").select_option("60")
    chair.presses("Set the list")
    chair.sees("60 seconds each.")
    amina.presses("Raise your hand")
    chair.presses("Give the floor")
    expect(timer(chair)).to_contain_text("00:", timeout=SLOWLY)
    amina.sees("You have the floor")
    amina.unfolds("Hand the rest on")
    amina.page.get_by_label("To whom").select_option("5")
    amina.presses("Yield")
    esi.get("tab", "People", exact=True).click()
    esi.sees("You have the floor")
    esi.sees("in the time of")
    expect(timer(esi)).to_contain_text("00:")
    esi.presses("I am done")
    expect(timer(chair)).to_be_hidden(timeout=SLOWLY)


def a_motion_is_before_the_council(assembly: Assembly) -> None:
    """While it is pending, no second main motion is in order."""
    amina, esi, chair = assembly.guests
    work(amina, "Motions")
    amina.unfolds("Move a policy")
    form = amina.page.locator("#put-policy")
    form.get_by_label("Title").fill(POLICY)
    form.get_by_label("What everyone must follow").fill(TEXT)
    amina.presses("Move it", exact=True, within=form)
    second(esi, POLICY)
    work(chair, "Motions")
    chair.sees("Another motion is pending: settle it before you move this.")
    expect(pending(chair)).to_contain_text("M1 · Main motion")


def its_mover_takes_a_friendly_amendment(assembly: Assembly) -> None:
    amina, dov = assembly.amina, assembly.others[0]
    wanted = {"matter__amends": "M1", "matter__version": "1", "matter__kind": "add_policy"}
    dov.does("table-motion", matter="amend_motion", **wanted, matter__title=POLICY, matter__text=AMENDED)
    amina.presses("Accept it")
    amina.sees(AMENDED)


def two_thirds_end_the_debate(assembly: Assembly) -> None:
    """The previous question is voted on at once; carried, it puts the motion to the vote."""
    _, esi, chair = assembly.guests
    work(chair, "Motions")
    chair.unfolds("More motions")
    chair.presses("Move to end the debate")
    work(esi, "Motions")
    esi.presses("Second it", within=motion(esi, END_OF_DEBATE))
    everybody_says_yes(assembly, "M3", 1, END_OF_DEBATE)


def the_motion_is_adopted(assembly: Assembly) -> None:
    amina, _, chair = assembly.guests
    everybody_says_yes(assembly, "M1", 2, POLICY)
    work(amina, "Motions")
    for title in (POLICY, END_OF_DEBATE):
        expect(motion(amina, title).get_by_text(ADOPTED, exact=True)).to_be_visible(timeout=SLOWLY)
    work(chair, "Charter")
    chair.sees(AMENDED)
    assert POLICY in assembly.facilitator.reads("table-1")


def everybody_says_yes(assembly: Assembly, motion_id: str, version: int, title: str) -> None:
    expect(ballot(assembly.chair, title)).to_be_visible(timeout=SLOWLY)
    for friend in assembly.others:
        friend.does("cast-ballot", motion=motion_id, version=str(version), choice="yes")
    for guest in assembly.guests:
        cast(guest, ballot(guest, title), "Yes")
    expect(ballot(assembly.chair, title)).to_be_hidden(timeout=SLOWLY)


def timer(guest: Guest) -> Locator:
    """The clock of the speech that runs."""
    return guest.page.locator("#people").get_by_role("timer")


def pending(guest: Guest) -> Locator:
    """What is before the council, first to be settled on top."""
    return guest.page.locator("#people .pending__motion").first
