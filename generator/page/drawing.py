"""What the pages of a PDF draw, and where: text can be read in its order and yet stand elsewhere, or be hidden.

In: a PDF that anyone may have made, and the page that it is said to print. Out: what it draws otherwise than today's
print of that page; or that the whole is set otherwise, as by another version of the text libraries. What a glyph looks
like is not seen.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from generator.audit import Finding
from generator.errors import ProposalError
from generator.page.attachments import Attached
from generator.page.layout import Html
from generator.page.objects import unlike_streams
from generator.page.pdf import to_pdf

NEAR = 1.5
"""Points by which two prints of the same may differ, where other versions of the text libraries round otherwise."""
MOST_OTHERWISE = 4
"""Where more than one in so many things is drawn otherwise, the whole is set otherwise."""
MOST_DEPTH, LONGEST_TEXT = 8, 300
LINK = -1
"""The kind of a link, beside those that the reader gives to what is drawn."""


class Drawn(NamedTuple):
    """A thing on a page: what it is and says, the look it is drawn in, and the box around it, in points."""

    kind: int
    text: str
    look: tuple[int, ...]
    box: tuple[float, ...]

    def like(self, other: "Drawn") -> bool:
        """Whether the other stands there in its place, looking the same."""
        near = all(abs(one - two) <= NEAR for one, two in zip(self.box, other.box, strict=True))
        return near and self[:3] == other[:3]


def drawn(data: bytes) -> list[list[Drawn]]:
    """What each page draws, in order. To be called within `apart`: the reader is native code."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        return [_drawn(page) for page in pdf]


def _drawn(page: Any) -> list[Drawn]:
    text = page.get_textpage()
    return [*(_thing(one, text) for one in page.get_objects(max_depth=MOST_DEPTH)), *_links(page)]


def _links(page: Any) -> Iterator[Drawn]:
    """The links of a page: what a reader is told of each, and where it leads."""
    import ctypes

    import pypdfium2.raw as pdfium

    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note, box = pdfium.FPDFPage_GetAnnot(page, index), pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(note, box)
        link, said = pdfium.FPDFAnnot_GetLink(note), ctypes.create_string_buffer(LONGEST_TEXT)
        leads = pdfium.FPDFDest_GetDestPageIndex(page.pdf, pdfium.FPDFLink_GetDest(page.pdf, link)) if link else LINK
        pdfium.FPDFAction_GetURIPath(page.pdf, pdfium.FPDFLink_GetAction(link), said, LONGEST_TEXT)
        told = (ctypes.c_ushort * LONGEST_TEXT)()
        size = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", told, 2 * LONGEST_TEXT)
        words = bytes(told)[: max(0, size - 2)].decode("utf-16-le", "replace")
        text = f"link: {words} {said.value.decode('utf-8', 'replace')}"
        yield Drawn(LINK, text, (leads,), (box.left, box.bottom, box.right, box.top))
        pdfium.FPDFPage_CloseAnnot(note)


def _thing(one: Any, page: Any) -> Drawn:
    import ctypes

    import pypdfium2.raw as pdfium

    fill, stroke = ([ctypes.c_uint() for _ in range(4)] for _ in range(2))
    pdfium.FPDFPageObj_GetFillColor(one, *fill)
    pdfium.FPDFPageObj_GetStrokeColor(one, *stroke)
    clips = pdfium.FPDFClipPath_CountPaths(pdfium.FPDFPageObj_GetClipPath(one))
    look = [pdfium.FPDFPageObj_HasTransparency(one), clips, *(part.value for part in (*fill, *stroke))]
    said = ""
    if one.type == pdfium.FPDF_PAGEOBJ_TEXT:
        look.append(pdfium.FPDFTextObj_GetTextRenderMode(one))
        buffer = (ctypes.c_ushort * LONGEST_TEXT)()
        size = pdfium.FPDFTextObj_GetText(one, page, buffer, LONGEST_TEXT)
        said = bytes(buffer)[: max(0, size - 2)].decode("utf-16-le", "replace")
    elif one.type == pdfium.FPDF_PAGEOBJ_PATH:
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(one, mode, stroked)
        look += [pdfium.FPDFPath_CountSegments(one), mode.value, stroked.value]
    return Drawn(one.type, said, tuple(look), one.get_bounds())


def unlike_today(data: bytes, page: Html, paper: str, files: Sequence[Attached]) -> list[Finding] | None:
    """What a PDF draws otherwise than today's print of its page; None where that cannot be told on this system."""
    try:
        own = to_pdf(page, paper, files)
    except ProposalError:
        return None
    if own == data:
        return []
    found = unlike(drawn(data), drawn(own))
    other, all_of_them = unlike_streams(data, own)
    if found or not other:
        return found
    if MOST_OTHERWISE * other > all_of_them:
        return None
    return [Finding("pages and fonts", f"{other} of their streams are not those of today's print")]


def unlike(stands: Sequence[Sequence[Drawn]], belongs: Sequence[Sequence[Drawn]]) -> list[Finding] | None:
    """What pages draw otherwise than the others; None where the whole is set otherwise."""
    if len(stands) != len(belongs):
        return None
    found = list(_unlike(stands, belongs))
    return (
        None if MOST_OTHERWISE * sum(many for many, _ in found) > sum(map(len, belongs)) else [one for _, one in found]
    )


def _unlike(stands: Sequence[Sequence[Drawn]], belongs: Sequence[Sequence[Drawn]]) -> Iterator[tuple[int, Finding]]:
    """Each finding with the number of things that it is about."""
    for number, (own, other) in enumerate(zip(stands, belongs, strict=True), 1):
        place = f"page {number}"
        if len(own) != len(other):
            yield len(other), Finding(place, f"draws {len(own)} things, and today's print {len(other)}")
            continue
        for two in (two for one, two in zip(own, other, strict=True) if not one.like(two)):
            what = repr(two.text.strip()) if two.text.strip() else "a line or an area"
            yield 1, Finding(place, f"{what} is drawn elsewhere, or looks otherwise, than in today's print")
