"""How many requests of a conversation are read."""

from fractions import Fraction

from generator.calculation import failures, read_turns, turns


def test_they_are_all_turns_but_for_those_that_are_refused() -> None:
    sent, refused, many = Fraction(2), Fraction(3, 100), Fraction(6)
    every = read_turns.read_requests_of_all_turns_per_page(failures.read_requests_per_page(sent, refused), many)
    assert every == failures.read_requests_per_page(turns.requests_of_all_turns_per_page(sent, many), refused)
