"""What a page costs where some are served again. In: its cost, and how many are. Out: the cost of one asked for."""

from generator.units import MoneyPerPage, Share


def kept_cost_per_page(cost_per_page: MoneyPerPage, taken: Share) -> MoneyPerPage:
    """Cost of a page that is asked for, where some are not generated."""
    return cost_per_page * (1 - taken)
