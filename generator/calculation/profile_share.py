"""A page profile among those of a scenario. In: the shares as they are stated. Out: its share of all pages."""

from generator.calculation.verbs import part_of, total
from generator.units import Each, Share


def share_of_pages(stated_share: Share, each_stated_share: Each[Share]) -> Share:
    """Share of the pages that have this page profile: where one share moves, the others give way in proportion."""
    return part_of(stated_share, total(each_stated_share))
