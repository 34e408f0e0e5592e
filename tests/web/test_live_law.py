"""The live page is the reloaded page: whatever happens, what is not drawn again still stands as it was drawn.

Random play over whole evenings. After every move each page is looked at through several pairs of eyes: a fragment that
`mark_of` calls good must be exactly what a fresh drawing would be, a shared drawing what each viewer's own would be.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import pytest
from jinja2 import Environment

from meshcouncil.application.streams import table_pad
from meshcouncil.bots.mandate import mandate_of
from meshcouncil.bots.principled import Principled
from meshcouncil.bots.strategy import Progress
from meshcouncil.council import offers as table_offers
from meshcouncil.council.views import Seated, view
from meshcouncil.gathering import commands as in_hall
from meshcouncil.gathering import offers as hall_offers
from meshcouncil.gathering.viewers import Facilitator, Participant, Projector, Viewer
from meshcouncil.web.drawing import Drawings, Mark, mark_of
from meshcouncil.web.fragments import FRAGMENTS, PAGES
from meshcouncil.web.house import House
from meshcouncil.web.places import LIVE_PAGES, may_open
from meshcouncil.web.scene import Needs, Scene
from meshcouncil.web.templating import environment
from meshcouncil.web.visitors import Visitor
from tests.web.evening import ADDRESS, Evening, Socket, Visit, an_evening

STEPS_OF_PLAY = 30
RARE = (in_hall.CloseGathering, in_hall.Reveal, in_hall.LeaveHall)
EVERYTHING = Needs(every_table=True, pads=True, story=True)
FROM_A_SHARED_VIEW = ("work-nav", "decisions", "graph", "policies", "procedure")

Key = tuple[str, str, str]


@dataclass
class Onlookers:
    """Everybody who looks, and what they saw last."""

    evening: Evening
    house: House
    templates: Environment
    seen: dict[Key, tuple[Mark, str]] = field(default_factory=dict)
    checked: set[str] = field(default_factory=set)

    async def scenes(self) -> list[tuple[str, str, Scene]]:
        """Give (viewer, page, scene) for every page that is open to somebody now."""
        open_pages = []
        for who, viewer, page, needs in self._windows():
            scene = await self._scene(who, viewer, needs)
            if scene is not None and may_open(scene, page):
                open_pages.append((who, page, scene))
        return open_pages

    def _windows(self) -> Iterator[tuple[str, Viewer, str, Needs]]:
        for name, visit in self.evening.people.items():
            for page in sorted(LIVE_PAGES):
                needs = Needs(every_table=page in ("presentations", "debrief"), story=page == "debrief")
                yield name, Participant(visit.person), page, needs
        for page in ("hall", "console", "debrief"):
            yield "facilitator", Facilitator(), page, EVERYTHING
        yield "facilitator", Facilitator(), "onlooker", Needs(table=2)
        yield "projector", Projector(), "screen", Needs(every_table=True)

    async def _scene(self, who: str, viewer: Viewer, needs: Needs) -> Scene | None:
        gatherings = self.evening.app.gatherings
        hall = await gatherings.hall(self.evening.id)
        if isinstance(viewer, Participant) and viewer.person not in hall.people:
            return None
        if needs.table is not None and needs.table not in hall.open_tables:
            return None
        visits = {"facilitator": self.evening.facilitator, "projector": self.evening.projector, **self.evening.people}
        entry = await gatherings.by_id(self.evening.id)
        return await self.house.scene(Visitor(entry, viewer, visits[who].token), ADDRESS, needs)

    async def look(self) -> None:
        """Compare every fragment of every open page with a fresh drawing of it, then remember it."""
        afresh = {}
        for who, page, scene in await self.scenes():
            for name in PAGES[page]:
                key = (who, page, name)
                afresh[key] = (mark_of(scene, FRAGMENTS[name]), str(Drawings(self.templates).draw(scene, name).html))
                self._compare(key, *afresh[key])
                kept = str(self.house.drawings.draw(scene, name).html)
                assert kept == afresh[key][1], f"{key}: the drawing shared with others is not this viewer's"
                self.checked.add(name)
        self.seen = afresh

    def _compare(self, key: Key, mark: Mark, html: str) -> None:
        before = self.seen.get(key)
        if before is not None and before[0] == mark:
            assert before[1] == html, f"{key} changed, and nothing told it"

    async def look_again_later(self) -> None:
        """Let time pass: nothing on any page may change by itself."""
        self.evening.watch.at += 7_321
        for who, page, scene in await self.scenes():
            for name in PAGES[page]:
                html = str(Drawings(self.templates).draw(scene, name).html)
                assert html == self.seen[who, page, name][1], f"{(who, page, name)} changed by itself"


@dataclass
class Play:
    """A random evening."""

    evening: Evening
    dice: Random

    async def move(self) -> None:
        """Let somebody do something; most often what brings the evening on."""
        self.evening.watch.at += self.dice.randrange(20_000)
        await self.dice.choices(
            [self._bot_moves, self._table_moves, self._hall_moves, self._next_step, self._pad_moves], [5, 4, 5, 1, 1]
        )[0]()

    async def _next_step(self) -> None:
        hall = await self.evening.app.gatherings.hall(self.evening.id)
        if hall.stage == "running" and hall.following is not None:
            await self.evening.app.gatherings.in_hall(self.evening.id, in_hall.NextStep(self.evening.watch.at))

    async def _hall_moves(self) -> None:
        hall = await self.evening.app.gatherings.hall(self.evening.id)
        viewers: list[Viewer] = [Facilitator(), *(Participant(each.person) for each in self.evening.people.values())]
        viewer = self.dice.choice(viewers)
        offers = [each for each in hall_offers.offers(hall, viewer) if self._is_timely(each.command)]
        kinds = sorted({type(each.command).__name__ for each in offers})
        if kinds:
            kind = self.dice.choice(kinds)
            offer = self.dice.choice([each for each in offers if type(each.command).__name__ == kind])
            command = self._filled(offer.command, offer.holes)
            await self.evening.app.gatherings.in_hall(self.evening.id, command, viewer)

    def _is_timely(self, command: object) -> bool:
        return not isinstance(command, RARE) or self.dice.random() < 0.06

    async def _table_moves(self) -> None:
        table, council, seats = await self._a_table()
        if seats:
            seat = self.dice.choice(seats)
            offers = list(table_offers.offers(council, seat))
            kinds = sorted({type(each.command).__name__ for each in offers})
            if kinds:
                kind = self.dice.choice(kinds)
                offer = self.dice.choice([each for each in offers if type(each.command).__name__ == kind])
                command = self._filled(offer.command, offer.holes)
                await self.evening.app.gatherings.at_table(self.evening.id, table, command)

    async def _bot_moves(self) -> None:
        """Two turns of good play, so that motions pass and charters grow."""
        for _ in range(2):
            table, council, seats = await self._a_table()
            progress = Progress(self.dice.random(), self.dice.random())
            self.dice.shuffle(seats)
            for seat in seats:
                mandate = mandate_of(council.definition, seat, "open")
                offers = table_offers.offers(council, seat)
                command = Principled().next_command(view(council, Seated(seat)), offers, mandate, progress, self.dice)
                if command is not None:
                    await self.evening.app.gatherings.at_table(self.evening.id, table, command)
                    break

    async def _pad_moves(self) -> None:
        pad = await self.evening.app.gatherings.pads.open(table_pad(self.evening.id, self.dice.choice((1, 2))))
        await pad.append_paragraph(f"Line {self.dice.randrange(1_000)}")

    async def _a_table(self) -> tuple[int, Any, list[int]]:
        table = self.dice.choice((1, 2))
        council = await self.evening.app.gatherings.table(self.evening.id, table)
        return table, council, sorted(council.seats)

    def _filled(self, command: Any, holes: tuple[str, ...]) -> Any:
        word = f"words {self.dice.randrange(1_000)} <b>&"
        values: dict[str, Any] = {
            "name": f"Guest {self.dice.randrange(9)}",
            "names": ("Bo", "Sam", "Kim"),
            "person": "nobody-new",
            "minutes": self.dice.randrange(1, 9),
            "machine": None,
            "dice": tuple(self.dice.randrange(1_000) for _ in range(60)),
        }
        written = {hole: word for hole in holes if isinstance(getattr(command, hole, None), str) and hole != "motion"}
        chosen = written | {hole: value for hole, value in values.items() if hole in holes and hasattr(command, hole)}
        if hasattr(command, "at"):
            chosen["at"] = self.evening.watch.at
        return replace(command, **chosen)


async def evening_of(seed: int, facilitated: bool) -> Evening:
    evening = await an_evening(tables=2, facilitated=facilitated)
    await evening.enter("Ana", 1, 9)
    await evening.enter("Ben", 1, 5)
    await evening.enter("Cleo", 2, 9)
    if seed % 3:
        await evening.enter("Dov")
    return evening


@pytest.mark.parametrize("seed", range(4))
async def test_what_no_event_made_stale_is_what_would_be_drawn_now(seed: int) -> None:
    evening = await evening_of(seed, facilitated=seed % 2 == 0)
    templates = environment()
    house = House(evening.app.gatherings, evening.app.presence, templates, Drawings(templates))
    onlookers, play = Onlookers(evening, house, templates), Play(evening, Random(seed))
    await onlookers.look()
    await evening.fill_with_bots()
    await onlookers.look()
    await evening.start()
    for _ in range(STEPS_OF_PLAY):
        await play.move()
        await onlookers.look()
    await onlookers.look_again_later()
    await evening.end()


async def test_presence_and_typing_are_told_like_events() -> None:
    evening = await evening_of(1, facilitated=True)
    templates = environment()
    house = House(evening.app.gatherings, evening.app.presence, templates, Drawings(templates))
    onlookers = Onlookers(evening, house, templates)
    ana = evening.people["Ana"].person
    await evening.fill_with_bots()
    await evening.start()
    await onlookers.look()
    presence = evening.app.presence
    with presence.here(evening.id, ana):
        await onlookers.look()
        presence.typed(evening.id, ana)
        await onlookers.look()
        evening.watch.at += 5_000
        await onlookers.look()
    await onlookers.look()
    assert presence.present(evening.id) == frozenset()
    await evening.end()


async def test_shared_fragments_say_what_each_viewers_own_view_says() -> None:
    evening = await evening_of(1, facilitated=True)
    templates = environment()
    house = House(evening.app.gatherings, evening.app.presence, templates, Drawings(templates))
    onlookers, play = Onlookers(evening, house, templates), Play(evening, Random(11))
    await evening.fill_with_bots()
    await evening.start()
    await evening.go_to((await evening.app.gatherings.hall(evening.id)).steps[2].id)
    compared = 0
    for _ in range(25):
        await play.move()
        for who, page, scene in await onlookers.scenes():
            for name in set(PAGES[page]) & set(FROM_A_SHARED_VIEW):
                context = {**FRAGMENTS[name].context(scene), "view": scene.view}
                own = templates.get_template(f"fragments/{name}.html").render(**context, base=".")
                assert own == str(house.drawings.draw(scene, name).html), (who, page, name)
                compared += 1
    assert compared > 100
    await evening.end()


async def test_every_fragment_is_looked_at() -> None:
    evening = await evening_of(2, facilitated=True)
    templates = environment()
    house = House(evening.app.gatherings, evening.app.presence, templates, Drawings(templates))
    onlookers = Onlookers(evening, house, templates)
    await onlookers.look()
    await evening.fill_with_bots()
    await evening.start()
    for step in [step.id for step in (await evening.app.gatherings.hall(evening.id)).steps]:
        await evening.go_to(step)
        await onlookers.look()
    assert onlookers.checked == set(FRAGMENTS)
    await evening.end()


@dataclass
class OpenPage:
    """A browser's page that follows the agenda, and comes back whenever it is cut off."""

    visit: Visit
    page: str
    kind: str
    socket: Socket | None = None

    async def keep_open(self, stack: AsyncExitStack) -> None:
        """Open the page, or the one that it was sent to, if it is not open."""
        while self.socket is None or self.socket.closed is not None:
            orders = [] if self.socket is None else [each for each in self.socket.orders if each.startswith("!go ")]
            if orders:
                self.page = self.kind = orders[-1].removeprefix("!go ")
            self.socket = await stack.enter_async_context(self.visit.open(self.page))
            await self.socket.hello(home=self.page if self.visit.person else "")
            await self.socket.quiet(0.1)


