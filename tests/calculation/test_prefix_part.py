"""A component of a prefix whose components are not found alike."""

from fractions import Fraction
from itertools import pairwise

from generator.calculation import prefix_part


def test_what_components_add_is_all_that_the_cache_can_hold() -> None:
    ends = [Fraction(0), Fraction(1536), Fraction(1920), Fraction(1920)]
    added = [prefix_part.added_cacheable_tokens(end, before) for before, end in pairwise(ends)]
    assert sum(added) == ends[-1]
