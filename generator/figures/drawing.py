"""What ranges come to when they are drawn, as figures: simulated ones, which say their draws and their seed.

In: the book with the request worked out, and what chances are asked for. Out: the values of each range at each draw;
and figures that came of them, each with the figures it rests on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.figures.figure import Figure, Origin, Row, given_figure
from generator.figures.rows import Book
from generator.figures.sweep import sweep
from generator.inputs import Leaf, Proposal
from generator.inputs.quantities import Percentage, Quantity
from generator.units import Unit, write

if TYPE_CHECKING:
    from generator.chances.shapes import Shape

CHANCES = "chances."
"""What the names of simulated figures begin with."""
SETTINGS = "proposal.request.chances"
NOT_NOTHING = 1e-9
"""The least of what something is divided by."""


class Drawing(NamedTuple):
    """What is drawn: the book, the ranges by their names in the order of the inputs, and how."""

    book: Book
    ranges: Mapping[str, Leaf]
    draws: int
    seed: int
    origin: Origin

    def shares(self, draws: int, more: int = 0) -> Any:
        """Evenly spread shares: a row a draw, a column a range, and more of them."""
        from generator.chances.sobol import points  # without chances NumPy is not needed

        return points(draws, len(self.ranges) + more, self.seed)

    def values(self, shares: Any) -> dict[str, Any]:
        """The values of each range at each draw."""
        from generator.chances.shapes import values

        return {name: values(_shape(leaf), shares[:, at]) for at, (name, leaf) in enumerate(self.ranges.items())}

    def swept(self, figures: Mapping[str, Figure], varied: Mapping[str, Any], wanted: Iterable[str]) -> dict[str, Any]:
        """The wanted of these figures at each draw, by their names here."""
        names = {name: figures[name].name for name in wanted}
        every = {one.name: one for one in figures.values()} | {name: self.book.sheet[name] for name in varied}
        found = sweep(every, varied, names.values())
        return {name: found[called] for name, called in names.items()}

    def enter(self, name: str, value: Fraction, unit: Unit, says: str, needs: Row, more: str = "") -> Figure:
        """A simulated figure, entered in the sheet."""
        said = f"{self.origin.source}{f'; {more}' if more else ''}"
        own = {key: self.book.sheet[f"{SETTINGS}.{key}"] for key in ("draws", "seed")}
        path = f"{CHANCES}{name}"
        figure = given_figure(path, (value, value, value), unit, says, Origin(self.origin.place, said))
        self.book.sheet[path] = replace(figure, needs={**needs, **own})
        return self.book.sheet[path]


def drawing(book: Book, proposal: Proposal, resting: frozenset[str], without: str = "") -> Drawing:
    """What is drawn of the ranges that something rests on, without one of them."""
    settings = [book.sheet[f"{SETTINGS}.{key}"] for key in ("draws", "seed")]
    ranges = {leaf.path: leaf for leaf in proposal.leaves() if leaf.path in resting and leaf.path != without}
    draws, seed = (int(one.value) for one in settings)
    said = f"simulated: {write(settings[0].value, settings[0].unit)} draws, seed {seed}"
    place = proposal.place(("proposal", "request", "chances"))
    return Drawing(book, ranges, draws, seed, Origin(place, said))


def _shape(leaf: Leaf) -> "Shape":
    from generator.chances.shapes import PERT, Shape

    one, stated = leaf.quantity, leaf.quantity.distribution
    low, likely, high = map(float, one.ends)
    listed = None if stated is None or isinstance(stated, str) else stated
    pairs = [(float(first), float(second)) for first, second in listed.pairs] if listed else []
    kind = stated if isinstance(stated, str) else PERT
    if listed:
        kind = "weights" if listed.weights is not None else "percentiles"
    return Shape(low, likely, high, kind, pairs, one.whole, *_reach(one))


def _reach(one: Quantity) -> tuple[float, float]:
    """What a quantity can be at all."""
    least = max(float(one.least), NOT_NOTHING if one.above_zero else 0.0)
    most = 1.0 if isinstance(one, Percentage) else float("inf") if one.most is None else float(one.most)
    return least, most
