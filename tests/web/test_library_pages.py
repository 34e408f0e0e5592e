"""The policy library at a table: found by words, read in full, taken as a draft, moved, and an organisation's own."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from meshcouncil.bootstrap import in_memory
from meshcouncil.council.matters import AddPolicy
from meshcouncil.pack.cards import draft_record
from meshcouncil.pack.policy_library import shipped_library
from meshcouncil.web.library import day_of
from tests.cli.test_library_command import OWN
from tests.web.evening import Evening, Visit, Watch, an_evening

CARD = shipped_library().by_id["POL-15"]


@pytest.fixture
async def evening() -> Evening:
    return await sitting(await an_evening())


async def sitting(evening: Evening) -> Evening:
    """Seat Ana as the architect, fill the rest, and go to where policies are moved."""
    await evening.enter("Ana", 1, 10)
    await evening.fill_with_bots()
    await evening.enter("Ben")
    await evening.start()
    await evening.go_to("cs2")
    return evening


def titles(page: str) -> list[str]:
    return [html.unescape(title) for title in re.findall(r"<h3><a href=[^>]+>([^<]+)</a>", page)]


def filled(page: str) -> dict[str, str]:
    """Read every field of the draft's form, as a browser would post it."""
    form = page.split("data-draft-panel", 1)[1].split("</form>", 1)[0]
    inputs = {
        name: value
        for tag in re.findall(r"<input[^>]+>", form)
        for name, value in [(_attribute(tag, "name"), _attribute(tag, "value"))]
    }
    areas = dict(re.findall(r'<textarea[^>]+name="([^"]+)"[^>]*>(.*?)</textarea>', form, flags=re.DOTALL))
    choices = {
        name: _attribute((re.findall(r"<option[^>]* selected>", options) or [options])[0], "value")
        for name, options in re.findall(r'<select[^>]+name="([^"]+)">(.*?)</select>', form, flags=re.DOTALL)
    }
    return {name: html.unescape(value) for name, value in {**inputs, **areas, **choices}.items()}


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf' {name}="([^"]*)"', tag)
    return found[1] if found else ""


async def moved(evening: Evening) -> list[AddPolicy]:
    council = await evening.app.gatherings.table(evening.id, 1)
    ours = [motion.matter for motion in council.motions.values() if motion.mover == 10]
    return [matter for matter in ours if isinstance(matter, AddPolicy)]


async def page_of(visit: Visit, address: str) -> str:
    answer = await visit.get(address)
    assert answer.status_code == 200, (address, answer.text)
    return answer.text


async def test_the_table_leads_to_a_library_that_is_searched_without_a_script(evening: Evening) -> None:
    ana = evening.people["Ana"]
    assert '<a class="button library__door" href="./library">' in await page_of(ana, "table")
    everything = await page_of(ana, "library")
    assert len(titles(everything)) == 49
    assert titles(await page_of(ana, "library?q=snacks")) == ["There are snacks", "The council goes on"]
    assert titles(await page_of(ana, "library?category=definitions")) == [
        "What a data product is", "What a data contract is",
    ]  # fmt: skip
    assert "Nothing found" in await page_of(ana, "library?q=%3Cb%3Ezebra&category=x")
    assert "<b>zebra" not in await page_of(ana, "library?q=%3Cb%3Ezebra")
    await evening.end()


async def test_a_card_is_read_in_full(evening: Evening) -> None:
    page = html.unescape(await page_of(evening.people["Ana"], "library/POL-15"))
    for text in (CARD.title, CARD.text, CARD.record.context, CARD.record.code, CARD.record.monitoring, CARD.source):
        assert text in page
    assert "A test in CI; a failure only warns for 8 weeks, then it is an error" in page
    assert 'href="../table?draft=POL-15#policy-draft"' in page
    assert (await evening.people["Ana"].get("library/POL-999")).status_code == 404
    await evening.end()


async def test_a_card_becomes_a_draft_that_fills_the_whole_form(evening: Evening) -> None:
    ana = evening.people["Ana"]
    page = await page_of(ana, "table?draft=POL-15")
    record = draft_record(CARD, day_of(evening.app.gatherings.now()))
    fields = filled(page)
    assert fields["record.review_by"] == record.review_by != ""
    await ana.must("table-motion", {**fields, "matter.title": "Versions, our way", "reason": "We changed a word."})
    assert await moved(evening) == [AddPolicy("Versions, our way", CARD.text, "", record)]
    assert "data-draft-panel" not in await page_of(ana, "table")
    assert "data-draft-panel" not in await page_of(ana, "table?draft=POL-999")
    await evening.end()


async def test_a_card_is_moved_as_it_stands_and_says_so_in_the_library(evening: Evening) -> None:
    ana = evening.people["Ana"]
    form = (await page_of(ana, "library/POL-15")).split('<form method="post" action="../do/table-motion"', 1)[1]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form.split("</form>")[0])
    posted = {name: html.unescape(value) for name, value in hidden}
    answer = await ana.ask("POST", "do/table-motion", data=posted)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{ana.base}/here")
    record = draft_record(CARD, day_of(evening.app.gatherings.now()))
    assert await moved(evening) == [AddPolicy(CARD.title, CARD.text, "", record)]
    assert "Before the council" in await page_of(ana, "library/POL-15")
    assert "Before the council" in await page_of(ana, "library?q=POL-15")
    await evening.end()


async def test_only_who_sits_at_the_table_reads_its_library(evening: Evening) -> None:
    await evening.people["Ben"].must("leave-seat")
    ben = await evening.people["Ben"].get("library")
    assert (ben.status_code, ben.headers["location"].rsplit("/", 1)[-1]) == (303, "lobby")
    assert (await evening.people["Ben"].get("library/POL-15")).status_code == 303
    assert (await evening.stranger.get(f"{evening.people['Ana'].base}/library")).status_code == 404
    await evening.end()


async def test_before_the_council_sits_a_card_can_be_read_and_not_taken() -> None:
    evening = await an_evening()
    ana = await evening.enter("Ana", 1, 10)
    page = await page_of(ana, "library/POL-15")
    assert (CARD.title in page, "Take it as a draft" in page) == (True, False)
    assert re.findall(r'<p class="why">([^<]+)</p>', page) == [
        "The council is not sitting in this step: please wait for its next one."
    ]
    await evening.end()


async def test_an_organisations_policies_are_on_the_table_and_pinned_with_the_gathering(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(OWN, encoding="utf-8")
    evening = await sitting(await an_evening(application=in_memory(Watch(), library=tmp_path)))
    (tmp_path / "rules.yaml").unlink()
    ana = evening.people["Ana"]
    assert len(titles(await page_of(ana, "library"))) == 50
    assert "Boats come home in the dark." in await page_of(ana, "library/HAR-01")
    await evening.end()
