"""A written number is read with its exactness, without the writer; what no writer of ours wrote is refused."""

from fractions import Fraction

import pytest

from generator.readback import read


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
    with pytest.raises(ValueError, match="is no written number"):
        read(text)
