"""What WeasyPrint works out anew for every line and box, worked out once while a page is printed.

In: the printer, loaded. Out: the same bytes in less time. What stands here takes the place of what bears its name in
WeasyPrint, and asks that for whatever is new; it is written so that it could stand there. With another version than
the one that it was written for nothing is put in place, and the print only takes longer.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import Any

from generator.print import styles
from generator.print.wellformed import parse

WRITTEN_FOR = "70.0"
"""The version of the printer. A test tells when another is installed, and when it does without this."""

READ = (
    *("direction", "font_family", "font_feature_settings", "font_kerning", "font_language_override", "font_size"),
    *("font_stretch", "font_style", "font_variant_alternates", "font_variant_caps", "font_variant_east_asian"),
    *("font_variant_ligatures", "font_variant_numeric", "font_variant_position", "font_variation_settings"),
    *("font_weight", "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphens", "lang"),
    *("letter_spacing", "overflow_wrap", "tab_size", "text_decoration_line", "white_space", "word_break"),
    "word_spacing",
)
"""The properties that the setting of a line reads: styles that agree in them set a text alike."""
PARAGRAPHS = ("\n", "\r", "\u2029")
UNWRAPPED = ("nowrap", "pre")
WORD = re.compile(r"([A-Za-z0-9]+[.,:;]?)((?: [A-Za-z0-9])?)\Z")
"""A word in which no line can end, alone or before another."""
UNITS, WIDEST = 1024, 1 << 20
"""Pango's parts of a pixel, and more pixels than any paper has."""

NOTES = ("::footnote-", "::note-")
"""How the rules of the printer's own style sheet begin that give notes to every element."""
NOTED = re.compile(r"footnote|note\(|list-item", re.IGNORECASE)
"""What a page with notes, or with markers beside others than the items of lists, has in its text or its style."""


@contextmanager
def quicker(text: str) -> Iterator[None]:
    """Puts all of it in place while a page is printed; `text` is that page and its style."""
    if sys.modules["weasyprint"].__version__ != WRITTEN_FOR:
        yield
        return
    news = [*_news(), *([] if NOTED.search(text) else _without_notes())]
    were = [(owner, name, getattr(owner, name)) for owner, name, _ in news]
    try:
        for owner, name, new in news:
            setattr(owner, name, new)
        yield
    finally:
        for owner, name, old in were:
            setattr(owner, name, old)


def _news() -> Iterator[tuple[Any, str, Any]]:
    """What takes the place of a name, in a class or module of the printer."""
    import pydyf
    from weasyprint.draw.text import draw_first_line as drawn
    from weasyprint.layout.percent import resolve_percentages as resolved
    from weasyprint.text import ffi, line_break

    can_break = line_break.can_break_text
    yield from ((module, name, cache(can_break)) for module, name in _holders(can_break))
    ffi.ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *layout);", override=True)
    layout = line_break.Layout
    yield layout, "setup", _method(setup, layout.setup, ffi)
    yield layout, "set_text", _method(set_text, layout.set_text, ffi.pango)
    yield layout, "deactivate", lambda _: None  # a line that was set is drawn as it is
    yield layout, "reactivate", _method(reactivate, layout.reactivate)
    functions: tuple[tuple[Any, Callable[..., Any]], ...] = (
        *((line_break.split_first_line, split_first_line), (line_break.strut, strut)),
        *((drawn, draw_first_line), (resolved, styles.resolve_percentages)),
    )
    of_pages = pydyf.PDF.page_references.fget
    yield pydyf.PDF, "page_references", property(lambda pdf: _once(pdf, f"of {len(pdf.pages['Kids'])}", of_pages, pdf))
    yield (html := sys.modules["tinyhtml5"]), "parse", partial(parse, html.parse)
    for old, new in functions:
        yield from ((module, name, partial(new, old)) for module, name in _holders(old))


def _without_notes() -> Iterator[tuple[Any, str, Any]]:
    """The printer's own style sheet without what it says of notes, for which each element has five more styles."""
    from weasyprint.formatting_structure.boxes import Box

    of = sys.modules["weasyprint.css"].StyleFor
    yield of, "set_computed_styles", _method(styles.style_of, of.set_computed_styles)
    in_flow = Box.is_in_normal_flow  # it is another only for what becomes a note
    yield Box, "is_in_normal_flow", lambda box: _once(box.style, "in_flow", in_flow, box)
    yield sys.modules["weasyprint"].HTML, "_ua_stylesheets", lambda *_: [_sheet()]


@cache
def _sheet() -> Any:
    from weasyprint.html import CSS, UA

    lines = (line for line in UA.splitlines() if not line.startswith(NOTES))
    return CSS(string="\n".join(lines).replace("\n::marker", "\nli::marker"))


def _method(new: Callable[..., Any], *given: Any) -> Callable[..., Any]:
    return lambda self, *arguments, **named: new(*given, self, *arguments, **named)


def _once(whose: Any, name: str, works_out: Callable[..., Any], *given: Any) -> Any:
    """What is worked out once for a style or a PDF."""
    if name not in whose.__dict__:
        whose.__dict__[name] = works_out(*given)
    return whose.__dict__[name]


def _holders(function: Any) -> Iterator[tuple[Any, str]]:
    """The modules of the printer that know a function, and by which name."""
    name = function.__name__
    modules = [one for of, one in sys.modules.items() if of.partition(".")[0] == "weasyprint"]
    yield from ((one, name) for one in modules if getattr(one, name, None) is function)


