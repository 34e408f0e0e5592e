"""The front door: the start page, hosting, joining, and the links that let somebody in."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass

from litestar import get, post
from litestar.params import FromPath, FromQuery

from meshcouncil.application.gatherings import NoSuchGathering, tidy_code
from meshcouncil.application.pack_choice import PackMissing
from meshcouncil.application.ports import GatheringEntry, Invitation, InvitationKind
from meshcouncil.council.definition import Definition
from meshcouncil.documents.refusals import refusal_sentence
from meshcouncil.gathering import commands as in_hall
from meshcouncil.gathering import views as hall_views
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.state import Gathering, Place
from meshcouncil.gathering.viewers import Participant, Stranger
from meshcouncil.pack.problems import PackRefused
from meshcouncil.web import pages
from meshcouncil.web.asking import Answer, Ask, TheHouse
from meshcouncil.web.forms import Form, FormUnreadable, place_named
from meshcouncil.web.hosting import broken_pack, hosting, hosting_page
from meshcouncil.web.house import House

NO_SUCH_CODE = "No gathering has this code. Check it on the screen in the room; letters and numbers only."
NO_SUCH_LINK = "This link is not good, or no longer. Ask your facilitator for a new one."
TOO_MANY_CODES = "Too many wrong codes came from here. Wait a moment, then check the code on the screen in the room."
TOO_MANY_HOSTS = "Too many gatherings are being opened from here. Wait a minute and try again."
TOO_MANY = "Too many people are coming in at this very second. Wait a moment and try again."
SHOWN = 200
"""Characters of what was typed that a form shows again."""
NOWHERE = Place(0, 0)


@dataclass(frozen=True, slots=True)
class SeatChoice:
    """A seat as the joining form offers it."""

    number: int
    title: str
    team: str
    shape: str
    offered: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class TableChoice:
    """A table as the joining form offers it."""

    number: int
    seats: tuple[SeatChoice, ...]

    @property
    def free(self) -> int:
        """Count the seats that a person may still take."""
        return sum(seat.offered for seat in self.seats)


@dataclass(frozen=True, slots=True)
class Door:
    """A gathering as somebody sees it who is about to come in."""

    code: str
    title: str
    summary: str
    seating: str
    tables: tuple[TableChoice, ...]


@dataclass(frozen=True, slots=True)
class InviteView:
    """What a link's page says before anybody presses its button."""

    kind: str
    title: str
    action: str
    button: str
    needs_name: bool = False
    role: str = ""
    team: str = ""
    shape: str = ""
    table: int = 0
    seat: int = 0
    note: str = ""


@get("/", sync_to_thread=False)
def home(house: TheHouse) -> Answer:
    """Show the start page."""
    return pages.page(house, "home", {})


@get("/host")
async def host_form(house: TheHouse) -> Answer:
    """Show the form to prepare a gathering."""
    return await _host_page(house, Form({}))


@post("/host", status_code=200)
async def host(house: TheHouse, request: Ask) -> Answer:
    """Open a gathering and hand its facilitator over to the lobby."""
    if not house.hostings.allows(_address(request)):
        return pages.refused(house, request, TOO_MANY_HOSTS, 429)
    form = await pages.posted(request)
    try:
        hosted = await house.gatherings.host(await asyncio.to_thread(hosting, house.gatherings.shelf, form))
    except (FormUnreadable, PackMissing) as unreadable:
        return await _host_page(house, form, unreadable.sentence)
    except PackRefused as refused:
        return await _host_page(house, form, broken_pack(form.text("pack", ""), refused))
    except Rejected as refusal:
        return await _host_page(house, form, refusal_sentence(refusal.code, refusal.context))
    return _signed_in(house, request, "facilitator", hosted.facilitator, f"/g/{hosted.code}/f", "lobby")


@get("/join")
async def join_form(house: TheHouse, request: Ask, code: FromQuery[str] = "", seat: FromQuery[str] = "") -> Answer:
    """Ask for a code, or show the gathering that a code opens."""
    return await _join_page(house, request, code, seat=seat)


@get("/j/{code:str}")
async def join_by_code(house: TheHouse, request: Ask, code: FromPath[str]) -> Answer:
    """Show the gathering that a QR code opens."""
    return await _join_page(house, request, code)


@post("/join", status_code=200)
async def join(house: TheHouse, request: Ask) -> Answer:
    """Come in: one more person in the hall, seated where they asked if that is free."""
    if not house.arrivals.allows(_address(request)):
        return pages.refused(house, request, TOO_MANY, 429)
    form = await pages.posted(request)
    try:
        code, name, wanted = form.text("code", ""), form.text("name", ""), form.text("seat", "")
    except FormUnreadable as unreadable:
        return pages.refused(house, request, unreadable.sentence, 422)
    try:
        entry = await house.gatherings.by_code(code)
    except NoSuchGathering:
        return await _join_page(house, request, code)
    try:
        person = await _enter(house, entry.gathering_id, name)
    except Rejected as refusal:
        sentence = refusal_sentence(refusal.code, refusal.context)
        return await _join_page(house, request, entry.code, sentence, name=name, seat=wanted)
    await _sit_down(house, entry.gathering_id, person, wanted)
    return await _let_in(house, request, entry, person)


