"""Whether a PDF is today's print of the inputs that it carries, with nothing else at hand.

In: the bytes of a PDF that anyone may have altered. Out: a `Verified`. The figures are recalculated from the attached
inputs, printed, and both prints are compared: by their bytes; else object by object; else, where only the programs of
the fonts show that this system has other text libraries, by words and pictures, or by words alone. No more is claimed
than was compared. What an older version printed is neither held nor called false.
"""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

import generator
from generator.document.audit import Finding
from generator.document.templates import INSTALLED, Templates
from generator.errors import FAULTY, FOUND, UNREACHED, Fault, Place, ProposalError, printable, refusal
from generator.inputs.load import validated
from generator.inputs.raw import read
from generator.print.attachments import Carried, carried, files_of
from generator.print.audit import audit_pdf, pictures
from generator.print.html import Html
from generator.print.opened import content, opened
from generator.print.pdf import print_digest, to_pdf
from generator.print.product import Product, make
from generator.print.version import NAME, Version, commit_of, stated, today
from generator.review.apart import apart
from generator.review.comparison import Compared, Degree, compare, told
from generator.review.laid import laid, unlike

SAME, ANEW, LOOKS, READS = TRUE = "same bytes", "same objects", "same words and pictures", "same words"
UNHELD, DIFFERS = "set otherwise", "different"
"""The verdicts, from the one that claims most."""
CLAIMS = {
    SAME: "is today's print of its inputs, to the byte",
    ANEW: "is today's print of its inputs, saved anew: every object is the same",
    LOOKS: "reads and looks as today's print of its inputs; the text libraries that printed it store fonts otherwise",
    READS: "reads as today's print of its inputs; how it looks was not held here, for this system sets pages otherwise",
    UNHELD: "reads as today's print of its inputs, in its sizes and colors, but in other places than this system, "
    "which has other text libraries, puts it. It is neither verified nor called false here",
    DIFFERS: "is not today's print of its inputs",
}


def hold(pdf: pikepdf.Pdf, data: bytes, own: bytes, page: Html) -> tuple[str, tuple[Finding, ...]]:
    """The verdict on the bytes of a PDF, which is open, held against today's own print of a page; and what differs.

    Words that differ come first, then what looks otherwise, then objects.
    """
    if own == data:
        return SAME, ()
    with pikepdf.open(BytesIO(own)) as ours:  # ours needs no bounds: what cannot be read in here is theirs
        found = compare(pdf, ours)
        words = audit_pdf(data, page) if found.differences or found.fonts else []
        verdict = _verdict(found, not words, not told(pdf) - told(ours))
        more = unlike(pdf, ours, data, own) if verdict in (READS, UNHELD) else ()
        drawn = [*more, *_drawn_otherwise(found, ours, own)]
    verdict = DIFFERS if drawn else verdict
    if verdict in TRUE:
        return verdict, ()
    return verdict, (*words, *drawn, *(Finding(one.where, one.what) for one in found.differences))


def _drawn_otherwise(found: Compared, ours: pikepdf.Pdf, own: bytes) -> Iterator[Finding]:
    """The pages of our print that look otherwise with the programs of their fonts, whatever these say that they draw.

    A program may be read in more than one way; a picture shows which one a reader takes.
    """
    if not found.fonts:
        return
    for stands, belongs in found.fonts:
        belongs.write(content(stands))
    ours.save(exchanged := BytesIO())
    for number, (one, two) in enumerate(zip(pictures(exchanged.getvalue()), pictures(own), strict=True), 1):
        if one != two:
            yield Finding(f"page {number}", "looks otherwise: a font draws other glyphs than its program says")


def _verdict(found: Compared, same_words: bool, nothing_more: bool) -> str:
    """How much may be claimed of what was compared; `nothing_more` where the PDF says nothing that ours does not.

    What another layout cannot make is not compared yet.
    """
    if not found.fonts:
        return DIFFERS if found.differences else ANEW
    if not found.differences and same_words:
        return LOOKS
    if not (same_words and nothing_more and all(map(laid, found.differences))):
        return DIFFERS
    return READS if found.apart == Degree.NEAR else UNHELD


OTHER, UNREAD, NONE_REACHED = "another version", "not read", "not reached"
CODES = {UNHELD: UNREACHED, OTHER: UNREACHED, NONE_REACHED: UNREACHED, DIFFERS: FOUND, UNREAD: FAULTY}
ALTERED = "was altered after it was attached: its checksum is another"
PROVES = "This proves that the document agrees with its inputs, not who wrote it."
MOST_SHOWN, MOST_KEPT, MOST_OF_OTHER, LONGEST_NAME = 40, 200, 10, 200
BEFORE, FIRST_NAMED = "printed.json", "2026.2"
"""A file that prints carried before they named the version that printed them, and the first that does."""


@dataclass(frozen=True)
class Verified:
    """What came out for a file: the verdict, what it claims, who printed it by its own word, and what differs."""

    file: str
    verdict: str
    claim: str
    printed_by: Version = field(default_factory=Version)
    what_if: Mapping[str, str] = field(default_factory=dict)
    differences: tuple[Finding, ...] = ()
    next: str = ""

    @property
    def exit_code(self) -> int:
        """0 where it was verified."""
        return CODES.get(self.verdict, 0)


