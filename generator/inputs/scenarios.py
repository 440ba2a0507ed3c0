"""scenarios.yaml: who generates pages, and how fast.

In: the plain values of the file. Out: frozen records, a `Scenario` for each name. A field's sentence is what `explain`
shows.
"""

from fractions import Fraction
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from generator import units
from generator.inputs.entry import AtMostOne, Either, GoesWith, MisfitError
from generator.inputs.quantities import (
    Amount,
    Certain,
    DaysOfMonth,
    DaysOfWeek,
    HoursOfDay,
    Percentage,
    Positive,
    Sourced,
    WholeAmount,
    WholePositive,
    unit_of,
)
from generator.inputs.texts import Key, LabelField, Labelled, TextField, known, only


class PositivePercentage(Percentage):
    """A share above 0%: something is divided by it."""

    above_zero: ClassVar[bool] = True


class Campaign(Sourced):
    """The active hours over which a scenario of limited duration spreads its page views."""

    weeks: Annotated[Positive, unit_of(units.Weeks)] = Field(description="Duration of the campaign.")
    shortest_weeks: Annotated[Positive | None, unit_of(units.Weeks)] = Field(
        None, description="The shortest duration that is considered."
    )
    days_per_week: Annotated[DaysOfWeek, unit_of(units.DaysPerWeek)] = Field(description="Active days a week.")
    hours_per_day: Annotated[HoursOfDay, unit_of(units.HoursPerDay)] = Field(description="Active hours a day.")


class Month(Sourced):
    """The active hours over which a month spreads its page views."""

    active_days: Annotated[DaysOfMonth, unit_of(units.Days)] = Field(description="Active days a month.")
    hours_per_day: Annotated[HoursOfDay, unit_of(units.HoursPerDay)] = Field(description="Active hours a day.")


class Sustained(Sourced):
    """A sustained rate that is stated rather than derived."""

    pages_per_minute_per_site: Annotated[Amount, unit_of(units.PagesPerMinutePerSite)] = Field(
        description="Pages that a site generates a minute, as stated."
    )


class Peak(Sourced):
    """The rate of a site at its peak: derived from its page views, or stated."""

    rules = (Either("page_views_per_minute_per_site", "pages_per_minute_per_site"),)
    page_views_per_minute_per_site: Annotated[Positive | None, unit_of(units.ViewsPerMinutePerSite)] = Field(
        None, description="Page views a minute of a site at its peak."
    )
    pages_per_minute_per_site: Annotated[Positive | None, unit_of(units.PagesPerMinutePerSite)] = Field(
        None, description="Pages that a site generates a minute at its peak, as stated."
    )


def _sites_at_peak(value: object) -> str:
    return "all" if isinstance(value, str) else "some"


SitesAtPeak = Annotated[
    Annotated[Literal["all", "none"], only("a number", "all", "none"), Tag("all")]
    | Annotated[WholeAmount, Tag("some")],
    Discriminator(_sites_at_peak),
]


class LoadCase(Sourced):
    """A moment to reserve for: so many sites at peak while the rest run at their sustained rate, or a stated rate."""

    rules = (Either("sites_at_peak", "pages_per_minute"),)
    label: LabelField = Field("", description="What the document calls the load case; its name unless stated.")
    description: TextField | None = Field(None, description="What happens in this moment, in a sentence.")
    sites_at_peak: Annotated[SitesAtPeak | None, unit_of(units.Sites)] = Field(
        None, description="Sites at their peak in the same minute."
    )
    pages_per_minute: Annotated[Amount | None, unit_of(units.PagesPerMinute)] = Field(
        None, description="Pages generated a minute, as stated."
    )
    rounding_step: Annotated[Certain | None, unit_of(units.PagesPerMinute)] = Field(
        None, description="The step to which the computed rate is rounded up."
    )


class Scenario(Sourced):
    """A group of sites with the same traffic."""

    rules = (
        AtMostOne(("campaign", "month", "sustained")),
        GoesWith("page_views_per_site", ("campaign", "month"), "a campaign or a month"),
        GoesWith(
            "generative_share",
            ("campaign", "month", "peak.page_views_per_minute_per_site"),
            "page views, in the campaign, the month or the peak",
        ),
    )
    label: LabelField = Field("", description="What the document calls the scenario; its name unless stated.")
    page_profile: Annotated[str, known("page_profiles")] = Field(description="Its pages, as in page_profiles.yaml.")
    sites: Annotated[WholePositive, unit_of(units.Sites)] = Field(description="Sites in this scenario.")
    page_views_per_site: Annotated[Positive | None, unit_of(units.ViewsPerSite)] = Field(
        None, description="Page views of a site over the campaign or the month."
    )
    generative_share: Annotated[PositivePercentage | None, unit_of(units.PagesPerView)] = Field(
        None, description="Share of the page views that generate a page."
    )
    campaign: Campaign | None = None
    month: Month | None = None
    sustained: Sustained | None = None
    peak: Peak | None = None
    load_cases: Annotated[
        dict[Key, LoadCase],
        Field(min_length=1, description="The moments to look at, by name: sustained, peak."),
        Labelled,
    ]

    @model_validator(mode="after")
    def _peaks(self) -> Self:
        """A peak below the mean is none; at an end alone the document says so."""
        mean, peak = self._mean(), self._peak()
        if mean is not None and peak is not None and peak < mean:
            unit = unit_of(units.PagesPerMinutePerSite)
            at_peak, on_average = (units.write(value, unit) for value in (peak, mean))
            what = f"a site generates {at_peak} pages a minute at its peak, and {on_average} on average"
            raise MisfitError(what, "a peak is above the mean", ("peak",))
        return self

    def _mean(self) -> Fraction | None:
        """Pages that a site generates a minute, averaged over its active hours, at the likely values."""
        if self.sustained:
            return self.sustained.pages_per_minute_per_site.ends[1]
        if self.page_views_per_site is None or self.generative_share is None:
            return None
        days, hours = self.active_time
        return self.page_views_per_site.ends[1] * self.generative_share.ends[1] / (days * hours * 60)

    def _peak(self) -> Fraction | None:
        """Pages that a site generates a minute at its peak, at the likely values."""
        peak = self.peak or Peak.model_construct()
        if peak.pages_per_minute_per_site is not None:
            return peak.pages_per_minute_per_site.ends[1]
        if peak.page_views_per_minute_per_site is None or self.generative_share is None:
            return None
        return peak.page_views_per_minute_per_site.ends[1] * self.generative_share.ends[1]

    @property
    def active_time(self) -> tuple[Fraction, Fraction]:
        """Active days of the month or the campaign, and active hours a day, at the likely values."""
        if self.campaign:
            days = self.campaign.weeks.ends[1] * self.campaign.days_per_week.ends[1]
            return days, self.campaign.hours_per_day.ends[1]
        if self.month:
            return self.month.active_days.ends[1], self.month.hours_per_day.ends[1]
        return Fraction(0), Fraction(0)
