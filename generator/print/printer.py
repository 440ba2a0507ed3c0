"""The printer: WeasyPrint, and what it prints in a process of its own, which loads nothing else.

In: a `Job`, all of it plain texts. Out: the bytes of a PDF. Nothing is fetched: the printer reads the style sheet and
the fonts of the packages, no more.
"""

import html
import os
import sys
import zlib
from contextlib import nullcontext
from datetime import date, datetime, time
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

from generator.bootstrap import system_help
from generator.cache import cache_folder, keep
from generator.errors import FOUND, install_hint, refusal
from generator.print import tags
from generator.print.quicker import quicker

MISSING_LIBRARY = 4
PRINTED_FROM = "PrintedFrom"
"""The key of the digest, in the dictionary of each attached file: those of streams alone are never compressed."""

PACKED = 7
"""How hard a print is compressed. WeasyPrint's own 9 takes twice as long, for a hundredth less to store."""

FONTS = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")
"""The faces that the style sheet asks for."""


UNNEEDED = ("fontTools.subset", "fontTools.varLib.instancer")
"""What WeasyPrint loads for variable fonts, and where HarfBuzz cannot cut fonts down; it takes a third of the time."""

FIRST = """<html lang="en"><head><title>First</title></head><body><h1 id="a">A</h1><p>word <a href="#a">A</a></p>
<table><thead><tr><th scope="col">A</th><th scope="col">1</th></tr></thead>
<tbody><tr><th scope="row">two words</th><td class="n">1</td></tr></tbody></table><ul><li>one</li></ul>
<figure><svg viewBox="0 0 9 9"><title>A</title><rect width="9" height="9"></rect><path d="M 0 0 v 9"></path>
<text x="0" y="9">A</text></svg></figure></body></html>"""
"""A page with some of everything."""


class File(NamedTuple):
    """A file to attach: its name, text, day, what it is, and its media type."""

    name: str
    text: str
    dated: date
    says: str
    mime_type: str


class Job(NamedTuple):
    """What is printed: HTML, its style sheet, the paper, files to attach; the digest of all that, and the sources."""

    page: str
    style: str
    paper: str
    files: tuple[File, ...] = ()
    digest: str = ""
    sources: str = ""


def fonts() -> Path:
    """The folder of the typeface's package."""
    return package("font_source_sans_pro").parent / "files"


def package(name: str) -> Path:
    """The first file of a package, which is not loaded."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise refusal(name.replace("_", "-"), "is not installed", install_hint(), MISSING_LIBRARY)
    return Path(spec.origin)


def printed(job: Job) -> bytes:
    """The print of a job. Raises ProposalError (exit code 4) where Pango is missing."""
    weasyprint = load()
    from weasyprint.text.fonts import FontConfiguration

    with quicker(job.page + job.style):
        result: bytes = weasyprint.HTML(string=job.page, url_fetcher=_Nothing()).write_pdf(
            stylesheets=[_sheet(job.style), _sheet(f"@page {{ size: {job.paper} }}")],
            font_config=FontConfiguration(),
            pdf_variant="pdf/ua-1",
            attachments=[_attachment(weasyprint, file) for file in job.files],
            custom_metadata=True,
            finisher=partial(_finish, job),
        )
    return result


def ready(style: str) -> None:
    """Prints a page of no interest in a style: what a first print takes longer for is over when there is a page."""
    printed(Job(FIRST, style, "letter"))


@cache
def _sheet(text: str) -> Any:
    """A style sheet, read once for all pages of a process."""
    import weasyprint

    return weasyprint.CSS(string=text, url_fetcher=_Nothing())


def _finish(job: Job, document: Any, pdf: Any) -> None:
    """Puts the tags right, and the digest and the sources in, before the PDF is written."""
    tags.finish(document, pdf)
    pdf.info["Sources"] = f"({job.sources})"
    for one in pdf.objects:
        if getattr(one, "extra", {}).get("Type") == "/EmbeddedFile":
            one.extra[PRINTED_FROM] = f"({job.digest})"


def _attachment(weasyprint: Any, file: File) -> Any:
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
    later = {name: _later(name) for name in UNNEEDED if name not in sys.modules}
    sys.modules.update(later)
    try:
        ctypes.util.find_library = lambda _: None  # type: ignore[assignment]  # restored below
        import weasyprint
    except OSError:
        ctypes.util.find_library = find
        try:
            import weasyprint
        except OSError as error:
            lacks, *lines = system_help().split("\n  ")  # a fault is told in one line
            hint = f"{lacks} {'; or: '.join(lines)}"
            raise refusal("Pango", f"cannot be loaded: {error}", hint, MISSING_LIBRARY) from error
    finally:
        ctypes.util.find_library = find
        for name in later:
            del sys.modules[name]
    import pydyf

    packs = {"compressobj": lambda level: zlib.compressobj(min(level, PACKED))}
    pydyf.zlib = SimpleNamespace(**vars(zlib) | packs)
    return weasyprint


def _later(module: str) -> ModuleType:
    """What stands for a module that is loaded as soon as something of it is called."""

    def called(name: str, *given: Any, **named: Any) -> Any:
        return getattr(import_module(module), name)(*given, **named)

    stands = ModuleType(module)
    vars(stands)["__getattr__"] = partial(partial, called)
    return stands


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
    path = cache / f"fonts-{zlib.crc32(text.encode()):08x}.conf"  # another checkout's fonts are others
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        keep(path, text.encode())
    return path
