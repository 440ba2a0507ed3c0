"""What the entries of a scenario must hold between them.

In: a valid scenario and its path. Out: everything that does not hold.
"""

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction

from generator.errors import did_you_mean
from generator.inputs.drivers import SPREAD, Active, Region, RegionDays, Stage
from generator.inputs.entry import Misfit, fields_of
from generator.inputs.located_yaml import KEY, YamlPath
from generator.inputs.quantities import Amount, unit_of
from generator.inputs.rules import stated
from generator.inputs.scenarios import PEAKS_OF_SITES, WAYS, Campaign, LoadCase, Peak, Scenario
from generator.units import Share, Sites, Weeks, counted, write

OF_SITES = ("page_views_per_site", "generative_share", "campaign", "month", "sustained")
BY_HOUR = ("busiest_hour", "hours")
OF_DRIVERS = (*WAYS, "active")
EXAMPLES = {"hours_per_day": 10, "days_per_week": 5, "days_per_month": 21, "weeks": 4}
"""An active time as it may be written."""
A_DAY = "leave it out; or say per: day, and the deadline as active: hours_per_day, and a month is told as well"
"""How a batch of every day is said whose month is to be told."""


def of_scenario(path: YamlPath, scenario: Scenario) -> Iterator[Misfit]:
    """Every conflict within a scenario."""
    others, whose = (OF_SITES, "sites") if scenario.is_driven else (OF_DRIVERS, "drivers")
    for key in stated(scenario, others):
        yield Misfit((*path, key, KEY), f"{key} goes with {whose}")
    if scenario.is_driven:
        yield from _driven(path, scenario)
        yield from _by_hour(path, scenario)
    elif scenario.sites is not None:
        yield from _of_sites(path, scenario, scenario.sites.ends[0])
    if scenario.sites_peak and not (scenario.sites and scenario.peak and (scenario.month or scenario.campaign)):
        what = "how long a site is at its peak does not follow from this scenario"
        yield Misfit((*path, "sites_peak", KEY), what, "add sites, their peak, and a month or a campaign")
    yield from _stages(path, scenario)
    for name, case in scenario.load_cases.items():
        yield from _case((*path, "load_cases", name), scenario, case)


def _case(path: YamlPath, scenario: Scenario, case: LoadCase) -> Iterator[Misfit]:
    """A load case speaks of sites, of the rate of drivers and of a stage, where there are such."""
    if case.at is not None and not scenario.is_driven:
        hint = "write sites_at_peak: all, or none" if scenario.sites is not None else "add drivers, or sites"
        yield Misfit((*path, "at"), "the scenario has no drivers whose rate it could be", hint)
    elif case.at == "peak" and scenario.peak is None:
        hint = "add peak to the scenario, such as peak: {factor: 3}, or write at: mean"
        yield Misfit((*path, "at"), "the scenario has no peak", hint)
    stages = scenario.stages or {}
    if case.stage is not None and case.pages_per_minute is not None:
        what = "a stated rate is in no stage: it is as stated"
        yield Misfit((*path, "stage"), what, "leave it out, or write at, or sites_at_peak")
    elif case.stage is not None and case.stage not in stages:
        hint = did_you_mean(case.stage, stages) or "add stages to the scenario"
        yield Misfit((*path, "stage"), f"unknown stage {case.stage}", hint)
    if case.sites_at_peak is not None and scenario.sites is None:
        hint = "write at: mean, or at: peak" if scenario.is_driven else "add sites to the scenario"
        yield Misfit((*path, "sites_at_peak"), "the scenario has no sites", hint)


def _stages(path: YamlPath, scenario: Scenario) -> Iterator[Misfit]:
    """Stages follow one another, and change what is there."""
    stages, before = scenario.stages or {}, None
    for name, stage in stages.items():
        here = (*path, "stages", name)
        if before is not None and stages[before].order >= stage.order:
            beside = ((*path, "stages", before, "from"),)
            yield Misfit((*here, "from"), f"{name} does not begin after {before}", beside=beside)
        before = name
        known = scenario.drivers or {}
        yield from _unknown((*here, "drivers"), stage.drivers or {}, known, "the scenario has no driver")
        if stage.is_driven and scenario.peak and scenario.peak.pages_per_minute is not None:
            beside = ((*path, "peak", "pages_per_minute"),)
            at = "drivers" if stage.drivers else "regions"
            yield Misfit((*here, at), "a stated peak does not grow with the drivers", beside=beside)
        yield from _regions_then(here, scenario, stage)
        if stage.sites is not None and scenario.sites is None:
            yield Misfit((*here, "sites"), "the scenario has no sites that would change", "state drivers or a factor")


