"""A load case in a stage of growth. In: its present rate, and a factor. Out: its rate then, before rounding."""

from generator.units import Count, PagesPerMinute


def grown_pages_per_minute(present_pages_per_minute: PagesPerMinute, growth: Count) -> PagesPerMinute:
    """Pages a minute of this load case in the stage: so many times its present rate, before rounding."""
    return present_pages_per_minute * growth
