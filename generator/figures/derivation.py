"""What one figure says of itself, in words and numbers: its name, its formula, its value and its range.

In: a figure. Out: short texts. The symbols come from the formula's own syntax tree, so that they cannot drift from the
code.
"""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from generator.errors import listed
from generator.figures.bounds import Ends
from generator.figures.figure import Figure, Number
from generator.figures.ranges import BOUNDED, SEARCHED
from generator.numerals import read
from generator.units import EXACT, STATED, Style, counted, half_up, write

SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "−",
    ast.Mult: "×",
    ast.Div: "÷",
    ast.Gt: ">",
    ast.GtE: "≥",
    ast.Lt: "<",
    ast.LtE: "≤",
    ast.Eq: "=",
}
VERBS = {
    "share": "{} ÷ {}",
    "part_of": "{} ÷ {}",
    "rest": "{} − {}",
    "round_up": "{} rounded up to a multiple of {}",
    "round_down": "{} rounded down to a multiple of {}",
    "none_below": "{}, or nothing where that is below {}",
    "grown": "{} × ({})",
    "series": "{0} × {1} × ({1} − 1) ÷ 2",
    "broken": "what {2} amounts, {0} and each {1} more, have beyond multiples of {3}, or below {4}",
}
LOOSE = (ast.Add, ast.Sub)
JOINT = re.compile(r"\.(?!\d)")
"""A dot between the parts of a name; the dot in llama-3.3-70b is not."""
MOST_ENDS = 3
UNCERTAIN = {
    "": "",
    BOUNDED: " (a bound: it never passes it, and may not reach it)",
    SEARCHED: " (searched for: it may pass it)",
}


def short_names(names: Iterable[str]) -> dict[str, str]:
    """For each name, its shortest end that no other of the names shares, such as hero.input_tokens_per_page."""
    endings = {name: _endings(name) for name in names}
    shared = Counter(ending for own in endings.values() for ending in own)
    return {name: next((ending for ending in own if shared[ending] == 1), name) for name, own in endings.items()}


@cache
def _endings(name: str) -> tuple[str, ...]:
    """The parts that a name ends with, from the last alone to the whole."""
    return (*(name[dot.end() :] for dot in reversed([*JOINT.finditer(name)])), name)


def value(figure: Figure) -> str:
    """The value with its unit."""
    return counted(str(figure), figure.unit.symbol, figure.unit.one)


def simulated(figure: Figure) -> str:
    """The draws and the seed of a figure that was simulated; nothing of any other."""
    found = figure.origin.source if figure.origin and figure.needs and figure.formula is None else ""
    return found.removeprefix("simulated: ").partition(";")[0]


def value_range(figure: Figure, short: Mapping[str, str]) -> str:
    """Low and high with the ends that made them, ranges under their short names; nothing where there is no range.

    An end that is not certain says so: a bound that it never passes, or the farthest that a search found.
    """
    if figure.low == figure.high:
        return ""
    low, high = (
        write(figure.end(end), figure.unit)
        + _made_by(least_ends(figure, ends, figure.end(end)), short, figure)
        + UNCERTAIN[figure.found(end)]
        for end, ends in (("low", figure.low_ends), ("high", figure.high_ends))
    )
    return f"from {low} to {high}"


def _made_by(ends: Ends, short: Mapping[str, str], figure: Figure) -> str:
    """The ends in brackets. An input's own range needs none, nor does an end that is the likely value."""
    if not ends or figure.formula is None:
        return ""
    held = [f"{short.get(name, name)} at its {end}" for name, end in sorted(ends)]
    return f" ({listed(held, MOST_ENDS)})"


def least_ends(figure: Figure, ends: Ends, made: Number) -> Ends:
    """The ends without those that change nothing: where a range stays at its likely value, the figure is the same."""
    for end in sorted(ends):
        if figure.at(ends - {end}) == made:
            ends -= {end}
    return ends


def symbols(figure: Figure) -> str:
    """The formula in the names of its parameters."""
    return _symbols(figure.formula) if figure.formula else ""


@cache
def _symbols(formula: Callable[..., Any]) -> str:
    return _text(body(formula), lambda name, _: symbol(name))


def symbol(parameter: str) -> str:
    """A parameter as a formula's text shows it: a column is "each" of its figures."""
    return parameter.replace("each_", "each ", 1) if parameter.startswith("each_") else parameter


class Shown(NamedTuple):
    """How the numbers of a formula are written, and how its result is."""

    operands: Style = EXACT
    result: Style = EXACT


MOST_MORE = 12
"""Digits more than are usual; with fewer, nearly every formula comes to its result."""


def shown(figure: Figure) -> Shown:
    """How to write a formula so that whoever works it out from its numbers comes to its result, as both are written."""
    usual = Shown(EXACT, EXACT._replace(up=figure.asked))
    if figure.formula is None or figure.unit.logical:
        return usual
    for more in range(MOST_MORE):  # of the result too, for one that lies half-way between two texts
        for digits in range(more, MOST_MORE):
            found = Shown(EXACT._replace(more=digits), usual.result._replace(more=more))
            if _comes_to(figure, found):
                return found
    return usual


