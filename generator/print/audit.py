"""The closed world of the print: the HTML holds what was printed, and the PDF's text is the HTML's, page by page.

In: the HTML with its record, the bytes of the PDF printed from it, and the sheet. Out: findings. What the printer
itself adds (running head, page x of y, page numbers in the contents) is recomputed from the finished PDF.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from itertools import groupby, pairwise, product
from operator import itemgetter
from typing import Any

from generator.document.audit import Finding, align, untrue
from generator.document.marks import Printed
from generator.figures.figure import Sheet
from generator.numerals import Numeral, numerals
from generator.print.attachments import Heads
from generator.print.html import Html
from generator.print.objects import UnreadableError, odd_names, streams, told_odd
from generator.print.tables import LONGEST_UNBROKEN
from generator.print.visible import HEAD_BEGINS, HEAD_ENDS, visible
from generator.units import counted

POINTS_PER_MM = 72 / 25.4

HEAD, FOOT = 22 * POINTS_PER_MM, 20 * POINTS_PER_MM
"""Heights of the running head and foot: a little less than the margins of the style sheet."""

PUNCTUATION = '.,:;()"“”'
MOST_LINES = 8
"""Over so many lines a long name may be broken."""

FOOT_TEXT = re.compile(r'<p class="running-foot">(.*?)</p>', re.DOTALL)
TITLE = re.compile(r"<h1[^>]*>.*?</h1>", re.DOTALL)
RUNNING_HEAD = re.compile(r'<p class="running-head">.*?</p>', re.DOTALL)
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
        return read_open(pdf, list(pdf))


def read_open(pdf: Any, pages: Iterable[Any]) -> Pdf:
    """The same of a PDF that is open, and its pages."""
    bookmarks = tuple((entry.get_dest().get_index() or 0) + 1 for entry in pdf.get_toc() if entry.get_dest())
    return Pdf(tuple(map(_page, pages)), bookmarks)


def _page(page: Any) -> Page:
    """Head and foot are read by where they stand; they come last in the page's text, and its body before them."""
    text = page.get_textpage()
    _, height = page.get_size()
    head = _words(text.get_text_bounded(bottom=height - HEAD, top=height))
    foot = _words(text.get_text_bounded(bottom=0, top=FOOT))
    words = _parted(_words(text.get_text_range()), head + foot)
    size = len(words) - len(head) - len(foot)
    return Page(" ".join(head), words[:size], " ".join(foot), words[size:] == head + foot)


