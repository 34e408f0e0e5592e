"""Answers: whole pages, and what a command answers to a live page and to a plain form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from litestar import Response
from litestar.datastructures import Cookie
from litestar.enums import MediaType
from litestar.exceptions import ClientException

from meshcouncil.application.ports import InvitationKind
from meshcouncil.web.asking import Answer, Ask, Connection
from meshcouncil.web.drawing import HERE
from meshcouncil.web.forms import FIELDS_LIMIT, Form
from meshcouncil.web.fragments import PAGES
from meshcouncil.web.house import House
from meshcouncil.web.places import home_page
from meshcouncil.web.scene import Scene
from meshcouncil.web.visitors import COOKIES

COOKIE_DAYS = 30
NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Message:
    """A page that says one thing and where to go on."""

    title: str
    text: str
    eyebrow: str = "Mesh Council"
    href: str = "/"
    label: str = "To the start page"


def page(house: House, name: str, context: Mapping[str, object], status: int = 200) -> Answer:
    """Answer with a page."""
    html = house.templates.get_template(f"pages/{name}.html").render(**{"base": HERE, **context})
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=NO_STORE)


def message(house: House, said: Message, status: int) -> Answer:
    """Answer with a page that says one thing."""
    return page(house, "message", {"message": said}, status)


def live_page(
    house: House, scene: Scene, name: str, fragments: str, context: Mapping[str, object] | None = None
) -> Answer:
    """Answer with a page of live fragments."""
    drawn = house.drawings.page(scene, PAGES[fragments])
    shown = {"fragments": drawn, "now": scene.now, "title": scene.hall.title, "home": home_page(scene)}
    return page(house, name, shown | dict(context or {}))


async def posted(request: Ask) -> Form:
    """Read what was posted."""
    fields: dict[str, list[str]] = {}
    for number, (name, value) in enumerate((await request.form()).items()):
        if number >= FIELDS_LIMIT:
            raise ClientException(f"more than {FIELDS_LIMIT} fields")
        fields.setdefault(name, []).append(value if isinstance(value, str) else "")
    return Form(fields)


def is_live(request: Ask) -> bool:
    """Tell whether a live page asks, which stays where it is."""
    return request.headers.get("hx-request") == "true"


def done(request: Ask, back: str) -> Answer:
    """Answer a command that was accepted: nothing to a live page, the page again to a plain form."""
    if is_live(request):
        return Response("", status_code=204, media_type=MediaType.HTML)
    return see_other(back)


def refused(house: House, request: Ask, sentence: str, status: int = 409) -> Answer:
    """Answer a command that was refused, in one sentence."""
    if is_live(request):
        html = house.templates.get_template("refusal.html").render(sentence=sentence)
        return Response(html, status_code=status, media_type=MediaType.HTML)
    said = Message("That did not work", sentence, href=came_from(request), label="Go back")
    return message(house, said, status)


def came_from(request: Ask) -> str:
    """Give the page of ours that a form was sent from, or the start page."""
    page = urlsplit(request.headers.get("referer", ""))
    is_ours = page.scheme in ("http", "https") and page.netloc == request.headers.get("host")
    if not is_ours or not page.path.startswith("/") or page.path.startswith("//"):
        return "/"
    return f"{page.path}?{page.query}" if page.query else page.path


def address_of(connection: Connection) -> str:
    """Give the address under which the visitor's browser reaches this server, such as ``http://host:8000``."""
    url = connection.base_url
    scheme = {"ws": "http", "wss": "https"}.get(url.scheme, url.scheme)
    return f"{scheme}://{connection.headers.get('host') or url.netloc}"


def see_other(path: str) -> Answer:
    """Send the browser on, with a GET."""
    return Response("", status_code=303, headers={"Location": path, **NO_STORE}, media_type=MediaType.HTML)


def login(house: House, request: Ask, kind: InvitationKind, token: str, path: str) -> Cookie:
    """Make the cookie of one identity, good for its own path only: ten seats fit in one browser."""
    return Cookie(
        key=COOKIES[kind],
        value=token,
        path=path,
        max_age=COOKIE_DAYS * 86_400,
        httponly=True,
        samesite="lax",
        secure=(house.address or address_of(request)).startswith("https:"),
    )
