"""The closed world of the print: the HTML holds what was printed, and the PDF's text is the HTML's, page by page.

In: the HTML with its record, the bytes of the PDF printed from it, and the sheet. Out: findings. What the printer
itself adds (running head, page x of y, page numbers in the contents) is recomputed from the finished PDF.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Any, TypeAlias

import generator
from generator.document.audit import Finding, align, untrue
from generator.document.marks import Printed
from generator.figures.figure import Sheet
from generator.numerals import Numeral, numerals
from generator.print.html import Html
from generator.print.tables import LONGEST_UNBROKEN
from generator.print.version import NAME
from generator.print.visible import HEAD_BEGINS, HEAD_ENDS, visible
from generator.units import counted

POINTS_PER_MM = 72 / 25.4

HEAD, FOOT = 22 * POINTS_PER_MM, 20 * POINTS_PER_MM
"""Heights of the running head and foot: a little less than the margins of the style sheet."""

FOOT_TEXT = re.compile(r'<p class="running-foot">(.*?)</p>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
TITLE = re.compile(r"<h1[^>]*>.*?</h1>", re.DOTALL)
RUNNING_HEAD = re.compile(r'<p class="running-head">.*?</p>', re.DOTALL)
Heads: TypeAlias = Sequence[tuple[int, str]]
HEADING = re.compile(r'<h[1-6] id="([^"]+)">')


@dataclass(frozen=True)
class Page:
    """The words of a printed page: its running head, its body, its foot; `whole` where there are no others."""

    head: str
    body: tuple[str, ...]
    foot: str
    whole: bool


@dataclass(frozen=True)
class Pdf:
    """The text of a PDF, and the page number of each bookmark in order."""

    pages: tuple[Page, ...]
    bookmarks: tuple[int, ...]


def read_pdf(data: bytes) -> Pdf:
    """The text and the bookmarks of a PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        bookmarks = tuple((entry.get_dest().get_index() or 0) + 1 for entry in pdf.get_toc() if entry.get_dest())
        return Pdf(tuple(map(_page, pdf)), bookmarks)


def pictures(data: bytes) -> Iterator[bytes]:
    """What each page looks like, a pixel to a point."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        yield from (bytes(page.render().buffer) for page in pdf)


def _page(page: Any) -> Page:
    """Head and foot are read by where they stand; they come last in the page's text, and its body before them."""
    text = page.get_textpage()
    _, height = page.get_size()
    head = _words(text.get_text_bounded(bottom=height - HEAD, top=height))
    foot = _words(text.get_text_bounded(bottom=0, top=FOOT))
    ends = "".join(head + foot)
    body, last = _parted(_words(text.get_text_range()), len(ends))
    return Page(" ".join(head), body, " ".join(foot), last == ends)


def _parted(words: Sequence[str], count: int) -> tuple[tuple[str, ...], str]:
    """Words without so many characters at their end, and these: a body that ends with a hyphen is joined to them."""
    body, last = list(words), ""
    while body and len(last) < count:
        word, rest = body.pop(), count - len(last)
        last = word[-rest:] + last
        if len(word) > rest:
            body.append(word[:-rest])
    return tuple(body), last


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.replace("\ufffe", "-").split() if word != "•")


def audit_html(page: Html, sheet: Sheet) -> list[Finding]:
    """What is untrue in the HTML that the PDF is printed from."""
    head, title = _running_head(page), " ".join(visible(TITLE.findall(page.text)[0]).split())
    wrong = [Finding("running head", f"is {head!r}, but the title is {title!r}")] if head != title else []
    foot = _foot(page)
    right = f"Figures {page.digest}, {NAME} {generator.__version__}"
    if foot != right:
        wrong.append(Finding("running foot", f"is {foot!r}, not {right!r}"))
    return [*wrong, *audit_words(page, sheet)]


def audit_words(page: Html, sheet: Sheet) -> list[Finding]:
    """What is untrue in the words of a page and in the alternative texts of its charts."""
    wrong: list[Finding] = []
    for number, (text, printed) in enumerate(page.alternatives, 1):
        wrong += [
            *untrue(printed, sheet),
            *align(numerals(unescape(text)), printed, f"alternative text {number}, line"),
        ]
    return [*wrong, *untrue(page.printed, sheet), *align(numerals(page.seen()), page.printed, "HTML line")]


def _running_head(page: Html) -> str:
    return " ".join(visible("".join(RUNNING_HEAD.findall(page.text)), head=True).split())


def audit_pdf(data: bytes, page: Html) -> list[Finding]:
    """What the PDF and the HTML do not share: numerals, words, running head and foot."""
    import pypdfium2

    try:
        return audit_text(read_pdf(data), page)
    except pypdfium2.PdfiumError as error:
        return [Finding("the whole file", f"cannot be read: {error}")]


def audit_text(pdf: Pdf, page: Html) -> list[Finding]:
    """The same of a PDF that was read before.

    Its characters are those of the page in their order; lines part words where they like, but never a figure.
    """
    anchors = headings(page)
    if len(anchors) != len(pdf.bookmarks):
        return [Finding("bookmarks", f"{len(pdf.bookmarks)} for {counted(str(len(anchors)), 'headings')}")]
    pages = dict(zip(anchors, pdf.bookmarks, strict=True))
    words, heads = _expected(page.seen(pages))
    found = _found(pdf, "".join(words), heads)
    if "".join(word for word, _ in found) == "".join(words):
        return [*_parts(found, words), *_running(pdf, page)]
    return [*_unlike(found, words, with_pages(page.printed, pages)), *_running(pdf, page)]


