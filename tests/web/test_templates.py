"""Every page and fragment is drawn from a real council: no unknown name, nothing inline, only known commands."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from markupsafe import Markup

from meshcouncil.web import forms
from meshcouncil.web.templating import environment
from tests.web.samples import samples

READ_BY_THEIR_ROUTES = {
    "call-final-vote", "hand-seat-to-bot", "seat-bot", "fill-with-bots", "draw-seats", "judge-goal",
    "answer-as-facilitator", "switch-parliamentary", "write-pad-policy", "move-graph-draft", "amend-graph",
}  # fmt: skip
COMMANDS = (
    READ_BY_THEIR_ROUTES | {*forms.TABLE_FORMS} | {*forms.SEAT_FORMS} | {*forms.PERSON_FORMS} | {*forms.HOST_FORMS}
)
UNLABELLED = ("hidden", "radio", "checkbox")
VOID = {"meta", "link", "input", "br", "hr", "img"}


TEMPLATES = environment()
SAMPLES = {sample.name: sample for sample in samples()}


@cache
def drawn(name: str) -> str:
    """Draw a sample: its page with its fragments inside."""
    sample = SAMPLES[name]
    fragments = {
        each: SimpleNamespace(
            html=Markup(TEMPLATES.get_template(f"fragments/{each}.html").render(**sample.drawn_from(each))),
            v="0123abcd",
        )
        for each in sample.fragments
    }
    page = TEMPLATES.get_template(f"pages/{sample.page}.html")
    return page.render(**{**sample.context, "fragments": fragments})


class Reader(HTMLParser):
    """Reads a page: its tags in order, its ids, what labels what, and whether every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.crossed: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    def values(self, attribute: str) -> list[str]:
        """Give every value of an attribute."""
        return [attrs[attribute] for _, attrs in self.tags if attribute in attrs]


PAGES = pytest.mark.parametrize("name", SAMPLES)


@PAGES
def test_every_tag_is_closed_where_it_was_opened(name: str) -> None:
    reader = Reader(drawn(name))
    assert (reader.crossed, reader.open) == ([], [])


@PAGES
def test_no_script_and_no_style_stands_in_the_page(name: str) -> None:
    reader = Reader(drawn(name))
    inline = [tag for tag, attrs in reader.tags if tag == "style" or (tag == "script" and "src" not in attrs)]
    handlers = [key for _, attrs in reader.tags for key in attrs if key == "style" or key.startswith("on")]
    assert (inline, handlers) == ([], [])


@PAGES
def test_no_id_is_given_twice(name: str) -> None:
    ids = Reader(drawn(name)).values("id")
    assert sorted({each for each in ids if ids.count(each) > 1}) == []


@PAGES
def test_whatever_names_an_element_names_one_that_is_there(name: str) -> None:
    reader = Reader(drawn(name))
    ids = set(reader.values("id"))
    named = [
        part
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls")
        for value in reader.values(attribute)
        for part in value.split()
    ]
    anchors = [value[1:] for tag, attrs in reader.tags if tag == "a" and (value := attrs["href"]).startswith("#")]
    assert sorted({each for each in (*named, *anchors) if each not in ids}) == []


@PAGES
def test_every_field_has_a_label(name: str) -> None:
    html = drawn(name)
    reader = Reader(html)
    labelled = set(reader.values("for"))
    fields = [
        attrs
        for tag, attrs in reader.tags
        if tag in ("select", "textarea")
        or (tag == "input" and attrs.get("type") not in ("hidden", "radio", "checkbox"))
    ]
    wrapped = re.findall(r"<label[^>]*>(?:(?!</label>).)*?<input[^>]*name=\"([^\"]+)\"", html, flags=re.DOTALL)
    assert [attrs for attrs in fields if attrs.get("id") not in labelled and attrs["name"] not in wrapped] == []


@PAGES
def test_a_form_asks_for_a_command_that_exists(name: str) -> None:
    actions = Reader(drawn(name)).values("action")
    asked = {action.rpartition("/do/")[2] for action in actions if "/do/" in action}
    assert sorted(asked - COMMANDS) == []


@PAGES
def test_every_live_form_works_as_a_plain_post(name: str) -> None:
    reader = Reader(drawn(name))
    live = [attrs for tag, attrs in reader.tags if tag == "form" and "data-live" in attrs]
    assert [attrs for attrs in live if attrs.get("method") != "post" or "action" not in attrs] == []


@PAGES
def test_every_fragment_of_the_page_stands_in_it_once(name: str) -> None:
    assert sorted(Reader(drawn(name)).values("data-fragment")) == sorted(SAMPLES[name].fragments)


@PAGES
def test_a_page_has_one_main_and_one_first_heading(name: str) -> None:
    reader = Reader(drawn(name))
    tags = [tag for tag, _ in reader.tags]
    assert (tags.count("main"), tags.count("h1")) == (1, 1)


def test_a_disabled_control_says_why() -> None:
    for name in SAMPLES:
        for tag, attrs in Reader(drawn(name)).tags:
            if tag == "button" and "disabled" in attrs:
                assert "aria-describedby" in attrs, name


def test_the_private_half_is_folded_until_it_is_opened() -> None:
    html = drawn("table-debated")
    fold = re.search(r'<div id="private-half"[^>]*>', html)
    assert fold is not None
    assert "hidden" in fold.group()


def test_a_ballot_that_waits_for_this_seat_says_so_to_the_stylesheet() -> None:
    assert "ballot--waiting" in drawn("table-debated")
    assert "ballot--waiting" not in drawn("table-work")


@pytest.mark.parametrize(("facilitated", "who"), [(True, "When the facilitator reveals"), (False, "The table judges")])
def test_face_down_cards_name_who_turns_them(facilitated: bool, who: str) -> None:
    context = {**SAMPLES["debrief-hidden"].context, "facilitated": facilitated}
    html = TEMPLATES.get_template("fragments/debrief-winners.html").render(context)
    assert who in html
    assert ("facilitator" in html) == facilitated
