"""Two PDFs held against each other, object by object: whatever a page, the metadata or the document reaches.

In: a PDF that anyone may have made, and today's print. Out: each difference, named by its path, whatever order and
packing the objects are saved in; and whether the programs of its fonts are stored otherwise while they draw the same
glyphs at the same widths, as other versions of the text libraries store them.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from itertools import zip_longest
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError, canonicalize, fromstring, tostring

import pikepdf

from generator.document.audit import Finding
from generator.print.opened import PackedError, content
from generator.review.glyphs import glyphs

STORAGE = {"/Length", "/Filter", "/DecodeParms"}
"""How a stream is stored; it is compared unpacked."""
CELLS = {"/ID", "/Headers"}
"""What leads from the cell of a table to its head: a table that pages divide otherwise has other numbers there."""
FONTS = ("/FontFile", "/FontFile2", "/FontFile3")
NEAR = Decimal("0.0001")
"""Another tool may round a length so far: 595.2756 for 595.275591."""
CLOSE = Decimal("2")
"""So far may other text libraries set a thing aside, in the units of the page: no figure then stands for another."""
PLACED = {"Tm": 4, "cm": 4, "Td": 0, "TD": 0, "TJ": 0, "re": 0, "m": 0, "l": 0, "c": 0, "v": 0, "y": 0}
"""The instructions that say where a thing stands, and how many of their numbers before say how it is drawn."""
PLACES = re.compile(r"/(Rect|BBox|FontBBox|W|Dest|D)(/\d+)+$")
"""The paths that say where a thing stands; any other number, such as how opaque it is, is the same or is not."""
LONGEST = 120


class Degree(IntEnum):
    """How far two PDFs are apart in a thing: in a place, by little; in places or in how pages are drawn; otherwise."""

    NEAR, DRAWN, OTHER = 1, 2, 3


@dataclass(frozen=True)
class Difference(Finding):
    """Where two PDFs differ, how, and how far they are apart."""

    degree: Degree = Degree.OTHER


class Compared(NamedTuple):
    """What two PDFs do not share, and the programs, theirs and ours, of fonts that draw the same, stored otherwise."""

    differences: tuple[Difference, ...]
    fonts: tuple[tuple[Any, Any], ...] = ()

    @property
    def apart(self) -> int:
        """How far they are apart at the most: 0 where they have no difference, else a degree."""
        return max((one.degree for one in self.differences), default=0)


class _Pair(NamedTuple):
    """The path to an object, what stands there in the one PDF, what belongs there, and where each lies in its file."""

    where: str
    stands: Any
    belongs: Any
    lies: tuple[Any, Any]


def compare(theirs: pikepdf.Pdf, ours: pikepdf.Pdf) -> Compared:
    """What a PDF holds otherwise than another, which is trusted."""
    found, fonts = list[Difference](), list[tuple[Any, Any]]()
    counts = len(theirs.pages), len(ours.pages)
    if counts[0] != counts[1]:
        found.append(Difference("pages", f"{counts[0]} stand where {counts[1]} belong", Degree.DRAWN))
    pages = enumerate(zip(theirs.pages, ours.pages, strict=False), 1)
    starts: list[tuple[str, Any, Any]] = [(f"page {number}", one.obj, two.obj) for number, (one, two) in pages]
    said, right = (one.trailer.get("/Info", pikepdf.Dictionary()) for one in (theirs, ours))
    starts += [("metadata", said, right), ("document", theirs.Root, ours.Root)]
    waiting = deque(_Pair(*start, (_lies(start[1], (), start[0]), _lies(start[2], (), start[0]))) for start in starts)
    seen = set[tuple[Any, Any]]()
    while waiting:
        pair = waiting.popleft()
        if pair.lies not in seen:
            seen.add(pair.lies)
            found += _unlike(pair, fonts)
            waiting.extend(_below(pair))
    return Compared(tuple(found), tuple(fonts))


def told(pdf: pikepdf.Pdf) -> set[str]:
    """The keys, names and texts of all that a PDF's metadata and document reach, wherever they stand."""
    found, seen = set[str](), set[Any]()
    waiting: list[Any] = [pdf.Root, pdf.trailer.get("/Info", pikepdf.Dictionary())]
    while waiting:
        one = waiting.pop()
        known = _number(one)
        if known != (0, 0) and known in seen:
            continue
        seen.add(known)
        if isinstance(one, pikepdf.Array):
            waiting.extend(one)
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            keys = {*one.keys()} - STORAGE - CELLS
            found |= keys
            waiting.extend(one[key] for key in keys)
        elif isinstance(one, pikepdf.String | pikepdf.Name):
            found.add(repr(one))
    return found


