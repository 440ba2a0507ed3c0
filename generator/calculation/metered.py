"""A model's request as it is metered. In: its tokens by kind, and what one of each counts. Out: metered tokens."""

from generator.units import Count, TokensPerMinute


def metered_tokens_per_minute(
    uncached_input_tokens_per_minute: TokensPerMinute,
    cached_input_tokens_per_minute: TokensPerMinute,
    output_tokens_per_minute: TokensPerMinute,
    input_weight: Count,
    cached_weight: Count,
    output_weight: Count,
) -> TokensPerMinute:
    """Tokens a minute as the vendor meters them: each kind of token times what one of it counts."""
    return (
        uncached_input_tokens_per_minute * input_weight
        + cached_input_tokens_per_minute * cached_weight
        + output_tokens_per_minute * output_weight
    )
