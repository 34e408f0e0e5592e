"""Whatever comes in that should not: one clear sentence, nothing changed, no insides shown."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator, Callable
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from pycrdt import Doc, XmlFragment, create_update_message

from meshcouncil.application.pad_document import append_paragraph
from meshcouncil.bootstrap import in_memory, opened
from meshcouncil.gathering.state import Place
from meshcouncil.settings import Settings
from meshcouncil.web import forms
from meshcouncil.web.app import create_app
from meshcouncil.web.security import HEADERS, RateLimit
from tests.web.evening import ADDRESS, HOST, Evening, Visit, an_evening

FORM = {"content-type": "application/x-www-form-urlencoded"}
POLICY = {"matter": "add_policy", "matter.title": "Owners", "matter.text": "Every model has an owner."}


@pytest.fixture
async def evening() -> AsyncIterator[Evening]:
    evening = await an_evening()
    await evening.enter("Ana", 1, 5)
    await evening.enter("Cleo", 1, 9)
    await evening.fill_with_bots()
    await evening.start()
    await evening.go_to("cs1")
    yield evening
    await evening.end()


@pytest.fixture
def ana(evening: Evening) -> Visit:
    return evening.people["Ana"]


async def history(evening: Evening) -> tuple[object, ...]:
    """Everything that was ever stored of the gathering."""
    gatherings = evening.app.gatherings
    hall = await gatherings.hall_record(evening.id)
    return (*hall, *await gatherings.table_record(evening.id, 1), await gatherings.pad_text(evening.id, 1))


def is_one_sentence(answer: httpx.Response) -> str:
    """Give what a refusal says; it is short, ends properly and shows nothing of the inside."""
    text = unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)).strip())
    assert "Traceback" not in text
    assert "Error" not in text
    assert "object at 0x" not in text
    if not answer.text.startswith("<!doctype"):
        assert len(text) < 300
        assert text.endswith("."), text
    return text


# --- forms ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", sorted({*forms.TABLE_FORMS, *forms.SEAT_FORMS, *forms.PERSON_FORMS, "replace-pad"}))
@pytest.mark.parametrize("fields", [{}, {"text": "", "name": "", "motion": "M9", "version": "x", "goal": "?"}])
async def test_an_empty_or_wild_form_is_refused_or_harmless(ana: Visit, command: str, fields: dict[str, str]) -> None:
    answer = await ana.do(command, fields)
    assert answer.status_code in (204, 409, 422), (answer.status_code, answer.text)
    if answer.status_code != 204:
        is_one_sentence(answer)


ABOUT_A_TABLE = ("answer-as-facilitator", "switch-parliamentary")
"""What the facilitator says to one table."""


@pytest.mark.parametrize(
    "command", sorted({*forms.HOST_FORMS, "seat-bot", "fill-with-bots", "judge-goal", *ABOUT_A_TABLE})
)
async def test_an_empty_form_of_the_facilitator_is_refused_or_harmless(evening: Evening, command: str) -> None:
    answer = await evening.facilitator.do(command)
    assert answer.status_code in (204, 409, 422), (answer.status_code, answer.text)
    if answer.status_code != 204:
        is_one_sentence(answer)


@pytest.mark.parametrize("command", sorted(set(forms.HOST_FORMS) - set(forms.PERSON_FORMS) - set(forms.SEAT_FORMS)))
async def test_a_participant_cannot_steer_a_facilitated_gathering(evening: Evening, ana: Visit, command: str) -> None:
    before = await history(evening)
    fields = {"person": evening.people["Cleo"].person, "place": "hall", "table": "1", "seat": "3", "step": "cs2"}
    fields |= {"minutes": "3", "text": "hello", "inject": "emergency", "index": "0", "name": "Boss"}
    answer = await ana.do(command, fields)
    assert answer.status_code == 409
    assert is_one_sentence(answer) == "That is for the facilitator or another seat to do: please ask them."
    assert await history(evening) == before


@pytest.mark.parametrize("command", ABOUT_A_TABLE)
async def test_only_the_facilitator_speaks_to_a_table_from_outside(evening: Evening, ana: Visit, command: str) -> None:
    before = await history(evening)
    answer = await ana.do(command, {"table": "1", "on": "yes", "text": "hello", "seat": "3"})
    assert answer.status_code == 422
    assert await history(evening) == before


LONGEST: dict[str, tuple[str, dict[str, Any], str, int]] = {
    "chat": ("say", {"audience": "council"}, "text", 2_000),
    "fact": ("declare-fact", {}, "text", 1_000),
    "introduction": ("introduce", {}, "text", 1_000),
    "reason": ("table-motion", POLICY, "reason", 1_000),
    "title": ("table-motion", POLICY, "matter.title", 120),
    "policy": ("table-motion", POLICY, "matter.text", 8_000),
    "name": ("rename-person", {}, "name", 40),
    "pad": ("replace-pad", {}, "text", 100_000),
}


@pytest.mark.parametrize("what", LONGEST)
async def test_a_text_is_taken_up_to_its_limit_and_no_further(evening: Evening, ana: Visit, what: str) -> None:
    command, fields, field, limit = LONGEST[what]
    before = await history(evening)
    answer = await ana.do(command, {**fields, field: "x" * (limit + 1)})
    assert answer.status_code in (409, 422)
    assert f"{limit:,}" in is_one_sentence(answer)
    assert await history(evening) == before
    await ana.must(command, {**fields, field: "x" * limit})


@pytest.mark.parametrize(("field", "limit"), [("broadcast", 1_000)])
async def test_a_broadcast_has_a_limit(evening: Evening, field: str, limit: int) -> None:
    answer = await evening.facilitator.do(field, text="x" * (limit + 1))
    assert answer.status_code == 409
    assert f"{limit:,}" in is_one_sentence(answer)
    await evening.facilitator.must(field, text="x" * limit)


async def test_a_body_over_600_kb_is_refused_unread(evening: Evening, ana: Visit) -> None:
    answer = await ana.ask("POST", "do/say", content=b"text=" + b"x" * 600_001, headers=FORM)
    assert answer.status_code == 413
    assert "600 kB" in is_one_sentence(answer)


@pytest.mark.parametrize("bomb", [b"a=1&" * 120_000, b"&".join(b"f%d=1" % n for n in range(50_000))])
async def test_a_bomb_of_fields_is_refused(ana: Visit, bomb: bytes) -> None:
    answer = await ana.ask("POST", "do/say", content=bomb, headers={**FORM, "hx-request": "true"})
    assert answer.status_code == 400
    assert is_one_sentence(answer) == "The request could not be read. Reload the page and try again."


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"nothing", "multipart/form-data"),
        (b"{", "application/json"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b"%ZZ=%E0%A4%A", "application/x-www-form-urlencoded"),
        (b"", "text/plain"),
    ],
)
async def test_a_body_that_is_no_form_is_refused(ana: Visit, content: bytes, kind: str) -> None:
    answer = await ana.ask("POST", "do/say", content=content, headers={"content-type": kind, "hx-request": "true"})
    assert answer.status_code in (400, 422)
    is_one_sentence(answer)


async def test_a_file_where_words_belong_says_nothing(ana: Visit) -> None:
    answer = await ana.ask("POST", "do/say", files={"text": ("x.txt", b"words")}, headers={"hx-request": "true"})
    assert answer.status_code == 409
    assert is_one_sentence(answer).startswith("There is nothing written yet")


@pytest.mark.parametrize(
    "number", ["", "x", "1.5", "9" * 5_000, "-9999999999", "0x10", "١٢٣٤٥٦٧٨٩٠١٢٣", "1e9", "1\n2", " ", "−1"]
)
async def test_numbers_that_are_none_are_refused(evening: Evening, number: str) -> None:
    for command, field in (("extend-step", "minutes"), ("show-slide", "index"), ("answer-help", "table")):
        answer = await evening.facilitator.do(command, {field: number, "seat": "1"})
        assert answer.status_code in (409, 422)
        is_one_sentence(answer)


@pytest.mark.parametrize(
    "place", ["", "1", ":", "1:", "1:99", "9:1", "x:y", "9" * 5_000 + ":1", "١:٥", "-1:5", "1:5:5"]
)
async def test_places_that_are_none_never_move_anybody(evening: Evening, ana: Visit, place: str) -> None:
    before = await history(evening)
    answer = await evening.facilitator.do("move-person", person=ana.person, place=place)
    assert answer.status_code in (409, 422)
    is_one_sentence(answer)
    assert await history(evening) == before
    joined = await evening.stranger.ask("POST", "/join", data={"code": evening.hosted.code, "name": "X", "seat": place})
    assert joined.status_code == 303


async def test_the_two_lists_of_the_console_move_people(evening: Evening, ana: Visit) -> None:
    async def where() -> object:
        return (await evening.app.gatherings.hall(evening.id)).place_of(ana.person)

    await evening.facilitator.must("move-person", person=ana.person, place="1:3")
    assert await where() == Place(1, 3)
    await evening.facilitator.must("move-person", person=ana.person, place="hall")
    assert await where() is None
    await evening.facilitator.must("move-person", person=ana.person, place="1:")
    assert await where() is not None


@pytest.mark.parametrize("share", ["2/0", "0/1", "5/4", "x", "1/2/3", "-1/2", "9999999/1"])
async def test_shares_that_are_none_are_refused(evening: Evening, ana: Visit, share: str) -> None:
    for field in ("rules.quorum", "rules.threshold"):
        fields = {"matter": "adopt_procedure", "rules.kind": "supermajority", field: share}
        answer = await ana.do("table-motion", fields)
        assert answer.status_code in (409, 422), field
        is_one_sentence(answer)


# --- who --------------------------------------------------------------------------------------------------------------


async def test_nobody_speaks_for_another(evening: Evening, ana: Visit) -> None:
    cleo = evening.people["Cleo"]
    before = await history(evening)
    for visit in (Visit(evening.web, cleo.base, ana.cookie), Visit(evening.web, cleo.base), evening.projector):
        answer = await visit.ask("POST", f"{cleo.base}/do/say", data={"audience": "council", "text": "I am Cleo"})
        assert answer.status_code == 404
    forged = [
        ana.token[:-1],
        ana.token + "A",
        ana.token.split(".")[0],
        "x" * 4_000,
        "null",
        '"..',
        evening.hosted.facilitator,
    ]
    for token in forged:
        visit = Visit(evening.web, ana.base, f"mesh_seat={token}")
        assert (await visit.get("table")).status_code == 404
        assert (await visit.do("say", audience="council", text="I am Ana")).status_code == 404
    assert await history(evening) == before
    renamed = await ana.do("rename-person", person=cleo.person, name="Not Cleo")
    assert renamed.status_code == 409
    assert await history(evening) == before


async def test_a_form_on_its_way_does_not_speak_for_who_took_the_seat(evening: Evening, ana: Visit) -> None:
    """The body of a request may come long after its head: whose seat it is counts when it is read."""
    before = (await evening.app.gatherings.table(evening.id, 1)).messages

    async def slowly() -> AsyncIterator[bytes]:
        yield b"audience=council&"
        await evening.facilitator.must("move-person", person=ana.person, place="hall")
        await evening.enter("Nia", 1, 5)
        yield b"text=I+am+Nia"

    answer = await ana.ask("POST", "do/say", content=slowly(), headers={**FORM, "hx-request": "true"})
    assert answer.status_code == 422
    assert is_one_sentence(answer) == "You have no seat just now. Take one in the lobby, then try again."
    assert (await evening.app.gatherings.table(evening.id, 1)).messages == before


async def test_whoever_has_left_finds_their_link_worthless(evening: Evening, ana: Visit) -> None:
    async with ana.open("table") as socket:
        await socket.hello()
        await socket.quiet()
        await ana.must("leave-hall")
        await socket.until(lambda: socket.closed is not None)
    assert socket.orders[-1] == "!bye This link is no longer good. Ask your facilitator for a new one."
    assert (await ana.get("table")).status_code == 404
    assert (await evening.stranger.get(f"/i/{ana.token}")).status_code == 404
    assert ana.person not in (await evening.app.gatherings.hall(evening.id)).people


async def test_a_revoked_link_says_goodbye_to_every_open_page(evening: Evening, ana: Visit) -> None:
    async with ana.open("table") as first, ana.open("table") as second:
        for socket in (first, second):
            await socket.hello()
            await socket.quiet()
        await evening.app.gatherings.revoke_links(evening.id, "person", ana.person)
        for socket in (first, second):
            await socket.until(lambda at=socket: at.closed is not None)
            assert socket.orders[-1].startswith("!bye ")


# --- another site, another method, another pace -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "foreign",
    [
        {"origin": "http://evil.test"},
        {"origin": "null"},
        {"origin": f"http://{HOST}.evil.test"},
        {"origin": ADDRESS, "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_other_sites_cannot_act_in_anybodys_name(evening: Evening, ana: Visit, foreign: dict[str, str]) -> None:
    before = await history(evening)
    for path, fields in ((f"{ana.base}/do/say", {"text": "hi", "audience": "council"}), ("/host", {}), ("/join", {})):
        answer = await ana.ask("POST", path, data=fields, headers=foreign)
        assert answer.status_code == 403
        assert "For your safety the request was not carried out." in is_one_sentence(answer)
    async with ana.open("table", **foreign) as socket:
        assert not socket.accepted
        assert socket.frames == []
    assert await history(evening) == before


@pytest.mark.parametrize("own", [{"origin": ADDRESS}, {"sec-fetch-site": "same-origin"}, {}])
async def test_our_own_pages_may_act(ana: Visit, own: dict[str, str]) -> None:
    fields = {"text": "hi", "audience": "council"}
    answer = await ana.ask("POST", "do/say", data=fields, headers={**own, "hx-request": "true"})
    assert answer.status_code == 204


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
async def test_other_methods_are_refused(evening: Evening, ana: Visit, method: str) -> None:
    for path in ("/", "/host", f"{ana.base}/table", f"{ana.base}/do/say"):
        answer = await ana.ask(method, path)
        assert answer.status_code == 405
        assert "This address does not take that kind of request." in is_one_sentence(answer)


async def test_who_sends_too_fast_is_asked_to_wait(evening: Evening, ana: Visit) -> None:
    answers = [await ana.do("raise-hand") for _ in range(45)]
    assert answers[-1].status_code == 429
    assert is_one_sentence(answers[-1]) == "That was a lot at once. Wait a moment and try again."
    assert (await evening.people["Cleo"].do("raise-hand")).status_code == 204


async def test_who_guesses_codes_is_asked_to_wait(evening: Evening) -> None:
    answers = [await evening.stranger.get(f"/join?code=WRONG{number}") for number in range(205)]
    assert {answer.status_code for answer in answers[:190]} == {404}
    assert answers[-1].status_code == 429
    assert "Too many wrong codes came from here." in is_one_sentence(answers[-1])
    assert (await evening.stranger.get(f"/join?code={evening.hosted.code}")).status_code == 200


def test_a_bucket_fills_again_with_time() -> None:
    now = [0.0]
    limit = RateLimit(per_second=2, burst=3, clock=lambda: now[0])
    assert [limit.allows("a") for _ in range(4)] == [True, True, True, False]
    now[0] = 0.5
    assert [limit.allows("a"), limit.allows("a"), limit.allows("b")] == [True, False, True]


async def test_unknown_commands_are_refused(evening: Evening, ana: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RateLimit, "allows", lambda *_: True)  # there are more commands than anybody sends at once
    for visit in (ana, evening.facilitator):
        for command in ("nope", "EnterHall", "open-gathering", "__class__", "say%00", "x" * 3_000):
            answer = await visit.do(command)
            assert answer.status_code in (404, 422)
            is_one_sentence(answer)
    for command in sorted({*forms.TABLE_FORMS, *forms.SEAT_FORMS, "take-seat", "leave-seat"}):
        answer = await evening.facilitator.do(command, text="hi", table="1", seat="5")
        assert answer.status_code in (204, 422, 409)
    assert (await evening.app.gatherings.table(evening.id, 1)).seats[5].name == "Ana"


async def test_a_stale_ballot_asks_to_read_again(evening: Evening, ana: Visit) -> None:
    cleo = evening.people["Cleo"]
    await cleo.must("table-motion", POLICY)
    await ana.must("second-motion", motion="M1")
    await cleo.must("revise-motion", {**POLICY, "motion": "M1", "matter.text": "Every model has two owners."})
    motion = (await evening.app.gatherings.table(evening.id, 1)).motions["M1"]
    if motion.status != "voting":
        await cleo.must("open-vote", motion="M1")
    answer = await ana.do("cast-ballot", motion="M1", version=motion.version - 1, choice="yes")
    assert answer.status_code == 409
    assert is_one_sentence(answer) == "The text changed after you opened it: please read it again, then go on."
    await ana.must("cast-ballot", motion="M1", version=motion.version, choice="yes")


# --- what is shown ----------------------------------------------------------------------------------------------------

NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;"


async def test_what_people_write_is_never_markup(evening: Evening, ana: Visit) -> None:
    await ana.must("rename-person", name="<b>\"'&amp;x</b>")
    for audience in ("council", "team", "facilitator"):
        await ana.must("say", audience=audience, text=NASTY)
    await ana.must("introduce", text=NASTY)
    await ana.must("declare-fact", text=NASTY)
    await ana.must("table-motion", {**POLICY, "matter.title": NASTY, "matter.text": NASTY, "reason": NASTY})
    await ana.must("call-help", text=NASTY)
    await evening.facilitator.must("broadcast", text=NASTY)
    await ana.must("replace-pad", text=NASTY)
    for visit, names in (
        (ana, ("table", "lobby", "brief", "print")),
        (evening.facilitator, ("console", "lobby", "table-1", "debrief")),
        (evening.projector, ("screen",)),
    ):
        for name in names:
            answer = await visit.get(name)
            if answer.status_code == 200:
                assert "<script>alert" not in answer.text
                assert "<img src=x" not in answer.text
                assert "<b>&#34;" not in answer.text
                assert '<b>"' not in answer.text
    async with ana.open("table") as socket:
        await socket.hello()
        await socket.quiet()
        assert not any("<script>alert" in html or "<img src=x" in html for html in socket.shown.values())
        assert "&lt;script&gt;" in socket.shown["talk"]
    refused = await ana.do("extend-step", minutes=NASTY)
    assert "<script>alert" not in refused.text
    joined = await evening.stranger.get("/join", params={"code": NASTY})
    assert "<script>alert" not in joined.text


@pytest.mark.parametrize(
    "name", ["\u202egnp.exe", "a\u0000b", "\ud7ff\U0010ffff", "👩‍👩‍👧‍👦", "z̷̢̛a̸l̶g̵o̴" * 3, "ﷺ", "Ünïcödé 漢字 עברית"]
)
async def test_weird_letters_in_a_name_are_kept_or_cleaned(evening: Evening, name: str) -> None:
    visit = await evening.enter(name)
    assert (await visit.get("table")).status_code == 200
    shown = (await evening.app.gatherings.hall(evening.id)).people[visit.person].name
    assert not re.search("[\u0000-\u001f\u202e]", shown)


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u200b", "\u202e", "\u0000", "x" * 41])
async def test_a_name_that_nobody_could_read_is_refused_on_the_form(evening: Evening, name: str) -> None:
    before = await history(evening)
    answer = await evening.stranger.ask("POST", "/join", data={"code": evening.hosted.code, "name": name})
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    assert await history(evening) == before


async def test_every_answer_carries_the_safety_headers(evening: Evening, ana: Visit) -> None:
    asked = [
        ("GET", "/"),
        ("GET", "/nope"),
        ("GET", "/static/css/tokens.css"),
        ("GET", "/static/nope"),
        ("GET", "/healthz"),
        ("POST", "/"),
        ("OPTIONS", "/host"),
        ("GET", f"{ana.base}/table"),
        ("GET", f"{ana.base}/here"),
        ("POST", f"{ana.base}/do/nope"),
        ("GET", "/i/nonsense"),
        ("GET", evening.facilitator.base),
    ]
    for method, path in asked:
        answer = await ana.ask(method, path)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, (method, path)
        assert "server" not in answer.headers
    assert (await ana.get("table")).headers["cache-control"] == "no-store"


async def test_a_cookie_is_good_for_its_own_pages_and_hidden_from_scripts(evening: Evening) -> None:
    answer = await evening.stranger.ask("POST", "/join", data={"code": evening.hosted.code, "name": "Gil"})
    cookie = answer.headers["set-cookie"]
    base = answer.headers["location"].removesuffix("/here")
    assert f"Path={base};" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    secure = create_app(evening.app.gatherings, evening.app.presence, address="https://council.example")
    answer = await Visit(secure).ask("POST", "/join", data={"code": evening.hosted.code, "name": "Hal"})
    assert "Secure" in answer.headers["set-cookie"]


async def test_a_plain_form_without_javascript_is_sent_on(evening: Evening, ana: Visit) -> None:
    done = await ana.ask("POST", "do/raise-hand", headers={"referer": f"{ADDRESS}{ana.base}/table"})
    assert (done.status_code, done.headers["location"]) == (303, f"{ana.base}/here")
    for referer, back in ((f"{ADDRESS}{ana.base}/table", f"{ana.base}/table"), ("http://evil.test/x", "/"), ("", "/")):
        refused = await ana.ask("POST", "do/raise-hand", headers={"referer": referer} if referer else {})
        assert refused.status_code == 409
        assert f'href="{back}"' in refused.text
        assert "evil" not in refused.text


# --- sockets ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hello",
    [
        "",
        "nonsense",
        "[]",
        "null",
        '{"have": 3}',
        '{"have": {"bar": null}}',
        "[" * 16_000,
        '"' * 200_000,
        '{"home": 7}',
    ],
)
async def test_a_tab_that_says_nonsense_gets_everything(ana: Visit, hello: str) -> None:
    async with ana.open("table") as socket:
        await socket.send(hello)
        await socket.until(lambda: "talk" in socket.shown)
        assert socket.closed is None


async def test_bytes_that_are_no_pad_close_the_socket_and_harm_nobody(evening: Evening, ana: Visit) -> None:
    for garbage in (b"", b"\xff" * 40, b"\x00\x02\x05abc", b"\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"):
        async with ana.open("table") as socket:
            await socket.hello()
            await socket.quiet()
            await socket.send(garbage)
            await socket.until(lambda at=socket: at.closed is not None)
    async with ana.open("table") as socket:
        await socket.hello()
        await socket.quiet()
        await socket.send(written("Hello"))
        await socket.until(lambda: "!saved 1" in socket.orders)
    assert await evening.app.gatherings.pad_text(evening.id, 1) == "Hello"


def written(words: str) -> bytes:
    doc: Doc[XmlFragment] = Doc()
    append_paragraph(doc, words)
    return create_update_message(doc.get_update())


async def test_a_frame_that_is_too_large_is_refused_in_words(ana: Visit) -> None:
    async with ana.open("table") as socket:
        await socket.hello()
        await socket.quiet()
        await socket.send(written("x" * 270_000))
        await socket.until(lambda: any(order.startswith("!refused ") for order in socket.orders))
        assert socket.closed is None


async def test_a_pad_of_another_seat_is_not_written_after_a_move(evening: Evening, ana: Visit) -> None:
    async with ana.open("table") as socket:
        await socket.hello()
        await socket.quiet()
        await evening.facilitator.must("move-person", person=ana.person, place="1:3")
        await socket.send(written("from the old seat"))
        await socket.until(lambda: socket.closed is not None)
        assert "!reload" in socket.orders
    assert await evening.app.gatherings.pad_text(evening.id, 1) == ""


async def test_a_tab_follows_the_agenda_even_if_it_was_away(evening: Evening, ana: Visit) -> None:
    async with ana.open("table") as socket:
        await socket.hello(home="table")
        await socket.quiet()
        await evening.go_to("sidebar")
        await socket.until(lambda: socket.closed is not None)
        assert socket.orders[-1] == "!go sidebar"
    async with ana.open("table") as socket:
        await socket.hello(home="table")
        await socket.until(lambda: socket.closed is not None)
        assert socket.orders == ["!go sidebar"]
    async with ana.open("sidebar") as socket:
        await socket.hello(home="sidebar")
        await socket.until(lambda: "room-talk" in socket.shown)
        await evening.go_to("cs3")
        await socket.until(lambda: socket.closed is not None)
        assert socket.orders[-1] == "!go table"


async def test_a_frozen_charter_freezes_the_pad(evening: Evening, ana: Visit) -> None:
    cleo = evening.people["Cleo"]
    await evening.app.gatherings.at_table(
        evening.id, 1, forms.TABLE_FORMS["declare-fact"](forms.Form({"text": ["a"]}), 1)
    )
    await cleo.must("table-motion", POLICY)
    await evening.go_to("cs3")
    async with ana.open("table") as socket:
        await socket.hello(home="table")
        await socket.until(lambda: "!pad open" in socket.orders)
        await _adopt_something(evening)
        await cleo.must("call-final-vote")
        await socket.until(lambda: "!pad frozen" in socket.orders)
        await socket.send(written("too late"))
        await socket.quiet()
    assert await evening.app.gatherings.pad_text(evening.id, 1) == ""
    refused = await ana.do("replace-pad", text="too late")
    assert is_one_sentence(refused) == "The pad cannot be written on now."


async def _adopt_something(evening: Evening) -> None:
    """Carry the motion on the table by everybody's vote."""
    gatherings = evening.app.gatherings
    council = await gatherings.table(evening.id, 1)
    motion = next(iter(council.live_motions))

    async def do(name: str, seat: int, **fields: str) -> None:
        form = forms.Form({key: [value] for key, value in fields.items()})
        await gatherings.at_table(evening.id, 1, forms.TABLE_FORMS[name](form, seat))

    if motion.status == "tabled":
        await do("second-motion", 3, motion=motion.id)
    await do("open-vote", 9, motion=motion.id)
    for seat in range(1, 11):
        if (await gatherings.table(evening.id, 1)).motions[motion.id].status == "voting":
            await do("cast-ballot", seat, motion=motion.id, version=str(motion.version), choice="yes")


