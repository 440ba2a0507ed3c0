"""A print carries no date but those of its inputs, and only its own fonts: its bytes depend on nothing else.

That they are the same in another zone, folder and home, and without a system's fonts, tests/cli/test_verify.py holds.
"""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from tests.conftest import Built


def dates(pdf: pikepdf.Pdf) -> Iterator[date]:
    """Every date of a PDF: of the document, of its attachments, and in its metadata."""
    for one in [pdf.trailer.get("/Info"), *pdf.objects]:
        yield from _dates(one)
    if "/Metadata" in pdf.Root:
        text = pdf.Root.Metadata.read_bytes().decode()
        yield from (date.fromisoformat(one) for one in re.findall(r">\s*(\d{4}-\d\d-\d\d)", text))


def _dates(value: Any, depth: int = 0) -> Iterator[date]:
    """The dates in an object, written D:20260131…; objects that it refers to are looked at for themselves."""
    if isinstance(value, pikepdf.String) and (found := re.match(r"D:(\d{4})(\d\d)(\d\d)", str(value))):
        yield date(*map(int, found.groups()))
    elif isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not (depth and value.is_indirect):
        for one in value.values() if isinstance(value, pikepdf.Dictionary) else list(value):
            yield from _dates(one, depth + 1)


def stated(built: Built) -> set[date]:
    """The dates that the inputs state."""
    proposal = built.proposal.inputs.proposal
    days = [proposal.dated, proposal.needed_by, *(one.read for one in proposal.references)]
    return {day for day in days if isinstance(day, date)}


@pytest.mark.parametrize("name", ["cerebras", "small"])
def test_a_print_carries_no_date_but_those_of_its_inputs(name: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(name)
    with pikepdf.open(BytesIO(request.getfixturevalue(f"{name}_pdf"))) as pdf:
        assert set(dates(pdf)) - stated(built) == set()


def test_another_date_would_be_found(small_pdf: bytes) -> None:
    planted = [date(2001, 2, 3), date(2002, 3, 4), date(2003, 4, 5)]
    with pikepdf.open(BytesIO(small_pdf)) as pdf, BytesIO() as file:
        pdf.docinfo["/ModDate"] = "D:20010203040506Z"
        params = pikepdf.Dictionary(ModDate=pikepdf.String("D:20020304"))
        pdf.Root["/Planted"] = pdf.make_indirect(pikepdf.Dictionary(EF=pikepdf.Dictionary(Params=params)))
        made = b"<xmp:CreateDate>2003-04-05T06:07:08Z</xmp:CreateDate></rdf:RDF>"
        pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"</rdf:RDF>", made))
        pdf.save(file, fix_metadata_version=False)
        with pikepdf.open(BytesIO(file.getvalue())) as again:
            assert set(planted) <= set(dates(again))


def fonts_of(pdf: pikepdf.Pdf) -> list[Any]:
    """The font descriptors of a PDF."""
    return [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"]


@pytest.mark.parametrize("name", ["cerebras", "small"])
def test_every_font_is_embedded_and_holds_only_the_characters_in_use(name: str, request: pytest.FixtureRequest) -> None:
    with pikepdf.open(BytesIO(request.getfixturevalue(f"{name}_pdf"))) as pdf:
        descriptors = fonts_of(pdf)
        assert len(descriptors) == 2, "regular and semibold"
        for one in descriptors:
            assert re.fullmatch(r"/[A-Z]{6}\+Source-Sans-Pro.*", str(one.FontName))
            files = [one[key] for key in ("/FontFile2", "/FontFile3") if key in one]
            assert len(files) == 1
            assert 1_000 < len(files[0].read_bytes()) < 60_000


@pytest.mark.parametrize("name", ["cerebras", "small"])
def test_a_print_is_small_enough_to_send(name: str, request: pytest.FixtureRequest) -> None:
    assert len(request.getfixturevalue(f"{name}_pdf")) < 400_000
