"""All stores in memory: for councils played headless, and for tests."""

from __future__ import annotations

from meshcouncil.adapters.directory_memory import (
    MemoryGatheringDirectory,
    MemoryInvitations,
    MemoryPinnedPacks,
    MemorySecrets,
)
from meshcouncil.adapters.event_store_memory import MemoryEventStore
from meshcouncil.adapters.pad_store_memory import MemoryPadStore
from meshcouncil.application.storage import Storage


def memory_storage() -> Storage:
    """Build empty stores that live as long as the process."""
    return Storage(
        events=MemoryEventStore(),
        pads=MemoryPadStore(),
        packs=MemoryPinnedPacks(),
        gatherings=MemoryGatheringDirectory(),
        invitations=MemoryInvitations(),
        secrets=MemorySecrets(),
    )
