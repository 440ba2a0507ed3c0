"""A figure that moved is told as it is printed, with both ranges where only they moved."""

from fractions import Fraction

import pytest

from generator.figures.figure import Number
from generator.review.diff.moved import Moved, by_section
from generator.units import TokensPerMinute, Unit

RATE = TokensPerMinute.__metadata__[0]  # type: ignore[attr-defined]  # typing keeps it there


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        *((Fraction(2), Fraction(5), Fraction(3)), (None, Fraction(5), None), (Fraction(2), None, None)),
        *((False, True, None), (Fraction(1), True, None)),
    ],
)
def test_a_change_is_the_difference_of_two_numbers(
    old: Number | None, new: Number | None, change: Fraction | None
) -> None:
    assert Moved("a", Unit("x", ""), "1", old, new).change == change


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        (1500, 1500, ("1,500 (1,400 to 1,600)", "1,500 (1,000 to 2,000)")),
        (1500, 1600, ("1,500", "1,600")),
    ],
)
def test_ranges_are_told_where_they_alone_moved(old: int, new: int, texts: tuple[str, str]) -> None:
    ends = ((Fraction(1400), Fraction(1600)), (Fraction(1000), Fraction(2000)))
    assert Moved("a", RATE, "1", Fraction(old), Fraction(new), ends).texts() == texts


def test_a_range_of_no_width_is_no_range() -> None:
    ends = ((Fraction(5), Fraction(5)), (Fraction(4), Fraction(6)))
    assert Moved("a", RATE, "1", Fraction(5), Fraction(5), ends).texts() == ("5", "5 (4 to 6)")


def test_what_was_not_there_has_no_text() -> None:
    assert Moved("a", RATE, "1", None, Fraction(5)).texts() == ("", "5")


def test_figures_stand_by_their_sections() -> None:
    one, other, third = (
        Moved(name, RATE, section, None, None) for name, section in (("a", "1"), ("b", "2"), ("c", "1"))
    )
    assert by_section([one, other, third]) == {"1": [one, third], "2": [other]}
