"""Whatever is altered in a print is a difference with its path, whichever tool saved it; saving it anew is none."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from generator.print.audit import audit_pdf, pictures
from generator.print.opened import opened
from generator.review.comparison import Compared, compare, told
from tests.altered import (
    Instructions,
    altered,
    and_file,
    fonts_of,
    glyphs_exchanged,
    hidden,
    overlaid,
    redrawn,
    swapped,
    told_otherwise,
    white,
    with_description,
    with_file,
    with_link,
    with_metadata,
    with_note,
    with_pattern,
    with_picture,
    with_program,
    with_text,
    with_texts,
    with_xmp,
    without_file,
    written_anew,
)
from tests.foreign import KEPT, page

PDF = pikepdf.Pdf


def compared(theirs: bytes, ours: bytes) -> Compared:
    with opened(theirs, "theirs") as one, opened(ours, "ours") as two:
        return compare(one, two)


def other_fonts_alone(theirs: bytes, ours: bytes) -> bool:
    found = compared(theirs, ours)
    return not found.differences and bool(found.fonts)


def by_pypdf(data: bytes) -> bytes:
    """The PDF as another tool, that shares no code with ours, reads and writes it."""
    file = BytesIO()
    pypdf.PdfWriter(clone_from=BytesIO(data)).write(file)
    return file.getvalue()


ANEW: dict[str, Callable[[bytes], bytes]] = {
    "qpdf": lambda data: altered(data, bool),
    "qpdf, packed": lambda data: altered(data, bool, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "qpdf, for the web": lambda data: altered(data, bool, linearize=True),
    "qpdf, pages tidied": lambda data: altered(data, bool, normalize_content=True),
    "qpdf, unpacked": lambda data: altered(data, bool, compress_streams=False),
    "pypdf": by_pypdf,
}


def exchanged_bookmarks(data: bytes) -> bytes:
    return with_texts(data, "/Title", lambda texts: [texts[0], texts[2], texts[1]])


def tokens_for_numbers(data: bytes) -> bytes:
    """A page that calls itself what is not compared, with a number that readers understand differently."""

    def change(pdf: PDF) -> None:
        stands = pdf.pages[0].Contents.read_bytes()
        pdf.Root.Unused = pdf.make_stream(stands)
        lies = stands.replace(b"0 0 -1 0", b"0 0-90000 -1 0", 1)
        assert lies != stands
        pdf.pages[0].Contents = pdf.make_stream(lies, Type=Name.EmbeddedFile)

    return altered(data, change)


def on(change: Callable[[Any], object]) -> Callable[[bytes], bytes]:
    return lambda data: altered(data, change)


def drawn(change: Callable[[Instructions], Instructions]) -> Callable[[bytes], bytes]:
    return lambda data: redrawn(data, change)


def put(path: str, value: Any) -> Callable[[bytes], bytes]:
    """Another value at a path from the root, such as Pages/Kids/0/MediaBox/2."""

    def change(pdf: PDF) -> None:
        *way, last = path.split("/")
        at: Any = pdf.Root
        for step in way:
            at = at[int(step)] if step.isdigit() else at[f"/{step}"]
        at[int(last) if last.isdigit() else f"/{last}"] = value

    return on(change)


def miscounted(data: bytes) -> bytes:
    """A tree of pages that says to hold none; tools that save it anew would put that right."""
    plain = altered(data, bool, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    lies = re.sub(rb"/Count 1(?=[^>]*/Type /Pages)", b"/Count 0", plain)
    assert lies != plain
    return lies


def widened(pdf: PDF) -> None:
    fonts_of(pdf)[0].W[1][0] += 300


def fonts_exchanged(pdf: PDF) -> None:
    fonts: Any = pdf.pages[0].Resources.Font
    first, second = [*fonts.keys()][:2]
    fonts[first], fonts[second] = fonts[second], fonts[first]


def read_otherwise(pdf: PDF) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<0032>", b"<0039>"))


DRAWS = "page 1/Contents"
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
KINDS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a digit": (DRAWS, lambda data: with_text(data, "26,386,500", "26,368,500")[0]),
    "a word": (DRAWS, lambda data: with_text(data, "Asked", "Asken")[0]),
    "the foot": (DRAWS, lambda data: with_text(data, "1 of", "2 of")[0]),
    "an area over a figure": (DRAWS, drawn(overlaid)),
    "hidden text": (DRAWS, drawn(hidden)),
    "white text": (DRAWS, drawn(white)),
    "places exchanged": (DRAWS, drawn(swapped)),
    "a text told in place of another": (DRAWS, drawn(told_otherwise)),
    "a shift": (DRAWS, drawn(lambda before: [([1, 0, 0, 1, 5, 0], pikepdf.Operator("cm")), *before])),
    "a page that lies about what it is": (DRAWS, tokens_for_numbers),
    "a picture": ("page 1/Resources/XObject/x99", with_picture),
    "a pattern": ("page 1/Resources/Pattern/x99", lambda data: with_pattern(data, "1 0 0 rg 0 0 300 40 re f")),
    "a note": ("page 1/Annots", lambda data: with_note(data, "~14.2M")),
    "a link that shows something": ("page 1/Annots", lambda data: with_link(data, "1 0 0 rg 0 0 200 30 re f")),
    "where a link leads": ("page 1/Annots/1/A/URI", put("Pages/Kids/0/Annots/0/A/URI", String("https://b.example"))),
    "what a link says": ("page 1/Annots/1/Contents", put("Pages/Kids/0/Annots/0/Contents", String("99,999"))),
    "an action of a link": ("page 1/Annots/1/AA", put("Pages/Kids/0/Annots/0/AA", Dictionary(E=SCRIPT))),
    "the paper": ("page 1/MediaBox/4", put("Pages/Kids/0/MediaBox/3", 400)),
    "what is cut off": ("page 1/CropBox", put("Pages/Kids/0/CropBox", Array([0, 0, 100, 100]))),
    "a unit of length": ("page 1/UserUnit", put("Pages/Kids/0/UserUnit", 2)),
    "a turn": ("page 1/Rotate", put("Pages/Kids/0/Rotate", 180)),
    "a page more": ("pages", on(lambda pdf: pdf.pages.append(pdf.pages[0]))),
    "the count of pages": ("page 1/Parent/Count", miscounted),
    "a width": ("page 1/Resources/Font/", on(widened)),
    "another width": ("page 1/Resources/Font/", on(lambda pdf: fonts_of(pdf)[0].__setitem__("/DW", 2000))),
    "fonts exchanged": ("page 1/Resources/Font/", on(fonts_exchanged)),
    "glyphs exchanged": ("page 1/Resources/Font/", lambda data: with_program(data, glyphs_exchanged)),
    "what a glyph reads as": ("page 1/Resources/Font/", on(read_otherwise)),
    "an alternative text": ("document/StructTreeRoot/", lambda data: with_texts(data, "/Alt", lambda _: ["9,999"])),
    "a text told for a heading": ("document/StructTreeRoot/", lambda data: with_description(data, "99,999 tokens")),
    "another text for a heading": ("document/StructTreeRoot/", lambda data: with_description(data, "1", "/ActualText")),
    "bookmarks exchanged": (
        "document/Outlines/",
        exchanged_bookmarks,
    ),
    "the title": ("metadata/Title", lambda data: with_metadata(data, "/Title", "Capacity for 2028")),
    "who made it": ("metadata/Producer", lambda data: with_metadata(data, "/Producer", "99,999 tokens")),
    "the sources": ("metadata/Sources", lambda data: with_metadata(data, "/Sources", "1" * 12)),
    "metadata in XML": ("document/Metadata", lambda data: with_xmp(data, "The desk", "99,999 tokens")),
    "layers": ("document/OCProperties", put("OCProperties", Dictionary(OCGs=Array(), D=Dictionary()))),
    "a script": ("document/OpenAction", put("OpenAction", SCRIPT)),
    "page labels": ("document/PageLabels", put("PageLabels", Dictionary(Nums=Array([0, Dictionary(St=9)])))),
    "the language": ("document/Lang", put("Lang", String("de"))),
    "a file": ("file models.yaml, line 1", lambda data: with_file(data, "models.yaml", b"a: 2\n")),
    "a file whose lines end otherwise": (
        "file models.yaml, line 1",
        lambda data: with_file(data, "models.yaml", b"a: 1\r\n"),
    ),
    "a file less": ("document/Names/EmbeddedFiles/Names", lambda data: without_file(data, "models.yaml")),
    "a file more": ("document/Names/EmbeddedFiles/Names", lambda data: and_file(data, "x.csv", b"a")),
    "what a file is said to be": ("file figures.json/Desc", put("Names/EmbeddedFiles/Names/1/Desc", String("99,999"))),
}


@pytest.mark.slice(7)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_altered_is_named_by_its_path_whichever_tool_saves_it(data: bytes, kind: str) -> None:
    where, alter = KINDS[kind]
    forged = alter(data)
    mended = kind == "the count of pages"  # by whatever tool saves it
    for one in [forged] if mended else [forged, by_pypdf(forged), ANEW["qpdf, packed"](forged)]:
        found = [each.where for each in compared(one, data).differences]
        assert any(each.startswith(where) for each in found), found


@pytest.mark.parametrize("tool", ANEW)
def test_a_print_that_is_saved_anew_has_no_difference(data: bytes, tool: str) -> None:
    again = ANEW[tool](data)
    assert again != data
    assert compared(again, data) == Compared(())


def test_a_length_may_be_rounded_and_a_count_may_not(data: bytes) -> None:
    rounded = put("Pages/Kids/0/MediaBox/2", 595.2756)(data)
    assert compared(rounded, data).differences == ()
    assert compared(put("Pages/Kids/0/MediaBox/2", 595.276)(data), data).differences != ()


def test_fonts_that_are_stored_otherwise_and_draw_the_same_are_no_difference(data: bytes) -> None:
    again = with_program(data, written_anew)
    assert other_fonts_alone(again, data)
    broken = altered(data, lambda pdf: fonts_of(pdf)[0].FontDescriptor.FontFile3.write(b"OTTO"))
    (found,) = compared(broken, data).differences
    assert found.what == "draws other glyphs, or at other widths"


def test_an_object_that_several_places_share_is_held_at_each(data: bytes) -> None:
    def share(pdf: PDF) -> None:
        first, *others = [
            one for one in pdf.objects if isinstance(one, Dictionary) and "/Title" in one and "/Parent" in one
        ]
        for one in (first, *others):
            one.Title = first.Title if one is not first else pdf.make_indirect(String(str(one.Title)))

    shared = altered(data, share)
    for theirs, ours in ((shared, data), (data, shared)):
        assert any(each.where.endswith("/Title") for each in compared(theirs, ours).differences)


def test_a_font_that_says_to_be_drawn_otherwise_draws_otherwise(data: bytes) -> None:
    outlined = with_program(data, lambda font: setattr(font["CFF "].cff[0], "PaintType", 2))
    assert [each.what for each in compared(outlined, data).differences] == ["draws other glyphs, or at other widths"]


@pytest.fixture(scope="module")
def kept() -> tuple[bytes, ...]:
    return tuple((KEPT / f"debian-{number}.pdf").read_bytes() for number in (12, 13))


def test_prints_of_two_systems_share_all_but_how_fonts_are_stored(kept: tuple[bytes, ...]) -> None:
    for one, two in (kept, kept[::-1]):
        assert other_fonts_alone(one, two)
        assert [*pictures(one)] == [*pictures(two)]
        assert audit_pdf(one, page()) == []


@pytest.mark.slice(12)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_altered_in_a_print_of_another_system_is_named_as_well(kept: tuple[bytes, ...], kind: str) -> None:
    where, alter = KINDS[kind]
    found = [each.where for each in compared(alter(kept[1]), kept[0]).differences]
    assert any(each.startswith(where) for each in found), found


def test_what_a_print_says_is_known_wherever_it_stands(data: bytes) -> None:
    with opened(with_note(data, "~14.2M"), "x") as forged, opened(data, "x") as own:
        more = told(forged) - told(own)
    assert "/DA" in more
    assert any("~14.2M" in one for one in more)
    assert any("FreeText" in one for one in more)
