"""What a step adds to a rate. In: the rate before and after, another case's. Out: the slack, and whether that fits."""

from generator.units import PagesPerMinute, YesNo


def slack_pages_per_minute(
    pages_per_minute: PagesPerMinute, unrounded_pages_per_minute: PagesPerMinute
) -> PagesPerMinute:
    """Pages a minute that rounding up adds to this load case."""
    return pages_per_minute - unrounded_pages_per_minute


def fits_in_slack(beside_pages_per_minute: PagesPerMinute, slack_pages_per_minute: PagesPerMinute) -> YesNo:
    """Whether the load case beside it generates no more pages a minute than rounding up adds to the headline case."""
    return beside_pages_per_minute <= slack_pages_per_minute
