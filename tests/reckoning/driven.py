"""What drivers come to: their product, a minute of it on average, and a minute at the peak.

In: a scenario as it is typed, its path, and a value for each number. Out: its figures by their path and last name.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from tests.reckoning.amounts import Row, ratio

Rows = dict[str, Row]
"""Rows of figures by their path."""


def driven(one: Mapping[str, Any], path: str, point: Mapping[str, Fraction]) -> Rows:
    """Everything that is said of the traffic of a scenario with drivers."""
    rows, product = chain(one, path, point)
    row = rows.setdefault(path, {})
    per = one.get("per")
    mean = rate(one, path, point, product)
    minutes = active_minutes(one, path, point)
    if "every_seconds" in one or "seconds_each" in one:
        row["at_once"] = product
    elif per != "minute":
        row["pages"] = product
    if minutes is not None:
        row["active_minutes"] = minutes
    if per in ("week", "campaign"):
        row["active_days"] = active_days(one, path, point)
    if mean is not None:
        row["sustained_pages_per_minute"] = mean
    return rows | {path: row | at_peak(one, path, point, product, mean)}


def chain(one: Mapping[str, Any], path: str, point: Mapping[str, Fraction]) -> tuple[Rows, Fraction]:
    """What the drivers come to one after another: said from the second on, but for the last, which is the whole."""
    rows, product = dict[str, Row](), Fraction(1)
    names = [*one["drivers"]]
    for index, name in enumerate(names):
        product *= point[f"{path}.drivers.{name}"]
        if 0 < index < len(names) - 1:
            rows[f"{path}.drivers.{name}"] = {"so_far": product}
    return rows, product


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
    """Pages a minute at the peak, and how many times the mean that is."""
    given = {key: point.get(f"{path}.peak.{key}") for key in ("pages_per_minute", "factor", "busiest_hour")}
    row: Row = {}
    peak = given["pages_per_minute"]
    if given["factor"] is not None and mean is not None:
        peak = row["peak_pages_per_minute"] = mean * given["factor"]
    if given["busiest_hour"] is not None:
        row["pages_per_active_day"] = ratio(product, active_days(one, path, point))
        row["pages_in_busiest_hour"] = row["pages_per_active_day"] * given["busiest_hour"]
        peak = row["peak_pages_per_minute"] = ratio(row["pages_in_busiest_hour"], Fraction(60))
    return row if peak is None or mean is None else row | {"peak_factor": ratio(peak, mean)}


def month_of(one: Mapping[str, Any], path: str, point: Mapping[str, Fraction]) -> tuple[Fraction | None, ...]:
    """Active days of a month, and active hours of a day, as far as they are typed."""
    held, days = ("month", "active_days") if one.get("month") else ("active", "days_per_month")
    return point.get(f"{path}.{held}.{days}"), point.get(f"{path}.{held}.hours_per_day")


def home_of_month(one: Mapping[str, Any], path: str) -> str:
    """Where the figures of a month stand: with those of a scenario that counts by the month, or else below them."""
    return path if one.get("month") or one.get("per") == "month" else f"{path}.month"


def rests_on_drivers(one: Mapping[str, Any], path: str, at: object) -> Iterator[str]:
    """The numbers that the rate of a load case at the mean or at the peak rests on; some a scenario does not have."""
    if at is None:
        return
    peak = one.get("peak") or {}
    yield from (f"{path}.peak.{key}" for key in peak if at == "peak")
    if at == "peak" and "pages_per_minute" in peak:
        return
    yield from (f"{path}.drivers.{name}" for name in one["drivers"])
    yield from (f"{path}.{key}" for key in ("every_seconds", "seconds_each", "deadline_hours"))
    days = {"week": ("days_per_week",), "month": ("days_per_month",), "campaign": ("weeks", "days_per_week")}
    yield from (f"{path}.active.{key}" for key in days.get(one.get("per", ""), ()))
    spread = one.get("per") in ("day", *days)
    if spread and not (at == "peak" and "busiest_hour" in peak):
        yield f"{path}.active.hours_per_day"


def is_driven_by_a_share(files: Mapping[str, Any], path: str) -> bool:
    """Whether a number is a driver that is typed as a share, so that it is never above all."""
    home, _, name = path.partition(".drivers.")
    one = files["scenarios"].get(home.removeprefix("scenarios."), {}) if name else {}
    return "%" in str(one.get("drivers", {}).get(name, ""))
