"""The pad in real browsers: people write together, see one another, and lose nothing."""

from __future__ import annotations

import random
import string
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meshcouncil.application.pad_document import parse_plain, write_plain
from tests.web.islands.conftest import StageServer, Visit

pytestmark = pytest.mark.browser


def text_of(page: Page) -> str:
    """What the pad says to this person, as plain text, whichever view is open."""
    return str(
        page.evaluate(
            """() => { const pad = document.querySelector("mesh-pad"); const field = pad.querySelector(".pad__plain");
            if (!field.hidden) return field.value;
            pad.plain.open(); const text = field.value; pad.plain.close(); return text; }"""
        )
    )


def eventually(what: Callable[[], object], expected: object, seconds: float = 6) -> None:
    deadline = time.monotonic() + seconds
    while what() != expected and time.monotonic() < deadline:
        time.sleep(0.03)
    assert what() == expected


def write(page: Page, text: str) -> None:
    page.locator(".pad__text").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def test_two_people_typing_at_once_see_the_same_text_and_each_other(stage: StageServer, visit: Visit) -> None:
    ada, ben = visit("Ada"), visit("Ben")
    write(ada, "# Charter\nfirst\nlast")
    expect(ben.locator(".pad__text p").last).to_contain_text("last")
    ben.locator(".pad__text p").last.click()
    ben.keyboard.press("End")
    ada.locator(".pad__text p").first.click()
    ada.keyboard.press("End")
    for a, b in zip(" of all by Ada", " of all by Ben", strict=True):
        ada.keyboard.type(a)
        ben.keyboard.type(b)
    expected = "# Charter\nfirst of all by Ada\nlast of all by Ben"
    for page in (ada, ben):
        eventually(lambda page=page: text_of(page), expected)  # type: ignore[misc]
        expect(page.locator(".pad__status")).to_have_text("Saved")
    eventually(lambda: stage.text, expected)
    expect(ada.locator(".pad__cursor-name")).to_have_text("Ben")
    expect(ben.locator(".pad__cursor-name")).to_have_text("Ada")
    expect(ada.locator(".pad__people")).to_have_text("Ben")
    ben.context.close()
    expect(ada.locator(".pad__cursor-name")).to_have_count(0)
    expect(ada.locator(".pad__people")).to_be_empty()