def _read(style: Any) -> str:
    """What the setting of a line reads in a style, which stays as it is while a page is laid out."""
    if not hasattr(style, "read"):
        style.read = str([style[name] for name in READ])
    return str(style.read)


def _kept(style: Any, name: str) -> dict[Any, Any]:
    """What is kept under a name as long as the fonts are."""
    found: dict[Any, Any] = style.font_config.__dict__.setdefault(name, {})
    return found


def setup(anew: Callable[..., None], ffi: Any, layout: Any, style: Any) -> None:
    """Gives a layout what Pango needs for a style: a copy of what another of the same style was given."""
    kept = _kept(style, "layouts")
    if (key := _read(style)) not in kept:
        anew(layout, style)
        given = {name: one for name, one in layout.__dict__.items() if name not in ("justification_spacing", "text")}
        kept[key] = given | {"layout": _copied(layout.layout, ffi)}
        return
    layout.__dict__.update(kept[key], style=style)
    layout.layout = _copied(layout.layout, ffi)


def _copied(layout: Any, ffi: Any) -> Any:
    return ffi.ffi.gc(ffi.pango.pango_layout_copy(layout), ffi.gobject.g_object_unref)


def set_text(anew: Callable[..., None], pango: Any, layout: Any, text: str, justify: bool = False) -> None:
    """Sets the text of a layout, as a single paragraph where it is one: it is drawn so, and need not be set again."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, not any(one in text for one in PARAGRAPHS))
    anew(layout, text, justify)


def reactivate(anew: Callable[..., None], layout: Any, style: Any) -> None:
    """Sets a line for drawing, where it was not kept, or is spaced out."""
    if layout.justification_spacing or "layout" not in layout.__dict__:
        anew(layout, style)


def draw_first_line(anew: Callable[..., Any], stream: Any, box: Any, overflow: str, ellipsis: str, matrix: Any) -> Any:
    """Draws a line as it was drawn before; one that is cut off is set anew, for others may share its layout."""
    layout = box.pango_layout
    if overflow == "ellipsis" or ellipsis != "none":
        layout.setup(box.style)
        layout.set_text(layout.text, justify=True)
        return anew(stream, box, overflow, ellipsis, matrix)
    if "drawn" not in layout.__dict__:  # a line that is spaced out has a layout of its own
        return anew(stream, box, overflow, ellipsis, matrix)
    if layout.drawn and layout.drawn[0] is stream._fonts:
        _, font, glyphs = layout.drawn
        stream.set_text_matrix(*matrix.values)
        stream.set_font_size(*font)
        stream.stream.append(glyphs)
        return []
    before = len(stream.stream)
    emojis = anew(stream, box, overflow, ellipsis, matrix)
    _, *fonts, glyphs = stream.stream[before:] or [b"", b""]
    if not emojis and glyphs.endswith(b" TJ") and [one[-3:] for one in fonts] in ([], [b" Tf"]):
        layout.drawn[:] = stream._fonts, stream._current_font, glyphs
    return emojis


def split_first_line(
    anew: Callable[..., Any], text: str, style: Any, context: Any, max_width: float | None,
    justification_spacing: float, is_line_start: bool = True, minimum: bool = False,
) -> Any:  # fmt: skip
    """The first line of a text. The same text in the same style and width was often set before, or alone and fits."""
    limit = None if style["white_space"] in UNWRAPPED else max_width
    kept, read, rest = _kept(style, "lines"), _read(style), 0
    if not limit and minimum and limit is not None:
        text = _first_word(text)
        if (word := WORD.match(text)) and _keeps_words(style):
            text, rest, limit = word[1], len(word[2]), None
    whole: Any = (text, read, None, False, False)
    if limit is None or (whole in kept and _fits(kept[whole], limit)):
        key, limit, minimum = whole, None, False
    else:
        key = (text, read, limit, is_line_start, minimum)
    if key not in kept:
        found = anew(text, style, context, limit, justification_spacing, is_line_start, minimum)
        if minimum:
            del found[0].layout  # only its width is asked for
        found[0].drawn = []
        kept[key] = found
    layout, length, resume, *sizes = kept[key]
    own = object.__new__(type(layout))
    own.__dict__.update(layout.__dict__, max_width=max_width, justification_spacing=justification_spacing)
    return own, length, length + 1 if rest else resume, *sizes


def _keeps_words(style: Any) -> bool:
    """Whether a word that has no room stays whole."""
    names = ("white_space", "word_break", "hyphens")
    return [style[one] for one in names] == ["normal", "normal", "none"] and style["overflow_wrap"] != "anywhere"


def _fits(line: Any, limit: float) -> bool:
    """Whether a text that was set as a single line has room in so many pixels, as Pango counts them."""
    _, _, resume, width, *_ = line
    return bool(resume is None and round(width * UNITS) <= int(min(limit, WIDEST) * UNITS))


def _first_word(text: str) -> str:
    """As much of a text as decides its first line where each word is a line: one word, and a letter of the next."""
    end = text.find(" ")
    plain = 0 < end < len(text) - 2 and text[end - 1].isalnum() and text[end + 1].isalnum() and "\xad" not in text
    return text[: end + 2] if plain else text


def strut(anew: Callable[..., Any], style: Any) -> Any:
    """The height of a line and its baseline: once for a style, and not looked up by all its fonts' properties."""
    if not hasattr(style, "strut"):
        style.strut = anew(style)
    return style.strut
