"""PDFs as a forger would leave them: a digit of a page, a file, a description altered in the finished print.

In: the bytes of a PDF. Out: the bytes of another, altered in one place, all else as it was.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from struct import pack, unpack_from
from typing import Any, TypeAlias

import pikepdf

Instructions: TypeAlias = list[tuple[list[Any], pikepdf.Operator]]
HEX = re.compile(rb"<([0-9a-fA-F]+)>")


def altered(data: bytes, change: Callable[[pikepdf.Pdf], object], **how: Any) -> bytes:
    """The PDF after a change, saved by another tool; `how` it is saved."""
    with pikepdf.open(BytesIO(data)) as pdf, BytesIO() as file:
        change(pdf)
        pdf.save(file, **how)
        return file.getvalue()


def files(data: bytes) -> dict[str, str]:
    """The files that a PDF carries, by name."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return {str(spec.UF): spec.EF.F.read_bytes().decode() for spec in _specs(pdf)}


def with_file(data: bytes, name: str, content: bytes | Callable[[str], str]) -> bytes:
    """The PDF with other content in the file of that name."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = next(spec for spec in _specs(pdf) if str(spec.UF) == name).EF.F
        old = stream.read_bytes().decode()
        new = content if isinstance(content, bytes) else content(old).encode()
        assert new != old.encode()
        stream.write(new)

    return altered(data, change)


def without_file(data: bytes, name: str) -> bytes:
    """The PDF without the file of that name."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Names.EmbeddedFiles.Names = pikepdf.Array(
            part for spec in _specs(pdf) if str(spec.UF) != name for part in (spec.F, spec)
        )

    return altered(data, change)


def without_digest(pdf: pikepdf.Pdf) -> None:
    """Takes the digest of what a PDF was printed from away: it is none of today's."""
    for spec in _specs(pdf):
        spec.EF.F.PrintedFrom = pikepdf.String("0" * 64)


