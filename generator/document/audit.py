"""The closed world: every numeral of a text is a printed figure, in its place, and equals its value.

In: a finished text, what was printed in order, and the sheet. Out: findings, one for every numeral that is not where it
belongs; none means that the document is true to its sheet. The numerals are aligned in sequence: that a number occurs
somewhere else excuses nothing.
"""

import re
from collections import Counter
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
from generator.numerals import Numeral, numerals, read
from generator.units import DIGITS, LEAST_COMPACT, TAILS

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


def untrue(printed: Sequence[Printed], sheet: Sheet) -> Iterator[Finding]:
    """Every printed figure whose text does not read as the sheet's value, as it is to be written."""
    shown = [(one.text, one.name, one.end, one.asked) for one in printed if one.kind == "figure"]
    wrong = {one for one in set(shown) if not agrees(one[0], sheet[one[1]], *one[2:])}
    for text, name, *_ in (one for one in shown if one in wrong):
        yield Finding(name, f"{text} is printed for {value(sheet[name])}")


def _said(text: str, figure: Figure) -> tuple[Fraction, Fraction]:
    """What a text says, and half its last digit. Raises ValueError where it is not a number of the figure's unit."""
    number, half, exact = read(text)
    if not exact or text.endswith("%") != figure.unit.percent:
        raise ValueError(text)
    return number, half


def misnumbered(printed: Iterable[Printed]) -> Iterator[Finding]:
    """Every section, and every question, that is not numbered by its place among its kind."""
    places: Counter[str] = Counter()
    for one in printed:
        if one.kind == "position":
            places[one.name] += 1
            if one.text != str(places[one.name]):
                what = f"{one.name} {places[one.name]}"
                yield Finding(what, f"is numbered {one.text}: one before it has no number, or two")


def agrees(text: str, figure: Figure, end: str, asked: bool = False) -> bool:
    """Whether a text, read by itself, says the figure's value in its unit.

    It says it exactly, or rounded to its last digit, of which it has three or more. What is asked for is a whole number
    and never below the value. The first number of a span ends as the second does, such as with %, where it says nothing
    else.
    """
    parts, ends = text.split("–"), BOTH if end == "span" else (end,)
    if len(parts) not in {1, len(ends)}:
        return False
    if len(parts) > 1 and parts[0][-1:].isdigit() and parts[1][-1:] in TAILS:
        parts[0] += parts[1][-1]
    values = [Fraction(figure.end(one)) for one in ends]
    try:
        said = [
            (_said(part.removeprefix("+" if value > 0 else ""), figure), part)
            for part, value in zip(parts * (len(ends) // len(parts)), values, strict=True)
        ]
    except ValueError:
        return False
    return all(_says(value, *one, part, asked) for value, (one, part) in zip(values, said, strict=True))


def _says(value: Fraction, number: Fraction, half: Fraction, part: str, asked: bool) -> bool:
    if asked and number.denominator != 1:
        return False
    digits = len(re.sub(r"\D", "", part).lstrip("0"))
    whole = number.denominator == 1 and asked and abs(number) < LEAST_COMPACT
    if number == value or (digits < DIGITS and not whole):
        return number == value
    return 0 < number - value < 2 * half if asked else -half <= abs(value) - abs(number) < half


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
