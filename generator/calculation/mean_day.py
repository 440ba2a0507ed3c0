"""A day of a load case whose mean is known. In: that mean, and active hours. Out: the pages of a mean active day."""

from generator.units import HoursPerDay, MinutesPerHour, PagesPerDay, PagesPerMinute


def pages_per_busy_day(
    sustained_pages_per_minute: PagesPerMinute, minutes_per_hour: MinutesPerHour, hours_per_day: HoursPerDay
) -> PagesPerDay:
    """Pages of a mean active day: no busier one is stated."""
    return sustained_pages_per_minute * minutes_per_hour * hours_per_day
