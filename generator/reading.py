"""Files that anyone may have written, read within bounds.

In: the path of a text file, and the most bytes that it may have. Out: its text; or a ProposalError. Nothing is read of
what is no plain file (a pipe would wait, a device never ends) or leads out of the folder, and no more than the bound.
"""

import os
import re
import stat
from pathlib import Path

from generator.errors import Fault, Place, ProposalError

MARK = re.compile(r"(?:<{7}|\|{7}|>{7})(?: .*)?|={7}")
"""A line that a merge leaves where two sides wrote something else."""
MOST_INPUT, MOST_RECORD = 1_000_000, 32_000_000
"""Bytes of a file of inputs, and of a text that is committed beside them."""


def read_text(path: Path, most: int = MOST_INPUT, within: Path | None = None) -> str:
    """The text of a file; a link may lead to `within` alone. Raises FileNotFoundError, or ProposalError otherwise."""
    shown = Place(str(path))
    try:
        if within is not None and not path.resolve().is_relative_to(within.resolve()):
            raise ProposalError([Fault(shown, f"is a link that leads out of {within}", "put the file itself there")])
        data = _bytes(path, most)
    except FileNotFoundError:
        raise
    except (OSError, RuntimeError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise ProposalError([Fault(shown, f"cannot be read: {what}")]) from None
    return text_of(data, path, most)


def text_of(data: bytes, path: Path, most: int) -> str:
    """The text that bytes of a file are. Raises ProposalError where they are more than `most`, or no UTF-8."""
    if len(data) > most:
        raise ProposalError([Fault(_place(path, data[:most]), f"longer than {most:,} bytes")])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"not UTF-8: {error.reason}"
        raise ProposalError([Fault(_place(path, data[: error.start]), what, "save it as UTF-8")]) from None


def merge_marks(text: str) -> list[int]:
    """The lines, counted from 1, that a merge has left as marks of what its sides do not agree on."""
    if "<<<<<<<" not in text:
        return []
    return [number for number, line in enumerate(text.splitlines(), 1) if MARK.fullmatch(line)]


def _bytes(path: Path, most: int) -> bytes:
    """No more than one byte beyond the most."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with open(handle, "rb") as file:  # noqa: PTH123  # of an open handle: what is looked at is what is read
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "it is no plain file")
        return file.read(most + 1)


def _place(path: Path, before: bytes) -> Place:
    """The place in a file after so many bytes."""
    lines = before.decode("utf-8", "replace").split("\n")
    return Place(str(path), len(lines), len(lines[-1]) + 1, lines[-1])
