"""Units of capacity of several models that are the same to their vendor. In: each model's. Out: their sum."""

from generator.calculation.verbs import total
from generator.units import CapacityUnits, Each


def units(each_units: Each[CapacityUnits]) -> CapacityUnits:
    """Units to reserve for all models together."""
    return total(each_units)
