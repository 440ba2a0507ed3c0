"""A process beside this one that prints a page: it loads and tries the printer while this one still calculates.

In: a page, its paper, and the files to attach. Out: what gives its PDF when that is asked for.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from generator.errors import FOUND, refusal
from generator.processes import beside

if TYPE_CHECKING:  # the process is to be started before all that it loads itself
    from generator.print.attachments import Attached
    from generator.print.html import Html

Printing: TypeAlias = Callable[[], bytes]
"""Waits for the PDF. Raises ProposalError where it cannot be printed."""

Press: TypeAlias = "Callable[[Html, str, Sequence[Attached]], Printing]"

TRIAL = """<html lang="en"><head><title>T</title><meta name="author" content="A"></head><body>
<p class="running-foot">foot</p><main><div class="parties"><dl><dt>to</dt><dd>one</dd></dl></div><h1 id="top">Top</h1>
<p><strong>Bold.</strong> <code>code</code> <a href="#top">up</a> <span class="n">no end</span></p><h2>A</h2><h3>B</h3>
<div class="columns"><p><strong>One.</strong> left</p><p><strong>Two.</strong> right</p></div>
<figure><svg viewBox="0 0 9 9"><title>Chart</title><desc>line</desc><g><rect x="1" y="1" width="2" height="2"/>
<path d="M1 1L2 2"/><text x="1" y="5">so <tspan>much</tspan></text></g></svg><figcaption>Chart</figcaption></figure>
<table class="wide"><caption>Words</caption><thead><tr><th scope="col">name</th><th class="right" scope="col">many</th>
</tr></thead><tbody><tr class="total"><th scope="row">all</th><td class="right">none</td></tr></tbody></table>
<ul><li>one</li></ul><blockquote><p class="lead">said</p></blockquote></main></body></html>"""
"""A page with a little of all that pages are made of; nobody sees it: what is done but once is then done."""


@contextmanager
def pressed() -> Iterator[Press]:
    """Prints in a process of its own, from the moment that the page is there; at the end that process is gone."""
    with beside() as pool:

        def press(page: "Html", paper: str, files: "Sequence[Attached]") -> Printing:
            made = None
            # Where the process has ended already, that is told when the PDF is asked for.
            with suppress(BrokenProcessPool):
                made = pool.submit(_print, replace(page, printed=(), alternatives=()), paper, files)
            return partial(_received, made)

        pool.submit(_load)
        yield press


def _load() -> None:
    from generator.print import pdf
    from generator.print.html import Html

    pdf.to_pdf(Html(TRIAL, (), "", sources="none"), "letter")


def _print(page: "Html", paper: str, files: "Sequence[Attached]") -> bytes:
    from generator.print import pdf

    return pdf.to_pdf(page, paper, files)


def _received(made: "Future[bytes] | None") -> bytes:
    try:
        if made is not None:
            return made.result()
    except BrokenProcessPool:
        pass
    what = "the process that prints ended before its time"
    raise refusal("printing", what, "build with --jobs 1, which starts none", FOUND)
