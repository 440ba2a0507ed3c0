"""The same document by others' means: the commands that print it, and whether their packages are here."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.files import cache_folder
from tests.bench.measure import PYTHON, Command

PEERS_FOLDER = Path(__file__).parent / "peers"
PACKAGES = ("ipykernel", "jinja2", "nbconvert", "pandas", "pyyaml", "typst", "weasyprint")
"""What the peers need from PyPI, in an environment of their own."""

INSTALL = "python3 -m tests.bench --install-peers"
HEADLINES = ("7,350", "26,386,500", "13,240,500", "13,146,000")
"""What each peer's print must hold: the request, worked out its own way."""

FURTHER = ("12,520", "537,600", "67,500,000", "12,075,000", "25.1B", "8,820", "2.13M", "605K")
"""A figure each of page, loads, request, month, replacement, saving and cache: each peer does the whole work."""


@dataclass(frozen=True)
class Peer:
    """Another way to the document: a shell script of PDF, INPUTS, PYTHON and PEERS; and what it needs."""

    name: str
    script: str
    packages: Sequence[str] = ()
    programs: Sequence[str] = ()
    install: str = ""
    bar: float | None = None

    def missing(self) -> str:
        """How to install what it lacks; empty where it lacks nothing."""
        here = all(map(shutil.which, self.programs))
        lacks_python = self.packages and not all((_site() / name).is_dir() for name in self.packages)
        return INSTALL if lacks_python else "" if here else self.install

    def command(self, inputs: Path, pdf: Path) -> Command:
        """The process to measure. It writes `pdf`."""
        python = environment()
        names = {"PDF": str(pdf), "INPUTS": str(inputs.resolve()), "PYTHON": str(python), "PEERS": str(PEERS_FOLDER)}
        names |= {"WORK": str(pdf.parent), "PATH": f"{python.parent}:{os.environ['PATH']}"}
        return Command(["/bin/sh", "-ec", self.script], lambda: pdf.unlink(missing_ok=True), names)


CHROMIUM = (
    'chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --user-data-dir="$WORK/chromium" '
    '--print-to-pdf="$PDF" '
)
DEBIAN = "apt-get install -y --no-install-recommends "
MARKDOWN = '"$PYTHON" "$PEERS/markdown.py" "$INPUTS" > "$WORK/peer.md"; pandoc "$WORK/peer.md" -o "$PDF" '
NOTEBOOK = '"$PYTHON" -m nbconvert --execute --to html --output-dir "$WORK" --output notebook "$PEERS/document.ipynb"; '
RENDER = (
    'rmarkdown::render(file.path(Sys.getenv("WORK"), "document.Rmd"), output_file = Sys.getenv("PDF"), '
    'params = list(inputs = Sys.getenv("INPUTS")), quiet = TRUE)'
)
LATEX = "texlive-latex-base texlive-latex-recommended texlive-fonts-recommended lmodern"
PEERS = (
    Peer(
        name="Chromium, the same HTML",
        script=f'{CHROMIUM} "file://$WORK/page.html"',
        programs=("chromium",),
        install=f"{DEBIAN}chromium",
        bar=0.85,
    ),
    Peer(
        name="pandas, Jinja, pandoc + LaTeX",
        script=MARKDOWN,
        packages=("pandas", "jinja2"),
        programs=("pandoc", "pdflatex"),
        install=f"{DEBIAN}pandoc {LATEX}",
        bar=0.9,
    ),
    Peer(
        name="R Markdown",
        script=f'cp "$PEERS/document.Rmd" "$WORK"; Rscript -e \'{RENDER}\'',
        programs=("Rscript", "pandoc", "pdflatex"),
        install=f"{DEBIAN}r-base-core r-cran-rmarkdown r-cran-yaml pandoc {LATEX}",
        bar=0.65,
    ),
    Peer(
        name="notebook, nbconvert + Chromium",
        script=f'{NOTEBOOK}{CHROMIUM} "file://$WORK/notebook.html"',
        packages=("nbconvert", "ipykernel", "pandas"),
        programs=("chromium",),
        install=f"{DEBIAN}chromium",
        bar=0.4,
    ),
    Peer(name="Typst", script='"$PYTHON" "$PEERS/typeset.py" "$INPUTS" "$PDF"', packages=("typst",)),
    Peer(
        name="pandas, Jinja, pandoc + WeasyPrint",
        script=f"{MARKDOWN} --pdf-engine=weasyprint",
        packages=("pandas", "jinja2", "weasyprint"),
        programs=("pandoc",),
        install=f"{DEBIAN}pandoc",
    ),
)
"""In the order of the table; a bar is the most that our whole build may take of the peer's time."""


def environment() -> Path:
    """The interpreter of the peers' own environment, whether it is there or not."""
    return Path(os.environ.get("BENCH_PEERS") or cache_folder("peers")) / "bin" / "python"


def _site() -> Path:
    return next(iter(environment().parent.parent.glob("lib/python*/site-packages")), Path("none"))


def install() -> Sequence[Sequence[str]]:
    """The commands that make the peers' environment."""
    folder = environment().parent.parent
    return [PYTHON, "-m", "venv", str(folder)], [str(environment()), "-m", "pip", "install", "--quiet", *PACKAGES]
