"""A month of a rate. In: pages a minute, and the active minutes of a month. Out: the month's pages."""

from generator.units import Minutes, Pages, PagesPerMinute


def pages(sustained_pages_per_minute: PagesPerMinute, active_minutes: Minutes) -> Pages:
    """Pages of a month: so many a minute, over its active time."""
    return sustained_pages_per_minute * active_minutes
