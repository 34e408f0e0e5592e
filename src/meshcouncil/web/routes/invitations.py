"""The facilitator's invitation to one seat: a link, and its QR code, for somebody who is to sit just there."""

from __future__ import annotations

from litestar import post
from litestar.params import FromPath

from meshcouncil.gathering.state import Gathering, Place, Sitter
from meshcouncil.web import pages, visitors
from meshcouncil.web.asking import Answer, Ask, TheHouse
from meshcouncil.web.forms import Form, FormUnreadable
from meshcouncil.web.house import qr_code

NO_SUCH_SEAT = "Choose a seat of a table that is in play."
TAKEN = "Somebody sits there already. Move them first, or choose another seat."


@post("/g/{code:str}/f/invite", status_code=200)
async def invite(house: TheHouse, request: Ask, code: FromPath[str]) -> Answer:
    """Make a link to a seat that nobody holds, and show it; who opens it sits down there, and the link is used up."""
    visitor = await visitors.facilitator(house.gatherings, code, request.cookies)
    form = await pages.posted(request)
    hall = await house.gatherings.hall(visitor.gathering)
    try:
        place = _place(form, hall)
    except FormUnreadable as unreadable:
        return pages.refused(house, request, unreadable.sentence, 422)
    subject = f"{place.table}:{place.seat}"
    token = await house.gatherings.links.standing(visitor.gathering, "seat", subject, house.gatherings.now())
    address = f"{house.address or pages.address_of(request)}/i/{token}"
    definition = await house.gatherings.definition(visitor.gathering)
    shown = {
        "title": hall.title,
        "place": place,
        "role": definition.roles_by_number[place.seat],
        "team": definition.team_of(place.seat),
        "address": address,
        "qr": qr_code(address),
    }
    return pages.page(house, "invitation", shown)


def _place(form: Form, hall: Gathering) -> Place:
    """Read the seat that the form names, such as ``2:5``. Raises FormUnreadable."""
    table, _, seat = form.text("place", "", 10).partition(":")
    if not (table.isdecimal() and seat.isdecimal()):
        raise FormUnreadable(NO_SUCH_SEAT)
    place = Place(int(table), int(seat))
    if place.table not in hall.open_tables or place.seat not in hall.plans_by_number:
        raise FormUnreadable(NO_SUCH_SEAT)
    if isinstance(hall.seats.get(place), Sitter):
        raise FormUnreadable(TAKEN)
    return place


HANDLERS = [invite]
