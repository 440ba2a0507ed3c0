"""How a number of calls is spread: its mean, its percentiles and its greatest value, exactly.

In: values, and how often each occurs. Out: a `Spread`. An engine counts how often a value occurs; all else is worked
out here in whole numbers and fractions, so that every engine gives the same digits.

A percentile is linear between ranks: of n values in order, that at rank p × (n − 1), counted from 0, with what lies
between two of them in proportion. NumPy, pandas and DuckDB's quantile_cont give the same.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import isqrt

PERCENTILES = ("p50", "p90", "p95", "p99")


@dataclass(frozen=True)
class Spread:
    """How often each value occurs, the values in order."""

    counts: tuple[tuple[int, int], ...]

    @cached_property
    def count(self) -> int:
        """How many values there are."""
        return sum(times for _, times in self.counts)

    @cached_property
    def total(self) -> int:
        """Their sum."""
        return sum(value * times for value, times in self.counts)

    @property
    def mean(self) -> Fraction:
        """Their mean."""
        return Fraction(self.total, self.count)

    @property
    def greatest(self) -> int:
        """The greatest of them."""
        return self.counts[-1][0]

    @cached_property
    def _ranks(self) -> tuple[int, ...]:
        return tuple(accumulate(times for _, times in self.counts))

    def standard_error(self) -> Fraction | None:
        """Of the mean, to a millionth: the standard deviation of a sample over the root of its size; of one call none.

        It holds for calls that are independent; calls of the same minute often are not.
        """
        n = self.count
        if n < 2:
            return None
        squares = sum(value * value * times for value, times in self.counts)
        variance = Fraction(n * squares - self.total**2, n * (n - 1)) / n
        return Fraction(isqrt(variance.numerator * 10**12 // variance.denominator), 10**6)

    def percentile(self, share: Fraction) -> Fraction:
        """The value at a rank, linear between ranks."""
        rank = share * (self.count - 1)
        low = rank.numerator // rank.denominator
        first = self._at(low)
        return first + (rank - low) * (self._at(min(low + 1, self.count - 1)) - first)

    def _at(self, rank: int) -> int:
        return self.counts[bisect_right(self._ranks, rank)][0]

    def share_above(self, size: int) -> Fraction:
        """The share of the values that are above a size."""
        return Fraction(sum(times for value, times in self.counts if value > size), self.count)


def spread(counts: Mapping[int, int], nothing: int = 0) -> Spread:
    """The spread of values by how often each occurs; so many more are `nothing`."""
    found = {**counts, 0: counts.get(0, 0) + nothing} if nothing else counts
    return Spread(tuple(sorted(found.items())))


def together(spreads: Iterable[Mapping[int, int]]) -> dict[int, int]:
    """How often each value occurs in all of them."""
    found: Counter[int] = Counter()
    for one in spreads:
        found.update(one)
    return found
