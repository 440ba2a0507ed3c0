"""What a template sees of the traffic that drivers come to: each driver, each region, and each hour of the day.

In: the inputs, the sheet and a scenario. Out: views; and what the rows of drivers, regions and hours are called.
"""

from collections.abc import Iterator
from typing import Any

from generator.document.view import View
from generator.figures.figure import Sheet
from generator.figures.profiles import HOURS, clock_day
from generator.inputs.drivers import Driver, Region, Stage
from generator.inputs.records import Inputs
from generator.inputs.scenarios import Scenario
from generator.inputs.texts import Name


def hour_name(hour: int) -> Name:
    """When an hour of the day begins."""
    return Name(f"{hour:02d}:00")


def driven_views(inputs: Inputs, sheet: Sheet, path: str, scenario: Scenario) -> dict[str, Any]:
    """What is said of a scenario's drivers; nothing of one that has none."""
    shared = {f"{path}.drivers.{key}": (key, one) for key, one in (scenario.drivers or {}).items()}
    regions = [_region(sheet, path, scenario, name, one) for name, one in (scenario.regions or {}).items()]
    utc = []
    for hour, at in ((hour, f"utc.{hour:02d}") for hour in HOURS):
        if f"{path}.{at}.pages_per_hour" in sheet:
            each = [View(sheet, (f"{path}.regions.{name}.{at}",)) for name in scenario.regions or {}]
            utc.append(View(sheet, (f"{path}.{at}",), begins=hour_name(hour), regions=each))
    return {
        "drivers": [_driver(sheet, path, own, *one) for own, one in shared.items()],
        "regions": regions,
        "several_regions": len(regions) > 1,
        "utc": utc,
        "clocks": clock_day(inputs.proposal) if utc else None,
    }


def _driver(sheet: Sheet, path: str, own: str, key: str, driver: Driver) -> View:
    """A driver, with what the chain of the scenario or of a region comes to up to it."""
    return View(sheet, (f"{path}.drivers.{key}",), driver, called=driver.called(key), value=sheet[own])


def _region(sheet: Sheet, path: str, scenario: Scenario, name: str, region: Region) -> View:
    home, shared, own = f"{path}.regions.{name}", scenario.drivers or {}, region.drivers or {}
    first = {"share": (f"{home}.share", region.share)} if region.share else {}
    first |= {key: (f"{home}.drivers.{key}", one) for key, one in own.items() if key not in shared}
    rest = {key: (f"{home if key in own else path}.drivers.{key}", own.get(key, one)) for key, one in shared.items()}
    drivers = [_driver(sheet, home, at, key, one) for key, (at, one) in (first | rest).items()]
    return View(sheet, (home,), region, key=Name(name), drivers=drivers)


def stage_view(sheet: Sheet, name: str, scenario: Scenario, stage: str | None) -> View | None:
    """A stage of growth: what it is called, and from when it holds; None where there is no stage."""
    if stage is None:
        return None
    one, path = (scenario.stages or {})[stage], f"scenarios.{name}.stages.{stage}"
    changes = _changes(sheet, path, scenario, one)
    return View(sheet, (path,), one, key=Name(stage), begins=Name(one.begins), changes=changes)


def _changes(sheet: Sheet, path: str, scenario: Scenario, stage: Stage) -> list[View]:
    """The drivers that are others in a stage, of all regions or of one."""
    every = [_driver(sheet, path, f"{path}.drivers.{key}", key, one) for key, one in (stage.drivers or {}).items()]
    for name, region in (stage.regions or {}).items():
        home, called = f"{path}.regions.{name}", (scenario.regions or {})[name].label
        for key, one in region.drivers.items():
            words = Name(f"{called}, {one.called(key)}")
            at = f"{home}.drivers.{key}"
            every.append(View(sheet, (at,), one, called=words, value=sheet[at]))
    return every


def stage_views(sheet: Sheet, name: str, case: str, scenario: Scenario) -> list[View]:
    """What a load case that is asked for needs in each stage of growth, in their order; of others nothing."""
    found, named = [], scenario.load_cases[case].stage
    for key, one in (scenario.stages or {}).items():
        paths = (f"scenarios.{name}.stages.{key}", f"{name}.{case}.stages.{key}")
        words = {"begins": Name(one.begins), "asked": key == named, "changes": _changes(sheet, paths[0], scenario, one)}
        if f"{paths[1]}.requests_per_minute" in sheet:
            found.append(View(sheet, paths, one, **words))
    return found


def owners_of(sheet: Sheet, name: str, scenario: Scenario) -> Iterator[tuple[str, Name]]:
    """What the rows below a scenario are called: of a driver, of a region and its drivers, of the busiest hour."""
    path, shared = f"scenarios.{name}", scenario.drivers or {}
    stages = {f"{path}.stages.{key}": one.label for key, one in (scenario.stages or {}).items()}
    yield from ((home, Name(label)) for home, label in stages.items())
    busiest = {hour: sheet.get(f"{path}.utc.{hour:02d}.is_busiest") for hour in HOURS}
    hours = [hour for hour, busy in busiest.items() if busy is not None and busy.value]
    most = {f"utc.{hour:02d}": f"{hour_name(hour)} UTC" for hour in hours}
    yield from ((f"{path}.{hour}", Name(called)) for hour, called in most.items())
    for home, before in ({path: ""} | {home: f"{label}, " for home, label in stages.items()}).items():
        yield from ((f"{home}.drivers.{key}", one.called(key)) for key, one in shared.items())
        for key, region in (scenario.regions or {}).items():
            here, called = f"{home}.regions.{key}", f"{before}{region.label}"
            yield here, Name(called)
            yield from ((f"{here}.{hour}", Name(f"{called}, {at}")) for hour, at in most.items())
            for driver, one in {**shared, **(region.drivers or {})}.items():
                yield f"{here}.drivers.{driver}", Name(f"{called}, {one.called(driver)}")
