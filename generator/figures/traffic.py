"""The rows of a scenario: its traffic, on average and at its peak, and each of its load cases.

In: the book with the pages worked out, and a scenario. Out: figures under its path, and under those of its load cases.
"""

from collections.abc import Callable, Mapping
from typing import Any

from generator.calculation import (
    busiest_hour,
    campaign,
    driven,
    duration,
    even_load,
    factored_peak,
    factored_site,
    in_flight,
    in_rounds,
    load_case,
    mean,
    mixed_load,
    monthly,
    pace,
    peak,
    peak_factor,
    plain_case,
    single_driver,
    traffic,
    volume,
    within,
)
from generator.figures.figure import Row
from generator.figures.rows import Book, Page, demand_rows
from generator.inputs.scenarios import LoadCase, Scenario

MEAN, PEAK = "sustained_pages_per_minute", "peak_pages_per_minute"


def scenario_rows(book: Book, name: str, scenario: Scenario) -> None:
    """All of it; the load cases are remembered in the book."""
    path = f"scenarios.{name}"
    row, paces = _driven(book, path, scenario) if scenario.drivers else _of_sites(book, path, scenario)
    for key, case in scenario.load_cases.items():
        rate = _rate(book, f"{name}.{key}", f"{path}.load_cases.{key}", case, row)
        book.cases[f"{name}.{key}"] = demand_rows(book, f"{name}.{key}", rate, book.pages[scenario.page_profile])
        at_mean = case.sites_at_peak == "none" or case.at == "mean"
        for below, slower in paces.items() if not at_mean else ():
            if MEAN in slower:
                given = {"pages_per_minute": rate["pages_per_minute"]}
                book.add(f"{name}.{key}{below}", {**slower, **given}, pace)


def _of_sites(book: Book, path: str, scenario: Scenario) -> tuple[Row, Mapping[str, Row]]:
    """What sites that are alike do; and all that they do at their mean, at the shortest campaign too."""
    row: Row = {
        **book.under(path, "sites", "page_views_per_site", "generative_share"),
        **book.under(f"{path}.campaign", "weeks", "days_per_week", "hours_per_day"),
        **book.under(f"{path}.month", "active_days", "hours_per_day"),
        **book.under("constants", "minutes_per_hour"),
    }
    if scenario.campaign:
        row = book.add(path, row, campaign.active_days, traffic)
    elif scenario.month:
        row = book.add(path, row, traffic)
        _volume(book, path, row, book.pages[scenario.page_profile])
    elif scenario.sustained:
        row["sustained_pages_per_minute_per_site"] = book.sheet[f"{path}.sustained.pages_per_minute_per_site"]
    paces = {"": row}
    if scenario.campaign and scenario.campaign.shortest_weeks:
        shortest = {**row, "weeks": book.sheet[f"{path}.campaign.shortest_weeks"]}
        faster = (campaign.active_days, traffic.active_minutes, traffic.sustained_pages_per_minute)
        paces[".at_shortest"] = book.add(f"{path}.at_shortest", shortest, *faster)
    return _site_peak(book, path, row), paces


def _site_peak(book: Book, path: str, row: Row) -> Row:
    """The peak of a site, beside its mean where that is known and cannot be nothing."""
    given = book.under(f"{path}.peak", "page_views_per_minute_per_site", "factor")
    if given:
        row = book.add(path, {**row, **given}, factored_site if "factor" in given else peak)
    for one in book.under(f"{path}.peak", "pages_per_minute_per_site").values():
        row["peak_pages_per_minute_per_site"] = one
    mean_of_site = row.get("sustained_pages_per_minute_per_site")
    if "peak_pages_per_minute_per_site" in row and mean_of_site is not None and mean_of_site.low:
        row = book.add(path, row, *([duration] if "pages_per_site" in row else [duration.peak_factor]))
    return row


def _driven(book: Book, path: str, scenario: Scenario) -> tuple[Row, Mapping[str, Row]]:
    """What drivers come to: pages of their period, on average, and at the peak."""
    times = ("minutes_per_hour", "seconds_per_minute", "one_hour", "one_day", "one_week")
    row = {**_chain(book, path, scenario), **book.under("constants", *times)}
    row |= book.under(f"{path}.active", "hours_per_day", "days_per_week", "weeks")
    row |= book.under(path, "every_seconds", "seconds_each")
    row = _mean(book, path, scenario, row)
    _month(book, path, scenario, row)
    return _peak(book, path, row), {"": row}


