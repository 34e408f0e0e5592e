"""The bytes of a pad on the wire: y-protocols frames, read without trust and written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from pycrdt import YMessageType, YSyncMessageType, create_awareness_message, write_message, write_var_uint

NOTHING = b"\x00\x00"
"""An update without content."""

_LONGEST_NUMBER = 64  # bits


class FrameUnreadable(Exception):
    """The bytes are not a frame of the y-protocols that a pad understands."""


@dataclass(frozen=True, slots=True)
class StateAsked:
    """Somebody tells what they have (a state vector) and asks for what is missing."""

    state: bytes


@dataclass(frozen=True, slots=True)
class UpdateSent:
    """Somebody sends changes; `whole`: the answer to a question of ours, perhaps nothing new."""

    update: bytes
    whole: bool


@dataclass(frozen=True, slots=True)
class PresenceSent:
    """Somebody moved a cursor: the client's id, its clock, and its state (None: gone)."""

    client: int
    clock: int
    state: dict[str, object] | None


Frame = StateAsked | UpdateSent | PresenceSent


def read_frame(data: bytes) -> Frame:
    """Read one frame. Raises FrameUnreadable."""
    kind, position = _var_uint(data, 0)
    if kind == YMessageType.AWARENESS:
        return _read_presence(_message(data, position))
    if kind != YMessageType.SYNC:
        raise FrameUnreadable
    step, position = _var_uint(data, position)
    content = _message(data, position)
    if step == YSyncMessageType.SYNC_STEP1:
        return StateAsked(content)
    if step in {YSyncMessageType.SYNC_STEP2, YSyncMessageType.SYNC_UPDATE}:
        return UpdateSent(content, whole=step == YSyncMessageType.SYNC_STEP2)
    raise FrameUnreadable


def write_answer(update: bytes) -> bytes:
    """Write the answer to somebody who asked for what is missing."""
    return bytes([YMessageType.SYNC, YSyncMessageType.SYNC_STEP2]) + write_message(update)


def write_presence(presences: Iterable[tuple[int, int, bytes]]) -> bytes:
    """Write cursors: for each client its id, clock and state as JSON (`null`: gone)."""
    entries = list(presences)
    parts = [write_var_uint(len(entries))]
    for client, clock, state in entries:
        parts += [write_var_uint(client), write_var_uint(clock), write_message(state)]
    return create_awareness_message(b"".join(parts))


def _var_uint(data: bytes, position: int) -> tuple[int, int]:
    """Read a variable-length number; give it and the position after it."""
    value = shift = 0
    while position < len(data) and shift < _LONGEST_NUMBER:
        byte = data[position]
        value |= (byte & 0b0111_1111) << shift
        position += 1
        shift += 7
        if not byte & 0b1000_0000:
            return value, position
    raise FrameUnreadable


def _message(data: bytes, position: int) -> bytes:
    """Read a length and exactly so many bytes up to the end."""
    length, position = _var_uint(data, position)
    if len(data) - position != length:
        raise FrameUnreadable
    return data[position:]


def _read_presence(content: bytes) -> PresenceSent:
    count, position = _var_uint(content, 0)
    client, position = _var_uint(content, position)
    clock, position = _var_uint(content, position)
    try:
        state = json.loads(_message(content, position))
    except (ValueError, RecursionError):
        raise FrameUnreadable from None
    if count != 1 or not (state is None or isinstance(state, dict)):
        raise FrameUnreadable
    return PresenceSent(client, clock, state)
