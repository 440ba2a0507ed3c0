"""A figure as a formula that a spreadsheet works out.

In: a figure, the reference to the cell of each figure that it needs, and where part of a long column may stand. Out: a
formula made from the syntax tree of the figure's own function, so that the two cannot drift apart.

A spreadsheet counts in binary numbers, and two that ought to be equal may differ in the last digit. So a number
very near a step counts as that step, and numbers that differ by nothing but such digits count as equal.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from generator.calculation import verbs
from generator.figures.derivation import body
from generator.figures.figure import Figure, Number

Needs = Mapping[str, Figure | tuple[Figure, ...]]
Aside = Callable[[str, Number], str]
"""Gives a formula with its value a cell of its own, and returns the reference to that."""

MOST_LENGTH, MOST_ARGUMENTS = 8192, 255
"""What a spreadsheet takes: characters of a formula, and arguments of a function."""
LONG = 4000
"""A list of so many characters is parted, so that several of them still fit a formula."""

SIGNS: Mapping[type[ast.AST], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
LOOSE = (ast.Add, ast.Sub)
NEAR = "1E-11*(1+ABS({}))"
"""By so much may two numbers differ that count as equal."""
COMPARED: Mapping[type[ast.AST], str] = {
    ast.Gt: "{0}>{1}+{near}",
    ast.GtE: "{0}>={1}-{near}",
    ast.Lt: "{0}<{1}-{near}",
    ast.LtE: "{0}<={1}+{near}",
    ast.Eq: "ABS({0}-({1}))<={near}",
}
WITH_NOTHING: Mapping[type[ast.AST], str] = {
    sign: f"ROUND({{0}},6){text}0"
    for sign, text in {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "="}.items()
}
"""What was taken from an amount leaves nothing, or a trace of its last digits."""

COLUMNS = {"total": "SUM", "greatest": "MAX", "least": "MIN"}
"""The verbs that take a column, and their functions."""
BEFORE = "(ROW(INDEX($A:$A,1):INDEX($A:$A,1000))-1)"
"""The numbers from nothing to 999: a call has no more turns."""
AMOUNT = f"({{0}}+{{1}}*{BEFORE})"
STILL = f"({{2}}-{BEFORE})"
SHARE = "IF(AND({0}=0,{1}=0),0,{0}/{1})"
VERBS = {
    "share": SHARE,
    "part_of": SHARE,
    "rest": "{0}-{1}",
    "round_up": "-INT(-ROUND({0}/{1},9))*{1}",
    "round_down": "INT(ROUND({0}/{1},9))*{1}",
    "none_below": "IF({0}>={1}-1E-11*(1+ABS({1})),{0},0)",
    "grown": "{0}*{1}",
    "series": "{0}*{1}*({1}-1)/2",
    "broken": f"SUMPRODUCT(({AMOUNT}-INT(ROUND({AMOUNT}*({AMOUNT}>={{4}}-1E-11*(1+ABS({{4}})))/{{3}},9))*{{3}})"
    f"*({STILL}>0)*({STILL}*({STILL}<1)+({STILL}>=1)))",
}
"""The other verbs; each argument is put in with brackets where it needs them."""


class _Given(NamedTuple):
    """What a formula is given: the figures that it needs, the reference to each, and room for parts of a column."""

    needs: Needs
    refer: Callable[[Figure], str]
    aside: Aside


def written(formula: Callable[..., Any], needs: Needs, refer: Callable[[Figure], str], aside: Aside) -> str | None:
    """The formula without its `=`; None where a spreadsheet has no such function, such as a simulation."""
    tree = body(formula) if formula.__module__.startswith(verbs.__package__ or "") else None
    try:
        found = None if tree is None else _text(tree, _Given(needs, refer, aside))
    except _ForeignError:
        return None
    return found if found is None or len(found) < MOST_LENGTH else None


class _ForeignError(Exception):
    """The syntax tree holds what no spreadsheet has."""


def _text(node: Any, given: _Given, tight: bool = False) -> str:
    """What a node comes to; `tight`, in brackets where an operator stands around it."""
    match node:
        case ast.Name(id=name):
            need = given.needs[name]
            if isinstance(need, tuple):
                raise _ForeignError
            return given.refer(need)
        case ast.Constant(value=int() as number):
            return str(number)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in SIGNS:
            strict = not isinstance(op, LOOSE)
            first = _text(left, given, strict and isinstance(left, ast.BinOp) and isinstance(left.op, LOOSE))
            inner = f"{first}{SIGNS[type(op)]}{_text(right, given, strict or isinstance(op, ast.Sub))}"
            return f"({inner})" if tight else inner
        case ast.Compare(left=left, ops=[op], comparators=[ast.Constant(value=0)]) if type(op) in COMPARED:
            inner = WITH_NOTHING[type(op)].format(_text(left, given))
            return f"({inner})" if tight else inner
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARED:
            first, second = _text(left, given), _text(right, given)
            inner = COMPARED[type(op)].format(first, second, near=NEAR.format(second))
            return f"({inner})" if tight else inner
        case ast.Call(func=ast.Name(id=verb), args=[column]) if verb in COLUMNS:
            return _column(verb, column, given)
        case ast.Call(func=ast.Name(id=verb), args=args) if verb in VERBS:
            inner = VERBS[verb].format(*(_text(one, given, True) for one in args))
            return f"({inner})" if tight else inner
        case ast.Call(func=ast.Name(id="Fraction"), args=[number]):
            return _text(number, given)
    raise _ForeignError


def _column(verb: str, node: ast.expr, given: _Given) -> str:
    """A function of a column, or of a few that the formula itself lists."""
    if isinstance(node, ast.Tuple):
        return f"{COLUMNS[verb]}({','.join(_text(one, given) for one in node.elts)})"
    need = given.needs[node.id] if isinstance(node, ast.Name) else None
    if not isinstance(need, tuple):
        raise _ForeignError
    if not need:
        return "0"
    # A yes counts as one.
    members = [(f"N({given.refer(one)})" if one.unit.logical else given.refer(one), one.value) for one in need]
    return listed(verb, members, given.aside)


def listed(verb: str, members: Sequence[tuple[str, Number]], aside: Aside) -> str:
    """The function of all members; parts of them stand aside where they are more than a formula holds."""
    parts: list[list[tuple[str, Number]]] = [[]]
    length = 0
    for member in members:
        length += len(member[0]) + 1
        if length > LONG or len(parts[-1]) == MOST_ARGUMENTS:
            parts.append([])
            length = len(member[0]) + 1
        parts[-1].append(member)
    texts = [f"{COLUMNS[verb]}({','.join(text for text, _ in part)})" for part in parts]
    if len(texts) == 1:
        return texts[0]
    values = [getattr(verbs, verb)(tuple(each for _, each in part)) for part in parts]
    return listed(verb, [(aside(text, value), value) for text, value in zip(texts, values, strict=True)], aside)
