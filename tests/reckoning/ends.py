"""Every figure with its low and its high, and what a sheet says otherwise.

In: the files as they are typed; a sheet of figures, each with its value, low and high. Out: what each figure must be,
and every figure of the sheet that is something else.

Low and high are the least and the greatest over all corners, each range at its low or its high end, and the likely
point. Beyond MOST_RANGES corners are drawn: there a figure has to reach as far as they do, unless it says that its ends
were searched for, and may be passed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from random import Random
from typing import NamedTuple, Protocol

from tests.reckoning.amounts import Row
from tests.reckoning.moves import moves
from tests.reckoning.others import reckon
from tests.reckoning.typed import Files, facts, inputs

MOST_RANGES, DRAWN = 8, 16
SEARCHED = "searched"
Number = Fraction | bool
ELSEWHERE = re.compile(r"(chances|variants|measured)\.|assumptions\..*\.measured\.")
"""The names of figures that tests/reckoning/chances.py looks at; tests/figures/test_varied.py, a variant being what the
files would be, were they edited; tests/figures/test_measured.py; and, of stated beside measured values, test_drift.py.
"""


class Told(Protocol):
    """A figure as a sheet has it; its ends are reached, or else it says how they were found."""

    @property
    def value(self) -> Number: ...
    @property
    def low(self) -> Number: ...
    @property
    def high(self) -> Number: ...
    @property
    def how(self) -> str: ...


class Reckoned(NamedTuple):
    """Low, likely and high of every figure; exact where every corner was looked at."""

    likely: Row
    low: Row
    high: Row
    exact: bool


def reckoned(files: Files, second_order: bool = True, most: int = MOST_RANGES) -> Reckoned:
    """What every figure must be; or, without those of second order, that is how far others would move, every other.

    Of more than `most` ranges corners are drawn.
    """
    given = inputs(files)
    ranges = [path for path, (low, _, high) in given.items() if low != high]
    likely = {path: each[1] for path, each in given.items()}
    counted: dict[str, bool] = {}
    own = reckon(files, likely, counted)
    low, high = dict(own), dict(own)
    for corner in _corners(ranges, most):
        at = likely | {path: given[path][end] for path, end in corner.items()}
        for name, value in reckon(files, at, counted).items():
            low[name], high[name] = min(low[name], value), max(high[name], value)
    plain = given | facts(files) | (moves(files, given) if second_order else {})
    ends = [{path: each[end] for path, each in plain.items()} for end in (0, 1, 2)]
    return Reckoned(own | ends[1], low | ends[0], high | ends[2], len(ranges) <= most)


def _corners(ranges: Sequence[str], most: int) -> Iterator[Mapping[str, int]]:
    """Each range at its low or its high end: every way, or some that are drawn, the two plain ones first."""
    if len(ranges) <= most:
        yield from (dict(zip(ranges, ends, strict=True)) for ends in product((0, 2), repeat=len(ranges)))
        return
    chance = Random("the same on every day")  # a sample, no secret
    yield from (dict.fromkeys(ranges, end) for end in (0, 2))
    yield from ({path: chance.choice((0, 2)) for path in ranges} for _ in range(DRAWN))


def otherwise(own: Reckoned, sheet: Mapping[str, Told]) -> list[str]:
    """Every figure of a sheet that is not what is reckoned; every one that is missing, and every one too many."""
    told = [f"{name} is in no reckoning" for name in sheet if name not in own.likely and not ELSEWHERE.match(name)]
    told += [f"{name} is not in the sheet" for name in own.likely if name not in sheet]
    for name in sheet.keys() & own.likely.keys():
        figure = sheet[name]
        must = low, likely, high = own.low[name], own.likely[name], own.high[name]
        same, within = (figure.low, figure.high) == (low, high), figure.low <= low <= high <= figure.high
        right = same if own.exact and not figure.how else within or figure.how == SEARCHED
        if figure.value != likely or not right:
            said = (" … ".join(map(str, ends)) for ends in ((figure.low, figure.value, figure.high), must))
            told.append(f"{name} is {next(said)}, and must be {next(said)}")
    return sorted(told)
