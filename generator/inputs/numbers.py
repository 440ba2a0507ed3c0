"""Numbers and shares as they are typed.

In: a plain value of the YAML reader. Out: an exact fraction, or a ValueError with the reader's words.
"""

import re
from fractions import Fraction
from typing import Any

from generator.inputs.entry import MisfitError
from generator.inputs.located_yaml import kind
from generator.inputs.meant import meant

NOT_KNOWN = Fraction(1)
"""Stands for a number that is a fault of its own, so that what else is wrong is found beside it."""
ALL_OR_A_HUNDREDTH = "1, which may be all or a hundredth"
ENDS = ("value", "low", "likely", "high")
"""The keys under which a quantity has its numbers."""
SHAPED = frozenset((*ENDS, "distribution"))
PERCENT = re.compile(r"([-+]?\d{1,18}(?:\.\d{1,18})?)\s?%", re.ASCII)


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
