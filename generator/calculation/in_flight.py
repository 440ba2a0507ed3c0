"""Pages under way at once. In: how many, and how long each takes. Out: pages a minute (Little's law)."""

from generator.units import AtOnce, PagesPerMinute, SecondsPerMinute, SecondsPerPage


def sustained_pages_per_minute(
    at_once: AtOnce, seconds_each: SecondsPerPage, seconds_per_minute: SecondsPerMinute
) -> PagesPerMinute:
    """Pages a minute, on average: as many begin as end while so many are under way."""
    return at_once / seconds_each * seconds_per_minute
