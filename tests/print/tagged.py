"""The tag tree of a PDF as plain records, and what in it falls short of the standard.

In: the bytes of a PDF. Out: its elements with their roles, attributes and what is printed for them, where; and lists
of offenders, empty where there are none. A screen reader reads this tree, and nothing else.
"""

import ctypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import Any, TypeAlias

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
INLINE = (*HEADINGS, "P", "Caption", "Span", "Link", "LBody", "TH", "TD", "NonStruct", "Figure")
UNTAGGED = -1


@dataclass(frozen=True)
class Piece:
    """Text printed on a page, from 1, in a box: left, bottom, right and top in points."""

    page: int
    text: str
    box: tuple[float, float, float, float]


Pieces: TypeAlias = dict[tuple[int, int], list[Piece]]
"""The pieces of a document by page and by the number of the mark around them."""


@dataclass(frozen=True)
class Element:
    """An element of the tag tree; `kids` holds elements and printed pieces in their order."""

    role: str
    kids: tuple["Element | Piece", ...]
    alt: str
    name: str
    scope: str
    heads: tuple[str, ...]

    def below(self) -> Iterator["Element"]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.elements():
            yield from kid.below()

    def elements(self) -> list["Element"]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def pieces(self) -> list[Piece]:
        """What is printed for it, in reading order."""
        return [kid for one in self.below() for kid in one.kids if isinstance(kid, Piece)]

    def text(self) -> str:
        """What is read out, without the bullets of lists; a space stands between blocks."""
        if self.role == "Lbl":
            return ""
        apart = "" if self.role in INLINE else " "
        return apart.join(kid.text if isinstance(kid, Piece) else kid.text() for kid in self.kids)


@lru_cache(maxsize=8)
def read_pieces(data: bytes) -> Pieces:
    """Every text of the pages; what is marked as an artifact stands under the number UNTAGGED.

    What a drawing groups has no mark of its own; it belongs to the mark in which the group is drawn.
    """
    found: Pieces = {}
    with pypdfium2.PdfDocument(data) as pdf:
        for page in range(len(pdf)):
            number = UNTAGGED
            sheet = pdf[page]  # held, for what is drawn on it goes with it
            for _, same in groupby(_characters(sheet.get_textpage()), key=_address):
                characters = list(same)
                drawn = characters[0][0]
                if pdfium.FPDFPageObj_CountMarks(drawn):
                    number = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
                texts = [text for _, text, _ in characters]
                boxes = [box for _, text, box in characters if text.strip()]
                if not boxes:
                    continue
                left, bottom, right, top = zip(*boxes, strict=True)
                box = min(left), min(bottom), max(right), max(top)
                found.setdefault((page + 1, number), []).append(Piece(page + 1, "".join(texts), box))
    return found


def _address(character: tuple[Any, str, tuple[float, float, float, float]]) -> int:
    return ctypes.cast(character[0], ctypes.c_void_p).value or 0


def _characters(text: Any) -> Iterator[tuple[Any, str, tuple[float, float, float, float]]]:
    """The characters of a page that are drawn: the drawing that each is part of, itself, and its box."""
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, index)).replace("\ufffe", "-").replace("\x02", "-")
        drawn = pdfium.FPDFText_GetTextObject(text, index)
        if drawn:
            yield drawn, character, text.get_charbox(index)


@lru_cache(maxsize=8)
def read_tags(data: bytes) -> Element:
    """The document's element, the root of the tag tree."""
    pieces = read_pieces(data)
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        (root,) = list(pdf.Root.StructTreeRoot.K)
        return _element(root, pieces, pages, 0)


def _element(node: Any, pieces: Pieces, pages: Mapping[Any, int], page: int) -> Element:
    page = pages[node.Pg.objgen] if "/Pg" in node else page
    kids: list[Element | Piece] = []
    for kid in _list(node.get("/K")):
        if isinstance(kid, int):
            kids += pieces.get((page, kid), [])
        elif kid.get("/Type") != pikepdf.Name.OBJR:
            kids.append(_element(kid, pieces, pages, page))
    said = {str(key): value for one in _list(node.get("/A")) for key, value in one.items()}
    scope, heads = str(said.get("/Scope", "")).strip("/"), tuple(str(one) for one in said.get("/Headers", ()))
    return Element(
        str(node.S).strip("/"), tuple(kids), str(node.get("/Alt", "")), str(node.get("/ID", "")), scope, heads
    )


def _list(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, pikepdf.Array) else [value]


def head_cells_without_scope(root: Element) -> list[str]:
    """Head cells that do not say whether they head a row or a column."""
    return [cell.text() for cell in root.below() if cell.role == "TH" and cell.scope not in ("Row", "Column")]


def cells_without_heads(root: Element) -> list[str]:
    """Data cells that name no head cell, or one that is not there or there twice."""
    names = [cell.name for cell in root.below() if cell.role == "TH"]
    cells = (cell for cell in root.below() if cell.role == "TD")
    return [cell.text() for cell in cells if not cell.heads or any(names.count(name) != 1 for name in cell.heads)]


def tables_without_caption(root: Element) -> list[str]:
    """Tables that do not begin with a caption that says something."""
    tables = [one for one in root.below() if one.role == "Table"]
    return [one.text()[:60] for one in tables if not _captioned(one)]


def _captioned(table: Element) -> bool:
    kids = table.elements()
    return bool(kids) and kids[0].role == "Caption" and bool(kids[0].text().strip())


def figures_without_alternative(root: Element) -> list[str]:
    """Figures without an alternative text."""
    return [f"figure {one.text()[:60]!r}" for one in root.below() if one.role == "Figure" and not one.alt.strip()]


def misplaced_headings(root: Element) -> list[str]:
    """Headings that skip a level, hold one another, or say nothing."""
    found = [one for one in root.below() if one.role in HEADINGS]
    levels = [HEADINGS.index(one.role) for one in found]
    skips = [one.text() for one, level, above in zip(found, levels, [-1, *levels], strict=False) if level > above + 1]
    nested = [one.text() for one in found for kid in list(one.below())[1:] if kid.role in (*HEADINGS, "P")]
    return [*skips, *nested, *(one.role for one in found if not one.text().strip())]


Find: TypeAlias = Callable[[Element], list[str]]
EVERY: tuple[Find, ...] = (
    head_cells_without_scope,
    cells_without_heads,
    tables_without_caption,
    figures_without_alternative,
    misplaced_headings,
)
