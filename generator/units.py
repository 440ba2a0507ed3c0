"""What a number is, and how it is written.

In: an exact value and its unit. Out: its text. This is the one place where a value is rounded: half up, when written.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Annotated, NamedTuple, TypeVar


class Unit(NamedTuple):
    """A unit: how it reads after a number, its dimension (as pint spells it), and the decimals of an uneven value; and
    how it reads after 1, where that is not the same without an s."""

    symbol: str
    dimension: str
    decimals: int = 0
    percent: bool = False
    logical: bool = False
    one: str = ""


T = TypeVar("T")
Each = tuple[T, ...]
"""A column: the same figure of every row below."""

Count = Annotated[Fraction, Unit("", "dimensionless", 1)]
Share = Annotated[Fraction, Unit("", "dimensionless", percent=True)]
Move = Annotated[Fraction, Unit("", "dimensionless", 1, percent=True)]
Alike = Annotated[Fraction, Unit("", "any")]
"""A number of any unit; a formula that gives it gives the unit of what it took."""
YesNo = Annotated[bool, Unit("", "dimensionless", logical=True)]
ShareOfDay = Annotated[Fraction, Unit("", "day / hour", percent=True)]
PagesPerHour = Annotated[Fraction, Unit("pages/hour", "page / hour", 1)]
PagesPerDay = Annotated[Fraction, Unit("pages/day", "page / day", 1)]
HourOfProfile = Annotated[Fraction, Unit("", "page / hour", 1)]
DayOfProfile = Annotated[Fraction, Unit("", "page / day", 1)]
AtOnce = Annotated[Fraction, Unit("at once", "dimensionless", 1)]
Sites = Annotated[Fraction, Unit("sites", "site", 1)]
TokensPerRequest = Annotated[Fraction, Unit("tokens/request", "token / request")]
Turns = Annotated[Fraction, Unit("turns", "dimensionless", 1)]
TokensPerPage = Annotated[Fraction, Unit("tokens/page", "token / page")]
RequestsPerPage = Annotated[Fraction, Unit("requests/page", "request / page", 2)]
ViewsPerSite = Annotated[Fraction, Unit("page views/site", "view / site")]
PagesPerView = Annotated[Fraction, Unit("", "page / view", percent=True)]
PagesPerSite = Annotated[Fraction, Unit("pages/site", "page / site")]
Pages = Annotated[Fraction, Unit("pages", "page")]
Requests = Annotated[Fraction, Unit("requests", "request")]
Tokens = Annotated[Fraction, Unit("tokens", "token")]
PagesPerMinute = Annotated[Fraction, Unit("pages/min", "page / minute", 1)]
PagesPerMinutePerSite = Annotated[Fraction, Unit("pages/min/site", "page / minute / site", 1)]
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
SecondsPerMinute = Annotated[Fraction, Unit("seconds/minute", "second / minute")]
SecondsPerRequest = Annotated[Fraction, Unit("seconds/request", "second / request", 1)]
SecondsPerPage = Annotated[Fraction, Unit("seconds/page", "second / page", 1)]
RequestsPerSecond = Annotated[Fraction, Unit("requests/second", "request / second", 1)]
InFlight = Annotated[Fraction, Unit("requests at once", "dimensionless", 1)]
RequestsPerHour = Annotated[Fraction, Unit("requests/hour", "request / hour")]
TokensPerHour = Annotated[Fraction, Unit("tokens/hour", "token / hour")]
RequestsPerDay = Annotated[Fraction, Unit("requests/day", "request / day")]
TokensPerDay = Annotated[Fraction, Unit("tokens/day", "token / day")]
Work = Annotated[Fraction, Unit("work", "work", 1)]
"""What is sent beside tokens, in a unit of the proposal, such as seconds of audio; it is called as that unit is."""
WorkPerRequest = Annotated[Fraction, Unit("work/request", "work / request", 1)]
WorkPerPage = Annotated[Fraction, Unit("work/page", "work / page", 1)]
WorkPerMinute = Annotated[Fraction, Unit("work/min", "work / minute", 1)]
WorkPerHour = Annotated[Fraction, Unit("work/hour", "work / hour", 1)]
WorkPerDay = Annotated[Fraction, Unit("work/day", "work / day", 1)]
WorkPerMinutePerTenant = Annotated[Fraction, Unit("work/min/tenant", "work / minute / tenant", 1)]
Tenants = Annotated[Fraction, Unit("tenants", "tenant", 1)]
PagesPerMinutePerTenant = Annotated[Fraction, Unit("pages/min/tenant", "page / minute / tenant", 1)]
RequestsPerMinutePerTenant = Annotated[Fraction, Unit("requests/min/tenant", "request / minute / tenant", 1)]
TokensPerMinutePerTenant = Annotated[Fraction, Unit("tokens/min/tenant", "token / minute / tenant")]
CapacityUnits = Annotated[Fraction, Unit("units", "unit", 1)]
"""What some vendors sell capacity in."""
TokensPerMinutePerUnit = Annotated[Fraction, Unit("tokens/min/unit", "token / minute / unit")]
TokensPerSecondPerUnit = Annotated[Fraction, Unit("tokens/second/unit", "token / second / unit")]
Money = Annotated[Fraction, Unit("money", "money", 2)]
"""An amount in the currency of the proposal."""
MoneyPerPage = Annotated[Fraction, Unit("money/page", "money / page", 2)]
MoneyPerMinute = Annotated[Fraction, Unit("money/min", "money / minute", 2)]
MoneyPerHour = Annotated[Fraction, Unit("money/hour", "money / hour", 2)]
MoneyPerHourPerUnit = Annotated[Fraction, Unit("money/hour/unit", "money / hour / unit", 2)]
MoneyPerUnit = Annotated[Fraction, Unit("money/unit", "money / unit", 2)]
HoursPerMonth = Annotated[Fraction, Unit("hours/month", "hour", 1)]
Months = Annotated[Fraction, Unit("months", "dimensionless", 1)]

FREE = "free"  # the dimension of what counts whatever its words say: a formula takes it for any unit

SUFFIXES = ("", "K", "M", "B", "T")
DIGITS = 3
"""So many significant digits has what is rounded, and more where it would read as another value."""
LEAST_COMPACT = 100_000
"""From here on a compact number counts in thousands, millions and so on; below it no digit before the point is lost."""
MOST_DECIMALS = 3
"""An exact text has no more decimals than these, unless it is an input, which has all of its own."""
MOST_MORE = 40
"""So many decimals at most tell a value from another that it stands beside."""
TAILS = "%KMBT"
PLURAL = re.compile(r"s\b")


class Style(NamedTuple):
    """How a number is written.

    `compact`: 26.4M and not 26,386,500. `stated`: with all of its decimals. `up`: as a whole number, and never below
    the value. `more`: so many digits more than are usual. `power`: counted in this power of a thousand.
    """

    compact: bool = False
    stated: bool = False
    up: bool = False
    more: int = 0
    power: int | None = None


EXACT, COMPACT, STATED = Style(), Style(compact=True), Style(stated=True)
"""26,386,500; 26.4M; and an input as it stands in its file."""


def half_up(value: Fraction, decimals: int) -> Fraction:
    """The nearest multiple of 10^-decimals; a value half-way goes away from zero."""
    return _steps(value, decimals) / Fraction(10) ** decimals


def _steps(value: Fraction | int, decimals: int, up: bool = False) -> int:
    """How many steps of 10^-decimals the rounded value is; whole numbers alone, which are quicker than fractions."""
    size, whole = abs(value.numerator), value.denominator
    size, whole = (size * 10**decimals, whole) if decimals >= 0 else (size, whole * 10**-decimals)
    away = -(-size // whole) if up else (2 * size + whole) // (2 * whole)
    return away if value.numerator >= 0 else -away


def write(value: Fraction | bool, unit: Unit, style: Style = EXACT, beside: Fraction | None = None) -> str:
    """The text of a value; `~` stands before it exactly when the text is not the exact value.

    It never reads as zero, nor a share as 0%, 100% or −100%, where it is not. A value that stands `beside` another
    reads as equal to it where it is equal alone, if that other is written beside this one.
    """
    return _written(value, unit, style, beside)


@lru_cache(maxsize=4096, typed=True)
def _written(value: Fraction | bool, unit: Unit, style: Style, beside: Fraction | None) -> str:
    """The same, found once: a document writes half of its numbers again."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    power = 0 if unit.percent else _power(value, style)
    times = Fraction(100 if unit.percent else 1, 1000**power)
    suffix = "%" if unit.percent else SUFFIXES[power]
    others: list[Fraction | int] = [0, 100, -100] if unit.percent else [0]
    value = value * times if unit.percent or power else value
    decimals = _decimals(value, unit, style, power)
    if beside is not None:
        others.append(beside * times)
        its = _decimals(beside * times, unit, style, power)
        if value != others[-1] and half_up(value, decimals) == half_up(beside * times, its):
            decimals = max(decimals, its)
    most = decimals if style.up else decimals + MOST_MORE
    while decimals < most and _misread(value, others, decimals):
        decimals += 1
    steps = _steps(value, decimals, style.up)
    exact = steps * value.denominator == value.numerator * 10**decimals
    return f"{'' if exact else '~'}{'−' if steps < 0 else ''}{_digits(abs(steps), decimals, exact)}{suffix}"


