"""A week by its days, on any scale. In: each day, active days, and a mean day's pages. Out: the busiest day's pages."""

from generator.calculation.verbs import greatest, total
from generator.units import Count, DayOfProfile, DaysPerWeek, Each, PagesPerDay


def greatest_weekday(each_weekday: Each[DayOfProfile]) -> DayOfProfile:
    """The busiest day of the profile."""
    return greatest(each_weekday)


def mean_weekday(
    each_weekday: Each[DayOfProfile], day_each_week: DaysPerWeek, days_per_week: DaysPerWeek
) -> DayOfProfile:
    """A mean active day of the profile."""
    return total(each_weekday) * day_each_week / days_per_week


def busiest_day(greatest_weekday: DayOfProfile, mean_weekday: DayOfProfile) -> Count:
    """How many times a mean active day the busiest day of the week is."""
    return greatest_weekday / mean_weekday


def pages_on_busiest_day(pages_per_active_day: PagesPerDay, busiest_day: Count) -> PagesPerDay:
    """Pages of the busiest day of the week."""
    return pages_per_active_day * busiest_day
