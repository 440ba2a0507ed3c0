"""A PDF that anyone may have made is opened within bounds; what is not written as its grammar says is refused."""

import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from generator.errors import ProposalError
from generator.print import opened as opening
from generator.print.html import Html
from generator.print.opened import MOST_OF_STREAM, PackedError, content, opened
from generator.print.pdf import to_pdf
from tests.altered import altered

PAGE = Html('<html lang="en"><head><title>T</title></head><body><h1>Limit: 26,386,500</h1></body></html>', (), "")
AS_IT_IS: dict[str, Any] = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
"""How to save a stream that is packed oddly, and leave it so."""


@pytest.fixture(scope="module")
def data() -> bytes:
    return to_pdf(PAGE, "a4")


def looked_over(data: bytes, look: Callable[[pikepdf.Pdf], object] = bool) -> str:
    """Why a PDF is refused when it is looked over; empty where it is not."""
    try:
        with opened(data, "x.pdf") as pdf:
            look(pdf)
    except ProposalError as error:
        return f"{error}" if error.exit_code == 3 else "another exit code"
    return ""


def test_a_print_opens_also_where_another_tool_saved_it(data: bytes) -> None:
    packed = altered(data, bool, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True)
    for one in (data, packed):
        assert looked_over(one, lambda pdf: [content(page.obj.Contents) for page in pdf.pages]) == ""


def test_what_is_no_pdf_too_large_encrypted_or_cut_is_refused(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert looked_over(b"PK" + data) == looked_over(b"") == "x.pdf: is not a PDF"
    for password in ("", "a"):
        secret = altered(data, bool, encryption=pikepdf.Encryption(owner="a", user=password))
        assert looked_over(secret) == "x.pdf: is encrypted"
    assert looked_over(data[:-400]).startswith("x.pdf: ")
    assert (
        looked_over(data[:900])
        == "x.pdf: cannot be read: unable to find trailer dictionary while recovering damaged file"
    )
    monkeypatch.setattr(opening, "MOST_BYTES", 1000)
    assert looked_over(data) == "x.pdf: is larger than 0 MB"


def test_a_number_that_readers_understand_differently_is_refused(data: bytes) -> None:
    plain = altered(data, bool, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    odd = plain.replace(b" 595.275591 ", b" 595-275591 ")
    assert odd != plain
    told = looked_over(odd, lambda pdf: list(pdf.pages[0].obj.MediaBox))
    assert told.startswith("x.pdf: is not written as the grammar of PDF says: (object ")


@pytest.mark.parametrize(
    ("packed", "filters", "says"),
    [
        (b"a" * 9, [], ""),
        (zlib.compress(b"a" * 9), ["/FlateDecode"], ""),
        (zlib.compress(b"#" * 30_000_000), ["/FlateDecode"], "holds more than 4 MB"),
        (b"#" * (MOST_OF_STREAM + 1), [], "is packed in a way no print is, or too large"),
        (zlib.compress(b"a") + b"b", ["/FlateDecode"], "does not end where it is packed to end"),
        (zlib.compress(b"a" * 99)[:-6], ["/FlateDecode"], "does not end where it is packed to end"),
        (b"aaaa", ["/FlateDecode"], "cannot be unpacked: "),
        (b"aa", ["/LZWDecode"], "is packed in a way no print is, or too large"),
        (zlib.compress(zlib.compress(b"a")), ["/FlateDecode"] * 2, "is packed in a way no print is, or too large"),
    ],
)
def test_a_stream_is_unpacked_as_far_as_a_prints_goes(
    data: bytes, packed: bytes, filters: list[str], says: str
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        told = pikepdf.Array(pikepdf.Name(one) for one in filters)
        pdf.Root.X = pdf.make_stream(packed, **({"Filter": told} if filters else {}))

    with opened(altered(data, change, **AS_IT_IS), "x.pdf") as pdf:
        if says:
            with pytest.raises(PackedError, match=says.replace("(", r"\(")):
                content(pdf.Root.X)
        else:
            assert content(pdf.Root.X) == b"a" * 9
