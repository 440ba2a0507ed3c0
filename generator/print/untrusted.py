"""A PDF that anyone may have made or altered, read within bounds: its text, its files, its alternative texts.

In: the bytes of a PDF. Out: an `Opened`; or a ProposalError in one line. Every packed stream is measured before the
reader sees the file. `apart` gives any work on such a file a process of its own with bounded memory and time: the
reader is native code, and no file may harm the process that verifies it. Nothing is written, and no name in the file is
ever used as a path.
"""

import os
import pickle
import re
import resource
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from typing import Any, TypeAlias, TypeVar

from generator.errors import FAULTY, Fault, Place, ProposalError
from generator.print.attachments import SAYS
from generator.print.audit import Pdf, read_open
from generator.print.objects import MB, Stream, UnreadableError, odd_names, streams
from generator.print.pdf import printed_from

MOST_PAGES, MOST_ELEMENTS, MOST_TEXT = 1000, 200_000, 20_000
MOST_MEMORY, MOST_SECONDS, MOST_ANSWER = 4096 * MB, 60, 256 * MB
T = TypeVar("T")
Texts: TypeAlias = tuple[tuple[str, str], ...]
METADATA = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")
XMP = re.compile(rb"/Type\s*/Metadata\b")
XMP_SAYS = re.compile(
    r""">([^<>]*[^<>\s][^<>]*)<|\s(?!xmlns|xml:lang|rdf:about)[\w:.-]+\s*=\s*(?:"([^"]+)"|'([^']+)')"""
)
"""A text of the metadata that is written as XML, or the value of an attribute."""
DEEPEST_BOOKMARK = 3
"""What lies deeper than the reader goes lies below one that is deeper than any of a print."""
ZERO = 2
"""Bytes of what ends a text of the reader."""
PRINTER = re.compile(r"WeasyPrint \d+(\.\d+)*")


@dataclass(frozen=True)
class Aside:
    """Texts that no page shows and a reader is told, in order: where each stands, and what it says.

    The metadata are those of the PDF's own keys, in their order, and those in XML; what names the printer is left out.
    """

    metadata: Texts
    bookmarks: Texts
    tags: Texts

    def all(self) -> Texts:
        """All of them."""
        return (*self.metadata, *self.bookmarks, *self.tags)


@dataclass(frozen=True)
class Opened:
    """What stands in a PDF: its text by page, the files it carries, the digest that it was printed from.

    `aside` is what a reader is told beside. `unread` are things that a page shows and that have no text to read: the
    page of each, and what it is. `odd` are the names in its objects that no print has: a note's appearance, a pattern,
    an action and the like cannot do without one.
    """

    text: Pdf
    files: tuple[tuple[str, bytes], ...]
    aside: Aside
    printed_from: str
    unread: tuple[tuple[int, str], ...]
    odd: tuple[str, ...]


def opened(data: bytes, file: str) -> Opened:
    """What stands in the PDF that is called `file`. Raises ProposalError where it cannot be read, or not in bounds.

    To be called within `apart`: the reader is native code.
    """
    import pypdfium2

    try:
        return _read(data, streams(data))
    except UnreadableError as error:
        raise ProposalError([Fault(Place(file), str(error))]) from None
    except (pypdfium2.PdfiumError, UnicodeDecodeError) as error:
        raise ProposalError([Fault(Place(file), f"cannot be read: {error}")]) from None


