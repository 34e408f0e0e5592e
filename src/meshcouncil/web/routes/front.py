"""The front door: the start page, hosting, joining, and the links that let somebody in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from litestar import Request, Response, get, post

from meshcouncil.application.gatherings import Hosting, NoSuchGathering, StepChange, tidy_code
from meshcouncil.application.pack_choice import PackMissing, pack_called, plan_called
from meshcouncil.application.ports import GatheringEntry, Invitation
from meshcouncil.council.definition import Definition, Step
from meshcouncil.documents.refusals import refusal_sentence
from meshcouncil.gathering import commands as in_hall
from meshcouncil.gathering import views as hall_views
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.plan import Reading, SeatingMode
from meshcouncil.gathering.state import Gathering, Place
from meshcouncil.gathering.viewers import Participant, Stranger
from meshcouncil.web import pages
from meshcouncil.web.forms import Form, FormUnreadable
from meshcouncil.web.house import House

NO_SUCH_CODE = "No gathering has this code. Check it on the screen in the room; letters and numbers only."
NO_SUCH_LINK = "This link is not good, or no longer. Ask your facilitator for a new one."
TOO_MANY = "Too many people are coming in at this very second. Wait a moment and try again."
MOST_TABLES = 50


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
def home(house: House) -> Response[str]:
    """Show the start page."""
    return pages.page(house, "home", {})


@get("/host")
async def host_form(house: House) -> Response[str]:
    """Show the form to prepare a gathering."""
    return pages.page(house, "host", _hosting_page(house, Form({}), {}))


@post("/host", status_code=200)
async def host(house: House, request: Request) -> Response[str]:  # type: ignore[type-arg]
    """Open a gathering and hand its facilitator over to the lobby."""
    if not house.hostings.allows(_address(request)):
        return pages.refused(house, request, "Too many gatherings are being opened from here. Wait a minute.", 429)
    form = await pages.posted(request)
    try:
        hosting = _hosting(house, form)
        hosted = await house.gatherings.host(hosting)
    except FormUnreadable as unreadable:
        return pages.page(house, "host", _hosting_page(house, form, {"form": unreadable.sentence}), 422)
    except PackMissing as missing:
        return pages.page(house, "host", _hosting_page(house, form, {"pack": missing.sentence}), 422)
    except Rejected as refusal:
        sentence = refusal_sentence(refusal.code, refusal.context)
        return pages.page(house, "host", _hosting_page(house, form, {"form": sentence}), 422)
    path = f"/g/{hosted.code}/f"
    answer = pages.see_other(f"{path}/lobby")
    answer.set_cookie(pages.login(house, "facilitator", hosted.facilitator, path))
    return answer


@get("/join")
async def join_form(house: House, code: str = "", seat: str = "") -> Response[str]:
    """Ask for a code, or show the gathering that a code opens."""
    return await _join_page(house, code[:40], seat=seat[:20])


@get("/j/{code:str}")
async def join_by_code(house: House, code: str) -> Response[str]:
    """Show the gathering that a QR code opens."""
    return await _join_page(house, code[:40])


@post("/join", status_code=200)
async def join(house: House, request: Request) -> Response[str]:  # type: ignore[type-arg]
    """Come in: one more person in the hall, seated where they asked if that is free."""
    form = await pages.posted(request)
    if not house.arrivals.allows(_address(request)):
        return pages.refused(house, request, TOO_MANY, 429)
    try:
        code, name, wanted = form.text("code", ""), form.text("name", ""), form.text("seat", "")
    except FormUnreadable as unreadable:
        return pages.refused(house, request, unreadable.sentence, 422)
    try:
        entry = await house.gatherings.by_code(code)
    except NoSuchGathering:
        return await _join_page(house, code[:40], NO_SUCH_CODE, status=404)
    try:
        person = await _enter(house, entry.gathering_id, name)
    except Rejected as refusal:
        sentence = refusal_sentence(refusal.code, refusal.context)
        return await _join_page(house, entry.code, sentence, name=name, seat=wanted, status=409)
    await _sit_down(house, entry.gathering_id, person, wanted)
    return await _let_in(house, entry, person)


@get("/i/{token:str}")
async def invite(house: House, token: str) -> Response[str]:
    """Show what a link is for. Opening it takes no seat: messengers open links too."""
    invitation = await house.gatherings.links.read(token)
    if invitation is None:
        return pages.message(house, pages.Message("This link is not good", NO_SUCH_LINK), 404)
    return await _invite_page(house, token, invitation)


@post("/i/{token:str}", status_code=200)
async def accept(house: House, request: Request, token: str) -> Response[str]:  # type: ignore[type-arg]
    """Use a link: come back as who you are, or sit down on the seat you are invited to."""
    invitation = await house.gatherings.links.read(token)
    entry = await _entry_of(house, invitation) if invitation else None
    if invitation is None or entry is None:
        return pages.message(house, pages.Message("This link is not good", NO_SUCH_LINK), 404)
    match invitation.kind:
        case "facilitator":
            return _signed_in(house, "facilitator", token, f"/g/{entry.code}/f", "here")
        case "projector":
            return _signed_in(house, "projector", token, f"/g/{entry.code}/projector", "screen")
        case "person":
            return _signed_in(house, "person", token, f"/g/{entry.code}/p/{invitation.subject}", "here")
        case "seat":
            return await _accept_seat(house, request, token, invitation, entry)


async def _accept_seat(
    house: House,
    request: Request,  # type: ignore[type-arg]
    token: str,
    invitation: Invitation,
    entry: GatheringEntry,
) -> Response[str]:
    form = await pages.posted(request)
    place = place_named(invitation.subject)
    try:
        person = await _enter(house, entry.gathering_id, form.text("name", ""))
    except (Rejected, FormUnreadable) as refusal:
        return await _invite_page(house, token, invitation, _sentence(refusal), status=409)
    try:
        await house.gatherings.in_hall(
            entry.gathering_id, in_hall.TakeSeat(person, place.table, place.seat, invited=True)
        )
    except Rejected as refusal:
        await house.gatherings.in_hall(entry.gathering_id, in_hall.LeaveHall(person))
        return await _invite_page(house, token, invitation, _sentence(refusal), status=409)
    await house.gatherings.links.revoke(entry.gathering_id, "seat", invitation.subject)
    return await _let_in(house, entry, person)


def place_named(subject: str) -> Place:
    """Read the place that a seat's link names, such as ``2:5``."""
    table, _, seat = subject.partition(":")
    return Place(int(table), int(seat)) if table.isdecimal() and seat.isdecimal() else Place(0, 0)


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
    for place in ([asked] if asked.table else []) + best_places(hall, person):
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


