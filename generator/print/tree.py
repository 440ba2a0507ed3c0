"""The shape of a page: what python-markdown read becomes figures, captions, notes, heads of tables, and columns.

In: the tree of the Markdown, its texts with their marks, and the charts that it shows. Out: the same tree, put right in
place. Whoever reads the Markdown on GitHub sees plain Markdown: the page takes its shape from what stands where.

- A line of emphasised words above a table or a chart is its caption; one below, its note.
- Paragraphs that begin with a bold sentence are set in two columns, three or more in a row.
- A row that begins in bold is the table's total; a bold cell in any other row tells what is in the way.
- A list right below the title names the parties: they stand above it.
- What leads to the PDF is for readers of the Markdown alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, fromstring

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from generator.document.charts import PLATE
from generator.document.marks import plain

MARKUP = re.compile(r"[\\`*_\[<&]|  \n")
"""What Markdown's patterns within a line begin with."""

BEFORE_INLINE, AFTER_CONTENTS = 21, 4
"""Where a step stands in the converter's list; the patterns within a line stand at 20, the headings' ids at 5."""
LONGEST_UNBROKEN = 30
"""A word of so many characters is not broken."""
LONGEST_LINE, LONGEST_NAMED, LONGEST_OF_MANY = 24, 40, 16
"""A cell of so many characters, such as a day, stays on one line; what names a row; and either in many columns."""

CLOSE, WIDE, DENSE = 6, 7, 10
"""So many columns a table has whose cells may break; whose cells stand closer; which is set in smaller type too."""

LONGEST_WHOLE, MOST_WHOLE = 12, 1200
"""A table of so many rows, and of so many characters, is not divided by pages."""

FEWEST_IN_COLUMNS = 3
"""So many paragraphs that begin with a bold sentence are set in columns."""

APPENDIX = "Appendix"
"""How the headings begin whose tables are set smaller."""

Shape = Callable[[Element], None]


class Page(Extension):
    """The converter's extension: the steps of this module, and `then`, what a page does with the tree at last."""

    def __init__(self, charts: Mapping[str, str], then: Shape | None = None) -> None:
        super().__init__()
        self._charts, self._then = charts, then

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # as the library calls it
        """Puts the steps into the converter's list."""
        md.treeprocessors.register(_Step(_leave_plain), "plain", BEFORE_INLINE)
        md.treeprocessors.register(_Step(self._shape), "shape", AFTER_CONTENTS)

    def _shape(self, root: Element) -> None:
        shape(root, self._charts)
        if self._then is not None:
            self._then(root)


class _Step(Treeprocessor):
    def __init__(self, does: Shape) -> None:
        super().__init__()
        self.run = does  # type: ignore[assignment]


def _leave_plain(root: Element) -> None:
    """Texts in which nothing is marked, such as most cells, are passed over: no pattern need be tried on them."""
    for element in root.iter():
        if element.text and not MARKUP.search(element.text):
            element.text = AtomicString(element.text)


def shape(root: Element, charts: Mapping[str, str]) -> None:
    """Shapes the tree of a document."""
    for item in root.iter("li"):
        if _only(item, "p"):  # a blank line beside an item makes it a paragraph
            item.text, item[:] = item[0].text, list(item[0])
    for parent in [root, *root.iter("ul")]:
        for one in [one for one in parent if one.tag in ("p", "li") and _leads_to_print(one)]:
            parent.remove(one)
    for quote in root.iter("blockquote"):
        quote[:] = _captioned(quote, charts)
    root[:] = _in_columns(_captioned(_with_parties(root), charts))
    small = False
    for block in root:
        small = text(block).startswith(APPENDIX) if block.tag == "h2" else small
        for table in block.iter("table"):
            _table(table, small)


def text(element: Element) -> str:
    """The words of an element, without marks."""
    return plain("".join(element.itertext())).strip()


def _leads_to_print(block: Element) -> bool:
    links = [plain(link.get("href", "")) for link in block.iter("a")]
    return any(link.endswith(".pdf") and "//" not in link for link in links)


def _with_parties(root: Element) -> Iterator[Element]:
    """The blocks, in which a list that stands right below the title and names who writes to whom stands above it."""
    title, *rest = root
    told = title.tag == "h1" and rest and rest[0].tag == "ul"
    if not told or not all(len(one) and one[0].tag == "strong" and not (one.text or "").strip() for one in rest[0]):
        yield from root
        return
    parties = Element("div", {"class": "parties"})
    half = (len(rest[0]) + 1) // 2
    for items in (rest[0][:half], rest[0][half:]):
        column = Element("dl")
        for item in items:
            item.tag, label = "dd", item[0]
            item.remove(label)
            item.text, label.tail, label.tag = (label.tail or "").strip(), None, "dt"
            column.extend((label, item))
        parties.append(column)
    yield from (parties, title, *rest[1:])


