"""What a page profile adds to a mean page, of a model. In: its share, and a page of it. Out: its part."""

from generator.units import RequestsPerPage, SecondsPerPage, Share, TokensPerPage, WorkPerPage


def requests_per_page(share_of_pages: Share, profile_requests_per_page: RequestsPerPage) -> RequestsPerPage:
    """Requests that this page profile adds to a mean page."""
    return share_of_pages * profile_requests_per_page


def input_tokens_per_page(share_of_pages: Share, profile_input_tokens_per_page: TokensPerPage) -> TokensPerPage:
    """Input tokens that this page profile adds to a mean page."""
    return share_of_pages * profile_input_tokens_per_page


def cached_input_tokens_per_page(
    share_of_pages: Share, profile_cached_input_tokens_per_page: TokensPerPage
) -> TokensPerPage:
    """Input tokens that this page profile adds to a mean page and that the prefix cache serves."""
    return share_of_pages * profile_cached_input_tokens_per_page


def output_tokens_per_page(share_of_pages: Share, profile_output_tokens_per_page: TokensPerPage) -> TokensPerPage:
    """Output tokens that this page profile adds to a mean page."""
    return share_of_pages * profile_output_tokens_per_page


def reserved_tokens_per_page(share_of_pages: Share, profile_reserved_tokens_per_page: TokensPerPage) -> TokensPerPage:
    """Tokens on which this page profile's part of a mean page is admitted."""
    return share_of_pages * profile_reserved_tokens_per_page


def reserved_uncached_tokens_per_page(
    share_of_pages: Share, profile_reserved_uncached_tokens_per_page: TokensPerPage
) -> TokensPerPage:
    """Uncached tokens on which this page profile's part of a mean page is admitted, output included."""
    return share_of_pages * profile_reserved_uncached_tokens_per_page


def busy_seconds_per_page(share_of_pages: Share, profile_busy_seconds_per_page: SecondsPerPage) -> SecondsPerPage:
    """Seconds that this page profile's requests of a mean page take, one after another."""
    return share_of_pages * profile_busy_seconds_per_page


def written_input_tokens_per_page(
    share_of_pages: Share, profile_written_input_tokens_per_page: TokensPerPage
) -> TokensPerPage:
    """Input tokens that this page profile adds to a mean page and that are written to the cache."""
    return share_of_pages * profile_written_input_tokens_per_page


def work_per_page(share_of_pages: Share, profile_work_per_page: WorkPerPage) -> WorkPerPage:
    """Work that this page profile adds to a mean page."""
    return share_of_pages * profile_work_per_page
