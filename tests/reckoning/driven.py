"""What drivers come to: their product, a minute of it on average, and a minute at the peak.

In: a scenario as it is typed, its path, and a value for each number. Out: its figures by their path and last name.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from tests.reckoning.amounts import NOTHING, Row, ratio

Rows = dict[str, Row]
"""Rows of figures by their path."""


def driven(files: Mapping[str, Any], name: str, point: Mapping[str, Fraction]) -> Rows:
    """Everything that is said of the traffic of a scenario with drivers."""
    one, path = files["scenarios"][name], f"scenarios.{name}"
    rows, products = dict[str, Row](), dict[str, Fraction]()
    counts = "at_once" if "every_seconds" in one or "seconds_each" in one else "pages"
    counts = "sustained_pages_per_minute" if one.get("per") == "minute" else counts
    for place, factors in chains(one, path, point).items():
        own, products[place] = chain(place, factors)
        rows |= own
        rows.setdefault(place, {})[counts] = products[place]
    product = sum(products.values(), Fraction())
    row = rows.setdefault(path, {})
    row[counts] = product
    mean, minutes = rate(one, path, point, product), active_minutes(one, path, point)
    if minutes is not None:
        row["active_minutes"] = minutes
    if one.get("per") in ("week", "campaign"):
        row["active_days"] = active_days(one, path, point)
    if mean is not None:
        row["sustained_pages_per_minute"] = mean
    if "hours" in (one.get("peak") or {}):
        hourly = by_the_hour(files, name, point, products)
    else:
        hourly = {path: at_peak(one, path, point, product, mean)}
    for place, more in hourly.items():
        rows.setdefault(place, {}).update(more)
    peak = row.get("peak_pages_per_minute", point.get(f"{path}.peak.pages_per_minute"))
    if peak is not None and mean is not None:
        row["peak_factor"] = ratio(peak, mean)
    return rows


def stages_of(
    one: Mapping[str, Any], path: str, point: Mapping[str, Fraction]
) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Fraction]]]:
    """The present, and each stage in which drivers change: the path of its figures, and the numbers as of then."""
    yield path, one, point
    for name, stage in (one.get("stages") or {}).items():
        home = f"{path}.stages.{name}"
        then = {f"{path}.drivers.{key}": point[f"{home}.drivers.{key}"] for key in stage.get("drivers") or ()}
        for region, own in (stage.get("regions") or {}).items():
            below = f"regions.{region}.drivers"
            then |= {f"{path}.{below}.{key}": point[f"{home}.{below}.{key}"] for key in own["drivers"]}
        if then:
            yield home, one, {**point, **then}


def is_driven(one: Mapping[str, Any]) -> bool:
    """Whether a scenario has drivers, its own or those of its regions."""
    return bool(one.get("drivers") or one.get("regions"))


def chains(one: Mapping[str, Any], path: str, point: Mapping[str, Fraction]) -> dict[str, dict[str, Fraction]]:
    """What is multiplied, by the path of the scenario or of each region: a region's own before what is shared."""
    shared = {key: point[f"{path}.drivers.{key}"] for key in one.get("drivers") or ()}
    found = {} if one.get("regions") else {path: shared}
    for name, region in (one.get("regions") or {}).items():
        home = f"{path}.regions.{name}"
        own = {key: point[f"{home}.drivers.{key}"] for key in region.get("drivers") or ()}
        # In a stage, a driver of all may be another in one region.
        own |= {key: point[f"{home}.drivers.{key}"] for key in shared if f"{home}.drivers.{key}" in point}
        first = {"share": point[f"{home}.share"]} if "share" in region else {}
        first |= {key: value for key, value in own.items() if key not in shared}
        found[home] = first | shared | own
    return found


def chain(path: str, factors: Mapping[str, Fraction]) -> tuple[Rows, Fraction]:
    """What the drivers come to one after another: said from the second on, but for the last, which is the whole."""
    rows, product = dict[str, Row](), Fraction(1)
    for index, (name, factor) in enumerate(factors.items()):
        product *= factor
        if 0 < index < len(factors) - 1:
            rows[f"{path}.drivers.{name}"] = {"so_far": product}
    return rows, product