def _regions_then(here: YamlPath, scenario: Scenario, stage: Stage) -> Iterator[Misfit]:
    """A region that changes in a stage is one of the scenario, and so are its drivers."""
    regions, changed = scenario.regions or {}, stage.regions or {}
    yield from _unknown((*here, "regions"), changed, regions, "the scenario has no region")
    for name in changed.keys() & regions:
        known = {**(scenario.drivers or {}), **(regions[name].drivers or {})}
        at = (*here, "regions", name, "drivers")
        yield from _unknown(at, changed[name].drivers, known, f"the region {name} has no driver")


def _unknown(at: YamlPath, names: Iterable[str], known: Collection[str], lacks: str) -> Iterator[Misfit]:
    for name in names:
        if name not in known:
            yield Misfit((*at, name, KEY), f"{lacks} {name} that would change", did_you_mean(name, known))


def _of_sites(path: YamlPath, scenario: Scenario, fewest: Fraction) -> Iterator[Misfit]:
    if scenario.campaign:
        yield from _campaign((*path, "campaign"), scenario.campaign)
    derives = (scenario.campaign or scenario.month or scenario.sustained) is not None
    for key in stated(scenario.peak, ("pages_per_minute", "busiest_hour", "hours")):
        hint = f"state {' or '.join(PEAKS_OF_SITES)}, or a factor"
        yield Misfit((*path, "peak", key), f"{key} is a peak of drivers, not of a site", hint)
    if scenario.peak and scenario.peak.factor is not None and not derives:
        hint = "add month, campaign or sustained to the scenario"
        yield Misfit((*path, "peak", "factor"), "a factor needs the mean rate that it multiplies", hint)
    for name, case in scenario.load_cases.items():
        at_peak, here = case.sites_at_peak, (*path, "load_cases", name, "sites_at_peak")
        if at_peak is None:
            continue
        most = at_peak.ends[2] if isinstance(at_peak, Amount) else Fraction(0)
        if most > fewest:
            least_sites, most_at_peak = (write(value, unit_of(Sites)) for value in (fewest, most))
            what = f"up to {counted(most_at_peak, 'sites')} at peak, but the scenario may have only {least_sites}"
            yield Misfit(here, what, beside=((*path, "sites"),))
        if scenario.peak is None and at_peak != "none":
            hint = "write none, or add peak to the scenario"
            yield Misfit(here, "sites at peak need the scenario's peak rate", hint)
        if not derives and at_peak != "all":
            hint = "write all, or add month, campaign or sustained to the scenario"
            yield Misfit(here, "sites below their peak need a sustained rate", hint)


def _campaign(path: YamlPath, campaign: Campaign) -> Iterator[Misfit]:
    shortest, least = campaign.shortest_weeks, campaign.weeks.ends[0]
    if shortest is not None and shortest.ends[2] > least:
        most, fewest = (write(value, unit_of(Weeks)) for value in (shortest.ends[2], least))
        what = f"the shortest campaign has up to {counted(most, 'weeks')}, but the campaign may have only {fewest}"
        yield Misfit((*path, "shortest_weeks"), what, beside=((*path, "weeks"),))


def _driven(path: YamlPath, scenario: Scenario) -> Iterator[Misfit]:
    if not stated(scenario, WAYS):
        hint = "add per: day, or every_seconds, seconds_each or deadline_hours"
        at = "drivers" if scenario.drivers is not None else "regions"
        yield Misfit((*path, at, KEY), "the drivers name no time in which they count", hint)
    peak = scenario.peak
    for key in stated(peak, PEAKS_OF_SITES):
        hint = "state pages_per_minute, factor or busiest_hour"
        yield Misfit((*path, "peak", key), f"{key} is a peak of sites, and the scenario has drivers", hint)
    for key in stated(peak, BY_HOUR) if scenario.per not in SPREAD else ():
        yield Misfit((*path, "peak", key), "the drivers count in no day", f"write per: {', '.join(SPREAD)}")
    yield from _active(path, scenario)


