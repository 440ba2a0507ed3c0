"""What a reader is told beside the pages, against what today's print says there.

In: the metadata, bookmarks and alternative texts of a PDF that anyone may have made, and the page. Out: what differs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from html import unescape
from itertools import zip_longest

from generator.document.audit import Finding
from generator.print.html import Html
from generator.print.untrusted import Aside
from generator.print.visible import visible

HEADINGS = re.compile(r"<h[1-6] id=.*?</h[1-6]>", re.DOTALL)
NO_KEYWORDS, NO_CREATOR, PDF_UA = "", "", "1"
"""What the metadata of a print say beside what its page says."""
LONGEST_TEXT = 120


def unlike_aside(aside: Aside, page: Html) -> Iterator[Finding]:
    """Where metadata, bookmarks and alternative texts are not those of today's print, in order and in number."""
    stands = {"metadata": aside.metadata, "bookmarks": aside.bookmarks, "alternative texts": aside.tags}
    for (group, told), belongs in zip(stands.items(), _aside_of(page), strict=True):
        pairs = _paired([(where, " ".join(text.split())) for where, text in told], belongs)
        for (where, text), right in ((one or (group, None), right) for one, right in pairs):
            if text != right:
                yield Finding(where, f"{_quoted(text)} stands where {_quoted(right)} belongs")


def _paired(
    told: Sequence[tuple[str, str]], belongs: Sequence[str]
) -> Iterator[tuple[tuple[str, str] | None, str | None]]:
    """Each text with what belongs there; where there are more or fewer, those that are alike belong together."""
    if len(told) == len(belongs):
        yield from zip(told, belongs, strict=True)
        return
    matcher = SequenceMatcher(None, [text for _, text in told], belongs, autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        yield from zip_longest(told[a:b], belongs[c:d])


def _quoted(text: str | None) -> str:
    return "nothing" if text is None else repr(text[:LONGEST_TEXT])


def _aside_of(page: Html) -> Iterator[list[str]]:
    """What the metadata, the bookmarks and the alternative texts of a page's print say."""
    title = re.findall(r"<title>(.*?)</title>", page.text, re.DOTALL)[0]
    meta = dict(re.findall(r'<meta name="([^"]*)" content="([^"]*)">', page.text))
    said = (title, meta["author"], meta["description"])
    dated = (meta["dcterms.created"], meta["dcterms.modified"])
    yield _plain([*said, NO_KEYWORDS, NO_CREATOR, PDF_UA, *said, *dated])
    yield _plain([visible(heading) for heading in HEADINGS.findall(page.text)])
    yield _plain([text for text, _ in page.alternatives])


def _plain(texts: Iterable[str]) -> list[str]:
    return [" ".join(unescape(text).split()) for text in texts]
