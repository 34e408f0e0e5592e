"""Every route, socket and refusal, through everybody's eyes: a secret stands where its table says, and nowhere else."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import httpx
import pytest
from litestar.routes import HTTPRoute

from meshcouncil.council import offers as table_offers
from meshcouncil.council.views import Seated, view
from meshcouncil.gathering import offers as hall_offers
from meshcouncil.gathering import views as hall_views
from meshcouncil.gathering.viewers import BotSeat
from meshcouncil.web import forms
from meshcouncil.web.places import LIVE_PAGES, READING
from tests.web.evening import Evening, Visit, an_evening
from tests.web.planted import (
    claim,
    deliberate,
    meet_in_the_sidebar,
    planted_pack,
    reveal,
    seers,
    the_evenings,
    visits_of,
)

PARTICIPANT_PAGES = ("here", *sorted(LIVE_PAGES | READING), "motion-M1", "motion-M99", "nope")
MINUTES = ("minutes-1", "minutes-2.md", "minutes-1.json", "minutes-9", "minutes-x")
FACILITATOR_PAGES = ("here", "lobby", "console", "debrief", "table-1", "table-2", "table-9", *MINUTES, "nope")
READ_BY_THEIR_ROUTE = {"replace-pad", "write-pad-policy", "call-final-vote", "move-graph-draft", "amend-graph"}
COMMANDS = {*forms.TABLE_FORMS, *forms.SEAT_FORMS, *forms.PERSON_FORMS, *READ_BY_THEIR_ROUTE, "nope"}
HARMLESS = sorted(COMMANDS - {"raise-hand", "lower-hand", "leave-seat", "leave-hall", "call-help", "answer-help"})
TRIED_ON_OTHERS = ("table", "debrief", "do/say", "console")
CANARY = re.compile(r"canary-[a-z0-9_-]*[a-z0-9]")


class Crawl:
    """Two gatherings on one server, and everything that can be asked of it."""

    def __init__(self, evening: Evening, other: Evening) -> None:
        self.evening = evening
        self.other = other
        self.codes = (evening.hosted.code, other.hosted.code, "NOSUCH")
        self.persons = [*(visit.person for visit in (*evening.people.values(), *other.people.values())), "nobody"]
        self.tokens = [evening.people["Ana"].token, evening.hosted.facilitator, evening.hosted.projector, "nonsense"]

    def fillings(self) -> dict[tuple[str, str], Callable[[], Iterator[str]]]:
        """Give for every route the addresses to ask. A new route without a row here fails the test below."""
        return {
            ("GET", "/"): lambda: iter(["/"]),
            ("GET", "/host"): lambda: iter(["/host"]),
            ("POST", "/host"): lambda: iter(["/host"]),
            ("GET", "/join"): lambda: (f"/join?code={code}" for code in self.codes),
            ("POST", "/join"): lambda: iter(["/join"]),
            ("GET", "/j/{code}"): lambda: (f"/j/{code}" for code in self.codes),
            ("GET", "/i/{token}"): lambda: (f"/i/{token}" for token in self.tokens),
            ("POST", "/i/{token}"): lambda: (f"/i/{token}" for token in ("nonsense", "x" * 600)),
            ("GET", "/healthz"): lambda: iter(["/healthz"]),
            ("GET", "/static/{file_path}"): lambda: iter(["/static/css/tokens.css", "/static/../app.py", "/static/no"]),
            ("HEAD", "/static/{file_path}"): lambda: iter(["/static/css/tokens.css"]),
            ("GET", "/g/{code}/p/{person}/here"): lambda: self._participant(("here",)),
            ("GET", "/g/{code}/p/{person}/{name}"): lambda: self._participant(PARTICIPANT_PAGES),
            ("GET", "/g/{code}/p/{person}/library"): lambda: self._participant(("library", "library?q=contract")),
            ("GET", "/g/{code}/p/{person}/library/{card}"): lambda: self._participant(("library/stars", "library/no")),
            ("POST", "/g/{code}/p/{person}/do/{command}"): lambda: self._participant(f"do/{each}" for each in HARMLESS),
            ("LIVE", "/g/{code}/p/{person}/{name}/live"): lambda: self._participant(PARTICIPANT_PAGES),
            ("GET", "/g/{code}/f"): lambda: (f"/g/{code}/f" for code in self.codes),
            ("GET", "/g/{code}/f/here"): lambda: (f"/g/{code}/f/here" for code in self.codes),
            ("GET", "/g/{code}/f/table/{table}"): lambda: self._facilitator(["table/1", "table/9"]),
            ("GET", "/g/{code}/f/{name}"): lambda: self._facilitator(FACILITATOR_PAGES),
            ("POST", "/g/{code}/f/do/{command}"): lambda: self._facilitator(["do/nope", "do/judge-goal", "do/say"]),
            ("POST", "/g/{code}/f/invite"): lambda: self._facilitator(["invite"]),
            ("LIVE", "/g/{code}/f/{name}/live"): lambda: self._facilitator(FACILITATOR_PAGES),
            ("GET", "/g/{code}/projector"): lambda: (f"/g/{code}/projector" for code in self.codes),
            ("GET", "/g/{code}/projector/screen"): lambda: (f"/g/{code}/projector/screen" for code in self.codes),
            ("LIVE", "/g/{code}/projector/screen/live"): lambda: (f"/g/{code}/projector/screen" for code in self.codes),
        }

    def _participant(self, pages: Iterable[str]) -> Iterator[str]:
        for page in pages:
            yield from (f"/g/{code}/p/{person}/{page}" for code in self.codes for person in self.persons)

    def _facilitator(self, pages: Iterable[str]) -> Iterator[str]:
        for page in pages:
            yield from (f"/g/{code}/f/{page}" for code in self.codes)

    def is_own(self, visit: Visit, path: str) -> bool:
        return bool(visit.base) and path.startswith(f"{visit.base}/")

    async def see(self, visit: Visit) -> str:
        """Ask for everything as one visitor; give all that was ever answered."""
        asked = [(method, path) for (method, _), addresses in self.fillings().items() for path in addresses()]
        tried = [(method, path) for method, path in asked if self.is_worth_trying(visit, path)]
        return "\n".join([await self._ask(visit, method, path) for method, path in tried])

    def is_worth_trying(self, visit: Visit, path: str) -> bool:
        """Tell whether to ask: everything of one's own and of nobody's, the likeliest of others'."""
        return self.is_own(visit, path) or not path.startswith("/g/") or path.endswith(TRIED_ON_OTHERS)

    async def _ask(self, visit: Visit, method: str, path: str) -> str:
        if method == "LIVE":
            async with visit.open(path) as socket:
                if socket.accepted and socket.closed is None:
                    await socket.hello()
                    await socket.quiet(0.06 if self.is_own(visit, path) else 0.01)
                return "\n".join([*socket.frames, *(frame.decode(errors="replace") for frame in socket.pad)])
        answer = await visit.ask(method, path)
        assert answer.status_code < 500, (method, path, answer.text)
        return f"{answer.headers}\n{answer.text}"


