"""A site's peak. In: its page views a minute. Out: the pages it generates a minute."""

from generator.units import PagesPerMinutePerSite, PagesPerView, ViewsPerMinutePerSite


def peak_pages_per_minute_per_site(
    page_views_per_minute_per_site: ViewsPerMinutePerSite, generative_share: PagesPerView
) -> PagesPerMinutePerSite:
    """Pages that a site generates a minute at its peak."""
    return page_views_per_minute_per_site * generative_share
