"""A function of any kind, wrong in one place.

In: the syntax tree of a module. Out: for each place of each of its functions, each way to make it wrong: an operator,
a comparison, a constant, a text, a condition, a part of a list, a keyword, what is returned, assigned or done.

Left as they are: what is worked out when the module is imported, so defaults as well; annotations; docstrings.
"""

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

LONGEST = 90
Function = ast.FunctionDef | ast.AsyncFunctionDef
OTHER: dict[type[ast.AST], type[ast.AST]] = {
    **{
        ast.Eq: ast.NotEq,
        ast.NotEq: ast.Eq,
        ast.In: ast.NotIn,
        ast.NotIn: ast.In,
        ast.Is: ast.IsNot,
        ast.IsNot: ast.Is,
    },
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.And: ast.Or, ast.Or: ast.And},
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult},
    **{ast.Mod: ast.FloorDiv, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Pow: ast.Mult},
    **{ast.Break: ast.Continue, ast.Continue: ast.Break},
}
PAIRS = [
    *(("min", "max"), ("any", "all"), ("lstrip", "rstrip"), ("partition", "rpartition")),
    *(("startswith", "endswith"), ("removeprefix", "removesuffix")),
]
NAMES = {**dict(PAIRS), **{other: one for one, other in PAIRS}}
SAFEGUARDS = {"strict", "encoding"}
"""Keywords without which nothing changes here: two rows of one length, a machine that writes UTF-8."""


@dataclass(frozen=True)
class Wrong:
    """A function of a module that is wrong in one node: its qualified name, how, the node and what stands for it."""

    function: str
    how: str
    node: ast.AST
    other: ast.AST

    def __str__(self) -> str:
        return f"{self.function} {self.how}"

    def within(self, module: ast.Module) -> ast.Module:
        """The tree of the whole module with the function wrong."""
        return ast.fix_missing_locations(deepcopy(module, {id(self.node): self.other}))


def wrong(module: ast.Module) -> Iterator[Wrong]:
    """Every one of a module, each the only one in it."""
    for name, function in functions(module.body):
        for node in _within(function):
            for other in (ast.copy_location(one, node) for one in _others(node)):
                yield Wrong(name, f"{_text(node)} → {_text(other)}", node, other)


def functions(body: list[ast.stmt], within: str = "") -> Iterator[tuple[str, Function]]:
    """The functions of a module and of its classes, with their qualified names; not those within functions."""
    for one in body:
        if isinstance(one, Function):
            yield f"{within}{one.name}", one
        elif isinstance(one, ast.ClassDef):
            yield from functions(one.body, f"{within}{one.name}.")


def _within(node: ast.AST) -> Iterator[ast.AST]:
    """What is run of a function when it is called: all but annotations, decorators, defaults, docstrings."""
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "decorator_list", "defaults", "kw_defaults"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            told = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not told:
                yield child
                yield from _within(child)


def _others(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left, [operator], right) if type(operator) in OTHER:
            yield ast.Compare(left, [_other(operator)], right)
        case ast.BinOp(left, operator, right) if type(operator) in OTHER:
            yield ast.BinOp(left, _other(operator), right)
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(_other(operator), values)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.Constant(value):
            yield from (ast.Constant(one) for one in _constants(value))
        case ast.Break() | ast.Continue():
            yield _other(node)
        case ast.Expr() | ast.Raise() | ast.Assert() | ast.Delete():
            yield ast.Pass()
        case ast.Lambda(arguments, body) if not isinstance(body, ast.Constant):
            yield ast.Lambda(arguments, ast.Constant(None))
        case ast.Attribute(value, name, context) if name in NAMES:
            yield ast.Attribute(value, NAMES[name], context)
        case ast.Name(name, context) if name in NAMES:
            yield ast.Name(NAMES[name], context)
    yield from _without_a_part(node)


def _without_a_part(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.If(test) | ast.IfExp(test) | ast.While(test):
            yield _with(node, test=ast.UnaryOp(ast.Not(), test))
        case ast.Return(ast.expr() as value) | ast.Assign(value=value) | ast.AugAssign(value=value):
            if not (isinstance(value, ast.Constant) and value.value is None):
                yield _with(node, value=ast.Constant(None))
        case ast.Slice(lower, upper) if lower or upper:
            yield ast.Slice(None, upper) if lower else ast.Slice(lower, None)
        case ast.comprehension(ifs=[_, *rest]):
            yield _with(node, ifs=rest)
        case ast.match_case(guard=ast.expr()):
            yield _with(node, guard=None)
        case ast.Call(keywords=[_, *_]):
            for at in (at for at, one in enumerate(node.keywords) if one.arg not in SAFEGUARDS):
                yield _with(node, keywords=node.keywords[:at] + node.keywords[at + 1 :])
        case ast.List(parts) | ast.Tuple(parts) | ast.Set(parts) if len(parts) > 1:
            for at, part in enumerate(parts):
                if isinstance(part, ast.Starred):
                    yield _with(node, elts=parts[:at] + parts[at + 1 :])


def _with(node: ast.AST, **fields: object) -> ast.AST:
    return type(node)(**{**dict(ast.iter_fields(node)), **fields})


def _other(operator: ast.AST) -> Any:
    return OTHER[type(operator)]()


def _constants(value: object) -> Iterator[str | bytes | float | None]:
    match value:
        case bool():
            yield not value
        case int() | float():
            yield value + 1
        case str():
            yield f"XX{value}XX"
        case bytes():
            yield b"XX" + value
        case None:
            yield ""


def _text(node: ast.AST) -> str:
    """A node's source, cut short."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
