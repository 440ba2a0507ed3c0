"""A day of sites that are alike. In: a site's mean, sites, and active hours. Out: the pages of a mean active day."""

from generator.units import HoursPerDay, MinutesPerHour, PagesPerDay, PagesPerMinutePerSite, Sites


def pages_per_busy_day(
    sustained_pages_per_minute_per_site: PagesPerMinutePerSite,
    sites: Sites,
    minutes_per_hour: MinutesPerHour,
    hours_per_day: HoursPerDay,
) -> PagesPerDay:
    """Pages of all sites on a mean active day: no busier one is stated."""
    return sustained_pages_per_minute_per_site * sites * minutes_per_hour * hours_per_day