def _number(one: Any) -> Any:
    """The number of an object in its file; (0, 0) where it stands within another."""
    return getattr(one, "objgen", (0, 0))


def _lies(one: Any, holder: tuple[Any, ...], key: Any) -> tuple[Any, ...]:
    """Where an object lies in its file: its own number, or its key in what holds it."""
    number = _number(one)
    return (*holder, key) if number == (0, 0) else (number,)


def _kind(one: Any) -> Any:
    """What sort of object it is; whole and broken numbers are of one kind, as tools write the one for the other."""
    if isinstance(one, pikepdf.Object):
        return one._type_code
    return Decimal if isinstance(one, int | Decimal) and not isinstance(one, bool) else type(one)


def _below(pair: _Pair) -> Iterator[_Pair]:
    """What both hold, in pairs."""
    where, stands, belongs, (there, here) = pair
    if _kind(stands) != _kind(belongs):
        return
    if isinstance(belongs, pikepdf.Array):
        for number, (one, two) in enumerate(zip(stands, belongs, strict=False), 1):
            yield _Pair(f"{where}/{number}", one, two, (_lies(one, there, number), _lies(two, here, number)))
    elif isinstance(belongs, pikepdf.Dictionary | pikepdf.Stream):
        # A file that is carried is told by its name, and not by its number.
        name = f"file {belongs.UF}" if belongs.get("/Type") == "/Filespec" else where
        for key in sorted(({*stands.keys()} & {*belongs.keys()}) - STORAGE):
            one, two = stands[key], belongs[key]
            yield _Pair(f"{name}{key}", one, two, (_lies(one, there, key), _lies(two, here, key)))


def _unlike(pair: _Pair, fonts: list[tuple[Any, Any]]) -> Iterator[Difference]:
    """What differs in the two objects themselves, without what they hold."""
    where, stands, belongs, _ = pair
    alike = _kind(stands) == _kind(belongs)
    if alike and isinstance(belongs, pikepdf.Array):
        if len(stands) != len(belongs):
            yield Difference(where, f"has {len(stands)} parts where {len(belongs)} belong", Degree.DRAWN)
    elif alike and isinstance(belongs, pikepdf.Dictionary | pikepdf.Stream):
        for key in sorted(({*stands.keys()} ^ {*belongs.keys()}) - STORAGE):
            yield Difference(f"{where}{key}", "is added" if key in stands else "is missing")
        if isinstance(belongs, pikepdf.Stream):
            yield from _streams(pair, fonts)
    elif not alike or not _same(stands, belongs):
        what = f"{_shown(stands)} stands where {_shown(belongs)} belongs"
        yield Difference(where, what, _degree(stands, belongs, bool(PLACES.search(where))))


def _degree(stands: Any, belongs: Any, places: bool) -> Degree:
    """How far two objects that are not the same are apart; `places` where they say where a thing stands."""
    if not _kind(stands) == _kind(belongs) == Decimal:
        return Degree.OTHER
    return Degree.NEAR if places and abs(stands - belongs) <= CLOSE else Degree.DRAWN


def _same(stands: Any, belongs: Any) -> bool:
    """Whether two objects without further objects are the same; a length may be rounded, a count may not."""
    if isinstance(belongs, pikepdf.String):
        return bytes(stands) == bytes(belongs)
    if isinstance(belongs, Decimal) or isinstance(stands, Decimal):
        return bool(abs(stands - belongs) <= NEAR)
    return bool(stands == belongs)


