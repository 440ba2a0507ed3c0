"""A rate of pages, on a page's profile or a model's part of it. In: both. Out: requests and tokens a minute."""

from generator.calculation.verbs import rest
from generator.units import (
    PagesPerMinute,
    RequestsPerMinute,
    RequestsPerPage,
    TokensPerMinute,
    TokensPerPage,
    WorkPerMinute,
    WorkPerPage,
)


def requests_per_minute(pages_per_minute: PagesPerMinute, requests_per_page: RequestsPerPage) -> RequestsPerMinute:
    """Model requests a minute while this load lasts."""
    return pages_per_minute * requests_per_page


def input_tokens_per_minute(pages_per_minute: PagesPerMinute, input_tokens_per_page: TokensPerPage) -> TokensPerMinute:
    """Input tokens a minute, cached or not."""
    return pages_per_minute * input_tokens_per_page


def cached_input_tokens_per_minute(
    pages_per_minute: PagesPerMinute, cached_input_tokens_per_page: TokensPerPage
) -> TokensPerMinute:
    """Input tokens a minute that the prefix cache serves."""
    return pages_per_minute * cached_input_tokens_per_page


def uncached_input_tokens_per_minute(
    input_tokens_per_minute: TokensPerMinute, cached_input_tokens_per_minute: TokensPerMinute
) -> TokensPerMinute:
    """Input tokens a minute that the prefix cache does not serve."""
    return rest(input_tokens_per_minute, cached_input_tokens_per_minute)


def output_tokens_per_minute(
    pages_per_minute: PagesPerMinute, output_tokens_per_page: TokensPerPage
) -> TokensPerMinute:
    """Output tokens a minute."""
    return pages_per_minute * output_tokens_per_page


def tokens_per_minute(
    input_tokens_per_minute: TokensPerMinute, output_tokens_per_minute: TokensPerMinute
) -> TokensPerMinute:
    """All tokens a minute, input and output."""
    return input_tokens_per_minute + output_tokens_per_minute


def uncached_tokens_per_minute(
    uncached_input_tokens_per_minute: TokensPerMinute, output_tokens_per_minute: TokensPerMinute
) -> TokensPerMinute:
    """Tokens a minute that no cache serves: uncached input, and all output."""
    return uncached_input_tokens_per_minute + output_tokens_per_minute


def work_per_minute(pages_per_minute: PagesPerMinute, work_per_page: WorkPerPage) -> WorkPerMinute:
    """Work a minute while this load lasts."""
    return pages_per_minute * work_per_page
