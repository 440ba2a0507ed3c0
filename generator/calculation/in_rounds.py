"""What is active at once, each asking for a page in rounds. In: both. Out: pages a minute."""

from generator.units import AtOnce, PagesPerMinute, SecondsPerMinute, SecondsPerPage


def sustained_pages_per_minute(
    at_once: AtOnce, every_seconds: SecondsPerPage, seconds_per_minute: SecondsPerMinute
) -> PagesPerMinute:
    """Pages a minute, on average: each that is active asks for one every so many seconds."""
    return at_once / every_seconds * seconds_per_minute
