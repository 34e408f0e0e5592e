"""A whole hour of Rainbow Road at an accelerated clock: two tables, four people, a facilitator, a wall, and bots."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from meshcouncil.documents.matters import CHOICES
from tests.e2e import council
from tests.e2e.guests import SLOWLY, Arrive, Guest
from tests.e2e.served import Served

pytestmark = pytest.mark.browser

CLOCK = "1500"
BOTS = "60"
PROCEDURE = "Consent"
POLICY = "Owners have names"
PROJECT = "Volunteers"
ALARM = "A change in the hub has broken People Ops"


@dataclass(frozen=True, slots=True)
class Evening:
    """Who is there. Ada and Ben chair table 1, where Cleo sits too; Dan sits at table 2 in Cleo's role."""

    facilitator: Guest
    wall: Guest
    ada: Guest
    ben: Guest
    cleo: Guest
    dan: Guest

    @property
    def people(self) -> tuple[Guest, ...]:
        return (self.ada, self.ben, self.cleo, self.dan)

    @property
    def table_1(self) -> tuple[Guest, ...]:
        return (self.ada, self.ben, self.cleo)


def test_four_people_and_sixteen_bots_play_a_whole_hour(served: Served, arrive: Arrive) -> None:
    evening = Evening(
        facilitator=arrive("the facilitator"),
        wall=arrive("the wall"),
        ada=arrive("Ada"),
        ben=arrive("Ben", phone=True),
        cleo=arrive("Cleo"),
        dan=arrive("Dan"),
    )
    code = the_doors_open(evening, served)
    people_come_in(evening, served, code)
    everybody_gets_a_seat(evening)
    the_agenda_starts(evening)
    the_council_agrees_how_it_decides(evening)
    the_emergency_breaks_in(evening)
    two_write_on_the_pad_and_put_a_policy_to_the_council(evening)
    a_question_and_the_graph_are_settled(evening)
    people_talk_to_whom_they_mean(evening)
    people_come_and_go(evening, arrive)
    counterparts_meet_in_the_sidebar(evening)
    the_charter_is_voted_on(evening)
    tables_present_in_turn(evening)
    missions_are_claimed_judged_and_revealed(evening)


def the_doors_open(evening: Evening, served: Served) -> str:
    host = evening.facilitator.goes_to(served.address)
    host.shoots("home", whole=True)
    host.get("link", "Host a gathering").click()
    host.get("radio", re.compile("^About an hour")).check()
    host.page.get_by_label("Number of tables").fill("2")
    host.unfolds("Let the clock or the bots run faster")
    host.page.get_by_label("Speed of the clock").fill(CLOCK)
    host.page.get_by_label("Speed of the bots").fill(BOTS)
    host.shoots("host", whole=True)
    host.presses("Open the doors")
    host.is_on("lobby")
    links = host.page.get_by_label("For the projector")
    evening.wall.goes_to(links.input_value()).presses("Show it on this screen")
    join = host.page.get_by_label("For everybody").input_value()
    evening.wall.sees(join.removeprefix("http://"))
    evening.wall.shoots("projector-lobby")
    return join.rsplit("/", 1)[1]


def people_come_in(evening: Evening, served: Served, code: str) -> None:
    ada, ben, cleo, dan = evening.people

    ada.goes_to(served.address).page.get_by_label("Code from your facilitator").fill(code.lower())
    ada.presses("Join a gathering")
    ada.page.get_by_label("What should the others call you?").fill("Ada")
    ada.unfolds("Table 1")
    ada.get("radio", re.compile("Head of Data")).first.check()
    ada.shoots("join", whole=True)
    ada.presses("Come in")
    ada.sees_heading("Head of Data")

    ben.goes_to(f"{served.address}/j/{code}")
    ben.page.get_by_label("What should the others call you?").fill("Ben")
    ben.shoots("join-phone", whole=True)
    ben.presses("Come in")
    ben.is_on("lobby")
    ben.shoots("lobby-phone", whole=True)

    evening.facilitator.unfolds("Make a link to one seat")
    seats = evening.facilitator.page.get_by_label("For which seat")
    seats.select_option("1:3")
    evening.facilitator.presses("Make the link")
    link = evening.facilitator.get("textbox", "The link to this seat").input_value()
    evening.facilitator.shoots("seat-link")
    evening.facilitator.get("link", "Back to the lobby").click()
    cleo.goes_to(link)
    cleo.sees_heading("Director of Finance")
    cleo.page.get_by_label("What should the others call you?").fill("Cleo")
    cleo.shoots("invite")
    cleo.presses("Sit down")
    cleo.sees_heading("Director of Finance")
    cleo.is_on("lobby")
    evening.dan.goes_to(link)
    dan.sees_heading("This link is not good")
    dan.shoots("message")

    dan.goes_to(f"{served.address}/join?code={code}")
    dan.page.get_by_label("What should the others call you?").fill("Dan")
    dan.unfolds("Table 2")
    dan.get("radio", re.compile("Director of Finance")).last.check()
    dan.presses("Come in")
    dan.sees_heading("Director of Finance")


