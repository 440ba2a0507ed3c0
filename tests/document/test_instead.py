"""What would be asked for if something were different is told of each pool that it touches."""

from tests.conftest import REGIONS, built


def test_savings_cache_blocks_and_candidates_are_told_of_each_pool_and_never_of_both_together() -> None:
    text = built(REGIONS).document.text
    assert (
        "the need would be 320K uncached tokens a minute in Europe and 267K uncached tokens a minute in America."
        in text
    )
    assert (
        "| **Shorter rules in Europe.** Say the house rules in fewer words. | 40% of the tokens of House rules |"
        in text
    )
    assert "| **Shorter rules in America.** | 40% of the tokens of House rules | 0 | 60,000 | 6,000 | 2.65% |" in text
    assert "| Answers in Europe | 1 | 2,000 | 2,000 | 180 | 225 | 450,000 | 247,500 | |" in text
    assert "| Answers in America | 1 | 2,000 | 2,000 | 150 | 188 | 375,000 | 206,250 | |" in text
    assert "825,000" not in text  # what both pools would ask for together


def test_a_saving_is_told_of_the_pools_that_it_touches_alone() -> None:
    found = built(REGIONS).sheet
    assert "savings.again.pools.us.saved_tokens_per_minute" in found
    assert not [name for name in found if name.startswith("savings.again.pools.eu.")]


def test_a_saving_that_leaves_a_rate_at_its_step_says_so_though_it_may_not() -> None:
    text = built(REGIONS).document.text
    said = "It takes away no tokens: what is left is rounded up to the same rate, though it may be otherwise"
    assert said in text
