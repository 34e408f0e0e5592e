"""Everything that is kept, in one hand: what bootstrap builds once and the use cases share."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.application.ports import (
    EventStore,
    GatheringDirectory,
    Invitations,
    PadStore,
    PinnedPacks,
    Secrets,
)


@dataclass(frozen=True, slots=True)
class Storage:
    """The stores of one server, or of one run in memory."""

    events: EventStore
    pads: PadStore
    packs: PinnedPacks
    gatherings: GatheringDirectory
    invitations: Invitations
    secrets: Secrets
