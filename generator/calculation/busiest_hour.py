"""A peak that lasts an hour of the day.

In: pages, their active days, and the hour's share of a day. Out: the hour's pages, and those of a minute of it.
"""

from generator.units import Days, MinutesPerHour, Pages, PagesPerDay, PagesPerHour, PagesPerMinute, ShareOfDay


def pages_per_active_day(pages: Pages, active_days: Days) -> PagesPerDay:
    """Pages of an active day, on average."""
    return pages / active_days


def pages_in_busiest_hour(pages_per_active_day: PagesPerDay, busiest_hour: ShareOfDay) -> PagesPerHour:
    """Pages of the busiest hour of an active day."""
    return pages_per_active_day * busiest_hour


def peak_pages_per_minute(pages_in_busiest_hour: PagesPerHour, minutes_per_hour: MinutesPerHour) -> PagesPerMinute:
    """Pages a minute at the peak: the mean of the busiest hour."""
    return pages_in_busiest_hour / minutes_per_hour
