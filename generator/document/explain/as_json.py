"""An explanation as data: JSON whose values are exact.

In: a `Node` (a figure down to its inputs) or a `Reach` (an input up to what is printed). Out: a plain object for JSON;
what it holds is said at `as_json`.
"""

from typing import Any

from generator.document.explain.tree import Node, Reach
from generator.figures.derivation import least_ends, numbers, simulated, symbols
from generator.figures.figure import Number


def as_json(explained: Node | Reach) -> list[dict[str, Any]]:
    """A list of one object, for the figure; values are exact: whole numbers, fractions like "81100/3", "yes" or "no".

    name, says, unit, value, text (as it is written); where it has a range: low, high, low_ends, high_ends (range →
    end); for a formula: symbols, numbers (for a simulated figure: simulated, its draws and its seed), takes (parameter
    → the name, or names, of what was put in), below (objects like this one), as_above (true where it was taken apart
    before), hidden (figures below that --depth leaves out); for an input: lines (file, line, yaml), source, note.

    For an input at the top also: document, printed_at (section, line, text), printed (how many printed figures rest on
    it), between (how many that are not printed lie between), decides (the yes/no figures), hidden (printed figures that
    --depth leaves out), sections (section, uses: name, text, lines, between).
    """
    if isinstance(explained, Node):
        return [_plain(explained)]
    printed_at = [{"section": one.section, "line": one.line, "text": one.text} for one in explained.own]
    sections = []
    for section, uses in explained.sections.items():
        plain = [
            {"name": one.figure.name, "text": one.text, "lines": [*one.lines], "between": one.between} for one in uses
        ]
        sections.append({"section": section, "uses": plain})
    counts = {name: getattr(explained, name) for name in ("document", "printed", "between", "hidden")}
    decides = [figure.name for figure in explained.decides]
    return [_plain(explained.node) | counts | {"printed_at": printed_at, "decides": decides, "sections": sections}]


def _plain(node: Node) -> dict[str, Any]:
    figure = node.figure
    plain: dict[str, Any] = {
        "name": figure.name,
        "says": figure.says,
        "unit": figure.unit.symbol,
        "value": exact(figure.value),
        "text": str(figure),
    }
    if figure.low != figure.high:
        plain |= {"low": exact(figure.low), "high": exact(figure.high)}
        plain["low_ends"] = dict(sorted(least_ends(figure, figure.low_ends, figure.low)))
        plain["high_ends"] = dict(sorted(least_ends(figure, figure.high_ends, figure.high)))
    if figure.formula is not None or figure.needs:
        needs = figure.needs.items()
        takes = {key: [one.name for one in need] if isinstance(need, tuple) else need.name for key, need in needs}
        said = {"simulated": simulated(figure)} if simulated(figure) else {}
        said = said or {"symbols": symbols(figure), "numbers": numbers(figure)}
        plain |= {**said, "takes": takes}
        plain |= {"as_above": node.above, "hidden": node.hidden, "below": [*map(_plain, node.below)]}
    if node.stand:
        lines = [{"file": one.file, "line": one.line, "yaml": one.text.strip()} for one in node.stand.lines]
        plain |= {"lines": lines, "source": node.stand.source, "note": node.stand.note}
    return plain


def exact(number: Number) -> str:
    """A value as a text from which Fraction reads it back; yes or no as that."""
    return ("yes" if number else "no") if isinstance(number, bool) else str(number)
