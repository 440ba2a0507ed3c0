"""A load case. In: the unrounded rate and the step. Out: the rate to reserve for."""

from generator.calculation.verbs import round_up
from generator.units import PagesPerMinute


def pages_per_minute(unrounded_pages_per_minute: PagesPerMinute, rounding_step: PagesPerMinute) -> PagesPerMinute:
    """Pages generated a minute in this load case, rounded up to its step."""
    return round_up(unrounded_pages_per_minute, rounding_step)
