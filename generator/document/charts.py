"""Charts: where each bar, dot and label stands, worked out from the figures that it shows.

In: what templates see of load cases, pages and savings. Out: charts by name, each with its template and its marks in
points. A length is drawn and never read as a number; what is read is a figure, printed like any other.
"""

from collections.abc import Callable, Iterable, Sequence
from math import log
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
FIRST, APART, BASELINE = 17.0, 6.5, 3.0
"""Points: from the top of a row to its first dot, to the second, whose range may overlap, and to a value's foot."""
AXIS = 11.0
"""Points: the height of the labels below the grid."""
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


class Dot(NamedTuple):
    """A dot, where its value is written, and, where it has a range, the range's ends."""

    figure: Figure
    x: Length
    y: Length
    text: Length
    foot: Length
    low: Length | None = None
    high: Length | None = None


class GridLine(NamedTuple):
    """A grid line, labelled with what stands there."""

    figure: Figure
    x: Length


class Row(NamedTuple):
    """A row: its label and what is drawn below it, to its foot. `subject` is the view that the row is about."""

    subject: Any
    label: Length
    middle: Length
    foot: Length
    bars: tuple[Bar, ...] = ()
    dots: tuple[Dot, ...] = ()


class Chart(NamedTuple):
    """A chart by the name of its file: template, subject, height, rows and grid; `whole` where no row is left out.

    The grid ends at the chart's floor, with its labels below. `ranged`: some dot has a range; `from_nothing`: one that
    begins at nothing. `placed`: everything has a place on the scale.
    """

    name: str
    template: str
    subject: Any
    height: Length
    rows: tuple[Row, ...]
    grid: tuple[GridLine, ...] = ()
    whole: bool = True
    floor: Length = Length(0)
    ranged: bool = False
    from_nothing: bool = False
    placed: bool = True

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
    found = [_demand(names["cases"], names["grid_lines"])]
    for index, profile in enumerate(profiles, 1):
        name = f"page-{index}" if names["several_profiles"] else "page"
        found.append(_tokens(name, profile, profile.models, "per_page"))
    found.append(_tokens("peak", names["request"], names["request"].models, "per_minute"))
    found.append(_savings([one for one in names["savings"] if one.what], names["savings"]))
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


def _demand(cases: Sequence[Any], lines: Sequence[Figure]) -> Chart:
    """Dots for the tokens a minute of each load case, on a scale where a step to the right multiplies."""
    placed = [case for case in cases if case.uncached_tokens_per_minute.value > 0]
    some, whole = _largest(placed, "tokens_per_minute")
    shown = [one for case in some for one in _both(case)]
    values = [float(end) for one in shown for end in (_low(one), one.value, one.high)]
    if not values:
        return Chart("demand", "chart-demand.svg.j2", None, Length(0), ())
    least, most = log(min(values)), log(max(values))
    wide = (WIDTH - 2 * ROOM) / (most - least or 1.0)

    def x(value: Any) -> Length:
        return Length(ROOM + (log(float(value)) - least) * wide)

    rows = []
    for case, top in _rows(some):
        dots = tuple(_dot(one, x, top + FIRST + APART * index, index == 0) for index, one in enumerate(_both(case)))
        rows.append(Row(case, Length(top + 8), dots[0].y, dots[1].foot, (), dots))
    grid = tuple(GridLine(line, x(line.value)) for line in lines if min(values) <= line.value <= max(values))
    floor = _height(rows)
    return Chart(
        "demand", "chart-demand.svg.j2", None, Length(floor.points + AXIS), tuple(rows), grid, whole, floor,
        ranged=any(dot.low for row in rows for dot in row.dots),
        from_nothing=not all(one.low for one in shown),
        placed=len(placed) == len(cases),
    )  # fmt: skip


def _both(case: Any) -> tuple[Figure, Figure]:
    return case.uncached_tokens_per_minute, case.tokens_per_minute


def _low(figure: Figure) -> Any:
    """Where the range of a figure begins on the scale, on which nothing has no place: then at its dot."""
    return figure.low or figure.value


def _dot(figure: Figure, x: Callable[[Any], Length], y: float, before: bool) -> Dot:
    """A figure on the scale; its value is written before its low end, or after its high one."""
    low, high = x(_low(figure)), x(figure.high)
    text = low.points - GAP if before else high.points + GAP
    ends = (low, high) if figure.low != figure.high else (None, None)
    return Dot(figure, x(figure.value), Length(y), Length(text), Length(y + BASELINE), *ends)


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
        middle, foot = Length(top + 12), Length(top + 20.5)
        total = Dot(getattr(model, f"tokens_{per}"), Length(x), middle, Length(x + GAP), foot)
        rows.append(Row(model, Length(top + 8), middle, foot, tuple(bars), (total,)))
    return Chart(name, "chart-tokens.svg.j2", subject, _height(rows), tuple(rows), (), whole)


def _savings(measured: Sequence[Any], savings: Sequence[Any]) -> Chart:
    """Two bars for each saving that was measured: all tokens a minute, and the uncached ones among them."""
    some, whole = _largest(measured, "saved_tokens_per_minute")
    scale = _scale(saving.saved_tokens_per_minute for saving in some)
    rows = []
    for saving, top in _rows(some, PITCH + BAR):
        bars = []
        for at, kind in ((12.0, "total"), (12.0 + BAR, "uncached")):
            figure = saving.saved_tokens_per_minute if kind == "total" else saving.saved_uncached_tokens_per_minute
            width = max(0.0, float(figure.value)) * scale
            bars.append(Bar(kind, figure, Length(0), Length(top + at), Length(width), Length(width + GAP)))
        rows.append(Row(saving, Length(top + 8), Length(top + 20.5), Length(top + 31.5), tuple(bars)))
    height = _height(rows, PITCH + BAR)
    return Chart(
        "savings", "chart-savings.svg.j2", None, height, tuple(rows), (), whole, placed=len(measured) == len(savings)
    )


def _scale(figures: Iterable[Figure]) -> float:
    """Points of a bar to one of what it shows, so that the longest leaves room for its value."""
    return (WIDTH - ROOM) / (max((float(figure.value) for figure in figures), default=0.0) or 1.0)
