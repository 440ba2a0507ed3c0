"""A prefix whose components are not found alike. In: what the cache serves of each. Out: what it serves of all."""

from generator.calculation.verbs import total
from generator.units import Each, TokensPerRequest


def cached_input_tokens(each_cached_input_tokens: Each[TokensPerRequest]) -> TokensPerRequest:
    """Prompt tokens of a request that the prefix cache serves, on average, component by component."""
    return total(each_cached_input_tokens)
