"""The files of a proposal: which are to be written, and whether they may be.

In: a product, the folder of its inputs, and the folder to write to. Out: the bytes of each file by name, audited; a
print that is current is not made again. Nothing is written here. The order is that in which they become new: what says
whether others are current, the record and the PDF, comes after them.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from generator.document.audit import Finding
from generator.document.record import HAND_EDIT, from_text
from generator.errors import FOUND, Fault, Place, ProposalError
from generator.files import MOST_RECORD, altered, locked, read_if_there, read_text, same, sums
from generator.print.product import Product
from generator.processes import Hand
from generator.review.merging import hand_edits, under_way
from generator.review.reconcile import LEDGER, reconcile, to_markdown

MARKS = re.compile(rb"^<{7} ", re.MULTILINE)
"""What git leaves in a text where two sides of a merge differ; git keeps both sides, so that neither is lost."""


def files_of(
    product: Product, folder: Path, target: Path, only: str | None, force: bool, hand: Hand = partial
) -> dict[str, bytes]:
    """The files by their path in `target`; `only` md, pdf, html or xlsx; the last two are made only when asked for.

    `force` overwrites a hand edit and prints in any case. `hand` prints, while the texts are made and audited; and
    draws the picture, while the print is audited.

    Raises ProposalError where a numeral is not traced, or where a hand edit would be lost.
    """
    printing = _begun(product, target, force, hand) if only in (None, "pdf") else None
    # The page of a print that is current was audited when it was printed.
    if untraced := product.faults(page=printing is not None):
        raise ProposalError(untraced, FOUND)
    if only == "html":
        return _screen(product)
    if only == "xlsx":
        return _workbook(product, target, force)
    files = {} if only == "pdf" else _texts(product, folder, target, force)
    return files | _print(product, printing, hand) if printing else files


def _texts(product: Product, folder: Path, target: Path, force: bool) -> dict[str, bytes]:
    name = product.document.name
    files = dict(product.document.pictures())
    if (folder / LEDGER).is_file():
        found = reconcile(product.sheet, folder / LEDGER)
        files[f"{name}.reconciliation.md"] = to_markdown(found, product.document.templates)
    files |= {f"{name}.md": product.document.text, f"{name}.figures.json": product.record}
    new = {path: text.encode() for path, text in files.items()}
    if not force and target.is_dir():
        with locked(target):
            faults = [*_would_be_lost(product, folder, target, new)]
        if faults:
            raise ProposalError(faults, FOUND)
    return new


def _would_be_lost(product: Product, folder: Path, target: Path, new: Mapping[str, bytes]) -> Iterable[Fault]:
    """The fault of each file that is to be written over and was edited by hand, here or on a side of a merge."""
    root = Path(os.path.abspath(folder)).parents[1]  # noqa: PTH100  # it takes out `..`, and follows no link
    if target.absolute().is_relative_to(root):
        marked = any((target / path).is_file() and MARKS.search((target / path).read_bytes()) for path in new)
        merge = under_way(root, marked)
        if merge is not None:
            return hand_edits(merge, folder, target, new, product.document.templates)
    return _edited(target, product.document.name, new)


def _edited(target: Path, name: str, new: Mapping[str, bytes]) -> Iterable[Fault]:
    """The fault of each file that was edited since it was built."""
    written = sums(target, name)
    for path, data in new.items():
        file, why = target / path, ""
        if not file.is_file() or same(file, data):
            continue
        if altered(target, written, path) and not MARKS.search(file.read_bytes()):
            why = "was edited by hand"
        if path == f"{name}.md" and (why or path not in written):
            why = _of_the_record(file, target / f"{name}.figures.json")
        if why:
            yield Fault(Place(str(file)), f"{why}; it would be lost", HAND_EDIT)


def _of_the_record(document: Path, record: Path) -> str:
    """Why a Markdown that the sums do not know is not the one of its record, where it is not."""
    committed = read_if_there(record)
    if committed is None:
        return "has no record beside it, and may be edited by hand"
    return "" if from_text(committed, str(record)).wrote(read_text(document, MOST_RECORD)) else "was edited by hand"


def _begun(product: Product, target: Path, force: bool, hand: Hand) -> Callable[[], bytes] | None:
    """The print, begun; none where the one that is there is current."""
    from generator.print import pdf, printer

    name, job = product.document.name, pdf.job(product.page, product.paper, product.attached)
    files, written = [f"{name}.{kind}" for kind in ("pdf", "png")], sums(target, name)
    whole = all(file in written and (target / file).is_file() and not altered(target, written, file) for file in files)
    current = whole and pdf.printed_from((target / files[0]).read_bytes())
    if not force and current == job.digest:
        return None
    return hand(printer.printed, job)


def _print(product: Product, printing: Callable[[], bytes], hand: Hand) -> dict[str, bytes]:
    import pypdfium2  # noqa: F401  # reads the print in the audit, and is loaded while that is made

    from generator.print import audit, pdf, picture

    name = product.document.name
    pdf.check_glyphs(product.proposal, product.document.marked)
    data = printing()
    drawn = hand(picture.first_page, data)
    _refuse(audit.audit_pdf(data, product.page), f"{name}.pdf")
    return {f"{name}.png": drawn(), f"{name}.pdf": data}


def _screen(product: Product) -> dict[str, bytes]:
    from generator.print import audit, screen  # nothing else needs them

    page = screen.to_screen(product.document, product.proposal, product.sheet)
    name = f"{product.document.name}.html"
    _refuse(audit.audit_screen(page, product.sheet), name)
    return {name: page.text.encode()}


def _workbook(product: Product, target: Path, force: bool) -> dict[str, bytes]:
    from generator.print.workbook import saved_by_others, to_workbook  # nothing else needs them

    file = target / f"{product.document.name}.xlsx"
    if not force and file.is_file() and saved_by_others(file):
        what, hint = "was saved since it was built; what was put into it would be lost", "move it away, or: --force"
        raise ProposalError([Fault(Place(str(file)), what, hint)], FOUND)
    return {file.name: to_workbook(product)}


def _refuse(findings: Iterable[Finding], name: str) -> None:
    faults = [Fault(Place(name), str(finding)) for finding in findings]
    if faults:
        raise ProposalError(faults, FOUND)
