"""A peak by the hours of a day: the busiest hour of a profile, in one region or in several with clocks of their own.

In: the book, and the row of a scenario with its pages and active days. Out: figures of its busiest day and hour, of
each hour of UTC where there are regions, and of the peak.
"""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from generator.calculation import (
    busiest_hour,
    busy_hour,
    campaign,
    day_peak,
    day_profile,
    half_hours,
    hour_of_all,
    hour_of_day,
    hours_of_all,
    peak_of_hour,
    peak_of_minute,
    quarter_hours,
    week_profile,
)
from generator.figures.figure import Figure, Row
from generator.figures.rows import Book, columns
from generator.inputs.drivers import ahead
from generator.inputs.proposal import Letter
from generator.inputs.scenarios import Scenario

HOURS = range(24)


def _home(path: str) -> str:
    """Where the inputs of a scenario stand; below them stand the figures of its stages of growth."""
    return path.partition(".stages.")[0]


def of_the_hour(book: Book, path: str, scenario: Scenario, row: Row, *formulas: Callable[..., Any]) -> Row:
    """The peak of the busiest hour, whose pages `formulas` give of the day's; without them they are known."""
    if formulas:
        row = book.add(path, _of_the_day(book, path, scenario, row), *formulas)
    return book.add(path, row, peak_of_minute if "busiest_minute" in row else peak_of_hour)


def _of_the_day(book: Book, path: str, scenario: Scenario, row: Row, home: str = "") -> Row:
    """The row with the pages of the day whose hour is looked at: a mean active day, or the busiest of a week."""
    row = book.add(home or path, row, busiest_hour.pages_per_active_day)
    if scenario.peak and scenario.peak.weekdays:
        each = {"each_weekday": _listed(book, f"{_home(path)}.peak.weekdays")}
        row = book.add(home or path, {**row, **each}, week_profile)
        return {**row, "pages_of_the_day": row["pages_on_busiest_day"]}
    return {**row, "pages_of_the_day": row["pages_per_active_day"]}


def profile_peak(book: Book, path: str, scenario: Scenario, row: Row, regions: Mapping[str, Row]) -> Row:
    """The peak of the busiest hour of a profile; of several regions, of the hour with most of them."""
    profile = _listed(book, f"{_home(path)}.peak.hours")
    if not regions:
        share = book.add(path, {**row, "each_hour": profile}, day_profile, day_peak)
        return of_the_hour(book, path, scenario, {**row, **share}, busiest_hour.pages_in_busiest_hour)
    hours = {name: _of_region(book, path, scenario, {**row, **own}, name) for name, own in regions.items()}
    names = [f"{path}.utc.{hour:02d}" for hour in HOURS]
    each = [
        book.add(names[hour], columns([own[hour] for own in hours.values()], ["pages_per_hour"]), hour_of_all)
        for hour in HOURS
    ]
    row = {**row, **book.add(path, columns(each, ["pages_per_hour"]), hours_of_all)}
    most = {"pages_in_busiest_hour": row["pages_in_busiest_hour"]}
    for name, one in zip(names, each, strict=True):
        book.add(name, {**one, **most}, busy_hour)
    return of_the_hour(book, path, scenario, row)


def _of_region(book: Book, path: str, scenario: Scenario, row: Row, name: str) -> list[Row]:
    """The pages of a region in each hour of UTC."""
    home, region = f"{path}.regions.{name}", (scenario.regions or {})[name]
    hours = _listed(book, f"{_home(path)}.regions.{name}.hours") or _listed(book, f"{_home(path)}.peak.hours")
    active = book.under(f"{_home(path)}.regions.{name}.active", "days_per_week", "days_per_month")
    if "days_per_week" in active:  # its active days may be others than those of its scenario
        days = book.add(home, {**row, "days_per_week": active["days_per_week"]}, campaign.active_days)
        row = {**row, "active_days": days["active_days"]}
    elif active:
        row = {**row, "active_days": active["days_per_month"]}
    row = _of_the_day(book, path, scenario, row, home)
    row = {**row, **book.add(home, {**row, "each_hour": hours}, day_profile)}
    shift = ahead(ZoneInfo(region.zone or "UTC"), clock_day(book.inputs.proposal))
    names = [f"{home}.utc.{hour:02d}" for hour in HOURS]
    return [
        book.add(names[hour], {**row, "hour": _at(book, names[hour], hours, hour + shift)}, hour_of_day)
        for hour in HOURS
    ]


def _at(book: Book, path: str, hours: tuple[Figure, ...], local: Fraction) -> Figure:
    """The profile in the hour that begins at a local time; a part of each of the two hours that it lies in."""
    first, second = (hours[(int(local // 1) + more) % 24] for more in (0, 1))
    if local.denominator == 1:
        return first
    parts = half_hours if local.denominator == 2 else quarter_hours
    return book.add(path, {"hour_before": first, "hour_after": second}, parts)["hour"]


def _listed(book: Book, path: str) -> tuple[Figure, ...]:
    """The figures of a list of the inputs, none where it is not stated."""
    return tuple(book.sheet[f"{path}.{at}"] for at in HOURS if f"{path}.{at}" in book.sheet)


def clock_day(letter: Letter) -> date:
    """The day whose clocks are looked at: that from which the capacity is needed, or else that of the version."""
    return letter.needed_by if isinstance(letter.needed_by, date) else letter.dated
