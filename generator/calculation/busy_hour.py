"""An hour of UTC beside the others. In: its pages, and the busiest hour's. Out: whether it is that."""

from generator.units import PagesPerHour, YesNo


def is_busiest(pages_per_hour: PagesPerHour, pages_in_busiest_hour: PagesPerHour) -> YesNo:
    """Whether no hour of UTC has more pages."""
    return pages_per_hour >= pages_in_busiest_hour
