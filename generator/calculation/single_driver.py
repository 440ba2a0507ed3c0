"""A driver that stands alone. In: it. Out: the same, as what it counts."""

from generator.units import AtOnce, Pages, PagesPerMinute


def pages(driver: Pages) -> Pages:
    """Pages of the period, or up to the deadline: what the driver counts."""
    return driver


def at_once(driver: AtOnce) -> AtOnce:
    """What is active, or under way, at once: what the driver counts."""
    return driver


def sustained_pages_per_minute(driver: PagesPerMinute) -> PagesPerMinute:
    """Pages a minute, on average: what the driver counts."""
    return driver
