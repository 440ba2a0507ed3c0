"""From the page to its print: the PDF.

In: an `Html`, the paper, and the files to attach. Out: the bytes of a PDF, which carries them and the digest of all
that it was printed from; and what letters of the inputs cannot be printed.
"""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from unicodedata import category, normalize

from generator.document.marks import plain
from generator.errors import Fault, Place, ProposalError, listed
from generator.inputs import Proposal
from generator.print import printer
from generator.print.html import Html
from generator.print.printer import FONTS, PRINTED_FROM, File, Job, fonts, package
from generator.print.version import sources as running

DIGEST = re.compile(rf"/{PRINTED_FROM} \(([0-9a-f]{{64}})\)".encode())
WHOLE = b"%%EOF"
"""How a PDF ends that is there to its end."""

ACCENTS = "\u0300-\u036f"
MOST_LETTERS = 4
"""So many letters of a line are told that the typeface lacks."""
LETTER = re.compile(rf"\S[{ACCENTS}]*")
"""A letter with the accents upon it. Where a letter with its accent is one character, they are taken for that."""


def check_glyphs(proposal: Proposal, text: str) -> None:
    """Raises ProposalError where the typeface lacks letters of the inputs: one fault for all lines of one remedy.

    An accent that is not part of a letter's glyph would stand beside or upon another, and be read in another order.
    """
    from fontTools.ttLib import TTFont

    has = TTFont(fonts() / "SourceSansPro-Regular.ttf", lazy=True).getBestCmap()
    letters = dict.fromkeys(LETTER.findall(normalize("NFC", plain(text))))
    lacks = [one for one in letters if re.search(f"[{ACCENTS}]", one) or ord(one) not in has]
    if not lacks:
        return
    by_hint, told = dict[str, list[tuple[Place, list[str]]]](), set[str]()
    for place in sorted({place._replace(column=0): place for place in proposal.places.values()}.values()):
        held = set(LETTER.findall(normalize("NFC", place.text)))
        here = [letter for letter in lacks if letter in held]
        told |= {*here}
        if here:
            at = place._replace(column=place.text.find(here[0]) + 1 or place.column)
            by_hint.setdefault(_remedy(here), []).append((at, here))
    faults = [_lacking(lines, hint) for hint, lines in by_hint.items()]
    rest = [letter for letter in lacks if letter not in told]
    where = Place(proposal.name if rest and rest[0] in normalize("NFC", proposal.name) else "templates")
    raise ProposalError([*faults, *([_lacking([(where, rest)], _remedy(rest))] if rest else [])])


def _remedy(letters: list[str]) -> str:
    if any(re.search(f"[{ACCENTS}]", one) for one in letters):
        return "write the letter without that accent"
    if all(category(one)[0] in "LM" for one in letters):
        return "write it in Latin, Greek or Cyrillic letters"
    return "leave out what is not a letter of Latin, Greek or Cyrillic"


def _lacking(lines: list[tuple[Place, list[str]]], hint: str) -> Fault:
    """One fault for lines with the same cure; the others are named beside the first."""
    (place, _), *others = lines
    letters = dict.fromkeys(one for _, each in lines for one in each)
    codes = [f"{one} ({' '.join(f'U+{ord(each):04X}' for each in one)})" for one in letters]
    what = f"the typeface of the print has no {listed(codes, MOST_LETTERS)}"
    if others:
        what += f", here and at {listed([f'{Path(each.file).name}:{each.line}' for each, _ in others], MOST_LETTERS)}"
    return Fault(place, what, f"{hint}; the Markdown alone may have it: proposal build --only md")


def print_digest(page: Html, paper: str, files: Sequence[File] = ()) -> str:
    """The SHA-256 of what a print rests on: HTML, paper, styles, fonts, this code, printer's version, attached files.

    Left out are the libraries that the printer uses (Pango, HarfBuzz, pydyf), though another version of them may set a
    line otherwise.
    """
    total = hashlib.sha256(f"{page.text}\0{paper}\0{page.style}\0".encode())
    installed = package("weasyprint")  # it says its version
    ours = ("pdf.py", "printer.py", "tags.py", "quicker.py", "styles.py", "wellformed.py")
    code = (Path(__file__).with_name(name) for name in ours)
    for path in (installed, *code, *(fonts() / name for name in FONTS)):
        total.update(path.read_bytes())
    for file in files:
        total.update(f"\0{file.name}\0{file.dated}\0{file.says}\0{file.text}".encode())
    return total.hexdigest()


def printed_from(data: bytes) -> str:
    """The digest of what a PDF was printed from; empty where no file is attached, or where it does not end as a PDF."""
    found = DIGEST.search(data) if data.rstrip().endswith(WHOLE) else None
    return found[1].decode() if found else ""


def job(page: Html, paper: str, files: Sequence[File] = (), sources: str = "") -> Job:
    """What is to be printed of the HTML with files attached; the print names the sources that made it.

    `verify` puts in others, for a print whose sources have changed since and mean nothing to it.
    """
    digest = print_digest(page, paper, files)
    return Job(page.text, page.style, paper, tuple(files), digest, sources or page.sources or running())


def to_pdf(page: Html, paper: str, files: Sequence[File] = (), sources: str = "") -> bytes:
    """The print of such a job. Raises ProposalError (exit code 4) where Pango is missing."""
    return printer.printed(job(page, paper, files, sources))
