"""What a limit of an hour or a day has to hold: the volume of the busiest hour and day, as far as it is stated.

In: the book with the request worked out, and a part of it. Out: by model the requests and tokens of an hour and a day;
and by which rule their pages were told: a busiest hour or day, a mean day, a batch, or the rate of the case kept up.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from generator.calculation import (
    batch_day,
    busy_load,
    busy_request,
    busy_with_headroom,
    constants,
    day_of_all,
    grown_volume,
    kept_up,
    mean_day,
    site_day,
)
from generator.figures.asking import Part, headroom_of
from generator.figures.drivers import MEAN
from generator.figures.figure import Row
from generator.figures.reserving import some
from generator.figures.rows import Book, columns
from generator.inputs.asked_once import home_of
from generator.inputs.records import Inputs
from generator.inputs.scenarios import LoadCase, Scenario

HOUR, DAY = "pages_per_busy_hour", "pages_per_busy_day"
SPANS = {"_per_hour": "_per_busy_hour", "_per_day": "_per_busy_day"}
Rule = Literal["busiest", "mean", "batch", "kept up"]


def of_volume(limit: str) -> str:
    """The figure that stands beside a published limit: the volume of an hour or a day, or the rate of a minute."""
    return next((limit.replace(span, busy) for span, busy in SPANS.items() if limit.endswith(span)), limit)


def hour_rule(scenario: Scenario, case: LoadCase) -> Rule:
    """How the pages of an hour of a load case are told."""
    peak = scenario.peak if case.at == "peak" else None
    return "busiest" if peak and (peak.hours or peak.busiest_hour) is not None else "kept up"


def day_rule(scenario: Scenario, case: LoadCase) -> Rule:
    """How the pages of a day of a load case are told."""
    if case.pages_per_minute is not None:
        return "kept up"
    if scenario.deadline_hours is not None:
        return "batch" if scenario.deadline_hours.ends[2] <= 24 else "kept up"
    by_hour = hour_rule(scenario, case) == "busiest"
    if by_hour and scenario.peak and scenario.peak.weekdays:
        return "busiest"
    hours = scenario.active and scenario.active.hours_per_day
    known = hours or scenario.month or scenario.campaign
    return "mean" if known or (by_hour and scenario.per) else "kept up"


def case_of(inputs: Inputs, name: str) -> tuple[Scenario, LoadCase]:
    """A load case by its name, and its scenario."""
    home = home_of(inputs, name)
    scenario = inputs.scenarios[home]
    return scenario, scenario.load_cases[name.removeprefix(f"{home}.")]


def busy_rows(book: Book, part: Part, models: Sequence[str]) -> None:
    """What the limits of an hour and of a day that are published for these models have to hold."""
    needs = {(model, ""): _needs(book, model) for model in models}
    for model in models:
        published = book.inputs.models[model].published
        for unit, limits in (published.work if published else {}).items():
            needs[model, f".work.{unit}"] = _volumes(f"work_{key}" for key, one in limits if one is not None)
    wanted = {f"pages{need[need.index('_per_busy') :]}" for names in needs.values() for need in names}
    pages = {case: _pages(book, case, wanted) for case in part.cases} if wanted else {}
    room = headroom_of(book)
    for (model, unit), names in needs.items():
        rows, at = [], f"models.{model}{unit}"
        for case in part.cases if names else ():
            page = book.page_of(home_of(book.inputs, case))
            own = book.under(f"{page.path}.{at}", "work_per_page") if unit else page.models.get(model)
            if own:
                rows.append(book.add(f"{case}.{at}", {**own, **pages[case]}, *some(busy_load, names)))
        if rows:
            sums = some(busy_with_headroom if room else busy_request, names)
            book.add(f"{part.path}.{at}", {**columns(rows, names), **room}, *sums)


def _volumes(limits: Iterable[str]) -> list[str]:
    """The volumes that stand beside limits of an hour and of a day."""
    return [of_volume(key) for key in dict.fromkeys(limits) if key.endswith(tuple(SPANS))]


def _needs(book: Book, model: str) -> list[str]:
    """The volumes that stand beside what is published for a model, and beside what is offered."""
    offered = [one.models[model].limits for one in book.inputs.offers.values() if model in one.models]
    every = (book.inputs.models[model].published, *offered)
    return _volumes(key for each in every for key, one in each or () if one is not None)


def _pages(book: Book, name: str, wanted: Iterable[str]) -> Row:
    """Pages of an hour and of a day of a load case, as far as they are wanted."""
    scenario, case = case_of(book.inputs, name)
    home = f"scenarios.{home_of(book.inputs, name)}"
    stage = (scenario.stages or {})[case.stage] if case.stage else None
    now = f"{home}.stages.{case.stage}" if stage and stage.is_driven else home
    rate = {"pages_per_minute": book.cases[name].whole["pages_per_minute"]}
    rate |= book.under("constants", "minutes_per_hour")
    growth = {"growth": book.sheet[f"{home}.stages.{case.stage}.factor"]} if stage and stage.factor else {}
    found: Row = {}
    if HOUR in wanted and hour_rule(scenario, case) == "busiest":
        found |= _grown(book, name, {HOUR: book.sheet[f"{now}.pages_in_busiest_hour"]}, growth)
    elif HOUR in wanted:
        found |= book.add(name, rate, kept_up.pages_per_busy_hour)
    if DAY in wanted and day_rule(scenario, case) == "kept up":
        found |= book.add(name, {**rate, **_hours(book, home)}, kept_up.pages_per_busy_day)
    elif DAY in wanted:
        found |= _day(book, name, now, growth)
    return {key: found[key] for key in wanted}


def _hours(book: Book, home: str) -> Row:
    """Active hours of a day; all of them, where none are stated."""
    for active in ("month", "campaign", "active"):
        if own := book.under(f"{home}.{active}", "hours_per_day"):
            return own
    known = book.under("constants", "all_hours_per_day")
    every = known or book.add("constants", {}, constants.all_hours_per_day)
    return {"hours_per_day": every["all_hours_per_day"]}


def _day(book: Book, name: str, now: str, growth: Row) -> Row:
    """Pages of a day whose volume is known: of the busiest, of a mean one, or of a batch."""
    scenario, case = case_of(book.inputs, name)
    home = now.partition(".stages.")[0]
    by_hour = hour_rule(scenario, case) == "busiest"
    given = book.under("constants", "minutes_per_hour", "one_day")
    last = "pages_on_busiest_day" if scenario.peak and scenario.peak.weekdays else "pages_per_active_day"
    if not scenario.is_driven:
        sites = book.under(home, "sites") | book.under(f"{home}.stages.{case.stage}", "sites")
        given |= sites | _hours(book, home) | book.under(home, "sustained_pages_per_minute_per_site")
        return _worked(book, name, given, growth, site_day.pages_per_busy_day)
    if scenario.deadline_hours is not None:
        return _worked(book, name, {**given, **book.under(now, "pages")}, growth, batch_day.pages_per_busy_day)
    if by_hour and scenario.regions:
        each = tuple(book.sheet[f"{now}.regions.{region}.{last}"] for region in scenario.regions)
        return _worked(book, name, {"each_pages_of_the_day": each}, growth, day_of_all.pages_per_busy_day)
    if by_hour:
        return _grown(book, name, {DAY: book.sheet[f"{now}.{last}"]}, growth)
    return _worked(
        book, name, {**given, **_hours(book, home), **book.under(now, MEAN)}, growth, mean_day.pages_per_busy_day
    )


def _worked(book: Book, name: str, given: Any, growth: Row, formula: Callable[..., Any]) -> Row:
    """What a formula gives for a load case; in a stage, of the present first."""
    if not growth:
        return book.add(name, given, formula)
    return _grown(book, name, book.add(f"{name}.present", given, formula), growth)


def _grown(book: Book, name: str, row: Row, growth: Row) -> Row:
    """A volume as of the stage of a load case, where that is a factor of the present."""
    if not growth:
        return row
    key = next(one for one in (HOUR, DAY) if one in row)
    return book.add(name, {f"present_{key}": row[key], **growth}, getattr(grown_volume, key))
