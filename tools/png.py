"""Makes a screenshot smaller without changing a pixel.

Chromium filters each row of a PNG for speed. Pages of flat colour and type are smaller unfiltered, at the best
compression: about a quarter is saved (measured). PNG, second edition, W3C 2003, sections 9 and 10.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
EIGHT_BIT_RGB = (8, 2)
BYTES_A_PIXEL = 3


def smaller(picture: bytes) -> bytes:
    """Give the same picture in fewer bytes; what is not of Chromium's kind (eight-bit RGB) is given back as it is."""
    chunks = list(_chunks(picture))
    header = next(data for kind, data in chunks if kind == b"IHDR")
    width, height, depth, colours = struct.unpack(">IIBB", header[:10])
    if (depth, colours) != EIGHT_BIT_RGB:
        return picture
    raw = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    rows = _unfiltered(raw, width * BYTES_A_PIXEL, height)
    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    made = SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
    return min(picture, made, key=len)


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(SIGNATURE)
    while place < len(picture):
        (length,) = struct.unpack(">I", picture[place : place + 4])
        yield picture[place + 4 : place + 8], picture[place + 8 : place + 8 + length]
        place += 12 + length


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _unfiltered(raw: bytes, length: int, height: int) -> Iterator[bytes]:
    above = bytes(length)
    for number in range(height):
        begin = number * (length + 1)
        above = _row(raw[begin], raw[begin + 1 : begin + 1 + length], above)
        yield above


def _row(kind: int, filtered: bytes, above: bytes) -> bytes:
    row = bytearray(filtered)
    for place in range(len(row)):
        left = row[place - BYTES_A_PIXEL] if place >= BYTES_A_PIXEL else 0
        corner = above[place - BYTES_A_PIXEL] if place >= BYTES_A_PIXEL else 0
        row[place] = (row[place] + _predicted(kind, left, above[place], corner)) & 255
    return bytes(row)


def _predicted(kind: int, left: int, above: int, corner: int) -> int:
    match kind:
        case 1:
            return left
        case 2:
            return above
        case 3:
            return (left + above) // 2
        case 4:
            return min((left, above, corner), key=lambda value: abs(left + above - corner - value))
        case _:
            return 0