@get("/i/{token:str}")
async def invite(house: TheHouse, token: FromPath[str]) -> Answer:
    """Show what a link is for. Opening it takes no seat: messengers open links too."""
    known = await _known_link(house, token)
    return _no_such_link(house) if known is None else await _invite_page(house, token, *known)


@post("/i/{token:str}", status_code=200)
async def accept(house: TheHouse, request: Ask, token: FromPath[str]) -> Answer:
    """Use a link: come back as who you are, or sit down on the seat you are invited to."""
    if not house.arrivals.allows(_address(request)):
        return pages.refused(house, request, TOO_MANY, 429)
    known = await _known_link(house, token)
    if known is None:
        return _no_such_link(house)
    invitation, entry = known
    match invitation.kind:
        case "facilitator":
            return _signed_in(house, request, "facilitator", token, f"/g/{entry.code}/f", "here")
        case "projector":
            return _signed_in(house, request, "projector", token, f"/g/{entry.code}/projector", "screen")
        case "person":
            return _signed_in(house, request, "person", token, f"/g/{entry.code}/p/{invitation.subject}", "here")
        case "seat":
            return await _accept_seat(house, request, token, invitation, entry)


async def _accept_seat(
    house: House,
    request: Ask,
    token: str,
    invitation: Invitation,
    entry: GatheringEntry,
) -> Answer:
    form = await pages.posted(request)
    place = place_named(invitation.subject) or NOWHERE
    try:
        person = await _enter(house, entry.gathering_id, form.text("name", ""))
    except (Rejected, FormUnreadable) as refusal:
        return await _invite_page(house, token, invitation, entry, _sentence(refusal))
    try:
        await house.gatherings.in_hall(
            entry.gathering_id, in_hall.TakeSeat(person, place.table, place.seat, invited=True)
        )
    except Rejected as refusal:
        await house.gatherings.in_hall(entry.gathering_id, in_hall.LeaveHall(person))
        return await _invite_page(house, token, invitation, entry, _sentence(refusal))
    await house.gatherings.revoke_links(entry.gathering_id, "seat", invitation.subject)
    return await _let_in(house, request, entry, person)


async def _enter(house: House, gathering: str, name: str) -> str:
    person = secrets.token_urlsafe(8)
    await house.gatherings.in_hall(gathering, in_hall.EnterHall(person, name, house.gatherings.now()))
    return person


async def _sit_down(house: House, gathering: str, person: str, wanted: str) -> None:
    """Try the seat that was asked for, else the seat that is missed most; without one, people wait in the lobby."""
    hall = await house.gatherings.hall(gathering)
    if hall.seating == "random":
        dice = tuple(secrets.randbelow(1_000_000) for _ in range(2 * len(hall.unseated)))
        await _try(house, gathering, in_hall.DrawSeats(dice))
        return
    if hall.seating != "choose":
        return
    asked = place_named(wanted)
    for place in ([asked] if asked else []) + best_places(hall, person):
        if await _try(house, gathering, in_hall.TakeSeat(person, place.table, place.seat)):
            return


def best_places(hall: Gathering, person: str) -> list[Place]:
    """Give the seats a person may take, the seat of a team that has no person first."""
    seats = hall_views.seats_view(hall, Participant(person))
    free = [
        (table, seat)
        for table in seats.tables
        if table.open
        for seat in table.seats
        if seat.may_take and not seat.keeps_for
    ]
    people: dict[tuple[int, str], int] = {}
    for table in seats.tables:
        for seat in table.seats:
            here = seat.name is not None and not seat.bot
            people[table.table, seat.team] = people.get((table.table, seat.team), 0) + here
    ordered = sorted(free, key=lambda each: (people[each[0].table, each[1].team], each[0].people, each[1].bot))
    return [Place(table.table, seat.seat) for table, seat in ordered]


async def _try(house: House, gathering: str, command: in_hall.Command) -> bool:
    try:
        await house.gatherings.in_hall(gathering, command)
    except Rejected:
        return False
    return True


async def _let_in(house: House, request: Ask, entry: GatheringEntry, person: str) -> Answer:
    token = await house.gatherings.links.make(entry.gathering_id, "person", person, house.gatherings.now())
    return _signed_in(house, request, "person", token, f"/g/{entry.code}/p/{person}", "here")


def _signed_in(
    house: House,
    request: Ask,
    kind: InvitationKind,
    token: str,
    path: str,
    where: str,
) -> Answer:
    answer = pages.see_other(f"{path}/{where}")
    answer.set_cookie(pages.login(house, request, kind, token, path))
    return answer


