"""Every page in every state that matters: nothing serious for axe, no sideways scrolling, usable by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from meshcouncil.documents.matters import CHOICES
from tests.e2e import council
from tests.e2e.friends import Friend
from tests.e2e.guests import SLOWLY, Arrive, Guest
from tests.e2e.onlooker import Onlooker, has_focus, must_see_focus, tabs_to
from tests.e2e.served import Served

pytestmark = pytest.mark.browser

SEATS = {"Fay": "1:1", "Gil": "1:3", "Hal": "1:5", "Ida": "1:7"}
"""Who sits where without a browser: one of every team but the chairing one, where the guest with the browser sits."""


@dataclass(frozen=True, slots=True)
class Hall:
    """A gathering of one table, five people and no bots."""

    host: Friend
    fay: Friend
    gil: Friend
    hal: Friend
    ida: Friend
    me: Guest

    @property
    def friends(self) -> tuple[Friend, ...]:
        return (self.fay, self.gil, self.hal, self.ida)


@pytest.fixture
def look() -> Iterator[Onlooker]:
    """Somebody who looks at page after page and says at the end what is wrong with them."""
    onlooker = Onlooker()
    yield onlooker
    assert not onlooker.found, "\n".join(onlooker.found)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One house for every gathering of these tests: they disturb one another no more than neighbours do."""
    server = Served("serve", data=tmp_path_factory.mktemp("house") / "data")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def hall(served: Served, arrive: Arrive) -> Hall:
    host = Friend.hosting(served)
    fay, gil, hal, ida = (Friend.joining(served, host.code, name, seat) for name, seat in SEATS.items())
    me = arrive("Jo")
    take_the_chair(me, served, host.code)
    return Hall(host, fay, gil, hal, ida, me)


def take_the_chair(me: Guest, served: Served, code: str) -> None:
    me.goes_to(f"{served.address}/join?code={code}&seat=1:9")
    me.page.get_by_label("What should the others call you?").fill("Jo")
    me.presses("Come in")
    me.sees_heading("Head of Data")


def by_link(guest: Guest, link: str) -> Guest:
    guest.goes_to(link).page.locator("main").get_by_role("button").click()
    expect(guest.page).to_have_url(re.compile("/g/"))
    return guest


def test_pages_before_the_start_are_for_everybody(served: Served, arrive: Arrive, look: Onlooker) -> None:
    me = arrive("Jo")
    look.looks(me.goes_to(served.address), "home")
    me.goes_to(f"{served.address}/host")
    for fold in me.page.locator("summary").all():
        fold.click()
    look.looks(me, "host")
    me.page.get_by_label("Number of tables").evaluate("field => { field.max = 999; field.value = 99 }")
    me.presses("Open the doors")
    me.sees("Choose between 1 and 50 tables.")
    look.looks(me, "host, refused")
    look.looks(me.goes_to(f"{served.address}/join"), "join")
    look.looks(me.goes_to(f"{served.address}/join?code=NOPE22"), "join, no such code")
    look.looks(me.goes_to(f"{served.address}/i/nothing"), "message")

    host = Friend.hosting(served, tables="2", seating="facilitator", bots="yes")
    me.goes_to(f"{served.address}/join?code={host.code}")
    look.looks(me, "join, seated by the facilitator")
    me.page.get_by_label("What should the others call you?").fill("Jo")
    me.presses("Come in")
    me.sees_heading("Welcome, Jo")
    look.looks(me, "lobby without a seat")

    host = Friend.hosting(served, tables="2", bots="yes")
    me.goes_to(f"{served.address}/join?code={host.code}")
    me.unfolds("Table 1")
    look.looks(me, "join, choosing a seat")
    me.page.get_by_label("What should the others call you?").fill("Jo")
    me.presses("Come in")
    me.unfolds("Your name and your way back")
    look.looks(me, "lobby with a seat")
    me.get("link", "Read my brief").click()
    look.looks(me, "brief, folded")
    me.presses("The private half")
    me.unfolds("Strengths, weaknesses, your team")
    look.looks(me, "brief, open")
    for name in ("Handbook", "Print my brief"):
        me.goes_to(me.page.url.rsplit("/", 1)[0] + "/brief")
        me.get("link", name).click()
        look.looks(me, name.lower())

    facilitator = by_link(arrive("the facilitator"), host.link("Yours alone"))
    facilitator.get("link", "To the console").click()
    facilitator.sees("Table 1 cannot begin without Finance & Marketing, People Ops")
    look.looks(facilitator, "console before the start")
    facilitator.goes_to(facilitator.page.url.replace("console", "lobby"))
    host.does("fill-with-bots", table="2")
    facilitator.unfolds("Move somebody with two lists")
    facilitator.unfolds("Make a link to one seat")
    look.looks(facilitator, "the facilitator's lobby")
    facilitator.presses("Make the link")
    look.looks(facilitator, "link to a seat")
    invited = facilitator.get("textbox", "The link to this seat").input_value()
    look.looks(arrive("somebody invited").goes_to(invited), "invitation to a seat")
    wall = arrive("the wall").goes_to(host.link("For the projector"))
    look.looks(wall, "invitation to show the wall")
    wall.presses("Show it on this screen")
    look.looks(wall, "projector in the lobby")


