"""The policy library of a participant's table: find a policy, read it, take it as a draft."""

from __future__ import annotations

from litestar import get
from litestar.params import FromPath

from meshcouncil.web import library, pages, visitors
from meshcouncil.web.asking import Answer, Ask, TheHouse
from meshcouncil.web.house import House
from meshcouncil.web.places import home_page, may_open
from meshcouncil.web.routes.participant import BASE
from meshcouncil.web.scene import Needs, Scene
from meshcouncil.web.visitors import Stranger


@get(f"{BASE}/library")
async def find(house: TheHouse, request: Ask, code: FromPath[str], person: FromPath[str]) -> Answer:
    """Show the cards of the table's library, or those that a search finds."""
    scene = await _scene(house, request, code, person)
    if scene.place is None:
        return pages.see_other(f"/g/{code}/p/{person}/{home_page(scene)}")
    text, category = (request.query_params.get(name, "")[: library.SEARCH_LIMIT] for name in ("q", "category"))
    context = library.shelves_page(scene.view, text, category)
    return pages.page(house, "library", {**context, **_around(scene)})


@get(f"{BASE}/library/{{card:str}}")
async def read(
    house: TheHouse, request: Ask, code: FromPath[str], person: FromPath[str], card: FromPath[str]
) -> Answer:
    """Show one card in full."""
    scene = await _scene(house, request, code, person)
    if scene.place is None:
        return pages.see_other(f"/g/{code}/p/{person}/{home_page(scene)}")
    found = library.card_called(scene.view, card)
    if found is None:
        raise Stranger
    context = library.card_page(scene.view, found, scene.definition, scene.now)
    return pages.page(house, "library_card", {**context, **_around(scene), "base": ".."})


async def _scene(house: House, request: Ask, code: str, person: str) -> Scene:
    visitor = await visitors.participant(house.gatherings, code, person, request.cookies)
    return await house.scene(visitor, pages.address_of(request), Needs())


def _around(scene: Scene) -> dict[str, object]:
    return {"title": scene.hall.title, "may_draft": may_open(scene, "table") and "table_motion" in scene.view.may}


HANDLERS = [find, read]
