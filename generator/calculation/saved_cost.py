"""A saving in money. In: what a page costs without and with it, and a month's pages. Out: what it is worth."""

from generator.units import Money, MoneyPerPage, Pages


def saved_cost_per_page(cost_per_page: MoneyPerPage, kept_cost_per_page: MoneyPerPage) -> MoneyPerPage:
    """What the saving takes off the cost of a page."""
    return cost_per_page - kept_cost_per_page


def saved_cost_per_month(pages: Pages, saved_cost_per_page: MoneyPerPage) -> Money:
    """What the saving takes off the cost of a month."""
    return pages * saved_cost_per_page