# --- the host's troubles ----------------------------------------------------------------------------------------------


async def test_a_broken_pack_is_one_sentence_on_the_host_page(tmp_path: Path) -> None:
    pack = tmp_path / "packs" / "my-pack"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("schema: mesh-council/pack@1\nslug: my-pack\ntitel: Oops\n")
    app = in_memory(packs=tmp_path / "packs")
    host = Visit(create_app(app.gatherings, app.presence))
    page = await host.get("/host")
    assert page.status_code == 200
    assert "The Rainbow Road Council" in page.text
    assert "The pack “my-pack” cannot be played:" in page.text
    refused = await host.ask("POST", "/host", data={"pack": "my-pack"})
    assert refused.status_code == 422
    assert "The pack “my-pack” cannot be played:" in refused.text
    assert await app.gatherings.all() == []


STEPS = ("setup", "cs1", "emergency", "cs2", "sidebar", "cs3", "present", "reveal")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"pack": "nope"}, "There is no pack called"),
        ({"plan": "nope"}, "has no plan"),
        ({"tables": "0"}, "Choose between 1 and 50 tables."),
        ({"tables": "51"}, "Choose between 1 and 50 tables."),
        ({"tables": "many"}, "should be a whole number"),
        ({"reading": "loose"}, "“reading” cannot be “loose”."),
        ({"seating": "fight"}, "“seating” cannot be “fight”."),
        ({"title": "x" * 121}, "120"),
        ({"minutes.sixty.cs1": "100000"}, "minutes"),
        (
            {
                f"skip.sixty.{step}": "1"
                for step in ("setup", "cs1", "emergency", "cs2", "sidebar", "cs3", "present", "reveal")
            },
            "plan",
        ),
    ],
)
async def test_hosting_that_makes_no_sense_is_one_sentence_on_the_form(fields: dict[str, str], sentence: str) -> None:
    evening = await an_evening()
    answer = await evening.stranger.ask("POST", "/host", data={"plan": "sixty", **fields})
    assert answer.status_code == 422
    alert = re.search(r'role="alert".*?<p>(.*?)</p>', answer.text, re.DOTALL)
    assert alert is not None
    assert sentence in alert[1]
    assert len(await evening.app.gatherings.all()) == 1