def headings(page: Html) -> list[str]:
    """The anchors of the headings, in order, of which each has a bookmark."""
    return HEADING.findall(page.text)


def _numeral_texts(words: Iterable[str]) -> list[str]:
    return [numeral.text for numeral in numerals(" ".join(words))]


def _expected(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The words of a visible text, and the heads of its tables: before which character each begins, and what it says.

    Neither knows spaces.
    """
    words: list[str] = []
    heads: list[tuple[int, str]] = []
    before = 0
    for index, part in enumerate(re.split(f"[{HEAD_BEGINS}{HEAD_ENDS}]", text)):
        said = "".join(part.split())
        if index % 2:
            heads.append((before, said))
        before += len(said)
        words += part.split()
    return words, heads


def _found(pdf: Pdf, characters: str, heads: Heads) -> list[tuple[str, int]]:
    """The PDF's words with their pages, without the heads that a table repeats on a further page."""
    found: list[tuple[str, int]] = []
    before = 0
    for number, page in enumerate(pdf.pages, 1):
        body = "".join(page.body)
        last = next((head for start, head in reversed(heads) if start < before), "")
        again = len(last) if body.startswith(last) and not characters.startswith(last, before) else 0
        rest, _ = _parted([word[::-1] for word in reversed(page.body)], again)
        found += [(word[::-1], number) for word in reversed(rest)]
        before += len(body) - again
    return found


def _parts(found: Sequence[tuple[str, int]], words: Sequence[str]) -> Iterator[Finding]:
    """Where words that read the same are parted otherwise; only one that is very long may be broken over lines."""
    ends = [*accumulate(map(len, words))]
    pages = dict(zip(accumulate(len(word) for word, _ in found), (number for _, number in found), strict=True))
    for at in sorted(pages.keys() ^ {*ends}):
        word = words[bisect_right(ends, at - 1)]
        if at not in pages:
            number = next(pages[end] for end in pages if end > at)
            yield Finding(f"page {number}", f"{word!r} is joined to the word behind it")
        elif len(word) <= LONGEST_UNBROKEN:
            yield Finding(f"page {pages[at]}", f"{word!r} is broken into two words")


def _unlike(found: Sequence[tuple[str, int]], words: Sequence[str], printed: Sequence[Printed]) -> Iterator[Finding]:
    """Where a PDF reads otherwise than its page: the numerals in order, then the other words."""
    read, other = list[tuple[str, int]](), list[Finding]()
    matcher = SequenceMatcher(None, words, [word for word, _ in found], autojunk=False)
    for code, a, b, c, d in matcher.get_opcodes():
        said = [word for word, _ in found[c:d]]
        number = found[min(c, len(found) - 1)][1] if found else 0
        if code != "equal" and "".join(said) == "".join(words[a:b]):  # a long name that lines part
            read += [(word, number) for word in words[a:b]]
            continue
        read += found[c:d]
        if code != "equal" and not _told_by_numerals(said, words[a:b]):
            what = f"reads {' '.join(said)!r} where the HTML has {' '.join(words[a:b])!r}"
            other.append(Finding(f"page {number}", what))
    by_page = ((number, [word for word, _ in part]) for number, part in groupby(read, itemgetter(1)))
    numbered = [Numeral(text, number) for number, said in by_page for text in _numeral_texts(said)]
    yield from align(numbered, printed, "page")
    yield from other


def with_pages(printed: Sequence[Printed], pages: Mapping[str, int]) -> list[Printed]:
    """The record in print: the contents name the page of each heading; a heading that is not there has none."""
    return [
        Printed("position", f"page of {one.name}", str(pages.get(one.name, ""))) if one.kind == "page" else one
        for one in printed
    ]


def _foot(page: Html) -> str:
    """What stands at the foot of every page beside its number."""
    return " ".join(unescape(TAG.sub("", " ".join(FOOT_TEXT.findall(page.text)))).split())


def _told_by_numerals(read: Sequence[str], words: Sequence[str]) -> bool:
    """Whether two runs of words differ in their numerals alone, which the alignment of numerals has told."""
    plain = [[word for word in run if not numerals(word)] for run in (read, words)]
    return plain[0] == plain[1] and _numeral_texts(read) != _numeral_texts(words)


def _running(pdf: Pdf, page: Html) -> Iterator[Finding]:
    """The running head from the second page on, digest and page x of y at the foot, and no word outside of these."""
    head = _running_head(page)
    for number, one in enumerate(pdf.pages, 1):
        expected = "" if number == 1 else head
        if one.head != expected:
            yield Finding(f"page {number}", f"its head is {one.head!r}, not {expected!r}")
        foot = f"{_foot(page)} page {number} of {len(pdf.pages)}".strip()
        if one.foot != foot:
            yield Finding(f"page {number}", f"its foot is {one.foot!r}, not {foot!r}")
        if not one.whole:
            yield Finding(f"page {number}", "has words outside its head, body and foot")
