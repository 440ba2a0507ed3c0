"""A prompt whose tokens are stated in all. In: them, and its prefix. Out: the tokens beyond the prefix."""

from generator.units import TokensPerRequest


def specific_tokens(input_tokens: TokensPerRequest, prefix_tokens: TokensPerRequest) -> TokensPerRequest:
    """Prompt tokens that belong to this request alone."""
    return input_tokens - prefix_tokens
