"""Figures at every set of some causes at once, exactly: a formula is called once, and not once a set.

In: the causes, and which changes a figure rests on. Out: of each figure a column, whole numbers over one denominator, a
place for each set of the causes that it rests on. What a column cannot do (divide by nothing, be asked for its truth,
hold numbers that have no small denominator in common) raises, and that figure is worked out set by set.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import cached_property, partialmethod
from math import gcd, inf, lcm
from operator import add, eq, ge, gt, le, lt, mul
from typing import Any, TypeAlias

from generator.figures.figure import Figure, Number

Set: TypeAlias = int
"""A set of changes, a bit each."""

Other: TypeAlias = "Column | Fraction | int"
LARGE, MOST = 2**60, 2**512
"""A denominator above the one is reduced; none is above the other."""


def every_set(causes: Sequence[Set]) -> list[Set]:
    """The changes of every set of causes, by the bits of the causes."""
    found = [0]
    for one in causes:
        found += [chosen | one for chosen in found]
    return found


class Column:
    """Numbers that are `above` each over `below`. It answers to the verbs of formulas as `Bounds` does."""

    __slots__ = ("above", "below")

    def __init__(self, above: list[int], below: int = 1) -> None:
        if below > LARGE:
            common = gcd(below, *above)
            above, below = [one // common for one in above], below // common
        self.above, self.below = above, below

    @classmethod
    def of(cls, numbers: Sequence[Number]) -> "Column":
        """Numbers in one column. Raises OverflowError where they have no small denominator in common."""
        return cls(*in_common(numbers, MOST))

    def _with(self, other: Other) -> tuple[list[int], list[int], int]:
        """Its numerators and another's, over one denominator."""
        if not isinstance(other, Column):
            above, below = other.as_integer_ratio()
            other = Column([above] * len(self.above), below)
        if self.below == other.below:
            return self.above, other.above, self.below
        base = lcm(self.below, other.below)
        own, others = base // self.below, base // other.below
        return [own * one for one in self.above], [others * one for one in other.above], base

    def __add__(self, other: Other) -> "Column":
        one, two, below = self._with(other)
        return Column([*map(add, one, two)], below)

    __radd__ = __add__

    def __neg__(self) -> "Column":
        return Column([-one for one in self.above], self.below)

    def __sub__(self, other: Other) -> "Column":
        return self + -other

    def __rsub__(self, other: Other) -> "Column":
        return -self + other

    def __mul__(self, other: Other) -> "Column":
        if isinstance(other, Column):
            return Column([*map(mul, self.above, other.above)], self.below * other.below)
        above, below = other.as_integer_ratio()
        return Column([one * above for one in self.above], self.below * below)

    __rmul__ = __mul__

    def __truediv__(self, other: Other) -> "Column":
        if not isinstance(other, Column):
            return self * (1 / Fraction(other))
        if 0 in other.above:
            raise ZeroDivisionError("what nothing is a share of, each place has to tell")
        try:
            base = _common({*other.above}, MOST)
        except OverflowError:
            return Ratios(self, other)  # type: ignore[return-value]  # it is given as it is, or the formula fails
        times = (base // one * other.below for one in other.above)
        return Column([*map(mul, self.above, times)], self.below * base)

    def __rtruediv__(self, other: Other) -> "Column":
        return (self * 0 + other) / self

    def rounded_down(self, step: Other) -> "Column":
        """The greatest multiples of a step that are not above the numbers."""
        steps = self / step
        return Column([one // steps.below for one in steps.above]) * step

    def extreme(self, each: Sequence[Other], sign: int = 1) -> "Column":
        """The greatest of several at each place, or with -1 the least."""
        pick = max if sign > 0 else min
        found = self
        for other in each:
            one, two, below = found._with(other)
            found = Column([*map(pick, one, two)], below)
        return found

    def _where(self, holds: Callable[[int, int], bool], other: Other) -> "Column":
        """One where something holds of both numbers, and else nothing."""
        one, two, _ = self._with(other)
        return Column([*map(int, map(holds, one, two))])

    __gt__, __ge__ = partialmethod(_where, gt), partialmethod(_where, ge)
    __lt__, __le__ = partialmethod(_where, lt), partialmethod(_where, le)
    __eq__ = partialmethod(_where, eq)  # type: ignore[assignment]  # a formula asks it, as it asks an array
    __hash__ = None  # type: ignore[assignment]

    def leaves(self, least: int, most: int | None) -> bool:
        """Whether a number is below the least, or above the most, where there is such."""
        return min(self.above) < least * self.below or (most is not None and max(self.above) > most * self.below)

    def __bool__(self) -> bool:
        raise TypeError("a column is neither true nor false")


def in_common(numbers: Sequence[Number], most: float = inf) -> tuple[list[int], int]:
    """Numbers as whole ones over one denominator. Raises OverflowError where that is above the most."""
    ratios = [one.as_integer_ratio() for one in numbers]
    every = {below for _, below in ratios}
    common = _common(every, most)
    times = {below: common // below for below in every}
    return [above * times[below] for above, below in ratios], common


def _common(each: set[int], most: float) -> int:
    """What all divide. Raises OverflowError where it is too large."""
    found = 1
    for one in each:
        found = lcm(found, one)
        if found > most:
            raise OverflowError
    return found


class Ratios:
    """A column over another, with no small denominator in common: a formula can do no more with it than give it."""

    def __init__(self, over: Column, under: Column) -> None:
        pairs = zip(over.above, under.above, strict=True)
        self.numbers = [Fraction(one * under.below, two * over.below) for one, two in pairs]

    def __eq__(self, other: object) -> bool:
        raise TypeError("a formula that goes on with ratios is worked out place by place")

    __hash__ = None  # type: ignore[assignment]


class Places:
    """A figure at every set of some causes, which are a bit each in `causes`; None where it has no value.

    Where the numbers have a small denominator in common, they are a `column` too.
    """

    def __init__(self, causes: Set = 0, column: Column | None = None, numbers: Sequence[Number | None] = ()) -> None:
        self.causes, self._numbers, self._column = causes, numbers, column

    @cached_property
    def column(self) -> Column | None:
        """All as one."""
        numbers = [one for one in self._numbers if one is not None]
        if self._column is None and len(numbers) == len(self._numbers):
            with suppress(OverflowError):
                return Column.of(numbers)
        return self._column

    @cached_property
    def numbers(self) -> Sequence[Number | None]:
        """Each by itself."""
        if self._column is None:
            return self._numbers
        below = self._column.below
        return [Fraction(one, below) for one in self._column.above]


class Columns:
    """The figures of a sheet at every set of some causes; `rests` tells the changes that a figure rests on.

    `inputs` holds each change of an input from one value to another, and the two values.
    """

    def __init__(
        self, causes: Sequence[Set], rests: Callable[[Figure], Set], inputs: Mapping[str, tuple[Set, Number, Number]]
    ) -> None:
        self.causes = tuple(causes)
        self._rests, self._inputs = rests, inputs
        self._known: dict[str, Places] = {}
        self._seats: dict[tuple[Set, Set], list[int]] = {}

    def at(self, figure: Figure) -> Places:
        """A figure at every set of the causes that it rests on."""
        if figure.name not in self._known:
            rests = self._rests(figure)
            own = sum(1 << number for number, cause in enumerate(self.causes) if cause & rests)
            self._known[figure.name] = self._worked_out(figure, own)
        return self._known[figure.name]

    def sets(self, places: Places) -> list[Set]:
        """The changes of each set of the causes of some places."""
        return every_set([cause for number, cause in enumerate(self.causes) if places.causes >> number & 1])

    def _worked_out(self, figure: Figure, own: Set) -> Places:
        if figure.formula is None or not own:
            bit, old, new = self._inputs.get(figure.name, (0, figure.value, figure.value))
            return Places(own, numbers=[new if chosen & bit else old for chosen in self.sets(Places(own))])
        try:
            found = figure.formula(**given_by(figure, lambda need: self._column(need, own)))
            if isinstance(found, Ratios):
                return Places(own, numbers=found.numbers)
            column = found if isinstance(found, Column) else Column.of([found] * 2 ** own.bit_count())
            return Places(own, column)
        except (ArithmeticError, TypeError, ValueError):
            return Places(own, numbers=self._one_by_one(figure, own))

    def _one_by_one(self, figure: Figure, own: Set) -> list[Number | None]:
        columns = given_by(figure, lambda need: self._numbers(need, own))
        nothing = [()] * 2 ** own.bit_count()
        places = [
            (zip(*each, strict=True) if each else nothing) if isinstance(each, tuple) else each
            for each in columns.values()
        ]
        return [outcome(figure, dict(zip(columns, given, strict=True))) for given in zip(*places, strict=True)]

    def _column(self, figure: Figure, causes: Set) -> Column:
        """A figure at every set of more causes. Raises TypeError where it has no column."""
        places = self.at(figure)
        column = places.column
        if column is None:
            raise TypeError(f"{figure.name} has no column")
        if places.causes == causes:
            return column
        return Column([column.above[seat] for seat in self._seats_of(places.causes, causes)], column.below)

    def _numbers(self, figure: Figure, causes: Set) -> list[Number | None]:
        places = self.at(figure)
        return [places.numbers[seat] for seat in self._seats_of(places.causes, causes)]

    def _seats_of(self, few: Set, causes: Set) -> list[int]:
        """The place of each set of causes among the sets of a few of them."""
        if (few, causes) not in self._seats:
            seats, step = [0], 1
            for bit in (1 << number for number in range(causes.bit_length()) if causes >> number & 1):
                seats += [seat + step for seat in seats] if few & bit else seats
                step *= 2 if few & bit else 1
            self._seats[few, causes] = seats
        return self._seats[few, causes]


def outcome(figure: Figure, given: Mapping[str, Any]) -> Number | None:
    """What the formula of a figure makes of numbers; None where it makes nothing of them."""
    try:
        return figure.formula(**given)  # type: ignore[misc,no-any-return]  # whatever it gives is a number
    except (ArithmeticError, TypeError, ValueError):  # nothing can be divided by nothing, nor by what has no value
        return None


def given_by(figure: Figure, of: Callable[[Figure], Any]) -> dict[str, Any]:
    """What the formula of a figure is given, by what each figure that it needs is taken for."""
    return {
        key: tuple([of(one) for one in need]) if isinstance(need, tuple) else of(need)
        for key, need in figure.needs.items()
    }
