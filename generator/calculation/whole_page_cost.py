"""What a page costs in all. In: the column of its models. Out: the sum."""

from generator.calculation.verbs import total
from generator.units import Each, MoneyPerPage


def cost_per_page(each_cost_per_page: Each[MoneyPerPage]) -> MoneyPerPage:
    """Cost of a page, of all models together."""
    return total(each_cost_per_page)
