"""What drivers come to: pages of their period, on average and at the peak, and a month of it.

In: the book with the pages worked out, and a scenario with drivers. Out: figures under its path, those of a driver or
of a region below it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from generator.calculation import (
    busiest_hour,
    campaign,
    driven,
    factored_peak,
    in_flight,
    in_rounds,
    mean,
    monthly,
    peak_factor,
    regional,
    single_driver,
    traffic,
    volume,
    within,
)
from generator.figures.figure import Figure, Row
from generator.figures.profiles import of_the_hour, profile_peak
from generator.figures.rows import Book, Page, columns
from generator.figures.working import month_of_work
from generator.inputs.scenarios import Scenario

MEAN, PEAK = "sustained_pages_per_minute", "peak_pages_per_minute"
MEAN_OF_PERIOD: Callable[..., Any] = traffic.sustained_pages_per_minute


def driven_rows(book: Book, home: str, scenario: Scenario, stage: str = "") -> Row:
    """All of it, now or in a stage of growth; the row of the scenario, whose inputs stand under `home`."""
    path = f"{home}.stages.{stage}" if stage else home
    times = ("minutes_per_hour", "seconds_per_minute", "one_hour", "one_day", "one_week")
    counted, regions = _counted(book, home, scenario, stage)
    row = {**counted, **book.under("constants", *times, "hour_each_day", "day_each_week")}
    row |= book.under(f"{home}.active", "hours_per_day", "days_per_week", "days_per_month", "weeks")
    row |= book.under(home, "every_seconds", "seconds_each", "deadline_hours")
    row = _mean(book, path, scenario, row)
    if {"days_per_month", "hours_per_day", MEAN} <= row.keys():
        month, below = {**row, "active_days": row["days_per_month"]}, month_of(path, scenario)
        if below != path:
            month = book.add(below, month, traffic.active_minutes, monthly)
        month_rows(book, below, month, book.page_of(home.removeprefix("scenarios.")))
    peak = book.under(f"{home}.peak", "pages_per_minute", "factor", "busiest_hour", "busiest_minute")
    stated = {PEAK if key == "pages_per_minute" else key: one for key, one in peak.items()}
    return _peak(book, path, scenario, {**row, **stated}, regions)


def _counted(book: Book, home: str, scenario: Scenario, stage: str) -> tuple[Row, Mapping[str, Row]]:
    """What the drivers count together, in all and in each region."""
    counts = MEAN if scenario.per == "minute" else "pages" if scenario.per or scenario.deadline_hours else "at_once"
    path = f"{home}.stages.{stage}" if stage else home
    shared = {key: book.sheet[f"{home}.drivers.{key}"] for key in scenario.drivers or {}}
    shared |= book.under(f"{path}.drivers", *shared)
    if not scenario.regions:
        return _chain(book, path, shared, counts), {}
    found = {}
    for name, region in scenario.regions.items():
        own = book.under(f"{home}.regions.{name}.drivers", *(region.drivers or {}))
        own |= book.under(f"{path}.regions.{name}.drivers", *own, *shared)
        chain = {**{key: one for key, one in own.items() if key not in shared}, **shared, **own}
        part = book.under(f"{home}.regions.{name}", "share")
        found[name] = _chain(book, f"{path}.regions.{name}", {**part, **chain}, counts)
    return book.add(path, columns(found.values(), [counts]), getattr(regional, counts)), found


def _chain(book: Book, path: str, drivers: Mapping[str, Figure], counts: str) -> Row:
    """The drivers, each multiplied with those before it; the last gives what they count together."""
    *before, last = drivers.items()
    if not before:
        return book.add(path, {"driver": last[1]}, getattr(single_driver, counts))
    (_, so_far), *others = before
    for key, driver in others:
        given = {"drivers_before": so_far, "driver": driver}
        so_far = book.add(f"{path}.drivers.{key}", given, driven.so_far)["so_far"]
    return book.add(path, {"drivers_before": so_far, "last_driver": last[1]}, getattr(driven, counts))


def _mean(book: Book, path: str, scenario: Scenario, row: Row) -> Row:
    """Pages a minute on average; nothing where the active hours of a day are not known, and not needed."""
    if MEAN in row:
        return row
    if "at_once" in row:
        return book.add(path, row, in_rounds if scenario.every_seconds else in_flight)
    if scenario.deadline_hours or scenario.per == "hour":
        hours = row["one_hour"] if scenario.per else row["deadline_hours"]
        return book.add(path, {**row, "hours": hours}, within, MEAN_OF_PERIOD)
    if scenario.per in ("week", "campaign"):
        weeks = {} if scenario.per == "campaign" else {"weeks": row["one_week"]}
        row = book.add(path, {**row, **weeks}, campaign.active_days)
    else:
        days = row["one_day"] if scenario.per == "day" else row["days_per_month"]
        row = {**row, "active_days": days}
    return book.add(path, row, traffic.active_minutes, MEAN_OF_PERIOD) if "hours_per_day" in row else row


def month_of(path: str, scenario: Scenario) -> str:
    """Where the figures of a scenario's month stand: with its own where it counts in months, or else below them."""
    return path if scenario.month or scenario.per == "month" else f"{path}.month"


def month_rows(book: Book, path: str, row: Row, rows: Page) -> None:
    """What a month's pages ask for: of each model, and in all."""
    month = {key: row[key] for key in ("pages", "active_days", "hours_per_day")}
    for model, one in rows.models.items():
        book.add(f"{path}.models.{model}", {**one, **month}, volume, mean)
    book.add(path, {**rows.whole, **month}, volume, mean)
    month_of_work(book, path, month, rows)


def _peak(book: Book, path: str, scenario: Scenario, row: Row, regions: Mapping[str, Row]) -> Row:
    """Pages a minute at the peak, as far as one is stated, and how many times the mean that is."""
    if "factor" in row:
        row = book.add(path, row, factored_peak)
    elif scenario.peak and scenario.peak.hours:
        row = profile_peak(book, path, scenario, row, regions)
    elif "busiest_hour" in row:
        row = of_the_hour(book, path, scenario, row, busiest_hour.pages_in_busiest_hour)
    return book.add(path, row, peak_factor) if PEAK in row and MEAN in row else row
