"""From the page to its print: the PDF.

In: an `Html`, the paper, and the files to attach. Out: the bytes of a PDF, which carries them and the digest of all
that it was printed from. Nothing is fetched: the printer reads the style sheet and the fonts of the packages, no more.
"""

import hashlib
import html
import os
import re
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime, time
from functools import partial
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import category, normalize

from generator.bootstrap import system_help
from generator.document.marks import plain
from generator.errors import FOUND, Fault, Place, ProposalError, listed, refusal
from generator.files import cache_folder
from generator.inputs import Proposal
from generator.print.attachments import Attached
from generator.print.html import Html
from generator.print.quicker import quicker
from generator.print.version import sources as running

MISSING_LIBRARY = 4
PRINTED_FROM = "PrintedFrom"
"""The key of the digest, in the dictionary of each attached file: those of streams alone are never compressed."""
DIGEST = re.compile(rf"/{PRINTED_FROM} \(([0-9a-f]{{64}})\)".encode())
WHOLE = b"%%EOF"
"""How a PDF ends that is there to its end."""

FONTS = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")
"""The faces that the style sheet asks for."""

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
    return "leave out what is no letter of Latin, Greek or Cyrillic"


def _lacking(lines: list[tuple[Place, list[str]]], hint: str) -> Fault:
    """One fault for lines with the same cure; the others are named beside the first."""
    (place, _), *others = lines
    letters = dict.fromkeys(one for _, each in lines for one in each)
    codes = [f"{one} ({' '.join(f'U+{ord(each):04X}' for each in one)})" for one in letters]
    what = f"the typeface of the print has no {listed(codes, MOST_LETTERS)}"
    if others:
        what += f", here and at {listed([f'{Path(each.file).name}:{each.line}' for each, _ in others], MOST_LETTERS)}"
    return Fault(place, what, f"{hint}; the Markdown alone may have it: proposal build --only md")


def fonts() -> Path:
    """The folder of the typeface's package."""
    return _package("font_source_sans_pro").parent / "files"


def _package(name: str) -> Path:
    """The first file of a package, which is not loaded."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise refusal(name.replace("_", "-"), "is not installed", "pip install -e .", MISSING_LIBRARY)
    return Path(spec.origin)


def print_digest(page: Html, paper: str, files: Sequence[Attached] = ()) -> str:
    """The SHA-256 of what a print rests on: HTML, paper, styles, fonts, this code, printer's version, attached files.

    Left out are the libraries that the printer uses (Pango, HarfBuzz, pydyf), though another version of them may set a
    line otherwise.
    """
    total = hashlib.sha256(f"{page.text}\0{paper}\0{page.style}\0".encode())
    printer = _package("weasyprint")  # it says its version
    code = (Path(__file__).with_name(name) for name in ("pdf.py", "tags.py", "quicker.py"))
    for path in (printer, *code, *(fonts() / name for name in FONTS)):
        total.update(path.read_bytes())
    for file in files:
        total.update(f"\0{file.name}\0{file.dated}\0{file.says}\0{file.text}".encode())
    return total.hexdigest()


def printed_from(data: bytes) -> str:
    """The digest of what a PDF was printed from; empty where no file is attached, or where it does not end as a PDF."""
    found = DIGEST.search(data) if data.rstrip().endswith(WHOLE) else None
    return found[1].decode() if found else ""


def to_pdf(page: Html, paper: str, files: Sequence[Attached] = (), sources: str = "") -> bytes:
    """The print of the HTML with files attached, which names the sources that made it.

    `verify` puts in others, for a print whose sources have changed since and mean nothing to it.

    Raises ProposalError (exit code 4) where Pango is missing.
    """
    weasyprint = load()
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    sheets = [
        weasyprint.CSS(string=text, font_config=configuration, url_fetcher=_Nothing())
        for text in (page.style, f"@page {{ size: {paper} }}")
    ]
    with quicker():
        result: bytes = weasyprint.HTML(string=page.text, url_fetcher=_Nothing()).write_pdf(
            stylesheets=sheets,
            font_config=configuration,
            pdf_variant="pdf/ua-1",
            attachments=[_attachment(weasyprint, file) for file in files],
            custom_metadata=True,
            finisher=partial(_finish, print_digest(page, paper, files), sources or page.sources or running()),
        )
    return result


def _finish(digest: str, sources: str, document: Any, pdf: Any) -> None:
    """Puts the tags right, and the digest and the sources in, before the PDF is written."""
    from generator.print.tags import finish

    finish(document, pdf)
    pdf.info["Sources"] = f"({sources})"
    for one in pdf.objects:
        if getattr(one, "extra", {}).get("Type") == "/EmbeddedFile":
            one.extra[PRINTED_FROM] = f"({digest})"


def _attachment(weasyprint: Any, file: Attached) -> Any:
    """A file as the printer takes it: dated by the inputs and never by a clock, its type not by the machine's list."""
    dated = datetime.combine(file.dated, time())
    one = weasyprint.Attachment(
        string=file.text, name=file.name, description=file.says, created=dated, modified=dated, url_fetcher=_Nothing()
    )
    one.source = nullcontext((BytesIO(file.text.encode()), None, None, file.mime_type))
    return one


class _Nothing:
    """What the printer fetches with: it fetches nothing, and WeasyPrint says so in its log and goes on."""

    _fail_on_errors = False

    def __call__(self, url: str) -> None:
        raise ValueError(f"the printer fetches nothing, and so not {url}")


def load() -> Any:
    """WeasyPrint, with the package's fonts alone. Raises ProposalError (exit code 4) where Pango is missing.

    Looking libraries up by name starts a compiler; sonames do too.
    """
    import ctypes.util

    os.environ["FONTCONFIG_FILE"] = str(_font_configuration())
    find = ctypes.util.find_library
    try:
        ctypes.util.find_library = lambda _: None  # type: ignore[assignment]  # restored below
        import weasyprint
    except OSError:
        ctypes.util.find_library = find
        try:
            import weasyprint
        except OSError as error:
            raise refusal("Pango", f"cannot be loaded: {error}", system_help(), MISSING_LIBRARY) from error
    finally:
        ctypes.util.find_library = find
    return weasyprint


def _font_configuration() -> Path:
    """A fontconfig file that knows the package's folder and no other, so that every machine prints the same."""
    try:
        cache = cache_folder("fonts")
    except OSError as error:
        what = f"no list of fonts can be kept: {error.strerror}"
        hint = "set XDG_CACHE_HOME to a folder that can be written"
        raise refusal(error.filename, what, hint, FOUND) from None
    text = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{html.escape(str(fonts()))}</dir>
<cachedir>{html.escape(str(cache))}</cachedir>
<match target="pattern"><edit name="family" mode="append_last"><string>Source Sans Pro</string></edit></match>
</fontconfig>
"""
    path = cache / "fonts.conf"
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        part = cache / f"fonts.{os.getpid()}"
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    return path