def as_lines(one: Verified) -> list[str]:
    """What came out, a line each; of many differences the first."""
    lines = [
        f"{one.file}: {one.claim}",
        *(f"    a what-if: {path} = {text[:LONGEST_NAME]}" for path, text in one.what_if.items()),
        *([f"    by its own word printed by {one.printed_by}"] if one.printed_by.release else []),
        *(f"    {difference}" for difference in one.differences[:MOST_SHOWN]),
        *([f"    and {len(one.differences) - MOST_SHOWN} more"] if len(one.differences) > MOST_SHOWN else []),
        *([f"    {one.next}"] if one.next else []),
        *([PROVES] if one.exit_code == 0 else []),
    ]
    return [printable(line) for line in lines]


def failed(file: str, error: ProposalError) -> Verified:
    """What came out for a file that was not read, or not compared."""
    verdict = NONE_REACHED if error.exit_code == UNREACHED else UNREAD
    faults = (Finding(str(one.place), f"{one.what}; {one.hint}" if one.hint else one.what) for one in error.faults)
    return Verified(file, verdict, "", differences=tuple(faults))


def verify(data: bytes, file: str, templates: Templates = INSTALLED) -> Verified:
    """What comes out for the PDF called `file`, worked out in a process of its own, whatever the file holds.

    Raises ProposalError: exit code 3 where it, or what it carries, cannot be read; UNREACHED where nothing can be
    printed here to hold it against.
    """
    found = apart(lambda: examine(data, file, templates), file)
    return replace(found, next=_there(found.printed_by, file)) if found.verdict == OTHER else found


def examine(data: bytes, file: str, templates: Templates = INSTALLED) -> Verified:
    """The same within this process."""
    with opened(data, file) as pdf:
        by, now = stated(pdf.trailer.get("/Info", {})), today(templates)
        files: Carried | None = None
        try:
            files = carried(pdf, file)
            product = _made(files, pdf, file, templates)
        except ProposalError as error:
            if files and files.altered and error.exit_code != UNREACHED:
                forged = (Fault(Place(f"{file}/{name}"), ALTERED) for name in files.altered)
                raise ProposalError([*error.faults, *forged]) from None
            unnamed = not by.release and any(name == BEFORE for name, _ in files_of(pdf))
            if error.exit_code == UNREACHED or not (_older(by, now) or unnamed):
                raise
            return _other(file, by, now, [Finding(str(one.place), one.what) for one in error.faults])
        with _reaching(file):
            own = to_pdf(product.page, product.paper, product.attached, by.sources or now.sources)
        verdict, unlike = hold(pdf, data, own, product.page)
        seen = Verified(file, verdict, CLAIMS[verdict], by, files.changes)
        if verdict in TRUE:
            return seen
        altered = (Finding(name, ALTERED) for name in files.altered)
        differences = (*altered, *unlike)[:MOST_KEPT]
        current = print_digest(product.page, product.paper, product.attached)
        printed_from = next((str(spec.EF.F.get("/PrintedFrom", "")) for _, spec in files_of(pdf)), "")
        if _older(by, now) and not files.altered and printed_from != current:
            return _other(file, by, now, differences)
        return replace(seen, differences=differences)


def _made(files: Carried, pdf: Any, file: str, templates: Templates) -> Product:
    """The product of the inputs that a PDF carries, up to its page; its name is never used as a path.

    Raises ProposalError for a fault of these inputs, or UNREACHED where today's templates cannot show them.
    """
    name = str(pdf.trailer.get("/Info", {}).get("/proposal", ""))
    if not name or name in {".", ".."} or "/" in name or len(name) > LONGEST_NAME:
        raise refusal(file, "does not name its proposal in its metadata, as a print does")
    proposal = replace(validated(read(Path(file), files.changes, files.inputs)), name=name)
    with _reaching(file):
        product = make(proposal, templates)
        _ = product.page, product.attached
    return product


@contextmanager
def _reaching(file: str) -> Iterator[None]:
    """Raises ProposalError (UNREACHED) for whatever keeps this system from printing; a fault of `file` stays one."""
    try:
        yield
    except ProposalError as error:
        if any(fault.place.file.startswith(file) for fault in error.faults):
            raise
        raise ProposalError(error.faults, UNREACHED) from None
    except Exception as error:
        what = f"nothing can be printed here to hold it against: {type(error).__name__}: {error}"
        raise refusal(file, " ".join(what.split())[:LONGEST_NAME], code=UNREACHED) from None


def _older(by: Version, now: Version) -> bool:
    """Whether a print says that another version than today's printed it."""
    named = by.release and by.sources and (by.release, by.sources) != (now.release, now.sources)
    return bool(named or (by.printer and by.printer != now.printer))


def _other(file: str, by: Version, now: Version, differences: Sequence[Finding]) -> Verified:
    """What is told of a print that says that another version printed it."""
    who = f"was printed by {by}" if by.release else f"was printed by a version before {FIRST_NAMED}"
    claim = f"{who}; today's, {now}, prints its inputs otherwise. It is neither verified nor called false here"
    return Verified(file, OTHER, claim, by, differences=tuple(differences[:MOST_OF_OTHER]))


def _there(by: Version, file: str) -> str:
    """The line that verifies a file with the version that printed it."""
    root = Path(generator.__file__).parent.parent
    commit = commit_of(by.sources, root) if by.sources else ""
    if not commit:
        return "no commit of this clone has that version's sources; a newer or a fuller clone may verify it"
    clone, there = (shlex.quote(str(one)) for one in (root, root.with_name(f"{NAME}-{by.sources}")))
    inside = f"cd {there} && python3 -m generator verify {shlex.quote(str(Path(file).absolute()))}"
    return f"to verify it there: git -C {clone} worktree add --detach {there} {commit} && {inside}"
