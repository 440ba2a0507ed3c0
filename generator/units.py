"""What a number is, and how it is written.

In: an exact value and its unit. Out: its text. This is the one place where a value is rounded: half up, when written.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Annotated, NamedTuple, TypeVar

EXACT, COMPACT, STATED = "exact", "compact", "stated"
"""The ways to write a number: 26,386,500 and ~26.4M; and an input as it stands in its file, 99.6% and not ~100%."""


class Unit(NamedTuple):
    """A unit: how it reads after a number, its dimension (as pint spells it), and the decimals of an uneven value."""

    symbol: str
    dimension: str
    decimals: int = 0
    percent: bool = False
    logical: bool = False


T = TypeVar("T")
Each = tuple[T, ...]
"""A column: the same figure of every row below."""

Count = Annotated[Fraction, Unit("", "dimensionless", 1)]
Share = Annotated[Fraction, Unit("", "dimensionless", percent=True)]
Move = Annotated[Fraction, Unit("", "dimensionless", 1, percent=True)]
Alike = Annotated[Fraction, Unit("", "any")]
"""A number of any unit; a formula that gives it gives the unit of what it took."""
YesNo = Annotated[bool, Unit("", "dimensionless", logical=True)]
Sites = Annotated[Fraction, Unit("sites", "site", 1)]
TokensPerRequest = Annotated[Fraction, Unit("tokens/request", "token / request")]
TokensPerPage = Annotated[Fraction, Unit("tokens/page", "token / page")]
RequestsPerPage = Annotated[Fraction, Unit("requests/page", "request / page", 2)]
ViewsPerSite = Annotated[Fraction, Unit("page views/site", "view / site")]
PagesPerView = Annotated[Fraction, Unit("", "page / view", percent=True)]
PagesPerSite = Annotated[Fraction, Unit("generations/site", "page / site")]
Pages = Annotated[Fraction, Unit("generations", "page")]
Requests = Annotated[Fraction, Unit("requests", "request")]
Tokens = Annotated[Fraction, Unit("tokens", "token")]
PagesPerMinute = Annotated[Fraction, Unit("generations/min", "page / minute", 1)]
PagesPerMinutePerSite = Annotated[Fraction, Unit("generations/min/site", "page / minute / site", 1)]
ViewsPerMinutePerSite = Annotated[Fraction, Unit("page views/min/site", "view / minute / site")]
RequestsPerMinute = Annotated[Fraction, Unit("requests/min", "request / minute", 1)]
TokensPerMinute = Annotated[Fraction, Unit("tokens/min", "token / minute")]
Weeks = Annotated[Fraction, Unit("weeks", "week", 1)]
Days = Annotated[Fraction, Unit("days", "day", 1)]
DaysPerWeek = Annotated[Fraction, Unit("days/week", "day / week", 1)]
HoursPerDay = Annotated[Fraction, Unit("hours/day", "hour / day", 1)]
MinutesPerHour = Annotated[Fraction, Unit("minutes/hour", "minute / hour")]
Minutes = Annotated[Fraction, Unit("minutes", "minute")]
Hours = Annotated[Fraction, Unit("hours", "hour", 1)]
RequestsPerHour = Annotated[Fraction, Unit("requests/hour", "request / hour")]
TokensPerHour = Annotated[Fraction, Unit("tokens/hour", "token / hour")]
RequestsPerDay = Annotated[Fraction, Unit("requests/day", "request / day")]
TokensPerDay = Annotated[Fraction, Unit("tokens/day", "token / day")]

SUFFIXES = ("", "K", "M", "B", "T")
MOST_DECIMALS = 6
PLURAL = re.compile(r"s\b")
WRITTEN = re.compile(r"(~)?(−)?(\d{1,3}(?:,\d{3})*)(?:\.(\d+))?([%KMBT])?", re.ASCII)


def half_up(value: Fraction, decimals: int) -> Fraction:
    """The nearest multiple of 10^-decimals; a value half-way goes away from zero."""
    steps = _steps(value, decimals)
    return Fraction(steps, 10**decimals) if decimals >= 0 else Fraction(steps * 10**-decimals)


def _steps(value: Fraction, decimals: int) -> int:
    """How many steps of 10^-decimals the rounded value is; whole numbers alone, which are quicker than fractions."""
    size, whole = abs(value.numerator), value.denominator
    size, whole = (size * 10**decimals, whole) if decimals >= 0 else (size, whole * 10**-decimals)
    away = (2 * size + whole) // (2 * whole)
    return away if value.numerator >= 0 else -away


def write(value: Fraction | bool, unit: Unit, style: str = EXACT, beside: Fraction | None = None) -> str:
    """The text of a value; `~` stands before it exactly when the text is not the exact value.

    As stated, it has all of its decimals. Another value that it stands `beside`, it equals where they are equal alone.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    power, decimals = _power(value) if style == COMPACT else (0, unit.decimals)
    if unit.percent:
        power, decimals = 0, unit.decimals
    times, suffix = (100, "%") if unit.percent else (Fraction(1, 1000**power), SUFFIXES[power])
    apart = [one * times for one in ((0, 1) if unit.percent else (0,))]
    apart += [] if beside is None else [beside * times]
    return _digits(value * times if times != 1 else value, decimals, suffix, apart, style == STATED)


