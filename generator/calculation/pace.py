"""A load case beside the sustained rate of its sites. In: both rates. Out: whether the case is at least as fast."""

from generator.units import PagesPerMinute, YesNo


def covers_sustained_rate(pages_per_minute: PagesPerMinute, sustained_pages_per_minute: PagesPerMinute) -> YesNo:
    """Whether the case generates as many pages a minute as all of its sites at their sustained rate."""
    return pages_per_minute >= sustained_pages_per_minute
