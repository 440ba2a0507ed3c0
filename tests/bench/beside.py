"""The same document by others' means: the commands that print it, and whether what they need is here."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from generator.bootstrap import TEST_NEEDS
from generator.cache import cache_folder
from tests.bench.measure import PYTHON, Command

PEERS_FOLDER = Path(__file__).parent / "peers"
PACKAGES = ("click", "ipykernel", "jinja2", "nbconvert", "pandas", "pydantic", "pyyaml", "typst", "weasyprint")
"""What the peers need from PyPI, in an environment of their own."""

INSTALL = "python3 -m tests.bench --install-peers"
HEADLINES = ("7,350", "26,386,500", "13,240,500", "13,146,000")
"""What each peer's print must hold: the request, worked out its own way."""

FURTHER = ("12,520", "537,600", "67,500,000", "12,075,000", "25.1B", "8,820", "2.13M", "605K")
"""A figure each of page, loads, request, month, replacement, saving and cache: each peer does the whole work."""


@dataclass(frozen=True)
class Peer:
    """Another way to the document: a shell script of PDF, INPUTS, PYTHON and more; what it needs; and the bar.

    A bar is the most that our whole build may take of the peer's time. Of `same_page` is one that prints our own page.
    """

    name: str
    script: str
    packages: Sequence[str] = ()
    programs: Sequence[str] = ()
    bar: float | None = None
    same_page: bool = False

    def missing(self) -> str:
        """How to install what it lacks; empty where it lacks nothing."""
        if not all((_site() / name).is_dir() for name in self.packages):
            return INSTALL
        lacks = [one for one in self.programs if not program(one)]
        return f"{DEBIAN} {' '.join(DEBS[one] for one in lacks)}" if lacks else ""

    def command(self, inputs: Path, pdf: Path) -> Command:
        """The process to measure. It writes `pdf`."""
        python = environment()
        names = {"PDF": str(pdf), "INPUTS": str(inputs.resolve()), "PYTHON": str(python), "PEERS": str(PEERS_FOLDER)}
        names |= {"WORK": str(pdf.parent), "PATH": f"{python.parent}:{os.environ['PATH']}"}
        names |= {"OURS": PYTHON, "CHROMIUM": program("chromium")}
        return Command(["/bin/sh", "-ec", self.script], lambda: pdf.unlink(missing_ok=True), names)


CHROMIUM = (
    '"$CHROMIUM" --headless --no-sandbox --disable-gpu --no-pdf-header-footer --user-data-dir="$WORK/chromium" '
    '--print-to-pdf="$PDF" '
)
MARKDOWN = '"$PYTHON" "$PEERS/markdown.py" "$INPUTS" > "$WORK/peer.md"; pandoc "$WORK/peer.md" -o "$PDF" '
NOTEBOOK = '"$PYTHON" -m nbconvert --execute --to html --output-dir "$WORK" --output notebook "$PEERS/document.ipynb"; '
RENDER = (
    'rmarkdown::render(file.path(Sys.getenv("WORK"), "document.Rmd"), output_file = Sys.getenv("PDF"), '
    'params = list(inputs = Sys.getenv("INPUTS")), quiet = TRUE)'
)
DEBIAN = "apt-get install -y --no-install-recommends"
DEBS = {
    "chromium": TEST_NEEDS[0].apt,
    "pandoc": "pandoc",
    "pdflatex": "texlive-latex-base texlive-latex-recommended texlive-fonts-recommended lmodern",
    "Rscript": "r-base-core r-cran-rmarkdown r-cran-yaml",
}
"""What brings a program, by Debian's names."""
PEERS = (
    Peer(
        name="bare WeasyPrint, the same HTML and tags",
        script='"$OURS" "$PEERS/weasy.py" "$WORK/bare.html" "$WORK/page.css" "$PDF"',
        bar=0.7,
        same_page=True,
    ),
    Peer(
        name="Chromium, the same HTML",
        script=f'{CHROMIUM} "file://$WORK/page.html"',
        programs=("chromium",),
        bar=1.5,
        same_page=True,
    ),
    Peer(
        name="pandas, Jinja, pandoc + LaTeX",
        script=MARKDOWN,
        packages=("pandas", "jinja2"),
        programs=("pandoc", "pdflatex"),
        bar=1.2,
    ),
    Peer(
        name="R Markdown",
        script=f'cp "$PEERS/document.Rmd" "$WORK"; Rscript -e \'{RENDER}\'',
        programs=("Rscript", "pandoc", "pdflatex"),
        bar=0.9,
    ),
    Peer(
        name="notebook, nbconvert + Chromium",
        script=f'{NOTEBOOK}{CHROMIUM} "file://$WORK/notebook.html"',
        packages=("nbconvert", "ipykernel", "pandas"),
        programs=("chromium",),
        bar=0.5,
    ),
    Peer(
        name="pandas, Jinja, pandoc + WeasyPrint",
        script=f"{MARKDOWN} --pdf-engine=weasyprint",
        packages=("pandas", "jinja2", "weasyprint"),
        programs=("pandoc",),
    ),
    Peer(name="Typst", script='"$PYTHON" "$PEERS/typeset.py" "$INPUTS" "$PDF"', packages=("typst",)),
)
"""In the order of the table."""


def program(name: str) -> str:
    """Where a program is, by any of its names; empty where it is not."""
    names = TEST_NEEDS[0].programs if name == "chromium" else (name,)
    return next(filter(None, map(shutil.which, names)), "")


def environment() -> Path:
    """The interpreter of the peers' own environment, whether it is there or not."""
    return Path(os.environ.get("BENCH_PEERS") or cache_folder("peers")) / "bin" / "python"


def _site() -> Path:
    return next(iter(environment().parent.parent.glob("lib/python*/site-packages")), Path("none"))


def install() -> Sequence[Sequence[str]]:
    """The commands that install what is missing: programs where Debian's packages are had, and an environment."""
    lacks = [name for name in DEBS if not program(name)]
    may = lacks and shutil.which("apt-get") and os.geteuid() == 0
    system = [["apt-get", "update"], f"{DEBIAN} {' '.join(DEBS[one] for one in lacks)}".split()] if may else []
    folder = environment().parent.parent
    pip = [str(environment()), "-m", "pip", "install", "--quiet", *PACKAGES]
    return [*system, [PYTHON, "-m", "venv", str(folder)], pip]


def pages(pdf: Path) -> int:
    """How many pages a print has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def check_print(name: str, pdf: Path) -> None:
    """Raises ValueError where a peer's print lacks a figure: it would not have done the same work."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = "".join(document[index].get_textpage().get_text_range() for index in range(len(document)))
    lacks = [figure for figure in (*HEADLINES, *FURTHER) if figure not in text]
    if lacks:
        raise ValueError(f"{name} does not print {', '.join(lacks)}")
