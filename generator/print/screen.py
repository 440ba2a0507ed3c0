"""The page for the screen: one file in which every printed figure opens its derivation, down to the line of YAML.

In: a `Document` with its marks, the proposal and its sheet. Out: a `Screen`: the HTML, with style, script and typeface
in it, and the record of what it shows. It asks for nothing from elsewhere, and its policy forbids the browser to.
"""

import hashlib
import html
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from xml.etree.ElementTree import Element

from generator.document.explain.as_text import CONSTANT, formula, head, notes
from generator.document.explain.tree import Node, down, stands
from generator.document.marks import CLOSE, MIDDLE, OPEN, Printed, plain, printed_in, unmark
from generator.document.render import Document, render_template
from generator.document.views import views
from generator.errors import printable
from generator.figures.derivation import value, value_range
from generator.figures.figure import Figure, Sheet, ancestors
from generator.inputs import Proposal
from generator.print.html import ALTERNATIVE, SVG, Html, begun, recorded, to_body
from generator.print.printer import FONTS, fonts
from generator.print.tree import text as words_of

LINK = rf"(?:{OPEN}[^{MIDDLE}]*{MIDDLE})?<a\b.*?</a>{CLOSE}?"
WORDS = re.compile(rf"(<head>.*?</head>|{LINK}|<title>.*?</title>|<desc>.*?</desc>)", re.DOTALL)
"""Where a figure is words alone: in the head, in a link or a name that is one, in what is read in a chart's place."""

LABEL = re.compile(r'(<text\b[^>]*>)(<a [^>]*class="figure"[^>]*>)([^<]*)</a></text>')
LINKED = r"\2\1\3</text></a>"
"""A label of a chart, and the same with its link around the whole, which can be pressed where it is seen."""

HEADINGS, CAPTIONS = ("h1", "h2", "h3", "h4"), ("caption", "figcaption")
WEIGHTS = (400, 600)
"""The weight of each face in FONTS."""


@dataclass(frozen=True)
class Step:
    """A figure that a derivation rests on: the id of its own derivation, and how it is named here, with its value."""

    id: str
    text: str


@dataclass(frozen=True)
class Derivation:
    """What opens at a figure: its value, name and sentence; a formula with its steps, or lines of YAML with notes."""

    id: str
    name: str
    value: str
    says: str
    formula: tuple[str, ...]
    range: str
    steps: tuple[Step, ...]
    lines: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]

    def texts(self) -> list[str]:
        """All that it says, in order."""
        formula = [f"= {one}" for one in self.formula]
        lines = [text for line in self.lines for text in line]
        steps = [step.text for step in self.steps]
        return [self.value, self.name, self.says, *formula, self.range, *lines, *self.notes, *steps]


@dataclass(frozen=True)
class Screen:
    """The file's text, the record of its words, the figures that open a derivation, and the derivation of each."""

    text: str
    page: Html
    opening: tuple[Printed, ...]
    derivations: Mapping[str, Derivation]


def to_screen(document: Document, proposal: Proposal, sheet: Sheet) -> Screen:
    """The page for the screen. Raises ProposalError for a fault of its template."""
    marks, env = begun(document, proposal, sheet)
    body = to_body(document, for_screen)
    names = {**views(proposal, sheet), "body": body.text, "contents": [one for one in body.contents if one[0] != "1"]}
    marked = render_template(env, "screen.html.j2", names)
    shown = printed_in(ALTERNATIVE.sub("", marked), marks.printed)
    known = derivations(proposal, (one.figure for one in shown if one.figure is not None))
    text, opening = opened(marked, marks.printed, {name: one.id for name, one in known.items()})
    below = render_template(env, "derivations.html.j2", {"derivations": known.values()})
    style = document.templates.text("screen.css") + _faces(text + below)
    script = document.templates.text("screen.js")
    whole = text.replace("</head>", f"{_head(style, script)}</head>", 1).replace("</body>", f"{below}</body>", 1)
    return Screen(whole, recorded(text, marked, marks.printed), opening, known)


def derivations(proposal: Proposal, figures: Iterable[Figure]) -> dict[str, Derivation]:
    """The derivation of each figure and of all that they rest on, by name."""
    every: dict[str, Figure] = {}
    for figure in figures:
        for name, one in ancestors(figure).items() if figure.name not in every else ():
            every.setdefault(name, one)  # as it was shown first: where it is held at its likely value, it has no range
    ids = {name: f"f{number}" for number, name in enumerate(every)}
    stand = stands(proposal)
    return {name: derivation(down(figure, stand, 1), ids) for name, figure in every.items()}


