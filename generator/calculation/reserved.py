"""What a call reserves. In: its input, the most it may put out, its seconds. Out: tokens and seconds a page."""

from generator.units import (
    RequestsPerPage,
    SecondsPerPage,
    SecondsPerRequest,
    TokensPerPage,
    TokensPerRequest,
)


def reserved_tokens(input_tokens: TokensPerRequest, max_completion_tokens: TokensPerRequest) -> TokensPerRequest:
    """Tokens on which a request is admitted: its input, and the most that it may put out."""
    return input_tokens + max_completion_tokens


def reserved_tokens_per_page(reserved_tokens: TokensPerRequest, requests_per_page: RequestsPerPage) -> TokensPerPage:
    """Tokens on which a page's requests of this call are admitted."""
    return reserved_tokens * requests_per_page


def reserved_uncached_tokens_per_page(
    reserved_tokens_per_page: TokensPerPage, cached_input_tokens_per_page: TokensPerPage
) -> TokensPerPage:
    """Uncached tokens on which a page's requests of this call are admitted, output included."""
    return reserved_tokens_per_page - cached_input_tokens_per_page


def busy_seconds_per_page(seconds: SecondsPerRequest, requests_per_page: RequestsPerPage) -> SecondsPerPage:
    """Seconds that a page's requests of this call take, one after another."""
    return seconds * requests_per_page


def largest_request_tokens(
    largest_input_tokens: TokensPerRequest, max_completion_tokens: TokensPerRequest
) -> TokensPerRequest:
    """Tokens of the largest request of this call: its largest input, and the most that it may put out."""
    return largest_input_tokens + max_completion_tokens
