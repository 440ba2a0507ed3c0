"""The largest prompt of a call whose own tokens are spread. In: its prefix, and what few have more of. Out: both."""

from generator.units import TokensPerRequest


def largest_input_tokens(prefix_tokens: TokensPerRequest, large_specific_tokens: TokensPerRequest) -> TokensPerRequest:
    """Prompt tokens of the largest request: its components, and as many of its own as few requests have more of."""
    return prefix_tokens + large_specific_tokens
