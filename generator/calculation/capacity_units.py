"""A model's request in units of capacity. In: metered tokens, what a unit carries, step and least. Out: units."""

from generator.calculation.verbs import greatest, round_up
from generator.units import CapacityUnits, TokensPerMinute, TokensPerMinutePerUnit


def exact_units(
    metered_tokens_per_minute: TokensPerMinute, tokens_per_minute_per_unit: TokensPerMinutePerUnit
) -> CapacityUnits:
    """Units that the metered tokens fill, parts of one counted."""
    return metered_tokens_per_minute / tokens_per_minute_per_unit


def units_in_steps(exact_units: CapacityUnits, units_step: CapacityUnits) -> CapacityUnits:
    """Units in the steps in which they are sold."""
    return round_up(exact_units, units_step)


def units(units_in_steps: CapacityUnits, least_units: CapacityUnits) -> CapacityUnits:
    """Units to reserve: in steps, and no fewer than are sold at least."""
    return greatest((units_in_steps, least_units))