def test_the_table_is_for_everybody(hall: Hall, arrive: Arrive, look: Onlooker) -> None:
    me = hall.me
    facilitator = by_link(arrive("the facilitator"), hall.host.link("Yours alone"))
    facilitator.goes_to(facilitator.page.url.replace("lobby", "console"))
    wall = by_link(arrive("the wall"), hall.host.link("For the projector"))
    hall.host.does("start-agenda")
    me.is_on("table")
    look.looks(me, "table in the setup")
    wall.sees("step 1 of 8")
    look.looks(wall, "projector with a slide")
    hall.host.does("next-step")
    me.sees_heading("how we decide")
    hall.fay.does("introduce", text="I keep the pipelines warm.")
    hall.fay.does("declare-fact", text="We have never lost a night's run.")
    hall.fay.does("raise-hand")
    hall.fay.does("say", audience="council", text="Good evening.")
    me.sees("Good evening.")
    look.looks(wall, "projector with a clock")
    for tab in ("Pad", "Motions", "Questions", "Charter", "Graph", "How we decide"):
        me.opens(tab)
        look.looks(me, f"table, {tab}")
    me.opens("Motions")
    me.unfolds("Move a policy")
    look.looks(me, "table, moving a policy")
    me.get("link", "Take a draft from the library").click()
    me.sees_heading("Policy library")
    me.get("link", "Dashboards rest on public models").click()
    me.get("link", "Take it as a draft").click()
    look.looks(me, "table, a draft from the library")
    me.get("link", "Put it away").click()
    me.opens("Motions")

    hall.gil.does(
        "table-motion", matter="adopt_procedure", rules__kind="ranked_choice", reason="Let us see all answers."
    )
    look.looks(facilitator, "console with a motion")
    hall.hal.does("second-motion", motion="M1")
    me.sees(council.DEBATED)
    look.looks(me, "table, a motion")
    me.presses("Call the vote")
    me.sees("Vote on M1")
    look.looks(me, "table, a ballot")
    me.presses("Yes", exact=True)
    me.sees("Your vote is in")
    look.looks(me, "table, a ballot cast")
    for friend in hall.friends:
        friend.does("cast-ballot", motion="M1", version="1", choice="yes")
    council.stands(me, "Ranked choice", council.ADOPTED)
    look.looks(me, "table, a motion adopted")

    hall.host.does("next-step")
    me.sees("A change in the hub has broken People Ops")
    look.looks(me, "table, emergency")
    look.looks(wall, "projector, emergency")
    look.looks(facilitator, "console, emergency")
    hall.host.does("next-step")
    me.sees_heading("the four questions")
    me.opens("Questions")
    question = me.page.get_by_role("tabpanel", name=re.compile("^Questions")).get_by_role("listitem").first
    me.unfolds("Move an answer", within=question)
    look.looks(me, "table, answering a question")
    decision = (question.get_attribute("id") or "").removeprefix("decision-")
    option = question.locator('input[name="matter.option"]').first.input_value()
    hall.ida.does(
        "table-motion",
        matter="settle_decision",
        matter__decision=decision,
        matter__option=option,
    )
    hall.hal.does("second-motion", motion="M2")
    me.opens("Motions")
    me.presses("Call the vote")
    me.sees("Cast my ranking")
    look.looks(me, "table, a ranked ballot")
    me.page.get_by_label("Choice 1").select_option(option)
    me.presses("Cast my ranking")
    me.sees("Your vote is in")
    for friend in hall.friends:
        friend.does("cast-ballot", motion="M2", version="1", ranking=option)
    me.sees("2 decided or gone")
    look.looks(me, "table, a ranked count")


