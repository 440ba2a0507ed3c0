"""What units cost that are paid for several months. In: a month of them, and the months. Out: the cost of all."""

from generator.units import Money, Months


def units_cost_of_commitment(units_cost_per_month: Money, committed_months: Months) -> Money:
    """Cost of the units for all months to which we would commit."""
    return units_cost_per_month * committed_months
