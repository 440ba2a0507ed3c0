"""The months that are asked for beside the budget. In: what each costs, and the budget. Out: both compared."""

from generator.calculation.verbs import total
from generator.units import Each, Money, Share, YesNo


def months_cost(each_cost_per_month: Each[Money]) -> Money:
    """Cost of a month of all scenarios that are asked for and tell their month."""
    return total(each_cost_per_month)


def share_of_budget(months_cost: Money, per_month: Money) -> Share:
    """Those months as a share of the budget of a month."""
    return months_cost / per_month


def exceeds_budget(months_cost: Money, per_month: Money) -> YesNo:
    """Whether those months cost more than the budget of a month."""
    return months_cost > per_month
