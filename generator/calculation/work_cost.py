"""What a page's work costs of a model. In: the work, and a price for so much of it. Out: the cost."""

from generator.units import Money, MoneyPerPage, Work, WorkPerPage


def work_cost_per_page(work_per_page: WorkPerPage, work_price: Money, work_of_price: Work) -> MoneyPerPage:
    """Cost of a page's work."""
    return work_per_page * work_price / work_of_price
