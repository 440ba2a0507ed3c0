"""All sites at the same rate. In: sites and that rate. Out: pages generated a minute, before rounding."""

from generator.units import PagesPerMinute, PagesPerMinutePerSite, Sites


def unrounded_pages_per_minute(sites: Sites, pages_per_minute_per_site: PagesPerMinutePerSite) -> PagesPerMinute:
    """Pages generated a minute when every site runs at this rate."""
    return sites * pages_per_minute_per_site
