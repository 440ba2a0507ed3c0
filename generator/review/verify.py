"""Whether a PDF agrees with the inputs and the figures that it carries, with nothing else at hand.

In: the bytes of a PDF that anyone may have altered. Out: a `Verified`: how many figures and numerals there are, how
many agree, what does not, and what has changed since it was printed. Figures are recalculated from the attached inputs
with today's formulas, and the numerals of the document are held against them in order. A figure that rests on a formula
that has changed since is held to the attached record instead, and that is said.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import Any

from generator.document.audit import Finding, agrees, align
from generator.document.marks import Printed
from generator.document.record import Record, from_text, short_digest
from generator.document.templates import INSTALLED, Templates
from generator.errors import ProposalError, printable
from generator.figures.derivation import value
from generator.figures.figure import Figure
from generator.inputs.load import validated
from generator.inputs.raw import Raw, read
from generator.numerals import Numeral, numerals
from generator.print.aside import LONGEST_TEXT, unlike_aside
from generator.print.attachments import FIGURES, PRINTED, Heads, carried
from generator.print.audit import Pdf, audit_text, headings, numbered, numeral_heads, with_pages
from generator.print.drawing import unlike_today
from generator.print.objects import told_odd
from generator.print.pdf import print_digest
from generator.print.product import Product, make
from generator.print.untrusted import Aside, apart, opened
from generator.review.recalculation import Held, hold
from generator.units import counted

MOST_LINES, MOST_SHOWN = 20, 40
SAME_WORDS = "every word is that of today's print of its inputs"
SAME_LOOKS = "its pages draw what today's print of its inputs draws, in the same places"
OTHER_LOOKS = (
    "this system sets such pages otherwise, or cannot; where things stand on them, and how they look, was not held"
)
OTHER_WORDS = "what it is printed with has changed since; its numerals were held, and its other words were not"
PROVES = "This proves that the document agrees with its inputs, not who wrote it."
PROVES_READING = (
    "This proves that the document, as a search or a screen reader reads it, agrees with its inputs; not that it shows "
    "what it reads, nor who wrote it."
)
PROVES_NOTHING = "The document does not agree with what it carries; who wrote or altered it is not known."
NOT_PROVED = (
    "not that it stands where it belongs, for that the document says itself; nor what the words around it say, how it "
    "looks, or who wrote it."
)
PROVES_NUMERALS = (
    f"This proves that each numeral of the document is a figure, a name or a date of its inputs; {NOT_PROVED}"
)
PROVES_LESS = (
    "This proves that each numeral of the document is a figure of its record, a name or a date, and that the record "
    f"agrees with its inputs but for the figures whose formulas have changed since or are gone; {NOT_PROVED}"
)


@dataclass(frozen=True)
class Verified:
    """What came out for a file: figures and numerals, how many of them agree, what does not, what has changed since."""

    file: str
    figures: int
    figures_agree: int
    numerals: int
    numerals_agree: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    proves: str


def as_text(one: Verified) -> str:
    """What came out, a line each; of many findings the first."""
    lines = [
        f"{one.file}: {one.figures:,} figures, {one.figures_agree:,} are what the attached inputs give",
        f"{one.file}: {one.numerals:,} numerals, {one.numerals_agree:,} agree",
        *(f"{one.file}: {note}" for note in one.notes),
        *(f"    {finding}" for finding in one.findings[:MOST_SHOWN]),
        *([f"    and {len(one.findings) - MOST_SHOWN} more"] if len(one.findings) > MOST_SHOWN else []),
        one.proves,
    ]
    return "".join(f"{printable(line)}\n" for line in lines)


@dataclass(frozen=True)
class Told:
    """What a document prints, in order, the heads its tables repeat, and its headings."""

    printed: Sequence[Printed]
    heads: Heads
    headings: Sequence[str]
    aside: Sequence[Printed]


@dataclass(frozen=True)
class Numbers:
    """Numerals of a document: how many, how many agree, and what does not."""

    count: int
    agree: int
    findings: tuple[Finding, ...]


def verify(data: bytes, file: str, templates: Templates = INSTALLED) -> Verified:
    """What comes out for the PDF called `file`, worked out in a process of its own, whatever the file holds.

    Raises ProposalError (exit code 3) where it, or what it carries, cannot be read.
    """
    return apart(lambda: examine(data, file, templates), file)


def examine(data: bytes, file: str, templates: Templates = INSTALLED) -> Verified:
    """The same within this process."""
    pdf = opened(data, file)
    files = carried(pdf.files, file)
    record = _record(files.texts[FIGURES], f"{file}/{FIGURES}")
    raw = read(Path(file), files.changes, files.inputs)
    product = make(replace(validated(raw), name=files.name), templates)
    page = product.page
    current = pdf.printed_from == print_digest(page, product.paper, product.attached)
    held = hold(record, product.sheet, current)
    told = Told(files.printed, files.heads, files.headings, files.aside)
    if current:
        told = Told(page.printed, numeral_heads(page), headings(page), files.aside)
    wrong = {} if current else dict(_wrong([*files.printed, *files.aside], held.figures, _names(raw, product)))
    digest = page.digest if current else short_digest(files.texts[FIGURES])
    body, margins = _body(pdf.text, told, wrong), _margins(pdf.text, told, digest)
    aside = _aside(pdf.aside, told)
    today = [*audit_text(pdf.text, page), *unlike_aside(pdf.aside, page)]
    findings = [
        *(Finding(name, f"was altered after it was attached: {PRINTED} has another digest") for name in files.altered),
        *(Finding(name, what) for name, what in held.wrong.items()),
        *(_unlike(product, files.texts) if current and not held.wrong else ()),
        *body.findings,
        *(today if current else (*margins.findings, *aside.findings)),
        *(Finding(f"page {number}", f"shows {what}, which is not read") for number, what in pdf.unread),
        *told_odd(pdf.odd),
    ]
    looks = unlike_today(data, page, product.paper, product.attached) if current and not findings else []
    findings += looks or ()
    return Verified(
        file,
        len(record.figures),
        len(record.figures) - len({*record.figures} & {*held.alone, *held.wrong}),
        sum(part.count for part in (body, margins, aside)),
        sum(part.agree for part in (body, margins, aside)),
        tuple(dict.fromkeys(findings)),
        (
            *(f"a what-if: {path} = {text[:LONGEST_TEXT]}" for path, text in files.changes.items()),
            *held.notes,
            *([] if today and current else [OTHER_WORDS if today else SAME_WORDS]),
            *([OTHER_LOOKS] if looks is None else [] if findings or not current else [SAME_LOOKS]),
        ),
        _proves(findings, held, bool(today), looks is None),
    )


def _proves(findings: Sequence[Finding], held: Held, other_words: bool, other_looks: bool) -> str:
    """What is proved, which is the less the more has changed or cannot be held."""
    if findings:
        return PROVES_NOTHING
    if held.alone:
        return PROVES_LESS
    return PROVES_NUMERALS if other_words else PROVES_READING if other_looks else PROVES


def _record(text: str, place: str) -> Record:
    try:
        return from_text(text, place)
    except ProposalError as error:
        raise ProposalError(error.faults) from None


def _unlike(product: Product, texts: Mapping[str, str]) -> Iterator[Finding]:
    """The lines in which attached files are not those that today's print of the same inputs carries."""
    for one in product.attached:
        lines = zip_longest(texts.get(one.name, "").splitlines(), one.text.splitlines(), fillvalue="")
        differ = [(number, pair) for number, pair in enumerate(lines, 1) if pair[0] != pair[1]]
        for number, (said, belongs) in differ[:MOST_LINES]:
            place = f"{one.name}:{number}"
            texts_of = [text.strip().rstrip(",")[:LONGEST_TEXT] or "nothing" for text in (said, belongs)]
            yield Finding(place, f"{texts_of[0]} stands where {texts_of[1]} belongs")
        if not differ and texts.get(one.name) != one.text:
            yield Finding(one.name, "is not the file that was attached")


