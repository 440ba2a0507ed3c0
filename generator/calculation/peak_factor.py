"""A peak beside the mean. In: both, of all pages. Out: how many times the mean the peak is."""

from generator.units import Count, PagesPerMinute


def peak_factor(peak_pages_per_minute: PagesPerMinute, sustained_pages_per_minute: PagesPerMinute) -> Count:
    """How many times the mean the peak is."""
    return peak_pages_per_minute / sustained_pages_per_minute
