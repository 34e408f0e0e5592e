"""The minutes of a table: a page for its people and for the facilitator, in parts when long, and files to keep."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest

from meshcouncil.council.state import Council
from meshcouncil.web.minutes import MotionLink, PageLink, minutes_page, table_of
from meshcouncil.web.templating import environment
from tests.web.evening import Evening, Visit, an_evening
from tests.web.samples import consented


@pytest.fixture
async def evening() -> Evening:
    evening = await an_evening(tables=1)
    await evening.fill_with_bots()
    return evening


async def at_work(evening: Evening) -> Visit:
    """Give a person at a table whose council has begun and has a motion."""
    ana = await evening.enter("Ana", 1, 5)
    await evening.start()
    await evening.go_to("cs1")
    await ana.must("table-motion", {"matter": "add_policy", "matter.title": "Bread", "matter.text": "Cut <small>."})
    return ana


async def test_whoever_sits_at_the_table_reads_its_minutes(evening: Evening) -> None:
    ana = await at_work(evening)
    page = await ana.get("minutes")
    assert page.status_code == 200
    assert "New policy" in page.text
    assert "Cut &lt;small&gt;." in page.text
    assert 'href="./minutes.md"' in page.text
    assert 'href="./minutes"' in (await ana.get("table")).text


async def test_a_text_is_set_as_on_its_card(evening: Evening) -> None:
    ana = await at_work(evening)
    policy = {"matter": "add_policy", "matter.title": "Names", "matter.text": "**Why.** Who\nasks?\n\n<b>Ask.</b>"}
    await ana.must("table-motion", policy)
    page = await ana.get("minutes")
    assert "<p><strong>Why.</strong> Who asks?</p>" in page.text
    assert "<p>&lt;b&gt;Ask.&lt;/b&gt;</p>" in page.text


async def test_the_facilitator_reads_them_too_and_nobody_else_does(evening: Evening) -> None:
    await at_work(evening)
    page = await evening.facilitator.get("minutes-1")
    assert page.status_code == 200
    assert 'href="./minutes-1.json"' in page.text
    assert 'href="./table-1"' in page.text
    assert 'href="./minutes-1"' in (await evening.facilitator.get("console")).text
    assert [(await evening.facilitator.get(name)).status_code for name in ("minutes-9", "minutes-0", "minutes-x")] == [
        404,
        404,
        404,
    ]
    assert (await evening.stranger.get(f"{evening.facilitator.base}/minutes-1")).status_code == 404


async def test_they_can_be_kept_as_files(evening: Evening) -> None:
    ana = await at_work(evening)
    markdown, data = await ana.get("minutes.md"), await evening.facilitator.get("minutes-1.json")
    assert markdown.headers["content-type"] == "text/markdown; charset=utf-8"
    assert markdown.headers["content-disposition"] == 'attachment; filename="minutes.md"'
    assert "New policy: Bread\n" in markdown.text
    assert data.headers["content-disposition"] == 'attachment; filename="minutes-1.json"'
    assert data.json()["motions"][-1]["title"] == "Bread"


async def test_they_can_still_be_read_when_the_gathering_is_over(evening: Evening) -> None:
    ana = await at_work(evening)
    await evening.go_to("reveal")
    for command in ("reveal", "close-gathering"):
        await evening.facilitator.must(command)
    assert "Minutes of table 1" in (await ana.get("debrief")).text
    assert "The council ended before it came to a vote." in (await ana.get("minutes")).text
    assert "What to try next time" in (await ana.get("debrief")).text


async def test_who_has_no_seat_yet_is_led_back_to_the_lobby() -> None:
    waiting = await (await an_evening(seating="facilitator")).enter("Kim")
    assert (await waiting.get("minutes")).headers["location"].endswith("/lobby")


# --- long minutes -----------------------------------------------------------------------------------------------------


def long_council(motions: int) -> Council:
    council = consented().state
    one = council.motions["M2"]
    return replace(council, motions={f"M{n}": replace(one, id=f"M{n}") for n in range(1, motions + 1)})


def shown(motions: int, **asked: str) -> list[str]:
    return [motion.id for motion in minutes_page(long_council(motions), 1, "minutes", asked).minutes.motions]


def test_long_minutes_come_in_parts_the_latest_first_to_hand() -> None:
    page = minutes_page(long_council(90), 1, "minutes", {})
    assert page.links == (
        PageLink(1, "M1 to M40", is_now=False),
        PageLink(2, "M41 to M80", is_now=False),
        PageLink(3, "M81 to M90", is_now=True),
    )
    assert shown(90) == [f"M{number}" for number in range(81, 91)]
    assert shown(90, page="2") == [f"M{number}" for number in range(41, 81)]
    assert len(shown(90, page="all")) == 90
    assert shown(90, page="99") == shown(90, page="3")
    assert shown(90, page="-1") == shown(90, page="nonsense") == shown(90)
    assert minutes_page(long_council(40), 1, "minutes", {}).links == ()


def test_what_is_new_since_the_reader_looked_is_marked() -> None:
    page = minutes_page(long_council(3), 1, "minutes", {"seen": "2"})
    assert (page.now, page.new) == (3, 1)
    assert page.contents[-1] == MotionLink(
        "M3", "New policy: Every public model is tested", "Being voted on", page=1, is_new=True
    )
    assert minutes_page(long_council(3), 1, "minutes", {}).new == 0
    assert minutes_page(long_council(3), 1, "minutes", {"seen": "9" * 40}).seen is None


@pytest.mark.parametrize(
    ("name", "table"),
    [("minutes-1", 1), ("minutes-12.md", 12), ("minutes-3.json", 3), ("minutes", None), ("minutes-1234", None)],
)
def test_the_table_stands_in_the_facilitators_address(name: str, table: int | None) -> None:
    assert table_of(name) == table


def test_a_part_of_240_motions_is_drawn_at_once() -> None:
    template = environment().get_template("pages/minutes.html")
    council = long_council(240)
    began = perf_counter()
    page = minutes_page(council, 1, "minutes", {})
    html = template.render(base=".", title="A long evening", page=page, is_facilitator=False)
    assert html.count('<article class="minute"') == 40
    assert perf_counter() - began < 0.5
