"""A figure explains itself: symbols = numbers = result, then each figure below it, down to a line of YAML.

In: a figure. Out: lines of text. The symbols come from the formula's own syntax tree, so that they cannot drift from
the code.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable
from typing import Any

from generator.errors import Fault, Place, ProposalError, did_you_mean
from generator.figures import Figure, Sheet
from generator.units import write

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
    "round_up": "{} rounded up to a multiple of {}",
    "round_down": "{} rounded down to a multiple of {}",
}
LOOSE = (ast.Add, ast.Sub)


def find(sheet: Sheet, name: str) -> Figure:
    """The figure of that name, or the only one whose name ends with it.

    Raises ProposalError (exit code 2) for none or several.
    """
    if name in sheet:
        return sheet[name]
    ending = [full for full in sheet if full.endswith(f".{name}")]
    if len(ending) == 1:
        return sheet[ending[0]]
    hint = (
        f"it could be {', '.join(ending[:6])}" + (" …" if len(ending) > 6 else "")
        if ending
        else did_you_mean(name, sheet)
    )
    raise ProposalError([Fault(Place(name), "names several figures" if ending else "names no figure", hint)], 2)


def explain(figure: Figure) -> list[str]:
    """The derivation of a figure as an indented tree; a figure that was shown above is not taken apart again."""
    return list(_lines(figure, "", "", set()))


def _lines(figure: Figure, lead: str, indent: str, shown: set[str]) -> Iterable[str]:
    yield f"{lead}{figure.name} = {value(figure)}"
    if figure.name in shown and figure.formula is not None:
        yield f"{indent}  (as above)"
        return
    shown.add(figure.name)
    below = list(dict.fromkeys(figure.inputs()))
    rail = "│ " if below else "  "
    if figure.says:
        yield from (f"{indent}{rail}{line}" for line in textwrap.wrap(figure.says, 78 - len(indent)))
    if figure.origin is not None:
        yield f"{indent}{rail}{figure.origin.place}: {figure.origin.place.text.strip()}"
        yield f"{indent}{rail}{figure.origin.source or 'a default'}"
    if figure.formula is not None:
        yield f"{indent}{rail}= {symbols(figure)}"
        if below:
            yield f"{indent}{rail}= {numbers(figure)}"
    for index, one in enumerate(below):
        last = index == len(below) - 1
        yield from _lines(one, f"{indent}{'└─ ' if last else '├─ '}", f"{indent}{'   ' if last else '│  '}", shown)


def value(figure: Figure) -> str:
    """The value with its unit, and its range where it has one."""
    text = f"{figure} {figure.unit.symbol}".strip()
    if figure.low == figure.high or isinstance(figure.value, bool):
        return text
    return f"{text} (from {write(figure.low, figure.unit)} to {write(figure.high, figure.unit)})"


def symbols(figure: Figure) -> str:
    """The formula in the names of its parameters."""
    return _read(figure, lambda name, _: name.removeprefix("each_"))


def numbers(figure: Figure) -> str:
    """The formula with the numbers put in."""

    def number(name: str, column: bool) -> str:
        need = figure.needs[name]
        if isinstance(need, tuple):
            return (" + " if column else ", ").join(str(one) for one in need) or "0"
        return str(need)

    return _read(figure, number)


def _read(figure: Figure, name: Callable[[str, bool], str]) -> str:
    tree = ast.parse(textwrap.dedent(inspect.getsource(figure.formula)))  # type: ignore[arg-type]  # callers have one
    statement = next(node for node in ast.walk(tree) if isinstance(node, ast.Return))
    return _text(statement.value, name)


def _text(node: Any, name: Callable[[str, bool], str], tight: bool = False) -> str:
    match node:
        case ast.Name(id=one):
            return name(one, False)
        case ast.Constant(value=one):
            return str(one)
        case ast.BinOp(left=left, op=sign, right=right):
            strict = not isinstance(sign, LOOSE)
            last = _text(right, name, strict or isinstance(sign, ast.Sub))
            inner = f"{_text(left, name, strict)} {SIGNS[type(sign)]} {last}"
            return f"({inner})" if tight and not strict else inner
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            return f"{_text(left, name)} {SIGNS[type(sign)]} {_text(right, name)}"
        case ast.Call(func=ast.Name(id=verb), args=args):
            return _verb(verb, args, name)
    raise TypeError(f"a formula may not hold {ast.dump(node)}")


def _verb(verb: str, args: list[Any], name: Callable[[str, bool], str]) -> str:
    if verb == "total" and isinstance(args[0], ast.Name):
        listed = name(args[0].id, True)
        return listed if " + " in listed or listed[:1].isdigit() or listed[:1] == "~" else f"total of {listed}"
    if verb in VERBS:
        return VERBS[verb].format(*(_text(one, name, True) for one in args))
    if verb == "Fraction":
        return _text(args[0], name)
    return f"{verb} of {', '.join(_text(one, name) for one in args)}"
