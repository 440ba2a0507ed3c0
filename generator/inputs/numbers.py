"""Numbers and shares as they are typed, and how likely the values of a range are.

In: a plain value of the YAML reader. Out: an exact fraction, or a frozen record; or a ValueError in the reader's words.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Literal

from generator.inputs.entry import SOME, Before, Entry, MisfitError, field
from generator.inputs.located_yaml import kind
from generator.inputs.meant import meant
from generator.inputs.rules import one_of

NOT_KNOWN = Fraction(1)
"""Stands for a number that is a fault of its own, so that what else is wrong is found beside it."""
ALL_OR_A_HUNDREDTH = "1, which may be all or a hundredth"
ENDS = ("value", "low", "likely", "high")
"""The keys under which a quantity has its numbers."""
SHAPED = frozenset((*ENDS, "distribution"))
PERCENT = re.compile(r"([-+]?\d{1,18}(?:\.\d{1,18})?)\s?%", re.ASCII)


class InPercent(Fraction):
    """A share that is typed with a percent sign."""


def number(value: object) -> Fraction:
    """A plain number. Raises ValueError in a reader's words where it is not one."""
    if isinstance(value, Fraction):
        return value
    share = isinstance(value, str) and PERCENT.fullmatch(value)
    what = f"expected a number, found {'the share ' + str(value) if share else kind(value)}"
    raise MisfitError(what, "" if share or not isinstance(value, str) else meant(value))


def share(value: object) -> Fraction:
    """A share up to 100%, written as 10% or 0.1. Raises ValueError in a reader's words where it is not one."""
    found, plain = portion(value), isinstance(value, Fraction)
    if plain and found == 1 and value is not NOT_KNOWN:
        raise MisfitError(f"a share of {ALL_OR_A_HUNDREDTH}", "write 1% or 100%")
    if found > 1:
        typed = f"{float(found):g}" if plain else value
        raise MisfitError(f"a share above 100%: {typed}", f"did you mean {typed}%?" if plain and found <= 100 else "")
    return found


def portion(value: object) -> Fraction:
    """A share of any size, written as 10% or 0.1. Raises ValueError in a reader's words where it is not one."""
    percent = PERCENT.fullmatch(value) if isinstance(value, str) else None
    if percent:
        return Fraction(percent[1]) / 100
    if isinstance(value, Fraction):
        return value
    hint = meant(value, share=True) if isinstance(value, str) else ""
    raise MisfitError(f"expected a share such as 10%, found {kind(value)}", hint)


def likely_alone(value: Any) -> Any:
    """Plain values anew, with each range of numbers as its likely one."""
    if isinstance(value, list):
        return [likely_alone(one) for one in value]
    if not isinstance(value, dict):
        return value
    low, high = value.get("low"), value.get("high")
    if isinstance(low, Fraction | str) and isinstance(high, Fraction | str):
        middle = value["likely"] if "likely" in value else (portion(low) + portion(high)) / 2
        return {"value": middle, **{key: one for key, one in value.items() if key not in SHAPED}}
    return {key: likely_alone(one) for key, one in value.items()}


Portion = Annotated[Fraction, Before(portion, {"type": ["number", "string"]})]


class Weighted(Entry):
    """A value, and how often it is met beside the others."""

    value: Portion = field("The value.")
    weight: Portion = field("Its weight, on any scale.")


class Percentile(Entry):
    """A share, and the value that it does not pass."""

    share: Portion = field("A share of all, such as 95%.")
    value: Portion = field("The value that it does not pass.")


class Listed(Entry):
    """How often each value of a range is met, as a list."""

    rules = (one_of(("weights", "percentiles")),)
    weights: list[Weighted] | None = field("Values, each with its weight.", SOME)
    percentiles: list[Percentile] | None = field(
        "Measured percentiles, rising; straight between them, and to low and high.", SOME
    )

    @property
    def pairs(self) -> list[tuple[Fraction, Fraction]]:
        """The values with their weights, or the shares with their values."""
        if self.weights is not None:
            return [(one.value, one.weight) for one in self.weights]
        return [(one.share, one.value) for one in self.percentiles or ()]


Kind = Literal["pert", "triangular", "uniform", "p10_p90"]
Distribution = Kind | Listed
"""How likely the values of a range are. Of p10_p90 one in ten is below low, one above high, half above likely."""


def distributed(found: str | Listed, ends: tuple[Fraction, Fraction, Fraction], whole: bool) -> None:
    """Raises MisfitError where a distribution does not fit a range of these ends."""
    low, likely, high = ends
    if low == high:
        raise MisfitError("a distribution goes with a range", "state low and high", ("distribution",))
    if found == "p10_p90" and not low < likely < high:
        what = "of p10_p90 likely is what half of all pass: it is between low and high"
        raise MisfitError(what, "state another likely, or another distribution", ("distribution",))
    if not isinstance(found, str):
        key = "weights" if found.weights is not None else "percentiles"
        what = _weighted(found.weights, low, high) if found.weights else _rising(found.percentiles or (), low, high)
        each = [one.value for one in found.weights or found.percentiles or ()]
        if not what and whole and any(one.denominator > 1 for one in each):
            what = "must be whole numbers"
        if what:
            raise MisfitError(what, at=("distribution", key))


def _weighted(each: Sequence[Weighted], low: Fraction, high: Fraction) -> str:
    """What is wrong with values and their weights."""
    weights, values = [one.weight for one in each], [one.value for one in each]
    if min(weights) < 0 or not any(weights):
        return "weights are not negative, and one at least is above zero"
    same = (min(values), max(values)) == (low, high)
    return "" if same else "low and high are the least and the greatest of the values that have weights"


def _rising(each: Sequence[Percentile], low: Fraction, high: Fraction) -> str:
    """What is wrong with shares and the values that they do not pass."""
    shares = [Fraction(0), *(one.share for one in each), Fraction(1)]
    values = [low, *(one.value for one in each), high]
    rise = all(a < b for a, b in pairwise(shares)) and all(a <= b for a, b in pairwise(values))
    return "" if rise else "shares rise from 0% to 100%, and values from low to high"
