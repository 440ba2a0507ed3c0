"""A PDF that anyone may have made is read within bounds; whatever it holds, its reader is told in a line."""

import os
import signal
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from generator.errors import Fault, Place, ProposalError
from generator.print import objects, untrusted
from generator.print.audit import read_pdf
from generator.print.pdf import print_digest
from generator.print.untrusted import apart, opened
from tests.altered import altered, and_file, files, with_description, with_file
from tests.conftest import Built

AS_IT_IS: dict[str, Any] = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
"""How to save a stream that is packed oddly, and leave it so."""


@pytest.fixture(scope="module")
def pdf(small_pdf: bytes) -> bytes:
    return small_pdf


def told(work: Callable[[], object]) -> str:
    """The line in which something is refused."""
    with pytest.raises(ProposalError) as caught:
        apart(work, "x.pdf")
    assert caught.value.exit_code == 3
    assert len(caught.value.faults) == 1
    return str(caught.value).partition("\n")[0]


def lines_of(work: Callable[[], object]) -> int:
    """How many faults are told; none where the work gives something."""
    try:
        apart(work, "x.pdf")
    except ProposalError as error:
        known = error.exit_code == 3 and not any("makes its reading fail" in fault.what for fault in error.faults)
        return len(error.faults) if known else 1000
    return 0


def test_all_that_stands_in_a_print_is_read(small: Built, pdf: bytes) -> None:
    found = opened(pdf, "x.pdf")
    assert found.text == read_pdf(pdf)
    assert {name: data.decode() for name, data in found.files} == files(pdf)
    assert found.printed_from == print_digest(small.page, small.paper, small.attached)
    assert len(found.aside.bookmarks) == len(found.text.bookmarks)
    assert [text for _, text in found.aside.tags] == [text for text, _ in small.page.alternatives]
    title = "Inference for the desk"
    assert [where for where, text in found.aside.metadata if text.startswith(title)] == [
        "metadata, Title",
        "metadata, XML",
    ]


@pytest.mark.parametrize("key", ["/Alt", "/ActualText", "/E"])
def test_a_text_that_is_told_in_place_of_another_is_read_with_its_page(pdf: bytes, key: str) -> None:
    found = opened(with_description(pdf, "About 99,999 – tokens", key), "x.pdf")
    assert [one for one in found.aside.all() if "99,999" in one[1]] == [("page 2, aside", "About 99,999 – tokens")]


def test_a_stream_that_unpacks_to_more_than_a_print_holds_is_refused_before_it_is_unpacked(pdf: bytes) -> None:
    bomb = with_file(pdf, "models.yaml", b"#" * 30_000_000)
    assert len(bomb) < 300_000
    assert told(lambda: opened(bomb, "x.pdf")) == "x.pdf: holds a stream of more than 4 MB, or too many of them"


def test_many_streams_that_are_each_small_enough_are_refused_together(pdf: bytes) -> None:
    def change(one: pikepdf.Pdf) -> None:
        for number in range(20):
            one.Root[f"/X{number}"] = one.make_stream(zlib.compress(b"#" * 4_000_000), Filter=pikepdf.Name.FlateDecode)

    assert "too many of them" in told(lambda: opened(altered(pdf, change), "x.pdf"))


@pytest.mark.parametrize("packed", [["/FlateDecode", "/FlateDecode"], ["/LZWDecode"], ["/RunLengthDecode"], ["/Fl"]])
def test_a_stream_that_is_packed_otherwise_is_refused(pdf: bytes, packed: list[str]) -> None:
    def change(one: pikepdf.Pdf) -> None:
        filters = pikepdf.Array(pikepdf.Name(name) for name in packed)
        one.Root.X = one.make_stream(zlib.compress(zlib.compress(b"#")), Filter=filters)

    odd = altered(pdf, change, **AS_IT_IS)
    assert "packed in a way no print is" in told(lambda: opened(odd, "x.pdf"))


@pytest.mark.parametrize(("plain", "escaped"), [(b"/LZWDecode", b"/LZ#57Decode"), (b"/Filter /LZW", b"/F#69lter /LZW")])
def test_a_filter_whose_name_is_spelt_in_escapes_is_refused_as_well(pdf: bytes, plain: bytes, escaped: bytes) -> None:
    def change(one: pikepdf.Pdf) -> None:
        one.Root.X = one.make_stream(b"aa", Filter=pikepdf.Name.LZWDecode)

    odd = altered(pdf, change, **AS_IT_IS)
    assert plain in odd
    assert "packed in a way" in told(lambda: opened(odd.replace(plain, escaped), "x.pdf"))


