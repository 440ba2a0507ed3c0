"""From the Markdown to the page: HTML through a single layout. It counts nothing.

In: a `Document` with its marks, the proposal and its sheet. Out: an `Html` with the record of what it prints, in order;
and what a reader sees of any page: its words, block by block, with marks around the heads of tables.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from html.parser import HTMLParser
from typing import Any, NamedTuple

import jinja2
from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension

import generator
from generator.document.marks import Marks, Printed, plain, printed_in, unmark
from generator.document.record import short_digest
from generator.document.render import Document, environment, render_template
from generator.document.templates import INSTALLED
from generator.document.view import Prose
from generator.document.views import views
from generator.figures.figure import Sheet
from generator.inputs import Proposal
from generator.print.tree import LONGEST_UNBROKEN, Page, Shape
from generator.print.version import NAME, sources

BREAK = re.compile(r"[-–—/\s]")
"""Where a line may end."""
WORD = re.compile(r"[^\s<>]+")
ALTERNATIVE = re.compile(r"(?<=<title>)[^<]*(?=</title>\n<desc>)")
"""The title of a chart, which is read in its place."""

SVG = re.compile(r"(<svg.*?</svg>)", re.DOTALL)
"""In a drawing nothing is broken over lines, and nothing but text may stand."""

HEAD_BEGINS, HEAD_ENDS = "\ue003", "\ue004"
"""Private characters around the head of a table."""

INLINE = {"span", "strong", "em", "a", "code", "button", "tspan"}
ALONE = {"meta", "col", "br", "img"}
"""Elements that have no end."""
UNSEEN = {"title", "desc", "style", "script", "running-foot"}
"""Elements, and a class, whose text is not part of the page."""


@dataclass(frozen=True)
class Html:
    """The page's HTML, what it shows in order, the alternative text of each chart with what it says, and the digest.

    `style` is the style sheet of its print, `foot` what stands at the foot of every page, and `sources` the digest of
    the code and the templates that made it. The digest is that of the record of its figures, which the foot shows.
    """

    text: str
    printed: tuple[Printed, ...]
    digest: str
    alternatives: tuple[tuple[str, tuple[Printed, ...]], ...] = ()
    style: str = field(default_factory=lambda: INSTALLED.text("style.css"))
    foot: str = ""
    sources: str = ""

    @cached_property
    def seen(self) -> str:
        """Its words as a reader sees them, without the foot."""
        return visible(self.text)


class Body(NamedTuple):
    """The marked HTML of a document, and its headings: of each the level, the anchor, and the words."""

    text: str
    contents: tuple[tuple[str, str, str], ...]


def to_html(document: Document, proposal: Proposal, sheet: Sheet, record: str) -> Html:
    """The document as HTML; its foot shows the version and the digest of the text of its record.

    Raises ProposalError for a fault of the layout.
    """
    marks, env = begun(document, proposal, sheet)
    names = views(proposal, sheet)
    digest, letter = short_digest(record), names["proposal"]
    stated = [plain(marks.show(one)) for one in (letter.version, letter.dated) if one is not None]
    foot = f"{'Version ' * (len(stated) > 1)}{', '.join(stated)} · figures {digest} · {NAME} {generator.__version__}"
    names |= {"body": to_body(document).text, "foot": foot, "release": generator.__version__, "name": document.name}
    marked = render_template(env, "layout.html.j2", names)
    parts = enumerate(SVG.split(marked))
    text = "".join(plain(part) if drawn % 2 else unmark(part, _span, marks.printed) for drawn, part in parts)
    page, style = recorded(text, marked, marks.printed), document.templates.text("style.css")
    seen = " ".join(html.unescape(foot).split())
    return replace(page, digest=digest, foot=seen, style=style, sources=sources(document.templates))


def begun(document: Document, proposal: Proposal, sheet: Sheet) -> tuple[Marks, jinja2.Environment]:
    """What any page is printed with: its marks, which remember what the document printed before, and the templates."""
    marks = Marks(proposal, sheet, list(document.printed), html.escape)
    env = environment(marks, document.templates)
    env.filters["plain"] = lambda value: html.escape(value.text if isinstance(value, Prose) else str(value))
    return marks, env


def recorded(text: str, marked: str, printed: list[Printed]) -> Html:
    """A finished text with what its marks tell: what it shows in order, and what is read in each chart's place."""
    said = [(plain(title), tuple(printed_in(title, printed))) for title in ALTERNATIVE.findall(marked)]
    return Html(text, tuple(printed_in(ALTERNATIVE.sub("", marked), printed)), "", tuple(said), "")


def to_body(document: Document, then: Shape | None = None) -> Body:
    """The marked Markdown as marked HTML, charts drawn in their place; `then` is what is done with its tree at last."""
    # By their names they would be looked for among the entry points of every package.
    contents = TocExtension(slugify=_anchor, marker="")
    converter: Any = Markdown(extensions=[TableExtension(), SaneListExtension(), contents, Page(document.charts, then)])
    text = converter.convert(document.marked)
    return Body(text, tuple(_entries(converter.toc_tokens)))


def _entries(tokens: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    for one in tokens:
        yield str(one["level"]), one["id"], one["name"]
        yield from _entries(one["children"])


def _anchor(text: str, separator: str) -> str:
    return re.sub(r"[^\w]+", separator, plain(text).lower()).strip(separator)


def _span(printed: Printed, text: str) -> str:
    """A figure or a name never breaks over a line; a very long word may break."""
    if printed.kind == "figure":
        return f'<span class="n">{text}</span>' if BREAK.search(text) else text
    if "<" in text:
        return f'<span class="long">{text}</span>'
    return WORD.sub(lambda word: _word(word[0]), text)


def _word(word: str) -> str:
    kind = "long" if len(html.unescape(word)) > LONGEST_UNBROKEN else "n" if BREAK.search(word) else ""
    return f'<span class="{kind}">{word}</span>' if kind else word


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALONE:
            self.within.append(dict(attrs).get("class") or tag)
        self._apart(tag, HEAD_BEGINS)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ALONE:
            del self.within[-1:]
        self._apart(tag, HEAD_ENDS)

    def handle_data(self, data: str) -> None:
        if not UNSEEN.intersection(self.within):
            self.parts.append(data)

    def _apart(self, tag: str, mark: str) -> None:
        if tag not in INLINE:
            self.parts.append(mark if tag == "thead" else "\n")


def visible(page: str) -> str:
    """The words of an HTML page, without the foot of its print."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return "".join(reader.parts)
