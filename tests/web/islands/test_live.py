"""Live pages in a real browser: fragments, forms, drafts and the small elements, by keyboard too."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.islands.conftest import ROOT, StageServer, Visit
from tests.web.islands.stage import BRIEF, WORK_NAV, clock, graph, talk

pytestmark = pytest.mark.browser


def spoken(page: Page) -> Any:
    return expect(page.locator("p.sr-only[role=status]"))


def now() -> int:
    return int(time.time() * 1000)


# --- Fragments ---


def test_a_fragment_is_morphed_and_what_somebody_is_typing_stays(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    field = ada.get_by_label("Say to the council")
    field.fill("half a thought")
    field.evaluate("f => f.setSelectionRange(4, 4)")
    for number in range(12):
        stage.show("talk", talk([f"line {n}" for n in range(number)]))
        ada.keyboard.type("x")
    expect(ada.locator(".bubble")).to_have_count(11)
    expect(field).to_be_focused()
    expect(field).to_have_value("halfxxxxxxxxxxxx a thought")
    list_ = ada.locator(".talk__list")
    assert list_.evaluate("l => l.scrollHeight - l.scrollTop - l.clientHeight") < 3


def test_only_what_differs_is_asked_for_again_after_a_loss(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    expect(ada.locator(".pad__status")).not_to_be_empty()
    ada.evaluate("() => { window.shown = []; addEventListener('mesh:shown', (e) => window.shown.push(e.target.id)) }")
    stage.kill()
    expect(ada.locator("[data-connection]")).to_have_text("Reconnecting…")
    stage.start()
    expect(ada.locator("[data-connection]")).to_be_hidden()
    ada.wait_for_timeout(200)
    assert ada.evaluate("window.shown") == ["f-bar"]  # its clock starts anew on this stage


def test_the_page_goes_where_it_is_told_and_says_goodbye_when_told(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    expect(ada.locator(".pad__status")).to_have_text("Saved")
    stage.tell("!go https://example.org/elsewhere")
    stage.tell("!go /other")
    expect(ada.get_by_role("heading", name="Another surface")).to_be_visible()
    ben = visit("Ben")
    expect(ben.locator(".pad__status")).to_have_text("Saved")
    stage.tell("!bye This link was taken back by the facilitator.")
    expect(ben.get_by_role("alert")).to_have_text("This link was taken back by the facilitator.")
    stage.kill()
    ben.wait_for_timeout(1500)
    expect(ben.get_by_role("alert")).to_have_text("This link was taken back by the facilitator.")


# --- Forms and drafts ---


def test_a_form_is_posted_in_place_emptied_and_confirmed(stage: StageServer, visit: Visit) -> None:
    ada, ben = visit("Ada"), visit("Ben")
    expect(ada.locator(".pad__status")).to_have_text("Saved")
    field = ada.get_by_label("Say to the council")
    field.fill("Hello & welcome")
    field.press("Enter")
    expect(ben.locator(".bubble__text")).to_have_text("Hello & welcome")
    expect(field).to_have_value("")
    expect(field).to_be_focused()
    spoken(ada).to_have_text("Said.")
    assert {"typing": True} in stage.state()["heard"]


def test_a_refusal_is_shown_by_the_form_and_spoken_and_survives_a_morph(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    ada.get_by_role("button", name="Say it").click()
    expect(ada.locator("[data-refusal]")).to_have_text("Write something first.")
    expect(ada.get_by_role("alert")).to_contain_text("Write something first.")
    stage.show("talk", talk(["news"]))
    expect(ada.locator(".bubble")).to_have_count(1)
    expect(ada.locator("[data-refusal]")).to_have_text("Write something first.")
    ada.get_by_label("Say to the council").type("x")
    expect(ada.locator("[data-refusal]")).to_have_count(0)
    expect(ada.get_by_role("alert")).to_have_count(0)  # what is mended is not held against anybody
    ada.get_by_label("Say to the council").fill("")
    ada.get_by_role("button", name="Say it").click()
    ada.get_by_role("button", name="Close this note").click()
    expect(ada.get_by_role("alert")).to_have_count(0)


def test_without_network_what_was_typed_stays_and_can_be_sent_later(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    field = ada.get_by_label("Say to the council")
    field.fill("important")
    stage.kill()
    ada.get_by_role("button", name="Say it").click()
    expect(ada.locator("[data-refusal]")).to_contain_text("could not be reached")
    expect(field).to_have_value("important")
    stage.start()
    expect(ada.locator("[data-connection]")).to_be_hidden()
    ada.get_by_role("button", name="Say it").click()
    expect(ada.locator(".bubble__text")).to_have_text("important")


def test_a_hasty_second_press_does_not_send_twice(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    ada.locator("#raise").dblclick()
    expect(ada.locator("#hand")).not_to_have_attribute("aria-busy", "true")
    assert stage.state()["heard"].count("hand") == 1


def test_focus_stays_near_when_the_button_that_was_pressed_goes_away(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    ada.locator("#raise").focus()
    stage.show("talk", "<p>The vote is over.</p>")
    expect(ada.locator("#f-talk")).to_be_focused()


def test_drafts_outlive_another_surface_and_a_reload_and_end_when_sent(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    field = ada.get_by_label("Say to the council")
    field.fill("half a thought")
    stage.tell("!reload")
    ada.wait_for_timeout(300)
    expect(field).to_have_value("half a thought")
    expect(ada.locator(".pad__status")).to_have_text("Saved")
    stage.tell("!go /other")
    expect(ada.get_by_role("heading", name="Another surface")).to_be_visible()
    ada.go_back()
    expect(field).to_have_value("half a thought")
    field.press("Enter")
    expect(ada.locator(".bubble__text")).to_have_text("half a thought")
    ada.reload()
    expect(field).to_have_value("")


# --- The private half ---


def test_the_private_half_opens_and_closes_by_keyboard_and_survives_a_morph(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    secret = ada.get_by_text("The secret mission.")
    expect(secret).to_be_hidden()
    button = ada.get_by_role("button", name="Open my private half")
    button.focus()
    ada.keyboard.press("Enter")
    expect(secret).to_be_visible()
    expect(ada.locator("mesh-fold")).to_have_attribute("data-first", "")
    html = BRIEF.replace("Director of HR", "Director of People")
    stage.show("brief", html)
    expect(ada.get_by_text("You are the Director of People.")).to_be_visible()
    expect(secret).to_be_visible()
    ada.keyboard.press("Escape")
    expect(secret).to_be_hidden()
    expect(ada.get_by_role("button", name="Open my private half")).to_have_attribute("aria-expanded", "false")
    ada.keyboard.press("Space")
    expect(secret).to_be_visible()
    expect(ada.locator("mesh-fold")).not_to_have_attribute("data-first", "")
    ada.get_by_role("button", name="Fold it away").click()
    expect(secret).to_be_hidden()
    ada.keyboard.press("Enter")
    ada.reload()
    expect(secret).to_be_hidden()


def test_what_somebody_opened_stays_open_under_a_morph(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    stage.show("talk", "<details><summary>More</summary><p>Small print</p></details>")
    ada.get_by_text("More").click()
    stage.show("talk", "<details><summary>More</summary><p>Small print, changed</p></details>")
    expect(ada.get_by_text("Small print, changed")).to_be_visible()


# --- Tabs ---


def test_tabs_work_by_keyboard_survive_morphs_and_are_remembered(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    pad, motions, graph_tab = (ada.get_by_role("tab", name=name) for name in ("Pad", "Motions", "Graph"))
    expect(pad).to_have_attribute("aria-selected", "true")
    pad.focus()
    ada.keyboard.press("ArrowRight")
    expect(motions).to_be_focused()
    expect(ada.get_by_role("tabpanel", name="Motions")).to_be_visible()
    expect(ada.locator("#work-pad")).to_be_hidden()
    nav = WORK_NAV
    stage.show("work-nav", nav.replace("Motions", "Motions (2)"))
    expect(ada.get_by_role("tab", name="Motions (2)")).to_have_attribute("aria-selected", "true")
    ada.reload()
    expect(ada.get_by_role("tab", name="Motions")).to_have_attribute("aria-selected", "true")
    suggests_graph = nav.replace(" data-suggest", "").replace('href="#work-graph"', 'href="#work-graph" data-suggest')
    stage.show("work-nav", suggests_graph)
    expect(graph_tab).to_have_attribute("aria-selected", "true")
    assert ada.locator('[role=tab][tabindex="0"]').count() == 1


def test_a_suggested_tab_does_not_open_under_the_hands_of_somebody_who_types(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    ada.locator(".pad__text").click()
    nav = WORK_NAV
    stage.show(
        "work-nav", nav.replace(" data-suggest", "").replace('href="#work-graph"', 'href="#work-graph" data-suggest')
    )
    expect(ada.locator("#f-work-nav a[data-suggest]")).to_have_text("Graph")
    expect(ada.locator("#work-pad")).to_be_visible()


# --- The clock ---


def test_the_clock_counts_speaks_twice_and_follows_the_server(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    face = ada.locator("mesh-clock")
    expect(face).to_have_attribute("data-state", "calm")
    stage.show("bar", clock(now() + 61_500, now()))
    spoken(ada).to_have_text("One minute left.")
    expect(face).to_have_attribute("data-state", "last-minute")
    expect(face).to_have_text("00:59")
    stage.show("bar", clock(now() + 1_200, now()))
    spoken(ada).to_have_text("Time is up.")
    expect(face).to_have_attribute("data-state", "over")
    stage.show("bar", clock(0, now(), running=0, left=90_000))
    expect(face).to_have_text("01:30")
    expect(face).to_have_attribute("data-state", "paused")


# --- Seating ---


def test_people_are_moved_by_keyboard(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    ada.locator("[data-person=ada]").focus()
    ada.keyboard.press("Enter")
    spoken(ada).to_contain_text("Ada is picked up.")
    ada.keyboard.press("ArrowDown")
    expect(ada.locator('[data-place="1:finance"]')).to_be_focused()
    ada.keyboard.press("ArrowRight")
    ada.keyboard.press("Enter")
    expect(ada.locator('[data-place="1:hr"] [data-person=ada]')).to_be_visible()
    expect(ada.locator("[data-person=ada]")).to_be_focused()
    spoken(ada).to_have_text("Ada now sits at People.")
    ada.keyboard.press("Space")
    ada.keyboard.press("Escape")
    expect(ada.locator('[data-place="1:hr"] [data-person=ada]')).to_be_focused()


def test_people_are_dragged_and_a_refusal_is_said(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    drag(ada, "[data-person=ada]", '[data-place="1:finance"]')
    expect(ada.locator('[data-place="1:finance"] [data-person=ada]')).to_be_visible()
    drag(ada, "[data-person=ben]", '[data-place="1:hr"]')
    expect(ada.get_by_role("alert")).to_contain_text("That seat is kept for somebody.")
    expect(ada.locator('[data-place="1:finance"] [data-person=ben]')).to_be_visible()
    expect(ada.locator(".seating__ghost")).to_have_count(0)


def drag(page: Page, what: str, where: str) -> None:
    page.locator(what).scroll_into_view_if_needed()
    start, end = page.locator(what).bounding_box(), page.locator(where).bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=6)
    page.mouse.up()


def test_a_finger_that_rests_picks_up_and_a_finger_that_swipes_scrolls(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada", viewport={"width": 360, "height": 760}, is_mobile=True, has_touch=True)
    ada.locator("[data-person=ben]").scroll_into_view_if_needed()
    ada.evaluate("scrollBy(0, 150)")
    ada.wait_for_timeout(200)
    swipe(ada, "[data-person=ada]", '[data-place="1:hr"]', rest=400)
    expect(ada.locator('[data-place="1:hr"] [data-person=ada]')).to_be_visible()
    scrolled = ada.evaluate("scrollY")
    swipe(ada, "[data-person=ben]", '[data-place="1:hr"]', rest=0)
    expect(ada.locator('[data-place="1:finance"] [data-person=ben]')).to_be_attached()
    assert ada.evaluate("scrollY") != scrolled


def swipe(page: Page, what: str, where: str, rest: int) -> None:
    start, end = page.locator(what).bounding_box(), page.locator(where).bounding_box()
    assert start
    assert end
    devtools = page.context.new_cdp_session(page)

    def touch(kind: str, points: list[dict[str, float]]) -> None:
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    far_x, far_y = end["x"] + end["width"] / 2 - x, end["y"] + end["height"] / 2 - y
    touch("touchStart", [{"x": x, "y": y}])
    page.wait_for_timeout(rest)
    for part in range(1, 11):
        touch("touchMove", [{"x": x + far_x * part / 10, "y": y + far_y * part / 10}])
        page.wait_for_timeout(16)
    touch("touchEnd", [])
    page.wait_for_timeout(300)


# --- The graph ---


def test_the_graph_is_drawn_from_its_table_and_follows_it(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    ada.get_by_role("tab", name="Graph").click()
    canvas = ada.locator('mesh-graph [part="canvas"]')
    expect(canvas.locator("canvas").first).to_be_visible()
    expect(canvas).to_have_attribute("aria-hidden", "true")
    before = canvas.screenshot()
    stage.show("graph", graph("same"))
    expect(ada.get_by_role("row", name="People same").first).to_be_visible()
    ada.wait_for_timeout(200)
    assert canvas.screenshot() != before


# --- All of it ---


def test_copying_a_link_says_so(visit: Visit) -> None:
    ada = visit("Ada", permissions=["clipboard-read", "clipboard-write"])
    ada.get_by_role("button", name="Copy").click()
    expect(ada.get_by_role("button", name="Copied")).to_be_visible()
    assert ada.evaluate("navigator.clipboard.readText()") == "https://example.org/j/ABCD"


@pytest.mark.parametrize("width", [1100, 360])
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_the_page(visit: Visit, width: int) -> None:
    ada = visit("Ada", viewport={"width": width, "height": 800})
    ada.locator(".pad__text").click()
    ada.keyboard.type("# Charter\n- point\n\nPolicy: Owners\nOne each.")
    ada.evaluate((ROOT / "node_modules/axe-core/axe.min.js").read_text())
    for view in ("Pad", "Motions", "Graph"):
        ada.get_by_role("tab", name=view).click()
        found = ada.evaluate("axe.run()")["violations"]
        assert [
            (v["id"], [n["html"] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")
        ] == []
        assert ada.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_the_page_still_reads_and_its_forms_still_post(stage: StageServer, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{stage.address}/p/Ada/table")
    expect(page.get_by_text("The secret mission.")).to_be_visible()
    expect(page.locator("#work-graph")).to_be_visible()
    page.get_by_label("Say to the council").fill("plain")
    page.get_by_role("button", name="Say it").click()
    assert "plain" in stage.ask("GET", "p/Ada/table").text
    context.close()


def test_the_built_files_carry_the_licences_of_what_is_in_them() -> None:
    dist = ROOT / "src/meshcouncil/web/static/dist"
    licences = Path(dist / "licences.txt").read_text()
    for name in ("htmx.org 4.0.1", "yjs 13.6.33", "prosemirror-view", "cytoscape 3.34.4"):
        assert name in licences
