"""The closed world of the print and of the screen: a page holds what was printed, and a PDF's text is its page's.

In: the HTML with its record, the bytes of the PDF printed from it or the finished `Screen`, and the sheet. Out:
findings. What the printer itself adds (the foot, page x of y) is recomputed from the finished PDF. On the screen each
figure opens its own derivation, word for word, down to the steps that it leads to.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from html import unescape
from itertools import accumulate, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.document.audit import Finding, align, untrue
from generator.document.marks import Printed
from generator.figures.figure import Sheet
from generator.numerals import Numeral, numerals
from generator.print.html import HEAD_BEGINS, HEAD_ENDS, Html, visible
from generator.print.tree import LONGEST_UNBROKEN
from generator.units import counted

if TYPE_CHECKING:  # a print needs nothing of it
    from generator.print.screen import Screen

POINTS_PER_MM = 72 / 25.4
FOOT = 17 * POINTS_PER_MM
"""The height of the foot: a little less than the margin of the style sheet."""
FOOT_TEXT = re.compile(r'<p class="running-foot">(.*?)</p>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
Heads: TypeAlias = Sequence[tuple[int, str]]
HEADING = re.compile(r'<h[1-6] id="([^"]+)">')
MAY_END = ("-", "–", "—", "/")
"""What a line may end with, within a word."""
BELOW = '<div class="derivations">'
OPENS = re.compile(r'<(button|a)\b[^>]*?(?:popovertarget="|href="#)([^"]+)" class="figure"[^>]*>(.*?)</\1>')
DERIVATION = re.compile(r'<div popover id="([^"]+)"[^>]*>(.*?)</div>', re.DOTALL)
STEP = re.compile(r'<li><button popovertarget="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """The words of a printed page: its body, its foot; `whole` where there are no others."""

    body: tuple[str, ...]
    foot: str
    whole: bool


@dataclass(frozen=True)
class Pdf:
    """The text of a PDF, and how many bookmarks it has."""

    pages: tuple[Page, ...]
    bookmarks: int


def read_pdf(data: bytes) -> Pdf:
    """The text and the bookmarks of a PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        return Pdf(tuple(map(_page, pdf)), sum(1 for _ in pdf.get_toc()))


def pictures(data: bytes) -> Iterator[bytes]:
    """What each page looks like, a pixel to a point."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        yield from (bytes(page.render().buffer) for page in pdf)


def _page(page: Any) -> Page:
    """The foot is read by where it stands; it comes last in the page's text, and the body before it."""
    text = page.get_textpage()
    foot = _words(text.get_text_bounded(bottom=0, top=FOOT))
    body, last = _parted(_words(text.get_text_range()), len("".join(foot)))
    return Page(body, " ".join(foot), last == "".join(foot))


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
    found = " ".join(unescape(TAG.sub("", " ".join(FOOT_TEXT.findall(page.text)))).split())
    wrong = [Finding("running foot", f"is {found!r}, not {page.foot!r}")] if found != page.foot else []
    return [*wrong, *audit_words(page, sheet)]


def audit_words(page: Html, sheet: Sheet) -> list[Finding]:
    """What is untrue in the words of a page and in the alternative texts of its charts."""
    wrong: list[Finding] = []
    for number, (text, printed) in enumerate(page.alternatives, 1):
        where = f"alternative text {number}, line"
        wrong += [*untrue(printed, sheet), *align(numerals(unescape(text)), printed, where)]
    return [*wrong, *untrue(page.printed, sheet), *align(numerals(page.seen), page.printed, "HTML line")]


def audit_pdf(data: bytes, page: Html) -> list[Finding]:
    """What the PDF and the HTML do not share: numerals, words, and the foot."""
    import pypdfium2

    try:
        return audit_text(read_pdf(data), page)
    except pypdfium2.PdfiumError as error:
        return [Finding("the whole file", f"cannot be read: {error}")]


