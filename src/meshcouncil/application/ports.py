"""What the application asks of the world, in its own words.

Every adapter, the memory ones included, passes the suite of its port in tests/conformance.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, Protocol

# --- Events ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Payload:
    """One event on its way to the store: its kind and its JSON, as the codec wrote them.

    `at_ms` is when it happened (ms since the epoch) if that was not now: only an imported gathering says so.
    """

    kind: str
    data: bytes
    at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """Events for one stream, to follow directly on `expected_version` (the number of events in it; 0 for a new stream).

    A write without payloads only asserts the version.
    """

    stream: str
    expected_version: int
    payloads: tuple[Payload, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """One stored event. `seq` counts from 1 without gaps within its stream; `at_ms` is milliseconds since the epoch."""

    stream: str
    seq: int
    at_ms: int
    kind: str
    data: bytes


class VersionConflict(Exception):
    """Somebody else appended to the stream first; load again and decide again."""

    def __init__(self, stream: str, expected: int, actual: int) -> None:
        super().__init__(f"{stream} has {actual} events, not {expected}")
        self.stream = stream
        self.expected = expected
        self.actual = actual


class StoreUnavailable(Exception):
    """The store cannot take or give anything now: disk full, read-only, damaged. `sentence` says it to people.

    Nothing of the request was stored, and everything acknowledged before is still there.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class EventStore(Protocol):
    """The log of committed facts, one stream per gathering and per table."""

    async def append(self, writes: Sequence[Write], at: int) -> None:
        """Store all writes or none; return only when they would survive a power cut. `at`: ms since the epoch.

        Raises VersionConflict for the first write whose stream is not at its expected version, StoreUnavailable.
        """
        ...

    async def load(self, stream: str, after: int = 0) -> list[Recorded]:
        """Give the stream's events with `seq > after`, in order. Raises StoreUnavailable."""
        ...

    async def streams(self, prefix: str = "") -> list[str]:
        """Name the streams that begin with `prefix`, sorted. Raises StoreUnavailable."""
        ...


# --- Wake-ups --------------------------------------------------------------------------------------------------------


class Subscription(Protocol):
    """One reader's ear on a stream. The reader clears `event` and then reads the log, never the other way round."""

    @property
    def event(self) -> asyncio.Event:
        """Set by every publish; several publishes before the reader wakes are one wake-up."""
        ...


class Bus(Protocol):
    """Wake-ups only: a lost one costs a delay, never a fact."""

    def publish(self, stream: str) -> None:
        """Wake everybody who listens to the stream."""
        ...

    def subscribe(self, *streams: str) -> AbstractContextManager[Subscription]:
        """Listen to the streams, with one ear for all of them, while the context is open."""
        ...


# --- Plain rows ------------------------------------------------------------------------------------------------------


class PinnedPacks(Protocol):
    """Compiled packs as they were when a gathering opened, so that an old gathering replays for ever."""

    async def put(self, digest: str, definition: bytes) -> None:
        """Keep a definition under its digest; keeping it again changes nothing."""
        ...

    async def get(self, digest: str) -> bytes | None:
        """Give the definition kept under the digest, or None."""
        ...


@dataclass(frozen=True, slots=True)
class GatheringEntry:
    """A line of the directory. `created_at`: ms since the epoch; `settings`: JSON of what the host chose."""

    code: str
    gathering_id: str
    title: str
    pack_digest: str
    created_at: int
    settings: bytes = b"{}"


class CodeTaken(Exception):
    """Another gathering has this join code or this id."""

    def __init__(self, code: str) -> None:
        super().__init__(f"The code {code} is taken by another gathering.")
        self.code = code


class GatheringDirectory(Protocol):
    """Which gatherings there are, and their join codes."""

    async def add(self, entry: GatheringEntry) -> None:
        """List a gathering. Raises CodeTaken when its code or its id is listed already."""
        ...

    async def by_code(self, code: str) -> GatheringEntry | None:
        """Find a gathering by its join code, or None."""
        ...

    async def by_id(self, gathering_id: str) -> GatheringEntry | None:
        """Find a gathering by its id, or None."""
        ...

    async def all(self) -> list[GatheringEntry]:
        """Give every gathering, the newest first."""
        ...


InvitationKind = Literal["seat", "person", "facilitator", "projector"]


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link somebody holds: to which gathering, as what, for whom (`subject`: a person's or a seat's id, or empty)."""

    id: str
    gathering: str
    kind: InvitationKind
    subject: str
    created_at: int
    revoked: bool = False


class Invitations(Protocol):
    """Links that were handed out. The token in a link only carries the id; whether it still counts is said here."""

    async def add(self, invitation: Invitation) -> None:
        """Keep an invitation; keeping the same id again changes nothing."""
        ...

    async def get(self, invitation_id: str) -> Invitation | None:
        """Find an invitation, revoked or not, or None."""
        ...

    async def standing(self, gathering: str, kind: InvitationKind, subject: str) -> Invitation | None:
        """Find the first link of this kind and subject that still counts, or None."""
        ...

    async def revoke(self, invitation_id: str) -> None:
        """Make one link count no longer; an unknown id changes nothing."""
        ...

    async def revoke_subject(self, gathering: str, kind: InvitationKind, subject: str) -> None:
        """Make every link of this kind and subject count no longer."""
        ...


class Secrets(Protocol):
    """The server's own keys, made on first use and kept with the data."""

    async def get_or_create(self, name: str) -> bytes:
        """Give the 32 bytes kept under the name: the same ones for ever, whoever asks first."""
        ...


# --- Pads ------------------------------------------------------------------------------------------------------------


class PadStore(Protocol):
    """The shared texts, each a list of CRDT updates. One process writes a pad; updates may be applied in any order."""

    async def load(self, pad_id: str) -> list[bytes]:
        """Give everything stored for the pad, oldest first: at most one snapshot, then updates. Empty for a new pad.

        Raises StoreUnavailable.
        """
        ...

    async def append(self, pad_id: str, update: bytes) -> None:
        """Store one update after the others; return only when it would survive a power cut. Raises StoreUnavailable."""
        ...

    async def compact(self, pad_id: str, snapshot: bytes, upto: int) -> None:
        """Put one snapshot in place of the first `upto` entries that `load` would give; later entries stay as they are.

        All or nothing; `upto` is at least 1, more than there are means all. Raises StoreUnavailable.
        """
        ...

    async def pads(self, prefix: str = "") -> list[str]:
        """Name the pads that begin with `prefix`, sorted. Raises StoreUnavailable."""
        ...
