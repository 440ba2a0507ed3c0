"""What a vendor reserves for a model's calls of a page. In: their columns. Out: their sums, and the largest."""

from generator.calculation.verbs import greatest, total
from generator.units import Each, SecondsPerPage, TokensPerPage, TokensPerRequest


def reserved_tokens_per_page(each_reserved_tokens_per_page: Each[TokensPerPage]) -> TokensPerPage:
    """Tokens on which a page's requests of this model are admitted."""
    return total(each_reserved_tokens_per_page)


def reserved_uncached_tokens_per_page(each_reserved_uncached_tokens_per_page: Each[TokensPerPage]) -> TokensPerPage:
    """Uncached tokens on which a page's requests of this model are admitted, output included."""
    return total(each_reserved_uncached_tokens_per_page)


def busy_seconds_per_page(each_busy_seconds_per_page: Each[SecondsPerPage]) -> SecondsPerPage:
    """Seconds that a page's requests of this model take, one after another."""
    return total(each_busy_seconds_per_page)


def largest_request_tokens(each_largest_request_tokens: Each[TokensPerRequest]) -> TokensPerRequest:
    """Tokens of the largest request of this model."""
    return greatest(each_largest_request_tokens)
