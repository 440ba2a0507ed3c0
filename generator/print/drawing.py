"""What the pages of a PDF draw, and where: text can be read in its order and yet stand elsewhere, or be hidden.

In: a PDF that anyone may have made, and the page that it is said to print. Out: what it draws otherwise than today's
print of that page; or that this system sets such pages otherwise, as another version of the text libraries does.
"""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from generator.document.audit import Finding
from generator.errors import ProposalError
from generator.print.attachments import Attached
from generator.print.html import Html
from generator.print.objects import unlike_streams
from generator.print.pdf import to_pdf

NEAR = 1.5
"""Points by which two prints of the same may differ, where other versions of the text libraries round otherwise."""
MOST_OTHERWISE = 4
"""Where more than one in so many streams is another, the whole is set otherwise."""
MOST_DEPTH, LONGEST_TEXT = 8, 20_000
LINK = -1
"""The kind of a link, beside those that the reader gives to what is drawn."""


class Drawn(NamedTuple):
    """A thing on a page: what it is and says, the look it is drawn in, and the box around it, in points."""

    kind: int
    text: str
    look: tuple[int, ...]
    box: tuple[float, ...]

    def near(self, other: "Drawn") -> bool:
        """Whether the other stands in its place."""
        return all(abs(one - two) <= NEAR for one, two in zip(self.box, other.box, strict=True))


def unlike_today(data: bytes, page: Html, paper: str, files: Sequence[Attached]) -> list[Finding] | None:
    """What a PDF draws otherwise than today's print of its page; None where that cannot be told on this system.

    To be called within `apart`: the reader is native code.
    """
    try:
        own = to_pdf(page, paper, files)
    except ProposalError:
        return None
    if own == data:
        return []
    other, all_of_them = unlike_streams(data, own)
    # Another version of the text libraries moves what is drawn, on all pages; it adds nothing and hides nothing.
    otherwise = MOST_OTHERWISE * other > all_of_them
    found = list(unlike(drawn(data), drawn(own), places=not otherwise))
    if found or otherwise:
        return found or None
    if other:
        return [Finding("pages and fonts", f"{other} of their streams are not those of today's print")]
    return list(_unlike_pictures(data, own))


def drawn(data: bytes) -> list[list[Drawn]]:
    """What each page draws, in order."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        return [_drawn(page) for page in pdf]


def unlike(
    stands: Sequence[Sequence[Drawn]], belongs: Sequence[Sequence[Drawn]], places: bool = True
) -> Iterator[Finding]:
    """What pages draw otherwise than others; where things stand only with `places`."""
    if len(stands) != len(belongs):
        yield Finding("pages", f"{len(stands)} stand where {len(belongs)} belong")
        return
    for number, (own, other) in enumerate(zip(stands, belongs, strict=True), 1):
        place = f"page {number}"
        if len(own) != len(other):
            yield Finding(place, f"draws {len(own)} things, and today's print {len(other)}")
            continue
        for one, two in zip(own, other, strict=True):
            if one[:3] != two[:3] or (places and not one.near(two)):
                what = repr(two.text.strip()) if two.text.strip() else "a line or an area"
                yield Finding(place, f"{what} is drawn elsewhere, or looks otherwise, than in today's print")


def _unlike_pictures(data: bytes, own: bytes) -> Iterator[Finding]:
    """The pages that look otherwise, though all that they are made of is the same: in what a glyph looks like, say."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as theirs, pypdfium2.PdfDocument(own) as ours:
        for number, (one, two) in enumerate(zip(theirs, ours, strict=True), 1):
            if bytes(one.render().buffer) != bytes(two.render().buffer):
                yield Finding(f"page {number}", "looks otherwise than in today's print")


def _drawn(page: Any) -> list[Drawn]:
    text = page.get_textpage()
    return [*(_thing(one, text) for one in page.get_objects(max_depth=MOST_DEPTH)), *_links(page)]


def _thing(one: Any, page: Any) -> Drawn:
    import pypdfium2.raw as pdfium

    fill, stroke = ([ctypes.c_uint() for _ in range(4)] for _ in range(2))
    pdfium.FPDFPageObj_GetFillColor(one, *fill)
    pdfium.FPDFPageObj_GetStrokeColor(one, *stroke)
    clips = pdfium.FPDFClipPath_CountPaths(pdfium.FPDFPageObj_GetClipPath(one))
    look = [pdfium.FPDFPageObj_HasTransparency(one), clips, *(part.value for part in (*fill, *stroke))]
    said = ""
    if one.type == pdfium.FPDF_PAGEOBJ_TEXT:
        look.append(pdfium.FPDFTextObj_GetTextRenderMode(one))
        said = _said(lambda into, size: pdfium.FPDFTextObj_GetText(one, page, into, size), ctypes.c_ushort)
    elif one.type == pdfium.FPDF_PAGEOBJ_PATH:
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(one, mode, stroked)
        look += [pdfium.FPDFPath_CountSegments(one), mode.value, stroked.value]
    return Drawn(one.type, said, tuple(look), one.get_bounds())


def _links(page: Any) -> Iterator[Drawn]:
    """The links of a page: what a reader is told of each, and where it leads."""
    import pypdfium2.raw as pdfium

    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        yield _link(note, page.pdf)
        pdfium.FPDFPage_CloseAnnot(note)


def _link(note: Any, pdf: Any) -> Drawn:
    import pypdfium2.raw as pdfium

    box, link = pdfium.FS_RECTF(), pdfium.FPDFAnnot_GetLink(note)
    pdfium.FPDFAnnot_GetRect(note, box)
    leads = pdfium.FPDFDest_GetDestPageIndex(pdf, pdfium.FPDFLink_GetDest(pdf, link)) if link else LINK
    action = pdfium.FPDFLink_GetAction(link)
    address = _said(lambda into, size: pdfium.FPDFAction_GetURIPath(pdf, action, into, size), ctypes.c_char)
    words = _said(lambda into, size: pdfium.FPDFAnnot_GetStringValue(note, b"Contents", into, size), ctypes.c_ushort)
    return Drawn(LINK, f"link: {words} {address}", (leads,), (box.left, box.bottom, box.right, box.top))


def _said(get: Callable[[Any, int], int], letter: Any) -> str:
    """The text that a function of the reader writes into a buffer of so many bytes, ended by a letter of nothing."""
    size = min(get(None, 0), LONGEST_TEXT)
    buffer = ctypes.create_string_buffer(size + 2)
    get(ctypes.cast(buffer, ctypes.POINTER(letter)) if letter is not ctypes.c_char else buffer, size)
    return buffer.raw[:size].decode("utf-8" if letter is ctypes.c_char else "utf-16-le", "replace").rstrip("\0")
