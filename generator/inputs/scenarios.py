"""scenarios.yaml: who generates pages, and how fast; a `Scenario` for each name."""

from collections import Counter
from fractions import Fraction
from typing import Annotated, Any, Literal

from generator import units
from generator.inputs.drivers import Active, Driver, Hours, Period, Region, Stage, Weekdays
from generator.inputs.entry import SOME, Before, Entries, MisfitError, field, otherwise
from generator.inputs.quantities import (
    Amount,
    Certain,
    CertainPercentage,
    DaysOfMonth,
    DaysOfWeek,
    HoursOfDay,
    Positive,
    PositivePercentage,
    Sourced,
    WholeAmount,
    WholePositive,
    unit_of,
)
from generator.inputs.rules import at_most_one, either, goes_with, one_of
from generator.inputs.texts import LONGEST_LABEL, Key, LabelField, Labelled, TextField, in_words, known, labelled

WAYS = ("per", "every_seconds", "seconds_each", "deadline_hours")
"""How drivers count: in a period, in a round, at once, or by a deadline."""


class Campaign(Sourced):
    """The active hours over which a scenario of limited duration spreads its page views."""

    weeks: Positive = field("Duration of the campaign.", units.Weeks)
    shortest_weeks: Positive | None = field("The shortest duration that is considered.", units.Weeks)
    days_per_week: DaysOfWeek = field("Active days a week.", units.DaysPerWeek)
    hours_per_day: HoursOfDay = field("Active hours a day.", units.HoursPerDay)


class Month(Sourced):
    """The active hours over which a month spreads its page views."""

    active_days: DaysOfMonth = field("Active days a month.", units.Days)
    hours_per_day: HoursOfDay = field("Active hours a day.", units.HoursPerDay)


class Sustained(Sourced):
    """A sustained rate that is stated rather than derived."""

    pages_per_minute_per_site: Amount = field(
        "Pages that a site generates a minute, as stated.", units.PagesPerMinutePerSite
    )


PEAKS_OF_SITES = ("page_views_per_minute_per_site", "pages_per_minute_per_site")


class Peak(Sourced):
    """The rate at the peak, of a site or of all that drivers come to: from page views or the mean, or stated."""

    rules = (one_of((*PEAKS_OF_SITES, "pages_per_minute", "factor", "busiest_hour", "hours")),)
    page_views_per_minute_per_site: Positive | None = field(
        "Page views a minute of a site at its peak.", units.ViewsPerMinutePerSite
    )
    pages_per_minute_per_site: Positive | None = field(
        "Pages that a site generates a minute at its peak, as stated.", units.PagesPerMinutePerSite
    )
    pages_per_minute: Positive | None = field("Pages a minute at the peak, as stated.", units.PagesPerMinute)
    factor: Positive | None = field("How many times the mean rate the peak is.", units.Count)
    busiest_hour: PositivePercentage | None = field(
        "Share of an active day's pages that its busiest hour has.", units.ShareOfDay
    )
    hours: Hours | None = field("A day by its hours from midnight on, in any scale: 24 numbers.")
    weekdays: Weekdays | None = field("A week by its days from Monday on, in any scale: 7 numbers.")
    busiest_minute: Positive | None = field(
        "How many times the mean of the busiest hour its busiest minute is; 1 unless stated.", units.Count
    )


class CertainShare(PositivePercentage, may_range=False):
    """A share above 0% that is not a range."""


class SitesPeak(Sourced):
    """How the peaks of sites fall together, each being at its peak as long as its page views take there."""

    rules = (one_of(("independent", "correlation", "season")), at_most_one(("lasts_minutes", "hours")))
    independent: Literal[True] | None = field("Each has its peaks by itself.")
    correlation: CertainPercentage | None = field(
        "How far their peaks come at one time: 0% is not at all, and 100% all together.", units.Share
    )
    season: CertainShare | None = field(
        "The share of the active time in which all peaks fall, each by itself within it.", units.Share
    )
    lasts_minutes: Certain | None = field(
        "How long a peak lasts; what a day holds of it at once unless stated.", units.Minutes
    )
    hours: Hours | None = field("When peaks begin, by the hours of a day from midnight on, in any scale: 24 numbers.")


SitesAtPeak = Literal["all", "none"] | WholeAmount


class LoadCase(Sourced):
    """A moment to reserve for.

    So many sites are at peak while the rest run at their sustained rate; or it is the mean or the peak of what drivers
    come to; or a stated rate.
    """

    rules = (one_of(("sites_at_peak", "pages_per_minute", "at")),)
    label: LabelField = otherwise("", "What the document calls the load case; its name unless stated.")
    description: TextField | None = field("What happens in this moment, in a sentence.")
    sites_at_peak: SitesAtPeak | None = field("Sites at their peak in the same minute.", units.Sites)
    pages_per_minute: Amount | None = field("Pages generated a minute, as stated.", units.PagesPerMinute)
    at: Literal["mean", "peak"] | None = field("Which rate of the drivers it is: mean or peak.")
    stage: Key | None = field("The stage of growth in which it is; the present unless stated.")
    rounding_step: Certain | None = field("The step to which the computed rate is rounded up.", units.PagesPerMinute)