def signed(value: Fraction, unit: Unit, style: Style = EXACT) -> str:
    """The text of a difference: with `+` where it is above zero, behind the `~` of one that is not exact."""
    text = write(value, unit, style)
    if value <= 0:
        return text
    return f"~+{text[1:]}" if text.startswith("~") else f"+{text}"


def before_and_after(old: Fraction | bool, new: Fraction | bool, unit: Unit) -> tuple[str, str]:
    """The texts of a value and of what it became, which read alike where they are alike and nowhere else."""
    others = (None, None) if isinstance(old, bool) or isinstance(new, bool) else (new, old)
    return write(old, unit, beside=others[0]), write(new, unit, beside=others[1])


def decimals_apart(old: Fraction, new: Fraction, least: int) -> int:
    """The fewest decimals, `least` or more, with which two values that differ read differently."""
    more = range(least, least + MOST_MORE) if old != new else ()
    return next((n for n in more if half_up(old, n) != half_up(new, n)), least)


def _power(value: Fraction, style: Style) -> int:
    """The power of a thousand to count in. 999,950 is 1.00M."""
    if style.power is not None or not style.compact:
        return style.power or 0
    return power(value, style.up)


def power(value: Fraction, up: bool = False) -> int:
    """The power of a thousand that a compact number counts in."""
    size = abs(_steps(value, 0, up))
    if size < LEAST_COMPACT:
        return 0
    decimals = DIGITS - len(str(size))
    size = abs(_steps(value, decimals, up)) * 10**-decimals
    return min((len(str(size)) - 1) // 3, len(SUFFIXES) - 1)


def _decimals(value: Fraction, unit: Unit, style: Style, power: int) -> int:
    """The decimals of a value that is exact with them, or else is rounded to significant digits."""
    if style.up and not power:
        return 0
    if not style.compact:
        own = _own_decimals(value)
        if own is not None and (style.stated or (own <= MOST_DECIMALS and not unit.percent)):
            return own
    least = 0 if style.compact or unit.percent else unit.decimals
    decimals = DIGITS - 1 - _exponent(value)
    if len(str(abs(_steps(value, decimals, style.up)))) > DIGITS:
        decimals -= 1  # 9.995 has become 10.0
    return max(decimals, least, 0) + style.more


def _own_decimals(value: Fraction) -> int | None:
    """The decimals that a value has; none, if they never end."""
    twos, fives = (value.denominator & -value.denominator).bit_length() - 1, 0
    rest = value.denominator >> twos
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _exponent(value: Fraction) -> int:
    """The power of ten of the first digit; that of zero is 0."""
    if not value:
        return 0
    size, whole = abs(value.numerator), value.denominator
    guess = len(str(size)) - len(str(whole))
    return guess if size * 10 ** max(-guess, 0) >= whole * 10 ** max(guess, 0) else guess - 1


def _misread(value: Fraction, others: Sequence[Fraction | int], decimals: int) -> bool:
    """Whether with so many decimals a value reads as one of the others, and is not."""
    steps = _steps(value, decimals)
    return any(steps == _steps(other, decimals) and value != other for other in others)


def _digits(steps: int, decimals: int, exact: bool) -> str:
    """Thousands apart; an exact text drops its last zeros."""
    text = f"{steps:0{decimals + 1}d}"
    whole, fraction = text[: len(text) - decimals], text[len(text) - decimals :]
    fraction = fraction.rstrip("0") if exact else fraction
    return f"{int(whole):,}{'.' if fraction else ''}{fraction}"


def adding_up(shares: Sequence[Fraction], total: Fraction, decimals: int) -> list[Fraction]:
    """Shares rounded to some decimals so that they add up to the rounded total: by the largest remainders."""
    steps = [share * 10**decimals for share in shares]
    down = [floor(step) for step in steps]
    left = int(total * 10**decimals) - sum(down)
    for index in sorted(range(len(steps)), key=lambda at: down[at] - steps[at])[: max(left, 0)]:
        down[index] += 1
    return [Fraction(step, 10**decimals) for step in down]


def span(low: str, high: str) -> str:
    """Two written numbers as one: what both end in stands once, 20–40% and ~26.4–39.0M."""
    about = "~" if "~" in low + high else ""
    low, high = low.lstrip("~"), high.lstrip("~")
    same = low[-1:] == high[-1:] and low[-1:] in TAILS
    return about + (low if low == high else f"{low[:-1] if same else low}–{high}")


def counted(text: str, words: str, one: str = "") -> str:
    """A written number and what it counts, such as `requests/min`; after 1 `one`, or the words less their first s."""
    return f"{text} {one or PLURAL.sub('', words, count=1) if text.lstrip('+−') == '1' else words}".rstrip()