def apart(work: Callable[[], T], file: str) -> T:
    """What `work` gives for a file, worked out in a process of its own with bounded memory and time.

    Raises ProposalError, in one line, where it fails there in any way, or ends that process.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _answer(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read(MOST_ANSWER)
    os.waitpid(child, 0)
    if not answer:
        what = "cannot be read: it breaks the reader, or takes more time or memory than a print"
        raise ProposalError([Fault(Place(file), what)])
    result, faults, code = pickle.loads(answer)
    if faults is not None:
        raise ProposalError(faults or [Fault(Place(file), f"makes its reading fail: {result}")], code)
    return result  # type: ignore[no-any-return]  # it is what `work` gave


def _answer(work: Callable[[], T], writing: int) -> None:
    """Writes what `work` gives, or why it gives nothing, and ends this process."""
    try:
        for what, most in (("AS", MOST_MEMORY), ("CPU", MOST_SECONDS), ("CORE", 0)):
            with suppress(ValueError, OSError):
                resource.setrlimit(getattr(resource, f"RLIMIT_{what}"), (most, most))
        answer: tuple[Any, Any, int]
        try:
            answer = (work(), None, 0)
        except ProposalError as error:
            answer = (None, error.faults, error.exit_code)
        except Exception as error:
            answer = (" ".join(f"{type(error).__name__}: {error}".split())[:MOST_TEXT], (), FAULTY)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(answer))
    finally:
        os._exit(0)


def _read(data: bytes, unpacked: Sequence[Stream]) -> Opened:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        if len(pdf) > MOST_PAGES:
            raise UnreadableError(f"has more than {MOST_PAGES} pages")
        files = _files(pdf)
        own = [(f"metadata, {key}", f"{pdf.get_metadata_value(key)}") for key in METADATA]
        entries = list(pdf.get_toc())
        if any(entry.level > DEEPEST_BOOKMARK for entry in entries):
            raise UnreadableError("has bookmarks that are nested deeper than a print's")
        bookmarks = [(f"bookmark {number}", entry.get_title()) for number, entry in enumerate(entries, 1)]
        pages = list(pdf)
        tags = [(f"page {number}, aside", text) for number, page in enumerate(pages, 1) for text in _told(page)]
        unread = [(number, what) for number, page in enumerate(pages, 1) for what in _unread(page)]
        text = read_open(pdf, pages)
    metadata = [(where, says) for where, says in [*own, *_xmp(unpacked)] if not PRINTER.fullmatch(says)]
    aside = Aside(tuple(metadata), tuple(bookmarks), tuple(tags))
    return Opened(text, files, aside, printed_from(data), tuple(unread), odd_names(data, unpacked))


def _xmp(unpacked: Iterable[Stream]) -> Iterator[tuple[str, str]]:
    """What the metadata in XML say."""
    for text in [one.content.decode("utf-8", "replace") for one in unpacked if XMP.search(one.head)]:
        for found in XMP_SAYS.findall(re.sub(r"<\?.*?\?>", "", text)):
            yield "metadata, XML", unescape("".join(found))


def files_of(data: bytes) -> tuple[tuple[str, bytes], ...]:
    """The files that a PDF carries: their names and bytes. Raises UnreadableError where one cannot be unpacked."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        return _files(pdf)


def _files(pdf: Any) -> tuple[tuple[str, bytes], ...]:
    count = pdf.count_attachments()
    if count > 2 * len(SAYS):
        raise UnreadableError(f"carries {count} files; a print carries no more than {len(SAYS)}")
    return tuple(_file(pdf.get_attachment(index)) for index in range(count))


def _file(one: Any) -> tuple[str, bytes]:
    import pypdfium2

    name = one.get_name()
    try:
        return name, bytes(one.get_data())
    except pypdfium2.PdfiumError:
        what = name if name in SAYS else "a file"
        raise UnreadableError(f"carries {what}, which is empty or cannot be unpacked") from None


def _unread(page: Any) -> Iterator[str]:
    """What could show a numeral that is no text of the page: a picture, or a note laid over it; a link shows none."""
    import pypdfium2.raw as pdfium

    for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        yield "a picture"
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if pdfium.FPDFAnnot_GetSubtype(note) != pdfium.FPDF_ANNOT_LINK:
            yield "a note or a field"
        pdfium.FPDFPage_CloseAnnot(note)


def _told(page: Any) -> Iterator[str]:
    """The texts that a page's tags tell in place of what they stand for, such as the alternative text of a chart."""
    import pypdfium2.raw as pdfium

    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    waiting = [
        pdfium.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(pdfium.FPDF_StructTree_CountChildren(tree))
    ]
    waiting.reverse()
    texts = (
        pdfium.FPDF_StructElement_GetAltText,
        pdfium.FPDF_StructElement_GetActualText,
        pdfium.FPDF_StructElement_GetExpansion,
        pdfium.FPDF_StructElement_GetTitle,
    )
    for _ in range(MOST_ELEMENTS):
        if not waiting:
            break
        element = waiting.pop()
        if element:
            for get in texts:
                if (size := get(element, None, 0)) > ZERO:
                    yield _string(get, element, size)
            count = pdfium.FPDF_StructElement_CountChildren(element)
            waiting += [pdfium.FPDF_StructElement_GetChildAtIndex(element, at) for at in reversed(range(count))]
    pdfium.FPDF_StructTree_Close(tree)
    if waiting:
        raise UnreadableError("has more tags than a print")


def _string(get: Any, element: Any, size: int) -> str:
    """The text that a function of the reader gives of an element, in so many bytes."""
    import ctypes

    if size > 2 * MOST_TEXT:
        raise UnreadableError("has an alternative text that is longer than any of a print")
    buffer = ctypes.create_string_buffer(size)
    get(element, buffer, size)
    return buffer.raw[: size - ZERO].decode("utf-16-le", errors="replace")
