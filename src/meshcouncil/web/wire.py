"""Frames as they go over the wire: what a server sends to many sockets has the same bytes for all (RFC 6455, 5.2)."""

from __future__ import annotations

import struct

FINAL_TEXT = 0x81
SHORT, MEDIUM = 125, 0xFFFF


def text_frame(text: str) -> bytes:
    """Frame a text: one final frame, not masked, not compressed."""
    data = text.encode()
    if len(data) <= SHORT:
        return struct.pack("!BB", FINAL_TEXT, len(data)) + data
    if len(data) <= MEDIUM:
        return struct.pack("!BBH", FINAL_TEXT, 126, len(data)) + data
    return struct.pack("!BBQ", FINAL_TEXT, 127, len(data)) + data


def text_of(frame: bytes) -> str:
    """Give the text that was framed."""
    return frame[{126: 4, 127: 10}.get(frame[1], 2) :].decode()
