"""A load case without a step. In: its rate. Out: the same, as the rate to reserve for."""

from generator.units import PagesPerMinute


def pages_per_minute(unrounded_pages_per_minute: PagesPerMinute) -> PagesPerMinute:
    """Pages generated a minute in this load case, not rounded."""
    return unrounded_pages_per_minute
