"""The facilitator's pages: lobby, console, a table to look on at, the debrief; and what only they may do."""

from __future__ import annotations

from litestar import get, post, websocket
from litestar.params import FromPath

from meshcouncil.web import live, minutes, pages, visitors
from meshcouncil.web.asking import Answer, Ask, Connection, Socket, TheHouse
from meshcouncil.web.commands import do
from meshcouncil.web.house import House
from meshcouncil.web.scene import Needs, Scene
from meshcouncil.web.visitors import Stranger, Visitor

BASE = "/g/{code:str}/f"
PAGES = {
    "lobby": ("facilitator_lobby", "hall"),
    "console": ("facilitator", "console"),
    "debrief": ("debrief", "debrief"),
}
"""Name in the address -> template and list of fragments."""
TABLE = "table-"


@get([BASE, f"{BASE}/here"])
async def here(house: TheHouse, request: Ask, code: FromPath[str]) -> Answer:
    """Send the facilitator to the page of the moment."""
    visitor = await _visitor(house, request, code)
    hall = await house.gatherings.hall(visitor.gathering)
    name = "lobby" if hall.stage == "lobby" else "debrief" if hall.stage == "closed" else "console"
    return pages.see_other(f"/g/{code}/f/{name}")


@get(f"{BASE}/table/{{table:int}}")
async def table(code: FromPath[str], table: FromPath[int]) -> Answer:
    """Lead to a table's page, beside the other pages of the facilitator."""
    return pages.see_other(f"/g/{code}/f/{TABLE}{table}")


@get(f"{BASE}/{{name:str}}")
async def show(house: TheHouse, request: Ask, code: FromPath[str], name: FromPath[str]) -> Answer:
    """Show one of the facilitator's pages."""
    visitor = await _visitor(house, request, code)
    if minutes.table_of(name):
        scene = await _scene(house, request, visitor, f"{TABLE}{minutes.table_of(name)}")
        return minutes.answer(house, scene, name, dict(request.query_params), is_facilitator=True)
    template, fragments = _page_of(name)
    scene = await _scene(house, request, visitor, name)
    context = {"is_facilitator": True, "table": table_number(name) or 0}
    return pages.live_page(house, scene, template, fragments, context)


@post(f"{BASE}/do/{{command:str}}", status_code=200)
async def act(house: TheHouse, request: Ask, code: FromPath[str], command: FromPath[str]) -> Answer:
    """Do what the facilitator asks."""
    visitor = await _visitor(house, request, code)

    async def read() -> Scene:
        return await house.scene(visitor, pages.address_of(request), Needs(every_table=True))

    back = request.headers.get("referer", "").rsplit("/", 1)[-1]
    name = back if is_page(back) else "here"
    return await do(house, request, visitor, read, command, f"/g/{code}/f/{name}")


@websocket(f"{BASE}/{{name:str}}/live")
async def follow(house: TheHouse, socket: Socket, code: FromPath[str], name: FromPath[str]) -> None:
    """Keep one of the facilitator's pages up to date."""

    async def scene_of(visitor: Visitor) -> Scene:
        return await _scene(house, socket, visitor, name)

    asking = visitors.facilitator(house.gatherings, code, socket.cookies)
    await live.serve(house, socket, _page_of(name)[1] if is_page(name) else "", asking, scene_of)


def table_number(name: str) -> int | None:
    """Read the table in a page's name such as ``table-3``."""
    number = name.removeprefix(TABLE)
    return int(number) if name.startswith(TABLE) and number.isdecimal() and len(number) <= 3 else None


def is_page(name: str) -> bool:
    """Tell whether the facilitator has a page of this name."""
    return name in PAGES or bool(table_number(name))


def _page_of(name: str) -> tuple[str, str]:
    if not is_page(name):
        raise Stranger
    return PAGES.get(name, ("facilitator_table", "onlooker"))


async def _visitor(house: House, request: Ask, code: str) -> Visitor:
    return await visitors.facilitator(house.gatherings, code, request.cookies)


async def _scene(house: House, connection: Connection, visitor: Visitor, name: str) -> Scene:
    if not is_page(name):
        raise Stranger
    number = table_number(name)
    hall = await house.gatherings.hall(visitor.gathering)
    if number is not None and number not in hall.open_tables:
        raise Stranger
    needs = Needs(
        table=number, every_table=name in ("console", "debrief"), pads=name == "console", story=name == "debrief"
    )
    return await house.scene(visitor, pages.address_of(connection), needs)


HANDLERS = [here, table, show, act, follow]
