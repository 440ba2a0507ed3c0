"""A number is read exactly, a share with its percent sign, and what may be all or a hundredth is asked about."""

from fractions import Fraction

import pytest

from generator.inputs.entry import MisfitError
from generator.inputs.numbers import NOT_KNOWN, likely_alone, number, portion, share


def test_a_number_and_a_share_are_exact() -> None:
    assert number(Fraction(7, 2)) == Fraction(7, 2)
    assert share("12.5%") == portion("12.5 %") == Fraction(1, 8)
    assert portion("250%") == Fraction(5, 2)
    assert share(NOT_KNOWN) == 1


@pytest.mark.parametrize(
    ("read", "value", "said"),
    [
        (number, "10%", "found the share 10%"),
        (share, Fraction(1), "1, which may be all or a hundredth"),
        (share, "101%", "a share above 100%"),
        (portion, "ten", "expected a share such as 10%"),
    ],
)
def test_what_is_neither_is_refused(read: object, value: object, said: str) -> None:
    with pytest.raises(MisfitError, match=said):
        read(value)  # type: ignore[operator]


def test_of_a_range_the_likely_value_is_kept_without_how_likely_the_others_are() -> None:
    width = {"low": Fraction(1), "likely": Fraction(2), "high": Fraction(9), "distribution": {}, "source": {}}
    plain = {"width": width, "each": [{"low": "10%", "high": Fraction(1, 2)}], "cases": {"low": {}, "high": {}}}
    assert likely_alone(plain) == {
        "width": {"value": 2, "source": {}},
        "each": [{"value": Fraction(3, 10)}],
        "cases": {"low": {}, "high": {}},
    }
    assert "low" in width
