"""An hour and a day of a load case, of a model. In: their pages, and a page's profile. Out: requests and tokens."""

from generator.units import (
    PagesPerDay,
    PagesPerHour,
    RequestsPerDay,
    RequestsPerHour,
    RequestsPerPage,
    TokensPerDay,
    TokensPerHour,
    TokensPerPage,
    WorkPerDay,
    WorkPerHour,
    WorkPerPage,
)


def requests_per_busy_hour(pages_per_busy_hour: PagesPerHour, requests_per_page: RequestsPerPage) -> RequestsPerHour:
    """Requests of an hour of this load case."""
    return pages_per_busy_hour * requests_per_page


def requests_per_busy_day(pages_per_busy_day: PagesPerDay, requests_per_page: RequestsPerPage) -> RequestsPerDay:
    """Requests of a day of this load case."""
    return pages_per_busy_day * requests_per_page


def tokens_per_busy_hour(pages_per_busy_hour: PagesPerHour, tokens_per_page: TokensPerPage) -> TokensPerHour:
    """Tokens of an hour of this load case."""
    return pages_per_busy_hour * tokens_per_page


def tokens_per_busy_day(pages_per_busy_day: PagesPerDay, tokens_per_page: TokensPerPage) -> TokensPerDay:
    """Tokens of a day of this load case."""
    return pages_per_busy_day * tokens_per_page


def uncached_tokens_per_busy_hour(
    pages_per_busy_hour: PagesPerHour, uncached_tokens_per_page: TokensPerPage
) -> TokensPerHour:
    """Uncached tokens of an hour of this load case, output included."""
    return pages_per_busy_hour * uncached_tokens_per_page


def uncached_tokens_per_busy_day(
    pages_per_busy_day: PagesPerDay, uncached_tokens_per_page: TokensPerPage
) -> TokensPerDay:
    """Uncached tokens of a day of this load case, output included."""
    return pages_per_busy_day * uncached_tokens_per_page


def work_per_busy_hour(pages_per_busy_hour: PagesPerHour, work_per_page: WorkPerPage) -> WorkPerHour:
    """Work of an hour of this load case."""
    return pages_per_busy_hour * work_per_page


def work_per_busy_day(pages_per_busy_day: PagesPerDay, work_per_page: WorkPerPage) -> WorkPerDay:
    """Work of a day of this load case."""
    return pages_per_busy_day * work_per_page
