"""A limit as it is sold. In: the need, the step and the least. Out: the limit to order."""

from generator.calculation.verbs import greatest, round_up
from generator.units import TokensPerMinute


def tokens_in_steps(needed: TokensPerMinute, step_tokens_per_minute: TokensPerMinute) -> TokensPerMinute:
    """The need in the steps in which the limit is sold."""
    return round_up(needed, step_tokens_per_minute)


def tokens_to_order(tokens_in_steps: TokensPerMinute, least_tokens_per_minute: TokensPerMinute) -> TokensPerMinute:
    """The limit to order: the need as it is sold, and no less than is sold at least."""
    return greatest((tokens_in_steps, least_tokens_per_minute))