def _power(value: Fraction) -> tuple[int, int]:
    """Three significant digits: the power of a thousand to count in, and the decimals left. 999,950 is 1.00M."""
    size = abs(half_up(value, 3 - len(str(floor(abs(value))))))
    power = min((len(str(floor(size))) - 1) // 3, len(SUFFIXES) - 1)
    return power, max(0, 3 - len(str(floor(size / 1000**power))))


def _digits(value: Fraction, decimals: int, suffix: str, apart: Sequence[Fraction | int], stated: bool) -> str:
    """Thousands apart; an exact text drops its last zeros; what would read as another value has more decimals."""
    steps = _steps(value, decimals)
    while decimals < MOST_DECIMALS and _misread(steps, decimals, value, apart, stated):
        decimals += 1
        steps = _steps(value, decimals)
    exact = steps * value.denominator == value.numerator * 10**decimals
    text = f"{abs(steps):0{decimals + 1}d}"
    whole, fraction = text[: len(text) - decimals], text[len(text) - decimals :]
    fraction = fraction.rstrip("0") if exact else fraction
    mark = "" if exact else "~"
    return f"{mark}{'−' if steps < 0 else ''}{int(whole):,}{'.' if fraction else ''}{fraction}{suffix}"


def _misread(steps: int, decimals: int, value: Fraction, apart: Sequence[Fraction | int], stated: bool) -> bool:
    """Whether so many steps of 10^-decimals say another value than they are to: any at all, or one that is apart."""
    parts = 10**decimals
    return steps * value.denominator != value.numerator * parts and (
        stated or any(steps * one.denominator == one.numerator * parts for one in apart)
    )


def counted(text: str, words: str) -> str:
    """A written number and what it counts, such as `requests/min`; after 1 the first word that ends in s loses it."""
    return f"{text} {PLURAL.sub('', words, count=1) if text.lstrip('+−') == '1' else words}".rstrip()


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Fraction, Fraction, bool]:
    """What a written number says, read without the writer: value, half its last printed digit, and whether exact.

    Raises ValueError where the text is no number as this module writes them.
    """
    parts = WRITTEN.fullmatch(text)
    if parts is None:
        raise ValueError(f"{text!r} is no written number")
    about, minus, whole, fraction, suffix = parts.groups(default="")
    times, parts_of = (1, 100) if suffix == "%" else (1000 ** SUFFIXES.index(suffix), 1)
    parts_of *= 10 ** len(fraction)
    size = int(whole.replace(",", "") + fraction) * times
    return Fraction(-size if minus else size, parts_of), Fraction(times, 2 * parts_of), not about
