"""The part of the request on models that left the catalogue. In: their columns, the request. Out: sum and share."""

from generator.calculation.verbs import share, total
from generator.units import Each, RequestsPerMinute, Share, TokensPerMinute, WorkPerMinute


def requests_per_minute(each_requests_per_minute: Each[RequestsPerMinute]) -> RequestsPerMinute:
    """Requests a minute on models that left the public catalogue."""
    return total(each_requests_per_minute)


def tokens_per_minute(each_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """Tokens a minute on models that left the public catalogue."""
    return total(each_tokens_per_minute)


def uncached_tokens_per_minute(each_uncached_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """Uncached tokens a minute on models that left the public catalogue, output included."""
    return total(each_uncached_tokens_per_minute)


def share_of_requests(
    requests_per_minute: RequestsPerMinute, requested_requests_per_minute: RequestsPerMinute
) -> Share:
    """Share of the requested requests on models that left the public catalogue."""
    return requests_per_minute / requested_requests_per_minute


def share_of_tokens(tokens_per_minute: TokensPerMinute, requested_tokens_per_minute: TokensPerMinute) -> Share:
    """Share of the requested tokens on models that left the public catalogue."""
    return tokens_per_minute / requested_tokens_per_minute


def share_of_uncached_tokens(
    uncached_tokens_per_minute: TokensPerMinute, requested_uncached_tokens_per_minute: TokensPerMinute
) -> Share:
    """Share of the requested uncached tokens on models that left the public catalogue."""
    return share(uncached_tokens_per_minute, requested_uncached_tokens_per_minute)


def work_per_minute(each_work_per_minute: Each[WorkPerMinute]) -> WorkPerMinute:
    """Work a minute on models that left the public catalogue."""
    return total(each_work_per_minute)


def share_of_work(work_per_minute: WorkPerMinute, requested_work_per_minute: WorkPerMinute) -> Share:
    """Share of the requested work on models that left the public catalogue."""
    return share(work_per_minute, requested_work_per_minute)