@pytest.mark.parametrize("seed", range(2))
async def test_what_the_sockets_sent_is_what_the_pages_show(seed: int) -> None:
    """The same law over the wire: however drawings were kept and shared, every open page ends up as if reloaded."""
    evening = await evening_of(seed, facilitated=True)
    templates = environment()
    onlookers = Onlookers(
        evening, House(evening.app.gatherings, evening.app.presence, templates, Drawings(templates)), templates
    )
    play = Play(evening, Random(100 + seed))
    await evening.fill_with_bots()
    await evening.start()
    await evening.go_to("cs1")
    pages = [OpenPage(evening.people[name], "table", "table") for name in ("Ana", "Ben", "Cleo")]
    pages += [OpenPage(evening.facilitator, "console", "console"), OpenPage(evening.facilitator, "table-2", "onlooker")]
    pages.append(OpenPage(evening.projector, "screen", "screen"))
    async with AsyncExitStack() as stack:
        for _ in range(8):
            for page in pages:
                await page.keep_open(stack)
            for _ in range(3):
                await play.move()
                await asyncio.sleep(0.01)
            await asyncio.gather(*(page.socket.quiet(0.25) for page in pages if page.socket is not None))
            await _compare_open_pages(onlookers, pages)
    await evening.end()


async def _compare_open_pages(onlookers: Onlookers, pages: list[OpenPage]) -> None:
    scenes = {(who, page): scene for who, page, scene in await onlookers.scenes()}
    for page in pages:
        if page.socket is None or page.socket.closed is not None:
            continue
        who = next((name for name, visit in onlookers.evening.people.items() if visit == page.visit), "")
        who = who or ("projector" if page.kind == "screen" else "facilitator")
        for name in PAGES[page.kind]:
            html = str(Drawings(onlookers.templates).draw(scenes[who, page.kind], name).html)
            if name != "console-tables":  # its letters on pads are counted when something else wakes it
                assert page.socket.shown[name] == html, (who, page.kind, name)