def test_the_rest_of_the_evening_is_for_everybody(hall: Hall, arrive: Arrive, look: Onlooker) -> None:
    me = hall.me
    facilitator = by_link(arrive("the facilitator"), hall.host.link("Yours alone"))
    facilitator.goes_to(facilitator.page.url.replace("lobby", "console"))
    wall = by_link(arrive("the wall"), hall.host.link("For the projector"))
    hall.host.does("start-agenda")
    hall.host.does("next-step")
    me.is_on("table")
    adopt(hall, "consent")
    hall.gil.does(
        "table-motion", matter="add_policy", matter__title="Owners have names", matter__text="Each model has one."
    )
    hall.hal.does("second-motion", motion="M2")
    me.opens("Motions")
    me.presses(council.PUTS)
    me.sees("Or object: what harm would it do?")
    look.looks(me, "table, a consent ballot")
    me.page.get_by_label("Or object: what harm would it do?").fill("Nobody has the time.")
    me.presses(CHOICES["object"], exact=True)
    for friend in hall.friends:
        friend.does("cast-ballot", motion="M2", version="1", choice="consent")
    me.sees(council.OBJECTED)
    look.looks(me, "table, objections")
    hall.gil.does(
        "revise-motion",
        motion="M2",
        matter="add_policy",
        matter__title="Owners have names",
        matter__text="Each public model has one, from next year.",
    )
    me.presses(council.PUTS)
    me.presses(CHOICES["consent"], exact=True)
    for friend in hall.friends:
        friend.does("cast-ballot", motion="M2", version="2", choice="consent")
    council.stands(me, "Owners have names", council.ADOPTED)
    hall.fay.does("call-help", text="May we split a team?")
    hall.fay.does("say", audience="facilitator", text="May we split a team?")
    facilitator.sees("1 call open")
    facilitator.unfolds("People and seats")
    look.looks(facilitator, "console with a call")

    step_to(hall, "sidebar")
    me.is_on("sidebar")
    look.looks(me, "sidebar")
    look.looks(wall, "projector in the sidebar")
    step_to(hall, "cs3")
    me.is_on("table")
    look.looks(me, "table before the final vote")
    me.presses("Call the final vote")
    me.sees("The charter is frozen")
    look.looks(me, "table, the final vote")
    facilitator.get("link", "Table 1", exact=True).click()
    facilitator.sees("You look on.")
    look.looks(facilitator, "onlooker's table")
    facilitator.get("link", "Back to the console").click()
    me.presses("Yes", exact=True)
    for friend in hall.friends:
        friend.does("cast-charter-ballot", vote="1", choice="yes")
    me.sees_heading("The charter is adopted")
    look.looks(me, "table, the charter adopted")
    step_to(hall, "present")
    me.is_on("presentations")
    look.looks(me, "presentations, nobody yet")
    look.looks(facilitator, "console, presentations")
    hall.host.does("present-table", table="1")
    me.sees_heading("Table 1")
    look.looks(me, "presentations")
    wall.sees_heading("Table 1")
    look.looks(wall, "projector, presentations")
    step_to(hall, "reveal")
    me.is_on("debrief")
    me.unfolds("It is met: show the clause")
    look.looks(me, "debrief before the reveal")
    me.page.get_by_label("Which words of the charter show it?").filter(visible=True).fill("Each public model has one.")
    me.presses("Claim it")
    facilitator.sees("1 to judge")
    look.looks(facilitator, "console with a claim")
    facilitator.get("link", "All missions and verdicts").click()
    look.looks(facilitator, "the facilitator's debrief")
    hall.host.does("reveal")
    me.sees_heading(re.compile("^The council .*together"))
    me.page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    look.looks(me, "debrief after the reveal")
    wall.sees_heading("The cards are on the table")
    look.looks(wall, "projector with the results")
    hall.host.does("close-gathering")
    look.looks(me, "debrief at the end")
    me.get("link", "Minutes of table 1").click()
    me.sees_heading("Minutes")
    look.looks(me, "minutes")


