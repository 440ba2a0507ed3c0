"""What a month costs, of a model or in all. In: its pages, and what a page costs. Out: the cost."""

from generator.units import Money, MoneyPerPage, Pages


def cost_per_month(pages: Pages, cost_per_page: MoneyPerPage) -> Money:
    """Cost of the pages of a month."""
    return pages * cost_per_page