def _by_hour(path: YamlPath, scenario: Scenario) -> Iterator[Misfit]:
    """What is said of hours and days goes with a peak that is looked for in the hours of a day."""
    peak = scenario.peak or Peak()
    for key in stated(peak, ("weekdays", "busiest_minute")) if not stated(peak, BY_HOUR) else ():
        yield Misfit((*path, "peak", key, KEY), f"{key} goes with hours or busiest_hour", "leave it out")
    if peak.weekdays is not None and scenario.active and scenario.active.days_per_week is not None:
        days = sum(one.ends[1] > 0 for one in peak.weekdays)
        if scenario.active.days_per_week.ends[1] != days:
            beside = ((*path, "active", "days_per_week"),)
            what = f"{days} of its days are above zero, and days_per_week is another number"
            yield Misfit((*path, "peak", "weekdays"), what, beside=beside)
    for name, region in (scenario.regions or {}).items():
        yield from _region((*path, "regions", name), scenario, region, peak)
    shares = [one.share.ends[1] for one in (scenario.regions or {}).values() if one.share is not None]
    if shares and (len(shares) < len(scenario.regions or {}) or sum(shares) != 1):
        what = f"the shares of the regions come to {write(sum(shares, Fraction(0)), unit_of(Share))}"
        yield Misfit((*path, "regions", KEY), what, "state a share of each, which come to 100%, or drivers of each")


def _region(path: YamlPath, scenario: Scenario, region: Region, peak: Peak) -> Iterator[Misfit]:
    for key in stated(region, ("zone", "hours")) if peak.hours is None else ():
        hint = "add the hours of a day to peak, or leave it out"
        yield Misfit((*path, key, KEY), f"nothing is made of the {key} of a region here", hint)
    if region.active is not None:
        yield from _days_of_region((*path, "active"), scenario, region.active, peak)
    if peak.hours is not None and region.zone is None:
        yield Misfit(path, "a region needs a zone, by whose clocks its hours are", "such as zone: Europe/Zurich")
    if region.share is not None and scenario.drivers is None:
        yield Misfit((*path, "share"), "there are no drivers to have a share of", "add drivers to the scenario")


def _days_of_region(path: YamlPath, scenario: Scenario, active: RegionDays, peak: Peak) -> Iterator[Misfit]:
    """The days of a region spread its pages over the days of a peak by the hour, where its drivers count in more."""
    needed = SPREAD.get(str(scenario.per), ())
    for key in stated(active, ("days_per_week", "days_per_month")):
        if peak.hours is None:
            hint = "add the hours of a day to peak, or leave it out"
            yield Misfit((*path, key, KEY), "nothing is made of the active days of a region here", hint)
        elif key not in needed:
            say = next((one for one in needed if one.startswith("days")), "")
            what = f"per: {scenario.per} is not spread over {key}"
            yield Misfit((*path, key, KEY), what, f"state {say}" if say else "leave it out")
        elif peak.weekdays is not None:
            what = "the weekdays of the peak say which days of a week are active"
            yield Misfit((*path, key, KEY), what, "leave it out, or leave out weekdays")


def _active(path: YamlPath, scenario: Scenario) -> Iterator[Misfit]:
    """The active time that a period is spread over is stated; and none that nothing is made of."""
    active, needed = scenario.active or Active(), needed_time(scenario)
    if scenario.peak and scenario.peak.weekdays is not None and "days_per_week" not in needed:
        needed = (*needed, "days_per_week")
    for key in (one for one in needed if one not in stated(active, needed)):
        at = (*path, "active") if scenario.active else (*path, "per")
        what = f"per: {scenario.per} needs active: {key}, over which it is spread"
        yield Misfit(at, what, f"add active: {{{key}: {EXAMPLES[key]}}}")
    read = {*needed, *SPREAD.get(str(scenario.per), ()), "hours_per_day"}
    read |= {"days_per_month"} if active.hours_per_day is not None and scenario.deadline_hours is None else set()
    for key in stated(active, fields_of(Active)):
        if key != "source" and key not in read:
            hint = A_DAY if key == "days_per_month" and scenario.deadline_hours is not None else "leave it out"
            yield Misfit((*path, "active", key, KEY), f"nothing is made of {key} here", hint)


def needed_time(scenario: Scenario) -> tuple[str, ...]:
    """The keys of the active time that the rates of a scenario's load cases are worked out from."""
    spread = SPREAD.get(str(scenario.per), ())
    peak, at = scenario.peak, {case.at for case in scenario.load_cases.values()}
    if "mean" in at or stated(peak, ["factor"]) or not (peak or "peak" in at):
        return spread
    return tuple(key for key in spread if key != "hours_per_day") if stated(peak, BY_HOUR) else ()
