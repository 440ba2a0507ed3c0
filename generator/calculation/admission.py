"""A load case as its vendor admits it, for a model. In: its rate, and what is reserved a page. Out: a minute of it."""

from generator.units import InFlight, PagesPerMinute, SecondsPerMinute, SecondsPerPage, TokensPerMinute, TokensPerPage


def admitted_tokens_per_minute(
    pages_per_minute: PagesPerMinute, reserved_tokens_per_page: TokensPerPage
) -> TokensPerMinute:
    """Tokens a minute on which the requests are admitted: input, and the most that they may put out."""
    return pages_per_minute * reserved_tokens_per_page


def admitted_uncached_tokens_per_minute(
    pages_per_minute: PagesPerMinute, reserved_uncached_tokens_per_page: TokensPerPage
) -> TokensPerMinute:
    """Uncached tokens a minute on which the requests are admitted, output included."""
    return pages_per_minute * reserved_uncached_tokens_per_page


def requests_in_flight(
    pages_per_minute: PagesPerMinute, busy_seconds_per_page: SecondsPerPage, seconds_per_minute: SecondsPerMinute
) -> InFlight:
    """Requests that are under way at once, on average: as many as begin while one is answered."""
    return pages_per_minute * busy_seconds_per_page / seconds_per_minute
