"""A formula's syntax tree, wrong in one place.

In: the expression that a formula returns. Out: each expression that differs from it by one change: an operator, a
comparison, an operand dropped, swapped or taken for another, a constant, a verb, a sign.
"""

import ast
from collections.abc import Iterator
from copy import deepcopy

OPERATORS: tuple[type[ast.operator], ...] = (ast.Add, ast.Sub, ast.Mult, ast.Div)
COMPARISONS: tuple[type[ast.cmpop], ...] = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
OF_A_COLUMN = ("total", "greatest", "least")
OF_TWO = ("share", "round_up", "round_down")


def mutated(expression: ast.expr, parameters: list[str]) -> list[ast.expr]:
    """Every expression that differs from this one in one place, once each, none the same as this one."""
    found = {ast.unparse(one): one for one in (*_everywhere(expression, parameters), *_whole(expression))}
    found.pop(ast.unparse(expression), None)
    return list(found.values())


def _everywhere(expression: ast.expr, parameters: list[str]) -> Iterator[ast.expr]:
    yield from _here(expression, parameters)
    for field, value in ast.iter_fields(expression):
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.expr) and field != "func":
                for other in _everywhere(child, parameters):
                    yield _with(expression, field, index, other)


def _with(node: ast.expr, field: str, index: int | None, child: object) -> ast.expr:
    changed = deepcopy(node)
    if index is None:
        setattr(changed, field, child)
    else:
        getattr(changed, field)[index] = child
    return changed


def _here(node: ast.expr, parameters: list[str]) -> Iterator[ast.expr]:
    match node:
        case ast.BinOp(left, operator, right):
            yield from (ast.BinOp(left, one(), right) for one in OPERATORS)
            yield from (left, right)
            if isinstance(operator, ast.Sub | ast.Div):
                yield ast.BinOp(right, operator, left)
        case ast.Compare(left, _, [right]):
            yield from (ast.Compare(left, [one()], [right]) for one in COMPARISONS)
        case ast.Constant(int(value)):
            yield from (ast.Constant(one) for one in (value + 1, value - 1, value * 2, 0, 1, -value))
        case ast.Call(ast.Name(verb), [column]) if verb in OF_A_COLUMN:
            yield from (_call(one, column) for one in OF_A_COLUMN)
            yield from (_call(verb, ast.Subscript(column, part, ast.Load())) for part in _parts())
        case ast.Call(ast.Name(verb), [one, other]) if verb in OF_TWO:
            yield from (_call(another, one, other) for another in OF_TWO)
            yield from (ast.BinOp(one, operator(), other) for operator in OPERATORS)
            yield from (one, other, _call(verb, other, one))
        case ast.Name(name) if name in parameters:
            yield from (ast.Name(one, ast.Load()) for one in parameters)


def _call(verb: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(verb, ast.Load()), list(arguments), [])


def _parts() -> tuple[ast.Slice, ast.Slice]:
    """A column without its first row, and without its last."""
    return ast.Slice(lower=ast.Constant(1)), ast.Slice(upper=ast.Constant(-1))


def _whole(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare):
        yield from (ast.Constant(True), ast.Constant(False))
    else:
        yield ast.UnaryOp(ast.USub(), node)
        yield ast.BinOp(node, ast.Add(), ast.Constant(1))