def _captioned(blocks: Iterable[Element], charts: Mapping[str, str]) -> Iterator[Element]:
    """The blocks, in which charts are drawn, and what is said of a table or a chart belongs to it."""
    shown = [_figure(one, charts) for one in blocks]
    said: Element | None = None
    before: Element | None = None
    for one, following in zip(shown, [*shown[1:], None], strict=True):
        if _holds_only(one, "em") and following is not None and following.tag in ("table", "figure"):
            said = one[0]
            continue
        if said is not None:
            said.tag = "caption" if one.tag == "table" else "figcaption"
            one.insert(0, said)
            said = None
        elif _holds_only(one, "em") and before is not None and before.tag in ("table", "figure"):
            one.set("class", "note")
        before = one
        yield one


def _figure(block: Element, charts: Mapping[str, str]) -> Element:
    """The figure of a chart, where a block is its picture and nothing else."""
    name = PurePosixPath(plain(block[0].get("src", ""))).stem if _holds_only(block, "img") else ""
    if name not in charts:
        return block
    figure = Element("figure")
    figure.append(drawing(charts[name]))
    return figure


def drawing(chart: str) -> Element:
    """A chart as a page draws it, which has colours of its own: without style, plate, and the space around it."""
    found = fromstring(chart.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1))
    for one in found.findall("style"):
        found.remove(one)
    for one in found.iter():
        # The converter writes what looks like an entity as it stands, and these are the letters of a text.
        one.text = (one.text or "").replace("&", "&amp;")
    plate = found.find("rect[@class='plate']")
    if plate is not None:
        found.remove(plate)
        _, _, width, height = map(float, found.get("viewBox", "").split())
        found.set("viewBox", f"0 0 {width - 2 * PLATE:g} {height - 2 * PLATE:g}")
    return found


def _holds_only(block: Element, tag: str) -> bool:
    return block.tag == "p" and _only(block, tag)


def _only(element: Element, tag: str) -> bool:
    """Whether all that an element holds is one other."""
    return [one.tag for one in element] == [tag] and not f"{element.text or ''}{element[0].tail or ''}".strip()


def _in_columns(blocks: Iterable[Element]) -> Iterator[Element]:
    """The blocks, in which paragraphs that begin in bold stand in columns; one that is all bold heads what follows."""
    for begins, group in groupby(blocks, _begins_in_bold):
        found = list(group)
        for one in found:
            _add(one, "lead" if one.tag == "p" and _is_bold(one) else "")
        if not begins or len(found) < FEWEST_IN_COLUMNS:
            yield from found
            continue
        columns = Element("div", {"class": "columns"})
        columns.extend(found)
        yield columns


def _begins_in_bold(block: Element) -> bool:
    """Whether a paragraph begins with a sentence in bold, and goes on after it."""
    if block.tag != "p" or (block.text or "").strip() or not len(block) or block[0].tag != "strong":
        return False
    return text(block[0]).endswith((".", "?", "!", ":")) and bool((block[0].tail or "").strip())


def _table(table: Element, small: bool) -> None:
    """Cells say what they head, their alignment is a class, and rows, columns and tables what they are."""
    head, *rows = table.iter("tr")
    answers = [not any(text(row[at]) for row in rows) for at in range(len(head))]
    wide = len(head) >= WIDE
    lines = (LONGEST_OF_MANY, LONGEST_OF_MANY) if len(head) >= CLOSE else (LONGEST_LINE, LONGEST_NAMED)
    dense = len(head) >= DENSE
    crowded = dense and any(_has_long_word(text(cell)) for row in (head, *rows) for cell in row)
    kinds = {"pairs": len(head) == 2, "wide": wide, "dense": dense, "crowded": crowded, "small": small}
    kinds |= {"asks": any(answers), "divided": len(rows) > LONGEST_WHOLE or len(text(table)) > MOST_WHOLE}
    _add(table, *(kind for kind, holds in kinds.items() if holds))
    for row in (head, *rows):
        total = row is not head and _is_bold(row[0])
        _add(row, "total" if total else "")
        for cell, answer in zip(row, answers, strict=True):
            right = "right" in cell.attrib.pop("style", "")
            names = _kinds(cell, total, lines[cell is row[0]]) if row is not head else ()
            _add(cell, "right" if right else "", "answer" if answer else "", *names)
    for cell in head:
        cell.set("scope", "col")
    for row in rows:
        row[0].tag = "th"
        row[0].set("scope", "row")


def _kinds(cell: Element, total: bool, line: int) -> Iterator[str]:
    """What a cell below the head is: one line, a name that may be broken, or what is in the way."""
    words = text(cell)
    if _has_long_word(words):
        yield "long"
    elif len(words) <= line:
        yield "n"
    if _is_bold(cell) and not total:
        yield "blocks"


def _has_long_word(words: str) -> bool:
    return any(len(word) > LONGEST_UNBROKEN for word in words.split())


def _is_bold(cell: Element) -> bool:
    return _only(cell, "strong")


def _add(element: Element, *names: str) -> None:
    """Adds classes to those of an element."""
    found = [one for one in (element.get("class"), *names) if one]
    if found:
        element.set("class", " ".join(found))
