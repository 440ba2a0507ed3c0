"""The rows of a scenario: its traffic, on average and at its peak, and each of its load cases.

In: the book with the pages worked out, and a scenario. Out: figures under its path, and under those of its load cases.
"""

from collections.abc import Mapping

from generator.calculation import (
    campaign,
    duration,
    even_load,
    factored_site,
    grown,
    load_case,
    mixed_load,
    pace,
    peak,
    plain_case,
    traffic,
)
from generator.figures.drivers import MEAN, PEAK, driven_rows, month_rows
from generator.figures.figure import Row
from generator.figures.rows import Book, demand_rows
from generator.inputs.scenarios import LoadCase, Scenario


def scenario_rows(book: Book, name: str, scenario: Scenario) -> None:
    """All of it; the load cases are remembered in the book."""
    path = f"scenarios.{name}"
    if scenario.is_driven:
        row = driven_rows(book, path, scenario)
        paces: Mapping[str, Row] = {"": row}
    else:
        row, paces = _of_sites(book, path, scenario)
    asked = {part.headline_case for part in book.inputs.proposal.request.parts.values()}
    then = {key: _in_stage(book, path, scenario, row, key) for key in scenario.stages or {}}
    for key, case in scenario.load_cases.items():
        called, home = f"{name}.{key}", f"{path}.load_cases.{key}"
        rate = _rate(book, called, home, case, then[case.stage] if case.stage else row)
        book.cases[called] = demand_rows(book, called, rate, book.page_of(name))
        at_mean = case.sites_at_peak == "none" or case.at == "mean"
        for below, slower in paces.items() if not (at_mean or case.stage) else ():
            if MEAN in slower:
                given = {"pages_per_minute": rate["pages_per_minute"]}
                book.add(f"{called}{below}", {**slower, **given}, pace)
        for stage, of_stage in then.items() if called in asked and case.pages_per_minute is None else ():
            rate = _rate(book, f"{called}.stages.{stage}", home, case, of_stage)
            demand_rows(book, f"{called}.stages.{stage}", rate, book.page_of(name))


def _in_stage(book: Book, path: str, scenario: Scenario, row: Row, name: str) -> Row:
    """The row of a scenario in a stage of its growth: with drivers or sites as they are then, or a factor."""
    home, stage = f"{path}.stages.{name}", (scenario.stages or {})[name]
    if stage.is_driven:
        return driven_rows(book, path, scenario, name)
    if stage.sites:
        return {**row, "sites": book.sheet[f"{home}.sites"]}
    return {**row, "growth": book.sheet[f"{home}.factor"]}


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
        month_rows(book, path, row, book.page_of(path.removeprefix("scenarios.")))
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
    if "growth" in scenario:
        given = {"present_pages_per_minute": row["unrounded_pages_per_minute"], "growth": scenario["growth"]}
        row = {**row, "unrounded_pages_per_minute": book.add(name, given, grown)["grown_pages_per_minute"]}
    step = book.under(path, "rounding_step")
    return book.add(name, {**row, **step}, load_case if step else plain_case)
