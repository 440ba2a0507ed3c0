"""What the program of a font draws, glyph by glyph, where every reader finds the same in it.

In: a program that anyone may have written. Out: what its glyphs draw, and how wide they are, by their numbers. Of a
program that may be read in several ways it tells nothing but that.
"""

import struct
from io import BytesIO
from typing import Any

KINDS = (b"OTTO", b"\x00\x01\x00\x00")
"""What a program of one font begins with; a collection of several begins otherwise."""
HEAD, ENTRY = struct.Struct(">4sH6x"), struct.Struct(">4s4xLL")
DRAWS = ("FontMatrix", "PaintType", "CharstringType", "StrokeWidth", "ROS")
"""What a font says of how its glyphs are drawn, and whether they are numbered otherwise than in their order."""


def glyphs(program: bytes) -> Any:
    """What the glyphs of a font draw, and how wide they are, by their numbers; a text where that cannot be told."""
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.ttLib import TTFont

    try:
        if not _in_one_way(program):
            return "what it holds can be read in more than one way"
        font = TTFont(BytesIO(program), lazy=True)
        drawings, widths = font.getGlyphSet(), font["hmtx"].metrics
        top = font["CFF "].cff[0] if "CFF " in font else None
        drawn: list[Any] = [font["head"].unitsPerEm, *(getattr(top, key, None) for key in DRAWS)]
        for name in font.getGlyphOrder():
            pen = RecordingPen()
            drawings[name].draw(pen)
            drawn.append((widths[name], drawings[name].width, pen.value))
    except Exception as error:  # whatever it trips over in a program that anyone may have written
        return f"{type(error).__name__}: {error}"
    return drawn


def _in_one_way(program: bytes) -> bool:
    """Whether a program has each table once, one behind the other, with nothing between them and nothing after."""
    kind, count = HEAD.unpack_from(program)
    tables = [ENTRY.unpack_from(program, HEAD.size + number * ENTRY.size) for number in range(count)]
    end = HEAD.size + count * ENTRY.size
    for _, start, length in sorted(tables, key=lambda table: table[1:]):
        if start != end:
            return False
        end = start + -(-length // 4) * 4  # each begins at a multiple of four bytes
    outlines = {name for name, _, _ in tables} & {b"CFF ", b"CFF2", b"glyf"}
    return (
        kind in KINDS
        and len({name for name, _, _ in tables}) == count
        and len(outlines) == 1
        and end - len(program) in range(4)
    )