def by_the_hour(
    files: Mapping[str, Any], name: str, point: Mapping[str, Fraction], products: Mapping[str, Fraction]
) -> Rows:
    """The peak of a day's hours: of one profile, or of regions by their clocks, summed hour by hour."""
    one, path = files["scenarios"][name], f"scenarios.{name}"
    profile, minute = each(point, f"{path}.peak.hours"), point.get(f"{path}.peak.busiest_minute", Fraction(1))
    rows = dict[str, Row]()
    if not one.get("regions"):
        whole = sum(profile, NOTHING)
        rows[path], day = of_the_day(one, path, point, products[path])
        share = ratio(max(profile), whole)
        rows[path] |= {"greatest_hour": max(profile), "busiest_hour": share, "profile_per_day": whole}
        most = day * share
    else:
        sums = [Fraction()] * 24
        for place, product in products.items():
            region = one["regions"][place.removeprefix(f"{path}.regions.")]
            rows[place], day = of_the_day(one, path, point, product, region.get("active"), place)
            hours = each(point, f"{place}.hours") or profile
            rows[place]["profile_per_day"] = sum(hours, NOTHING)
            for hour in range(24):
                begins = clock(files, region["zone"], hour)
                late = Fraction(begins % 60, 60)
                part = hours[begins // 60] * (1 - late) + hours[(begins // 60 + 1) % 24] * late
                own: Row = {"pages_per_hour": ratio(day * part, sum(hours, NOTHING))}
                rows[f"{place}.utc.{hour:02d}"] = own | ({"hour": part} if begins % 60 else {})
                sums[hour] += own["pages_per_hour"]
        most = max(sums)
        rows[path] = {}
        for hour, pages in enumerate(sums):
            rows[f"{path}.utc.{hour:02d}"] = {"pages_per_hour": pages, "is_busiest": pages == most}
    rows[path] |= {"pages_in_busiest_hour": most, "peak_pages_per_minute": ratio(most * minute, Fraction(60))}
    return rows


def of_the_day(
    one: Mapping[str, Any],
    path: str,
    point: Mapping[str, Fraction],
    product: Fraction,
    days: Any = None,
    place: str = "",
) -> tuple[Row, Fraction]:
    """The pages of a mean active day, and of the busiest of a week where its days are known; a region may have its own
    days."""
    row: Row = {}
    active = active_days(one, path, point)
    if days and "days_per_week" in days:
        weeks = point[f"{path}.active.weeks"] if one["per"] == "campaign" else 1
        active = row["active_days"] = weeks * point[f"{place}.active.days_per_week"]
    elif days:
        active = point[f"{place}.active.days_per_month"]
    mean = ratio(product, active)
    row["pages_per_active_day"] = mean
    week = each(point, f"{path}.peak.weekdays")
    if not week:
        return row, mean
    usual = ratio(sum(week, NOTHING), point[f"{path}.active.days_per_week"])
    row |= {"greatest_weekday": max(week), "mean_weekday": usual}
    row |= {"busiest_day": ratio(max(week), usual), "pages_on_busiest_day": mean * ratio(max(week), usual)}
    return row, row["pages_on_busiest_day"]


def each(point: Mapping[str, Fraction], path: str) -> list[Fraction]:
    """The numbers of a list."""
    return [point[f"{path}.{at}"] for at in range(24) if f"{path}.{at}" in point]


def clock(files: Mapping[str, Any], zone: str, hour: int) -> int:
    """The minute of a region's day in which an hour of UTC begins."""
    letter = files["proposal"]
    needed_by = letter.get("needed_by", "to be agreed")
    day = letter["dated"] if needed_by.startswith("to be") else needed_by
    there = datetime.fromisoformat(f"{day}T{hour:02d}:00+00:00").astimezone(ZoneInfo(zone))
    return there.hour * 60 + there.minute


def active_days(one: Mapping[str, Any], path: str, point: Mapping[str, Fraction]) -> Fraction:
    """Active days of a period that has days."""
    active, per = f"{path}.active", one["per"]
    if per == "month":
        return point[f"{active}.days_per_month"]
    weeks = point[f"{active}.weeks"] if per == "campaign" else Fraction(1)
    return weeks * point[f"{active}.days_per_week"] if per in ("week", "campaign") else Fraction(1)


def active_minutes(one: Mapping[str, Any], path: str, point: Mapping[str, Fraction]) -> Fraction | None:
    """Minutes over which the pages of a period are spread; nothing where they are not, or it is not known."""
    if "deadline_hours" in one:
        return point[f"{path}.deadline_hours"] * 60
    per, hours = one.get("per"), point.get(f"{path}.active.hours_per_day")
    if per == "hour":
        return Fraction(60)
    if per in (None, "minute") or hours is None:
        return None
    return active_days(one, path, point) * hours * 60


def rate(one: Mapping[str, Any], path: str, point: Mapping[str, Fraction], product: Fraction) -> Fraction | None:
    """Pages a minute, on average."""
    for key in ("every_seconds", "seconds_each"):
        if key in one:
            return ratio(product * 60, point[f"{path}.{key}"])
    if one.get("per") == "minute":
        return product
    minutes = active_minutes(one, path, point)
    return None if minutes is None else ratio(product, minutes)


def at_peak(
    one: Mapping[str, Any], path: str, point: Mapping[str, Fraction], product: Fraction, mean: Fraction | None
) -> Row:
    """Pages a minute at the peak, as a factor of the mean or by the busiest hour."""
    given = {key: point.get(f"{path}.peak.{key}") for key in ("pages_per_minute", "factor", "busiest_hour")}
    row: Row = {}
    if given["factor"] is not None and mean is not None:
        row["peak_pages_per_minute"] = mean * given["factor"]
    if given["busiest_hour"] is not None:
        more, day = of_the_day(one, path, point, product)
        row |= more | {"pages_in_busiest_hour": day * given["busiest_hour"]}
        minute = point.get(f"{path}.peak.busiest_minute", Fraction(1))
        row["peak_pages_per_minute"] = ratio(row["pages_in_busiest_hour"] * minute, Fraction(60))
    return row


def month_of(one: Mapping[str, Any], path: str, point: Mapping[str, Fraction]) -> tuple[Fraction | None, ...]:
    """Active days of a month, and active hours of a day, as far as they are typed."""
    held, days = ("month", "active_days") if one.get("month") else ("active", "days_per_month")
    return point.get(f"{path}.{held}.{days}"), point.get(f"{path}.{held}.hours_per_day")


def home_of_month(one: Mapping[str, Any], path: str) -> str:
    """Where the figures of a month stand: with those of a scenario that counts by the month, or else below them."""
    return path if one.get("month") or one.get("per") == "month" else f"{path}.month"


def rests_on_drivers(one: Mapping[str, Any], path: str, case: Mapping[str, Any]) -> Iterator[str]:
    """The numbers that the rate of a load case at the mean or at the peak rests on; some a scenario does not have."""
    at, stage = case.get("at"), f"{path}.stages.{case.get('stage')}"
    if "stage" in case:
        yield from (f"{stage}.factor", f"{stage}.sites")
    if at is None:
        return
    peak = one.get("peak") or {}
    yield from (f"{path}.peak.{key}" for key in peak if at == "peak")
    if at == "peak" and "pages_per_minute" in peak:
        return
    typed = (one.get("stages") or {}).get(case.get("stage")) or {}
    then, there, shared = typed.get("drivers") or (), typed.get("regions") or {}, one.get("drivers") or {}
    regions = (one.get("regions") or {}).items()
    others = {
        name: [*(one.get("drivers") or ()), *((there.get(name) or {}).get("drivers") or ())] for name, one in regions
    }
    used = [name for name in shared if not others or any(name not in own for own in others.values())]
    yield from (f"{stage if name in then else path}.drivers.{name}" for name in used)
    for name, keys in others.items():
        changed = (there.get(name) or {}).get("drivers") or ()
        for key in dict.fromkeys(keys):
            yield f"{stage if key in changed else path}.regions.{name}.drivers.{key}"
    yield from (f"{path}.regions.{name}.share" for name, _ in regions)
    if at == "peak" and "hours" in peak:
        homes = [f"{path}.peak.hours", *(f"{path}.regions.{name}.hours" for name, _ in regions)]
        yield from (f"{home}.{hour}" for home in homes for hour in range(24))
    if at == "peak" and "weekdays" in peak:
        yield from (f"{path}.peak.weekdays.{day}" for day in range(7))
        yield f"{path}.active.days_per_week"
    yield from (f"{path}.{key}" for key in ("every_seconds", "seconds_each", "deadline_hours"))
    days = {"week": ("days_per_week",), "month": ("days_per_month",), "campaign": ("weeks", "days_per_week")}
    own = [region.get("active") or {} for _, region in regions] if at == "peak" and "hours" in peak else []
    for key in days.get(one.get("per", ""), ()):
        if not own or not all(key in each for each in own):
            yield f"{path}.active.{key}"
        yield from (f"{path}.regions.{name}.active.{key}" for name, _ in regions if own)
    spread = one.get("per") in ("day", *days)
    if spread and not (at == "peak" and ("busiest_hour" in peak or "hours" in peak)):
        yield f"{path}.active.hours_per_day"


def is_driven_by_a_share(files: Mapping[str, Any], path: str) -> bool:
    """Whether a number is a driver that is typed as a share, so that it is never above all."""
    for name, one in files["scenarios"].items():
        for key in one.get("regions") or ():
            if path == f"scenarios.{name}.regions.{key}.share":
                return True
        stages = {"": one, **{f".stages.{key}": then for key, then in (one.get("stages") or {}).items()}}
        for stage, each in stages.items():
            there = {f".regions.{key}": region for key, region in (each.get("regions") or {}).items()}
            for place, own in {"": each, **there}.items():
                for driver, typed in (own.get("drivers") or {}).items():
                    if path == f"scenarios.{name}{stage}{place}.drivers.{driver}":
                        return "%" in str(typed)
    return False
