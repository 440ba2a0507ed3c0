"""What is measured of calls: tokens, hits, failures and duration, by model and call.

In: what is counted. Out: values by group and name. The groups are `all`, each call, each model and, where a call is
served by several models, each pair of them. An engine counts how often a value occurs; all else is worked out here in
whole numbers and fractions, so that every engine gives the same digits.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import isqrt
from typing import Any, NamedTuple, TypeAlias

from generator.measure.counting import Counted
from generator.measure.engine import ibis
from generator.measure.mapping import TOKENS

ALL = "all"
TOKENS_OF = {field: f"{field}_tokens" for field in TOKENS}
SIZES = (1_000, 4_000, 16_000, 64_000)
"""Tokens: the share of the calls that have more is told."""
PER_REQUEST = "tokens/request"
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
    def mean(self) -> Fraction:
        """Their mean, exactly."""
        return Fraction(sum(value * times for value, times in self.counts), self.count)

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
        variance = (squares - n * self.mean**2) / (n * (n - 1))
        return Fraction(isqrt(variance.numerator * 10**12 // variance.denominator), 10**6)

    def percentile(self, share: Fraction) -> Fraction:
        """Linear between ranks: of n values in order, that at rank p × (n − 1), counted from 0, with what lies between
        two of them in proportion. NumPy, pandas and DuckDB's quantile_cont give the same."""
        rank = share * (self.count - 1)
        low, between = divmod(rank, 1)
        first, second = (self.counts[bisect_right(self._ranks, at)][0] for at in (low, min(low + 1, self.count - 1)))
        return first + between * (second - first)

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


class Share(NamedTuple):
    """A share, which is written in percent."""

    value: Fraction


Value: TypeAlias = "Fraction | int | Share | str"
Group: TypeAlias = dict[str, "Value | dict[str, Value]"]
Pair = tuple[str | None, str | None]


def groups_of(pairs: Mapping[Pair, int]) -> dict[str, list[Pair]]:
    """The groups, each with the pairs of a model and a call that are in it."""
    models = list(dict.fromkeys(model for model, _ in sorted(pairs, key=str) if model))
    calls = list(dict.fromkeys(call for _, call in sorted(pairs, key=str) if call))
    found = {ALL: list(pairs)}
    found |= {call: [pair for pair in pairs if pair[1] == call] for call in calls}
    found |= {
        (f"model/{model}" if model in found else model): [pair for pair in pairs if pair[0] == model]
        for model in models
    }
    for call in calls:
        served = [pair for pair in pairs if pair[1] == call]
        found |= {f"{call}/{pair[0]}": [pair] for pair in served if len(served) > 1}
    return found


Histograms: TypeAlias = Mapping[str, Mapping[Pair, Mapping[int, int]]]
"""For each field, how often each of its values occurs in the calls of each pair."""


def of_calls(counted: Counted, histograms: Histograms) -> dict[str, Group]:
    """What is measured of the calls of each group."""
    groups = groups_of(counted.pairs)
    values: dict[str, Group] = {
        name: {"requests": number(sum(counted.pairs[pair] for pair in own), "requests")} for name, own in groups.items()
    }
    _rates(counted, groups, values)
    for field, by_pair in histograms.items():
        for group, own in groups.items():
            found = together(by_pair.get(pair, {}) for pair in own)
            if found:
                one = spread(found)
                values[group][TOKENS_OF.get(field, field)] = (
                    tokens(one) if field in TOKENS_OF else statistics(one, 1_000, "seconds")
                )
    return values


def number(value: int, unit: str) -> dict[str, Value]:
    """A plain number, and what it counts."""
    return {"unit": unit, "value": value}


def fields_of(counted: Counted) -> list[str]:
    """The fields whose spread is told."""
    found = [field for field in TOKENS_OF if field in counted.table.found.fields]
    return found + (["duration"] if counted.has("duration") or counted.has("time", "end") else [])


def histogram(counted: Counted, field: str) -> dict[Pair, dict[int, int]]:
    """How often each value of a field occurs in the calls of each pair that did not fail."""
    calls = counted.calls
    rows = calls.filter(calls[field].notnull() & ~ibis.coalesce(calls.failed, False))
    table = rows.group_by("model", "call", value=rows[field]).agg(n=rows.count()).to_pyarrow().to_pydict()
    found: dict[Pair, dict[int, int]] = {}
    for model, call, value, n in zip(table["model"], table["call"], table["value"], table["n"], strict=True):
        found.setdefault((model, call), {})[int(value)] = int(n)
    return found


def tokens(one: Spread) -> dict[str, Value]:
    """The spread of tokens a call."""
    found = statistics(one, 1, PER_REQUEST)
    found |= {f"above_{size}": Share(one.share_above(size)) for size in SIZES if one.greatest > size}
    return found


def statistics(one: Spread, parts: int, unit: str) -> dict[str, Value]:
    """Unit, count, mean with its standard error, percentiles and the greatest; values are counted in `parts` of it."""
    error = one.standard_error()
    found: dict[str, Value] = {"unit": unit, "count": one.count, "mean": one.mean / parts}
    found |= {"standard_error": error / parts} if error is not None else {}
    found |= {name: one.percentile(Fraction(int(name[1:]), 100)) / parts for name in PERCENTILES}
    return found | {"max": Fraction(one.greatest, parts)}


def _rates(counted: Counted, groups: Mapping[str, list[Pair]], values: dict[str, Group]) -> None:
    """The shares of a group: failed, repeated after a failure, that hit the cache, and of input that came from it."""
    sums = {(row["model"], row["call"]): row for row in _sums(counted)}
    retried = _retried(counted) if counted.has("unit", "status") else {}
    for group, own in groups.items():
        rows = [sums[pair] for pair in own]
        for name, part, whole in (
            ("failure_rate", "failed", "judged"),
            ("hit_rate", "hits", "cached_known"),
            ("cached_share", "cached", "input_with_cached"),
        ):
            below = sum(int(row[whole] or 0) for row in rows)
            if below:
                values[group][name] = Share(Fraction(sum(int(row[part] or 0) for row in rows), below))
        if counted.has("unit", "status"):
            repeated = sum(retried.get(pair, 0) for pair in own)
            values[group]["retry_rate"] = Share(Fraction(repeated, sum(counted.pairs[pair] for pair in own)))


def _sums(counted: Counted) -> list[dict[str, Any]]:
    calls = counted.calls
    known = calls.cached.notnull() & calls.input.notnull()
    table = calls.group_by("model", "call").agg(
        judged=calls.failed.count(),
        failed=calls.failed.ifelse(1, 0).sum(),
        cached_known=known.ifelse(1, 0).sum(),
        hits=(known & (calls.cached > 0)).ifelse(1, 0).sum(),
        cached=known.ifelse(calls.cached, 0).sum(),
        input_with_cached=known.ifelse(calls.input, 0).sum(),
    )
    return list(table.to_pyarrow().to_pylist())


def _retried(counted: Counted) -> dict[Pair, int]:
    """How many calls failed and were followed by another of the same unit of work, model and call."""
    calls = counted.calls.filter(counted.calls.unit.notnull())
    last = calls.mutate(_last=calls["at"].max().over(group_by=["unit", "model", "call"]))
    again = last.filter(last.failed & (last["at"] < last["_last"]))
    rows = again.group_by("model", "call").agg(n=again.count()).to_pyarrow().to_pylist()
    return {(row["model"], row["call"]): int(row["n"]) for row in rows}
