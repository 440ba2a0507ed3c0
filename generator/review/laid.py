"""Two prints of the same words that two systems set otherwise: whether both show, read and hide the same.

In: a PDF that anyone may have made, and today's print; their words and the glyphs of their fonts are the same. Out:
what no other text libraries do. With those, lines and pages may break elsewhere, and things stand elsewhere; but glyphs
and shapes are drawn in the same sizes and colors, the same texts are told in place of what is drawn, links lead to the
same places, and every character can be seen.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, groupby, pairwise
from typing import Any, NamedTuple, TypeAlias

import pikepdf

from generator.document.audit import Finding
from generator.review.comparison import CELLS, CLOSE, LONGEST, Degree, Difference

LAID = re.compile(r"pages$|page \d+/(Contents|Parent/Count|Parent/Kids|StructParents)$")
"""The paths of what says where something stands, such as on which page."""
PARTED = re.compile(r"page \d+/Annots|document/(StructTreeRoot|.*/Dests?)/")
"""The paths of what lines and pages divide otherwise, or lead to pages. It is held by what it says, in its order."""
WHERE = frozenset({"/Rect", "/P", "/Parent", "/StructParent"})

FILL, STROKE, TEXT = "fill", "stroke", "text"
SETS = {
    **dict.fromkeys(("g", "rg", "k", "cs", "sc", "scn"), (FILL, "color")),
    **dict.fromkeys(("G", "RG", "K", "CS", "SC", "SCN"), (STROKE, "color")),
    **{name: (STROKE, name) for name in ("w", "J", "j", "M", "d")},
    **{name: (TEXT, name) for name in ("Tf", "Tm", "Tr", "Tz", "Ts")},
    **{"/ca": (FILL, "opacity"), "/CA": (STROKE, "opacity")},
}
"""The instructions that say how something is drawn: which part of it, and what of that."""
BOTH = (FILL, STROKE)
PARTS = {
    **dict.fromkeys(("f", "F", "f*"), (FILL,)),
    **dict.fromkeys(("S", "s"), (STROKE,)),
    **dict.fromkeys(("B", "B*", "b", "b*"), BOTH),
    **dict.fromkeys(("Tj", "TJ"), (FILL, TEXT)),
    "n": (),
}
"""The instructions that draw, or end a path, and the parts of what they draw."""
SHAPES, OUTLINED, DEEPEST = {"m", "l", "c", "v", "y", "h", "re", "W", "W*"}, {1, 2, 5, 6}, 5
"""The instructions of a path; the ways to draw a text that draw its outlines; how many forms may lie in one another."""
SCALE, LEAST = 3, 16
"""Pixels a point, and how far the lightest and the darkest of a character have to be apart, of 255."""
State: TypeAlias = dict[tuple[str, str], Any]


class Ink(NamedTuple):
    """A glyph, a shape or something else that is drawn, and how it is drawn."""

    look: tuple[Any, ...]
    what: Any


class Seen(NamedTuple):
    """A character of a page: where its line stands, where it begins there, and whether it can be seen."""

    character: str
    foot: float
    left: float
    seen: bool


def laid(one: Difference) -> bool:
    """Whether text libraries may make a difference, as far as its place tells."""
    return one.degree == Degree.NEAR or bool(
        PARTED.match(one.where) or (one.degree == Degree.DRAWN and LAID.match(one.where))
    )


def unlike(theirs: pikepdf.Pdf, ours: pikepdf.Pdf, data: bytes, own: bytes) -> Iterator[Finding]:
    """What two prints show, read or hide otherwise; both are open, and `data` and `own` are their bytes."""
    if theirs.Root.Pages.get("/Count") != len(theirs.pages):
        yield Finding("pages", "are others than it says")
    if [*_links(theirs)] != [*_links(ours)]:
        yield Finding("links", "lead elsewhere, or say something else")
    if [*_told(theirs)] != [*_told(ours)]:
        yield Finding("texts that are told in place of what is drawn", "are others, or stand in another order")
    drawn, right = ([[*_inked(page, page.get("/Resources"), {})] for page in pdf.pages] for pdf in (theirs, ours))
    same_lines = [*map(_glyphs, drawn)] == [*map(_glyphs, right)]
    known = {*map(_kind, chain.from_iterable(right))}
    for number, page in enumerate(drawn, 1):
        if (page != right[number - 1]) if same_lines else not known.issuperset(map(_kind, page)):
            yield Finding(f"page {number}", "is drawn in other shapes, sizes or colors")
    seen, usual = _seen(data), _seen(own)
    hidden = {one.character for every in usual for one in every if not one.seen}
    for number, each in enumerate(seen, 1):
        if text := "".join(one.character for one in each if not one.seen and one.character not in hidden):
            yield Finding(f"page {number}", f"{text[:LONGEST]!r} cannot be seen")
        if same_lines and any(map(_astray, pairwise(each), pairwise(usual[number - 1]))):
            yield Finding(f"page {number}", "what belongs in one line stands in several, or in another order")


def _links(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """What the links of a PDF say and where they lead; one that lines part stands once."""
    every = (_plain(one) for page in pdf.pages for one in page.get("/Annots", ()))
    return (one for one, _ in groupby(every))


def _told(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The texts that are told in place of what is drawn, in the order in which they are told."""
    waiting, before = [pdf.Root.get("/StructTreeRoot")], set[Any]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting.extend(reversed([*one]))
        elif isinstance(one, pikepdf.Dictionary) and (one.objgen not in before or one.objgen == (0, 0)):
            before.add(one.objgen)
            texts = ((key, one[key]) for key in sorted({*one.keys()} - CELLS))
            yield from ((key, bytes(text)) for key, text in texts if isinstance(text, pikepdf.String))
            waiting.append(one.get("/K"))


