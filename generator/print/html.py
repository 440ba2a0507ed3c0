"""From the Markdown to the page: HTML through a single layout. It counts nothing.

In: a `Document` with its marks, the proposal and its sheet. Out: an `Html` with the record of what it prints, in order.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from xml.etree.ElementTree import Element

import jinja2
from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

import generator
from generator.document.marks import CLOSE, Marks, PageOf, Printed, plain, printed_in, unmark
from generator.document.record import short_digest
from generator.document.render import Document, environment, render_template
from generator.document.templates import INSTALLED
from generator.document.views import Prose, views
from generator.figures.figure import Sheet
from generator.inputs import Proposal
from generator.print.columns import with_points_aligned
from generator.print.tables import LONGEST_UNBROKEN, with_widths
from generator.print.version import sources
from generator.print.visible import numbered, seen

MARKUP = re.compile(r"[\\`*_\[<&]|  \n")
"""What Markdown's patterns within a line begin with."""

BEFORE_INLINE = 21
"""Where a step stands in the converter's list, of which the patterns within a line are 20."""

LONGEST_ENTRY = 34
"""A line of the contents up to so long is not broken."""

CONTENTS = re.compile(r'<h([23]) id="([^"]+)">(.*?)</h\1>', re.DOTALL)
BREAK = re.compile(r"[-–—/\s]")
LONG_WORD = re.compile(rf"\S{{{LONGEST_UNBROKEN + 1},}}")
CHART = re.compile(r'<p><img alt="[^"]*" src="[^"]*/([\w-]+)\.svg[^"]*" ?/?></p>\n<p><em>(.*?)</em></p>', re.DOTALL)
ALIGNED = re.compile(r'(<t[hd]\b[^>]*?) style="text-align: (right|left);"')
"""A cell's alignment as python-markdown writes it. Cells that share a class share their styles, and print sooner."""

UNBROKEN_CELL = re.compile(r'(<t[hd]\b[^>]*?)(?: class="([\w -]+)")?><span class="n">([^<]*)</span>(?=</t[hd]>)')
"""A cell of which all is a figure or a short name needs no element within, which the printer would lay out as well."""

CAPTION = re.compile(r"<p><em>((?:(?!</?p>).)*)</em></p>\n<table>", re.DOTALL)
"""A line of emphasised words below a chart, or above a table, is its caption."""

ALTERNATIVE = re.compile(r"(?<=<title>)[^<]*(?=</title>\n<desc>)")
"""The title of a chart, which is read in its place."""

SVG = re.compile(r"(<svg.*?</svg>)", re.DOTALL)
UNBROKEN = re.compile(
    r'<head>.*?</head>|<svg.*?</svg>|(?P<link><a class="n".*?</a>)|<span class="(?:n|long)".*?</span>|<[^>]*>'
    r"|(?P<word>[^\s<>]+[^\w\s<>][^\s<>]+)",
    re.DOTALL,
)
"""What a line could break and must not: a short link, a word with a hyphen or a bracket. The rest is passed over."""


@dataclass(frozen=True)
class Html:
    """The page's HTML, what it shows in order, the alternative text of each chart with what it says, and the digest.

    `style` is the style sheet of its print, and `sources` the digest of the code and the templates that made it. The
    digest is that of the record of its figures, which the foot shows.
    """

    text: str
    printed: tuple[Printed, ...]
    digest: str
    alternatives: tuple[tuple[str, tuple[Printed, ...]], ...] = ()
    style: str = field(default_factory=lambda: INSTALLED.text("style.css"))
    sources: str = ""

    def seen(self, pages: Mapping[str, int] | None = None) -> str:
        """Its words as a reader sees them, without the running head; `pages` are those that the contents show."""
        return numbered(self._seen, pages or {})

    @cached_property
    def _seen(self) -> str:
        return seen(self.text)


@dataclass(frozen=True)
class Entry:
    """A line of the contents."""

    level: str
    anchor: str
    title: str
    short: bool
    page: PageOf


def to_html(document: Document, proposal: Proposal, sheet: Sheet, record: str) -> Html:
    """The document as HTML; its foot shows the digest of the text of its record.

    Raises ProposalError for a fault of the layout.
    """
    marks, env, body = begun(document, proposal, sheet)
    entries = [_entry(*heading) for heading in CONTENTS.findall(body)]
    title, begin, rest = body.partition("<h2")
    title = re.sub(rf"(<h1[^>]*>.*?{CLOSE}: )(.*)(?=</h1>)", r'\1<span class="rest">\2</span>', title)
    names = {
        **views(proposal, sheet),
        "title": title,
        "sections": begin + rest,
        "contents": _halves(entries),
        "digest": (digest := short_digest(record)),
        "release": generator.__version__,
        "name": document.name,
    }
    marked = render_template(env, "layout.html.j2", names)
    parts = enumerate(SVG.split(marked))
    # In a drawing nothing is broken over lines, and nothing but text may stand.
    text = "".join(plain(part) if drawn % 2 else unmark(part, _span, marks.printed) for drawn, part in parts)
    text = with_widths(UNBROKEN_CELL.sub(_unbroken_cell, UNBROKEN.sub(_whole, text)))
    page = recorded(text, marked, marks.printed, digest, document.templates.text("style.css"))
    return replace(page, sources=sources(document.templates))


