"""What units of capacity cost. In: units, and the price of one. Out: the cost of all, used or not."""

from generator.units import CapacityUnits, Money, MoneyPerHour, MoneyPerHourPerUnit, MoneyPerUnit


def units_cost_per_hour(units: CapacityUnits, price_per_hour: MoneyPerHourPerUnit) -> MoneyPerHour:
    """Cost of the units for an hour, used or not."""
    return units * price_per_hour


def units_cost_per_month(units: CapacityUnits, price_per_month: MoneyPerUnit) -> Money:
    """Cost of the units for a month, used or not."""
    return units * price_per_month