@pytest.fixture
async def crawl(tmp_path: Path) -> Crawl:
    packs = planted_pack(tmp_path / "packs")
    evening = await an_evening(tables=2, packs=packs)
    other = await an_evening(application=evening.app)
    await the_evenings(evening, other)
    return Crawl(evening, other)


def test_every_route_is_crawled(crawl: Crawl) -> None:
    routes = {
        (method, route.path_format)
        for route in crawl.evening.web.routes
        for method in (route.methods - {"OPTIONS"} if isinstance(route, HTTPRoute) else {"LIVE"})
    }
    assert routes == set(crawl.fillings())


async def canaries_seen(crawl: Crawl) -> dict[str, set[str]]:
    """Let everybody look at everything; give who saw which canary."""
    seen: dict[str, set[str]] = {canary: set() for canary in seers()}
    for name, visit in visits_of(crawl.evening, crawl.other).items():
        for canary in set(CANARY.findall(await crawl.see(visit))):
            seen[canary].add(name)
    for canary in set(CANARY.findall(await _what_a_bot_is_given(crawl.evening))):
        seen[canary].add("bot 3")
    return seen


async def _what_a_bot_is_given(evening: Evening) -> str:
    hall = await evening.app.gatherings.hall(evening.id)
    council = await evening.app.gatherings.table(evening.id, 1)
    me = BotSeat(1, 3)
    given = (view(council, Seated(3)), tuple(table_offers.offers(council, 3)), hall_views.view(hall, me))
    return repr((given, tuple(hall_offers.offers(hall, me))))


