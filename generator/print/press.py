"""Who prints a page: this process, or one beside it, which loads the printer while this one still calculates.

In: a page, its paper, and the files to attach. Out: what gives its PDF when that is asked for.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.errors import Fault, Place, ProposalError

if TYPE_CHECKING:  # the process is to be started before all that it loads itself
    from generator.print.attachments import Attached
    from generator.print.html import Html

Printing: TypeAlias = Callable[[], bytes]
"""Waits for the PDF. Raises ProposalError where it cannot be printed."""

Press: TypeAlias = "Callable[[Html, str, Sequence[Attached]], Printing]"


def here(page: "Html", paper: str, files: "Sequence[Attached]") -> Printing:
    """Prints in this process, when the PDF is asked for."""
    from generator.print import pdf

    return partial(pdf.to_pdf, page, paper, files)


@contextmanager
def beside() -> Iterator[Press]:
    """Prints in a process of its own, from the moment that the page is there; at the end that process is gone."""
    mine, theirs = multiprocessing.Pipe()
    process = processes().Process(target=_work, args=(theirs, mine), daemon=True)
    process.start()
    theirs.close()

    def begin(page: "Html", paper: str, files: "Sequence[Attached]") -> Printing:
        # Where the process has ended already, that is found when the PDF is asked for.
        with suppress(ConnectionError):
            mine.send((replace(page, printed=(), alternatives=()), paper, files))
        return partial(_received, mine)

    try:
        yield begin
    finally:
        process.kill()
        process.join()
        mine.close()


def processes() -> Any:
    """How processes are started: by a fork, which inherits what is loaded; macOS's frameworks do not survive one."""
    if sys.platform != "darwin":
        return multiprocessing.get_context("fork")
    # A new interpreter would look for modules first where one stands, and anyone may have written there.
    os.environ["PYTHONSAFEPATH"] = "1"
    return multiprocessing.get_context("spawn")


def _received(mine: Connection) -> bytes:
    try:
        found: bytes | ProposalError = mine.recv()
    except (EOFError, ConnectionError):
        what = "the process that prints ended before its time"
        raise ProposalError([Fault(Place("printing"), what, "build with --jobs 1, which starts none")]) from None
    if isinstance(found, ProposalError):
        raise found
    return found


def _work(theirs: Connection, mine: Connection) -> None:
    # Ctrl-C reaches the whole group: the parent ends this process, and says so once.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # An end that stayed open here would hide that the parent is gone.
    mine.close()
    with suppress(EOFError, ConnectionError):
        try:
            from generator.print import pdf

            pdf.load()
            theirs.send(pdf.to_pdf(*theirs.recv()))
        except ProposalError as error:
            theirs.send(error)
