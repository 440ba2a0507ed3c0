"""A load case beside the headline case in all that both are counted in. In: its shares. Out: the largest of them."""

from generator.calculation.verbs import greatest
from generator.units import Each, Share


def share_of_headline(each_share_of_headline: Each[Share]) -> Share:
    """This case as a share of the headline case, in whatever that share is largest."""
    return greatest(each_share_of_headline)
