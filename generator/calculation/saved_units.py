"""A saving in units of capacity. In: what those of a month cost without and with it. Out: what it is worth."""

from generator.calculation.verbs import total
from generator.units import Each, Money


def saved_units_cost_per_month(
    each_units_cost_per_month: Each[Money], each_kept_units_cost_per_month: Each[Money]
) -> Money:
    """What the saving takes off the cost of a month's units."""
    return total(each_units_cost_per_month) - total(each_kept_units_cost_per_month)