def test_markdown_habits_make_headings_lists_and_policies(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    write(ada, "## Rules\n- fast\nfair\n")
    ada.keyboard.press("Control+]")
    ada.keyboard.type("to all\n\n\nPolicy: Names of columns\nOne name.\nLower case.")
    ada.keyboard.press("Control+Enter")
    ada.keyboard.type("1. after")
    policy = "## Policy: Names of columns\nOne name.\nLower case.\n---"
    expected = f"## Rules\n- fast\n- fair\n  - to all\n{policy}\n1. after"
    eventually(lambda: stage.text, expected)
    [[policy_id, title, body]] = stage.state()["policies"]
    assert policy_id.startswith("p-")
    assert (title, body) == ("Names of columns", "One name.\nLower case.")


def test_enter_on_an_empty_line_leaves_a_policy_and_backspace_removes_an_empty_one(
    stage: StageServer, visit: Visit
) -> None:
    ada = visit("Ada")
    ada.locator(".pad__text").click()
    ada.get_by_role("button", name="Add a policy").click()
    ada.keyboard.press("Backspace")
    eventually(lambda: text_of(ada), "")
    ada.get_by_role("button", name="Add a policy").click()
    ada.keyboard.type("Owners\nEvery table has one.\n\nbelow")
    eventually(lambda: stage.text, "## Policy: Owners\nEvery table has one.\n---\nbelow")


def test_a_copied_policy_gets_an_id_of_its_own(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    write(ada, "Policy: Owners\nEvery table has one.")
    ada.keyboard.press("Control+a")
    ada.keyboard.press("Control+c")
    ada.locator(".pad__policy-body p").click()
    expect(ada.get_by_role("button", name="Heading")).to_have_attribute(
        "aria-disabled", "true"
    )  # the caret is in there
    ada.keyboard.press("Control+Enter")
    ada.keyboard.press("Control+v")
    eventually(lambda: len({policy[0] for policy in stage.state()["policies"]}), 2)


def test_the_plain_text_view_works_both_ways_and_keeps_ids_marks_and_carets(stage: StageServer, visit: Visit) -> None:
    ada, ben = visit("Ada"), visit("Ben")
    write(ada, "Good ")
    ada.keyboard.press("Control+b")
    ada.keyboard.type("morning")
    ada.keyboard.press("Control+b")
    ada.keyboard.type(" all\nPolicy: Owners\nOne each.")
    eventually(lambda: stage.text, "Good morning all\n## Policy: Owners\nOne each.")
    before = stage.state()["policies"][0][0]
    ben.get_by_role("button", name="Plain text").click()
    field = ben.get_by_role("textbox", name="as plain text")
    expect(field).to_have_value("Good morning all\n## Policy: Owners\nOne each.")
    expect(field).to_be_focused()
    field.evaluate("f => { const at = f.value.indexOf('ning'); f.setSelectionRange(at, at) }")
    ben.keyboard.type("e mor")
    expect(ada.locator(".pad__text strong")).to_have_text("more morning")
    ben.keyboard.press("Control+End")
    ben.keyboard.type(" At least 🎉.\n- or two\n  - or three\n---\nEnd")
    ada.locator(".pad__text p").first.click()
    ada.keyboard.press("Home")
    ada.keyboard.type("A very ")
    ben.keyboard.type(" of it")
    policy = "## Policy: Owners\nOne each. At least 🎉.\n- or two\n  - or three\n---"
    expected = f"A very Good more morning all\n{policy}\nEnd of it"
    eventually(lambda: stage.text, expected)
    expect(field).to_have_value(expected)
    assert stage.state()["policies"][0][0] == before
    ben.keyboard.press("Control+z")
    eventually(lambda: "of it" in stage.text, False)
    assert stage.text.startswith("A very Good")
    ben.reload()
    expect(ben.get_by_role("textbox", name="as plain text")).to_be_visible()


TRICKY = [
    "",
    "\n\n",
    "---",
    "\\---\n\\\\- x\n\\# y",
    "## Policy:\n---\n---",
    "## Policy: A\n## Policy: A\nbody\n# H\ntext",
    "## \\Policy: not one\n## Policy:close",
    "- a\n      - far in\n  1. numbered\n2. again\n- b",
    "    - deep first",
    "1. a\n10000. not a point\n٣. nor this",
    "-\n- \n -  x",
    "a\tb\n####  four\n#no\n### three",
    "## Policy: With list\n- one\n  - two\n---\n- outside\n---",
    "## Policy: Fields\nbody\nContext: one\ncontext: two\nEnforcement: a test in ci\nLevel: loud\n---\nContext: out",
    "## Policy: Guarded\n\\Context: text\nHolds for: All teams\nWeight:\n- Context: a point\nReview by: 2027-01-01\nx",
    "\u00a0- no break\n🎉🎉\ne\u0301",
]


def test_the_browser_and_the_server_read_plain_text_alike(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    ada.get_by_role("button", name="Plain text").click()
    field = ada.get_by_role("textbox", name="as plain text")
    for text in TRICKY:
        field.evaluate("(f, text) => { f.value = text; f.dispatchEvent(new InputEvent('input')) }", text)
        expected = write_plain(parse_plain(text))
        eventually(lambda: stage.text, expected)
        shown = "() => { const { plain } = document.querySelector('mesh-pad'); plain.open(); return plain.field.value }"
        assert ada.evaluate(shown) == expected


TO_END_OF_LINE = """(field, number) => {
  const lines = field.value.split("\\n");
  const end = lines.slice(0, 1 + (number % lines.length)).join("\\n").length;
  field.focus();
  field.setSelectionRange(end, end);
}"""


def test_people_who_write_in_both_views_through_bad_lines_end_with_one_text(stage: StageServer, visit: Visit) -> None:
    """Words only while the line is bad: who splits or restyles a paragraph that others write in replaces it."""
    people = [visit(name) for name in ("Ada", "Ben", "Cleo")]
    people[2].get_by_role("button", name="Plain text").click()
    dice = random.Random(11)
    letters = iter(string.ascii_letters)
    for turn in range(24):
        page = dice.choice(people)
        if page is people[2]:
            page.locator(".pad__plain").evaluate(TO_END_OF_LINE, dice.randrange(8))
        else:
            page.locator(".pad__text").focus()
            page.keyboard.press(dice.choice(["Home", "End", "ArrowUp", "ArrowDown", "Control+Home", "Control+End"]))
        page.keyboard.type(next(letters))
        if turn < 12 and turn % 3 == 2:
            page.keyboard.type(dice.choice(["\n", "\n- ", "\n# "]))
            everybody_sees_the_same(people)
        if turn == 12:
            stage.kill()
        if turn == 18:
            stage.start()
    for page in people:
        expect(page.locator(".pad__status")).to_have_text("Saved")
    text = stage.text
    assert sorted(c for c in text if c.isalpha()) == sorted(string.ascii_letters[:24])
    for page in people:
        eventually(lambda page=page: text_of(page), text)  # type: ignore[misc]


def everybody_sees_the_same(people: list[Page]) -> None:
    eventually(lambda: len({text_of(page) for page in people}), 1)


def test_what_the_server_writes_appears_under_everybodys_hands(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    write(ada, "Hello\nthere")
    eventually(lambda: stage.text, "Hello\nthere")
    stage.replace("Hello\nyou\n## Policy: New\nBy form.")
    eventually(lambda: text_of(ada), "Hello\nyou\n## Policy: New\nBy form.")
    ada.keyboard.type("!")
    eventually(lambda: stage.text.count("!"), 1)


def test_a_killed_server_loses_nothing_and_the_page_says_so_honestly(stage: StageServer, visit: Visit) -> None:
    ada, ben = visit("Ada"), visit("Ben")
    write(ada, "before ")
    expect(ben.locator(".pad__text")).to_contain_text("before")
    expect(ada.locator(".pad__status")).to_have_text("Saved")
    stage.kill()
    expect(ada.locator("[data-connection]")).to_have_text("Reconnecting…")
    write(ada, "during ")
    expect(ada.locator(".pad__status")).to_contain_text("Not sent yet")
    ben.locator(".pad__text").click()
    ben.keyboard.press("Home")
    ben.keyboard.type("Ben ")
    stage.start()
    for page in (ada, ben):
        eventually(lambda page=page: text_of(page), "Ben before during ")  # type: ignore[misc]
        expect(page.locator("[data-connection]")).to_be_hidden()
        expect(page.locator(".pad__status")).to_have_text("Saved")
    assert stage.text == "Ben before during "
    expect(ada.locator(".pad__cursor-name")).to_have_text("Ben")


def test_a_policy_can_be_put_to_the_council(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    write(ada, "Policy: Owners\nEvery table has one.\nA person.")
    eventually(lambda: len(stage.state()["policies"]), 1)
    ada.get_by_role("button", name="Put to the council").click()
    expect(ada.get_by_role("tab", name="Motions")).to_have_attribute("aria-selected", "true")
    expect(ada.get_by_label("Title")).to_have_value("Owners")
    expect(ada.get_by_role("button", name="Put it")).to_be_focused()
    ada.keyboard.press("Enter")
    policy_id = stage.state()["policies"][0][0]
    put = {"policy_id": policy_id, "title": "Owners", "text": "Every table has one.\nA person."}
    eventually(lambda: put in stage.state()["heard"], True)


def test_the_toolbar_is_one_stop_and_says_what_is_on(visit: Visit) -> None:
    ada = visit("Ada")
    write(ada, "word")
    ada.keyboard.press("Control+a")
    strong = ada.get_by_role("button", name="Strong")
    strong.click()
    expect(strong).to_have_attribute("aria-pressed", "true")
    strong.focus()
    ada.keyboard.press("ArrowRight")
    expect(ada.get_by_role("button", name="Emphasis")).to_be_focused()
    ada.keyboard.press("End")
    expect(ada.get_by_role("button", name="Plain text")).to_be_focused()
    assert ada.locator('.pad__toolbar button[tabindex="0"]').count() == 1


def test_links_lead_to_web_pages_only(stage: StageServer, visit: Visit) -> None:
    ada, ben = visit("Ada"), visit("Ben")
    write(ada, "word")
    ada.keyboard.press("Control+a")
    ada.keyboard.press("Control+k")
    ada.keyboard.type("javascript:alert(1)")
    ada.keyboard.press("Enter")
    expect(ada.locator(".pad__link-hint")).to_contain_text("starts with https://")
    ada.get_by_label("Web address").fill("https://example.org/a")
    ada.keyboard.press("Enter")
    expect(ben.locator(".pad__text a")).to_have_attribute("href", "https://example.org/a")
    ada.evaluate(
        """() => { const text = document.querySelector("mesh-pad").doc.getXmlFragment("pad").get(0).get(0);
        text.format(0, 4, { link: { href: "javascript:alert(1)" } }); }"""
    )
    expect(ben.locator(".pad__text a")).not_to_have_attribute("href", "https://example.org/a")
    assert ben.locator(".pad__text a").get_attribute("href") is None


def test_who_may_only_read_sees_the_text_grow_and_cannot_write(stage: StageServer, visit: Visit) -> None:
    reader, ada = visit("Reader"), visit("Ada")
    write(ada, "news")
    expect(reader.locator(".pad__text")).to_contain_text("news")
    expect(reader.locator(".pad__text")).to_have_attribute("aria-readonly", "true")
    expect(reader.locator(".pad__status")).to_have_text("Closed for writing; you can read along.")
    reader.locator(".pad__text").click()
    reader.keyboard.type("graffiti")
    assert stage.text == "news"


def test_a_frozen_pad_says_so_takes_nothing_and_opens_again(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    write(ada, "before")
    expect(ada.locator(".pad__status")).to_have_text("Saved")
    stage.tell("!pad frozen")
    expect(ada.locator(".pad__status")).to_contain_text("Closed for writing")
    expect(ada.locator(".pad__text")).to_contain_text("before")
    ada.locator(".pad__text").click()
    ada.keyboard.type("graffiti")
    stage.tell("!pad open")
    expect(ada.locator(".pad__status")).to_have_text("Saved")
    write(ada, " and after")
    eventually(lambda: stage.text, "before and after")


def test_too_much_text_at_once_is_refused_in_words_and_the_pad_goes_on(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    write(ada, "ok")
    ada.evaluate("() => { const { view } = document.querySelector('mesh-pad'); view.pasteText('x'.repeat(70_000)); }")
    expect(ada.get_by_role("alert")).to_contain_text("60,000 characters")
    ada.locator(".pad__text").click()
    ada.keyboard.type("!")
    eventually(lambda: len(stage.text), 3)
    expect(ada.locator(".pad__status")).to_have_text("Saved")


def test_pasted_pages_keep_their_words_and_lose_their_dress(stage: StageServer, visit: Visit) -> None:
    ada = visit("Ada")
    ada.locator(".pad__text").click()
    html = (
        '<style>p{color:red}</style><h2 style="color:red">T</h2>'
        '<p onclick="x()">a <b>b</b> <img src=x onerror=x()></p><ul><li>c</li></ul>'
    )
    ada.evaluate("html => document.querySelector('mesh-pad').view.pasteHTML(html)", html)
    eventually(lambda: stage.text, "## T\na b\n- c")