def _plain(one: Any) -> Any:
    """An object without what says where it stands, as what can be compared; a length as far as any tool keeps it."""
    if isinstance(one, pikepdf.Dictionary):
        return tuple((key, _plain(one[key])) for key in sorted({*one.keys()} - WHERE))
    if isinstance(one, pikepdf.Array | list):
        return tuple(map(_plain, one))
    return round(float(one), 3) if isinstance(one, int | Decimal) else repr(one)


def _inked(stream: Any, resources: Any, state: State, depth: int = 0) -> Iterator[Ink]:
    """What a page or a form draws, in its order."""
    state, kept, marks, path = dict(state), list[State](), list[str](), list[Any]()
    for one in pikepdf.parse_content_stream(stream):
        name, operands = str(one.operator), [*one.operands]
        if name == "q":
            kept.append(dict(state))
        elif name == "Q" and kept:
            state = kept.pop()
        elif name in ("BDC", "BMC"):
            marks.append(str(operands[0]))
        elif name == "EMC":
            del marks[-1:]
        elif name in SHAPES:  # those of a drawing are the same wherever it stands
            path.append((name, _plain(operands) if "/Figure" in marks else ()))
        elif name in ("Tj", "TJ"):
            parts = operands if name == "Tj" else operands[0]
            look, codes = _look(state, name), b"".join(bytes(one) for one in parts if isinstance(one, pikepdf.String))
            yield from (Ink(look, codes[at : at + 2]) for at in range(0, len(codes), 2))
        elif name in PARTS:
            yield Ink(_look(state, name), (name, *path))
            path = []
        elif name == "Do" and depth < DEEPEST and (form := resources.XObject[operands[0]]).Subtype == "/Form":
            yield from _inked(form, form.get("/Resources", resources), state, depth + 1)
        elif not _set(state, name, operands, resources) and name not in ("BT", "ET"):
            yield Ink(_look(state, name), (name, _plain(operands)))


def _set(state: State, name: str, operands: list[Any], resources: Any) -> bool:
    """Whether an instruction says how what comes after it is drawn; then it is put into the state."""
    if name in SETS:
        state[SETS[name]] = name, _plain(operands[:4])  # the others of a text say where it stands
    elif name == "cm":
        state["", name] = (*state.get(("", name), ()), _plain(operands[:4]))
    elif name == "gs":
        state |= {SETS.get(key, ("", key)): _plain(one) for key, one in resources.ExtGState[operands[0]].items()}
    return name in SETS or name in ("cm", "gs")


def _look(state: State, name: str) -> tuple[Any, ...]:
    """How something is drawn: what the state says of all things, and of the parts of what an instruction draws."""
    parts = PARTS.get(name, (TEXT, *BOTH))
    parts += BOTH if TEXT in parts and state.get((TEXT, "Tr"), ("", (0,)))[1][0] in OUTLINED else ()
    return tuple(sorted((key, one) for key, one in state.items() if not key[0] or key[0] in parts))


def _kind(one: Ink) -> Ink:
    """The same of any glyph: those of a foot change with the number of pages."""
    return one._replace(what=b"") if isinstance(one.what, bytes) else one


def _glyphs(page: Sequence[Ink]) -> list[bytes]:
    return [one.what for one in page if isinstance(one.what, bytes)]


def _seen(data: bytes) -> list[list[Seen]]:
    """The characters of each page."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        return [[*_characters(page)] for page in pdf]


def _characters(page: Any) -> Iterator[Seen]:
    text, picture, top = page.get_textpage(), page.render(scale=SCALE).to_numpy(), page.get_height()
    for at in range(text.count_chars()):
        character, loose = text.get_text_range(at, 1), text.get_charbox(at, loose=True)
        box = text.get_charbox(at)
        left, upper, right, lower = (max(0, int(edge * SCALE)) for edge in (box[0], top - box[3], box[2], top - box[1]))
        if character.strip():
            part = picture[upper : lower + 1, left : right + 1].reshape(-1, picture.shape[2])
            seen = part.size > 0 and int((part.max(axis=0) - part.min(axis=0)).max()) >= LEAST
            yield Seen(character, loose[1], loose[0], seen)


def _astray(stand: tuple[Seen, Seen], belong: tuple[Seen, Seen]) -> bool:
    """Whether two characters that belong beside each other in a line stand in two, or the other way round."""
    (one, two), (first, second) = stand, belong
    if abs(first.foot - second.foot) > 1:
        return False
    return abs(one.foot - two.foot) > CLOSE or (one.left < two.left) != (first.left < second.left)
