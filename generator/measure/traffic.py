"""What is measured of time: requests and tokens a minute, the peak, bursts, calls in flight, the profile of a day.

In: what is counted, and the zone whose clock tells hours and weekdays. Out: values by group and name.

The minutes that count are those from the first call's to the last's, but for whole clock hours in which there is no
call: a minute without a call in an active hour counts as nothing, an hour without one does not count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias

from generator.measure import clock
from generator.measure.counting import Counted
from generator.measure.distribution import Spread, spread
from generator.measure.values import ALL, Group, Share, Value, number, statistics

PEAKING = Fraction(4, 5)
"""The peak lasts while a minute has at least so much of the busiest; a tenant peaks while it has so much of its own."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SERIES = {
    "requests": ("requests_per_minute", "requests/min"),
    "tokens": ("tokens_per_minute", "tokens/min"),
    "uncached": ("uncached_tokens_per_minute", "tokens/min"),
}


@dataclass(frozen=True)
class Minutes:
    """What happened in each minute that had a call, and how many other minutes count; minutes since 1970."""

    by_minute: Mapping[int, Mapping[str, int]]
    empty: int

    def spread(self, name: str) -> Spread:
        """How a number a minute is spread over all minutes that count."""
        counts: dict[int, int] = {0: self.empty} if self.empty else {}
        for row in self.by_minute.values():
            counts[row[name]] = counts.get(row[name], 0) + 1
        return spread(counts)

    def busiest(self, name: str) -> int:
        """The first minute that has most."""
        return min(self.by_minute, key=lambda minute: (-self.by_minute[minute][name], minute))

    def lasts(self, name: str) -> int:
        """How many minutes on end, the busiest among them, have at least four fifths of it."""
        peak = self.busiest(name)
        least = self.by_minute[peak][name] * PEAKING
        first = last = peak
        while name in self.by_minute.get(first - 1, {}) and self.by_minute[first - 1][name] >= least:
            first -= 1
        while name in self.by_minute.get(last + 1, {}) and self.by_minute[last + 1][name] >= least:
            last += 1
        return last - first + 1


MinuteRow: TypeAlias = tuple[int, str | None, dict[str, int]]
"""A minute, a model, and its numbers in that minute."""