def everybody_gets_a_seat(evening: Evening) -> None:
    host = evening.facilitator
    bots = host.page.get_by_text("bot", exact=True)
    host.presses("Fill free seats with bots")
    expect(bots).to_have_count(16)
    carry_by_keyboard(host, "Ben", to="table 1, seat 10")
    evening.ben.sees_heading("Data Architect (Consultant)")
    expect(bots).to_have_count(16)  # the bot that made way sits where Ben sat
    host.shoots("facilitator-lobby", whole=True)
    evening.ada.shoots("lobby-two-tables", whole=True)
    evening.ben.get("link", "Read my brief").click()
    evening.ben.presses("The private half")
    evening.ben.sees("Your secret mission")
    evening.ben.shoots("brief-phone", whole=True)
    evening.ben.get("link", "Back", exact=True).click()


def carry_by_keyboard(host: Guest, name: str, *, to: str) -> None:
    person = host.page.locator(f'[data-person][data-name="{name}"]')
    person.focus()
    host.page.keyboard.press("Enter")
    place = host.page.locator(f'[data-place][data-label^="{to}"]')
    for _ in range(40):
        if place.evaluate("place => place === document.activeElement"):
            break
        host.page.keyboard.press("ArrowDown")
    host.page.keyboard.press("Enter")
    expect(place.get_by_text(name)).to_be_visible()


def the_agenda_starts(evening: Evening) -> None:
    host = evening.facilitator
    host.presses("Start the agenda")
    host.get("link", "To the console").click()
    for person in evening.people:
        person.is_on("table")
        person.sees_heading("Welcome to Rainbow Road")
    evening.wall.shoots("projector-setup")
    host.presses("Pause")
    for guest in (*evening.people, evening.wall):
        guest.sees(re.compile("^paused$"))
    before = clock(host).inner_text()
    host.presses("+1 min")
    expect(clock(host)).not_to_have_text(before)
    expect(clock(evening.ben)).to_have_text(clock(host).inner_text())
    evening.ada.shoots("table-paused")
    host.presses("Let the clock run")
    expect(evening.ada.page.get_by_text(re.compile("^paused$"))).to_be_hidden(timeout=SLOWLY)


def clock(guest: Guest) -> Locator:
    return guest.page.locator("header mesh-clock .clock__digits")


def the_council_agrees_how_it_decides(evening: Evening) -> None:
    evening.facilitator.presses("Next step")
    for guest in (*evening.people, evening.wall):
        guest.sees_heading("how we decide")
    introduction = "I keep the house of data in order, and I would like us to agree on little and keep it."
    evening.ada.page.get_by_label("Introduce yourself in your role").fill(introduction)
    evening.ada.presses("Introduce myself")
    evening.cleo.sees(introduction)
    evening.cleo.get("tab", "How we decide", exact=True).click()
    evening.cleo.shoots("table-how-we-decide", whole=True)
    for _ in range(4):  # bots have a mind of their own: what is not adopted is moved again
        move_procedure(evening.cleo)
        council.second(evening.ben, PROCEDURE)
        council.call_the_vote(evening.ada, PROCEDURE)
        expect(council.ballot(evening.ben, PROCEDURE)).to_be_visible(timeout=SLOWLY)
        evening.ben.shoots("vote-phone")
        for voter in evening.table_1:
            council.vote(voter, PROCEDURE, "Yes")
        evening.ada.shoots("table-ballot-cast")
        council.count(evening.ada, PROCEDURE)
        card = council.motion(evening.ada, PROCEDURE)
        counted = re.compile(f"^({council.ADOPTED}|{council.NOT_ADOPTED})$")
        expect(card.get_by_text(counted)).to_be_visible(timeout=SLOWLY)
        if card.get_by_text(council.ADOPTED, exact=True).is_visible():
            break
    evening.ada.shoots("table-motion-carried")
    council.work(evening.ben, "How we decide")
    evening.ben.sees("adopted by the council")
    expect(evening.facilitator.page.get_by_role("article", name="Table 1").get_by_text("adopted")).to_be_visible()


