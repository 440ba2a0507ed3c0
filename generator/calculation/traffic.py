"""A scenario's sustained traffic. In: sites, page views, active time. Out: pages generated, in all and a minute."""

from generator.units import (
    Days,
    HoursPerDay,
    Minutes,
    MinutesPerHour,
    Pages,
    PagesPerMinute,
    PagesPerMinutePerSite,
    PagesPerSite,
    PagesPerView,
    Sites,
    ViewsPerSite,
)


def pages_per_site(page_views_per_site: ViewsPerSite, generative_share: PagesPerView) -> PagesPerSite:
    """Pages that a site generates over the month or the campaign."""
    return page_views_per_site * generative_share


def pages(pages_per_site: PagesPerSite, sites: Sites) -> Pages:
    """Pages that all sites generate over the month or the campaign."""
    return pages_per_site * sites


def active_minutes(active_days: Days, hours_per_day: HoursPerDay, minutes_per_hour: MinutesPerHour) -> Minutes:
    """Active minutes of the month or the campaign."""
    return active_days * hours_per_day * minutes_per_hour


def sustained_pages_per_minute_per_site(pages_per_site: PagesPerSite, active_minutes: Minutes) -> PagesPerMinutePerSite:
    """Pages that a site generates a minute, averaged over its active hours."""
    return pages_per_site / active_minutes


def sustained_pages_per_minute(pages: Pages, active_minutes: Minutes) -> PagesPerMinute:
    """Pages that all sites generate a minute, averaged over their active hours."""
    return pages / active_minutes
