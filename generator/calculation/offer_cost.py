"""What an offer costs a month. In: costs of its parts, cache writes, the least that is billed. Out: the sums."""

from generator.calculation.verbs import greatest, total
from generator.units import Each, Money, Tokens


def writes_cost_per_month(
    written_tokens_of_month: Tokens, written_price: Money, input_price: Money, per_tokens: Tokens
) -> Money:
    """What a month's cache writes cost above the price of other input."""
    return written_tokens_of_month * (written_price - input_price) / per_tokens


def cost_of_parts(each_cost: Each[Money]) -> Money:
    """Cost of a month: of what is reserved, and of what is used where that has a price of its own."""
    return total(each_cost)


def billed_per_month(cost_of_parts: Money, least_per_month: Money) -> Money:
    """What a month is billed at: its cost, and no less than the least."""
    return greatest((cost_of_parts, least_per_month))
