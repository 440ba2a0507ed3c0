"""What a page costs of a model. In: its tokens by kind, and their prices. Out: the cost by kind, and in all."""

from generator.units import Money, MoneyPerPage, Tokens, TokensPerPage


def uncached_input_cost_per_page(
    uncached_input_tokens_per_page: TokensPerPage, input_price: Money, per_tokens: Tokens
) -> MoneyPerPage:
    """Cost of a page's input tokens that the prefix cache does not serve."""
    return uncached_input_tokens_per_page * input_price / per_tokens


def cached_input_cost_per_page(
    cached_input_tokens_per_page: TokensPerPage, cached_price: Money, per_tokens: Tokens
) -> MoneyPerPage:
    """Cost of a page's input tokens that the prefix cache serves."""
    return cached_input_tokens_per_page * cached_price / per_tokens


def output_cost_per_page(
    output_tokens_per_page: TokensPerPage, output_price: Money, per_tokens: Tokens
) -> MoneyPerPage:
    """Cost of a page's output tokens."""
    return output_tokens_per_page * output_price / per_tokens


def cost_per_page(
    uncached_input_cost_per_page: MoneyPerPage,
    cached_input_cost_per_page: MoneyPerPage,
    output_cost_per_page: MoneyPerPage,
) -> MoneyPerPage:
    """Cost of what a page sends to the model and gets from it."""
    return uncached_input_cost_per_page + cached_input_cost_per_page + output_cost_per_page
