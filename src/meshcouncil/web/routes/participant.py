"""A participant's pages: lobby, table, sidebar, presentations, debrief, and what there is to read."""

from __future__ import annotations

from litestar import get, post, websocket
from litestar.params import FromPath

from meshcouncil.web import library, live, minutes, motion_page, pages, visitors
from meshcouncil.web.asking import Answer, Ask, Connection, Socket, TheHouse
from meshcouncil.web.commands import do
from meshcouncil.web.house import House
from meshcouncil.web.places import LIVE_PAGES, MINUTES, READING, home_page, may_open
from meshcouncil.web.scene import Needs, Scene
from meshcouncil.web.visitors import Stranger, Visitor

BASE = "/g/{code:str}/p/{person:str}"
WITH_ALL_TABLES = frozenset({"presentations", "debrief"})


@get(f"{BASE}/here")
async def here(house: TheHouse, request: Ask, code: FromPath[str], person: FromPath[str]) -> Answer:
    """Send a participant to the page that the present step opens for them."""
    scene = await _scene(house, request, await _visitor(house, request, code, person), "lobby")
    return pages.see_other(f"{_base(code, person)}/{home_page(scene)}")


@get(f"{BASE}/{{name:str}}")
async def show(
    house: TheHouse, request: Ask, code: FromPath[str], person: FromPath[str], name: FromPath[str]
) -> Answer:
    """Show one of a participant's pages, or send them to where they belong now."""
    visitor = await _visitor(house, request, code, person)
    is_motion = name.startswith(motion_page.PREFIX)
    if not is_motion and name not in LIVE_PAGES | READING:
        raise Stranger
    scene = await _scene(house, request, visitor, "table" if is_motion else name)
    if not may_open(scene, "table" if is_motion else name):
        return pages.see_other(f"{_base(code, person)}/{home_page(scene)}")
    if is_motion:
        return motion_page.answer(house, scene, name)
    if name in MINUTES:
        return minutes.answer(house, scene, name, dict(request.query_params))
    if name in READING:
        return _reading(house, scene, name)
    return pages.live_page(house, scene, name, name, await _extras(house, scene, name) | _draft(request, scene, name))


@post(f"{BASE}/do/{{command:str}}", status_code=200)
async def act(
    house: TheHouse, request: Ask, code: FromPath[str], person: FromPath[str], command: FromPath[str]
) -> Answer:
    """Do what a participant asks."""
    visitor = await _visitor(house, request, code, person)

    async def read() -> Scene:
        return await _scene(house, request, visitor, "table")

    return await do(house, request, visitor, read, command, f"{_base(code, person)}/here")


@websocket(f"{BASE}/{{name:str}}/live")
async def follow(
    house: TheHouse, socket: Socket, code: FromPath[str], person: FromPath[str], name: FromPath[str]
) -> None:
    """Keep a participant's page up to date."""

    async def scene_of(visitor: Visitor) -> Scene:
        if name not in LIVE_PAGES:
            raise Stranger
        return await _scene(house, socket, visitor, name)

    asking = visitors.participant(house.gatherings, code, person, socket.cookies)
    await live.serve(house, socket, name, asking, scene_of)


async def _visitor(house: House, request: Ask, code: str, person: str) -> Visitor:
    return await visitors.participant(house.gatherings, code, person, request.cookies)


async def _scene(house: House, connection: Connection, visitor: Visitor, name: str) -> Scene:
    needs = Needs(every_table=name in WITH_ALL_TABLES, story=name == "debrief")
    return await house.scene(visitor, pages.address_of(connection), needs)


def _reading(house: House, scene: Scene, name: str) -> Answer:
    context: dict[str, object] = {"title": scene.hall.title}
    if name == "handbook":
        context["sections"] = scene.definition.handbook
    else:
        context["view"] = scene.view
    return pages.page(house, name, context)


async def _extras(house: House, scene: Scene, name: str) -> dict[str, object]:
    if name not in ("table", "sidebar") or scene.place is None:
        return {"is_facilitator": False}
    pad = live.pad_of(scene, name)
    return {
        "pad_name": scene.hall.name_at(scene.place) or "",
        "pad_colour": live.team_colour(scene, scene.place.seat),
        "pad_teams": tuple((team.id, team.name) for team in scene.definition.teams),
        "pad_readonly": not live.may_write(scene, name),
        "pad_text": await house.gatherings.pads.text(pad) if pad else "",
    }


def _draft(request: Ask, scene: Scene, name: str) -> dict[str, object]:
    """Give the draft that the address asks for: a card of the table's library, while its reader may move something."""
    if name != "table":
        return {}
    wanted = request.query_params.get("draft", "")
    card = library.card_called(scene.view, wanted) if wanted and "table_motion" in scene.view.may else None
    return {"policy_draft": library.draft_of(card, scene.now) if card else None}


def _base(code: str, person: str) -> str:
    return f"/g/{code}/p/{person}"


HANDLERS = [here, show, act, follow]