def adopt(hall: Hall, kind: str) -> None:
    hall.gil.does("table-motion", matter="adopt_procedure", rules__kind=kind)
    hall.hal.does("second-motion", motion="M1")
    hall.me.opens("Motions")
    hall.me.presses("Call the vote")
    for friend in hall.friends:
        friend.does("cast-ballot", motion="M1", version="1", choice="yes")
    hall.me.presses("Yes", exact=True)
    council.stands(hall.me, "Consent", council.ADOPTED)


def step_to(hall: Hall, step: str) -> None:
    names = {
        "sidebar": "Sidebar",
        "cs3": "Council session 3",
        "present": "Presentations",
        "reveal": "The secret missions",
    }
    for _ in range(8):
        hall.host.does("next-step")
        title = re.search(r'<h1 class="bar__step">(.*?)</h1>', hall.host.reads("console"))
        if title and title[1].startswith(names[step]):
            return
    raise AssertionError(f"the agenda has no step {step}")


def test_the_phone_is_for_everybody(hall: Hall, arrive: Arrive, look: Onlooker) -> None:
    phone = by_link(arrive("Jo's phone", phone=True), hall_link(hall))
    hall.host.does("start-agenda")
    hall.host.does("next-step")
    phone.is_on("table")
    for tab in ("Brief", "Work", "People", "Vote"):
        phone.get("tab", tab, exact=True).click()
        look.looks(phone, f"phone, {tab}")
    hall.gil.does(
        "table-motion", matter="add_policy", matter__title="Owners have names", matter__text="Each model has one."
    )
    hall.hal.does("second-motion", motion="M1")
    phone.get("tab", "Work", exact=True).click()
    phone.opens("Motions")
    phone.presses("Call the vote")
    phone.sees("Vote on M1")
    look.looks(phone, "phone, a ballot")


def hall_link(hall: Hall) -> str:
    hall.me.unfolds("Your name and your way back")
    return hall.me.page.get_by_label("Your own link").input_value()


def test_a_motion_is_played_from_proposal_to_vote_with_the_keyboard_alone(hall: Hall) -> None:
    me, keys = hall.me, hall.me.page.keyboard
    hall.host.does("start-agenda")
    hall.host.does("next-step")
    me.is_on("table")
    me.sees_heading("how we decide")

    keys.press("Tab")
    expect(me.get("link", "Skip to the main part")).to_be_focused()
    must_see_focus(me)
    keys.press("Enter")
    tabs_to(me, tab(me, "How we decide"))
    for name in ("Pad", "Motions"):
        keys.press("ArrowRight")
        expect(tab(me, name)).to_be_focused()
        must_see_focus(me)
    tabs_to(me, me.page.locator("summary").filter(has_text="Move a policy"))
    keys.press("Enter")
    tabs_to(me, me.page.get_by_label("Title", exact=True).filter(visible=True))
    keys.type("Owners have names")
    tabs_to(me, me.page.get_by_label("What everyone must follow"))
    keys.type("Every public model has one owner, by name.")
    hall.fay.does("say", audience="council", text="Wait for it.")
    me.sees("Wait for it.")
    expect(me.page.get_by_label("What everyone must follow")).to_be_focused()
    tabs_to(me, me.get("button", "Move it", exact=True))
    keys.press("Enter")
    me.sees(council.NEEDS_A_SECOND)
    assert has_focus(me), "the focus was lost when the motion was moved"

    hall.hal.does("second-motion", motion="M1")
    call = me.get("button", "Call the vote")
    expect(call).to_be_visible(timeout=SLOWLY)
    assert has_focus(me), "the focus was lost when the motion was seconded"
    tabs_to(me, call, key="Shift+Tab")
    keys.press("Enter")
    me.sees("Vote on M1")
    assert has_focus(me), "the focus was lost when the vote was called"
    tabs_to(me, me.get("button", "Yes", exact=True), key="Shift+Tab")
    keys.press("Enter")
    me.sees("Your vote is in")
    expect(me.get("button", "Yes", exact=True)).to_be_focused()
    for friend in hall.friends:
        friend.does("cast-ballot", motion="M1", version="1", choice="yes")
    expect(me.page.get_by_role("article", name="Owners have names")).to_contain_text(council.ADOPTED, timeout=SLOWLY)
    assert has_focus(me), "the focus was lost when the ballot was counted"
    must_see_focus(me)


