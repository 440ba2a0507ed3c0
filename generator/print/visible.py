"""What a reader sees of an HTML page: its words in reading order.

In: HTML. Out: its text, block by block, with marks where the heads of tables begin and end.
"""

from html.parser import HTMLParser

HEAD_BEGINS, HEAD_ENDS = "\ue003", "\ue004"
"""Private characters around the head of a table."""

INLINE = {"span", "strong", "em", "a", "code", "button", "tspan"}
ALONE = {"meta", "col", "br", "img"}
"""Elements that have no end."""
UNSEEN = {"title", "desc", "style", "script", "running-foot"}
"""Elements, and a class, whose text is not part of the page."""


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
