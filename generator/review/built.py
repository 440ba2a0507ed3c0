"""Whether the files that were built for a proposal are what a build would write today, and as it wrote them.

In: a product, the folder of its inputs, and the folder of what was committed. Out: for each kind of file whether it is
current, stale or altered since it was written, with the faults that are not mended by a build alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

from generator.document.audit import Finding, audit_markdown
from generator.document.record import HAND_EDIT, Record, from_text
from generator.errors import FOUND, Fault, Place, ProposalError
from generator.files import MOST_RECORD, altered, digest, file_of, merge_marks, read_text, sums, unfinished
from generator.print.attachments import files_of
from generator.print.audit import audit_pdf
from generator.print.opened import MOST_BYTES, content, opened
from generator.print.pdf import print_digest, printed_from
from generator.print.picture import BEGINS, shows
from generator.print.product import Product
from generator.review.reconcile import LEDGER, findings, reconcile, to_markdown
from generator.units import counted

REBUILD = "run: proposal build"
A_LINK = "is a link, and no file of its own"
ALTERED = "is not as it was built: altered since"


@dataclass(frozen=True)
class Built:
    """A kind of file: what is said of it, its stale files, and faults with the lines that show them."""

    what: str
    says: str
    stale: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Output:
    """A proposal's product, where its files are, what is recorded of them and how each was written."""

    product: Product
    folder: Path
    written: Mapping[str, str]
    record: Record | None
    unread: tuple[Fault, ...] = field(default=())

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
    """What was built for a product, its record read; a record that is none is a fault of it."""
    name = product.proposal.name
    path, written = folder / f"{name}.figures.json", sums(folder, name)
    try:
        text = read(path)
        return Output(product, folder, written, None if text is None else from_text(text, str(path)))
    except ProposalError as error:
        return Output(product, folder, written, None, error.faults)


def kinds(one: Output, inputs: Path) -> Iterator[Built]:
    """What is found of each kind of file."""
    yield markdown(one)
    yield _figures(one)
    yield _charts(one)
    yield from _reconciliation(one, inputs / LEDGER)
    pdf, data = _pdf(one)
    yield pdf
    yield _picture(one, data if pdf.says.startswith("current") else None)
    yield from _sums(one)


def markdown(one: Output) -> Built:
    """The Markdown: true where it is current; a hand edit is shown with what it was."""
    path, now = one.path("md"), one.product.document.text
    try:
        text = read(path)
    except ProposalError as error:
        return Built("markdown", "cannot be read", faults=error.faults)
    if text == now:
        printed = one.product.document.in_order()
        found = audit_markdown(text, printed, one.product.sheet)
        faults = tuple(Fault(Place(str(path)), str(each)) for each in found)
        figures = sum(each.kind == "figure" for each in printed)
        return Built("markdown", "not true" if found else f"current, {figures} printed figures traced", (), faults)
    names = (f"{path} (committed)", f"{path} (built)")
    lines = unified_diff((text or "").split("\n"), now.split("\n"), *names, lineterm="", n=0)
    shown = () if text is None else tuple(line.removesuffix("\n") for line in lines)
    if text is None or not _edited(one, path.name, text):
        return Built("markdown", "not built" if text is None else "not current", (path.name,), (), shown)
    first = next((_line_of(line) for line in shown if line.startswith("@@")), 1)
    old = one.record is not None and one.record.wrote(now)
    why = "edited by hand" + ("" if old else ", and the inputs, formulas or templates changed since")
    return Built("markdown", f"not current: {why}", (), (Fault(Place(str(path), first, 1), why, HAND_EDIT),), shown)


def _edited(one: Output, name: str, text: str) -> bool:
    """Whether a Markdown is neither what its record says was built, nor what the sums say."""
    if one.record is None:
        return one.altered(name)
    known = one.written.get(name) == digest(text.encode())
    return not one.record.wrote(text) and not known and not unfinished(one.folder, one.name)


def _line_of(hunk: str) -> int:
    return max(1, int(hunk.split()[1].lstrip("-").split(",")[0]))


def _figures(one: Output) -> Built:
    path = one.path("figures.json")
    if one.unread:
        return Built("figures", "cannot be read", faults=one.unread)
    return _text("figures", one, path, one.product.record, f"{len(one.product.sheet)}, current")


def _text(what: str, one: Output, path: Path, now: str, says: str) -> Built:
    """A text that nobody edits: current, altered or stale."""
    try:
        text = read(path)
    except ProposalError as error:
        return Built(what, "cannot be read", faults=error.faults)
    if text == now:
        return Built(what, says)
    name = str(path.relative_to(one.folder))
    if one.altered(name):
        return Built(what, "altered", faults=(Fault(Place(str(path)), ALTERED, f"{REBUILD} --force"),))
    return Built(what, "not built" if text is None else "not current", (name,))


