"""A call in several turns: what its formulas say is what turns that are sent one by one find in a prefix cache."""

from fractions import Fraction
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from generator.calculation import cold_turns, least_prefix, turns, warm_turns, whole_blocks
from generator.calculation import turns as formulas
from tests.remember import draws


def repeats(input_tokens: Fraction, growth_tokens: Fraction, turns: Fraction) -> Fraction:
    grown = formulas.repeated_growth_tokens(growth_tokens, turns)
    return formulas.repeated_input_tokens(input_tokens, grown, turns)


class Cache:
    """A vendor's prefix cache: it keeps the whole blocks of each prompt, and finds a run that is long enough."""

    def __init__(self, block: int, least: int) -> None:
        self.block, self.least, self.kept = block, least, set[tuple[str, ...]]()

    def send(self, prompt: list[str]) -> int:
        """How many tokens of a prompt are found; then it is kept."""
        whole = range(self.block, len(prompt) + 1, self.block)
        found = [end for end in whole if tuple(prompt[:end]) in self.kept]
        self.kept |= {tuple(prompt[:end]) for end in whole}
        return max((end for end in found if end >= self.least), default=0)


class Sent(NamedTuple):
    """What turns took: requests, their prompts, and what the cache found of them."""

    requests: int
    tokens: int
    found: int
    longest: int


def sent(shared: int, own: int, growth: int, many: int, cache: Cache, conversation: str) -> Sent:
    """A conversation, turn by turn; what it begins with is the same in each, and then nothing is."""
    prompt = [f"shared {at}" for at in range(shared)] + [f"{conversation} {at}" for at in range(own)]
    tokens = found = 0
    for turn in range(many):
        tokens, found = tokens + len(prompt), found + cache.send(prompt)
        longest = len(prompt)
        prompt = prompt + [f"{conversation} {turn} {at}" for at in range(growth)]
    return Sent(many, tokens, found, longest)


SIZES = (
    st.integers(0, 60),
    st.integers(1, 40),
    st.integers(0, 30),
    st.integers(1, 9),
    st.integers(1, 16),
    st.integers(0, 4),
)


@draws(1 / 2)
@given(*SIZES, st.booleans())
def test_turns_that_are_sent_one_by_one_take_and_find_as_many_tokens(
    shared: int, own: int, growth: int, many: int, block: int, least_blocks: int, cold: bool
) -> None:
    least = block * least_blocks
    cache = Cache(block, least)
    if not cold:
        sent(shared, 0, 0, 1, cache, "somebody else's, who begins alike")
    seen = sent(shared, own, growth, many, cache, "ours")

    said = {"input_tokens": Fraction(shared + own), "growth_tokens": Fraction(growth), "turns": Fraction(many)}
    grown = turns.grown_tokens(said["growth_tokens"], said["turns"])
    last, repeated = turns.last_input_tokens(said["input_tokens"], grown), repeats(**said)
    blocks = {"block_tokens": Fraction(block), "least_prefix_tokens": Fraction(least)}
    again = turns.cacheable_repeated_tokens(repeated, turns.uncacheable_repeated_tokens(**said, **blocks))
    assert turns.input_tokens_of_all_turns(repeated, last) == seen.tokens
    assert turns.mean_input_tokens(said["input_tokens"], grown) * many == seen.tokens
    assert last == seen.longest
    assert turns.requests_of_all_turns_per_page(Fraction(1), Fraction(many)) == seen.requests
    if cold:
        assert cold_turns.cached_input_tokens_of_all_turns(again, Fraction(1)) == seen.found
    else:
        long_enough = least_prefix.long_enough_tokens(Fraction(shared), Fraction(least))
        first = whole_blocks.cacheable_tokens(long_enough, Fraction(block))
        assert warm_turns.cached_input_tokens_of_all_turns(first, again, Fraction(1)) == seen.found


def test_a_conversation_takes_n_p_and_g_n_n_minus_one_halves_and_all_but_p_and_g_a_turn_is_found() -> None:
    said = {"input_tokens": Fraction(1200), "growth_tokens": Fraction(350), "turns": Fraction(8)}
    repeated = repeats(**said)
    whole = turns.input_tokens_of_all_turns(repeated, Fraction(1200 + 350 * 7))
    assert whole == 8 * 1200 + 350 * 8 * 7 / 2
    lost = turns.uncacheable_repeated_tokens(**said, block_tokens=Fraction(1), least_prefix_tokens=Fraction(0))
    found = cold_turns.cached_input_tokens_of_all_turns(repeated - lost, Fraction(1))
    assert whole - found == 1200 + 350 * 7