def of_time(
    counted: Counted, rows: Sequence[MinuteRow], zone: str, groups: Mapping[str, Sequence[Any]]
) -> tuple[dict[str, Group], dict[str, Value]]:
    """The values of time, and what is to be said of the window and its gaps; nothing of a log without times."""
    if counted.window is None:
        return {}, {}
    ahead = clock.changes(clock.zone_of(zone), *counted.window)
    active = {minute // 60 for minute, _, _ in rows}
    whole = _minutes(((minute, row) for minute, _, row in rows), active, counted.window)
    found: dict[str, Group] = {ALL: _series(whole, ahead, counted)}
    models = {model for _, model, _ in rows if model}
    for model in models if len(models) > 1 else ():
        name = f"model/{model}" if f"model/{model}" in groups else model
        own = _minutes(((minute, row) for minute, other, row in rows if other == model), active, counted.window)
        found[name] = _series(own, ahead, counted)
    found[ALL] |= _of_peak(whole) | _bursts(counted) | _in_flight(counted) | _profile(whole, ahead)
    if counted.has("unit"):
        found[ALL] |= {"units_per_minute": _rate(_units(counted, active), "pages/min")}
    if counted.has("tenant"):
        found[ALL] |= _tenants(counted)
    return found, _gaps(whole, active, counted.window)


def by_minute(counted: Counted) -> list[MinuteRow]:
    """The numbers of each minute and model; none of a log without times."""
    import ibis

    if counted.window is None:
        return []
    calls = counted.calls
    tokens = ibis.coalesce(calls.input, 0) + ibis.coalesce(calls.output, 0)
    table = calls.group_by("model", minute=calls["at"] // clock.MINUTE).agg(
        requests=calls.count(), tokens=tokens.sum(), cached=ibis.coalesce(calls.cached, 0).sum()
    )
    columns = table.to_pyarrow().to_pydict()
    return sorted(
        (
            (int(minute), model, {"requests": int(n), "tokens": int(whole), "uncached": int(whole) - int(cached)})
            for minute, model, n, whole, cached in zip(
                *(columns[name] for name in ("minute", "model", "requests", "tokens", "cached")), strict=True
            )
        ),
        key=lambda row: (row[0], row[1] or ""),
    )


def _minutes(rows: Iterable[tuple[int, dict[str, int]]], active: set[int], window: tuple[int, int]) -> Minutes:
    found: dict[int, dict[str, int]] = {}
    for minute, row in rows:
        own = found.setdefault(minute, dict.fromkeys(row, 0))
        for name, value in row.items():
            own[name] += value
    return Minutes(found, counting(active, window) - len(found))


def counting(active: set[int], window: tuple[int, int]) -> int:
    """How many minutes count: those of active hours, from the first call's to the last's."""
    first, last = (at // clock.MINUTE for at in window)
    return sum(min(last, hour * 60 + 59) - max(first, hour * 60) + 1 for hour in active)


def _series(minutes: Minutes, ahead: clock.Changes, counted: Counted) -> Group:
    wanted = ["requests", *(["tokens"] if counted.has("input") or counted.has("output") else [])]
    wanted += ["uncached"] if counted.has("cached") else []
    found: Group = {}
    for name in wanted:
        called, unit = SERIES[name]
        found[called] = _rate(minutes.spread(name), unit) | {"at": shown(minutes.busiest(name) * clock.MINUTE, ahead)}
    return found


def _rate(one: Spread, unit: str) -> dict[str, Value]:
    found = statistics(one, 1, unit)
    return {name: found[name] for name in ("unit", "mean", "p50", "p95", "p99", "max")}


def shown(at: int, ahead: clock.Changes) -> str:
    """A minute as the clocks of the zone show it."""
    return f"{clock.moment(at + clock.ahead_at(at, ahead)):%Y-%m-%d %H:%M}"


def _of_peak(minutes: Minutes) -> Group:
    one = minutes.spread("requests")
    return {"peak_to_mean": one.greatest / one.mean, "peak_lasts": number(minutes.lasts("requests"), "minutes")}


def _bursts(counted: Counted) -> Group:
    """The most requests that one second, and ten seconds by the clock, had."""
    seconds = _per_second(counted.calls, counted.calls["at"] // clock.SECOND, "n")
    tens = seconds.group_by(ten=seconds.second // 10).agg(one=seconds.n.max(), n=seconds.n.sum())
    found = tens.aggregate(one=tens.one.max(), ten=tens.n.max()).to_pyarrow().to_pylist()[0]
    return {
        "busiest_second": number(int(found["one"]), "requests"),
        "busiest_ten_seconds": number(int(found["ten"]), "requests"),
    }


def _per_second(calls: Any, second: Any, name: str) -> Any:
    return calls.group_by(second=second).agg(**{name: calls.count()})


def _in_flight(counted: Counted) -> Group:
    """The most calls that are under way at the same moment, looked at when each second begins."""
    import ibis

    if not (counted.has("duration") or counted.has("end")) or not counted.has("time"):
        return {}
    calls = counted.calls.filter(counted.calls.duration.notnull())
    after = clock.SECOND - 1
    begins = _per_second(calls, (calls["at"] + after) // clock.SECOND, "more")
    ends = _per_second(calls, (calls["at"] + calls.duration * 1_000 + after) // clock.SECOND, "more")
    both = ibis.union(begins, ends.mutate(more=-ends.more))
    steps = both.group_by("second").agg(more=both.more.sum())
    under_way = steps.mutate(n=steps.more.sum().over(order_by="second", rows=(None, 0)))
    most = under_way.n.max().to_pyarrow().as_py()
    return {} if most is None else {"in_flight": {"unit": "requests", "max": int(most)}}


def _profile(minutes: Minutes, ahead: clock.Changes) -> Group:
    """The share of all requests in each hour of the day and on each day of the week, by the clocks of the zone."""
    hours, days = dict.fromkeys(range(24), 0), dict.fromkeys(range(7), 0)
    for minute, row in minutes.by_minute.items():
        at = minute * clock.MINUTE
        local = clock.moment(at + clock.ahead_at(at, ahead))
        hours[local.hour] += row["requests"]
        days[local.weekday()] += row["requests"]
    whole = sum(hours.values())
    return {
        "busiest_hour": Share(Fraction(max(hours.values()), whole)),
        "by_hour": {f"h{hour:02}": Share(Fraction(n, whole)) for hour, n in hours.items()},
        "by_weekday": {WEEKDAYS[day]: Share(Fraction(n, whole)) for day, n in days.items()},
    }


def _units(counted: Counted, active: set[int]) -> Spread:
    """How many units of work begin in each minute that counts."""
    calls = counted.calls.filter(counted.calls.unit.notnull())
    units = calls.group_by("unit").agg(first=calls["at"].min())
    each = units.group_by(minute=units["first"] // clock.MINUTE).agg(n=units.count())
    rows = each.group_by("n").agg(minutes=each.count()).to_pyarrow().to_pylist()
    counts = {int(row["n"]): int(row["minutes"]) for row in rows}
    assert counted.window is not None
    empty = counting(active, counted.window) - sum(counts.values())
    return spread(counts | ({0: empty} if empty else {}))


def _tenants(counted: Counted) -> Group:
    """How many tenants there are, and the most that have four fifths of their own busiest minute in the same minute."""
    calls = counted.calls.filter(counted.calls.tenant.notnull())
    each = calls.group_by("tenant", minute=calls["at"] // clock.MINUTE).agg(n=calls.count())
    beside = each.mutate(_most=each.n.max().over(group_by="tenant"))
    peaks = beside.filter(beside.n * PEAKING.denominator >= beside["_most"] * PEAKING.numerator)
    together = peaks.group_by("minute").agg(n=peaks.count())
    most, count = together.n.max().to_pyarrow().as_py(), calls.tenant.nunique().to_pyarrow().as_py()
    if not count:
        return {}
    return {"tenants": number(int(count), "sites"), "tenants_at_peak": number(int(most), "sites")}


def _gaps(minutes: Minutes, active: set[int], window: tuple[int, int]) -> dict[str, Value]:
    hours = window[1] // clock.HOUR - window[0] // clock.HOUR + 1
    ordered = sorted(active)
    longest = max((after - before - 1 for before, after in pairwise(ordered)), default=0)
    return {
        "minutes": len(minutes.by_minute) + minutes.empty,
        "minutes_with_calls": len(minutes.by_minute),
        "active_hours": len(active),
        "hours_without_calls": hours - len(active),
        "longest_gap_in_hours": longest,
    }


def requests_per_unit(counted: Counted, groups: Mapping[str, Sequence[Any]]) -> dict[str, Group]:
    """How many requests a unit of work sends: in all, of each call, of each model."""
    if not counted.has("unit"):
        return {}
    calls = counted.calls.filter(counted.calls.unit.notnull())
    units = int(calls.unit.nunique().to_pyarrow().as_py())
    found: dict[str, Group] = {}
    for keys in ((), ("call",), ("model",)):
        if any(not counted.has(key) for key in keys):
            continue
        each = calls.group_by("unit", *keys).agg(n=calls.count())
        rows = each.group_by("n", *keys).agg(units=each.count()).to_pyarrow().to_pylist()
        for name in {row[keys[0]] if keys else ALL for row in rows}:
            counts = {int(row["n"]): int(row["units"]) for row in rows if not keys or row[keys[0]] == name}
            empty = units - sum(counts.values())
            group = f"model/{name}" if keys == ("model",) and f"model/{name}" in groups else name
            one = statistics(spread(counts | ({0: empty} if empty else {})), 1, "requests/page")
            found.setdefault(group, {})["requests_per_unit"] = {key: one[key] for key in one if key != "p99"}
    return found
