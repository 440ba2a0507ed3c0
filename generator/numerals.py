"""What counts as a numeral in a text.

In: any text. Out: its numerals in order, each with the line it stands on. A numeral is a run of characters that holds a
digit (½ and ² are digits too), with whatever is glued to it (so `26.4M`, `~62%` and `llama-3.3-70b` are each one), or a
number word.
"""

import re
from typing import NamedTuple

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
