"""What a saving is worth."""

from fractions import Fraction

from generator.calculation import saving


def test_of_nothing_nothing_is_saved() -> None:
    assert saving.saved_share_of_uncached_tokens(Fraction(0), Fraction(0)) == 0


def test_what_is_saved_and_what_is_kept_make_up_the_demand() -> None:
    before, kept = Fraction(26_386_500), Fraction(23_866_500)
    assert saving.saved_tokens_per_minute(before, kept) + kept == before
    assert saving.saved_tokens_per_minute(before, kept) == 2_520_000


def test_a_shorter_prompt_that_loses_a_whole_cache_block_costs_uncached_tokens() -> None:
    lost = saving.saved_uncached_tokens_per_minute(Fraction(1000), Fraction(1127))
    assert lost == -127
    assert saving.saves_no_uncached_tokens(lost) is False
    assert saving.saves_no_tokens(lost) is False


def test_a_saving_that_takes_tokens_away_costs_none() -> None:
    assert not saving.costs_uncached_tokens(Fraction(-1))