async def test_a_secret_stands_where_its_table_says_and_nowhere_else(
    crawl: Crawl, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    before: dict[str, set[str]] = {canary: set() for canary in seers()}
    for play in (deliberate, meet_in_the_sidebar, claim):
        await play(crawl.evening)
        for canary, names in (await canaries_seen(crawl)).items():
            before[canary] |= names
    await reveal(crawl.evening)
    after = await canaries_seen(crawl)
    expected = seers()
    assert before == {canary: set(first) for canary, (first, _) in expected.items()}
    stray = {canary: names - expected[canary][1] for canary, names in after.items()}
    assert stray == {canary: set() for canary in expected}
    shown = {canary for canary in expected if re.match("canary-(mission|team|clause|reason)", canary)}
    assert {canary: after[canary] for canary in shown} == {canary: set(expected[canary][1]) for canary in shown}
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("http"))
    assert CANARY.findall(logged) == []
    assert [token for token in _tokens(crawl) if token in logged] == []
    await crawl.evening.end()


def _tokens(crawl: Crawl) -> list[str]:
    return [visit.token for visit in visits_of(crawl.evening, crawl.other).values() if visit.token]


async def test_a_link_is_shown_to_its_owner_alone(crawl: Crawl) -> None:
    await deliberate(crawl.evening)
    seen: dict[str, set[str]] = {token: set() for token in _tokens(crawl)}
    for name, visit in visits_of(crawl.evening, crawl.other).items():
        everything = re.sub(r'action="/i/[^"]+"', "", await crawl.see(visit))
        for token, names in seen.items():
            names.update({name} if token in everything else ())
    owners = {visit.token: {name} for name, visit in visits_of(crawl.evening, crawl.other).items() if visit.token}
    owners[crawl.evening.hosted.projector] = {"facilitator"}
    owners[crawl.evening.people["Eve"].token] = {"Eve"}
    assert seen == owners
    await crawl.evening.end()


def said(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.text


async def test_not_yours_and_does_not_exist_answer_alike(crawl: Crawl) -> None:
    evening, other = crawl.evening, crawl.other
    await deliberate(evening)
    ana, ben, nobody = evening.people["Ana"], evening.people["Ben"], evening.stranger
    nothing = said(await nobody.get("/g/NOSUCH/p/nobody/table"))
    assert nothing[0] == 404
    for visit in (ana, nobody, other.people["Fay"], evening.facilitator, evening.projector):
        for path in (f"{ben.base}/table", f"{ben.base}/nope", f"/g/{evening.hosted.code}/p/nobody/table"):
            assert said(await visit.get(path)) == nothing
        for path in (f"{other.facilitator.base}/console" if visit != other.facilitator else "/g/NOSUCH/f/console",):
            assert said(await visit.get(path)) == nothing
        assert said(await visit.ask("POST", f"{ben.base}/do/say", data={"text": "I am Ben"})) == nothing
    assert said(await evening.facilitator.get("table-9")) == nothing
    assert said(await ana.get("nope")) == nothing


async def test_wrong_links_and_codes_answer_alike(crawl: Crawl) -> None:
    evening = crawl.evening
    await evening.app.gatherings.revoke_links(evening.id, "person", evening.people["Eve"].person)
    revoked = evening.people["Eve"].token
    forged = revoked[:-4] + ("AAAA" if not revoked.endswith("AAAA") else "BBBB")
    answers = {said(await evening.stranger.get(f"/i/{token}")) for token in (revoked, forged, "nonsense", "x" * 2_000)}
    answers |= {said(await evening.stranger.ask("POST", f"/i/{token}")) for token in (revoked, forged, "nonsense")}
    assert len(answers) == 1
    codes = [said(await evening.stranger.get(f"/j/{code}"))[1].replace(code, "CODE") for code in ("AAAAAA", "ZZZZZZ")]
    assert codes[0] == codes[1]


async def test_foreign_sockets_hear_the_same_goodbye(crawl: Crawl) -> None:
    evening, other = crawl.evening, crawl.other
    ana, ben = evening.people["Ana"], evening.people["Ben"]
    heard = set()
    for visit, path in (
        (ana, f"{ben.base}/table"),
        (evening.stranger, f"{ben.base}/table"),
        (other.people["Fay"], f"{ben.base}/lobby"),
        (ana, "/g/NOSUCH/p/nobody/table"),
        (ana, f"{ana.base}/nope"),
        (other.facilitator, f"{evening.facilitator.base}/console"),
        (evening.facilitator, f"{evening.facilitator.base}/table-9"),
        (ana, f"{evening.projector.base}/screen"),
    ):
        async with visit.open(path) as socket:
            await socket.until(lambda at=socket: at.closed is not None)
            heard.add((tuple(socket.frames), socket.closed))
    assert heard == {(("!bye This link is no longer good. Ask your facilitator for a new one.",), 1000)}
