"""What a written number says, read without the writer.

In: the text of a number as the document has it. Out: its value, half its last printed digit, and whether it is exact.
"""

import re
from fractions import Fraction
from functools import lru_cache

from generator.units import SUFFIXES

WRITTEN = re.compile(r"(~)?(−)?(\d{1,3}(?:,\d{3})*)(?:\.(\d+))?([%KMBT])?", re.ASCII)


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Fraction, Fraction, bool]:
    """What a written number says, read without the writer: value, half its last printed digit, and whether exact.

    Raises ValueError where the text is no number as units.py writes them.
    """
    parts = WRITTEN.fullmatch(text)
    if parts is None:
        raise ValueError(f"{text!r} is no written number")
    about, minus, whole, fraction, suffix = parts.groups(default="")
    times, parts_of = (1, 100) if suffix == "%" else (1000 ** SUFFIXES.index(suffix), 1)
    parts_of *= 10 ** len(fraction)
    size = int(whole.replace(",", "") + fraction) * times
    return Fraction(-size if minus else size, parts_of), Fraction(times, 2 * parts_of), not about