def move_procedure(person: Guest) -> None:
    council.work(person, "How we decide")
    person.unfolds(re.compile("^Move how we decide"))
    person.get("radio", re.compile(f"^{PROCEDURE}")).filter(visible=True).check()
    form = person.page.get_by_role("tabpanel", name="How we decide")
    why = form.get_by_label("Why? One sentence is enough.").filter(visible=True)
    why.fill("Good enough for now, safe enough to try.")
    person.presses("Move it", exact=True, within=form)
    council.work(person, "Motions")
    expect(council.motion(person, PROCEDURE)).to_be_visible(timeout=SLOWLY)


def the_emergency_breaks_in(evening: Evening) -> None:
    evening.ben.get("tab", "Brief", exact=True).click()
    evening.facilitator.presses("Next step")
    for guest in (*evening.people, evening.facilitator, evening.wall):
        guest.sees(ALARM)
    expect(evening.ben.page.get_by_text(ALARM).filter(visible=True).first).to_be_in_viewport()
    evening.cleo.shoots("table-emergency")
    evening.ben.shoots("emergency-phone")
    evening.wall.shoots("projector-emergency")
    evening.facilitator.shoots("console-emergency")


def two_write_on_the_pad_and_put_a_policy_to_the_council(evening: Evening) -> None:
    evening.facilitator.presses("Next step")
    ada, ben, cleo = evening.table_1
    ada.sees_heading("the four questions")
    pads = []
    for writer in (ada, cleo):
        council.work(writer, "Pad")
        pad = writer.get("textbox", "The council’s pad")
        pad.click()
        pads.append(pad)
    ada.page.keyboard.type("Ada writes. ")
    cleo.page.keyboard.type("Cleo writes. ")
    for writer, pad, other in ((ada, pads[0], "Cleo"), (cleo, pads[1], "Ada")):
        expect(pad).to_contain_text("Ada writes.")
        expect(pad).to_contain_text("Cleo writes.")
        expect(pad.get_by_text(other, exact=True)).to_be_attached()
        expect(writer.page.get_by_role("list", name="Also on the pad").get_by_text(other)).to_be_visible()
    ada.shoots("table-pad-two-writers")
    cleo.presses("Add a policy")
    cleo.page.keyboard.type(POLICY)
    cleo.page.keyboard.press("Enter")
    cleo.page.keyboard.type("Every public model has one owner, by name, who answers within a day.")
    expect(pads[0]).to_contain_text(POLICY)
    expect(cleo.page.get_by_text("Saved", exact=True)).to_be_visible()
    cleo.presses("Put to the council")
    cleo.presses("Move it", exact=True, within=cleo.page.get_by_role("tabpanel", name="Motions"))
    council.second(ben, POLICY)
    council.decide(ada, evening.table_1, POLICY, CHOICES["consent"])
    council.work(ben, "Charter")
    expect(ben.page.get_by_role("article", name=POLICY)).to_be_visible(timeout=SLOWLY)
    ben.shoots("charter-phone")