def begun(document: Document, proposal: Proposal, sheet: Sheet) -> tuple[Marks, jinja2.Environment, str]:
    """What any page begins with: its marks, the templates, and its body."""
    marks = Marks(proposal, sheet, list(document.printed), html.escape)
    env = environment(marks, document.templates)
    env.filters["plain"] = lambda value: html.escape(value.text if isinstance(value, Prose) else str(value))
    return marks, env, with_points_aligned(to_body(document))


def recorded(text: str, marked: str, printed: list[Printed], digest: str = "", style: str = "") -> Html:
    """A finished text with what its marks tell: what it shows in order, and what is read in each chart's place.

    The digest is left out where no foot shows it.
    """
    said = [(plain(title), tuple(printed_in(title, printed))) for title in ALTERNATIVE.findall(marked)]
    return Html(text, tuple(printed_in(ALTERNATIVE.sub("", marked), printed)), digest, tuple(said), style)


class _Plain(Treeprocessor):
    """Texts in which nothing is marked, such as most cells, are passed over: no pattern need be tried on them."""

    def run(self, root: Element) -> None:
        """Says so of each."""
        for element in root.iter():
            if element.text and not MARKUP.search(element.text):
                element.text = AtomicString(element.text)


def to_body(document: Document) -> str:
    """The marked Markdown as marked HTML: headings with anchors, tables with captions, charts drawn in their place."""
    # By their names they would be looked for among the entry points of every package.
    contents = TocExtension(slugify=_anchor, marker="")
    converter = Markdown(extensions=[TableExtension(), SaneListExtension(), contents])
    converter.treeprocessors.register(_Plain(converter), "plain", BEFORE_INLINE)
    body = CHART.sub(lambda match: _figure(document.charts[match[1]], match[2]), converter.convert(document.marked))
    return _accessible(CAPTION.sub(r"<table>\n<caption>\1</caption>", body))


def _figure(chart: str, caption: str) -> str:
    return f"<figure>\n{chart}<figcaption>{caption}</figcaption>\n</figure>"


def _span(printed: Printed, text: str) -> str:
    """A figure never breaks over a line, nor reads as having two minus signs; a very long word of a name may break."""
    if printed.kind == "figure":
        apart = text.replace("~−", '<span class="about">~</span>−')
        return f'<span class="n">{apart}</span>' if BREAK.search(text) else apart
    if "<" in text:
        return f'<span class="long">{text}</span>'
    return LONG_WORD.sub(r'<span class="long">\g<0></span>', text)


def _whole(match: re.Match[str]) -> str:
    """A word such as follow-up stays on one line: broken at its hyphen it would be read as two.

    A link that is not broken anyhow needs no spans within, of which each would become a link of its own.
    """
    if match["link"]:
        return re.sub(r"</?span[^>]*>", "", match["link"])
    return f'<span class="n">{match["word"]}</span>' if match["word"] else match[0]


def _unbroken_cell(match: re.Match[str]) -> str:
    return f'{match[1]} class="{match[2]} n">{match[3]}' if match[2] else f'{match[1]} class="n">{match[3]}'


def _halves(entries: Sequence[Entry]) -> list[Sequence[Entry]]:
    """The contents in two columns about as long; a section and what is below it stay together."""
    tops = [index for index, entry in enumerate(entries) if entry.level == "top"]
    middle = min(tops, key=lambda index: abs(len(entries) - 2 * index), default=0)
    return [entries[:middle], entries[middle:]]


def _entry(level: str, anchor: str, title: str) -> Entry:
    short = len(html.unescape(plain(title))) <= LONGEST_ENTRY
    return Entry("top" if level == "2" else "below", anchor, title, short, PageOf(anchor))


def _anchor(text: str, separator: str) -> str:
    return re.sub(r"[^\w]+", separator, plain(text).lower()).strip(separator)


def _accessible(body: str) -> str:
    """Head cells say that they head their column or their row; the row of a table that begins in bold is its total."""
    body = ALIGNED.sub(r'\1 class="\2"', body)
    body = re.sub(r"<th\b", '<th scope="col"', body)
    body = re.sub(r"<tr>(\s*<td><strong>)", r'<tr class="total">\1', body)
    return re.sub(r"(<tr[^>]*>\s*)<td>(.*?)</td>", r'\1<th scope="row">\2</th>', body)
