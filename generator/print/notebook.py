"""A proposal in a notebook: its figures, its tables and its charts show themselves.

In: the folder of a proposal, and changes to make first. Out: a `Shown`: the proposal, with all that it comes to.
Whatever is shown is text of the inputs at most: no character of it becomes markup.
"""

import html
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from generator.document.explain.tree import Stand, down, stands
from generator.errors import did_you_mean
from generator.figures.asking import titles_of_limits
from generator.figures.derivation import rows
from generator.figures.figure import LISTED, Figure, Number
from generator.inputs import Proposal, load
from generator.print.product import Product, make
from generator.print.screen import derivation
from generator.units import EXACT, write

if TYPE_CHECKING:
    import pandas

MOST_ROWS = 60
"""So many figures are shown as a table; how many more there are is said."""
COLUMNS = ["name", "value", "low", "high", "unit", "text", "says", "place", "source"]


@dataclass(frozen=True)
class ShownFigure:
    """A figure that shows how it came about: its value, name and sentence; its formula and what that rests on."""

    figure: Figure
    _stands: Mapping[str, Stand]

    @property
    def value(self) -> Number:
        """The exact value: a fraction, or a yes/no."""
        return self.figure.value

    def __str__(self) -> str:
        return f"{self.figure} {self.figure.unit.symbol}".rstrip()

    def __repr__(self) -> str:
        return f"{self.figure.name} = {self}"

    def _repr_html_(self) -> str:
        node = down(self.figure, self._stands, 1)
        told = derivation(node, {one.figure.name: "" for one in (node, *node.below)})
        formula = [f"= {one}" for one in told.formula]
        lines = [f"{file}: {text}" for file, text in told.lines]
        said = [told.says, *formula, told.range, *lines, *told.notes]
        steps = "".join(f"<li>{html.escape(one.text)}</li>" for one in told.steps)
        return (
            f"<p><b>{html.escape(told.value)}</b> <code>{html.escape(told.name)}</code></p>"
            f"<p>{'<br>'.join(html.escape(one) for one in said if one)}</p>{f'<ul>{steps}</ul>' if steps else ''}"
        )


class Figures(dict[str, ShownFigure]):
    """Figures by name, shown as a table."""

    def __missing__(self, name: str) -> ShownFigure:
        """Raises KeyError, with the closest name."""
        raise KeyError(f"{name}: {did_you_mean(name, self) or LISTED}")

    def like(self, pattern: str) -> "Figures":
        """Those that a pattern with * and ? fits, such as `request.*`."""
        return Figures({name: one for name, one in self.items() if fnmatchcase(name, pattern)})

    def frame(self) -> "pandas.DataFrame":
        """As a table of pandas: a row a figure, with name, value, low, high, unit, text, sentence, place and source."""
        return frame({name: one.figure for name, one in self.items()})

    def __repr__(self) -> str:
        return f"{len(self)} figures"

    def _repr_html_(self) -> str:
        shown, more = [*self.items()][:MOST_ROWS], len(self) - MOST_ROWS
        return _table("figure", shown) + (f"<p>and {more:,} more</p>" if more > 0 else "")


@dataclass(frozen=True)
class ShownChart:
    """A chart of the document, as it stands beside its Markdown."""

    name: str
    svg: str

    def _repr_html_(self) -> str:
        data = b64encode(self.svg.encode()).decode()
        # As a picture, nothing in it reaches what stands around it.
        return f'<img alt="{html.escape(self.name)}" src="data:image/svg+xml;base64,{data}">'


class Charts(dict[str, ShownChart]):
    """The charts of a document by name, shown one below the other."""

    def __repr__(self) -> str:
        return f"charts: {', '.join(self)}"

    def _repr_html_(self) -> str:
        return "".join(f"<div>{one._repr_html_()}</div>" for one in self.values())


@dataclass(frozen=True)
class Shown(Proposal):
    """A proposal with all that it comes to, worked out when it is first asked for."""

    @cached_property
    def product(self) -> Product:
        """Its sheet and its document. Raises ProposalError for a reference that names nothing."""
        return make(self)

    @property
    def figures(self) -> Figures:
        """Every figure by name."""
        stood = stands(self)
        return Figures({name: ShownFigure(one, stood) for name, one in self.product.sheet.items()})

    @property
    def charts(self) -> Charts:
        """The charts that its document shows."""
        found = ((Path(path).stem, svg) for path, svg in self.product.document.pictures().items())
        return Charts({name: ShownChart(name, svg) for name, svg in found})

    def frame(self) -> "pandas.DataFrame":
        """Every figure as a table of pandas."""
        return self.figures.frame()

    def __repr__(self) -> str:
        return f"{self.name}: {', '.join(f'{title} {one}' for title, one in self._limits())}"

    def _repr_html_(self) -> str:
        head = html.escape(f"{self.inputs.proposal.title}: {self.inputs.proposal.vendor}")
        return f"<p><b>{head}</b></p>{_table('limit', self._limits())}"

    def _limits(self) -> Iterator[tuple[str, ShownFigure]]:
        """The limits that are asked for, under their titles."""
        found = self.figures
        return ((title, found[name]) for name, title in titles_of_limits(self, self.product.sheet).items())


def frame(sheet: Mapping[str, Figure]) -> "pandas.DataFrame":
    """A sheet, or figures of it, as a table of pandas."""
    import pandas as pd

    return pd.DataFrame(rows(sheet), columns=COLUMNS).set_index("name")


def opened(folder: str | Path, changes: Mapping[str, str] | None = None) -> Shown:
    """The proposal in a folder, with changes made to its inputs first. Raises ProposalError with every fault."""
    found = load(folder, changes)
    return Shown(**{one.name: getattr(found, one.name) for one in fields(found)})


def _range(figure: Figure) -> str:
    if not figure.varies or isinstance(figure.value, bool):
        return ""
    return f"{write(figure.low, figure.unit, EXACT)} to {write(figure.high, figure.unit, EXACT)}"


def _table(names: str, shown: Iterable[tuple[str, ShownFigure]]) -> str:
    """A row a figure, under what names it: a name or a title."""
    head = "".join(f"<th>{one}</th>" for one in (names, "value", "range", "sentence"))
    cells = ((name, str(one), _range(one.figure), one.figure.says) for name, one in shown)
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(one)}</td>' for one in row)}</tr>" for row in cells)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
