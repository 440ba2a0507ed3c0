"""What a page costs of a model that is paid by other kinds than the usual three. In: each kind's cost. Out: the sum."""

from generator.calculation.verbs import total
from generator.units import Each, MoneyPerPage


def cost_per_page(each_kind_of_cost: Each[MoneyPerPage]) -> MoneyPerPage:
    """Cost of what a page sends to the model and gets from it, tokens and work."""
    return total(each_kind_of_cost)
