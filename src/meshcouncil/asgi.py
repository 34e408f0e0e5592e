"""The server: one process, one port, and an end that lets every page go before it stops."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn
from litestar import Litestar
from uvicorn.config import Config
from uvicorn.server import HANDLED_SIGNALS

from meshcouncil.bootstrap import Application
from meshcouncil.web.app import create_app
from meshcouncil.web.live import WAY_OUT

ASGIApplication = Callable[[Any, Any, Any], Awaitable[None]]

WS_LIMIT = 300_000
LATE = 2
"""Seconds that requests have to end when the server stops."""


def application(app: Application, address: str = "", ready: Callable[[], object] | None = None) -> Litestar:
    """Build the web application, with bots that start and pads that are stored at the end."""

    @asynccontextmanager
    async def living(_: Litestar) -> AsyncIterator[None]:
        await app.bots.start()
        if ready is not None:
            ready()
        yield
        await app.bots.stop()
        await app.gatherings.pads.close()

    return create_app(app.gatherings, app.presence, address=address, lifespan=[living])


def with_way_out(web: ASGIApplication) -> ASGIApplication:
    """Let live pages send their frames straight to the server: it saves a seventh of what a delivery costs."""

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            scope[WAY_OUT] = send
        await web(scope, receive, send)

    return serve


class Server(uvicorn.Server):
    """A server that closes live pages when it stops; plain uvicorn waits for them for ever (measured)."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at the first signal, and come back to the caller: what waits to be stored is stored after this."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in HANDLED_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close every socket, then stop."""
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(0)
        await super().shutdown(sockets)


def server(web: ASGIApplication, host: str, port: int) -> Server:
    """Configure the server for one worker, without compression of sockets (it costs 120 kB a seat)."""
    return Server(
        Config(
            with_way_out(web),
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            ws_max_size=WS_LIMIT,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=LATE,
            server_header=False,
        )
    )
