"""An answer that is reasoned first. In: what is seen of it, and what is not. Out: what is metered as output."""

from generator.units import TokensPerRequest


def completion_tokens(output_tokens: TokensPerRequest, reasoning_tokens: TokensPerRequest) -> TokensPerRequest:
    """Completion tokens of a request: those of the answer, and those of the reasoning before it."""
    return output_tokens + reasoning_tokens