def audit_text(pdf: Pdf, page: Html) -> list[Finding]:
    """The same of a PDF that was read before.

    Its characters are those of the page in their order; lines part words where they like, but never a figure.
    """
    headings = len(HEADING.findall(page.text))
    if headings != pdf.bookmarks:
        return [Finding("bookmarks", f"{pdf.bookmarks} for {counted(str(headings), 'headings')}")]
    words, heads = _expected(page.seen)
    found = _found(pdf, "".join(words), heads)
    if "".join(word for word, _ in found) == "".join(words):
        return [*_parts(found, words), *_running(pdf, page)]
    return [*_unlike(found, words, page.printed), *_running(pdf, page)]


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
    """Where words that read the same are parted otherwise: a line may end behind a hyphen, or in a very long word."""
    ends = [*accumulate(map(len, words))]
    read = dict(zip(accumulate(len(word) for word, _ in found), found, strict=True))
    for at in sorted(read.keys() ^ {*ends}):
        word = words[bisect_right(ends, at - 1)]
        if at not in read:
            number = next(read[end][1] for end in read if end > at)
            yield Finding(f"page {number}", f"{word!r} is joined to the word behind it")
        elif len(word) <= LONGEST_UNBROKEN and not _may_be_parted(word, at - ends[bisect_right(ends, at)] + len(word)):
            yield Finding(f"page {read[at][1]}", f"{word!r} is broken into two words")


def _may_be_parted(word: str, at: int) -> bool:
    """Behind a hyphen, or between two signs such as "](" and "$$"."""
    signs = not (word[at - 1].isalnum() or word[at].isalnum())
    return (signs or word[:at].endswith(MAY_END)) and not numerals(word)


def _unlike(found: Sequence[tuple[str, int]], words: Sequence[str], printed: Sequence[Printed]) -> Iterator[Finding]:
    """Of a PDF and its page, the numerals in order, then the other words."""
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


def _told_by_numerals(read: Sequence[str], words: Sequence[str]) -> bool:
    """Whether two runs of words differ in their numerals alone, which the alignment of numerals has told."""
    plain = [[word for word in run if not numerals(word)] for run in (read, words)]
    return plain[0] == plain[1] and _numeral_texts(read) != _numeral_texts(words)


def _running(pdf: Pdf, page: Html) -> Iterator[Finding]:
    """The foot with page x of y, and no word outside of it and the body."""
    for number, one in enumerate(pdf.pages, 1):
        foot = f"{page.foot} page {number} of {len(pdf.pages)}".strip()
        if one.foot != foot:
            yield Finding(f"page {number}", f"its foot is {one.foot!r}, not {foot!r}")
        if not one.whole:
            yield Finding(f"page {number}", "has words outside its body and its foot")


def audit_screen(screen: "Screen", sheet: Sheet) -> list[Finding]:
    """What is untrue in the page for the screen."""
    page, _, below = screen.text.partition(BELOW)
    return [
        *audit_words(replace(screen.page, text=page), sheet),
        *_openings(page, screen),
        *_derivations(dict(DERIVATION.findall(below)), screen),
    ]


def _openings(page: str, screen: "Screen") -> Iterator[Finding]:
    """Each figure in its place opens the derivation of the figure that it is."""
    found = [(id_, visible(text).strip()) for _, id_, text in OPENS.findall(page)]
    belong = [(screen.derivations[one.name].id, one.text) for one in screen.opening]
    if len(found) != len(belong):
        yield Finding("figures", f"{len(found)} open a derivation where {len(belong)} are shown")
    for number, (one, other) in enumerate(zip(found, belong, strict=False), 1):
        if one != other:
            yield Finding(f"figure {number}", f"{one[1]} opens {one[0]} where {other[1]} opens {other[0]}")


def _derivations(found: dict[str, str], screen: "Screen") -> Iterator[Finding]:
    """Each derivation says what its figure says of itself, and leads on to what that rests on."""
    belong = {one.id: one for one in screen.derivations.values()}
    for id_ in found.keys() ^ belong.keys():
        yield Finding(f"derivation {id_}", "is missing" if id_ in belong else "belongs to no figure")
    for id_ in found.keys() & belong.keys():
        text, one = found[id_], belong[id_]
        said, belongs = (" ".join(words.split()) for words in (visible(text), " ".join(one.texts())))
        if said != belongs:
            yield Finding(f"derivation of {one.name}", f"says {said!r}, not {belongs!r}")
        leads, steps = STEP.findall(text), [step.id for step in one.steps]
        if leads != steps:
            yield Finding(f"derivation of {one.name}", f"leads to {leads}, not {steps}")
