"""The files of a proposal: which are to be written, and whether they may be.

In: a product, the folder of its inputs, and the folder to write to. Out: the bytes of each file by name, audited; a
print that is current is not made again. Nothing is written here. The order is that in which they become new: what says
whether others are current, the record and the PDF, comes after them.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from generator.document.audit import Finding
from generator.document.record import HAND_EDIT, from_text
from generator.errors import FOUND, Fault, Place, ProposalError
from generator.print.product import Product
from generator.reading import MOST_RECORD, read_text
from generator.review.reconcile import LEDGER, reconciliation
from generator.writing import locked

if TYPE_CHECKING:  # the Markdown alone needs nothing of the page
    from generator.print.press import Press, Printing


def own_files(name: str) -> re.Pattern[str]:
    """The paths of all files that a build of a proposal may write."""
    return re.compile(
        rf"{re.escape(name)}(?:\.(?:md|figures\.json|reconciliation\.md|pdf|png|html)|/[a-z][a-z0-9-]*\.svg)"
    )


def files_of(
    product: Product, folder: Path, target: Path, only: str | None, force: bool, press: "Press | None" = None
) -> dict[str, bytes]:
    """The files by their path in `target`; `only` md, pdf or html; html is made only when it is asked for.

    `force` overwrites a hand edit and prints in any case. A press prints while the texts are made and audited.

    Raises ProposalError where a numeral is not traced, or where a hand edit would be lost.
    """
    printing = _begun(product, target, force, press) if only in (None, "pdf") else None
    # The page of a print that is current was audited when it was printed.
    _refuse(product.untraced(page=printing is not None), product.document.name)
    if only == "html":
        return _screen(product)
    files = {} if only == "pdf" else _texts(product, folder, target, force)
    return files | _print(product, printing) if printing else files


def _texts(product: Product, folder: Path, target: Path, force: bool) -> dict[str, bytes]:
    name = product.document.name
    document, record = target / f"{name}.md", target / f"{name}.figures.json"
    if not force and document.is_file():
        with locked(target):
            text = read_text(document, MOST_RECORD)
            committed = read_text(record, MOST_RECORD) if record.is_file() else None
        if text != product.document.text and (committed is None or not from_text(committed, str(record)).wrote(text)):
            hand = "has no record beside it, and may be edited by hand" if committed is None else "was edited by hand"
            raise ProposalError([Fault(Place(str(document)), f"{hand}; it would be lost", HAND_EDIT)], FOUND)
    files = dict(product.document.pictures())
    if (folder / LEDGER).is_file():
        text, _ = reconciliation(product.sheet, folder / LEDGER, product.document.templates)
        files[f"{name}.reconciliation.md"] = text
    files |= {document.name: product.document.text, record.name: product.record}
    return {name: text.encode() for name, text in files.items()}


def _begun(product: Product, target: Path, force: bool, press: "Press | None") -> "Printing | None":
    """The print, begun; none where the one that is there is current."""
    from generator.print import pdf

    file, picture = (target / f"{product.document.name}.{kind}" for kind in ("pdf", "png"))
    current = file.is_file() and picture.is_file() and pdf.printed_from(file.read_bytes())
    if not force and current == pdf.print_digest(product.page, product.paper, product.attached):
        return None
    from generator.print.press import here

    return (press or here)(product.page, product.paper, product.attached)


def _print(product: Product, printing: "Printing") -> dict[str, bytes]:
    from generator.print import audit as audit_pdf
    from generator.print import pdf

    name = product.document.name
    pdf.check_glyphs(product.proposal, product.document.marked)
    data = printing()
    _refuse(audit_pdf.audit_pdf(data, product.page), f"{name}.pdf")
    return {f"{name}.png": audit_pdf.first_page(data), f"{name}.pdf": data}


def _screen(product: Product) -> dict[str, bytes]:
    """The page for the screen, which is made only when it is asked for."""
    from generator.print import (
        audit_screen,
        screen,  # nothing else needs them
    )

    page = screen.to_screen(product.document, product.proposal, product.sheet)
    name = f"{product.document.name}.html"
    _refuse(audit_screen.audit_screen(page, product.sheet), name)
    return {name: page.text.encode()}


def _refuse(findings: Iterable[Finding], name: str) -> None:
    faults = [Fault(Place(name), str(one)) for one in findings]
    if faults:
        raise ProposalError(faults, FOUND)
