"""Whether what is committed is valid, current and true.

In: a product (so its inputs are valid), the folder of its inputs, the files that were committed for it, and the sides
that its guardrails are held against. Out: a verdict for each thing that was checked, with its faults.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from generator.document.audit import Finding, audit_markdown
from generator.document.record import HAND_EDIT, Record, from_text, moved
from generator.errors import FOUND, Fault, Place, ProposalError
from generator.print.audit import audit_pdf
from generator.print.objects import MOST_BYTES, UnreadableError
from generator.print.pdf import print_digest, printed_from
from generator.print.product import Product
from generator.print.untrusted import files_of
from generator.reading import MOST_RECORD, read_text
from generator.review.guardrails import ACCEPTED, BROKEN, NEW, NOT_REACHED, judged, summary
from generator.review.reconcile import LEDGER, reconciliation
from generator.review.terms import At, Side
from generator.units import counted, write
from generator.writing import unfinished

REBUILD = "run: proposal build"
A_LINK = "is a link, and no file of its own"
MOST_SHOWN = 40
PNG_BEGINS, PNG_ENDS = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"


@dataclass(frozen=True)
class Verdict:
    """What was checked, what came out, the faults that were found, further lines that show them, and what of it could
    not be found out.
    """

    what: str
    says: str
    faults: tuple[Fault, ...] = ()
    shown: tuple[str, ...] = ()
    unreached: tuple[Fault, ...] = ()


def check(product: Product, folder: Path, output: Path, at: At = Side) -> Iterator[Verdict]:
    """A verdict for the Markdown, figures, charts, PDF, picture and guardrails of a proposal; of a ledger in `folder`.

    `at` gives the sides that guardrails are held against; without it there is none, and whatever they guard is new.
    """
    name = product.proposal.name
    record, verdict = _figures(product, output / f"{name}.figures.json")
    yield _markdown(product, output / f"{name}.md", record)
    yield verdict
    yield _charts(product, output)
    yield from _reconciliation(product, folder / LEDGER, output / f"{name}.reconciliation.md")
    yield _pdf(product, output / f"{name}.pdf")
    yield _picture(output / f"{name}.png")
    yield _guardrails(product, at)


def _figures(product: Product, path: Path) -> tuple[Record | None, Verdict]:
    try:
        text = _read(path)
        if text is None:
            return None, _missing("figures", path)
        record = from_text(text, str(path))
    except ProposalError as error:
        return None, Verdict("figures", "cannot be read", error.faults)
    now = product.record
    if text == now:
        return record, Verdict("figures", f"{len(record.figures)}, current")
    pairs = zip(text.splitlines(), now.splitlines(), strict=False)
    line = next((number for number, (old, new) in enumerate(pairs, 1) if old != new), 1)
    fault = Fault(Place(str(path), line, 1), "is not current from this line on", REBUILD)
    return record, Verdict("figures", "not current", (fault,), tuple(_moved(product, record)))


def _markdown(product: Product, path: Path, record: Record | None) -> Verdict:
    try:
        text, now = _read(path), product.document.text
    except ProposalError as error:
        return Verdict("markdown", "cannot be read", error.faults)
    if text is None:
        return _missing("markdown", path)
    if text == now:
        printed = product.document.in_order()
        found = audit_markdown(text, printed, product.sheet)
        faults = tuple(Fault(Place(str(path)), str(one)) for one in found)
        figures = sum(one.kind == "figure" for one in printed)
        return Verdict("markdown", "not true" if found else f"current, {figures} printed figures traced", faults)
    edited = record is not None and not record.wrote(text) and not unfinished(path.parent, product.proposal.name)
    same_inputs = record is not None and record.wrote(now)
    why = "edited by hand" if edited else "the inputs, formulas or templates changed since"
    why += "" if same_inputs or not edited else ", and the inputs, formulas or templates changed since"
    names = (f"{path} (committed)", f"{path} (built)")
    lines = tuple(unified_diff(text.splitlines(), now.splitlines(), *names, lineterm="", n=0))
    places = [_line_of(one) for one in lines if one.startswith("@@")]
    faults = (Fault(Place(str(path), places[0] if places else 1, 1), why, HAND_EDIT if edited else REBUILD),)
    return Verdict("markdown", f"not current: {why}", faults, lines)


def _line_of(hunk: str) -> int:
    return max(1, int(hunk.split()[1].lstrip("-").split(",")[0]))


def _moved(product: Product, record: Record) -> list[str]:
    """The printed figures whose committed value is not today's, by name."""
    told = []
    for name in product.document.spots():
        figure, old = product.sheet[name], record.figures.get(name)
        if old is None or moved(old, figure):
            was = "new" if old is None else write(old.value, figure.unit)
            told.append(f"{name}: {was} → {figure}")
    rest = [f"and {len(told) - MOST_SHOWN} more"] if len(told) > MOST_SHOWN else []
    return told[:MOST_SHOWN] + rest


