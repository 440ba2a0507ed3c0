"""Charts: where each bar and label stands, worked out from the figures that it shows.

In: what templates see of pages. Out: charts by name, each with its template and its marks in
points. A length is drawn and never read as a number; what is read is a figure, printed like any other.
"""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from generator.figures.figure import Figure
from generator.units import COMPACT, write

DARK = {
    "#1c2329": "#e4eaec",
    "#ffffff": "#12181b",
    "#0b5c6b": "#72c7d6",
    "#8db7bf": "#2c6570",
    "#e3eef0": "#203238",
    "#5a6570": "#9badb5",
    "#ccd4d9": "#334047",
    "#a3330b": "#ff9b73",
}
"""The colors of a drawing, and what each is where the reader's screen is dark."""
PLATE = 12.0
"""Points: the space between a drawing and the edge of its plate."""

WIDTH, HEAD, PITCH, BAR = 486.0, 22.0, 30.0, 11.0
"""Points: of the drawing, of its legend, of a row, and of a bar, which stands below its row's label."""
DIGIT, GAP, ROOM = 4.6, 5.0, 62.0
"""Points: the width of a digit at the charts' size, the gap beside a bar or dot, the room that a value takes there."""
MOST_ROWS = 18
"""More rows do not fit a page: the largest are drawn, and the chart says so."""


class Length(NamedTuple):
    """A place or size in a drawing, in points."""

    points: float

    def __str__(self) -> str:
        return f"{self.points:.2f}".rstrip("0").rstrip(".")


class Bar(NamedTuple):
    """A bar: what it shows, where it begins, how long it is, and where its value is written; nowhere, if too short."""

    kind: str
    figure: Figure
    x: Length
    y: Length
    width: Length
    text: Length | None


class Total(NamedTuple):
    """The whole of a row's bars, and where its value is written."""

    figure: Figure
    text: Length


class Row(NamedTuple):
    """A row: its label and what is drawn below it, to its foot. `subject` is the view that the row is about."""

    subject: Any
    label: Length
    middle: Length
    foot: Length
    bars: tuple[Bar, ...] = ()
    total: Total | None = None


class Chart(NamedTuple):
    """A chart by the name of its file: template, subject, height and rows; `whole` where no row is left out."""

    name: str
    template: str
    subject: Any
    height: Length
    rows: tuple[Row, ...]
    whole: bool = True

    @property
    def dark(self) -> str:
        """The colors of its file on a dark screen; a page has its own."""
        rules = (f'[{of}="{one}"] {{ {of}: {other} }}' for one, other in DARK.items() for of in ("fill", "stroke"))
        return f"@media (prefers-color-scheme: dark) {{ {' '.join(rules)} }}"

    @property
    def box(self) -> str:
        """What a viewer shows of it: the drawing and its plate, from the left, from the top, and how large."""
        return f"{-PLATE:g} {-PLATE:g} {WIDTH + 2 * PLATE:g} {self.height.points + 2 * PLATE:g}"


def charts(names: dict[str, Any]) -> dict[str, Chart]:
    """Every chart that has something to show, by the name of its file; `names` are those that templates see."""
    profiles = names["profiles"]
    found = []
    for index, profile in enumerate(profiles, 1):
        name = f"page-{index}" if names["several_profiles"] else "page"
        found.append(_tokens(name, profile, profile.models, "per_page"))
    return {chart.name: chart for chart in found if chart.rows}


def _rows(subjects: Sequence[Any], pitch: float = PITCH) -> Iterable[tuple[Any, float]]:
    """Each subject of a row with the top of its row."""
    return ((subject, HEAD + pitch * index) for index, subject in enumerate(subjects))


def _height(rows: Sequence[Any], pitch: float = PITCH) -> Length:
    return Length(HEAD + pitch * len(rows))


def _largest(subjects: Sequence[Any], key: str) -> tuple[list[Any], bool]:
    """The subjects to draw, in their order, and whether they are all."""
    ranked = sorted(subjects, key=attrgetter(f"{key}.value"), reverse=True)[:MOST_ROWS]
    return [one for one in subjects if one in ranked], len(subjects) <= MOST_ROWS


def _tokens(name: str, subject: Any, models: Sequence[Any], per: str) -> Chart:
    """A bar for the tokens of each model, in uncached input, cached input and output."""
    some, whole = _largest(models, f"tokens_{per}")
    scale = _scale(getattr(model, f"tokens_{per}") for model in some)
    rows = []
    for model, top in _rows(some):
        x, bars = 0.0, []
        for kind in ("uncached_input", "cached_input", "output"):
            figure = getattr(model, f"{kind}_tokens_{per}")
            width = float(figure.value) * scale
            fits = width > DIGIT * len(write(figure.value, figure.unit, COMPACT)) + GAP
            text = Length(x + width / 2) if fits else None
            bars.append(Bar(kind, figure, Length(x), Length(top + 12), Length(width), text))
            x += width
        total = Total(getattr(model, f"tokens_{per}"), Length(x + GAP))
        rows.append(Row(model, Length(top + 8), Length(top + 12), Length(top + 20.5), tuple(bars), total))
    return Chart(name, "chart-tokens.svg.j2", subject, _height(rows), tuple(rows), whole)


def _scale(figures: Iterable[Figure]) -> float:
    """Points of a bar to one of what it shows, so that the longest leaves room for its value."""
    return (WIDTH - ROOM) / (max((float(figure.value) for figure in figures), default=0.0) or 1.0)
