"""Whatever stands in a text of the inputs is printed as it stands, or refused at its line; it never does anything."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pytest

from generator.document.audit import audit_markdown
from generator.document.record import to_text
from generator.document.render import Document, render
from generator.errors import ProposalError
from generator.figures.sheet import calculate
from generator.inputs import Proposal
from generator.inputs.entry import Entry, fields_of
from generator.inputs.load import validated
from generator.inputs.reading import nearest
from generator.inputs.records import Inputs
from generator.inputs.texts import Name, Text
from generator.print.audit import audit_html, audit_pdf
from generator.print.html import Html, to_html
from generator.print.pdf import check_glyphs, to_pdf
from generator.print.product import Product, make
from tests.conftest import SMALL
from tests.hostile.payloads import PRINTED, REFUSED
from tests.hostile.spoilt import (
    BENIGN,
    FOLDERS,
    READERS,
    WHERE,
    Seen,
    Spoilt,
    line_of,
    plain,
    seen,
    spoil,
    text_paths,
    with_texts,
)

Path_ = tuple[str | int, ...]
WIDEST = FOLDERS["cerebras"]
"""It has the most texts that are printed."""

EACH = pytest.mark.parametrize("text", PRINTED.values(), ids=PRINTED)


def tried_in(text: str) -> Path:
    """Each text is tried everywhere in the small proposal, a few in others; below, together in the widest."""
    names = {2: "two-continents", 6: "foreign", 10: "full", 12: "units", 16: "regions", 1: "pilot", 5: "support-chat"}
    others = {number: FOLDERS[name] for number, name in names.items()}
    return others.get(list(PRINTED.values()).index(text) % 20, SMALL)


def built(proposal: Proposal) -> tuple[Document, Html]:
    sheet = calculate(proposal)
    document = render(proposal, sheet)
    assert audit_markdown(document.text, document.in_order(), sheet) == []
    page = to_html(document, proposal, sheet, to_text(document, sheet))
    assert audit_html(page, sheet) == []
    return document, page


def as_read(proposal: Proposal, readers: Iterable[str] = READERS) -> dict[str, Seen]:
    """What readers make of the Markdown, and what stands in the page."""
    document, page = built(proposal)
    return {name: seen(READERS[name](document.text)) for name in readers} | {"page": seen(page.text)}


GITHUB = ("cmark-gfm",)


@cache
def harmless(folder: Path, paths: frozenset[Path_]) -> dict[str, Seen]:
    """The same of a text that tries nothing."""
    return as_read(spoil(folder, dict.fromkeys(paths, BENIGN)).proposal, GITHUB)


def paths_of(folder: Path) -> list[Path_]:
    return sorted((path for path in text_paths(folder) if path[-1] != WHERE), key=str)


def with_text(folder: Path, text: str) -> Spoilt:
    """The proposal with a text wherever it may stand; what refuses it does so at its own line."""
    spoilt = spoil(folder, dict.fromkeys(paths_of(folder), text))
    places = {line_of(folder, path) for path in paths_of(folder)}
    assert {(fault.place.file, fault.place.line) for fault in spoilt.refused} <= places
    return spoilt


def test_every_text_of_every_record_is_tried() -> None:
    fields = {(record.__name__, name) for record in _records(Inputs) for name in _texts_of(record)}
    tried = {place for folder in FOLDERS.values() for place in _held(validated(plain(folder)).inputs)}
    assert fields - tried == set()


def _records(kind: Any) -> Iterator[type[Entry]]:
    if isinstance(kind, type) and issubclass(kind, Entry):
        yield kind
        for field in fields_of(kind).values():
            yield from _records(field.kind)
    for part in get_args(kind):
        yield from _records(part)


def _texts_of(record: type[Entry]) -> Iterator[str]:
    for name, field in fields_of(record).items():
        said = repr((field.kind, field.marks))
        if any(check in said for check in ("_free", "_name", "_label")):
            yield name


def _held(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, Entry):
        for name in fields_of(type(node)):
            value = getattr(node, name)
            if isinstance(value, Name | Text) or (
                isinstance(value, list) and value and isinstance(value[0], Name | Text)
            ):
                yield type(node).__name__, name
            yield from _held(value)
    elif isinstance(node, dict | list):
        for one in node.values() if isinstance(node, dict) else node:
            yield from _held(one)


@pytest.mark.slice(24)
@EACH
def test_a_text_is_read_as_it_stands_on_github_and_in_html(text: str) -> None:
    spoilt = with_text(tried_in(text), text)
    assert spoilt.texts
    expected = harmless(tried_in(text), frozenset(spoilt.texts))
    for name, one in as_read(spoilt.proposal, GITHUB).items():
        assert one.shape == expected[name].shape, name
        assert one.words == " ".join(expected[name].words.replace(BENIGN, text).split()), name


@pytest.mark.slice(4)
@pytest.mark.parametrize(
    ("folder", "text"),
    [*((WIDEST, text) for text in REFUSED.values()), (FOLDERS["foreign"], "a\nb"), (FOLDERS["full"], "a\nb")],
    ids=[*REFUSED, "measured", "contact and terms"],
)
def test_a_text_that_cannot_be_shown_is_refused_at_its_line(folder: Path, text: str) -> None:
    raw, paths = plain(folder), text_paths(folder)
    with pytest.raises(ProposalError) as caught:
        validated(with_texts(raw, dict.fromkeys(paths, text)))
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
        acts = {
            f"{one.S} {one.get('/URI', '')}" for one in things if "/S" in one and "/K" not in one and "/P" not in one
        }
        return acts | {key for one in things for key in ACTS if key in one}


def printable() -> list[str]:
    """The texts without an em space and a letter with several accents, which have no glyph."""
    return [text.replace("\u0302\u0303\u0304", "") for text in PRINTED.values() if "\u2003" not in text]


@pytest.fixture(scope="module")
def mixed() -> Spoilt:
    """The widest proposal with all texts, each in some of its fields."""
    payloads, fields = printable(), paths_of(WIDEST)
    # In a chart no letter takes in its accent: such a print is refused, for no harm.
    drawn = {path for path in fields if "load_cases" in path}
    texts = {path: payloads[(7 * index + (path in drawn)) % len(payloads)] for index, path in enumerate(fields)}
    # A field refuses some texts at its line: what stands nowhere is tried field by field.
    for text in {*payloads} - {*spoil(WIDEST, texts).texts.values()}:
        tried = ({**texts, path: text} for path in fields)
        texts = next(one for one in tried if text in spoil(WIDEST, one).texts.values())
    spoilt = spoil(WIDEST, texts)
    assert {*spoilt.texts.values()} == {*payloads}
    return spoilt


@pytest.fixture(scope="module")
def several() -> Spoilt:
    """The small proposal with a text in each field."""
    fields, texts = paths_of(SMALL), printable()
    spoilt = spoil(SMALL, {path: texts[5 * index % len(texts)] for index, path in enumerate(fields)})
    assert len({*spoilt.texts.values()}) > 15
    return spoilt


def test_texts_beside_each_other_are_read_as_they_stand_by_every_reader(several: Spoilt) -> None:
    read_as_they_stand(SMALL, several)


@pytest.mark.whole
def test_all_texts_beside_each_other_are_read_as_they_stand_by_every_reader(mixed: Spoilt) -> None:
    read_as_they_stand(WIDEST, mixed)


def read_as_they_stand(folder: Path, spoilt: Spoilt) -> None:
    names = {path: f"Q{chr(97 + index // 26)}{chr(97 + index % 26)}q" for index, path in enumerate(spoilt.texts)}
    expected = as_read(spoil(folder, names).proposal)
    texts = {names[path]: text for path, text in spoilt.texts.items()}
    for name, one in as_read(spoilt.proposal).items():
        assert one.shape == expected[name].shape, name
        words = re.sub(r"Q[a-z]{2}q", lambda found: texts[found[0]], expected[name].words)
        assert one.words == " ".join(words.split()), name


def test_in_the_pdf_no_text_adds_structure_or_an_action(several: Spoilt, small_pdf: bytes) -> None:
    assert harm(make(several.proposal), small_pdf) == []


@pytest.mark.whole
def test_in_the_pdf_no_text_of_all_adds_structure_or_an_action(mixed: Spoilt, cerebras_pdf: bytes) -> None:
    assert harm(make(mixed.proposal), cerebras_pdf) == []


def harm(made: Product, plain: bytes) -> list[str]:
    """What a print has that a plain one has not, or reads otherwise than its page."""
    check_glyphs(made.proposal, made.document.marked)
    data = to_pdf(made.page, "letter", made.attached)
    more = [*sorted(kinds(data) - kinds(plain)), *sorted(actions(data) ^ actions(plain))]
    return more + [one.what for one in audit_pdf(data, made.page) if not _spaces_alone(one.what)]


def _spaces_alone(finding: str) -> bool:
    """Whether the words read differ from those printed in their spaces alone: such a print is refused, for no harm."""
    read, _, printed = finding.removeprefix("reads ").partition(" where the HTML has ")
    return "".join(read.split()) == "".join(printed.split())


@pytest.mark.slice(3)
@pytest.mark.usefixtures("short_documents")  # the references are in their last section
@pytest.mark.parametrize(
    ("where", "link"),
    [
        ("https://example.org/a", True),
        ("http://example.org/a", True),
        ("javascript:alert", False),
        ("file:///etc/passwd", False),
        ("data:text/html,<b>a</b>", False),
        ("HTTPS:javascript", False),
        ("httpx://example.org", False),
        ("https://example.org/> <b>a</b>", False),
        ("https://example.org/ javascript:a", False),
        ("ftp://example.org", False),
        ("//example.org", False),
        ("../a/b_c*d.md", False),
        ("a`b`](javascript:c)", False),
    ],
)
def test_of_a_reference_only_an_address_of_the_web_becomes_a_link(where: str, link: bool) -> None:
    document, page = built(validated(with_texts(plain(SMALL), {("proposal", "references", 0, WHERE): where})))
    own = {tag for tag in seen(page.text).shape if tag.startswith("<a") and where in tag}
    assert own == ({f"<a href={where}>"} if link else set())
    for read in READERS.values():
        one = seen(read(document.text))
        found = {tag for tag in one.shape if tag.startswith("<a href=")}
        leads_to_print = {f"<a href={document.name}.pdf>"}
        assert {tag for tag in found if not tag.startswith(("<a href=http://", "<a href=https://"))} == leads_to_print
        assert any(tag == f"<a href={where}>" for tag in found) is link
        assert where in one.words