async def test_a_full_disk_is_one_sentence_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened_connections: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def remembering(*arguments: Any, **named: Any) -> sqlite3.Connection:
        opened_connections.append(connect(*arguments, **named))
        return opened_connections[-1]

    monkeypatch.setattr(sqlite3, "connect", remembering)
    with opened(Settings(tmp_path)) as app:
        evening = await an_evening(application=app)
        ana = await evening.enter("Ana", 1, 5)
        await evening.fill_with_bots()
        await evening.start()
        await evening.go_to("cs1")
        await ana.must("say", audience="council", text="kept")
        _fill(opened_connections)
        answers = [await ana.do("say", audience="council", text="x" * 2_000) for _ in range(12)]
        assert answers[-1].status_code == 503
        assert is_one_sentence(answers[-1]).startswith("The server's disk is full, so this was not saved")
        plain = await ana.ask("POST", "do/say", data={"audience": "council", "text": "x" * 2_000})
        assert plain.status_code == 503
        assert "The server&#39;s disk is full" in plain.text
        joined = await evening.stranger.ask("POST", "/join", data={"code": evening.hosted.code, "name": "y" * 40})
        assert joined.status_code in (303, 503)
        page = await ana.get("table")
        assert page.status_code == 200
        assert "kept" in page.text
        _empty(opened_connections)
        await ana.must("say", audience="council", text="after")
        said = [message.text for message in (await app.gatherings.table(evening.id, 1)).messages]
        stored = [event for _, event in await app.gatherings.table_record(evening.id, 1)]
        assert said[0] == "kept"
        assert said[-1] == "after"
        assert len([event for event in stored if type(event).__name__ == "Said"]) == len(said)
        await evening.end()


def _fill(connections: list[sqlite3.Connection]) -> None:
    """Let the database grow by a few pages at most."""
    _limit(connections, lambda pages: pages + 2)


def _empty(connections: list[sqlite3.Connection]) -> None:
    _limit(connections, lambda _: 1_000_000)


def _limit(connections: list[sqlite3.Connection], most: Callable[[int], int]) -> None:
    for connection in connections:
        try:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {most(pages)}")
        except sqlite3.ProgrammingError:  # closed, or bound to another thread
            continue