def labelled_cases(entries: object) -> object:
    """Scenarios whose load cases may leave out their label: two that would be called alike are told apart by theirs."""
    if not isinstance(entries, dict):
        return entries
    tables = {name: labelled(one.get("load_cases")) for name, one in entries.items() if isinstance(one, dict)}
    cases = [case for table in tables.values() if isinstance(table, dict) for case in table.values()]
    called = Counter(case["label"] for case in cases if isinstance(case, dict) and isinstance(case["label"], str))
    return {name: _told_apart(one, called) if name in tables else one for name, one in entries.items()}


def _told_apart(scenario: dict[Any, Any], called: Counter[str]) -> object:
    cases, label = scenario.get("load_cases"), scenario.get("label")
    if not isinstance(cases, dict) or not isinstance(label, str):
        return scenario
    found = dict(cases)
    for key, case in cases.items():
        own = in_words(str(key))
        of_its = f"{label}, {own[:1].lower()}{own[1:]}"
        if isinstance(case, dict) and "label" not in case and called[own] > 1 and len(of_its) <= LONGEST_LABEL:
            found[key] = {"label": of_its, **case}
    return {**scenario, "load_cases": found}


LabelledCases = Before(labelled_cases)
"""Stands at the table of scenarios."""


class ShareOfPages(PositivePercentage, unit=unit_of(units.Share)):
    """The share of a scenario's pages that have a page profile; at the ends of a range the others give way."""


class Scenario(Sourced):
    """Traffic of one kind: of so many sites that are alike, or what drivers multiply to."""

    rules = (
        either("page_profile", "page_profiles"),
        at_most_one(("sites", "drivers")),
        at_most_one(WAYS),
        at_most_one(("campaign", "month", "sustained")),
        goes_with("page_views_per_site", ("campaign", "month"), "a campaign or a month"),
        goes_with(
            "generative_share",
            ("campaign", "month", "peak.page_views_per_minute_per_site"),
            "page views, in the campaign, the month or the peak",
        ),
    )
    label: LabelField = otherwise("", "What the document calls the scenario; its name unless stated.")
    page_profile: Annotated[str, known("page_profiles")] | None = field("Its pages, as in page_profiles.yaml.")
    page_profiles: dict[Annotated[str, known("page_profiles")], ShareOfPages] | None = field(
        "In place of one: the shares of its pages that several page profiles have.", Entries(2)
    )
    sites: WholePositive | None = field("Sites in this scenario.", units.Sites)
    page_views_per_site: Positive | None = field(
        "Page views of a site over the campaign or the month.", units.ViewsPerSite
    )
    generative_share: PositivePercentage | None = field(
        "Share of the page views that generate a page.", units.PagesPerView
    )
    drivers: dict[Key, Driver] | None = field(
        "What is multiplied, in this order, to the pages of a period, by name.", SOME
    )
    regions: dict[Key, Region] | None = field("Parts with clocks of their own, by name.", Labelled, SOME)
    stages: dict[Key, Stage] | None = field("Dated stages of its growth, by name.", Labelled, SOME)
    per: Period | None = field("The period in which the drivers count pages.")
    every_seconds: Positive | None = field(
        "Each of what the drivers count asks for a page every so many seconds.", units.SecondsPerPage
    )
    seconds_each: Positive | None = field(
        "The drivers count pages that are under way at once, each for so many seconds.", units.SecondsPerPage
    )
    deadline_hours: Positive | None = field(
        "The drivers count pages that must be done within so many hours.", units.Hours
    )
    active: Active | None
    campaign: Campaign | None
    month: Month | None
    sustained: Sustained | None
    peak: Peak | None
    sites_peak: SitesPeak | None
    load_cases: dict[Key, LoadCase] = field("The moments to look at, by name: sustained, peak.", Labelled, SOME)

    @property
    def is_driven(self) -> bool:
        """Whether its traffic is what drivers come to, its own or those of its regions."""
        return self.drivers is not None or self.regions is not None

    @property
    def profiles(self) -> list[str]:
        """The names of the page profiles that its pages have."""
        return [*(self.page_profiles or ())] if self.page_profile is None else [self.page_profile]

    def hold(self) -> None:
        """Its page profiles are all of its pages."""
        shares = sum((one.ends[1] for one in (self.page_profiles or {}).values()), Fraction(0))
        if self.page_profiles and shares != 1:
            what = f"the shares of the page profiles come to {units.write(shares, unit_of(units.Share))}"
            raise MisfitError(what, "they are all of its pages: 100%", ("page_profiles",))
