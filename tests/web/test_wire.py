"""Frames are what any WebSocket library writes and reads."""

from __future__ import annotations

import pytest
from websockets.frames import Frame, Opcode

from meshcouncil.web.wire import text_frame, text_of


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65_535, 65_536, 200_000])
def test_a_text_of_any_length_is_framed_as_the_library_frames_it(length: int) -> None:
    text = "x" * length
    assert text_frame(text) == Frame(Opcode.TEXT, text.encode()).serialize(mask=False)
    assert text_of(text_frame(text)) == text


def test_letters_of_more_than_one_byte_are_counted_in_bytes() -> None:
    assert text_frame("ü" * 63)[:4] == b"\x81\x7e\x00\x7e"
    assert text_of(text_frame("ü — “x”")) == "ü — “x”"
