"""A call beside a page's others. In: input tokens of both, a threshold. Out: its share, and whether it dominates."""

from generator.calculation.verbs import part_of
from generator.units import Share, TokensPerPage, YesNo


def share_of_input(input_tokens_per_page: TokensPerPage, page_input_tokens_per_page: TokensPerPage) -> Share:
    """The call's share of the input tokens of a page."""
    return part_of(input_tokens_per_page, page_input_tokens_per_page)


def dominates_input(share_of_input: Share, dominates_above: Share) -> YesNo:
    """Whether the call sends more of a page's input tokens than the threshold of the word."""
    return share_of_input > dominates_above
