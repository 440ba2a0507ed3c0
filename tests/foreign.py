"""A print as another system makes it: the page that `tests/data/foreign/` keeps, printed wherever this is run.

The suite holds the prints kept there against each other: they are of one page and one version, made on Debian 12
(HarfBuzz 6) and Debian 13 (HarfBuzz 10), and so stay what they are when templates, styles or code change. To make them
anew, in a root of each system with this project in it, as the README's two commands leave it:

    debootstrap trixie ROOT && cp -r . ROOT/project && chroot ROOT
    cd /project && python3 -m generator list && .venv/bin/python -m tests.foreign tests/data/foreign/debian-13.pdf
"""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.document.marks import Printed
from generator.document.templates import INSTALLED
from generator.numerals import numerals
from generator.print.attachments import FIGURES, file
from generator.print.html import Html
from generator.print.pdf import to_pdf

KEPT = Path(__file__).parent / "data" / "foreign"
FILES = (
    file(FIGURES, '{\n "a": 1\n}\n', date(2026, 11, 29)),
    file("models.yaml", "a: 1\n", date(2026, 11, 29)),
)


def page() -> Html:
    """The page that is kept: a heading, figures, a link, a table with a head, a chart with an alternative text."""
    text = (KEPT / "page.html").read_text(encoding="utf-8")
    foot = "Figures 0, capacity-proposals 2026.2"
    own = Html(text, (), "", style=INSTALLED.text("style.css"), foot=foot)
    return replace(own, printed=tuple(Printed("name", one.text, one.text) for one in numerals(own.seen)))


def printed() -> bytes:
    """That page as this system prints it."""
    return to_pdf(page(), "a4", FILES, "0" * 12)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(printed())
