"""The closed world: every numeral of a text is a printed figure, in its place, and equals its value.

In: a finished text, what was printed in order, and the sheet. Out: findings, one for every numeral that is not where it
belongs; none means that the document is true to its sheet. The numerals are aligned in sequence: that a number occurs
somewhere else excuses nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from functools import lru_cache
from html import unescape

from generator.document.marks import Printed
from generator.errors import WIDEST
from generator.figures.derivation import value
from generator.figures.figure import Figure, Sheet
from generator.figures.ranges import BOTH
from generator.numerals import Numeral, numerals
from generator.units import read

ESCAPES = re.compile(r"\\([\\`*_\[\]#])")


@dataclass(frozen=True)
class Finding:
    """A numeral that is not traced: where it stands, and what is wrong with it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def audit_markdown(text: str, printed: Sequence[Printed], sheet: Sheet) -> list[Finding]:
    """What is untrue in a Markdown text that was printed as `printed` from `sheet`."""
    plain = unescape(ESCAPES.sub(r"\1", text))
    lines = plain.split("\n")
    return [*untrue(printed, sheet), *misnumbered(printed), *align(numerals(plain), printed, "line", lines)]


def untrue(printed: Iterable[Printed], sheet: Sheet) -> Iterator[Finding]:
    """Every printed figure whose text does not read as the sheet's value."""
    for one in printed:
        if one.kind == "figure" and not agrees(one.text, sheet[one.name], one.end):
            yield Finding(one.name, f"{one.text} is printed for {value(sheet[one.name])}")


def misnumbered(printed: Iterable[Printed]) -> Iterator[Finding]:
    """Every section that is not numbered by its place."""
    for place, one in enumerate((one for one in printed if one.kind == "position"), 1):
        if one.text != str(place):
            yield Finding(f"section {place}", f"is numbered {one.text}: a heading before it has no number, or two")


def agrees(text: str, figure: Figure, end: str) -> bool:
    """Whether a text, read by itself, says the figure's value to its last printed digit, in the figure's unit."""
    about, parts = text.startswith("~"), text.split("–")
    values = [Fraction(figure.end(one)) for one in (BOTH if end == "span" else (end,))]
    if len(parts) not in {1, len(values)} or any(part.endswith("%") != figure.unit.percent for part in parts):
        return False
    try:
        said = [read(part) for part in parts * (len(values) // len(parts))]
    except ValueError:
        return False
    exact = all(value == one for value, (one, _, _) in zip(values, said, strict=True))
    if exact or not about:
        return exact and not about
    return all(-half <= abs(value) - abs(one) < half for value, (one, half, _) in zip(values, said, strict=True))


_numerals = lru_cache(maxsize=4096)(numerals)
"""Few texts are printed often."""


def align(
    found: Sequence[Numeral], printed: Iterable[Printed], place: str, lines: Sequence[str] = ()
) -> Iterator[Finding]:
    """Where the numerals of a text and those of the record part ways, each with what belongs there, and its line."""
    wanted = [(numeral.text, one) for one in printed for numeral in _numerals(one.text)]
    texts, said = [text for text, _ in wanted], [numeral.text for numeral in found]
    if texts == said:
        return
    matcher = SequenceMatcher(None, texts, said, autojunk=False)
    for _, from_wanted, to_wanted, from_found, to_found in (
        code for code in matcher.get_opcodes() if code[0] != "equal"
    ):
        line = found[min(from_found, len(found) - 1)].line if found else 0
        for index in range(max(to_wanted - from_wanted, to_found - from_found)):
            stands = found[from_found + index] if from_found + index < to_found else None
            belongs = wanted[from_wanted + index] if from_wanted + index < to_wanted else None
            number = stands.line if stands else line
            within = f" in “{lines[number - 1][:WIDEST]}”" if lines else ""
            yield Finding(f"{place} {number}", f"{_parted(stands, belongs)}{within}")


def _parted(stands: Numeral | None, belongs: tuple[str, Printed] | None) -> str:
    if belongs is None:
        return f"{stands.text if stands else ''} is traced to no figure"
    what = f"{belongs[0]} ({belongs[1].kind} {belongs[1].name})"
    return f"{stands.text} stands where {what} belongs" if stands else f"{what} is missing"
