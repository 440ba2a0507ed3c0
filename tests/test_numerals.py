"""What counts as a numeral in a text, and what a written number says; what no writer of ours wrote is refused."""

from fractions import Fraction

import pytest

from generator.numerals import WORDS, Numeral, numerals, read


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


def test_every_number_word_is_found_between_other_words() -> None:
    assert [word for word in WORDS if numerals(f"of {word} such") != [Numeral(word, 1)]] == []


@pytest.mark.parametrize(
    "text", ["", "tone of tennis", "sixtyish", "someone else's", "the one’s", "no number", "often"]
)
def test_a_word_that_only_holds_a_number_word_is_none(text: str) -> None:
    assert numerals(text) == []


def test_numerals_come_in_order_with_their_lines() -> None:
    assert numerals("two of 3\n\nand 4.") == [Numeral("two", 1), Numeral("3", 1), Numeral("4", 3)]


@pytest.mark.parametrize(
    ("text", "value", "half", "exact"),
    [
        ("26,386,500", "26386500", "1/2", True),
        ("~26.4M", "26400000", "50000", False),
        ("62%", "0.62", "0.005", True),
        ("~0.4%", "0.004", "0.0005", False),
        ("−3", "-3", "1/2", True),
        ("~−1.23M", "-1230000", "5000", False),
        ("2.50", "2.5", "0.005", True),
        ("0", "0", "1/2", True),
    ],
)
def test_a_text_is_read_with_half_its_last_digit_and_whether_it_is_exact(
    text: str, value: str, half: str, exact: bool
) -> None:
    assert read(text) == (Fraction(value), Fraction(half), exact)


@pytest.mark.parametrize(
    "text",
    [
        "", "~", "yes", "1234", "12,34", "1,2345", "1.", ".5", "-3", "−~3",
        "~~3", "3 %", "3m", "3KM", "1e3", "3–4", "+3", "٣", "3\n", " 3",
    ],
)  # fmt: skip
def test_what_is_not_written_by_this_house_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a written number"):
        read(text)
