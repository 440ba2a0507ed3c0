"""Models of the same reservation together. In: their shares of a page's tokens. Out: the sum."""

from generator.calculation.verbs import total
from generator.units import Each, Share


def share_of_tokens(each_share_of_tokens: Each[Share]) -> Share:
    """The share of all tokens of a page that these models take together."""
    return total(each_share_of_tokens)
