"""How a print looks, as far as a machine can see it: what leaves its area, overlaps, splits, or stands alone.

In: the bytes of a PDF, and the page and the style sheet that it was printed from. Out: lists of offenders.
"""

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import tinycss2

from generator.document.templates import FOLDER as TEMPLATES
from generator.print.audit import POINTS_PER_MM
from tests.print.tagged import HEADINGS, UNTAGGED, Element, Piece, read_pieces, read_tags

STYLE = (TEMPLATES / "style.css").read_text(encoding="utf-8")
TOLERANCE = 1.0
"""Points by which boxes may touch: what is slanted, or stands close on purpose."""

FULL = 2 / 3
"""The least share of a page that is to be filled, with the space below its last line."""

BELOW = 14.0
"""The space below a table or a paragraph, in points."""


def margins() -> tuple[float, float, float, float]:
    """The margins of the page, in points: top, right, bottom, left."""
    rules = tinycss2.parse_stylesheet(STYLE, skip_comments=True, skip_whitespace=True)
    page = next(one for one in rules if one.type == "at-rule" and one.at_keyword == "page" and not _text(one.prelude))
    declared = tinycss2.parse_blocks_contents(page.content, skip_comments=True, skip_whitespace=True)
    (margin,) = (one for one in declared if one.type == "declaration" and one.name == "margin")
    sizes = [one.value * POINTS_PER_MM for one in margin.value if one.type == "dimension" and one.unit == "mm"]
    top, right, bottom, left = {1: sizes * 4, 2: sizes * 2, 3: [*sizes, sizes[1]] if len(sizes) == 3 else [], 4: sizes}[
        len(sizes)
    ]
    return top, right, bottom, left


def _text(tokens: list[Any]) -> str:
    return str(tinycss2.serialize(tokens)).strip()


def _sizes(data: bytes) -> list[tuple[float, float]]:
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.get_size() for page in pdf]


def _by_page(data: bytes) -> dict[int, list[Piece]]:
    found: dict[int, list[Piece]] = {}
    for (page, _), pieces in read_pieces(data).items():
        found.setdefault(page, []).extend(pieces)
    return found


def outside(data: bytes) -> Iterator[str]:
    """What leaves the text area at a side, or stands across the line between text area and head or foot."""
    top, right, bottom, left = margins()
    sizes = _sizes(data)
    for page, pieces in sorted(_by_page(data).items()):
        width, height = sizes[page - 1]
        for one in pieces:
            at_left, at_bottom, at_right, at_top = one.box
            if at_left < left - TOLERANCE or at_right > width - right + TOLERANCE:
                yield f"page {page}: {one.text[:60]!r} leaves the text area at a side"
            if at_bottom < bottom < at_top or (page > 1 and at_bottom < height - top < at_top):
                yield f"page {page}: {one.text[:60]!r} stands across the edge of the text area"


def overlapping(data: bytes) -> Iterator[str]:
    """Texts of which one is printed over another."""
    for page, pieces in sorted(_by_page(data).items()):
        active: list[Piece] = []
        for one in sorted(pieces, key=lambda piece: piece.box[0]):
            active = [other for other in active if other.box[2] > one.box[0] + TOLERANCE]
            for other in active:
                if min(one.box[3], other.box[3]) - max(one.box[1], other.box[1]) > TOLERANCE and _wide(one, other):
                    yield f"page {page}: {one.text[:60]!r} and {other.text[:60]!r} overlap"
            active.append(one)


def _wide(one: Piece, other: Piece) -> bool:
    return min(one.box[2], other.box[2]) - max(one.box[0], other.box[0]) > TOLERANCE


def heads_at_the_foot(root: Element) -> Iterator[str]:
    """Headings, captions and heads of tables with nothing below them on their page."""
    lowest: dict[int, tuple[float, str, Piece]] = {}
    for role, piece in _with_roles(root, ""):
        if piece.box[1] < lowest.get(piece.page, (float("inf"), "", piece))[0]:
            lowest[piece.page] = (piece.box[1], role, piece)
    for page, (_, role, piece) in sorted(lowest.items()):
        if role:
            yield f"page {page} ends with {piece.text[:60]!r}, a {role}"


def _with_roles(element: Element, role: str) -> Iterator[tuple[str, Piece]]:
    """Every piece, with the role of what leads to something: a heading, a caption above a table, a table's head."""
    for kid in element.kids:
        if isinstance(kid, Piece):
            yield role, kid
        else:
            above = kid.role == "Caption" and element.role == "Table"
            yield from _with_roles(kid, kid.role if kid.role in (*HEADINGS, "THead") or above else role)


def split_rows(root: Element, html: str) -> Iterator[str]:
    """Rows of tables that a page divides: each of its parts is tagged as a row."""
    rows, tagged = html.count("<tr"), [one for one in root.below() if one.role == "TR"]
    if len(tagged) != rows:
        yield f"{len(tagged)} rows are printed of {rows} in the page: one is split over pages"


def heads_not_repeated(data: bytes, root: Element) -> Iterator[str]:
    """Pages on which a table goes on without its head."""
    artifacts = {page: _same(pieces) for (page, number), pieces in read_pieces(data).items() if number == UNTAGGED}
    for table in (one for one in root.below() if one.role == "Table"):
        pages = sorted({piece.page for piece in table.pieces()})
        head = _same([piece for one in table.elements() if one.role == "THead" for piece in one.pieces()])
        for page in pages[1:]:
            if not head or head not in artifacts.get(page, ""):
                yield f"page {page}: the table {table.text()[:60]!r} goes on without its head"


def _same(pieces: list[Piece]) -> str:
    return re.sub(r"\s", "", "".join(piece.text for piece in pieces))


def half_empty(data: bytes, least_filled: float = FULL) -> Iterator[str]:
    """Pages that are filled by less than a share, but the last and those before a chart."""
    top, _, bottom, _ = margins()
    sizes, excused = _sizes(data), {len(_sizes(data)), *before_charts(data)}
    for page, pieces in sorted(_by_page(data).items()):
        least, most = bottom, sizes[page - 1][1] - top
        body = [one.box[1] for one in pieces if least <= one.box[1] < most]
        filled = (most - min(body, default=most) + BELOW) / (most - least)
        if filled < least_filled and page not in excused:
            yield f"page {page} is filled to {filled:.0%}"


def before_charts(data: bytes) -> set[int]:
    """The pages whose next begins with a chart: it is never divided."""
    root = read_tags(data)
    drawn = {id(piece) for one in root.below() if one.role == "Figure" for piece in one.pieces()}
    first: dict[int, Piece] = {}
    for piece in root.pieces():
        first.setdefault(piece.page, piece)
    return {page - 1 for page, piece in first.items() if id(piece) in drawn}


def offences(data: bytes, html: str, least_filled: float = FULL) -> list[str]:
    """Everything that looks wrong in a print."""
    root = read_tags(data)
    found = [outside(data), overlapping(data), heads_at_the_foot(root), split_rows(root, html)]
    return [one for each in (*found, heads_not_repeated(data, root), half_empty(data, least_filled)) for one in each]