def _comes_to(figure: Figure, found: Shown) -> bool:
    """Whether the formula, given its numbers as they are written, is rounded to the text of its value."""
    given = {
        key: tuple([_said(one, found.operands) for one in need])
        if isinstance(need, tuple)
        else _said(need, found.operands)
        for key, need in figure.needs.items()
    }
    assert figure.formula is not None
    text, result = write(figure.value, figure.unit, found.result), figure.formula(**given)
    decimals = len(text.partition(".")[2].rstrip("%")) + 2 * figure.unit.percent
    rounded = Fraction(ceil(result)) if found.result.up else half_up(result, decimals)
    return rounded == read(text)[0]


def _said(figure: Figure, style: Style) -> Number:
    return figure.value if isinstance(figure.value, bool) else read(written(figure, style))[0]


def written(figure: Figure, style: Style) -> str:
    """A figure as it stands among the numbers of a formula; an input has all of its decimals."""
    return write(figure.value, figure.unit, STATED if figure.origin else style)


def _plainly(one: Figure | str, style: Style) -> str:
    return one if isinstance(one, str) else written(one, style)


def numbers(figure: Figure, show: Callable[[Figure | str, Style], str] = _plainly) -> str:
    """The formula with the numbers put in; `show` writes each figure, and each number that the formula itself holds."""
    style = shown(figure).operands

    def number(name: str, column: bool) -> str:
        need = figure.needs[name]
        if isinstance(need, tuple):
            return (" + " if column else ", ").join(show(one, style) for one in need) or show("0", style)
        return show(need, style)

    if figure.formula is None:
        return ""
    return _text(body(figure.formula), number, constant=lambda one: show(one, style))


def body(formula: Callable[..., Any]) -> ast.expr | None:
    """The syntax tree of what a formula returns; None where it does not end in a return."""
    return _bodies(formula.__code__.co_filename)[formula.__name__]


@cache
def _bodies(file: str) -> Mapping[str, ast.expr | None]:
    """What each function of a file returns: a file is read as a whole, which is quicker than function by function."""
    functions = [node for node in ast.parse(Path(file).read_bytes()).body if isinstance(node, ast.FunctionDef)]
    return {one.name: last.value for one in functions if isinstance(last := one.body[-1], ast.Return)}


def _text(
    node: Any, name: Callable[[str, bool], str], tight: bool = False, constant: Callable[[str], str] = str
) -> str:
    match node:
        case ast.Name(id=one):
            return name(one, False)
        case ast.Constant(value=one):
            return constant(str(one))
        case ast.BinOp(left=left, op=sign, right=right):
            strict = not isinstance(sign, LOOSE)
            last = _text(right, name, strict or isinstance(sign, ast.Sub), constant)
            inner = f"{_text(left, name, strict, constant)} {SIGNS[type(sign)]} {last}"
            return f"({inner})" if tight and not strict else inner
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            return f"{_text(left, name, False, constant)} {SIGNS[type(sign)]} {_text(right, name, False, constant)}"
        case ast.Tuple(elts=each):
            return ", ".join(_text(one, name, False, constant) for one in each)
        case ast.Call(func=ast.Name(id=verb), args=args):
            text = _verb(verb, args, name, constant)
            return f"({text})" if tight and verb == "total" and " + " in text else text
    raise TypeError(f"a formula may not hold {ast.dump(node)}")


def _verb(verb: str, args: list[Any], name: Callable[[str, bool], str], constant: Callable[[str], str]) -> str:
    if verb == "total" and isinstance(args[0], ast.Name):
        listed = name(args[0].id, True)
        return f"total of all {listed.removeprefix('each ')}" if listed.startswith("each ") else listed
    if verb in VERBS:
        return VERBS[verb].format(*(_text(one, name, True, constant) for one in args))
    if verb == "Fraction":
        return _text(args[0], name, False, constant)
    return f"{verb} of {', '.join(_text(one, name, False, constant) for one in args)}"


def rows(sheet: Mapping[str, Figure]) -> list[dict[str, object]]:
    """The figures of a sheet as plain rows: name, value, low, high, unit, text, sentence, and the place of an input."""
    return [
        {
            "name": figure.name,
            "value": _plain(figure.value),
            "low": _plain(figure.low),
            "high": _plain(figure.high),
            "unit": figure.unit.symbol,
            "text": str(figure),
            "says": figure.says,
            "place": str(figure.origin.place) if figure.origin else "",
            "source": figure.origin.source if figure.origin else "",
        }
        for figure in sheet.values()
    ]


def _plain(value: Number) -> int | float | bool:
    return value if isinstance(value, bool) else int(value) if value.denominator == 1 else float(value)
