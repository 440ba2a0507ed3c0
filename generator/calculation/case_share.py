"""A load case beside the headline case. In: tokens of both, a threshold. Out: its share, and whether that is small."""

from generator.calculation.verbs import share
from generator.units import Share, TokensPerMinute, WorkPerMinute, YesNo


def share_of_headline(tokens_per_minute: TokensPerMinute, headline_tokens_per_minute: TokensPerMinute) -> Share:
    """This case's tokens a minute as a share of the headline case's."""
    return share(tokens_per_minute, headline_tokens_per_minute)


def is_negligible(share_of_headline: Share, negligible_below: Share) -> YesNo:
    """Whether the case stays below the threshold of the word."""
    return share_of_headline < negligible_below


def share_of_headline_work(work_per_minute: WorkPerMinute, headline_work_per_minute: WorkPerMinute) -> Share:
    """This case's work a minute as a share of the headline case's."""
    return share(work_per_minute, headline_work_per_minute)
