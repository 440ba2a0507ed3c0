"""A chain of drivers, multiplied in their order. In: the drivers before one, and it. Out: what they come to."""

from generator.units import AtOnce, Count, Pages, PagesPerMinute


def so_far(drivers_before: Count, driver: Count) -> Count:
    """The drivers up to this one, multiplied."""
    return drivers_before * driver


def pages(drivers_before: Count, last_driver: Pages) -> Pages:
    """Pages of the period, or up to the deadline: all drivers multiplied."""
    return drivers_before * last_driver


def at_once(drivers_before: Count, last_driver: AtOnce) -> AtOnce:
    """What is active, or under way, at once: all drivers multiplied."""
    return drivers_before * last_driver


def sustained_pages_per_minute(drivers_before: Count, last_driver: PagesPerMinute) -> PagesPerMinute:
    """Pages a minute, on average: all drivers multiplied."""
    return drivers_before * last_driver