def a_question_and_the_graph_are_settled(evening: Evening) -> None:
    ada, ben, cleo = evening.table_1
    council.work(cleo, "Questions")
    cleo.shoots("table-questions")
    point = (
        cleo.page.locator(".decision").filter(visible=True).filter(has_text="As long as the charter is silent").first
    )
    question = point.locator(".decision__question").inner_text()
    cleo.unfolds("Move an answer", within=point)
    point.get_by_label("Another answer, in our own words").check()
    answer = "As the council sees fit, case by case"
    point.get_by_label(re.compile("^Our own words")).fill(answer)
    cleo.presses("Move it", exact=True, within=point)
    council.second(ben, answer)
    council.decide(ada, evening.table_1, answer, CHOICES["consent"])
    council.work(cleo, "Questions")
    settled = cleo.page.get_by_role("listitem").filter(has_text=question).filter(has_text=answer)
    expect(settled.first).to_be_visible(timeout=SLOWLY)

    council.work(ada, "Graph")
    ada.unfolds("Add a project")
    ada.page.get_by_label("Name", exact=True).filter(visible=True).fill(PROJECT)
    ada.presses("Add it", exact=True)
    ada.presses("Move this change")
    council.work(ada, "Motions")
    title = ada.page.get_by_role("article").filter(has_text=PROJECT).get_by_role("heading").first.inner_text()
    council.second(ben, title)
    council.decide(ada, evening.table_1, title, CHOICES["consent"])
    council.work(cleo, "Graph")
    expect(cleo.page.get_by_role("row").filter(has_text=PROJECT)).to_contain_text("added", timeout=SLOWLY)
    cleo.shoots("table-graph")


def people_talk_to_whom_they_mean(evening: Evening) -> None:
    ada, ben, cleo = evening.table_1
    host = evening.facilitator
    between_us = "Between us: what is your mission?"
    ada.opens("Teammate")
    ada.page.get_by_label("Say to your teammate").fill(between_us)
    ada.presses("Say", exact=True, within=ada.page.get_by_role("tabpanel", name="Teammate"))
    ben.get("tab", "People", exact=True).click()
    ben.opens("Teammate")
    ben.sees(between_us)
    ben.shoots("people-phone")
    cleo.opens("Teammate")
    expect(cleo.page.get_by_text(between_us)).to_have_count(0)

    ben.unfolds("Call for help")
    ben.page.get_by_label("What is it about?").fill("May we split a team?")
    ben.presses("Call", exact=True)
    host.sees("May we split a team?")
    host.shoots("console-help")
    ben.opens("Facilitator")
    ben.page.get_by_label("Say to the facilitator").fill("May we split a team?")
    ben.presses("Say", exact=True, within=ben.page.get_by_role("tabpanel", name="Facilitator"))
    host.page.get_by_label("Answer Ben").fill("Not today, but you may write down how.")
    host.presses("Answer", exact=True)
    ben.sees("Not today, but you may write down how.")
    host.presses("I was there")
    host.sees("0 calls open")
    expect(cleo.page.get_by_text("Not today, but you may write down how.")).to_have_count(0)

    host.page.get_by_label("Tell everybody").fill("Five minutes left: write it down.")
    host.presses("Send", exact=True)
    for guest in (*evening.people, evening.wall):
        guest.sees("Five minutes left: write it down.")


def people_come_and_go(evening: Evening, arrive: Arrive) -> None:
    evening.ada.reloads()
    evening.ada.sees_heading("the four questions")
    council.work(evening.ada, "Pad")
    expect(evening.ada.get("textbox", "The council’s pad")).to_contain_text("Cleo writes.")

    evening.cleo.unfolds("Go on from another device")
    tablet = arrive("Cleo's tablet")
    tablet.goes_to(evening.cleo.page.get_by_label("Your own link").input_value()).presses("Come back to my seat")
    tablet.is_on("table")
    tablet.sees("Cleo (you)")
    tablet.context.close()

    host = evening.facilitator
    host.unfolds("People and seats")
    host.presses("To a bot", within=host.page.get_by_role("listitem").filter(has_text="Dan"))
    evening.dan.is_on("lobby")
    evening.dan.presses("Take my seat back")
    evening.dan.is_on("table")
    evening.dan.sees("Dan (you)")


