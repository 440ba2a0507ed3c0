"""Whether the files that were built for a proposal are what a build would write today, and as it wrote them.

In: a product, the folder of its inputs, and the folder of what was committed. Out: for each kind of file whether it is
current, stale or altered since it was written, with the faults that are not mended by a build alone.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from functools import partial
from pathlib import Path

from generator.document.audit import Finding, audit_markdown
from generator.document.record import HAND_EDIT, Record, from_text
from generator.errors import FOUND, Fault, Place, ProposalError, refusal
from generator.files import altered, digest, file_of, merge_marks, read_if_there, sums, unfinished
from generator.print.attachments import files_of
from generator.print.audit import audit_pdf
from generator.print.opened import MOST_BYTES, content, opened
from generator.print.pdf import print_digest, printed_from
from generator.print.picture import BEGINS, shows
from generator.print.product import Product
from generator.processes import Hand
from generator.review.reconcile import LEDGER, findings, reconcile, to_markdown
from generator.units import counted

REBUILD, ALTERED = "run: proposal build", "is not as it was built: altered since"


@dataclass(frozen=True)
class Verdict:
    """What was checked, what came out, and its faults, with further lines that show them; or the files that are stale.

    `unreached` are the faults that kept it from being found out.
    """

    what: str
    says: str
    stale: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    shown: tuple[str, ...] = ()
    unreached: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Output:
    """A proposal's product, where its files are, what is recorded of them and how each was written."""

    product: Product
    folder: Path
    written: Mapping[str, str]
    record: Record | None = None
    unread: tuple[Fault, ...] = ()

    @property
    def name(self) -> str:
        """The proposal's."""
        return self.product.proposal.name

    def path(self, kind: str) -> Path:
        """Its file of a kind, such as `pdf`."""
        return self.folder / f"{self.name}.{kind}"

    def altered(self, path: str) -> bool:
        """Whether a file of its is surely not as it was written."""
        return altered(self.folder, self.written, path) and not unfinished(self.folder, self.name)


def output_of(product: Product, folder: Path) -> Output:
    """What was built for a product, its record read; a record that cannot be read is a fault of its own."""
    one = Output(product, folder, sums(folder, product.proposal.name))
    path = one.path("figures.json")
    try:
        text = read(path)
        return one if text is None else replace(one, record=from_text(text, str(path)))
    except ProposalError as error:
        return replace(one, unread=error.faults)


def kinds(one: Output, inputs: Path, hand: Hand = partial) -> Iterator[Verdict]:
    """What is found of each kind of file; `hand` has the texts looked at, while this process looks at the print."""
    texts = hand(_texts, one, inputs)
    pdf = _tried("pdf", lambda: _pdf(one))
    picture = _tried("picture", lambda: _picture(one, pdf.says.startswith("current")))
    yield from (*texts(), pdf, picture)
    every = [*one.product.document.pictures(), *(f"{one.name}.{kind}" for kind in ("md", "figures.json", "pdf", "png"))]
    if any((one.folder / name).is_file() and name not in one.written for name in every):
        yield Verdict("sums", "not built", (file_of(one.name),))


def _texts(one: Output, inputs: Path) -> list[Verdict]:
    kinds = {"markdown": _markdown, "figures": _figures, "charts": _charts}
    found = [_tried(what, partial(find, one)) for what, find in kinds.items()]
    if (inputs / LEDGER).is_file() or os.path.lexists(one.path("reconciliation.md")):
        found.append(_tried("reconciliation", lambda: _reconciliation(one, inputs / LEDGER)))
    return found


def _tried(what: str, find: Callable[[], Verdict]) -> Verdict:
    """What is found; or the faults of a file that cannot be read."""
    try:
        return find()
    except ProposalError as error:
        return Verdict(what, "cannot be read", faults=error.faults)


def _wrong(what: str, says: str, path: Path, fault: str, hint: str) -> Verdict:
    return Verdict(what, says, faults=(Fault(Place(str(path)), fault, hint),))


def _stale(what: str, name: str, there: bool) -> Verdict:
    return Verdict(what, "not current" if there else "not built", (name,))


def _markdown(one: Output) -> Verdict:
    """The Markdown: true where it is current; a hand edit is shown with what it was."""
    path, now = one.path("md"), one.product.document.text
    text = read(path)
    if text == now:
        printed = one.product.document.in_order()
        figures = sum(each.kind == "figure" for each in printed)
        says = f"current, {figures} printed figures traced"
        return _audited("markdown", path, audit_markdown(text, printed, one.product.sheet), says)
    if text is None:
        return _stale("markdown", path.name, there=False)
    names = (f"{path} (committed)", f"{path} (built)")
    shown = tuple(unified_diff(text.split("\n"), now.split("\n"), *names, lineterm="", n=0))
    if not _edited(one, path.name, text):
        return replace(_stale("markdown", path.name, there=True), shown=shown)
    hunk = next((line for line in shown if line.startswith("@@")), "@@ -1 @@")
    line = max(1, int(hunk.split()[1].lstrip("-").split(",")[0]))
    old = one.record is not None and one.record.wrote(now)
    why = "edited by hand" + ("" if old else ", and the inputs, formulas or templates changed since")
    return Verdict("markdown", f"not current: {why}", (), (Fault(Place(str(path), line, 1), why, HAND_EDIT),), shown)