def _names(raw: Raw, product: Product) -> set[str]:
    """Every name and date that a document of these inputs may print."""
    return {one.text for one in product.page.printed if one.kind != "figure"} | {*_strings(raw.values)}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield str(key)
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def _wrong(printed: Sequence[Printed], figures: Mapping[str, Figure], names: set[str]) -> Iterator[tuple[int, str]]:
    """What was printed and is not so, by its place in what was printed."""
    section = 0
    for index, one in enumerate(printed):
        figure = figures.get(one.name)
        if one.kind == "figure" and (figure is None or isinstance(figure.value, bool)):
            yield index, f"{one.text} is printed for {one.name}, which is no figure"
        elif one.kind == "figure" and figure is not None and not _agrees(one, figure):
            yield index, f"{one.text} stands where {value(figure)} (figure {one.name}) belongs"
        elif one.kind in {"name", "stamp"} and numerals(one.text) and one.text not in names:
            yield index, f"{one.text[:LONGEST_TEXT]} is no name and no date of the attached inputs"
        elif one.kind == "position" and numerals(one.text):
            if one.text not in {"1", str(section + 1)}:
                yield index, f"{one.text} stands where section {section + 1} belongs"
            section = 1 if one.text == "1" else section + 1


def _agrees(one: Printed, figure: Figure) -> bool:
    if not figure.unit.dimension:
        figure = replace(figure, unit=figure.unit._replace(percent=one.text.endswith("%")))
    return agrees(one.text, figure, one.end)