def and_file(data: bytes, name: str, content: bytes) -> bytes:
    """The PDF with one more file, which may have the name of another."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(content, Type=pikepdf.Name.EmbeddedFile)
        spec = pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec, F=pikepdf.String(name), UF=pikepdf.String(name), EF={"/F": stream}
        )
        pdf.Root.Names.EmbeddedFiles.Names.extend([pikepdf.String(name), pdf.make_indirect(spec)])

    return altered(data, change)


def _specs(pdf: pikepdf.Pdf) -> list[Any]:
    return list(pdf.Root.Names.EmbeddedFiles.Names)[1::2]


def with_text(data: bytes, old: str, new: str) -> tuple[bytes, int]:
    """The PDF with the glyphs of a text, where it first stands on a page, put for those of another; and its page."""
    assert len(old) == len(new)
    with pikepdf.open(BytesIO(data)) as pdf, BytesIO() as file:
        for number, page in enumerate(pdf.pages, 1):
            instructions = list(pikepdf.parse_content_stream(page))
            if _swap(page, instructions, old, new):
                page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
                pdf.save(file)
                return file.getvalue(), number
    raise AssertionError(f"{old} stands on no page")


def _swap(page: Any, instructions: list[Any], old: str, new: str) -> bool:
    characters: dict[bytes, str] = {}
    for index, one in enumerate(instructions):
        if str(one.operator) == "Tf":
            characters = _characters(page.Resources.Font[str(one.operands[0])])
        if str(one.operator) not in {"Tj", "TJ"}:
            continue
        codes = list(_codes(one.operands))
        at = "".join(characters.get(code, "?") for code, *_ in codes).find(old)
        if at < 0:
            continue
        glyphs = {character: code for code, character in characters.items()}
        for place, (was, character) in enumerate(zip(old, new, strict=True)):
            if was != character:
                _, string, offset = codes[at + place]
                string[offset : offset + 2] = glyphs[character]
        strings = iter([string for _, string, offset in codes if offset == 0])
        operands = [_put(operand, strings) for operand in one.operands]
        instructions[index] = pikepdf.ContentStreamInstruction(operands, one.operator)
        return True
    return False


def _codes(operands: Any) -> Iterator[tuple[bytes, bytearray, int]]:
    """The glyphs of a line: each with the string it stands in, and where."""
    for operand in operands:
        for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
            if isinstance(part, pikepdf.String):
                string = bytearray(bytes(part))
                yield from ((bytes(string[at : at + 2]), string, at) for at in range(0, len(string), 2))


def _put(operand: Any, strings: Iterator[bytearray]) -> Any:
    if isinstance(operand, pikepdf.Array):
        return pikepdf.Array([_put(part, strings) for part in operand])
    return pikepdf.String(bytes(next(strings))) if isinstance(operand, pikepdf.String) and bytes(operand) else operand


def _characters(font: Any) -> dict[bytes, str]:
    """The character of each glyph, from the font's own map."""
    text = font.ToUnicode.read_bytes()
    pairs: dict[bytes, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        found = HEX.findall(block)
        for code, character in zip(found[::2], found[1::2], strict=True):
            pairs[bytes.fromhex(code.decode())] = bytes.fromhex(character.decode()).decode("utf-16-be")
    return pairs


def with_description(data: bytes, text: str, key: str = "/Alt") -> bytes:
    """The PDF with a text that is told in place of its first heading."""

    def change(pdf: pikepdf.Pdf) -> None:
        heading = next(o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/H2")
        heading[key] = pikepdf.String(text)

    return altered(data, change)


def with_metadata(data: bytes, key: str, text: str) -> bytes:
    """The PDF with another text under a key of its metadata."""
    return altered(data, lambda pdf: pdf.docinfo.__setitem__(key, pikepdf.String(text)))


def with_note(data: bytes, text: str) -> bytes:
    """The PDF with a note laid over its first page."""

    def change(pdf: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FreeText,
            Rect=[100, 100, 300, 130],
            Contents=pikepdf.String(text),
            DA=pikepdf.String("/Helv 12 Tf"),
        )
        page = pdf.pages[0]
        page.Annots = pikepdf.Array([*page.get("/Annots", []), pdf.make_indirect(note)])

    return altered(data, change)


def with_picture(data: bytes) -> bytes:
    """The PDF with a picture laid over its first page."""

    def change(pdf: pikepdf.Pdf) -> None:
        picture = pdf.make_stream(
            b"\x00", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1,
            ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
        )  # fmt: skip
        page = pdf.pages[0]
        name = page.add_resource(picture, pikepdf.Name.XObject, pikepdf.Name.x99)
        page.contents_add(f"q 90 0 0 30 100 100 cm {name} Do Q".encode())

    return altered(data, change)


def with_link(data: bytes, appearance: str) -> bytes:
    """The PDF with a link on its first page that shows what the operators of its appearance draw."""

    def change(pdf: pikepdf.Pdf) -> None:
        box = pikepdf.Array([0, 0, 200, 30])
        form = pdf.make_stream(appearance.encode(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=box)
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[60, 400, 260, 430],
            F=4,
            AP=pikepdf.Dictionary(N=form),
        )
        page = pdf.pages[0]
        page.Annots = pikepdf.Array([*page.get("/Annots", []), pdf.make_indirect(link)])

    return altered(data, change)


def with_pattern(data: bytes, tile: str) -> bytes:
    """The PDF with an area of its first page filled with a tile that the operators draw."""

    def change(pdf: pikepdf.Pdf) -> None:
        pattern = pdf.make_stream(
            tile.encode(), Type=pikepdf.Name.Pattern, PatternType=1, PaintType=1, TilingType=1, XStep=300, YStep=40,
            BBox=pikepdf.Array([0, 0, 300, 40]), Resources=pikepdf.Dictionary(),
        )  # fmt: skip
        page = pdf.pages[0]
        name = page.add_resource(pattern, pikepdf.Name.Pattern, pikepdf.Name.x99)
        page.contents_add(f"q /Pattern cs {name} scn 60 400 300 40 re f Q".encode())

    return altered(data, change)


def with_texts(data: bytes, key: str, change: Callable[[list[str]], Sequence[str | None]]) -> bytes:
    """The PDF with other texts under /Title of its bookmarks, or under /Alt of its charts; None takes one away."""

    def alter(pdf: pikepdf.Pdf) -> None:
        found = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and key in one and "/Producer" not in one
        ]
        for one, text in zip(found, change([str(one[key]) for one in found]), strict=True):
            if text is None:
                del one[key]
            else:
                one[key] = pikepdf.String(text)

    return altered(data, alter)


def with_xmp(data: bytes, old: str, new: str) -> bytes:
    """The PDF with another text in its metadata in XML."""

    def change(pdf: pikepdf.Pdf) -> None:
        text = pdf.Root.Metadata.read_bytes().decode()
        assert old in text
        pdf.Root.Metadata.write(text.replace(old, new).encode())

    return altered(data, change)


def redrawn(data: bytes, change: Callable[[Instructions], Instructions]) -> bytes:
    """The PDF with the instructions of its first page changed."""

    def on(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        before = [(list(one.operands), one.operator) for one in pikepdf.parse_content_stream(page)]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(change(before)))

    return altered(data, on)


def swapped(before: Instructions) -> Instructions:
    """The places of the last two texts exchanged; the order in which they are read stays."""
    *_, one, two = [at for at, (_, operator) in enumerate(before) if str(operator) == "Tm"]
    after = list(before)
    after[one], after[two] = before[two], before[one]
    return after


def hidden(before: Instructions) -> Instructions:
    """The last text drawn invisibly."""
    at = max(at for at, (_, operator) in enumerate(before) if str(operator) == "BT")
    return [*before[: at + 1], ([3], pikepdf.Operator("Tr")), *before[at + 1 :]]


def white(before: Instructions) -> Instructions:
    """The last text drawn in white."""
    at = max(at for at, (_, operator) in enumerate(before) if str(operator) == "BT")
    return [*before[:at], ([1, 1, 1], pikepdf.Operator("rg")), *before[at:]]


def overlaid(before: Instructions) -> Instructions:
    """A white area over what was drawn."""
    area = [([1, 1, 1], "rg"), ([100, 100, 50, 20], "re"), ([], "f")]
    return [*before, *((operands, pikepdf.Operator(operator)) for operands, operator in area)]


def told_otherwise(before: Instructions) -> Instructions:
    """The last text, with another that a screen reader is told in its place."""
    at = max(at for at, (_, operator) in enumerate(before) if str(operator) == "BT")
    told = pikepdf.Dictionary(ActualText=pikepdf.String("99,999 tokens"))
    begins, ends = pikepdf.Operator("BDC"), pikepdf.Operator("EMC")
    return [*before[:at], ([pikepdf.Name.Span, told], begins), *before[at:], ([], ends)]


def fonts_of(pdf: pikepdf.Pdf) -> list[Any]:
    """The fonts of the first page, as what describes their glyphs."""
    return [font.DescendantFonts[0] for font in pdf.pages[0].Resources.Font.values()]


def with_program(data: bytes, change: Callable[[Any], object]) -> bytes:
    """The PDF with the program of its first font changed, and written by another tool."""
    from fontTools.ttLib import TTFont

    def on(pdf: pikepdf.Pdf) -> None:
        stream = fonts_of(pdf)[0].FontDescriptor.FontFile3
        font, file = TTFont(BytesIO(stream.read_bytes())), BytesIO()
        change(font)
        font.save(file, reorderTables=False)
        stream.write(file.getvalue())

    return altered(data, on)


def glyphs_exchanged(font: Any) -> None:
    """What two glyphs of a font look like exchanged."""
    drawn = font["CFF "].cff[0].CharStrings
    one, two = [drawn[name] for name in font.getGlyphOrder() if len(drawn[name].bytecode or b"") > 20][:2]
    for glyph in (one, two):
        glyph.decompile()
    one.program, two.program = two.program, one.program


def written_anew(font: Any) -> None:
    """A font of which nothing changes but how it is stored: its glyphs are taken apart and put together again."""
    drawn = font["CFF "].cff[0].CharStrings
    for name in font.getGlyphOrder():
        drawn[name].decompile()
    font["head"].modified = 0
    font.recalcTimestamp = False


def ambiguous(stream: Any) -> None:
    """A program with two tables of outlines: the first, which readers draw, has two glyphs exchanged."""
    from fontTools.ttLib import TTFont

    program, file = stream.read_bytes(), BytesIO()
    font = TTFont(BytesIO(program))
    glyphs_exchanged(font)
    font.save(file, reorderTables=False)
    (first,) = (table for name, table in tables_of(file.getvalue()) if name == b"CFF ")
    stream.write(program_of(program[:4], [(b"CFF ", first), *tables_of(program)]))


def tables_of(program: bytes) -> list[tuple[bytes, bytes]]:
    (count,) = unpack_from(">H", program, 4)
    found = (unpack_from(">4s4xLL", program, 12 + 16 * number) for number in range(count))
    return [(name, program[start : start + length]) for name, start, length in found]


def program_of(kind: bytes, tables: Sequence[tuple[bytes, bytes]]) -> bytes:
    """A program of these tables, one behind the other."""
    head, body = kind + pack(">HHHH", len(tables), 0, 0, 0), b""
    for name, table in tables:
        head += pack(">4sLLL", name, 0, 12 + 16 * len(tables) + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return head + body
