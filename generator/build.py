"""The files of a proposal: which are to be written, and whether they may be.

In: a product, the folder of its inputs, and the folder to write to. Out: the bytes of each file by name, audited; a
print that is current is not made again. Nothing is written here.
"""

from collections.abc import Iterable
from pathlib import Path

from generator.audit import Finding
from generator.errors import Fault, Place, ProposalError
from generator.page import audit_pdf, pdf
from generator.page.press import Here, Press
from generator.product import LEDGER, Product, reconciliation
from generator.record import HAND_EDIT, from_text

FOUND = 1
"""The exit code where a numeral is not traced, or a hand edit would be lost."""


def files_of(
    product: Product, folder: Path, target: Path, only: str | None, force: bool, press: Press | None = None
) -> dict[str, bytes]:
    """The files by their path in `target`; `only` md or pdf; `force` overwrites a hand edit and prints in any case.

    The press prints while the texts are made and audited. Raises ProposalError where a numeral is not traced, or where
    a hand edit would be lost.
    """
    printing = None if only == "md" else _begun(product, target, force, press or Here())
    _refuse(product.untraced(page=only != "md"), product.document.name)
    files = {} if only == "pdf" else _texts(product, folder, target, force)
    return files | _print(product, printing) if printing else files


def _texts(product: Product, folder: Path, target: Path, force: bool) -> dict[str, bytes]:
    name = product.document.name
    document, record = target / f"{name}.md", target / f"{name}.figures.json"
    if not force and document.is_file() and record.is_file():
        committed = from_text(record.read_text(encoding="utf-8"), str(record))
        if not committed.wrote(document.read_text(encoding="utf-8")):
            raise ProposalError([Fault(Place(str(document)), "was edited by hand; it would be lost", HAND_EDIT)], FOUND)
    files = {document.name: product.document.text, record.name: product.record(), **product.document.pictures()}
    if (folder / LEDGER).is_file():
        files[f"{name}.reconciliation.md"], _ = reconciliation(product, folder / LEDGER)
    return {name: text.encode() for name, text in files.items()}


def _begun(product: Product, target: Path, force: bool, press: Press) -> Press | None:
    """The press at work; none where the print is current."""
    name = product.document.name
    file, picture = target / f"{name}.pdf", target / f"{name}.png"
    current = file.is_file() and picture.is_file() and audit_pdf.printed_from(file.read_bytes())
    if not force and current == pdf.print_digest(product.page, product.paper, product.attached):
        return None
    press.begin(product.page, product.paper, product.attached)
    return press


def _print(product: Product, press: Press) -> dict[str, bytes]:
    name = product.document.name
    pdf.check_glyphs(product.proposal, product.document.marked)
    data = press.pdf()
    _refuse(audit_pdf.audit_pdf(data, product.page), f"{name}.pdf")
    return {f"{name}.pdf": data, f"{name}.png": press.picture()}


def _refuse(findings: Iterable[Finding], name: str) -> None:
    faults = [Fault(Place(f"{name}, {one.where}"), one.what) for one in findings]
    if faults:
        raise ProposalError(faults, FOUND)