def _charts(one: Output) -> Built:
    """Every chart as it is drawn today, and no other beside them."""
    drawn, folder = one.product.document.pictures(), one.folder / one.name
    if folder.is_symlink():
        return Built("charts", "cannot be read", faults=(_link(folder),))
    each = [_text("charts", one, one.folder / name, text, "") for name, text in drawn.items()]
    others = sorted(path for path in folder.rglob("*") if str(path.relative_to(one.folder)) not in drawn)
    stale = tuple(name for chart in each for name in chart.stale)
    faults = tuple(fault for chart in each for fault in chart.faults)
    faults += tuple(Fault(Place(str(path)), "is no chart of the document", "remove it") for path in others)
    says = "not current" if faults or stale else f"{len(drawn)}, current"
    return Built("charts", says, stale, faults)


def _reconciliation(one: Output, ledger: Path) -> Iterator[Built]:
    """What holds the figures of a ledger against the sheet; nothing where there is neither."""
    what, path = "reconciliation", one.path("reconciliation.md")
    if not ledger.is_file():
        if path.is_symlink() or path.is_file():
            yield Built(what, "left over", faults=(Fault(Place(str(path)), "there is no ledger", "remove it"),))
        return
    try:
        found = reconcile(one.product.sheet, ledger)
        now, differences = to_markdown(found, one.product.document.templates), findings(found.verdicts)
    except ProposalError as error:
        yield Built(what, "cannot be read", faults=error.faults)
        return
    left = found.moved or f"{counted(str(len(differences)), 'differences')} to be explained."
    rest = f"; {left[0].lower()}{left[1:-1]}: proposal reconcile {ledger}" if differences else ""
    yield _text(what, one, path, now, f"current{rest}")


def _pdf(one: Output) -> tuple[Built, bytes]:
    path, product = one.path("pdf"), one.product
    if path.is_symlink() or not path.is_file():
        return _absent("pdf", path), b""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if printed_from(data) != print_digest(product.page, product.paper, product.attached):
        return Built("pdf", "not current", (path.name,)), data
    if one.altered(path.name):
        return Built("pdf", "altered", faults=(Fault(Place(str(path)), ALTERED, REBUILD),)), data
    found = audit_pdf(data, product.page) or list(_other_files(data, product))
    faults = tuple(Fault(Place(str(path)), str(each)) for each in found)
    return Built("pdf", "not true" if found else "current, its words are those of the page", (), faults), data


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


def _picture(one: Output, pdf: bytes | None) -> Built:
    """The picture; where its print is current, it shows that print's first page."""
    path = one.path("png")
    if path.is_symlink() or not path.is_file():
        return _absent("picture", path)
    data = path.read_bytes()
    if pdf is None and not one.altered(path.name) and data.startswith(BEGINS):
        return Built("picture", "not current", (path.name,))
    if pdf is not None and not one.altered(path.name) and shows(data, pdf):
        return Built("picture", "current, the first page of the print")
    what = "is not the first page of the print" if data.startswith(BEGINS) else "is no PNG"
    return Built("picture", "not true", faults=(Fault(Place(str(path)), what, REBUILD),))


def _sums(one: Output) -> Iterator[Built]:
    """The file of the sums itself, where it does not know each file that there is."""
    every = [*one.product.document.pictures(), *(f"{one.name}.{kind}" for kind in ("md", "figures.json", "pdf", "png"))]
    if any((one.folder / name).is_file() and name not in one.written for name in every):
        yield Built("sums", "not built", (file_of(one.name),))


def _absent(what: str, path: Path) -> Built:
    """Not there; or a link, of which no more is committed than where it leads."""
    return (
        Built(what, "cannot be read", faults=(_link(path),))
        if path.is_symlink()
        else Built(what, "not built", (path.name,))
    )


def _link(path: Path) -> Fault:
    return Fault(Place(str(path)), A_LINK, f"remove it; {REBUILD}")


def read(path: Path) -> str | None:
    """The text of a file; None where it is not there. Raises ProposalError for a link, no text, and a merge's marks."""
    if path.is_symlink():
        raise ProposalError([_link(path)], FOUND)
    try:
        text = read_text(path, MOST_RECORD)
    except FileNotFoundError:
        return None
    for line in merge_marks(text)[:1]:
        raise ProposalError([Fault(Place(str(path), line, 1), "a merge has left its marks here", REBUILD)], FOUND)
    return text
