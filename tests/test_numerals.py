"""What counts as a numeral in a text."""

import pytest

from generator.numerals import WORDS, Numeral, numerals


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("about 26.4M tokens", ["26.4M"]),
        ("~62% of them", ["~62%"]),
        ("routed to llama-3.3-70b at once", ["llama-3.3-70b"]),
        ("1,750 and 11,500.", ["1,750", "11,500"]),
        ("a span of 848K–1.21M", ["848K–1.21M"]),
        ("the 2nd, (3) and **4**", ["2nd", "3", "4"]),
        ("| 5 | 6 |", ["5", "6"]),
        ("“7” `8` <9>", ["7", "8", "9"]),
        ("½ of m² and x₂, step ①", ["½", "m²", "x₂", "①"]),
        ("٣ sites", ["٣"]),
        ("seven/7, x7seven and ten-7", ["seven/7", "x7seven", "ten-7"]),
    ],
)
def test_what_holds_a_digit_is_a_numeral_with_all_that_is_glued_to_it(text: str, found: list[str]) -> None:
    assert [one.text for one in numerals(text)] == found


@pytest.mark.parametrize("text", ["seven calls", "Seven calls", "a call, seven.", "twenty-seven"])
def test_a_number_word_is_a_numeral(text: str) -> None:
    assert numerals(text)[-1].text.lower() == "seven"


@pytest.mark.parametrize(
    "word", ["one", "twelve", "ninety", "thousands", "dozens", "halves", "thrice", "fivefold", "sixfold", "halved"]
)
def test_numbers_parts_and_multiples_are_number_words(word: str) -> None:
    assert word in WORDS


@pytest.mark.parametrize("word", WORDS)
def test_every_number_word_is_found_between_other_words(word: str) -> None:
    assert numerals(f"of {word} such") == [Numeral(word, 1)]


@pytest.mark.parametrize(
    "text", ["", "tone of tennis", "sixtyish", "someone else's", "the one’s", "no number", "often"]
)
def test_a_word_that_only_holds_a_number_word_is_none(text: str) -> None:
    assert numerals(text) == []


def test_numerals_come_in_order_with_their_lines() -> None:
    assert numerals("two of 3\n\nand 4.") == [Numeral("two", 1), Numeral("3", 1), Numeral("4", 3)]
