"""Who prints a page: this process, or another one beside it, which gets ready while this one still calculates.

In: a page, its paper and what it carries. Out: its PDF, and the picture of its first page.
"""

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, Protocol

from generator.errors import ProposalError
from generator.page.pdf import enclosed, first_page, print_text

if TYPE_CHECKING:
    from generator.page.attachments import Attached
    from generator.page.layout import Html

WARM = (
    '<html lang="en"><head><title>-</title></head><body><h1>-</h1><p><a href="#a">-</a></p>'
    '<table><thead><tr><th scope="col">-</th></tr></thead><tbody><tr><td id="a">1</td></tr></tbody></table>'
    "</body></html>"
)
"""A page that makes the printer load, before there is one to print, whatever it loads at its first."""


class Press(Protocol):
    """Prints one page; what is asked for first is waited for."""

    def get_ready(self) -> None:
        """Loads what it can before there is a page."""

    def begin(self, page: "Html", paper: str, files: "Sequence[Attached]") -> None:
        """Takes the page, the paper to print it on, and the files to attach."""

    def pdf(self) -> bytes:
        """The PDF. Raises ProposalError (exit code 4) where Pango is missing."""

    def picture(self) -> bytes:
        """The picture of its first page, as PNG."""

    def end(self) -> None:
        """Stops, whatever is begun."""


class Here:
    """Prints in this process, when asked for the PDF."""

    def get_ready(self) -> None:
        """Does nothing: this process has other work first."""

    def begin(self, page: "Html", paper: str, files: "Sequence[Attached]") -> None:
        """Takes the page, the paper to print it on, and the files to attach."""
        self._given = page.text, paper, enclosed(files)

    def pdf(self) -> bytes:
        """The PDF."""
        self._data = print_text(*self._given)
        return self._data

    def picture(self) -> bytes:
        """The picture of its first page."""
        return first_page(self._data)

    def end(self) -> None:
        """Does nothing: nothing is begun before it is asked for."""


class Beside:
    """Prints in a process of its own, from the moment that the page is there."""

    _process: BaseProcess | None = None

    def get_ready(self) -> None:
        """Starts the process, which loads the printer."""
        self._mine, theirs = multiprocessing.Pipe()
        self._process = processes().Process(target=_work, args=(theirs, self._mine), daemon=True)
        self._process.start()
        theirs.close()

    def begin(self, page: "Html", paper: str, files: "Sequence[Attached]") -> None:
        """Takes the page, the paper to print it on, and the files to attach."""
        if self._process is None:
            self.get_ready()
        # Where the process has ended already, what it said of it waits to be received.
        with suppress(ConnectionError):
            self._mine.send((page.text, paper, enclosed(files)))

    def pdf(self) -> bytes:
        """The PDF."""
        return self._received()

    def picture(self) -> bytes:
        """The picture of its first page."""
        return self._received()

    def end(self) -> None:
        """Stops the process, whatever it has begun."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()
            self._mine.close()

    def _received(self) -> bytes:
        try:
            found = self._mine.recv()
        except (EOFError, ConnectionError):
            raise RuntimeError("the printing process ended before its time") from None
        if isinstance(found, ProposalError):
            raise found
        data: bytes = found
        return data


def press(jobs: int) -> Press:
    """Another process where there may be more than one, else this one."""
    return Beside() if jobs > 1 else Here()


def processes() -> Any:
    """How processes are started: by a fork, which inherits what is loaded; macOS's frameworks do not survive one."""
    return multiprocessing.get_context("spawn" if sys.platform == "darwin" else "fork")


def cpus() -> int:
    """How many CPUs this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _work(theirs: Connection, mine: Connection) -> None:
    # Ctrl-C reaches the whole group: the parent ends this process, and says so once.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    mine.close()
    gc.disable()
    try:
        print_text(WARM, "letter")
        data = print_text(*theirs.recv())
        theirs.send(data)
        theirs.send(first_page(data))
    except (EOFError, ConnectionError):
        return  # nobody asks any more
    except ProposalError as error:
        theirs.send(error)
