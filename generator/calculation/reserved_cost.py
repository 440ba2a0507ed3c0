"""What a month costs where capacity is paid in units. In: what each model costs, and the pages. Out: in all; a page."""

from generator.calculation.verbs import total
from generator.units import Each, Money, MoneyPerPage, Pages


def reserved_cost_per_month(each_reserved_cost: Each[Money]) -> Money:
    """Cost of a month, units where they are sold, and tokens elsewhere."""
    return total(each_reserved_cost)


def reserved_cost_per_page(reserved_cost_per_month: Money, each_pages: Each[Pages]) -> MoneyPerPage:
    """What that comes to for each page of the month."""
    return reserved_cost_per_month / total(each_pages)
