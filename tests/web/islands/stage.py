"""A small stage for the islands: one page with everything on it, served under the strict policy of the real pages.

Run as `python -m tests.web.islands.stage PORT DATA_FOLDER`. Its pad is in SQLite: it can be killed and started again.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import uvicorn
from jinja2 import Template
from litestar import Litestar, Response, WebSocket, get, post, websocket
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.static_files import create_static_files_router

from meshcouncil.adapters.storage_sqlite import sqlite_storage
from meshcouncil.application.pads import PadPerson, PadRefused, Pads

STATIC = Path(__file__).parents[3] / "src/meshcouncil/web/static"
POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'"
COLOURS = {"Ada": "#123f9c", "Ben": "#994708", "Cleo": "#701d68"}

PAGE = Template((Path(__file__).parent / "stage.html").read_text())

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


def first_fragments() -> dict[str, str]:
    now = int(time.time() * 1000)
    return {
        "bar": clock(now + 600_000, now),
        "brief": BRIEF,
        "work-nav": WORK_NAV,
        "talk": talk([]),
        "graph": graph("added"),
        "hall": hall({"ada": "hall", "ben": "1:finance"}),
    }


BRIEF = """
<div class="sheet"><div class="sheet__body"><p>You are the Director of HR.</p></div>
<div class="fold"><mesh-fold key="brief">
<button type="button" class="fold-button" aria-expanded="false" aria-controls="private-half">
<span data-when="closed">Open my private half</span><span data-when="open">Fold it away</span></button>
<div id="private-half" class="fold-inside" hidden><p>The secret mission.</p></div></mesh-fold></div></div>"""

WORK_NAV = """
<nav class="tabs" data-tabs aria-label="Work">
<a href="#work-pad" data-suggest>Pad</a> <a href="#work-motions">Motions</a> <a href="#work-graph">Graph</a></nav>"""


def clock(ends_at: int, now: int, running: int = 1, left: int = 0) -> str:
    return (
        f'<h1>Session one</h1><mesh-clock class="clock" data-ends-at="{ends_at}" data-left="{left}"'
        f' data-running="{running}" data-now="{now}"><span class="clock__digits">--:--</span></mesh-clock>'
    )


def talk(lines: list[str]) -> str:
    items = "".join(f'<li class="bubble"><p class="bubble__text">{line}</p></li>' for line in lines)
    return f"""
<ul class="talk__list" data-scroll-end tabindex="0" aria-label="What was said">{items}</ul>
<form method="post" action="/do/say" data-live data-reset data-enter data-done="Said." class="stack--snug" data-typing>
<label class="label" for="say">Say to the council</label>
<textarea class="textarea" id="say" name="text"></textarea><button class="button">Say it</button></form>
<form method="post" action="/do/raise-hand" data-live id="hand">
<button class="button" id="raise">Raise hand</button></form>"""


def graph(state: str) -> str:
    def project(node: str, label: str, change: str, kind: str = "spoke") -> str:
        return (
            f'<tr data-node="{node}" data-label="{label}" data-was="{label}" data-kind="{kind}" data-diff="{change}">'
            f"<th>{label}</th><td>{change}</td></tr>"
        )

    def reference(start: str, end: str, change: str) -> str:
        return (
            f'<tr data-from="{start}" data-to="{end}" data-diff="{change}">'
            f"<th>{start} to {end}</th><td>{change}</td></tr>"
        )

    rows = [
        project("platform", "Platform", "same", "hub"),
        project("finance", "Finance", "same"),
        project("hr", "People", state),
        project("sales", "Sales", "removed"),
        reference("platform", "finance", "same"),
        reference("platform", "hr", state),
        reference("finance", "sales", "removed"),
    ]
    head = "<caption>Projects</caption><thead><tr><th>Project</th><th>Change</th></tr></thead>"
    table = f'<table class="table">{head}<tbody>{"".join(rows)}</tbody></table>'
    return f'<mesh-graph><div data-graph="today" data-title="Today" data-against="the plan">{table}</div></mesh-graph>'


def hall(places: dict[str, str]) -> str:
    def people(place: str) -> str:
        here = [who for who, where in places.items() if where == place]
        people = (f'<span id="who-{who}" data-person="{who}" class="person">{who.title()}</span>' for who in here)
        return "".join(f"<li>{person}</li>" for person in people)

    boxes = "".join(
        f'<div class="card" data-place="{place}" data-label="{label}"><h3>{label}</h3><ul>{people(place)}</ul></div>'
        for place, label in [("hall", "the hall"), ("1:finance", "Finance"), ("1:hr", "People")]
    )
    return f"""
