"""A month at an offer's prices, of a model. In: its tokens, prices, a base. Out: the cost, and the share above it."""

from generator.calculation.verbs import greatest, least, rest, share, total
from generator.units import (
    CapacityUnits,
    Count,
    Each,
    Minutes,
    Money,
    Pages,
    Share,
    Tokens,
    TokensPerMinute,
    TokensPerMinutePerUnit,
    TokensPerPage,
)


def uncached_input_tokens_per_month(input_tokens_per_month: Tokens, cached_input_tokens_per_month: Tokens) -> Tokens:
    """Input tokens a month that no cache serves."""
    return rest(input_tokens_per_month, cached_input_tokens_per_month)


def written_tokens_of_month(pages: Pages, written_input_tokens_per_page: TokensPerPage) -> Tokens:
    """Input tokens that a month's pages write to the cache."""
    return pages * written_input_tokens_per_page


def tokens_cost_per_month(
    uncached_input_tokens_per_month: Tokens,
    cached_input_tokens_per_month: Tokens,
    output_tokens_per_month: Tokens,
    input_price: Money,
    cached_price: Money,
    output_price: Money,
    per_tokens: Tokens,
) -> Money:
    """Cost of the tokens of a month, each kind at its price."""
    return (
        uncached_input_tokens_per_month * input_price
        + cached_input_tokens_per_month * cached_price
        + output_tokens_per_month * output_price
    ) / per_tokens


def metered_tokens_per_month(
    uncached_input_tokens_per_month: Tokens,
    cached_input_tokens_per_month: Tokens,
    output_tokens_per_month: Tokens,
    input_weight: Count,
    cached_weight: Count,
    output_weight: Count,
) -> Tokens:
    """Tokens of a month as the vendor meters them: each kind of token times what one of it counts."""
    return (
        uncached_input_tokens_per_month * input_weight
        + cached_input_tokens_per_month * cached_weight
        + output_tokens_per_month * output_weight
    )


def carried_by_units(units: CapacityUnits, tokens_per_minute_per_unit: TokensPerMinutePerUnit) -> TokensPerMinute:
    """Metered tokens a minute that the units of the base carry."""
    return units * tokens_per_minute_per_unit


def carried_tokens(
    tokens_of_month: Tokens, carried_tokens_per_minute: TokensPerMinute, active_minutes: Minutes
) -> Tokens:
    """The most of a month's tokens that a limit of the base carries: all of its active minutes filled."""
    return least((tokens_of_month, carried_tokens_per_minute * active_minutes))


def share_above(tokens_of_month: Tokens, carried_tokens: Tokens) -> Share:
    """The least share of a month's tokens that comes above a limit of the base."""
    return share(tokens_of_month - carried_tokens, tokens_of_month)


def share_above_base(each_share_above: Each[Share]) -> Share:
    """The least share of a month's tokens that comes above the base; more does where the use is uneven."""
    return greatest(each_share_above)


def burst_cost_per_month(tokens_cost_per_month: Money, share_above_base: Share) -> Money:
    """The least that tokens above the base cost a month."""
    return tokens_cost_per_month * share_above_base


def tokens_of_months(each_tokens: Each[Tokens]) -> Tokens:
    """Tokens of the months that are expected, together."""
    return total(each_tokens)
