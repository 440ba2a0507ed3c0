"""What counts as a numeral in a text, and what a written number says, read without its writer.

In: any text. Out: its numerals in order, each with the line it stands on. A numeral is a run of characters that holds a
digit (½ and ² are digits too), with whatever is glued to it (so `26.4M`, `~62%` and `llama-3.3-70b` are each one), or a
number word. Of a number as the document has it: its value, half its last printed digit, and whether it is exact.
"""

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from generator.units import SUFFIXES

WORDS = (  # noqa: SIM905  # a list literal would take a line a word
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion billions trillion trillions dozen dozens tens half halves quarter quarters twice thrice "
    "double doubles doubled doubling triple triples tripled tripling treble quadruple quadrupled quintuple halve "
    "twofold threefold fourfold fivefold sixfold sevenfold eightfold ninefold tenfold hundredfold thousandfold "
    "halved halving hundredth hundredths thousandth thousandths millionth millionths billionth billionths "
    "quadrillion quadrillions lakh lakhs crore crores"
).split()
GLUED = r"[^\s|*`\"“”()\[\]<>;]"
DIGIT = r"[\d²³¹¼-¾⁰-⁹₀-₉⅐-↋①-⒛⓪-⓿❶-➓]"
INITIALS = "".join(sorted({word[0] for word in WORDS}))
WORD = rf"\b(?<!['’])(?=[{INITIALS}])(?:{'|'.join(WORDS)})(?![\w'’])"
NUMERAL = re.compile(rf"(?<!{GLUED}){GLUED}*{DIGIT}{GLUED}*|{WORD}", re.IGNORECASE)
"""What is glued is looked at once, from its beginning, and a letter that begins no number word is passed over."""
WRITTEN = re.compile(r"(~)?(−)?(\d{1,3}(?:,\d{3})*)(?:\.(\d+))?([%KMBT])?", re.ASCII)


class Numeral(NamedTuple):
    """A numeral as it stands in a text, and its line, from 1."""

    text: str
    line: int


def numerals(text: str) -> list[Numeral]:
    """Every numeral of a text, in order; punctuation that ends a sentence is not part of it."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        found += [Numeral(match[0].strip(".,:!?'’"), number) for match in NUMERAL.finditer(line)]
    return found


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Fraction, Fraction, bool]:
    """What a written number says, read without the writer: value, half its last printed digit, and whether exact.

    Raises ValueError where the text is not a number as units.py writes them.
    """
    parts = WRITTEN.fullmatch(text)
    if parts is None:
        raise ValueError(f"{text!r} is not a written number")
    about, minus, whole, fraction, suffix = parts.groups(default="")
    times, parts_of = (1, 100) if suffix == "%" else (1000 ** SUFFIXES.index(suffix), 1)
    parts_of *= 10 ** len(fraction)
    size = int(whole.replace(",", "") + fraction) * times
    return Fraction(-size if minus else size, parts_of), Fraction(times, 2 * parts_of), not about