<mesh-seating data-action="/do/move-person"><div class="cards">{boxes}</div>
<form method="post" action="/do/move-person" data-live class="inline-form">
<label>Who <input class="input" name="person"></label><label>Where <input class="input" name="place"></label>
<button class="button">Move</button></form></mesh-seating>"""


def page(name: str, fragments: dict[str, str]) -> str:
    colour = COLOURS.get(name, "#333333")
    return str(PAGE.render(name=name, colour=colour, fragments=fragments, version=version))


def version(html: str) -> str:
    return sha256(html.encode()).hexdigest()[:8]


class Stage:
    """What the page shows, who listens, and the pads."""

    def __init__(self, pads: Pads, data: Path) -> None:
        self.pads = pads
        self.note = data / "pad-of-this-test"
        self.pad = self.note.read_text() if self.note.exists() else "pad"
        self.outboxes: set[asyncio.Queue[str | bytes]] = set()
        self.set_up()

    def set_up(self) -> None:
        self.fragments = first_fragments()
        self.lines: list[str] = []
        self.places = {"ada": "hall", "ben": "1:finance"}
        self.heard: list[Any] = []
        self.is_frozen = False

    def begin(self, pad: str) -> None:
        """Start another test, with an empty pad that a restart finds again."""
        self.pad = pad
        self.note.write_text(pad)
        self.set_up()

    def show(self, name: str, html: str) -> None:
        self.fragments[name] = html
        self.tell(f"{name}\n{version(html)}\n{html}")

    def tell(self, frame: str) -> None:
        for outbox in self.outboxes:
            outbox.put_nowait(frame)


async def hear(socket: WebSocket[Any, Any, Any], stage: Stage, name: str) -> None:
    outbox: asyncio.Queue[str | bytes] = asyncio.Queue()
    stage.outboxes.add(outbox)
    room, connection = await stage.pads.join(
        stage.pad, outbox.put_nowait, PadPerson(name, COLOURS.get(name, "#333333"))
    )
    sending = asyncio.create_task(send(socket, outbox))
    try:
        while True:
            message: dict[str, Any] = dict(await socket.receive())
            if message["type"] == "websocket.disconnect":
                return
            if data := message.get("bytes"):
                saved = connection.saved
                try:
                    await room.receive(connection, data, may_write=name != "Reader" and not stage.is_frozen)
                except PadRefused as refusal:
                    outbox.put_nowait(f"!refused {refusal.sentence}")
                    if refusal.drops:
                        return
                if connection.saved != saved:
                    outbox.put_nowait(f"!saved {connection.saved}")
                continue
            said = json.loads(message["text"] or "{}")
            stage.heard.append(said)
            for fragment, html in stage.fragments.items():
                if "have" in said and said["have"].get(fragment) != version(html):
                    outbox.put_nowait(f"{fragment}\n{version(html)}\n{html}")
    finally:
        room.leave(connection)
        stage.outboxes.discard(outbox)
        sending.cancel()


async def send(socket: WebSocket[Any, Any, Any], outbox: asyncio.Queue[str | bytes]) -> None:
    while True:
        frame = await outbox.get()
        if isinstance(frame, bytes):
            await socket.send_bytes(frame)
        else:
            await socket.send_text(frame)


def make_app(stage: Stage) -> Litestar:  # noqa: C901 - the routes of one small stage side by side
    html = {"Content-Security-Policy": POLICY}

    @get("/p/{name:str}/table", media_type="text/html")
    async def table(name: str) -> Response[str]:
        return Response(page(name, stage.fragments), media_type="text/html", headers=html)

    @get("/other", media_type="text/html")
    async def other() -> Response[str]:
        return Response(
            "<!doctype html><title>Other</title><h1>Another surface</h1>", media_type="text/html", headers=html
        )

    @websocket("/p/{name:str}/table/live")
    async def live(socket: WebSocket[Any, Any, Any], name: str) -> None:
        await socket.accept()
        with contextlib.suppress(Exception):
            await hear(socket, stage, name)
        with contextlib.suppress(Exception):
            await socket.close()

    @post("/do/say")
    async def say(data: Form) -> Response[Any]:
        if not data.get("text", "").strip():
            return Response("<p>Write something first.</p>", status_code=422, media_type="text/html")
        stage.lines.append(data["text"])
        stage.show("talk", talk(stage.lines))
        return Response(None, status_code=204)

    @post("/do/raise-hand", status_code=204)
    async def raise_hand() -> None:
        await asyncio.sleep(0.2)
        stage.heard.append("hand")

    @post("/do/put-policy", status_code=204)
    async def put_policy(data: Form) -> None:
        stage.heard.append(data)

    @post("/do/move-person")
    async def move_person(data: Form) -> Response[Any]:
        if data["place"] == "1:hr" and data["person"] == "ben":
            return Response("<p>That seat is kept for somebody.</p>", status_code=409, media_type="text/html")
        stage.places[data["person"]] = data["place"]
        stage.show("hall", hall(stage.places))
        return Response(None, status_code=204)

    @post("/stage/begin", status_code=204)
    async def begin(data: dict[str, str]) -> None:
        stage.begin(data["pad"])

    @post("/stage/show", status_code=204)
    async def show(data: dict[str, str]) -> None:
        stage.show(data["name"], data["html"])

    @post("/stage/tell", status_code=204)
    async def tell(data: dict[str, str]) -> None:
        stage.is_frozen = data["frame"] == "!pad frozen"
        stage.tell(data["frame"])

    @post("/stage/replace", status_code=204)
    async def replace(data: dict[str, str]) -> None:
        room = await stage.pads.open(stage.pad)
        await room.replace_text(data["text"], lambda: f"p-{secrets.token_hex(4)}")

    @get("/stage/text")
    async def text() -> dict[str, Any]:
        policies = [[p.id, p.title, p.text] for p in await stage.pads.policies(stage.pad)]
        return {"text": await stage.pads.text(stage.pad), "policies": policies, "heard": stage.heard}

    handlers = [table, other, live, say, raise_hand, put_policy, move_person, begin, show, tell, replace, text]
    static = create_static_files_router(path="/static", directories=[STATIC])
    return Litestar([*handlers, static], openapi_config=None)


def main() -> None:
    port, data = int(sys.argv[1]), Path(sys.argv[2])
    with sqlite_storage(data) as storage:
        app = make_app(Stage(Pads(storage.pads), data))
        uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", timeout_graceful_shutdown=1)


if __name__ == "__main__":
    main()
