"""Wake-ups within one process and one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class MemorySubscription:
    """One reader's ear on a stream."""

    def __init__(self) -> None:
        self.event = asyncio.Event()


class MemoryBus:
    """A Bus for one event loop; it keeps nothing but who listens to what."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[MemorySubscription]] = {}

    def publish(self, stream: str) -> None:
        """Wake everybody who listens to the stream."""
        for listener in self._listeners.get(stream, ()):
            listener.event.set()

    @contextmanager
    def subscribe(self, *streams: str) -> Iterator[MemorySubscription]:
        """Listen to the streams while the context is open."""
        listener = MemorySubscription()
        for stream in streams:
            self._listeners.setdefault(stream, set()).add(listener)
        try:
            yield listener
        finally:
            for stream in streams:
                self._forget(stream, listener)

    def _forget(self, stream: str, listener: MemorySubscription) -> None:
        listeners = self._listeners.get(stream, set())
        listeners.discard(listener)
        if not listeners:
            self._listeners.pop(stream, None)
