"""A peak of an hour. In: pages, active days, the hour's share of a day. Out: a day's pages, and the hour's."""

from generator.units import Days, Pages, PagesPerDay, PagesPerHour, ShareOfDay


def pages_per_active_day(pages: Pages, active_days: Days) -> PagesPerDay:
    """Pages of an active day, on average."""
    return pages / active_days


def pages_in_busiest_hour(pages_of_the_day: PagesPerDay, busiest_hour: ShareOfDay) -> PagesPerHour:
    """Pages of the busiest hour of the day."""
    return pages_of_the_day * busiest_hour