def tab(guest: Guest, name: str) -> Locator:
    return guest.get("tab", re.compile(f"^{name}"))


def test_every_page_can_be_walked_through_by_keyboard(hall: Hall, served: Served, arrive: Arrive) -> None:
    facilitator = by_link(arrive("the facilitator"), hall.host.link("Yours alone"))
    walk(facilitator)
    walk(hall.me)
    stranger = arrive("somebody")
    for path in ("/", "/host", f"/join?code={hall.host.code}"):
        walk(stranger.goes_to(served.address + path))
    hall.host.does("start-agenda")
    hall.me.is_on("table")
    walk(hall.me)
    facilitator.goes_to(facilitator.page.url.replace("lobby", "console"))
    walk(facilitator)


def test_a_phone_can_be_walked_through_by_keyboard_while_a_ballot_fills_its_screen(hall: Hall, arrive: Arrive) -> None:
    phone = by_link(arrive("Jo's phone", phone=True), hall_link(hall))
    hall.host.does("start-agenda")
    hall.host.does("next-step")
    phone.is_on("table")
    for tab in ("Brief", "People", "Vote", "Work"):
        phone.get("tab", tab, exact=True).click()
        walk(phone)
    hall.gil.does("table-motion", matter="add_policy", matter__title="Owners have names", matter__text="All models.")
    hall.hal.does("second-motion", motion="M1")
    phone.opens("Motions")
    phone.presses("Call the vote")
    phone.sees("Vote on M1")
    walk(phone)


def walk(guest: Guest) -> None:
    """Press Tab through the whole page: the focus is seen at every stop and comes to the end of the page."""
    guest.page.wait_for_load_state()
    guest.get("link", "Skip to the main part").focus()
    stops = 0
    for _ in range(300):
        guest.page.keyboard.press("Tab")
        must_see_focus(guest)
        if not has_focus(guest):
            break
        stops += 1
    else:
        raise AssertionError(f"{guest.page.url} holds the focus for ever")
    assert stops > 1, f"nothing on {guest.page.url} can be reached"


def test_forms_work_without_javascript(served: Served, arrive: Arrive) -> None:
    host = arrive("a host without scripts", java_script_enabled=False).goes_to(f"{served.address}/host")
    host.get("radio", re.compile("^People only")).check()
    host.presses("Open the doors")
    host.is_on("lobby")
    code = host.page.get_by_label("For everybody").input_value().rsplit("/", 1)[1]
    others = SEATS | {"Jo": "1:9"}
    del others["Hal"]
    jo, *friends = [Friend.joining(served, code, name, seat) for name, seat in reversed(others.items())]

    me = arrive("Hal without scripts", java_script_enabled=False).goes_to(served.address)
    me.page.get_by_label("Code from your facilitator").fill(code)
    me.presses("Join a gathering")
    me.page.get_by_label("What should the others call you?").fill("Hal")
    me.presses("Come in")
    me.is_on("lobby")
    me.presses("Stand up")
    me.sees_heading("Welcome, Hal")
    me.presses("Sit here", within=me.page.get_by_role("listitem").filter(has_text="Director of HR"))
    me.sees_heading("Director of HR")
    me.get("link", "Read my brief").click()
    me.sees("Your secret mission")
    table = me.page.url.rsplit("/", 1)[0] + "/here"

    host.reloads()
    host.presses("Start the agenda")
    host.goes_to(host.page.url.replace("lobby", "console"))
    host.presses("Next step")
    host.sees_heading("how we decide")
    friends[0].does("table-motion", matter="add_policy", matter__title="Owners have names", matter__text="All models.")
    me.goes_to(table)
    me.is_on("table")
    me.presses("Second it")
    me.sees(council.DEBATED)
    me.page.get_by_label("Say to the council").fill("I second that, with a pencil.")
    me.presses("Say", exact=True, within=me.page.locator("#talk-council"))
    me.sees("I second that, with a pencil.")
    jo.does("open-vote", motion="M1")
    me.goes_to(table)
    me.presses("Yes", exact=True)
    me.sees("Your vote is in: yes")
    for friend in (jo, *friends):
        friend.does("cast-ballot", motion="M1", version="1", choice="yes")
    me.goes_to(table)
    council.stands(me, "Owners have names", council.ADOPTED)
