"""The tag tree of the print, finished: head cells have a scope, a table that pages divide is one, a link is one.

In: the PDF as WeasyPrint is about to write it, with its tags. Out: nothing; the tags are put right in place. WeasyPrint
writes no scope; it makes a table of its own of what stands on each page, with the repeated head and its ids again; and
it makes links of the elements within a link, which then are tagged as none.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Element: TypeAlias = Any
"""A structure element: a dictionary of pydyf, WeasyPrint's writer, with its role S, kids K, parent P and page Pg."""

Elements: TypeAlias = Mapping[bytes, Element]

TEXTS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/P", "/Caption")


def finish(document: Any, pdf: Any) -> None:
    """Puts the tags of a PDF right; `write_pdf` calls it as its finisher."""
    structure = [one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == "/StructElem"]
    elements: Elements = {one.reference: one for one in structure}  # type: ignore[attr-defined]  # pydyf's, with a name
    for cell in elements.values():
        if cell["S"] == "/TH":
            in_head = elements[elements[cell["P"]]["P"]]["S"] == "/THead"
            cell["A"]["Scope"] = "/Column" if in_head else "/Row"
    for one in elements.values():
        # What stands in a block of its own within a heading or a paragraph is tagged like what it stands in.
        if one["S"] in TEXTS and elements.get(one["P"], {}).get("S") == one["S"]:
            one["S"] = "/Span"
    for link in [one for one in elements.values() if one["S"] == "/Link"]:
        for within in list(_below(link, elements))[1:]:
            _unlink(within, pdf)
    first: dict[object, Element] = {}
    tables = [one for one in elements.values() if one["S"] == "/Table"]
    boxes = (box for page in document.pages for box in page._page_box.descendants() if box.is_table_wrapper)
    for box, table in zip(boxes, tables, strict=True):
        # A table that pages divide is laid out as several, of the same element of the HTML.
        if first.setdefault(box.element, table) is not table:
            _append(first[box.element], table, elements, pdf)


def _kids(element: Element, elements: Elements) -> list[Element]:
    return [elements[kid] for kid in element["K"] if kid in elements]


def _below(element: Element, elements: Elements) -> Iterator[Element]:
    yield element
    for kid in _kids(element, elements):
        yield from _below(kid, elements)


def _heads(element: Element, elements: Elements) -> Iterator[Element]:
    return (one for one in _below(element, elements) if one["S"] == "/TH")


def _at(name: str) -> str:
    """The row and the column in the id of a head cell: 12-0-3 is that of table 12, row 0, column 3."""
    return name.partition("-")[2]


def _unlink(element: Element, pdf: Any) -> None:
    """Takes the link of its own from an element that stands within a link; the link around it covers its place."""
    for reference in [kid for kid in element["K"] if isinstance(kid, bytes)]:
        kid = _object(pdf, reference)
        if kid.get("Type") == "/OBJR":
            element["K"].remove(reference)
            _object(pdf, kid["Pg"])["Annots"].remove(kid["Obj"])
            _object(pdf, kid["Obj"]).clear()
            kid.clear()


def _append(table: Element, rest: Element, elements: Elements, pdf: Any) -> None:
    """Moves the rows of `rest`, a table's part on a further page, to the end of `table`; the repeated head goes."""
    groups = {one["S"]: one for one in _kids(table, elements)}
    kept = {_at(one["ID"].string): one["ID"] for one in _heads(table, elements)}
    gone: set[str] = set()
    for group in _kids(rest, elements):
        own = groups.get(group["S"])
        if own is None:
            group["P"] = table.reference
            table["K"].append(group.reference)
        elif group["S"] == "/THead":
            gone |= {one["ID"].string for one in _heads(group, elements)}
            _as_artifact(group, elements, pdf)
        else:
            for row in _kids(group, elements):
                row["P"] = own.reference
                for cell in _kids(row, elements):
                    names = cell.get("A", {}).get("Headers", [])  # an empty cell may have none
                    names[:] = [kept[_at(name.string)] if name.string in gone else name for name in names]
            own["K"] += group["K"]
            group.clear()
    elements[rest["P"]]["K"].remove(rest.reference)
    rest.clear()


def _as_artifact(element: Element, elements: Elements, pdf: Any) -> None:
    """Takes what is printed for an element out of the tag tree: a reader of the tags does not meet it again."""
    for one in list(_below(element, elements)):
        pages = pdf.pages["Kids"][::3]
        at = next(index for index, number in enumerate(pages) if one["Pg"] == f"{number} 0 R".encode())
        stream = _object(pdf, pdf.objects[pages[at]]["Contents"]).stream
        numbers = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"][2 * at + 1]
        for kid in one["K"]:
            if isinstance(kid, int):
                place = next(
                    index for index, part in enumerate(stream) if isinstance(part, dict) and part.get("MCID") == kid
                )
                stream[place - 1 : place + 2] = ["/Artifact", b"BMC"]
                numbers[kid] = "null"
        # Emptied and not marked as free: pydyf counts a free object among those that it writes together.
        one.clear()


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
