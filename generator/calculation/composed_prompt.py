"""A prompt whose tokens are stated part by part. In: its prefix, and the tokens beyond it. Out: its tokens in all."""

from generator.units import TokensPerRequest


def input_tokens(prefix_tokens: TokensPerRequest, specific_tokens: TokensPerRequest) -> TokensPerRequest:
    """Prompt tokens of a request, cached or not: its components, and those of its own."""
    return prefix_tokens + specific_tokens