def _charts(product: Product, output: Path) -> Verdict:
    """Every chart as it is drawn today, and no other beside them."""
    drawn, folder = product.document.pictures(), output / product.document.name
    if drawn and (folder.is_symlink() or not folder.is_dir()):
        return _missing("charts", folder)
    faults: list[Fault] = []
    for name, text in drawn.items():
        try:
            if _read(output / name) != text:
                faults.append(Fault(Place(str(output / name)), "is not current", REBUILD))
        except ProposalError as error:
            faults += error.faults
    for path in sorted(folder.rglob("*")):
        if str(path.relative_to(output)) not in drawn:
            faults.append(Fault(Place(str(path)), "is no chart of the document", "remove it"))
    return Verdict("charts", "not current" if faults else f"{len(drawn)}, current", tuple(faults))


def _pdf(product: Product, path: Path) -> Verdict:
    if path.is_symlink() or not path.is_file():
        return _missing("pdf", path)
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if printed_from(data) != print_digest(product.page, product.paper, product.attached):
        fault = Fault(Place(str(path)), "was printed from something else", REBUILD)
        return Verdict("pdf", "not current: what it was printed from changed since", (fault,))
    found = audit_pdf(data, product.page) or list(_other_files(data, product))
    faults = tuple(Fault(Place(str(path)), str(one)) for one in found)
    return Verdict("pdf", "not true" if found else "current, its words are those of the page", faults)


def _other_files(data: bytes, product: Product) -> Iterator[Finding]:
    """The files that a PDF carries and its print does not, or the other way."""
    try:
        files = files_of(data)
    except UnreadableError as error:
        yield Finding("the whole file", str(error))
        return
    own = [(one.name, one.text.encode()) for one in product.attached]
    names = dict.fromkeys(name for name, _ in sorted({*files} ^ {*own}))
    yield from (Finding(name, "is not the file of this print") for name in names)
    if not names and len(files) != len(own):
        yield Finding("its files", "are attached more than once")


def _picture(path: Path) -> Verdict:
    if path.is_symlink() or not path.is_file():
        return _missing("picture", path)
    data = path.read_bytes()
    if not data.startswith(PNG_BEGINS) or not data.endswith(PNG_ENDS):
        return Verdict("picture", "cannot be seen", (Fault(Place(str(path)), "is no whole PNG", REBUILD),))
    return Verdict("picture", "is there")


def _reconciliation(product: Product, ledger: Path, path: Path) -> Iterator[Verdict]:
    """What holds the figures of a ledger against the sheet; nothing where there is neither."""
    what = "reconciliation"
    try:
        text = _read(path)
        if not ledger.is_file():
            if text is not None:
                yield Verdict(what, "not current", (Fault(Place(str(path)), "there is no ledger", "remove it"),))
        elif text is None:
            yield _missing(what, path)
        else:
            now, differences = reconciliation(product.sheet, ledger, product.document.templates)
            fault = Fault(Place(str(path)), "is not what the ledger and the figures give", REBUILD)
            left = counted(str(len(differences)), "differences")
            rest = f"; {left} to be explained: proposal reconcile {ledger}" if differences else ""
            yield Verdict(what, "not current", (fault,)) if text != now else Verdict(what, f"current{rest}")
    except ProposalError as error:
        yield Verdict(what, "cannot be read", error.faults)


def _guardrails(product: Product, at: At) -> Verdict:
    found = judged(product.proposal, product.sheet, at)
    broken, unreached = (tuple(one.fault for one in found if one.outcome == sort) for sort in (BROKEN, NOT_REACHED))
    told = tuple(one.says for one in found if one.outcome in (ACCEPTED, NEW))
    return Verdict("guardrails", summary(found), broken, told, unreached)


def _missing(what: str, path: Path) -> Verdict:
    """Not there; or a link, of which no more is committed than where it leads."""
    if path.is_symlink():
        return Verdict(what, "not built", (Fault(Place(str(path)), A_LINK, f"remove it; {REBUILD}"),))
    return Verdict(what, "not built", (Fault(Place(str(path)), "there is no such file", REBUILD),))


def _read(path: Path) -> str | None:
    if path.is_symlink():
        raise ProposalError([Fault(Place(str(path)), A_LINK, f"remove it; {REBUILD}")], FOUND)
    try:
        return read_text(path, MOST_RECORD)
    except FileNotFoundError:
        return None