def _shown(one: Any) -> str:
    text = str(one) if isinstance(one, int | Decimal | pikepdf.String | pikepdf.Name) else repr(one)
    text = " ".join(text.split())
    return repr(text) if len(text) <= LONGEST else f"{text[:LONGEST]!r}…"


def _streams(pair: _Pair, fonts: list[tuple[Any, Any]]) -> Iterator[Difference]:
    where, stands, belongs, _ = pair
    try:
        said, right = content(stands), content(belongs)
    except PackedError as error:
        yield Difference(where, str(error))
        return
    # The characters of a font are told in the order in which pages first draw them.
    if said == right or (where.endswith("/ToUnicode") and sorted(said.split(b"\n")) == sorted(right.split(b"\n"))):
        return
    if where.endswith(FONTS):
        if glyphs(said) == glyphs(right):
            fonts.append((stands, belongs))
        else:
            yield Difference(where, "draws other glyphs, or at other widths")
    elif belongs.get("/Type") == "/EmbeddedFile":
        yield from _lines(where.split("/")[0], said, right)
    elif belongs.get("/Type") == "/Metadata":
        if _canonical(said) != _canonical(right):
            yield Difference(where, "says something else")
    elif where.endswith("/Contents") or belongs.get("/Subtype") == "/Form":
        yield from _drawing(where, stands, belongs)
    else:
        yield Difference(where, "holds something else")


def _lines(where: str, said: bytes, right: bytes) -> Iterator[Difference]:
    lines = zip_longest(*(data.decode("utf-8", "replace").split("\n") for data in (said, right)), fillvalue="nothing")
    for number, (one, two) in enumerate(lines, 1):
        if one != two:
            what = f"{one.strip()[:LONGEST]} stands where {two.strip()[:LONGEST]} belongs"
            yield Difference(f"{where}, line {number}", what)


def _canonical(text: bytes) -> str | bytes:
    """What XML says, however its tool writes it."""
    try:
        return canonicalize(tostring(fromstring(text), "unicode"), strip_text=True)
    except ParseError:
        return text


def _drawing(where: str, stands: Any, belongs: Any) -> Iterator[Difference]:
    """Of the instructions that two pages are drawn by and do not share, the first of those that are furthest apart."""
    try:
        said = [*pikepdf.parse_content_stream(stands)]
    except pikepdf.PdfError as error:
        yield Difference(where, f"cannot be read: {error}")
        return
    found: Difference | None = None
    for number, (one, two) in enumerate(zip_longest(said, pikepdf.parse_content_stream(belongs)), 1):
        apart = _instructions_apart(one, two)
        if apart and (found is None or apart > found.degree):
            what = f"instruction {number}, {_instruction(one)}, stands where {_instruction(two)} belongs"
            found = Difference(where, what, Degree(apart))
        if apart == Degree.DRAWN:
            break
    if found:
        yield found


def _instruction(one: Any) -> str:
    if one is None:
        return "nothing"
    return _shown(pikepdf.String(pikepdf.unparse_content_stream([one]).decode("latin-1")))


def _instructions_apart(one: Any, two: Any) -> int:
    """How far two instructions are apart: 0, NEAR where they only set a thing a little aside, or DRAWN."""
    if one is None or two is None or str(one.operator) != str(two.operator):
        return Degree.DRAWN
    stands, belongs = [*one.operands], [*two.operands]
    drawn = PLACED.get(str(two.operator), len(belongs))
    if _operands_apart(stands[:drawn], belongs[:drawn]):
        return Degree.DRAWN
    return _operands_apart(stands[drawn:], belongs[drawn:])


def _operands_apart(stands: Any, belongs: Any) -> int:
    """How far what two instructions are given is apart: 0, NEAR, or DRAWN."""
    if _kind(stands) != _kind(belongs):
        return Degree.DRAWN
    if isinstance(belongs, list | pikepdf.Array):
        return max((_operands_apart(*pair) for pair in zip_longest(stands, belongs)), default=0)
    if isinstance(belongs, pikepdf.Dictionary):
        return 0 if stands.unparse() == belongs.unparse() else Degree.DRAWN
    return 0 if _same(stands, belongs) else min(_degree(stands, belongs, places=True), Degree.DRAWN)
