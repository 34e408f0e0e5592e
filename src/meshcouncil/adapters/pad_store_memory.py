"""Pads kept in memory: for councils played headless, and for tests."""

from __future__ import annotations


class MemoryPadStore:
    """A PadStore that lives as long as the process."""

    def __init__(self) -> None:
        self._entries: dict[str, list[bytes]] = {}

    async def load(self, pad_id: str) -> list[bytes]:
        """Give the pad's entries, oldest first."""
        return list(self._entries.get(pad_id, ()))

    async def append(self, pad_id: str, update: bytes) -> None:
        """Keep one update after the others."""
        self._entries.setdefault(pad_id, []).append(update)

    async def compact(self, pad_id: str, snapshot: bytes, upto: int) -> None:
        """Put the snapshot in place of the first `upto` entries (at least one)."""
        if upto < 1:
            raise ValueError("A snapshot stands for at least one entry.")
        self._entries[pad_id] = [snapshot, *self._entries.get(pad_id, [])[upto:]]

    async def pads(self, prefix: str = "") -> list[str]:
        """Name the pads that begin with `prefix`, sorted."""
        return sorted(pad for pad in self._entries if pad.startswith(prefix))
