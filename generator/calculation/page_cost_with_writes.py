"""A page's cost with priced cache writes, of a model. In: tokens by kind, prices. Out: cost by kind, and in all."""

from generator.units import Money, MoneyPerPage, Tokens, TokensPerPage


def plain_input_tokens_per_page(
    uncached_input_tokens_per_page: TokensPerPage, written_input_tokens_per_page: TokensPerPage
) -> TokensPerPage:
    """Input tokens of a page that are neither found in the cache nor written to it."""
    return uncached_input_tokens_per_page - written_input_tokens_per_page


def plain_input_cost_per_page(
    plain_input_tokens_per_page: TokensPerPage, input_price: Money, per_tokens: Tokens
) -> MoneyPerPage:
    """Cost of a page's input tokens that are neither found in the cache nor written to it."""
    return plain_input_tokens_per_page * input_price / per_tokens


def written_input_cost_per_page(
    written_input_tokens_per_page: TokensPerPage, written_price: Money, per_tokens: Tokens
) -> MoneyPerPage:
    """Cost of a page's input tokens that are written to the cache."""
    return written_input_tokens_per_page * written_price / per_tokens


def cost_per_page(
    plain_input_cost_per_page: MoneyPerPage,
    written_input_cost_per_page: MoneyPerPage,
    cached_input_cost_per_page: MoneyPerPage,
    output_cost_per_page: MoneyPerPage,
) -> MoneyPerPage:
    """Cost of what a page sends to the model and gets from it, cache writes by themselves."""
    return plain_input_cost_per_page + written_input_cost_per_page + cached_input_cost_per_page + output_cost_per_page
