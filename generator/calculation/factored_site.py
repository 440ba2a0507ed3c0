"""A site's peak that is so many times its mean. In: both. Out: the pages that it generates a minute."""

from generator.units import Count, PagesPerMinutePerSite


def peak_pages_per_minute_per_site(
    sustained_pages_per_minute_per_site: PagesPerMinutePerSite, factor: Count
) -> PagesPerMinutePerSite:
    """Pages that a site generates a minute at its peak: so many times its mean."""
    return sustained_pages_per_minute_per_site * factor
