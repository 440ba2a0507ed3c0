"""What several pools need together of a limit. In: the need of each. Out: their sum."""

from generator.calculation.verbs import total
from generator.units import Alike, Each


def needed(each_needed: Each[Alike]) -> Alike:
    """What is needed in all pools together."""
    return total(each_needed)
