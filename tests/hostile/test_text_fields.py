"""Whatever stands in a text of the inputs, it is printed as it stands, or refused at its line; it never does anything."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pytest
from pydantic import BaseModel

from generator.audit import audit_markdown
from generator.document import Document, render
from generator.errors import ProposalError
from generator.inputs.faults import nearest
from generator.inputs.load import validated
from generator.inputs.quantities import Name, Text
from generator.inputs.records import Inputs
from generator.page.audit_pdf import audit_html, audit_pdf
from generator.page.layout import Html, to_html
from generator.page.pdf import check_glyphs, to_pdf
from generator.sheet import calculate
from tests.hostile.payloads import PRINTED, REFUSED
from tests.hostile.spoilt import BENIGN, FOLDERS, READERS, WHERE, _with, plain, shape, spoil, text_paths, words

Path_ = tuple[str | int, ...]
BOTH = pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)
EACH = pytest.mark.parametrize("text", PRINTED.values(), ids=PRINTED)


@cache
def built(folder: Path, text: str, paths: frozenset[Path_]) -> tuple[Document, Html]:
    proposal = spoil(folder, text, paths).proposal
    sheet = calculate(proposal)
    document = render(proposal, sheet)
    assert audit_markdown(document.text, document.in_order(), sheet) == []
    page = to_html(document, proposal, sheet)
    assert audit_html(page, sheet) == []
    check_glyphs(proposal, document.marked) if text == BENIGN else None
    return document, page


def takers(folder: Path, text: str) -> frozenset[Path_]:
    """Where a text may stand; what refuses it does so at its own line."""
    fields = frozenset(path for path in text_paths(folder) if path[-1] != WHERE)
    spoilt = spoil(folder, text, fields)
    places = {(place.file, place.line) for path in fields if (place := nearest(plain(folder).places, path))}
    assert {(fault.place.file, fault.place.line) for fault in spoilt.refused} <= places
    return spoilt.paths


def test_every_text_of_every_record_is_tried() -> None:
    fields = {(record.__name__, name) for record in _records(Inputs) for name in _texts_of(record)}
    tried = {place for folder in FOLDERS.values() for place in _held(validated(plain(folder)).inputs)}
    assert fields - tried == set()


def _records(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
        for field in kind.model_fields.values():
            yield from _records(field.annotation)
    for part in get_args(kind):
        yield from _records(part)


def _texts_of(record: type[BaseModel]) -> Iterator[str]:
    for name, field in record.model_fields.items():
        said = repr((field.annotation, field.metadata))
        if "_free" in said or "_line" in said:
            yield name


def _held(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, BaseModel):
        for name in type(node).model_fields:
            value = getattr(node, name)
            if isinstance(value, Name | Text) or (isinstance(value, list) and value and isinstance(value[0], Name | Text)):
                yield type(node).__name__, name
            yield from _held(value)
    elif isinstance(node, dict | list):
        for one in node.values() if isinstance(node, dict) else node:
            yield from _held(one)


@BOTH
@EACH
def test_in_markdown_a_text_is_read_as_it_stands_by_every_reader(folder: Path, text: str) -> None:
    paths = takers(folder, text)
    assert paths
    (ours, _), (benign, _) = built(folder, text, paths), built(folder, BENIGN, paths)
    for name, read in READERS.items():
        html, expected = read(ours.text), read(benign.text)
        assert shape(html) == shape(expected), name
        assert words(html) == " ".join(words(expected).replace(BENIGN, text).split()), name


@BOTH
@EACH
def test_in_html_a_text_is_read_as_it_stands(folder: Path, text: str) -> None:
    paths = takers(folder, text)
    (_, ours), (_, benign) = built(folder, text, paths), built(folder, BENIGN, paths)
    assert shape(ours.text) == shape(benign.text)
    assert words(ours.text) == " ".join(words(benign.text).replace(BENIGN, text).split())


@BOTH
@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_a_text_that_cannot_be_shown_is_refused_at_its_line(folder: Path, text: str) -> None:
    raw, paths = plain(folder), text_paths(folder)
    with pytest.raises(ProposalError) as caught:
        validated(_with(raw, text, paths))
    refused = {(fault.place.file, fault.place.line) for fault in caught.value.faults}
    asked = {(place.file, place.line) for path in paths if (place := nearest(raw.places, path))}
    assert asked - refused == set()
    assert caught.value.exit_code == 3
    assert str(caught.value).isprintable() or all(line.isprintable() for line in str(caught.value).split("\n"))


def kinds(data: bytes) -> set[str]:
    """The kinds of things in the structure of a PDF; how often each is told depends on where pages end."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return {str(one.S) for one in _dictionaries(pdf) if one.get("/Type") == "/StructElem"} - {"/NonStruct"}


def _dictionaries(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]


ACTS = {"/JS", "/EmbeddedFiles", "/EF", "/OpenAction", "/AA"}


def actions(data: bytes) -> set[str]:
    """What a PDF can do: the kinds of its actions with their addresses, and what it carries or runs."""
    with pikepdf.open(BytesIO(data)) as pdf:
        things = _dictionaries(pdf)
        acts = {f"{one.S} {one.get('/URI', '')}" for one in things if "/S" in one and "/K" not in one and "/P" not in one}
        return acts | {key for one in things for key in ACTS if key in one}


@EACH
def test_in_the_pdf_a_text_adds_no_structure_and_no_action(text: str) -> None:
    folder = FOLDERS["foreign"]
    paths = takers(folder, text)
    document, page = built(folder, text, paths)
    proposal = spoil(folder, text, paths).proposal
    try:
        check_glyphs(proposal, document.marked)
    except ProposalError as error:
        assert "the typeface lacks" in str(error)
        return
    data = to_pdf(page, "letter")
    assert kinds(data) - kinds(benign(folder, paths)) == set()
    assert actions(data) == actions(benign(folder, paths))
    assert [one.what for one in audit_pdf(data, page) if not _spaces_alone(one.what)] == []


def _spaces_alone(finding: str) -> bool:
    """Whether the words read differ from those printed in their spaces alone: such a print is refused, for no harm."""
    read, _, printed = finding.removeprefix("reads ").partition(" where the HTML has ")
    return "".join(read.split()) == "".join(printed.split())


@cache
def benign(folder: Path, paths: frozenset[Path_]) -> bytes:
    return to_pdf(built(folder, BENIGN, paths)[1], "letter")
