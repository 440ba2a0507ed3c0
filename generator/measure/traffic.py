"""What is measured of time: requests and tokens a minute, the peak, bursts, calls in flight, the profile of a day.

In: what is counted, and the zone whose clock tells hours and weekdays. Out: values by group and name.

The minutes that count are those from the first call's to the last's, but for whole clock hours in which there is no
call: a minute without a call in an active hour counts as nothing, an hour without one does not count.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from generator.measure import clock
from generator.measure.counting import Counted
from generator.measure.engine import ibis
from generator.measure.values import ALL, Group, Share, Spread, Value, number, spread, statistics

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

AT_ONCE = 65_536
"""Rows that are plain Python values at once."""
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
    """The minutes that had a call, in order, counted since 1970; what happened in each; how many others count.

    Kept as arrays: a year of minutes by model as Python's own objects would take more memory than the engine.
    """

    minutes: "Numbers"
    numbers: "Mapping[str, Numbers]"
    empty: int

    def spread(self, name: str) -> Spread:
        """How a number a minute is spread over all minutes that count."""
        import numpy as np

        values, times = np.unique(self.numbers[name], return_counts=True)
        return spread(dict(zip(values.tolist(), times.tolist(), strict=True)), self.empty)

    def busiest(self, name: str) -> int:
        """The first minute that has most."""
        return int(self.minutes[self.numbers[name].argmax()])

    def lasts(self, name: str) -> int:
        """How many minutes on end, the busiest among them, have at least four fifths of it."""
        own = self.numbers[name]
        peaking = {*self.minutes[own * PEAKING.denominator >= own.max() * PEAKING.numerator].tolist()}
        first = last = self.busiest(name)
        while first - 1 in peaking:
            first -= 1
        while last + 1 in peaking:
            last += 1
        return last - first + 1


@dataclass(frozen=True)
class ByMinute:
    """A row for each minute and model that had a call, in order; `model` is a place in the `models`, in their order."""

    minutes: "Numbers"
    model: "Numbers"
    models: Sequence[str | None]
    numbers: "Mapping[str, Numbers]"

    def rows(self) -> Iterator[tuple[int | str | None, ...]]:
        """Each row as plain values: minute, model, requests, tokens, uncached tokens."""
        for start in range(0, len(self.minutes), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            minutes, own, *numbers = (one[part].tolist() for one in (self.minutes, self.model, *self.numbers.values()))
            yield from zip(minutes, (self.models[one] for one in own), *numbers, strict=True)

    def together(self, active: set[int], window: tuple[int, int], model: int | None = None) -> Minutes:
        """What all models had in each minute, or one of them."""
        import numpy as np

        own = slice(None) if model is None else self.model == model
        minutes, starts = np.unique(self.minutes[own], return_index=True)
        found = {name: np.add.reduceat(one[own], starts) for name, one in self.numbers.items()}
        return Minutes(minutes, found, counting(active, window) - len(minutes))


def of_time(
    counted: Counted, rows: ByMinute, zone: str, groups: Mapping[str, Sequence[Any]]
) -> tuple[dict[str, Group], dict[str, Value]]:
    """The values of time, and what is to be said of the window and its gaps; nothing of a log without times."""
    if counted.window is None:
        return {}, {}
    ahead = clock.changes(clock.zone_of(zone), *counted.window)
    active = set((rows.minutes // 60).tolist())
    whole = rows.together(active, counted.window)
    found: dict[str, Group] = {ALL: _series(whole, ahead, counted)}
    models = {model: place for place, model in enumerate(rows.models) if model}
    for model, place in models.items() if len(models) > 1 else ():
        name = f"model/{model}" if f"model/{model}" in groups else model
        found[name] = _series(rows.together(active, counted.window, place), ahead, counted)
    requests = whole.spread("requests")
    found[ALL] |= {"peak_to_mean": requests.greatest / requests.mean}
    found[ALL] |= {"peak_lasts": number(whole.lasts("requests"), "minutes")}
    found[ALL] |= _bursts(counted) | _in_flight(counted) | _profile(whole, ahead)
    if counted.has("unit"):
        found[ALL] |= {"units_per_minute": _rate(_units(counted, active), "pages/min")}
    if counted.has("tenant"):
        found[ALL] |= _tenants(counted)
    return found, _gaps(whole, active, counted.window)


def by_minute(counted: Counted) -> ByMinute:
    """The numbers of each minute and model; none of a log without times."""
    import numpy as np

    if counted.window is None:
        return ByMinute(none := np.empty(0, np.int64), none, (), {})
    calls = counted.calls
    tokens = ibis.coalesce(calls.input, 0) + ibis.coalesce(calls.output, 0)
    sums = {"requests": calls.count(), "tokens": tokens.sum(), "cached": ibis.coalesce(calls.cached, 0).sum()}
    table = calls.group_by("model", minute=calls["at"] // clock.MINUTE).agg(
        **{name: one.cast("int64") for name, one in sums.items()}
    )
    columns = table.mutate(minute=table.minute.cast("int64")).to_pyarrow()
    named = columns["model"].combine_chunks().dictionary_encode(null_encoding="encode")
    models = named.dictionary.to_pylist()
    places = sorted(range(len(models)), key=lambda one: models[one] or "")
    model = np.argsort(np.array(places, np.int64))[named.indices.to_numpy()]
    order = np.lexsort((model, columns["minute"].to_numpy()))
    minutes, requests, whole, cached = (columns[name].to_numpy()[order] for name in ("minute", *sums))
    numbers = {"requests": requests, "tokens": whole, "uncached": whole - cached}
    return ByMinute(minutes, model[order], [models[one] for one in places], numbers)


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


def _bursts(counted: Counted) -> Group:
    """The most requests that one second, and ten seconds by the clock, had."""
    seconds = _per_second(counted.calls, counted.calls["at"] // clock.SECOND, "n")
    tens = seconds.group_by(ten=seconds.second // 10).agg(one=seconds.n.max(), n=seconds.n.sum())
    found = tens.aggregate(one=tens.one.max(), ten=tens.n.max()).to_pyarrow().to_pylist()[0]
    called = {"busiest_second": "one", "busiest_ten_seconds": "ten"}
    return {name: number(int(found[key]), "requests") for name, key in called.items()}


def _per_second(calls: Any, second: Any, name: str) -> Any:
    return calls.group_by(second=second).agg(**{name: calls.count()})


def _in_flight(counted: Counted) -> Group:
    """The most calls that are under way at the same moment, looked at when each second begins."""
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
    import numpy as np

    starts = np.array([start for start, _ in ahead]), np.array([own for _, own in ahead])
    at = minutes.minutes * clock.MINUTE
    local = at + starts[1][np.maximum(np.searchsorted(starts[0], at, "right") - 1, 0)]
    requests = minutes.numbers["requests"]
    hours = [int(requests[local // clock.HOUR % 24 == hour].sum()) for hour in range(24)]
    # The first of January 1970 was a Thursday.
    days = [int(requests[(local // clock.DAY + 3) % 7 == day].sum()) for day in range(7)]
    whole = sum(hours)
    return {
        "busiest_hour": Share(Fraction(max(hours), whole)),
        "by_hour": {f"h{hour:02}": Share(Fraction(n, whole)) for hour, n in enumerate(hours)},
        "by_weekday": {name: Share(Fraction(n, whole)) for name, n in zip(WEEKDAYS, days, strict=True)},
    }


def _units(counted: Counted, active: set[int]) -> Spread:
    """How many units of work begin in each minute that counts."""
    calls = counted.calls.filter(counted.calls.unit.notnull())
    units = calls.group_by("unit").agg(first=calls["at"].min())
    each = units.group_by(minute=units["first"] // clock.MINUTE).agg(n=units.count())
    rows = each.group_by("n").agg(minutes=each.count()).to_pyarrow().to_pylist()
    counts = {int(row["n"]): int(row["minutes"]) for row in rows}
    assert counted.window is not None
    return spread(counts, counting(active, counted.window) - sum(counts.values()))


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
        "minutes": len(minutes.minutes) + minutes.empty,
        "minutes_with_calls": len(minutes.minutes),
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
        if not counted.has(*keys):
            continue
        each = calls.group_by("unit", *keys).agg(n=calls.count())
        rows = each.group_by("n", *keys).agg(units=each.count()).to_pyarrow().to_pylist()
        for name in {row[keys[0]] if keys else ALL for row in rows}:
            counts = {int(row["n"]): int(row["units"]) for row in rows if not keys or row[keys[0]] == name}
            group = f"model/{name}" if keys == ("model",) and f"model/{name}" in groups else name
            one = statistics(spread(counts, units - sum(counts.values())), 1, "requests/page")
            found.setdefault(group, {})["requests_per_unit"] = {key: one[key] for key in one if key != "p99"}
    return found