async def _known_link(house: House, token: str) -> tuple[Invitation, GatheringEntry] | None:
    """Read a link that still lets somebody in: not that of a person who has left."""
    invitation = await house.gatherings.links.read(token)
    if invitation is None:
        return None
    try:
        entry = await house.gatherings.by_id(invitation.gathering)
    except NoSuchGathering:
        return None
    hall = await house.gatherings.hall(entry.gathering_id)
    has_left = invitation.kind == "person" and invitation.subject not in hall.people
    return None if has_left else (invitation, entry)


def _no_such_link(house: House) -> Answer:
    return pages.message(house, pages.Message("This link is not good", NO_SUCH_LINK), 404)


async def _join_page(
    house: House,
    request: Ask,
    code: str,
    refusal: str = "",
    *,
    name: str = "",
    seat: str = "",
) -> Answer:
    door: Door | None = None
    status = 409 if refusal else 200
    if tidy_code(code):
        try:
            door = await _door(house, await house.gatherings.by_code(code))
        except NoSuchGathering:
            if not house.wrong_codes.allows(_address(request)):
                return pages.refused(house, request, TOO_MANY_CODES, 429)
            refusal, status = NO_SUCH_CODE, 404
    context = {"gathering": door, "code": code[:SHOWN], "refusal": refusal, "name": name[:SHOWN], "seat": seat[:SHOWN]}
    return pages.page(house, "join", context, status)


async def _door(house: House, entry: GatheringEntry) -> Door:
    hall = await house.gatherings.hall(entry.gathering_id)
    definition = await house.gatherings.definition(entry.gathering_id)
    return Door(entry.code, hall.title, definition.summary, hall.seating, _tables(hall, definition))


def _tables(hall: Gathering, definition: Definition) -> tuple[TableChoice, ...]:
    seats = hall_views.seats_view(hall, Stranger())
    return tuple(
        TableChoice(
            table.table,
            tuple(_seat_choice(definition, seat, table.waiting) for seat in table.seats),
        )
        for table in seats.tables
        if table.open
    )


def _seat_choice(definition: Definition, seat: hall_views.SeatView, waiting: tuple[str, ...]) -> SeatChoice:
    team = definition.teams_by_id[seat.team]
    why_not = ""
    if seat.name is not None and not seat.bot:
        why_not = "taken"
    elif waiting and seat.team not in waiting and not seat.bot:
        why_not = "another team has nobody yet"
    elif seat.bot:
        why_not = "a bot sits here and makes way for you"
    offered = not why_not or seat.bot
    return SeatChoice(seat.seat, seat.title, team.name, team.shape, offered, why_not)


async def _invite_page(
    house: House, token: str, invitation: Invitation, entry: GatheringEntry, refusal: str = ""
) -> Answer:
    hall = await house.gatherings.hall(entry.gathering_id)
    definition = await house.gatherings.definition(entry.gathering_id)
    shown = _invite_view(hall, definition, token, invitation)
    return pages.page(house, "invite", {"invite": shown, "refusal": refusal, "name": ""}, 409 if refusal else 200)


def _invite_view(hall: Gathering, definition: Definition, token: str, invitation: Invitation) -> InviteView:
    action = f"/i/{token}"
    if invitation.kind == "facilitator":
        return InviteView("facilitator", hall.title, action, "Take the facilitator's place")
    if invitation.kind == "projector":
        return InviteView("projector", hall.title, action, "Show it on this screen")
    is_seat = invitation.kind == "seat"
    place = place_named(invitation.subject) if is_seat else hall.place_of(invitation.subject)
    if place is None or place.seat not in definition.roles_by_number:
        return InviteView(invitation.kind, hall.title, action, "Come back in")
    role, team = definition.roles_by_number[place.seat], definition.team_of(place.seat)
    return InviteView(
        kind=invitation.kind,
        title=hall.title,
        action=action,
        button="Sit down" if is_seat else "Come back to my seat",
        needs_name=is_seat,
        role=role.title,
        team=team.name,
        shape=team.shape,
        table=place.table,
        seat=place.seat,
        note="The seat is yours only when you press this." if is_seat else "",
    )


def _sentence(refusal: Rejected | FormUnreadable) -> str:
    if isinstance(refusal, FormUnreadable):
        return refusal.sentence
    return refusal_sentence(refusal.code, refusal.context)


async def _host_page(house: House, form: Form, refusal: str = "") -> Answer:
    """Show the hosting form; packs are compiled aside, for the first one takes a while."""
    context = await asyncio.to_thread(hosting_page, house.gatherings.shelf, form, refusal)
    return pages.page(house, "host", context, 422 if refusal else 200)


def _address(request: Ask) -> str:
    return request.client.host if request.client else ""


HANDLERS = [home, host_form, host, join_form, join_by_code, join, invite, accept]