def counterparts_meet_in_the_sidebar(evening: Evening) -> None:
    evening.facilitator.presses("Next step")
    cleo, dan = evening.cleo, evening.dan
    for person in evening.people:
        person.is_on("sidebar")
    cleo.sees("Dan")
    cleo.page.get_by_label("Say to the room").fill("How do you decide at table 2?")
    cleo.presses("Say", exact=True)
    dan.sees("How do you decide at table 2?")
    notes = dan.get("textbox", "Notes of this room")
    notes.click()
    dan.page.keyboard.type("Both tables want owners by name.")
    expect(cleo.get("textbox", "Notes of this room")).to_contain_text("Both tables want owners by name.")
    expect(evening.ada.page.get_by_text("How do you decide at table 2?")).to_have_count(0)
    dan.shoots("sidebar")
    evening.ben.shoots("sidebar-phone")
    evening.wall.shoots("projector-sidebar")


def the_charter_is_voted_on(evening: Evening) -> None:
    evening.facilitator.presses("Next step")
    for person in evening.people:
        person.is_on("table")
    ada = evening.ada
    ada.presses("Call the final vote")
    expect(final_vote(ada)).to_be_visible()
    ada.shoots("table-final-vote")
    for voter in evening.table_1:
        if voter.phone:
            voter.sees_heading("Do you adopt the charter as a whole?")
            voter.shoots("final-vote-phone")
        council.cast(voter, final_vote(voter), "Yes")
    ada.sees_heading(re.compile("The charter is (not )?adopted"), timeout=2 * SLOWLY)
    ada.shoots("table-final-count")
    evening.facilitator.page.goto(evening.facilitator.page.url.replace("console", "table/1"))
    evening.facilitator.sees("You look on.")
    evening.facilitator.shoots("onlooker-table", whole=True)
    evening.facilitator.get("link", "Back to the console").click()


def final_vote(guest: Guest) -> Locator:
    return guest.page.get_by_role("region", name="Do you adopt the charter as a whole?")


def tables_present_in_turn(evening: Evening) -> None:
    host = evening.facilitator
    host.presses("Next step")
    for person in evening.people:
        person.is_on("presentations")
    for table in ("Table 1", "Table 2"):
        card = host.page.get_by_role("article", name=table)
        host.presses("Let it present", within=card)
        expect(card.get_by_text("presents now")).to_be_visible()
        for guest in (*evening.people, evening.wall):
            guest.sees_heading(table)
        if table == "Table 1":
            evening.dan.sees_heading(POLICY)
            evening.dan.shoots("presentations")
            evening.ben.shoots("presentations-phone")
            evening.wall.shoots("projector-presentation")
            host.shoots("console-presentations")


def missions_are_claimed_judged_and_revealed(evening: Evening) -> None:
    host, ada, cleo = evening.facilitator, evening.ada, evening.cleo
    host.presses("Next step")
    for person in evening.people:
        person.is_on("debrief")
        person.sees("The cards are still face down")
    cleo.unfolds("It is met: show the clause")
    clause = cleo.page.get_by_label("Which words of the charter show it?").filter(visible=True)
    clause.fill("Every public model has one owner, by name.")
    cleo.presses("Claim it")
    cleo.sees("shown by Cleo")
    cleo.shoots("debrief-claims", whole=True)

    card = host.page.get_by_role("article").filter(has_text="Every public model has one owner, by name.")
    expect(card).to_be_visible(timeout=SLOWLY)
    host.shoots("console-claims")
    card.get_by_label("Reason").fill("The clause says so.")
    host.presses("It is met", within=card)
    cleo.sees("Judged. The verdict is shown at the reveal.")

    host.presses("Reveal the missions")
    for person in evening.people:
        person.sees_heading(re.compile("The council (wins|does not win) together"))
        person.sees("of 10 seats won for themselves")
        person.sees_heading("Tables side by side")
        person.sees_heading("How it went")
    cleo.sees("The clause says so.")
    evening.wall.sees_heading("The cards are on the table")
    evening.wall.shoots("projector-results")
    expect(ada.get("columnheader", "Table 1 (yours)")).to_be_visible()
    expect(ada.get("columnheader", "Table 2")).to_be_visible()
    ada.shoots("debrief", whole=True)
    evening.ben.shoots("debrief-phone", whole=True)
    host.get("link", "All missions and verdicts").click()
    host.sees_heading("Tables side by side")
    host.shoots("facilitator-debrief", whole=True)
