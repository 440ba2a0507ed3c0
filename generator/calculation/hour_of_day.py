"""An hour of a region's day. In: the day's pages, and the hour's part of its profile. Out: the hour's pages."""

from generator.units import DayOfProfile, HourOfProfile, PagesPerDay, PagesPerHour


def pages_per_hour(pages_of_the_day: PagesPerDay, hour: HourOfProfile, profile_per_day: DayOfProfile) -> PagesPerHour:
    """Pages of the region in this hour of UTC, by the hour of its own clocks."""
    return pages_of_the_day * hour / profile_per_day