def _parted(words: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a page that ends with `last`; its reader joins them to a body that ends with a hyphen."""
    at = len(words) - len(last)
    if 0 <= at < len(words) and words[at].endswith(f"-{last[0]}"):
        return (*words[:at], words[at].removesuffix(last[0]), last[0], *words[at + 1 :])
    return words


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.replace("\ufffe", "-").split() if word != "•")


def audit_html(page: Html, sheet: Sheet) -> list[Finding]:
    """What is untrue in the HTML that the PDF is printed from."""
    head, title = _running_head(page), " ".join(visible(TITLE.findall(page.text)[0]).split())
    wrong = [Finding("running head", f"is {head!r}, but the title is {title!r}")] if head != title else []
    foot = _foot(page)
    if [one.text for one in numerals(foot)] != [one.text for one in numerals(page.digest)] or page.digest not in foot:
        wrong.append(Finding("running foot", f"is {foot!r}, but the digest of the figures is {page.digest}"))
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
    """What the PDF and the HTML do not share: numerals, words, running head and foot; and what no print has."""
    import pypdfium2

    try:
        unpacked = streams(data)  # before the reader unpacks what no bound holds
        return [*audit_text(read_pdf(data), page), *told_odd(odd_names(data, unpacked))]
    except pypdfium2.PdfiumError as error:
        return [Finding("the whole file", f"cannot be read: {error}")]
    except UnreadableError as error:
        return [Finding("the whole file", str(error))]


def audit_text(pdf: Pdf, page: Html) -> list[Finding]:
    """The same of a PDF that was read before."""
    anchors = headings(page)
    if len(anchors) != len(pdf.bookmarks):
        return [Finding("bookmarks", f"{len(pdf.bookmarks)} for {counted(str(len(anchors)), 'headings')}")]
    pages = dict(zip(anchors, pdf.bookmarks, strict=True))
    words, heads = _expected(page.seen(pages))
    found = _found(pdf, words, heads, page.printed, lambda word: [word])
    by_page = ((number, [word for word, _ in part]) for number, part in groupby(found, itemgetter(1)))
    numbered = [Numeral(text, number) for number, read in by_page for text in _numeral_texts(read)]
    return [
        *align(numbered, with_pages(page.printed, pages), "page"),
        *_other_words(found, words),
        *_running(pdf, page),
    ]


def headings(page: Html) -> list[str]:
    """The anchors of the headings, in order, of which each has a bookmark."""
    return HEADING.findall(page.text)


def numeral_heads(page: Html) -> list[tuple[int, list[str]]]:
    """The heads of tables that hold numerals: before which numeral of the page each begins, and its numerals."""
    words, heads = _expected(page.seen(dict.fromkeys(headings(page), 1)))
    found, last, before = [], 0, 0
    for start, head in heads:
        before, last = before + len(_numeral_texts(words[last:start])), start
        if told := _numeral_texts(head):
            found.append((before, told))
    return found


def numbered(pdf: Pdf, wanted: Sequence[str], heads: Heads, printed: Sequence[Printed]) -> list[Numeral]:
    """The numerals of a PDF's pages with their pages, without those of heads that a table repeats."""
    found = _found(pdf, wanted, heads, printed, lambda word: _numeral_texts([word]))
    return [Numeral(text, number) for text, number in found]


def _numeral_texts(words: Iterable[str]) -> list[str]:
    return [numeral.text for numeral in numerals(" ".join(words))]


def _expected(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The words of a visible text, and the heads of its tables: where each begins, and its words."""
    words: list[str] = []
    heads: list[tuple[int, list[str]]] = []
    for index, part in enumerate(re.split(f"[{HEAD_BEGINS}{HEAD_ENDS}]", text)):
        if index % 2:
            heads.append((len(words), part.split()))
        words += part.split()
    return words, heads


def _found(
    pdf: Pdf, words: Sequence[str], heads: Heads, printed: Sequence[Printed], parts: Callable[[str], list[str]]
) -> list[tuple[str, int]]:
    """The PDF's words, or `parts` of each, with their pages; without the heads that a table repeats further on."""
    found: list[tuple[str, int]] = []
    names = _long_names(printed)
    beginnings = {name[:size] for name in names for size in range(1, len(name) + 1)}
    for number, one in enumerate(_across([page.body for page in pdf.pages], names), 1):
        body = [part for word in _rejoined(one, names, beginnings) for part in parts(word)]
        last = next((list(head) for start, head in reversed(heads) if start < len(found)), [])
        begins = body[: len(last)]
        if begins == last and list(words[len(found) : len(found) + len(last)]) != last:
            body = body[len(last) :]
        found += [(word, number) for word in body]
    return found


def _long_names(printed: Sequence[Printed]) -> frozenset[str]:
    """The words of names that may be broken over lines; a figure's text is none."""
    words = (word for one in printed if one.kind == "name" for word in one.text.split())
    return frozenset(word.strip(PUNCTUATION) for word in words if len(word) > LONGEST_UNBROKEN)


def _across(bodies: Sequence[Sequence[str]], names: frozenset[str]) -> list[list[str]]:
    """The words of each page; a name that was broken at the end of one is put together again there."""
    pages = [list(body) for body in bodies]
    for before, after in pairwise(pages if names else []):
        for last, first in product(range(1, MOST_LINES), repeat=2):
            name = "".join([*before[-last:], *after[:first]])
            if name.strip(PUNCTUATION) in names and before and after:
                before[-last:], after[:first] = [name], []
                break
    return pages


def _rejoined(body: Sequence[str], names: frozenset[str], beginnings: Collection[str]) -> list[str]:
    """A page's words, with a name that was broken over lines put together again; `beginnings` are those of names."""
    result: list[str] = []
    index = 0
    while index < len(body):
        length = 1
        if body[index].lstrip(PUNCTUATION) in beginnings:
            lengths = range(2, min(len(body) - index, MOST_LINES) + 1)
            joined = ("".join(body[index : index + length]) for length in lengths)
            length = next((at for at, word in zip(lengths, joined, strict=True) if word.strip(PUNCTUATION) in names), 1)
        result.append("".join(body[index : index + length]))
        index += length
    return result


def with_pages(printed: Sequence[Printed], pages: Mapping[str, int]) -> list[Printed]:
    """The record in print: the contents name the page of each heading; a heading that is not there has none."""
    return [
        Printed("position", f"page of {one.name}", str(pages.get(one.name, ""))) if one.kind == "page" else one
        for one in printed
    ]


def _other_words(found: Sequence[tuple[str, int]], words: Sequence[str]) -> Iterator[Finding]:
    read = [word for word, _ in found]
    if read == words:
        return
    matcher = SequenceMatcher(None, words, read, autojunk=False)
    for _, a, b, c, d in (code for code in matcher.get_opcodes() if code[0] != "equal"):
        if _told_by_numerals([w for w, _ in found[c:d]], words[a:b]):
            continue
        number = found[min(c, len(found) - 1)][1] if found else 0
        yield Finding(
            f"page {number}",
            f"reads {' '.join(w for w, _ in found[c:d])!r} where the HTML has {' '.join(words[a:b])!r}",
        )


def _foot(page: Html) -> str:
    """What stands at the foot of every page beside its number."""
    return " ".join(" ".join(unescape(part) for part in FOOT_TEXT.findall(page.text)).split())


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
