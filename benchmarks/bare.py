"""The peer: a WebSocket broadcast with nothing else in it, on the very server settings of Mesh Council.

Every connection waits for one event and sends the same prepared message; a POST gives the message and wakes them all.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from meshcouncil import asgi


class Broadcast:
    """The whole state: what to send, and who waits for it."""

    def __init__(self) -> None:
        self.message: dict[str, Any] = {}
        self.changed = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await self._follow(receive, send)
        else:
            await self._publish(scope, receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        while True:
            message = await receive()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return

    async def _follow(self, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        await receive()  # the hello of a tab
        while True:
            await self.changed.wait()
            await send(self.message)

    async def _publish(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["method"] == "POST":
            body, more = b"", True
            while more:
                part = await receive()
                body, more = body + part.get("body", b""), part.get("more_body", False)
            self.message = {"type": "websocket.send", "text": body.decode()}
            ready, self.changed = self.changed, asyncio.Event()
            ready.set()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})


def main() -> None:
    """Serve on the port that the command line names."""
    asgi.server(Broadcast(), "127.0.0.1", int(sys.argv[1])).run()


if __name__ == "__main__":
    main()
