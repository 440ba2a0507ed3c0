"""Faults that a person can mend: where, what, how.

In: what a stage found wrong. Out: `ProposalError`, which carries every `Fault` at once, and its text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file: path as shown to the user, line and column from 1, and the text of that line."""

    file: str
    line: int = 0
    column: int = 0
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong: its place, what it is, and a hint how to mend it."""

    place: Place
    what: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f"; {self.hint}" if self.hint else ""
        shown = f"\n    {self.place.text}\n    {' ' * (self.place.column - 1)}^" if self.place.text.strip() else ""
        return f"{self.place}: {self.what}{hint}{shown}"


class ProposalError(Exception):
    """Inputs, templates or files that a person can mend; `exit_code` is what the command ends with."""

    def __init__(self, faults: Iterable[Fault], exit_code: int = 3) -> None:
        self.faults = tuple(sorted(set(faults)))
        self.exit_code = exit_code
        super().__init__("\n".join(str(fault) for fault in self.faults))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The hint that names the closest known name, or all of them where they are few; else nothing."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]}?"
    return f"known: {', '.join(names)}" if 0 < len(names) <= 8 else ""
