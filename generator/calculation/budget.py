"""What a month costs beside the budget. In: what each part of it costs, and the budget. Out: both compared."""

from generator.calculation.verbs import total
from generator.units import Each, Money, Share, YesNo


def months_cost(each_cost_per_month: Each[Money]) -> Money:
    """Cost of a month of all that is asked for."""
    return total(each_cost_per_month)


def share_of_budget(months_cost: Money, per_month: Money) -> Share:
    """That month as a share of the budget of a month."""
    return months_cost / per_month


def exceeds_budget(months_cost: Money, per_month: Money) -> YesNo:
    """Whether that month costs more than the budget of a month."""
    return months_cost > per_month


def left_of_budget(months_cost: Money, per_month: Money) -> Money:
    """What that month leaves of the budget of a month; below zero, where it costs more."""
    return per_month - months_cost


def over_budget(months_cost: Money, per_month: Money) -> Money:
    """What that month costs above the budget of a month; below zero, where it leaves some."""
    return months_cost - per_month
