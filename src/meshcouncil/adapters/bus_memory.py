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
    def subscribe(self, stream: str) -> Iterator[MemorySubscription]:
        """Listen to the stream while the context is open."""
        listener = MemorySubscription()
        listeners = self._listeners.setdefault(stream, set())
        listeners.add(listener)
        try:
            yield listener
        finally:
            listeners.discard(listener)
            if not listeners and self._listeners.get(stream) is listeners:
                del self._listeners[stream]
