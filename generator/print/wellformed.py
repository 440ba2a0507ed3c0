"""HTML that is XML too is read as XML, to the same tree and in a hundredth of the time.

In: what reads HTML, and the HTML. Out: its tree. What HTML reads otherwise than XML does, such as an element that
stands where HTML has no place for it, is left to what reads HTML.
"""

from collections.abc import Callable
from io import StringIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

SVG = "{http://www.w3.org/2000/svg}"
EMPTY = frozenset(("br", "meta"))
WORDS = frozenset(("a", "br", "code", "em", "span", "strong"))
BLOCKS = frozenset(("blockquote", "div", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "table", "ul"))
FLOW = WORDS | BLOCKS | {"main", f"{SVG}svg"}
DRAWN = frozenset(f"{SVG}{name}" for name in ("circle", "g", "line", "path", "rect", "text", "tspan"))
APART = {
    "html": {"head", "body"}, "head": {"title", "meta"}, "dl": {"dt", "dd"}, "ol": {"li"}, "ul": {"li"},
    "table": {"caption", "thead", "tbody"}, "thead": {"tr"}, "tbody": {"tr"}, "tr": {"th", "td"},
}  # fmt: skip
"""Elements in which there are no words, and what may stand in them."""
WITHIN = {
    **APART,
    **dict.fromkeys(("body", "blockquote", "dd", "div", "li", "main", "td", "th"), FLOW),
    **dict.fromkeys(("caption", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "p"), WORDS),
    **dict.fromkeys(WORDS - EMPTY, WORDS), **dict.fromkeys(DRAWN, DRAWN),
    "figure": FLOW | {"figcaption"}, f"{SVG}svg": DRAWN | {f"{SVG}title", f"{SVG}desc"},
}  # fmt: skip
"""What may stand within each element, where HTML keeps it; within others there are only words."""


def parse(anew: Callable[..., Any], file: StringIO, **named: Any) -> Any:
    """The tree of HTML."""
    text = file.read()
    try:
        # HTML knows where a drawing stands, and XML is told.
        root = fromstring(text.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" '))
    except ParseError:
        root = Element("")
    every = [*root.iter()]
    # HTML lets nothing else end where it begins, no link stand in another, and keeps remarks.
    ends = text.count("/>") == sum(one.tag in EMPTY for one in every) and "<!--" not in text
    links = all(one is link for link in root.iter("a") for one in link.iter("a"))
    alike = root.tag == "html" and ends and links and all(map(_alike, every))
    return root if alike else anew(StringIO(text), **named)


def _alike(one: Element) -> bool:
    """Whether HTML, too, leaves what an element holds in it, and its attributes as they are written."""
    words = "".join([one.text or "", *(each.tail or "" for each in one)]).strip() if one.tag in APART else ""
    written = one.tag.startswith(SVG) or all(map(str.islower, one.attrib))
    return written and not words and {each.tag for each in one} <= WITHIN.get(one.tag, frozenset())
