"""What is committed beside a document: its figures as data, and the digest of its text.

In: a document and its sheet; or the text of a record. Out: the text of the record, a figure a line so that a changed
figure is a changed line; or the record. The digest tells a hand edit of the Markdown from inputs that changed since.
"""

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from generator.document.render import Document
from generator.errors import FOUND, Fault, Place, ProposalError, listed, refusal
from generator.figures.derivation import simulated, symbols
from generator.figures.figure import Figure, Number, Sheet
from generator.figures.ranges import BOTH
from generator.files import digest

SHOWN_OF_DIGEST = 12
"""So many characters of the record's digest stand in the foot of each page."""
MOST_WRITTEN = 2000
MOST_BITS = 6600
"""Bits of a number that surely has no more than so many digits."""
WRITTEN = re.compile(rf"-?\d{{1,{MOST_WRITTEN}}}(?:/\d{{1,{MOST_WRITTEN}}})?", re.ASCII)
"""An exact value in a record; a power such as 1e999999999 would be worked out for ever."""


class Recorded(NamedTuple):
    """A figure as it was committed: its exact values, its unit, and its formula in symbols (an input has none).

    `found` says of low and high how they were found, where they are not certain to be reached: bounded, or searched.
    `simulated` holds the draws and the seed of one that was simulated.
    """

    value: Number
    low: Number
    high: Number
    unit: str
    formula: str = ""
    found: tuple[str, str] = ("", "")
    simulated: str = ""


class Record(NamedTuple):
    """What was committed: the digest of the Markdown's text, and every figure by name."""

    markdown: str
    figures: Mapping[str, Recorded]

    def wrote(self, text: str) -> bool:
        """Whether a text is the Markdown that was built with this record."""
        return self.markdown == digest(text)


HAND_EDIT = "take the edit into inputs or templates, then: proposal build --force"
"""How a hand edit is mended."""


def differs(old: Recorded, figure: Figure) -> bool:
    """Whether a figure's value, or an end of its range, is not what was committed."""
    return (old.value, old.low, old.high) != (figure.value, figure.low, figure.high)


def short_digest(text: str) -> str:
    """The first characters of the SHA-256 of a record's text, which the print shows."""
    return digest(text)[:SHOWN_OF_DIGEST]


def recorded(figure: Figure) -> Recorded:
    """A figure as it is committed."""
    formula = symbols(figure) if figure.formula else ""
    found = (figure.found("low"), figure.found("high")) if figure.varies else ("", "")
    return Recorded(figure.value, figure.low, figure.high, figure.unit.symbol, formula, found, simulated(figure))


def to_text(document: Document, sheet: Sheet) -> str:
    """The record of a document as JSON, a figure a line.

    Raises ProposalError for a figure whose exact value is longer than what is read again.
    """
    ends = {name: (one.value, one.low, one.high) if one.ranges else (one.value,) for name, one in sheet.items()}
    long = [name for name, values in ends.items() if max(map(_bits, values)) > MOST_BITS]
    if long:
        what, hint = "its exact value is too long to be written down", "state inputs with fewer decimals"
        raise refusal(listed(long, 1), what, hint)
    encode = json.JSONEncoder(ensure_ascii=False).encode
    figures = ",\n".join([f"  {encode(name)}: {encode(_line(recorded(one)))}" for name, one in sheet.items()])
    return f'{{\n "markdown": "{digest(document.text)}",\n "figures": {{\n{figures}\n }}\n}}\n'


def _bits(value: Number) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _line(one: Recorded) -> dict[str, str | bool]:
    values = {"value": _plain(one.value)}
    if one.low != one.high:
        values |= {"low": _plain(one.low), "high": _plain(one.high)}
        values |= {f"{end}_is": how for end, how in zip(BOTH, one.found, strict=True) if how}
    words = {"unit": one.unit, "formula": one.formula, "simulated": one.simulated}
    return values | {key: text for key, text in words.items() if text}


def _plain(value: Number) -> str | bool:
    return value if isinstance(value, bool) else str(value)


def from_text(text: str, file: str) -> Record:
    """The record that a text holds. Raises ProposalError where it was edited, or a merge left its marks in it."""
    try:
        content = json.loads(text)
        return Record(str(content["markdown"]), {name: _recorded(one) for name, one in content["figures"].items()})
    except (ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError, RecursionError) as error:
        line, column = getattr(error, "lineno", 0), getattr(error, "colno", 0)
        what = f"is not a record of figures: {getattr(error, 'msg', error)}"
        fault = Fault(Place(file, line, column), what, "write it anew: proposal build --force")
        raise ProposalError([fault], FOUND) from None


def _recorded(one: Mapping[str, str | bool]) -> Recorded:
    value = _number(one["value"])
    low, high = (_number(one[end]) if end in one else value for end in ("low", "high"))
    found = str(one.get("low_is", "")), str(one.get("high_is", ""))
    unit, formula, simulated = (str(one.get(key, "")) for key in ("unit", "formula", "simulated"))
    return Recorded(value, low, high, unit, formula, found, simulated)


def _number(value: str | bool) -> Number:
    if isinstance(value, bool):
        return value
    if not WRITTEN.fullmatch(value):
        raise ValueError("a value that is not a fraction")
    return Fraction(*map(int, value.split("/")))  # of a text Fraction takes more than twice as long
