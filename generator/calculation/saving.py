"""A saving. In: the headline case's demand without and with it. Out: what it is worth a minute."""

from generator.calculation.verbs import share
from generator.units import RequestsPerMinute, Share, TokensPerMinute, WorkPerMinute, YesNo


def saved_requests_per_minute(
    requests_per_minute: RequestsPerMinute, kept_requests_per_minute: RequestsPerMinute
) -> RequestsPerMinute:
    """Requests a minute that the saving takes away."""
    return requests_per_minute - kept_requests_per_minute


def saved_tokens_per_minute(
    tokens_per_minute: TokensPerMinute, kept_tokens_per_minute: TokensPerMinute
) -> TokensPerMinute:
    """Tokens a minute that the saving takes away, cached or not."""
    return tokens_per_minute - kept_tokens_per_minute


def saved_uncached_tokens_per_minute(
    uncached_tokens_per_minute: TokensPerMinute, kept_uncached_tokens_per_minute: TokensPerMinute
) -> TokensPerMinute:
    """Uncached tokens a minute that the saving takes away, output included."""
    return uncached_tokens_per_minute - kept_uncached_tokens_per_minute


def saved_share_of_uncached_tokens(
    saved_uncached_tokens_per_minute: TokensPerMinute, uncached_tokens_per_minute: TokensPerMinute
) -> Share:
    """What the saving takes away, as a share of the uncached tokens."""
    return share(saved_uncached_tokens_per_minute, uncached_tokens_per_minute)


def added_uncached_tokens_per_minute(
    kept_uncached_tokens_per_minute: TokensPerMinute, uncached_tokens_per_minute: TokensPerMinute
) -> TokensPerMinute:
    """Uncached tokens a minute that the saving costs, where what is left fills fewer blocks of the prefix cache."""
    return kept_uncached_tokens_per_minute - uncached_tokens_per_minute


def added_share_of_uncached_tokens(
    added_uncached_tokens_per_minute: TokensPerMinute, uncached_tokens_per_minute: TokensPerMinute
) -> Share:
    """What the saving costs, as a share of the uncached tokens."""
    return share(added_uncached_tokens_per_minute, uncached_tokens_per_minute)


def costs_uncached_tokens(added_uncached_tokens_per_minute: TokensPerMinute) -> YesNo:
    """Whether the saving adds uncached tokens in place of taking some away."""
    return added_uncached_tokens_per_minute > 0


def saves_no_tokens(saved_tokens_per_minute: TokensPerMinute) -> YesNo:
    """Whether the saving leaves the tokens as they are, as one does that the step of the rate takes in."""
    return saved_tokens_per_minute == 0


def saves_no_uncached_tokens(saved_uncached_tokens_per_minute: TokensPerMinute) -> YesNo:
    """Whether the saving leaves the uncached tokens as they are."""
    return saved_uncached_tokens_per_minute == 0


def saved_work_per_minute(work_per_minute: WorkPerMinute, kept_work_per_minute: WorkPerMinute) -> WorkPerMinute:
    """Work a minute that the saving takes away."""
    return work_per_minute - kept_work_per_minute
