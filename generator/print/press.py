"""A process beside this one that prints a page: it loads and tries the printer while this one still calculates.

In: a page, its paper, and the files to attach. Out: what gives its PDF when that is asked for.
"""

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.errors import FOUND, refusal

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
def beside() -> Iterator[Press]:
    """Prints in a process of its own, from the moment that the page is there; at the end that process is gone."""
    pool = ProcessPoolExecutor(1, processes(), begin)

    def press(page: "Html", paper: str, files: "Sequence[Attached]") -> Printing:
        made = None
        # Where the process has ended already, that is told when the PDF is asked for.
        with suppress(BrokenProcessPool):
            made = pool.submit(_print, replace(page, printed=(), alternatives=()), paper, files)
        return partial(_received, made)

    try:
        pool.submit(_load)
        yield press
    finally:
        for process in multiprocessing.active_children():
            process.kill()  # where nobody waits for its print any more
        pool.shutdown()


def processes() -> Any:
    """How processes are started: by a fork, which inherits what is loaded; macOS's frameworks do not survive one."""
    if sys.platform != "darwin":
        return multiprocessing.get_context("fork")
    # A new interpreter would look for modules first where one stands, and anyone may have written there.
    os.environ["PYTHONSAFEPATH"] = "1"
    return multiprocessing.get_context("spawn")


def begin() -> None:
    """What a process that works beside another does first: it leaves Ctrl-C to that one, and ends with it."""
    # Ctrl-C reaches the whole group: the parent ends the others, and says so once.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    gc.freeze()  # what is inherited stays, and need not be looked at after every document
    from threading import Thread  # a single proposal that is current needs none of it

    Thread(target=_with_parent, daemon=True).start()


def _with_parent() -> None:
    """Ends this process with its parent, however that one ends."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(FOUND)


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
    raise refusal("printing", what, "build with --jobs 1, which starts none")
