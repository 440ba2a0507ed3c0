"""What a PDF that anyone may have made is built of: its streams, unpacked within bounds, and the names in its objects.

In: the bytes of a PDF. Out: its streams, and the names that no print of ours has; or an UnreadableError. A stream is
unpacked no further than any print's goes, so that the file is measured before a reader sees it.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.document.audit import Finding

MB = 1 << 20
MOST_BYTES, MOST_OF_STREAM, MOST_OF_STREAMS = 16 * MB, 4 * MB, 64 * MB
"""The size of a PDF, of one of its streams unpacked, and of all of them; ten pages take 0.1, 0.3 and 1 MB."""
STREAM = re.compile(rb"(?<!end)stream\r?\n")
ENDS = re.compile(rb"\s{0,2}endstream")
ODD_STREAM = re.compile(rb">>(?:[\x00\s]|%[^\r\n]*+[\r\n])*+stream(?!\r?\n)")
"""One that begins otherwise is read by some readers all the same, and would not be measured."""
PACKED = re.compile(rb"/Filter\s*(?:/FlateDecode\s*(?=[/>])|\[\s*/FlateDecode\s*\])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
LONGEST_HEAD, LONGEST_NAME, MOST_NAMED = 2000, 120, 20
NO_OBJECTS = re.compile(rb"/Type\s*/(?:EmbeddedFile|Metadata|XRef)\b|/Subtype\s*/OpenType\b|/S\s+\d")
"""What the head of a stream has that holds neither objects nor what a page shows: files, fonts, lists of places."""
REMADE = re.compile(rb"/Type\s*/(?:ObjStm|XRef|Metadata)\b|/S\s+\d")
"""What the head of a stream has that another tool writes anew: objects, lists of places, metadata."""
NAME = re.compile(
    rb"<<|<[^<>]*+>|%[^\r\n]*+|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\)|/([^\s()<>\[\]{}/%]*+)", re.DOTALL
)
"""What begins a dictionary, a text in hexadecimal, a comment, a text (with brackets in it), or, taken out, a name."""
OWN_NAMES = re.compile(
    r"[A-Z]{6}(\+Source-Sans-Pro(-Semi-Bold)?)?|[Aa][\d.]+|x\d+|lab-d[56][05]|application/(json|yaml)"
)
"""Names that the printer gives: to fonts, to degrees of opacity, to parts of a chart, to colours, to attached files."""
NAMES = """
A Action Adobe-Identity-UCS Alt Annot Annots Art Artifact Ascent Author BBox BS BaseFont BleedBox BlockQuote CA
CIDFontType0 CIDInit CIDSystemInfo CIDToGIDMap CMap CMapName CMapType CS CapHeight Caption Catalog CheckSum ColSpan
ColorSpace Column Contents Count CreationDate Desc DescendantFonts Descent Dest Dests DeviceRGB DisplayDocTitle Div
Document EF EmbeddedFile EmbeddedFiles Encoding ExtGState F Figure Filespec Filter First Flags FlateDecode Font
FontBBox FontDescriptor FontFamily FontFile3 FontName Form Group H1 H2 H3 H4 H5 H6 Headers I ID Identity Identity-H
Index Info ItalicAngle K Kids L LBody LI Lab Lang Last Layout Lbl Length Link MCID MarkInfo Marked MediaBox Metadata
ModDate N Names Next NonStruct Nums O OBJR Obj ObjStm OpenType Ordering Outlines P Page Pages Params Parent
ParentTree Part Pattern Pg Prev PrintedFrom ProcSet Producer Range Rect Registry Resources Root Row RowSpan S Scope
Sect Shading Size Span StemH StemV StructElem StructParent StructParents StructTreeRoot Subject Subtype Supplement
TBody TD TFoot TH THead TR Table Tabs Title ToUnicode Transparency TrimBox Type Type0 UF URI ViewerPreferences W
WhitePoint XML XObject XRef XYZ ca
Columns DecodeParms E H Linearized Predictor T
"""
"""Every name in the objects of a print; those of the last line are of one that another tool has saved anew."""


class UnreadableError(Exception):
    """Why a PDF is not read, in words for its reader."""


class Stream(NamedTuple):
    """A stream of a PDF: what is said of it before, what it holds, and where it begins and ends in the file."""

    head: bytes
    content: bytes
    begins: int
    ends: int


def odd_names(data: bytes, unpacked: Iterable[Stream]) -> tuple[str, ...]:
    """The names in the objects of a PDF, and on its pages, that no print has; `unpacked` are its streams."""
    names, after = set[bytes](), 0
    for one in unpacked:
        if one.begins >= after:
            names.update(NAME.findall(data, after, one.begins))
            after = one.ends
        if not NO_OBJECTS.search(one.head):
            names.update(NAME.findall(one.content))
    names.update(NAME.findall(data, after))
    told = {ESCAPED.sub(_unescaped, name).decode("latin-1") for name in names - {b""}}
    return tuple(sorted(name for name in told.difference(NAMES.split()) if not OWN_NAMES.fullmatch(name)))


def streams(data: bytes) -> list[Stream]:
    """Every stream, unpacked.

    Raises UnreadableError for what is no PDF, what is encrypted, and a stream that unpacks to more than any print has.
    """
    if not data.startswith(b"%PDF-"):
        raise UnreadableError("is no PDF")
    if len(data) > MOST_BYTES:
        raise UnreadableError(f"is larger than {MOST_BYTES // MB} MB")
    if b"/Encrypt" in data:
        raise UnreadableError("is encrypted")
    if ODD_STREAM.search(data):
        raise UnreadableError("holds a stream that begins in a way no print's does")
    found, total = [], 0
    for match in STREAM.finditer(data):
        head = data[max(0, match.start() - LONGEST_HEAD) : match.start()].rpartition(b"obj")[2]
        head = ESCAPED.sub(_unescaped, head)
        if b"/Filter" in head and len(PACKED.findall(head)) != head.count(b"/Filter"):
            raise UnreadableError("holds a stream that is packed in a way no print is")
        content, ends = _unpacked(data, match.end(), b"/Filter" in head)
        total += len(content)
        if len(content) > MOST_OF_STREAM or total > MOST_OF_STREAMS:
            raise UnreadableError(f"holds a stream of more than {MOST_OF_STREAM // MB} MB, or too many of them")
        found.append(Stream(head, content, match.start(), ends))
    return found


def unlike_streams(data: bytes, own: bytes) -> tuple[int, int]:
    """How many streams of two PDFs the other has not, and how many the second has; without those written anew."""
    theirs, ours = (
        Counter(one.content.strip() for one in streams(each) if not REMADE.search(one.head)) for each in (data, own)
    )
    return max((theirs - ours).total(), (ours - theirs).total()), ours.total()


def told_odd(names: Sequence[str]) -> Iterator[Finding]:
    """Names that no print has as a finding, where there are any."""
    if names:
        shown = ", ".join(f"/{name[:LONGEST_NAME]}" for name in names[:MOST_NAMED])
        yield Finding("objects", f"have what no print has: {shown}")


def _unescaped(escape: re.Match[bytes]) -> bytes:
    return bytes([int(escape[1], 16)])


def _unpacked(data: bytes, begins: int, packed: bool) -> tuple[bytes, int]:
    """What a stream holds, of one that is too large the first part, and where its bytes end.

    Raises UnreadableError for one that goes on behind its end, which some readers would read.
    """
    content, unpacking = b"", zlib.decompressobj()
    try:
        content = unpacking.decompress(memoryview(data)[begins:], MOST_OF_STREAM + 1) if packed else b""
    except zlib.error:
        content = b""
    if unpacking.eof:
        ends = len(data) - len(unpacking.unused_data)
        if not ENDS.match(data, ends):
            raise UnreadableError("holds a stream that goes on behind its end")
        return content, ends
    ends = data.find(b"endstream", begins)
    return content or data[begins : ends if ends > 0 else None], ends if ends > 0 else len(data)
