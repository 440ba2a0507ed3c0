"""The volume of a load case in a stage. In: the present one, and a factor. Out: an hour's pages, and a day's, then."""

from generator.units import Count, PagesPerDay, PagesPerHour


def pages_per_busy_hour(present_pages_per_busy_hour: PagesPerHour, growth: Count) -> PagesPerHour:
    """Pages of the busiest hour in the stage: so many times the present ones."""
    return present_pages_per_busy_hour * growth


def pages_per_busy_day(present_pages_per_busy_day: PagesPerDay, growth: Count) -> PagesPerDay:
    """Pages of the day in the stage: so many times the present ones."""
    return present_pages_per_busy_day * growth
