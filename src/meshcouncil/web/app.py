"""The web application: routes, what every request passes, and what people read when something goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from importlib.resources import files
from pathlib import Path

from litestar import Litestar, WebSocket, get
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.handlers.base import BaseRouteHandler
from litestar.plugins import PluginProtocol
from litestar.plugins.core import MsgspecDIPlugin
from litestar.types import Message, Scope

from meshcouncil.application.gatherings import Gatherings, NoSuchGathering
from meshcouncil.application.pack_choice import PackMissing
from meshcouncil.application.ports import StoreUnavailable, VersionConflict
from meshcouncil.application.presence import Presence
from meshcouncil.web import pages
from meshcouncil.web.asking import Answer, Ask, Connection
from meshcouncil.web.assets import asset_route, assets_in
from meshcouncil.web.commands import TOO_BUSY
from meshcouncil.web.drawing import Drawings
from meshcouncil.web.house import House
from meshcouncil.web.routes import facilitator, front, invitations, library, participant, projector
from meshcouncil.web.security import BODY_LIMIT, HEADERS, SAFE_METHODS, ForeignOrigin, is_same_origin
from meshcouncil.web.templating import environment
from meshcouncil.web.visitors import Stranger

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]

log = logging.getLogger(__name__)

RAW_HEADERS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]

NOT_FOUND = pages.Message(
    "This page is not here",
    "The address is wrong, or the page is not yours. Open your own link again, or join with the code on the screen.",
)
FOREIGN = pages.Message(
    "That came from another site", "For your safety the request was not carried out. Use the pages of this server."
)
BROKEN = pages.Message(
    "Something went wrong here", "It is our fault, not yours, and nothing was lost. Reload the page and try again."
)


def create_app(
    gatherings: Gatherings, presence: Presence, *, address: str = "", lifespan: Sequence[Lifespan] = ()
) -> Litestar:
    """Build the web application. `address`: under which browsers reach it, when that is not what they ask for."""
    templates = environment()
    house = House(gatherings, presence, templates, Drawings(templates), address=address.rstrip("/"))

    def give_house() -> House:
        return house

    return _Application(
        route_handlers=[
            *front.HANDLERS,
            *participant.HANDLERS,
            *library.HANDLERS,
            *facilitator.HANDLERS,
            *invitations.HANDLERS,
            *projector.HANDLERS,
            health,
            asset_route(assets_in(Path(str(files("meshcouncil.web"))) / "static")),
        ],
        dependencies={"house": Provide(give_house, sync_to_thread=False)},
        guards=[_from_here(house.address)],
        before_send=[with_headers],
        exception_handlers={
            Stranger: lambda _, __: pages.message(house, NOT_FOUND, 404),
            NoSuchGathering: lambda _, __: pages.message(house, NOT_FOUND, 404),
            ForeignOrigin: lambda _, __: pages.message(house, FOREIGN, 403),
            StoreUnavailable: lambda request, error: pages.refused(house, request, error.sentence, 503),
            PackMissing: lambda request, error: pages.refused(house, request, error.sentence, 503),
            VersionConflict: lambda request, _: pages.refused(house, request, TOO_BUSY, 503),
            HTTPException: lambda request, error: _http_problem(house, request, error),
            Exception: lambda request, error: _broken(house, request, error),
        },
        compression_config=CompressionConfig(backend="gzip", minimum_size=1_000, exclude=["/live$", "^/static/"]),
        request_max_body_size=BODY_LIMIT,
        lifespan=list(lifespan),
        openapi_config=None,
        logging_config=None,
        state=None,
    )


class _Application(Litestar):
    """Litestar without its plugins for pydantic and attrs: no page needs them, and they are a fifth of a start."""

    @staticmethod
    def _get_default_plugins(plugins: list[PluginProtocol]) -> list[PluginProtocol]:
        return [*plugins, MsgspecDIPlugin()]


@get("/healthz", sync_to_thread=False)
def health() -> dict[str, str]:
    """Say that the server serves."""
    return {"status": "ok"}


def _from_here(address: str) -> Callable[[Connection, BaseRouteHandler], Awaitable[None]]:
    async def from_here(connection: Connection, _: BaseRouteHandler) -> None:  # else it would cost a thread's time
        """Let no other site's page act in a visitor's name: on unsafe requests and on sockets."""
        unsafe = isinstance(connection, WebSocket) or connection.scope.get("method") not in SAFE_METHODS
        if unsafe and not is_same_origin(connection, address):
            raise ForeignOrigin

    return from_here


async def with_headers(message: Message, _: Scope) -> None:
    """Put the safety headers on every answer, whoever made it."""
    if message["type"] == "http.response.start":
        present = {name.lower() for name, _ in message["headers"]}
        message["headers"] = [*message["headers"], *(each for each in RAW_HEADERS if each[0] not in present)]


def _http_problem(house: House, request: Ask, error: HTTPException) -> Answer:
    sentences = {
        404: NOT_FOUND.text,
        405: "This address does not take that kind of request.",
        413: f"That was more than {BODY_LIMIT // 1000:,} kB at once. Please send less.",
        429: "That was a lot at once. Wait a moment and try again.",
    }
    sentence = sentences.get(error.status_code, "The request could not be read. Reload the page and try again.")
    if pages.is_live(request):
        return pages.refused(house, request, sentence, error.status_code)
    title = NOT_FOUND.title if error.status_code == 404 else "That did not work"
    return pages.message(house, pages.Message(title, sentence), error.status_code)


def _broken(house: House, request: Ask, error: Exception) -> Answer:
    log.error("%s %s failed", request.method, request.url.path.split("/i/")[0], exc_info=error)
    return pages.message(house, BROKEN, 500)