def derivation(node: Node, ids: Mapping[str, str]) -> Derivation:
    """What one figure says of itself, with the steps that it leads to; `ids` are those of the derivations, by name."""
    figure, stand = node.figure, node.stand
    constant = [CONSTANT] if figure.formula and not figure.needs else []
    lines = [(place.short, place.text.strip()) for place in stand.lines] if stand else []
    return Derivation(
        ids[figure.name],
        shown(figure.name),
        shown(value(figure)),
        shown(figure.says),
        tuple(map(shown, formula(figure))),
        shown(value_range(figure, node.short)),
        tuple(Step(ids[one.figure.name], shown(head(one))) for one in node.below),
        tuple((shown(file), shown(text)) for file, text in lines),
        tuple(map(shown, (*constant, *(notes(stand) if stand else ())))),
    )


def shown(text: str) -> str:
    """Text on one line that shows all it holds: no character that hides, or turns the direction of reading."""
    return printable(re.sub(r"\s", " ", text))


def opened(marked: str, printed: Sequence[Printed], ids: Mapping[str, str]) -> tuple[str, tuple[Printed, ...]]:
    """The text in which each figure opens the derivation of its id, and those that do, in order."""
    printed = tuple(printed)
    parts: list[str] = []
    opening: list[Printed] = []
    for drawn, part in enumerate(SVG.split(marked)):
        opens = partial(_opens, ids, drawn % 2 == 1)
        # What a drawing holds can be pressed, so that it is no longer a picture.
        shape = part.replace('role="img"', 'role="group"', 1) if drawn % 2 else part
        for bare, piece in enumerate(WORDS.split(shape)):
            parts.append(LABEL.sub(LINKED, plain(piece) if bare % 2 else unmark(piece, opens, printed)))
            opening += [one for one in printed_in(piece, printed) if one.figure is not None and not bare % 2]
    return "".join(parts), tuple(opening)


def _opens(ids: Mapping[str, str], drawn: bool, one: Printed, text: str) -> str:
    """A figure as a button. HTML has no place in a drawing: there a link does what a button does elsewhere."""
    if one.figure is None:
        return text
    id_ = ids[one.name]
    tag, leads = ("a", f'href="#{id_}"') if drawn else ("button", f'popovertarget="{id_}"')
    return f'<{tag} {leads} class="figure" aria-describedby="{id_}-says">{text}</{tag}>'


def for_screen(root: Element) -> None:
    """Each table and each drawing in a region of its own, which scrolls where it is too wide, named by its caption.

    A table without a caption is named by the heading above it. A head cell without words heads nothing, which only a
    print may call a head.
    """
    for cell in [one for one in root.iter("th") if not words_of(one)]:
        cell.tag = "td"
        cell.attrib.pop("scope", None)
    heading, number = "", 0
    parents = {child: parent for parent in root.iter() for child in parent}
    for one in list(root.iter()):
        heading = one.get("id", "") if one.tag in HEADINGS else heading
        if one.tag in ("table", "svg"):
            number += 1
            parent = parents[one]
            caption = next((other for other in (one if one.tag == "table" else parent) if other.tag in CAPTIONS), None)
            if caption is not None:
                caption.set("id", f"t{number}")
            name = heading if caption is None else f"t{number}"
            region = Element("div", {"class": "scroll", "role": "group", "tabindex": "0", "aria-labelledby": name})
            parent[list(parent).index(one)] = region
            region.append(one)


def _head(style: str, script: str) -> str:
    """Policy, style and script: nothing else is let in, and nothing let out."""
    sums = {kind: hashlib.sha256(text.encode()).digest() for kind, text in (("style", style), ("script", script))}
    allowed = " ".join(f"{kind}-src 'sha256-{b64encode(one).decode()}';" for kind, one in sums.items())
    policy = f"default-src 'none'; {allowed} font-src data:; base-uri 'none'; form-action 'none'"
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<style>{style}</style>\n<script type="module">{script}</script>\n'
    )


def _faces(text: str) -> str:
    """The typeface of the print, cut down to the characters of the page; the same bytes every time."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    rules = []
    options = Options(layout_features=["kern", "liga"], notdef_outline=True)
    for name, weight in zip(FONTS, WEIGHTS, strict=True):
        cutter = Subsetter(options)
        cutter.populate(text=html.unescape(text))
        # Lazy, it reads what is kept alone, in half the time.
        with TTFont(fonts() / name, recalcTimestamp=False, lazy=True) as font, BytesIO() as file:
            cutter.subset(font)
            font.flavor = "woff2"
            font.save(file)
            data = b64encode(file.getvalue()).decode()
        rules.append(
            f'@font-face {{ font-family: "Source Sans Pro"; font-weight: {weight}; '
            f"src: url(data:font/woff2;base64,{data}) format('woff2'); }}\n"
        )
    return "".join(rules)
