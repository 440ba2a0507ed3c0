"""Worked examples: each formula gives what its own say; their arithmetic is right, and no formula lacks one."""

from fractions import Fraction

import pytest

from generator import calculation
from generator.figures.figure import Number
from tests.calculation import every
from tests.calculation.worked import FOLDER, Example, evaluated, examples, figures, numbers, result
from tests.conftest import KINDS

BY_HAND = [example for module in every.MODULES for example in examples(module)]
PROPOSALS = ("seed", "foreign", *(folder.name for folder in KINDS))
FIGURES = [example for name in PROPOSALS for end in figures(name).values() for example in end]


def test_every_line_of_arithmetic_is_true_and_comes_to_what_is_expected() -> None:
    for example in (*BY_HAND, *FIGURES):
        assert result(example.arithmetic) == example.expected, example


def test_every_line_of_arithmetic_uses_every_number_that_is_given() -> None:
    assert {str(example): unused for example in BY_HAND if (unused := left_out(example))} == {}


def left_out(example: Example) -> list[Number]:
    """The numbers that an example is given and its arithmetic does not name."""
    named = numbers(example.arithmetic)
    given = [one for value in example.given.values() for one in (value if isinstance(value, tuple) else (value,))]
    return [one for one in given if one not in named and not is_ratio(one, named)]


def is_ratio(value: Number, named: set[Fraction]) -> bool:
    return any(other and one / other == value for one in named for other in named)


def test_every_formula_has_a_worked_example() -> None:
    assert {example.about for example in BY_HAND} == {every.name(formula) for formula in every.FORMULAS}


def test_every_formula_gives_what_was_worked_out_by_hand() -> None:
    assert BY_HAND
    assert [f"{example.about}: {example}" for example in BY_HAND if not gives(example)] == []


def gives(example: Example) -> bool:
    """Whether a formula comes to what is expected."""
    module, _, formula = example.about.partition(".")
    return bool(getattr(getattr(calculation, module), formula)(**example.given) == example.expected)


def test_every_file_of_examples_is_about_the_module_of_its_name() -> None:
    assert sorted(path.stem for path in (FOLDER / "formulas").glob("*")) == every.NAMES
    for module in every.MODULES:
        name = module.__name__.rpartition(".")[2]
        assert {example.about.partition(".")[0] for example in examples(module)} == {name}


def test_every_yes_or_no_has_an_example_of_each() -> None:
    logical = {every.name(formula) for formula in every.FORMULAS if formula.unit.logical}
    said = {(example.about, example.expected) for example in BY_HAND if example.about in logical}
    assert said == {(name, answer) for name in logical for answer in (True, False)}


@pytest.mark.parametrize(
    "line",
    ["2 × 3 = 7", "2 × 3 = 6; 2 + 2 = 5", "1 ÷ 3 ≈ 0.34", "5 > 6, so yes", "2 < 3 < 2", "100,000 ÷ 21,120 ≈ 5.8"],
)
def test_a_false_line_of_arithmetic_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="is not true"):
        result(line)


def test_a_line_of_arithmetic_is_counted_by_its_signs() -> None:
    assert evaluated("1,000 × (1 − 30%) + 2.5 ÷ 5") == Fraction(1401, 2)
    assert result("1 ÷ 3 ≈ 0.33; 2 × 3 = 6") == 6
    assert result("5 > 6 − 2, so no") is False
