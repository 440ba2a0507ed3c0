"""A picture shows the first page of its print, and no other."""

import struct
import zlib

import pypdfium2
import pytest

from generator.print import picture
from generator.print.picture import first_page, shows


@pytest.fixture(scope="module")
def png(small_pdf: bytes) -> bytes:
    return first_page(small_pdf)


def test_a_picture_is_a_png_of_the_first_page_as_others_read_it(small_pdf: bytes, png: bytes) -> None:
    from io import BytesIO

    from PIL import Image

    with pypdfium2.PdfDocument(small_pdf) as pdf:
        drawn = pdf[0].render(scale=picture.SCALE).to_pil().convert("RGB")
    with Image.open(BytesIO(png)) as read:
        read.load()
        assert (read.size, read.tobytes()) == (drawn.size, drawn.tobytes())


def test_it_shows_its_own_print_and_no_other(small_pdf: bytes, cerebras_pdf: bytes, png: bytes) -> None:
    assert shows(png, small_pdf)
    assert not shows(png, cerebras_pdf)


def altered(png: bytes, by: int) -> bytes:
    """The same picture with one point brighter or darker."""
    size = int.from_bytes(png[33:37])
    lines = bytearray(zlib.decompress(png[41 : 41 + size]))
    lines[-1] = max(0, lines[-1] - by)
    body = zlib.compress(bytes(lines))
    return (
        png[:33]
        + struct.pack(">I", len(body))
        + b"IDAT"
        + body
        + struct.pack(">I", zlib.crc32(b"IDAT" + body))
        + png[-12:]
    )


def test_an_edge_that_another_machine_draws_a_little_darker_is_the_same_and_a_dot_is_not(
    small_pdf: bytes, png: bytes
) -> None:
    assert shows(altered(png, picture.NEAR), small_pdf)
    assert not shows(altered(png, picture.NEAR + 1), small_pdf)


def test_what_is_no_whole_picture_shows_nothing(small_pdf: bytes, png: bytes) -> None:
    for spoilt in (b"", png[:-1], png + b"x", b"GIF89a", png[:33] + b"\0\0\0\0IDAT" + png[41:]):
        assert not shows(spoilt, small_pdf)


def test_a_picture_that_unpacks_to_more_than_a_page_is_not_unpacked_to_its_end(small_pdf: bytes, png: bytes) -> None:
    body = zlib.compress(b"\0" * 20_000_000)
    large = png[:33] + struct.pack(">I", len(body)) + b"IDAT" + body
    assert not shows(large + struct.pack(">I", zlib.crc32(b"IDAT" + body)) + png[-12:], small_pdf)
