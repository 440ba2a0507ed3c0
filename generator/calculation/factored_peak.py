"""A peak that is so many times the mean. In: both. Out: pages a minute at the peak."""

from generator.units import Count, PagesPerMinute


def peak_pages_per_minute(sustained_pages_per_minute: PagesPerMinute, factor: Count) -> PagesPerMinute:
    """Pages a minute at the peak: so many times the mean."""
    return sustained_pages_per_minute * factor
