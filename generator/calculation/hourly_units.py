"""What a month of units costs that are paid by the hour. In: an hour of them, and its hours. Out: the cost."""

from generator.units import HoursPerMonth, Money, MoneyPerHour


def units_cost_per_month(units_cost_per_hour: MoneyPerHour, hours_per_month: HoursPerMonth) -> Money:
    """Cost of the units for a month of such hours, used or not."""
    return units_cost_per_hour * hours_per_month