def _chain(book: Book, path: str, scenario: Scenario) -> Row:
    """The drivers, each multiplied with those before it; the last gives what they count together."""
    *before, last = [(key, book.sheet[f"{path}.drivers.{key}"]) for key in scenario.drivers or {}]
    counts = MEAN if scenario.per == "minute" else "pages" if scenario.per or scenario.deadline_hours else "at_once"
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
        hours = row["one_hour"] if scenario.per else book.sheet[f"{path}.deadline_hours"]
        return book.add(path, {**row, "hours": hours}, within, MEAN_OF_PERIOD)
    if scenario.per in ("week", "campaign"):
        weeks = {} if scenario.per == "campaign" else {"weeks": row["one_week"]}
        row = book.add(path, {**row, **weeks}, campaign.active_days)
    else:
        days = row["one_day"] if scenario.per == "day" else book.sheet[f"{path}.active.days_per_month"]
        row = {**row, "active_days": days}
    return book.add(path, row, traffic.active_minutes, MEAN_OF_PERIOD) if "hours_per_day" in row else row


MEAN_OF_PERIOD: Callable[..., Any] = traffic.sustained_pages_per_minute


def month_of(path: str, scenario: Scenario) -> str:
    """Where the figures of a scenario's month stand: with its own where it counts in months, or else below them."""
    return path if scenario.month or scenario.per == "month" else f"{path}.month"


def _month(book: Book, path: str, scenario: Scenario, row: Row) -> None:
    """A month of what drivers come to, where its active time is known."""
    days = book.under(f"{path}.active", "days_per_month")
    if not days or "hours_per_day" not in row or MEAN not in row:
        return
    home, month = month_of(path, scenario), {**row, "active_days": days["days_per_month"]}
    if home != path:
        month = book.add(home, month, traffic.active_minutes, monthly)
    _volume(book, home, month, book.pages[scenario.page_profile])


def _peak(book: Book, path: str, row: Row) -> Row:
    """Pages a minute at the peak, as far as one is stated, and how many times the mean that is."""
    stated = book.under(f"{path}.peak", "pages_per_minute", "factor", "busiest_hour")
    if "pages_per_minute" in stated:
        row = {**row, PEAK: stated["pages_per_minute"]}
    elif "factor" in stated:
        row = book.add(path, {**row, **stated}, factored_peak)
    elif stated:
        row = book.add(path, {**row, **stated}, busiest_hour)
    if PEAK in row and MEAN in row:
        row = book.add(path, row, peak_factor)
    return row


def _rate(book: Book, name: str, path: str, case: LoadCase, scenario: Row) -> Row:
    """The pages a minute of a load case: stated, at mean or peak, of all sites alike or some at peak; then its step."""
    alike = {"all": "peak_pages_per_minute_per_site", "none": "sustained_pages_per_minute_per_site"}
    if case.pages_per_minute is not None:
        row: Row = {"unrounded_pages_per_minute": book.sheet[f"{path}.pages_per_minute"]}
    elif case.at is not None:
        row = {"unrounded_pages_per_minute": scenario[PEAK if case.at == "peak" else MEAN]}
    elif isinstance(case.sites_at_peak, str):
        of_each = {"pages_per_minute_per_site": scenario[alike[case.sites_at_peak]]}
        row = book.add(name, {**scenario, **of_each}, even_load)
    else:
        row = book.add(name, {**scenario, **book.under(path, "sites_at_peak")}, mixed_load)
    step = book.under(path, "rounding_step")
    return book.add(name, {**row, **step}, load_case if step else plain_case)


def _volume(book: Book, path: str, row: Row, rows: Page) -> None:
    month = {key: row[key] for key in ("pages", "active_days", "hours_per_day")}
    for model, one in rows.models.items():
        book.add(f"{path}.models.{model}", {**one, **month}, volume, mean)
    book.add(path, {**rows.whole, **month}, volume, mean)