async def _let_in(house: House, entry: GatheringEntry, person: str) -> Response[str]:
    token = await house.gatherings.links.make(entry.gathering_id, "person", person, house.gatherings.now())
    return _signed_in(house, "person", token, f"/g/{entry.code}/p/{person}", "here")


def _signed_in(house: House, kind: str, token: str, path: str, where: str) -> Response[str]:
    answer = pages.see_other(f"{path}/{where}")
    answer.set_cookie(pages.login(house, kind, token, path))  # type: ignore[arg-type]
    return answer


async def _entry_of(house: House, invitation: Invitation) -> GatheringEntry | None:
    entries = await house.gatherings.all()
    return next((entry for entry in entries if entry.gathering_id == invitation.gathering), None)


async def _join_page(
    house: House, code: str, refusal: str = "", *, name: str = "", seat: str = "", status: int = 200
) -> Response[str]:
    door: Door | None = None
    if tidy_code(code):
        try:
            door = await _door(house, await house.gatherings.by_code(code))
        except NoSuchGathering:
            refusal, status = refusal or NO_SUCH_CODE, 404
    context = {"gathering": door, "code": code, "refusal": refusal, "name": name, "seat": seat}
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
    house: House, token: str, invitation: Invitation, refusal: str = "", status: int = 200
) -> Response[str]:
    entry = await _entry_of(house, invitation)
    if entry is None:
        return pages.message(house, pages.Message("This link is not good", NO_SUCH_LINK), 404)
    hall = await house.gatherings.hall(entry.gathering_id)
    definition = await house.gatherings.definition(entry.gathering_id)
    shown = _invite_view(hall, definition, token, invitation)
    return pages.page(house, "invite", {"invite": shown, "refusal": refusal, "name": ""}, status)


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


def _hosting(house: House, form: Form) -> Hosting:
    definition = pack_called(house.gatherings.shelf, form.text("pack", "rainbow-road"))
    plan = plan_called(definition, form.text("plan", ""))
    tables = form.number("tables", 1)
    if not 1 <= tables <= MOST_TABLES:
        raise FormUnreadable(f"Choose between 1 and {MOST_TABLES} tables.")
    reading: Reading = form.one_of("reading", Reading, "open")
    seating: SeatingMode = form.one_of("seating", SeatingMode, "choose")
    changes = tuple(
        StepChange(
            step.id,
            form.number(f"minutes.{plan.id}.{step.id}", step.minutes),
            form.flag(f"skip.{plan.id}.{step.id}"),
        )
        for step in plan.steps
    )
    return Hosting(
        pack=definition.slug,
        plan=plan.id,
        title=form.text("title", "", 80),
        tables=tables,
        bots=form.text("bots", "yes") == "yes",
        facilitated=form.text("facilitated", "yes") == "yes",
        reading=reading,
        seating=seating,
        changes=changes,
    )


@dataclass(frozen=True, slots=True)
class _PackChoice:
    slug: str
    title: str
    summary: str
    seats: int
    min_seats: int


@dataclass(frozen=True, slots=True)
class _StepChoice:
    id: str
    title: str
    minutes: int
    skipped: bool


@dataclass(frozen=True, slots=True)
class _PlanChoice:
    id: str
    title: str
    minutes: int
    steps: tuple[_StepChoice, ...]


def _hosting_page(house: House, form: Form, errors: dict[str, str]) -> dict[str, object]:
    shelf = house.gatherings.shelf
    definitions = [shelf.definition(slug) for slug in shelf.places()]
    chosen = next((each for each in definitions if each.slug == form.text("pack", "")), definitions[0])
    return {
        "packs": [
            _PackChoice(each.slug, each.title, each.summary, len(each.roles), each.min_seats) for each in definitions
        ],
        "plans": [_plan_choice(form, plan.id, plan.title, plan.steps) for plan in chosen.plans],
        "values": {
            "pack": chosen.slug,
            "plan": form.text("plan", chosen.plans[0].id),
            "tables": form.text("tables", "1"),
            "seating": form.text("seating", "choose"),
            "bots": form.text("bots", "yes") == "yes",
            "facilitated": form.text("facilitated", "yes") == "yes",
            "reading": form.text("reading", "open"),
            "title": form.text("title", ""),
        },
        "errors": errors,
    }


def _plan_choice(form: Form, plan: str, title: str, steps: tuple[Step, ...]) -> _PlanChoice:
    choices = tuple(
        _StepChoice(
            step.id,
            step.title,
            step.minutes,
            form.flag(f"skip.{plan}.{step.id}"),
        )
        for step in steps
    )
    return _PlanChoice(plan, title, sum(step.minutes for step in choices), choices)


def _address(request: Request) -> str:  # type: ignore[type-arg]
    return request.client.host if request.client else ""


HANDLERS = [home, host_form, host, join_form, join_by_code, join, invite, accept]