def _body(pdf: Pdf, told: Told, wrong: Mapping[int, str]) -> Numbers:
    """The numerals of the pages against what is printed; `wrong` is what is printed and not so."""
    printed = with_pages(told.printed, dict(zip(told.headings, pdf.bookmarks, strict=False)))
    wanted = [(numeral.text, index) for index, one in enumerate(printed) for numeral in numerals(one.text)]
    texts = [text for text, _ in wanted]
    found = numbered(pdf, texts, told.heads, printed)
    matcher = SequenceMatcher(None, texts, [numeral.text for numeral in found], autojunk=False)
    stands = {
        block.a + at: found[block.b + at].line for block in matcher.get_matching_blocks() for at in range(block.size)
    }
    agree = sum(wanted[at][1] not in wrong for at in stands)
    page = {wanted[at][1]: f"page {number}" for at, number in stands.items()}
    untrue = [Finding(page.get(index, PRINTED), what) for index, what in wrong.items()]
    bookmarks = len(told.headings) - len(pdf.bookmarks)
    odd = (
        [Finding("bookmarks", f"{len(pdf.bookmarks)} for {counted(str(len(told.headings)), 'headings')}")]
        if bookmarks
        else []
    )
    return Numbers(len(found), agree, (*untrue, *align(found, printed, "page"), *odd))


def _margins(pdf: Pdf, told: Told, digest: str) -> Numbers:
    """The numerals of running heads, which repeat names, and of feet: the digest of the figures, page x of y."""
    names = {numeral.text for one in told.printed if one.kind != "figure" for numeral in numerals(one.text)}
    count, findings = 0, []
    for number, page in enumerate(pdf.pages, 1):
        foot = [one.text for one in numerals(f"{digest} {number} {len(pdf.pages)}")]
        stands = [one.text for one in numerals(page.foot)]
        odd = [one.text for one in numerals(page.head) if one.text not in names]
        count += len(stands) + len(numerals(page.head))
        findings += [Finding(f"page {number}", f"{text} stands in its head, and in no name") for text in odd]
        off = [text for text, belongs in zip_longest(stands, foot, fillvalue="nothing") if text != belongs]
        findings += [Finding(f"page {number}", f"{text} stands in its foot, of {' '.join(foot)}") for text in off]
        if not page.whole:
            findings.append(Finding(f"page {number}", "has words outside its head, body and foot"))
    return Numbers(count, max(0, count - len(findings)), tuple(findings))


def _aside(aside: Aside, told: Told) -> Numbers:
    """The numerals of what no page shows, as far as a print itself says what stands there: of alternative texts all.

    A bookmark reads as the anchor of its heading; metadata may show any numeral that is printed.
    """
    known = {numeral.text for one in (*told.printed, *told.aside) for numeral in numerals(one.text)}
    stands = [(where, numeral.text) for where, text in aside.all() for numeral in numerals(text)]
    odd = [(where, text) for where, text in stands if text not in known]
    findings = [Finding(where, f"{text} is the text of no printed figure or name") for where, text in odd]
    for (where, text), anchor in zip(aside.bookmarks, told.headings, strict=False):
        if _letters(text) not in {_letters(anchor), _letters(re.sub(r"_\d+$", "", anchor))}:
            findings.append(Finding(where, f"{text[:LONGEST_TEXT]!r} stands where {anchor!r} belongs"))
    said = [Numeral(one.text, at) for at, (_, text) in enumerate(aside.tags, 1) for one in numerals(text)]
    gone = [Finding("alternative texts", "are missing")] if told.aside and not said else []
    findings += gone or align(said, told.aside, "alternative text")
    return Numbers(len(stands), len(stands) - len(odd), tuple(findings))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()
