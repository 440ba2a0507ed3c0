"""What a reader sees of an HTML page: its words in reading order.

In: HTML. Out: its text, block by block, with marks where the heads of tables begin and end and after each link, so that
a page is read once, before it is known on which page of the print a link leads to.
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

HEAD_BEGINS, HEAD_ENDS = "\ue003", "\ue004"
LINK_BEGINS, LINK_ENDS = "\ue005", "\ue006"
"""Private characters around the head of a table, and around the anchor that a link led to."""

LINK = re.compile(f"{LINK_BEGINS}([^{LINK_ENDS}]*){LINK_ENDS}")
INLINE = {"span", "strong", "em", "a", "code", "button"}
UNSEEN = {"title", "desc", "style", "script", "running-foot"}


class _Reader(HTMLParser):
    """Collects the text of a page; either its running head or everything else."""

    def __init__(self, head: bool) -> None:
        super().__init__()
        self.head = head
        self.parts: list[str] = []
        self.within: list[str] = []
        self.anchor = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchor = (values.get("href") or "").removeprefix("#") if tag == "a" else self.anchor
        if tag not in ("meta", "col"):
            self.within.append(values.get("class") or tag)
        self.parts += [] if tag in INLINE else [HEAD_BEGINS if tag == "thead" and not self.head else "\n"]

    def handle_endtag(self, tag: str) -> None:
        self.within.pop()
        if tag == "a":
            self.parts.append(f"{LINK_BEGINS}{self.anchor}{LINK_ENDS}")
        self.parts += [] if tag in INLINE else [HEAD_ENDS if tag == "thead" and not self.head else "\n"]

    def handle_data(self, data: str) -> None:
        if not UNSEEN & {*self.within} and ("running-head" in self.within) == self.head:
            self.parts.append(data)


def seen(page: str, head: bool = False) -> str:
    """The words of an HTML page, without its running head or that alone, with the marks."""
    reader = _Reader(head)
    reader.feed(page)
    return "".join(reader.parts)


def numbered(text: str, pages: Mapping[str, int]) -> str:
    """What was seen, with the page of each anchor of `pages` after the links that lead there."""
    return LINK.sub(lambda link: f" {pages[link[1]]}" if link[1] in pages else "", text)


def visible(page: str, pages: Mapping[str, int] | None = None, head: bool = False) -> str:
    """The words of an HTML page, without its running head or that alone, with the pages that the contents show."""
    return numbered(seen(page, head), pages or {})
