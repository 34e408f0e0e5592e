"""The server: one process, one port, and an end that lets every page go before it stops."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import Any

import uvicorn
from litestar import Litestar
from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import HANDLED_SIGNALS

from meshcouncil.bootstrap import Application
from meshcouncil.web.app import create_app
from meshcouncil.web.live import PUSH

ASGIApplication = Callable[[Any, Any, Any], Awaitable[None]]

WS_LIMIT = 300_000
LATE = 2
"""Seconds that requests have to end when the server stops."""


def application(app: Application, address: str = "", ready: Callable[[], object] | None = None) -> Litestar:
    """Build the web application, with bots that start and pads that are stored at the end."""

    @asynccontextmanager
    async def living(_: Litestar) -> AsyncIterator[None]:
        app.gatherings.alarms.start()
        await app.bots.start()
        if ready is not None:
            ready()
        yield
        await app.bots.stop()
        await app.gatherings.alarms.stop()
        await app.gatherings.pads.close()

    return create_app(app.gatherings, app.presence, address=address, lifespan=[living])


def with_push(web: ASGIApplication) -> ASGIApplication:
    """Let live pages write frames that were prepared for many straight to their sockets.

    What framework and server do for each message of each socket, framing the same text again, is most of the cost of a
    delivery. It needs to look inside uvicorn's protocol; of any other one, and when a socket is full or closing, pages
    send through all layers as usual.
    """

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        protocol = getattr(send, "__self__", None)
        if scope["type"] == "websocket" and isinstance(protocol, WebSocketsSansIOProtocol):
            scope[PUSH] = partial(_push, protocol)
        await web(scope, receive, send)

    return serve


def _push(protocol: WebSocketsSansIOProtocol, frame: bytes) -> bool:
    if not protocol.handshake_complete or protocol.close_sent or protocol.disconnected:
        return False
    if protocol.transport.is_closing() or not protocol.writable.is_set():
        return False
    protocol.transport.write(frame)
    return True


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
            with_push(web),
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
