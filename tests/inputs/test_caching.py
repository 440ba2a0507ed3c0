"""The records of caching.yaml."""

from fractions import Fraction

import pytest

from generator.inputs.caching import Caching, PrefixCache, QueryReuse
from generator.inputs.entry import MisfitError
from generator.inputs.quantities import TO_BE_AGREED, Positive
from generator.inputs.reading import read_as

PHASE = {"label": "Launch", "scenario": "shop", "reuse": "10%"}


def cache(block: object) -> PrefixCache:
    return read_as(PrefixCache, {"hit_rate": "90%", "block_tokens": block})


def test_the_size_of_a_cache_block_is_a_number_above_zero() -> None:
    block = cache(Fraction(128)).block_tokens
    assert isinstance(block, Positive)
    assert block.value == 128
    with pytest.raises(MisfitError, match="must be above zero"):
        cache(Fraction(0))


def test_the_size_of_a_cache_block_may_be_open() -> None:
    assert cache(TO_BE_AGREED).block_tokens == TO_BE_AGREED


@pytest.mark.parametrize("other", ["to be aggreed", "unknown", "10%"])
def test_no_other_word_stands_for_the_size_of_a_cache_block(other: str) -> None:
    with pytest.raises(MisfitError, match=f"expected a number or to be agreed, found {other}"):
        cache(other)


def test_reuse_of_answers_may_be_left_out_but_not_be_empty() -> None:
    caching = read_as(Caching, {"prefix_cache": {"hit_rate": "90%", "block_tokens": TO_BE_AGREED}})
    assert caching.query_reuse is None
    with pytest.raises(MisfitError, match="expected at least one entry"):
        read_as(QueryReuse, {"status": "not built", "phases": {}})


def test_a_phase_of_reuse_belongs_to_a_scenario() -> None:
    phases = {"status": "not built", "phases": {"launch": PHASE}}
    one = read_as(QueryReuse, phases, {"scenarios": {"shop"}}).phases["launch"]
    assert (one.scenario, one.reuse.value) == ("shop", Fraction(1, 10))
    with pytest.raises(MisfitError, match="unknown scenario shop"):
        read_as(QueryReuse, phases, {"scenarios": {"demo"}})
