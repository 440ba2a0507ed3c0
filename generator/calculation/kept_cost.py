"""What a page costs once a saving is made. In: the column of its models. Out: the sum."""

from generator.calculation.verbs import total
from generator.units import Each, MoneyPerPage


def kept_cost_per_page(each_cost_per_page: Each[MoneyPerPage]) -> MoneyPerPage:
    """Cost of a page once the saving is made, of all models together."""
    return total(each_cost_per_page)
