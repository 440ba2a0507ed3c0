"""A site's peak beside its mean. In: its rates, its pages of a month or campaign. Out: their ratio, and its hours."""

from generator.units import Count, Minutes, PagesPerMinutePerSite, PagesPerSite, Share


def peak_factor(
    peak_pages_per_minute_per_site: PagesPerMinutePerSite,
    sustained_pages_per_minute_per_site: PagesPerMinutePerSite,
) -> Count:
    """How many times its sustained rate a site's peak is."""
    return peak_pages_per_minute_per_site / sustained_pages_per_minute_per_site


def minutes_at_peak(pages_per_site: PagesPerSite, peak_pages_per_minute_per_site: PagesPerMinutePerSite) -> Minutes:
    """Minutes of its peak in which a site generates the pages of its whole month or campaign."""
    return pages_per_site / peak_pages_per_minute_per_site


def share_of_active_time_at_peak(minutes_at_peak: Minutes, active_minutes: Minutes) -> Share:
    """The most of its active time that a site can be at its peak."""
    return minutes_at_peak / active_minutes
