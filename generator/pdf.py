"""From the Markdown to its print: HTML through one layout, then the PDF. It counts nothing.

In: a `Document` with its marks, the proposal and its sheet. Out: an `Html` with the record of what it prints, in order; and
the bytes of a PDF. Nothing is fetched: the printer reads the style sheet and the fonts of the packages, and nothing else.
"""

import html
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from generator.bootstrap import system_help
from generator.document import (
    MARK,
    TEMPLATES,
    Document,
    PageOf,
    Printed,
    Printer,
    Prose,
    environment,
    printed_in,
    render_template,
    unmark,
)
from generator.errors import Fault, Place, ProposalError
from generator.figures import Sheet
from generator.inputs import Proposal
from generator.views import views

EXTENSIONS = ("tables", "toc", "sane_lists")
MISSING_LIBRARY = 4
LONGEST_UNBROKEN = 20


@dataclass(frozen=True)
class Html:
    """The page's HTML, and what it prints in order."""

    text: str
    printed: tuple[Printed, ...]


@dataclass(frozen=True)
class Entry:
    """A line of the contents."""

    level: str
    anchor: str
    title: str
    page: PageOf


def to_html(document: Document, proposal: Proposal, sheet: Sheet, folder: Path = TEMPLATES) -> Html:
    """The document as HTML in the layout of `folder`. Raises ProposalError for a fault of the layout."""
    import markdown

    converter = markdown.Markdown(extensions=list(EXTENSIONS), extension_configs={"toc": {"slugify": _anchor}})
    body = _accessible(converter.convert(document.marked))
    tokens: list[Any] = getattr(converter, "toc_tokens")  # noqa: B009  # the toc extension adds it
    entries = [_entry(token) for token in _flat(tokens) if token["level"] in {2, 3}]
    printer = Printer(proposal, sheet, list(document.printed))
    env = environment(printer, folder)
    env.filters["plain"] = lambda value: html.escape(value.text if isinstance(value, Prose) else str(value))
    title, _, sections = body.partition("<h2")
    names = {
        **views(proposal, sheet),
        "title": title,
        "sections": f"<h2{sections}" if sections else "",
        "contents": entries,
    }
    marked = render_template(env, "layout.html.j2", names)
    return Html(unmark(marked, _span, printer.printed), tuple(printed_in(marked, printer.printed)))


def _span(printed: Printed, text: str) -> str:
    """A figure never breaks over a line, nor does a name that is shorter than a line."""
    kind = (
        "n" if printed.kind == "figure" or (len(printed.text) <= LONGEST_UNBROKEN and " " not in printed.text) else "w"
    )
    return f'<span class="{kind}">{text}</span>' if text else ""


def _entry(token: Any) -> Entry:
    return Entry("top" if token["level"] == 2 else "below", token["id"], token["html"], PageOf(token["id"]))


def _anchor(text: str, separator: str) -> str:
    plain = MARK.sub(lambda match: match[2], text)
    return re.sub(r"[^\w]+", separator, plain.lower()).strip(separator)


def _flat(tokens: Iterable[Any]) -> Iterable[Any]:
    for token in tokens:
        yield token
        yield from _flat(token["children"])


def _accessible(body: str) -> str:
    """Head cells say that they head their column; the last row of a table that is set in bold is its total."""
    body = re.sub(r"<th\b", '<th scope="col"', body)
    return re.sub(r"<tr>(\s*<td><strong>)", r'<tr class="total">\1', body)


def check_glyphs(proposal: Proposal, text: str) -> None:
    """Raises ProposalError for every character that the typeface lacks, at the line of the inputs where it stands."""
    from fontTools.ttLib import TTFont

    has = TTFont(fonts() / "SourceSansPro-Regular.ttf", lazy=True).getBestCmap()
    missing = {
        character
        for character in MARK.sub(lambda match: match[2], text)
        if ord(character) not in has and not character.isspace()
    }
    faults = []
    for character in sorted(missing):
        places = [place for place in proposal.places.values() if character in place.text]
        faults.append(
            Fault(min(places, default=Place("templates")), f"the typeface lacks {character!r} (U+{ord(character):04X})")
        )
    if faults:
        raise ProposalError(faults)


def fonts() -> Path:
    """The folder of the typeface's package."""
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        raise ProposalError(
            [Fault(Place("font-source-sans-pro"), "is not installed", "pip install -e .")], MISSING_LIBRARY
        )
    return Path(spec.origin).parent / "files"


def to_pdf(page: Html, paper: str, folder: Path = TEMPLATES) -> bytes:
    """The print of the HTML. Raises ProposalError (exit code 4) where Pango is missing."""
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    sheets = [
        weasyprint.CSS(string=text, font_config=configuration, url_fetcher=_nothing)
        for text in ((folder / "style.css").read_text(encoding="utf-8"), f"@page {{ size: {paper} }}")
    ]
    result: bytes = weasyprint.HTML(string=page.text, url_fetcher=_nothing).write_pdf(
        stylesheets=sheets, font_config=configuration, pdf_variant="pdf/ua-1"
    )
    return result


def _nothing(url: str, *_: object, **__: object) -> dict[str, Any]:
    raise ValueError(f"the printer fetches nothing, and so not {url}")


def _weasyprint() -> Any:
    """WeasyPrint, with the package's fonts alone. Looking libraries up by name starts a compiler; their sonames do as well."""
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
            raise ProposalError(
                [Fault(Place("Pango"), f"cannot be loaded: {error}", system_help())], MISSING_LIBRARY
            ) from error
    finally:
        ctypes.util.find_library = find
    return weasyprint


def _font_configuration() -> Path:
    """A fontconfig file that knows the package's folder and no other, so that every machine prints the same."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "capacity-proposals"
    cache.mkdir(parents=True, exist_ok=True)
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
        path.write_text(text, encoding="utf-8")
    return path
