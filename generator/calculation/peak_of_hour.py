"""A peak within the busiest hour. In: its pages. Out: pages a minute, the hour being even."""

from generator.units import MinutesPerHour, PagesPerHour, PagesPerMinute


def peak_pages_per_minute(pages_in_busiest_hour: PagesPerHour, minutes_per_hour: MinutesPerHour) -> PagesPerMinute:
    """Pages a minute at the peak: the mean of the busiest hour."""
    return pages_in_busiest_hour / minutes_per_hour
