"""A load case whose volume is not known. In: its rate, and active hours. Out: pages of an hour and a day at it."""

from generator.units import HoursPerDay, MinutesPerHour, PagesPerDay, PagesPerHour, PagesPerMinute


def pages_per_busy_hour(pages_per_minute: PagesPerMinute, minutes_per_hour: MinutesPerHour) -> PagesPerHour:
    """Pages of an hour at the rate of the load case: no busiest hour is stated."""
    return pages_per_minute * minutes_per_hour


def pages_per_busy_day(
    pages_per_minute: PagesPerMinute, minutes_per_hour: MinutesPerHour, hours_per_day: HoursPerDay
) -> PagesPerDay:
    """Pages of a day whose active hours are all at the rate of the load case: its volume is not stated."""
    return pages_per_minute * minutes_per_hour * hours_per_day