def test_a_pdf_saved_anew_by_another_tool_is_read_all_the_same(pdf: bytes) -> None:
    again = altered(pdf, lambda _: None, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True)
    assert again != pdf
    assert opened(again, "x.pdf") == opened(pdf, "x.pdf")


def test_what_is_no_pdf_too_large_or_encrypted_is_refused(pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(lambda: opened(b"", "x.pdf")) == "x.pdf: is no PDF"
    assert told(lambda: opened(b"PK" + pdf, "x.pdf")) == "x.pdf: is no PDF"
    secret = altered(pdf, lambda _: None, encryption=pikepdf.Encryption(owner="a", user=""))
    assert told(lambda: opened(secret, "x.pdf")) == "x.pdf: is encrypted"
    monkeypatch.setattr(objects, "MOST_BYTES", 1 << 16)
    assert told(lambda: opened(pdf, "x.pdf")) == "x.pdf: is larger than 0 MB"


def test_pages_files_and_descriptions_are_bounded(pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    many = pdf
    for number in range(12):
        many = and_file(many, f"{number}", b"x")
    assert "carries 20 files; a print carries no more than 9" in told(lambda: opened(many, "x.pdf"))
    assert "longer than any of a print" in told(lambda: opened(with_description(pdf, "x" * 30_000), "x.pdf"))
    monkeypatch.setattr(untrusted, "MOST_ELEMENTS", 5)
    assert "more tags than a print" in told(lambda: opened(pdf, "x.pdf"))
    monkeypatch.setattr(untrusted, "MOST_PAGES", 3)
    assert "has more than 3 pages" in told(lambda: opened(pdf, "x.pdf"))


def test_a_file_that_is_empty_is_named(pdf: bytes) -> None:
    says = "x.pdf: carries models.yaml, which is empty or cannot be unpacked"
    assert told(lambda: opened(with_file(pdf, "models.yaml", b""), "x.pdf")) == says


def test_bookmarks_nested_deeper_than_the_reader_goes_are_refused(pdf: bytes) -> None:
    def nested(file: pikepdf.Pdf) -> None:
        with file.open_outline() as outline:
            item = outline.root[0]
            for depth in range(20):
                item.children.append(pikepdf.OutlineItem(f"deeper {depth}", 0))
                item = item.children[-1]

    data = altered(pdf, nested)
    assert told(lambda: opened(data, "x.pdf")) == "x.pdf: has bookmarks that are nested deeper than a print's"


def test_tags_that_hold_each_other_come_to_an_end(pdf: bytes) -> None:
    def change(one: pikepdf.Pdf) -> None:
        heading = next(o for o in one.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/H2")
        heading.K = pikepdf.Array([heading, heading])

    round_again = altered(pdf, change)
    assert lines_of(lambda: opened(round_again, "x.pdf")) <= 1


def test_work_apart_gives_its_result_or_its_own_faults() -> None:
    assert apart(lambda: {"a": (1, "x")}, "x.pdf") == {"a": (1, "x")}

    def faulty() -> None:
        raise ProposalError([Fault(Place("f.yaml", 3, 4, "a: 1"), "what", "hint")], 1)

    with pytest.raises(ProposalError) as caught:
        apart(faulty, "x.pdf")
    assert (caught.value.faults, caught.value.exit_code) == ((Fault(Place("f.yaml", 3, 4, "a: 1"), "what", "hint"),), 1)


def test_work_that_fails_or_dies_apart_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        told(lambda: 1 // 0) == "x.pdf: makes its reading fail: ZeroDivisionError: integer division or modulo by zero"
    )
    assert told(lambda: os.kill(os.getpid(), signal.SIGKILL)).startswith("x.pdf: cannot be read: it breaks the reader")
    assert "MemoryError" in told(lambda: bytearray(1 << 34))

    def endless() -> None:
        while True:
            pass

    monkeypatch.setattr(untrusted, "MOST_SECONDS", 1)
    assert "takes more time or memory than a print" in told(endless)


def test_a_file_is_measured_whatever_its_length_says(pdf: bytes) -> None:
    lying = with_file(pdf, "models.yaml", b"#" * 30_000_000).replace(b"/Length ", b"/Length 1 % ")
    assert "of more than 4 MB" in told(lambda: opened(lying, "x.pdf"))
