"""A peak within the busiest hour. In: its pages, and its busiest minute. Out: pages in that minute."""

from generator.units import Count, MinutesPerHour, PagesPerHour, PagesPerMinute


def peak_pages_per_minute(
    pages_in_busiest_hour: PagesPerHour, minutes_per_hour: MinutesPerHour, busiest_minute: Count
) -> PagesPerMinute:
    """Pages a minute at the peak: so many times the mean of the busiest hour."""
    return pages_in_busiest_hour / minutes_per_hour * busiest_minute
