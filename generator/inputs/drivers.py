"""`drivers` of scenarios.yaml: what is multiplied, in its order, to a number of pages, and the time they come in."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from generator import units
from generator.errors import did_you_mean
from generator.inputs.entry import SOME, After, Before, MisfitError, Tables, field, otherwise
from generator.inputs.numbers import ENDS, PERCENT, InPercent, number, share
from generator.inputs.quantities import (
    Amount,
    DaysOfMonth,
    DaysOfWeek,
    HoursOfDay,
    Positive,
    Quantity,
    Sourced,
    WholePositive,
    unit_of,
)
from generator.inputs.rules import at_most_one, one_at_least, one_of
from generator.inputs.texts import Key, LabelField, Name, TextField

Period = Literal["minute", "hour", "day", "week", "month", "campaign"]

SPREAD: Mapping[str, tuple[str, ...]] = {
    "day": ("hours_per_day",),
    "week": ("days_per_week", "hours_per_day"),
    "month": ("days_per_month", "hours_per_day"),
    "campaign": ("weeks", "days_per_week", "hours_per_day"),
}
"""The active time over which the pages of a period are spread; an hour and a minute need none."""


def _number_or_share(value: object) -> Fraction:
    return InPercent(share(value)) if isinstance(value, str) and PERCENT.fullmatch(value) else number(value)


class Driver(Positive, read=_number_or_share, may_be_share=True):
    """What a chain is multiplied by: a number or a share, such as 12000 users, or 25% of them."""

    label: LabelField | None = field("What the document calls the driver; its name unless stated.")
    counts: TextField | None = field("What it counts, as it reads after the number: chats a user and day.", key="unit")

    @property
    def _is_share(self) -> bool:
        """Whether it is typed with a percent sign."""
        return any(isinstance(getattr(self, end), InPercent) for end in ENDS)

    @property
    def ends(self) -> tuple[Fraction, Fraction, Fraction]:
        """Low, likely and high as plain numbers, with which formulas reckon faster."""
        low, likely, high = super().ends
        return Fraction(low), Fraction(likely), Fraction(high)

    def called(self, key: str) -> Name:
        """What the document calls it."""
        return Name(self.label) if self.label else Name(key.replace("_", " ").replace("-", " ").capitalize())

    @property
    def own_unit(self) -> units.Unit:
        """Its own words."""
        return units.Unit("" if self._is_share else self.counts or "", units.FREE, 1, percent=self._is_share)


class HourOfDay(Amount, unit=unit_of(units.HourOfProfile), may_range=False):
    """What an hour of a profile has, on any scale."""


class DayOfWeek(Amount, unit=unit_of(units.DayOfProfile), may_range=False):
    """What a day of a profile has, on any scale."""


def _all_of(many: int, what: str) -> After:
    """So many numbers, and one at least above zero."""

    def check(each: list[Quantity], _: Tables) -> list[Quantity]:
        if len(each) != many:
            raise MisfitError(f"expected {many} {what}, found {len(each)}")
        if not any(one.ends[1] for one in each):
            raise MisfitError(f"none of the {many} {what} is above zero")
        return each

    return After(check)


PARTS = (0, Fraction(1, 2), Fraction(3, 4))
"""By which parts of an hour clocks are ahead of UTC: those of India by half of one, of Nepal by three quarters."""

Hours = Annotated[list[HourOfDay], _all_of(24, "hours of a day")]
Weekdays = Annotated[list[DayOfWeek], _all_of(7, "days of a week")]


def _zone(name: str, _: Tables) -> Name:
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        hint = did_you_mean(name, available_timezones()) or "such as UTC or Europe/Zurich"
        raise MisfitError(f"{name} is not a time zone", hint) from None
    if ahead(zone, date(2026, 1, 1)) % 1 not in PARTS:
        raise MisfitError(f"the clocks of {name} are off by an odd part of an hour", "name a zone close to it")
    return Name(name)


def ahead(zone: ZoneInfo, day: date) -> Fraction:
    """How many hours the clocks of a zone are ahead of UTC at noon of a day."""
    noon = datetime.combine(day, time(12), UTC).astimezone(zone)
    return Fraction((noon.utcoffset() or timedelta()) // timedelta(minutes=1), 60)


Zone = Annotated[str, After(_zone)]


class RegionDays(Sourced):
    """The days on which a region is active, where they are others than those of its scenario."""

    rules = (one_of(("days_per_week", "days_per_month")),)
    days_per_week: DaysOfWeek | None = field("Active days a week.", units.DaysPerWeek)
    days_per_month: DaysOfMonth | None = field("Active days a month.", units.Days)


class Region(Sourced):
    """A part of a scenario with clocks of its own: a share of it, or drivers of its own."""

    rules = (one_of(("share", "drivers")),)
    label: LabelField = otherwise("", "What the document calls the region; its name unless stated.")
    zone: Zone | None = field("The time zone of its clocks, such as Europe/Zurich.")
    share: Driver | None = field("Its share of what the drivers come to.")
    drivers: dict[Key, Driver] | None = field("Drivers of its own, before the scenario's, by name.", SOME)
    hours: Hours | None = field("Its day by the hours of its clocks; the scenario's unless stated.")
    active: RegionDays | None


WHEN = re.compile(r"\d{4}-(0[1-9]|1[0-2]|Q[1-4])")


def _when(text: object) -> Name:
    if not (isinstance(text, str) and WHEN.fullmatch(text)):
        raise MisfitError(f"{text} is not a month or quarter", "such as 2027-04 or 2027-Q2")
    return Name(text)


class RegionThen(Sourced):
    """A region in a stage of growth."""

    drivers: dict[Key, Driver] = field("The drivers that change in it, by their names, as then.", SOME)


CHANGES = ("factor", "drivers", "regions", "sites")


class Stage(Sourced):
    """A stage of growth, which follows the one before it: a factor of the present rate, or numbers of its own."""

    rules = (
        one_at_least(CHANGES, f"expected one of {', '.join(CHANGES[:-1])} and {CHANGES[-1]}, found none"),
        at_most_one(("factor", "drivers", "sites")),
        at_most_one(("factor", "regions", "sites")),
    )
    label: LabelField = otherwise("", "What the document calls the stage; its name unless stated.")
    begins: Annotated[str, Before(_when)] = field(
        "The month or quarter from which it holds: 2027-04, or 2027-Q2.", key="from"
    )
    factor: Positive | None = field("How many times the present rate it is in this stage.", units.Count)
    drivers: dict[Key, Driver] | None = field("The drivers that change, by their names, as then.", SOME)
    regions: dict[Key, RegionThen] | None = field("The regions that change, by their names.", SOME)
    sites: WholePositive | None = field("The sites, as then.", units.Sites)

    @property
    def is_driven(self) -> bool:
        """Whether drivers are others in it, of all regions or of one."""
        return self.drivers is not None or self.regions is not None

    @property
    def order(self) -> tuple[str, int]:
        """What stages are in the order of: the year, and the month in which it begins."""
        year, _, part = self.begins.partition("-")
        return year, 3 * int(part[1:]) - 2 if part.startswith("Q") else int(part)


class Active(Sourced):
    """The hours and days in which pages are asked for; of a period, those over which its pages are spread."""

    hours_per_day: HoursOfDay | None = field("Active hours a day.", units.HoursPerDay)
    days_per_week: DaysOfWeek | None = field("Active days a week.", units.DaysPerWeek)
    days_per_month: DaysOfMonth | None = field("Active days a month.", units.Days)
    weeks: Positive | None = field("Weeks of a campaign.", units.Weeks)
