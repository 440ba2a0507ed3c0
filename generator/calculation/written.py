"""What a call writes to the prefix cache. In: what that can hold of its prompt, and serves. Out: the rest."""

from generator.units import RequestsPerPage, TokensPerPage, TokensPerRequest


def written_tokens(cacheable_tokens: TokensPerRequest, cached_input_tokens: TokensPerRequest) -> TokensPerRequest:
    """Prompt tokens of a request that are written to the cache, on average: it can hold them, and had them not."""
    return cacheable_tokens - cached_input_tokens


def written_input_tokens_per_page(
    written_tokens: TokensPerRequest, requests_per_page: RequestsPerPage
) -> TokensPerPage:
    """Input tokens that a page's requests of this call write to the cache."""
    return written_tokens * requests_per_page
