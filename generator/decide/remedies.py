"""What would have to change so that an offer fits: an assumption, and the value from which on it does.

In: the plain values of a proposal, its sheet, and an offer that does not fit. Out: for each assumption that matters
most the nearest value at which the offer fits, all others likely: found by the formulas, and then worked out whole.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from generator.decide.offers import with_offers
from generator.errors import FormulaError, ProposalError
from generator.figures.figure import Figure, Sheet
from generator.figures.figure import likely as likely_figure
from generator.figures.sensitivity import again, by_effect
from generator.figures.sheet import calculate
from generator.inputs import Leaf, Proposal
from generator.inputs.load import validated
from generator.inputs.numbers import likely_alone
from generator.inputs.raw import Raw
from generator.units import STATED, write

OURS = ("scenarios.", "page_profiles.", "caching.")
"""What is ours to change: the rest is the vendor's, or a judgement."""
MOST, DIGITS, TENFOLD = 4, 3, 10
"""So many assumptions are tried; to so many digits; and up to so many times what they are."""


class Remedy(NamedTuple):
    """An assumption by its path, its value as it is written, and the nearest value at which the offer fits."""

    path: str
    now: str
    then: str

    @property
    def change(self) -> str:
        """What is to be typed to see it."""
        return f"--set {self.path}={self.then.replace(',', '')}"


def remedies(raw: Raw, proposal: Proposal, sheet: Sheet, offer: str) -> Iterator[Remedy]:
    """A remedy for each of the assumptions that move the request most, where there is one."""
    ours = [leaf for leaf in by_effect(proposal, sheet) if leaf.path.startswith(OURS)]
    for leaf in ours[:MOST]:
        found = _nearest(leaf, _step(leaf), _downward(sheet, leaf.path), _tried(sheet, leaf.path, offer))
        if found is not None and _fits(raw, leaf, offer, found):
            now, then = (write(value, leaf.unit, STATED) for value in (leaf.quantity.ends[1], found))
            yield Remedy(leaf.path, now, then)


def _step(leaf: Leaf) -> Fraction:
    """How finely a value is looked for."""
    likely_value = leaf.quantity.ends[1]
    if leaf.unit.percent:
        return Fraction(1, 100) if likely_value >= Fraction(1, 10) else Fraction(1, 1000)
    if leaf.quantity.whole or leaf.unit.symbol == "sites":
        return Fraction(1)
    size = len(str(int(likely_value))) if likely_value >= 1 else 0
    return Fraction(10) ** (size - DIGITS)


def _downward(sheet: Sheet, path: str) -> bool:
    """Whether the request is smaller where the assumption is."""
    ends = ("tokens_at_low", "uncached_tokens_at_low", "work_at_low")
    own = {name: one for name, one in sheet.sensitivity.items() if name.startswith(f"{path}.")}
    moves = [one.value for name, one in own.items() if name.rpartition(".")[2] in ends]
    return sum(moves) < 0


def _nearest(leaf: Leaf, step: Fraction, downward: bool, fits: Callable[[Fraction], bool | None]) -> Fraction | None:
    """The value nearest to today's at which it fits, in steps; none where no such value is possible."""
    now = leaf.quantity.ends[1]
    end = Fraction(0) if downward else Fraction(1) if leaf.unit.percent else now * TENFOLD
    near, far, best = 0, int(abs(now - end) / step) + 1, None
    first = (now // step) * step if downward else -(-now // step) * step
    while far - near > 1:
        middle = (near + far) // 2
        value = first - middle * step if downward else first + middle * step
        found = fits(value) if value >= 0 else None
        if found is False:
            near = middle
        else:
            far, best = middle, value if found else best
    return best


def _tried(sheet: Sheet, path: str, offer: str) -> Callable[[Fraction], bool | None]:
    """Whether the offer fits with a value in place of an assumption, by the formulas that rest on it."""
    verdict, rests, resting = f"offers.{offer}.all_fit", {path}, list[Figure]()
    for name, one in sheet.first_order.items():
        if any(need.name in rests for need in one.inputs()):
            rests.add(name)
            resting.append(one)

    def fits(value: Fraction) -> bool | None:
        try:
            found = again(resting, {path: likely_figure(replace(sheet[path], value=value))}, "")
        except ZeroDivisionError:
            return None
        return bool(found.get(verdict, sheet[verdict]).value)

    return fits


def _fits(raw: Raw, leaf: Leaf, offer: str, value: Fraction) -> bool:
    """Whether the offer fits with a value in place of an assumption; not where the value is not possible."""
    values: Any = likely_alone(dict(raw.values))
    at: Any = values
    for key in leaf.keys[:-1]:
        at = at.setdefault(key, {}) if isinstance(at, dict) else at[key]
    held = at.get(leaf.keys[-1]) if isinstance(at, dict) else at[leaf.keys[-1]]
    typed = write(value, leaf.unit, STATED) if leaf.unit.percent else value
    at[leaf.keys[-1]] = {**held, "value": typed} if isinstance(held, dict) else typed
    try:
        proposal = validated(replace(raw, values=values), every_offer=True)
        sheet = with_offers(proposal, calculate(proposal, sensitivity=False))
    except (ProposalError, FormulaError, ZeroDivisionError):
        return False
    return bool(sheet[f"offers.{offer}.all_fit"].value)
