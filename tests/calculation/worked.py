"""Worked examples: what people worked out by hand, and the check that their arithmetic is right.

In: a file of tests/worked. Out: its examples. An arithmetic line is evaluated here by its signs alone; nothing of the
program takes part, so that an example is judged before it judges.
"""

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.figures.figure import Number
from generator.inputs.located_yaml import parse

FOLDER = Path(__file__).parent.parent / "worked"
NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)(%?)")
SIGNS = {"+": "+", "−": "-", "×": "*", "÷": "/", "(": "(", ")": ")"}
COUNTS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
RELATIONS = {"=": operator.eq, ">": operator.gt, "≥": operator.ge, "<": operator.lt, "≤": operator.le}


@dataclass(frozen=True)
class Example:
    """One worked example: the formula or figure that it is about, what is given, the line, and the value expected."""

    about: str
    given: Mapping[str, Number | tuple[Number, ...]]
    arithmetic: str
    expected: Number
    note: str = ""

    def __str__(self) -> str:
        return self.note or self.about


def exact(value: object) -> Number:
    """A number as a worked example writes it: 7, 2.5, 30%, 625/132 or true."""
    if isinstance(value, bool | Fraction):
        return value
    text = str(value)
    over = text.split("/")
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(over[0]) / Fraction(*over[1:])


@cache
def examples(module: ModuleType) -> list[Example]:
    """The worked examples of a formula module."""
    name = module.__name__.rpartition(".")[2]
    path = FOLDER / "formulas" / f"{name}.yaml"
    cases: Any = parse(path.read_text(encoding="utf-8"), str(path)).values["cases"]
    return [Example(case["formula"], dict(_given(case)), **_outcome(case), note=case.get("note", "")) for case in cases]


@cache
def figures(name: str) -> dict[str, list[Example]]:
    """The worked figures of a proposal by end: likely, low and high."""
    path = FOLDER / f"{name}.yaml"
    ends: Any = parse(path.read_text(encoding="utf-8"), str(path)).values
    return {
        end: [Example(figure, {}, **_outcome(case)) for figure, case in found.items()] for end, found in ends.items()
    }


def _given(case: Any) -> Iterator[tuple[str, Number | tuple[Number, ...]]]:
    for name, value in case["given"].items():
        yield name, tuple(exact(one) for one in value) if isinstance(value, list) else exact(value)


def _outcome(case: Any) -> dict[str, Any]:
    return {"arithmetic": str(case["arithmetic"]), "expected": exact(case["expected"])}


def numbers(text: str) -> set[Fraction]:
    """Every number that a line names."""
    return {_number(*match) for match in NUMBER.findall(text)}


def _number(digits: str, percent: str) -> Fraction:
    return Fraction(digits.replace(",", "")) / (100 if percent else 1)


def result(line: str) -> Number:
    """What an arithmetic line comes to: the left side of its last statement, or the yes or no it ends with.

    Raises ValueError where a statement of it is not true.
    """
    said = re.fullmatch(r"(.*), so (yes|no)", line)
    statements = (said[1] if said else line).split("; ")
    values = [_true_statement(statement) for statement in statements]
    return said[2] == "yes" if said else values[-1]


def _true_statement(statement: str) -> Fraction:
    parts = re.split(r" ([=≈><≥≤]) ", statement)
    sides = [evaluated(side) for side in parts[::2]]
    for left, relation, right, text in zip(sides, parts[1::2], sides[1:], parts[2::2], strict=False):
        holds = abs(left - right) <= _half_digit(text) if relation == "≈" else RELATIONS[relation](left, right)
        if not holds:
            raise ValueError(f"{statement!r} is not true")
    return sides[0]


def evaluated(side: str) -> Fraction:
    """One side of a statement, by its signs."""
    plain = NUMBER.sub(lambda match: f"'{match[0]}'", side)
    return _count(ast.parse("".join(SIGNS.get(sign, sign) for sign in plain).strip(), mode="eval").body)


def _count(node: Any) -> Fraction:
    if isinstance(node, ast.BinOp):
        return COUNTS[type(node.op)](_count(node.left), _count(node.right))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_count(node.operand)
    found = NUMBER.fullmatch(node.value)
    assert found is not None
    return _number(found[1], found[2])


def _half_digit(text: str) -> Fraction:
    found = NUMBER.fullmatch(text)
    assert found is not None, f"{text} after ≈ is no single number"
    decimals = len(found[1].partition(".")[2])
    return Fraction(1, 2 * 10**decimals * (100 if found[2] else 1))
