"""A picture of a print's first page, for those who look before they open.

In: a PDF. Out: a PNG whose lines are not filtered, so that it is read again without a library; and whether a PNG shows
the first page of a PDF.
"""

import struct
import zlib
from itertools import pairwise

BEGINS = b"\x89PNG\r\n\x1a\n"
SCALE = 1.25
"""Pixels a point: about as wide as a page on GitHub."""
NEAR = 24
"""So much a colour may be brighter or darker where another machine draws the same edge of a letter."""


def first_page(data: bytes) -> bytes:
    """The picture of a PDF's first page, as PNG."""
    wide, high, pixels = _drawn(data)
    lines = b"".join(b"\0" + pixels[at : at + 3 * wide] for at in range(0, len(pixels), 3 * wide))
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return BEGINS + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(lines)) + _chunk(b"IEND", b"")


def shows(picture: bytes, data: bytes) -> bool:
    """Whether a PNG of `first_page` shows the first page of a PDF, but for how the edges of letters are drawn."""
    wide, high, pixels = _drawn(data)
    read = _pixels(picture, wide, high)
    return read is not None and (
        read == pixels or max(abs(one - other) for one, other in zip(read, pixels, strict=True)) <= NEAR
    )


def _drawn(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and the colours of each point in turn: red, green, blue."""
    import pypdfium2  # a text needs no picture

    with pypdfium2.PdfDocument(data) as pdf:
        bitmap = pdf[0].render(scale=SCALE, rev_byteorder=True, prefer_bgrx=False)
        wide, stride = bitmap.width, bitmap.stride
        drawn = bytes(bitmap.buffer)
        lines = (drawn[at : at + 3 * wide] for at in range(0, stride * bitmap.height, stride))
        return wide, bitmap.height, b"".join(lines)


def _pixels(picture: bytes, wide: int, high: int) -> bytes | None:
    """The colours of each point of a PNG as written here; None where it is another."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    begins, size = BEGINS + _chunk(b"IHDR", head), high * (1 + 3 * wide)
    at = len(begins)
    if not picture.startswith(begins) or picture[at + 4 : at + 8] != b"IDAT":
        return None
    body = picture[at + 8 : at + 8 + int.from_bytes(picture[at : at + 4])]
    if picture[at:] != _chunk(b"IDAT", body) + _chunk(b"IEND", b""):
        return None
    try:
        lines = zlib.decompressobj().decompress(body, size + 1)
    except zlib.error:
        return None
    step = 1 + 3 * wide
    if len(lines) != size or any(lines[::step]):
        return None
    return b"".join(lines[start + 1 : end] for start, end in pairwise(range(0, size + step, step)))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
