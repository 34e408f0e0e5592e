"""The wall that the whole room sees."""

from __future__ import annotations

from litestar import get, websocket
from litestar.params import FromPath

from meshcouncil.web import live, pages, visitors
from meshcouncil.web.asking import Answer, Ask, Socket, TheHouse
from meshcouncil.web.scene import Needs, Scene
from meshcouncil.web.visitors import Visitor

BASE = "/g/{code:str}/projector"
NEEDS = Needs(every_table=True)


@get(BASE)
async def show(code: FromPath[str]) -> Answer:
    """Lead to the screen."""
    return pages.see_other(f"/g/{code}/projector/screen")


@get(f"{BASE}/screen")
async def screen(house: TheHouse, request: Ask, code: FromPath[str]) -> Answer:
    """Show the screen."""
    visitor = await visitors.projector(house.gatherings, code, request.cookies)
    scene = await house.scene(visitor, pages.address_of(request), NEEDS)
    return pages.live_page(house, scene, "projector", "screen")


@websocket(f"{BASE}/screen/live")
async def follow(house: TheHouse, socket: Socket, code: FromPath[str]) -> None:
    """Keep the screen up to date."""

    async def scene_of(visitor: Visitor) -> Scene:
        return await house.scene(visitor, pages.address_of(socket), NEEDS)

    asking = visitors.projector(house.gatherings, code, socket.cookies)
    await live.serve(house, socket, "screen", asking, scene_of)


HANDLERS = [show, screen, follow]
