"""A picture that was made smaller is the same picture."""

from __future__ import annotations

import struct
import zlib
from random import Random

import pytest

from tools.png import SIGNATURE, _chunk, _chunks, _predicted, _unfiltered, smaller

WIDTH, HEIGHT = 40, 5


def pixels() -> list[bytes]:
    dice = Random(7)
    return [bytes(dice.choice((0, 128, 255)) for _ in range(3 * WIDTH)) for _ in range(HEIGHT)]


def filtered(kind: int, rows: list[bytes]) -> bytes:
    """Write rows as PNG does, each behind the number of its filter."""
    above, out = bytes(3 * WIDTH), b""
    for row in rows:
        near = [(row[i - 3] if i >= 3 else 0, above[i], above[i - 3] if i >= 3 else 0) for i in range(len(row))]
        out += bytes([kind]) + bytes((value - _predicted(kind, *by)) & 255 for value, by in zip(row, near, strict=True))
        above = row
    return out


def png(data: bytes, colours: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, colours, 0, 0, 0)
    return SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(data, 0)) + _chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", range(5))
def test_every_pixel_stays_whatever_filter_was_used(kind: int) -> None:
    picture = png(filtered(kind, pixels()))
    made = smaller(picture)
    data = zlib.decompress(dict(_chunks(made))[b"IDAT"])
    assert list(_unfiltered(data, 3 * WIDTH, HEIGHT)) == pixels()
    assert len(made) < len(picture)


def test_a_picture_of_another_kind_is_left_alone() -> None:
    picture = png(bytes(HEIGHT * (1 + 4 * WIDTH)), colours=6)
    assert smaller(picture) == picture


def test_predictions_are_those_of_the_standard() -> None:
    assert [_predicted(kind, 10, 20, 5) for kind in range(5)] == [0, 10, 20, 15, 20]
