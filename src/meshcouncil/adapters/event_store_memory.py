"""Events kept in memory: for councils played headless, and for tests."""

from __future__ import annotations

from collections.abc import Sequence

from meshcouncil.application.ports import Recorded, VersionConflict, Write


class MemoryEventStore:
    """An EventStore that lives as long as the process."""

    def __init__(self) -> None:
        self._streams: dict[str, list[Recorded]] = {}

    async def append(self, writes: Sequence[Write], at: int) -> None:
        """Store all writes or none. Raises VersionConflict."""
        lengths: dict[str, int] = {}
        for write in writes:
            actual = lengths.get(write.stream, len(self._streams.get(write.stream, ())))
            if actual != write.expected_version:
                raise VersionConflict(write.stream, write.expected_version, actual)
            lengths[write.stream] = actual + len(write.payloads)
        for write in writes:
            for seq, payload in enumerate(write.payloads, start=write.expected_version + 1):
                then = at if payload.at_ms is None else payload.at_ms
                recorded = Recorded(write.stream, seq, then, payload.kind, payload.data)
                self._streams.setdefault(write.stream, []).append(recorded)

    async def load(self, stream: str, after: int = 0) -> list[Recorded]:
        """Give the stream's events with `seq > after`, in order."""
        return self._streams.get(stream, [])[max(after, 0) :]

    async def streams(self, prefix: str = "") -> list[str]:
        """Name the streams that begin with `prefix`, sorted."""
        return sorted(stream for stream in self._streams if stream.startswith(prefix))
