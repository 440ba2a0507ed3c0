"""Some sites at peak, the others sustained. In: sites and their rates. Out: pages a minute, before rounding."""

from generator.units import PagesPerMinute, PagesPerMinutePerSite, Sites, YesNo


def sites_at_sustained_rate(sites: Sites, sites_at_peak: Sites) -> Sites:
    """Sites that are not at their peak."""
    return sites - sites_at_peak


def unrounded_pages_per_minute(
    sites_at_peak: Sites,
    peak_pages_per_minute_per_site: PagesPerMinutePerSite,
    sites_at_sustained_rate: Sites,
    sustained_pages_per_minute_per_site: PagesPerMinutePerSite,
) -> PagesPerMinute:
    """Pages generated a minute: the sites at peak, and the others at their sustained rate."""
    return (
        sites_at_peak * peak_pages_per_minute_per_site + sites_at_sustained_rate * sustained_pages_per_minute_per_site
    )


def no_site_at_peak(sites_at_peak: Sites) -> YesNo:
    """Whether every site runs at its sustained rate."""
    return sites_at_peak == 0