def _audited(what: str, path: Path, found: Sequence[Finding], says: str) -> Verdict:
    faults = tuple(Fault(Place(str(path)), str(each)) for each in found)
    return Verdict(what, "not true" if found else says, faults=faults)


def _edited(one: Output, name: str, text: str) -> bool:
    """Whether a Markdown is neither what its record says was built, nor what the sums say."""
    if one.record is None:
        return one.altered(name)
    known = one.record.wrote(text) or one.written.get(name) == digest(text)
    return not known and not unfinished(one.folder, one.name)


def _figures(one: Output) -> Verdict:
    if one.unread:
        raise ProposalError(one.unread, FOUND)
    return _text("figures", one, one.path("figures.json"), one.product.record, f"{len(one.product.sheet)}, current")


def _text(what: str, one: Output, path: Path, now: str, says: str) -> Verdict:
    """A text that nobody edits: current, altered or stale."""
    text, name = read(path), str(path.relative_to(one.folder))
    if text == now:
        return Verdict(what, says)
    if one.altered(name):
        return _wrong(what, "altered", path, ALTERED, f"{REBUILD} --force")
    return _stale(what, name, text is not None)


def _charts(one: Output) -> Verdict:
    """Every chart as it is drawn today, and no other beside them."""
    drawn, folder = one.product.document.pictures(), one.folder / one.name
    _refuse_link(folder)
    each = [_tried("charts", partial(_text, "charts", one, one.folder / n, text, "")) for n, text in drawn.items()]
    others = sorted(path for path in folder.rglob("*") if str(path.relative_to(one.folder)) not in drawn)
    each += [_wrong("charts", "", path, "is not a chart of the document", "remove it") for path in others]
    stale, faults = (tuple(of for chart in each for of in getattr(chart, key)) for key in ("stale", "faults"))
    return Verdict("charts", "not current" if faults or stale else f"{len(drawn)}, current", stale, faults)


def _reconciliation(one: Output, ledger: Path) -> Verdict:
    """What holds the figures of a ledger against the sheet."""
    what, path = "reconciliation", one.path("reconciliation.md")
    if not ledger.is_file():
        return _wrong(what, "left over", path, "there is no ledger", "remove it")
    found = reconcile(one.product.sheet, ledger)
    now, differences = to_markdown(found, one.product.document.templates), findings(found.verdicts)
    left = found.moved or f"{counted(str(len(differences)), 'differences')} to be explained."
    rest = f"; {left[0].lower()}{left[1:-1]}: proposal reconcile {ledger}" if differences else ""
    return _text(what, one, path, now, f"current{rest}")


def _pdf(one: Output) -> Verdict:
    path, product = one.path("pdf"), one.product
    data = _bytes(path)
    if data is None or printed_from(data) != print_digest(product.page, product.paper, product.attached):
        return _stale("pdf", path.name, data is not None)
    if one.altered(path.name):
        return _wrong("pdf", "altered", path, ALTERED, REBUILD)
    found = audit_pdf(data, product.page) or list(_other_files(data, product))
    return _audited("pdf", path, found, "current, its words are those of the page")


def _other_files(data: bytes, product: Product) -> Iterator[Finding]:
    """The files that a PDF carries and its print does not, or the other way."""
    try:
        with opened(data, "the whole file") as pdf:
            files = [(name, content(spec.EF.F)) for name, spec in files_of(pdf)]
    except ProposalError as error:
        yield from (Finding(str(fault.place), fault.what) for fault in error.faults)
        return
    own = [(one.name, one.text.encode()) for one in product.attached]
    names = dict.fromkeys(name for name, _ in sorted({*files} ^ {*own}))
    yield from (Finding(name, "is not the file of this print") for name in names)
    if not names and len(files) != len(own):
        yield Finding("its files", "are attached more than once")


def _picture(one: Output, current: bool) -> Verdict:
    """The picture; where its print is current, it shows that print's first page."""
    path = one.path("png")
    data = _bytes(path)
    if data is None:
        return _stale("picture", path.name, there=False)
    own = data.startswith(BEGINS) and not one.altered(path.name)
    if own and not current:
        return _stale("picture", path.name, there=True)
    if own and shows(data, one.path("pdf").read_bytes()):
        return Verdict("picture", "current, the first page of the print")
    what = "is not the first page of the print" if data.startswith(BEGINS) else "is not a PNG"
    return _wrong("picture", "not true", path, what, REBUILD)


def _refuse_link(path: Path) -> None:
    """Raises ProposalError for a link: no more of it is committed than where it leads."""
    if path.is_symlink():
        raise refusal(path, "is a link, not a file of its own", f"remove it; {REBUILD}", FOUND)


def _bytes(path: Path) -> bytes | None:
    """The bytes of a print or its picture; None where it is not there. Raises ProposalError for a link."""
    _refuse_link(path)
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def read(path: Path) -> str | None:
    """The text of a file; None where it is not there. Raises ProposalError for a link, no text, and a merge's marks."""
    _refuse_link(path)
    text = read_if_there(path)
    for line in merge_marks(text or "")[:1]:
        raise refusal(Place(str(path), line, 1), "a merge has left its marks here", REBUILD, FOUND)
    return text
